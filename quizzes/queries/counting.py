"""Which attempt counts by an assignment's rule, and the points of each attempt, added up by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Response


class Attempts(models.TextChoices):
    """Which attempts of each student are asked for."""

    COUNTED = "counted", _("the attempt that counts")
    FIRST = "first", _("the first attempt")
    ALL = "all", _("all attempts")


@dataclass(frozen=True, slots=True)
class Tally:
    """One attempt in numbers: the points given so far, the points to be had, and how many answers wait for marks."""

    attempt: int
    assignment: int
    student: int
    number: int
    handed_in: bool
    points: Decimal
    possible: Decimal
    waiting: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The attempt to show, and the score; `score` is None while an answer that decides it waits for marks.

    `attempts` are the keys of those whose points make the score: all with "average", else the one shown.
    """

    tally: Tally
    score: Decimal | None
    attempts: frozenset[int]

    @property
    def percent(self) -> Decimal | None:
        """100 x score / possible, to one place; None where there is no score or nothing to be had."""
        if self.score is None or not self.tally.possible:
            return None
        return (100 * self.score / self.tally.possible).quantize(Decimal("0.1"))


def tallies(attempts: QuerySet[Attempt]) -> list[Tally]:
    """The attempts in numbers, each student's in the order they were made. Two queries; no answer is read."""
    responses = Response.objects.filter(attempt__in=attempts)
    summed = {
        attempt: (_points(given), _points(possible), waiting)
        for attempt, given, possible, waiting in responses.order_by("attempt_id")
        .values_list("attempt_id")
        .annotate(
            given=Sum(Coalesce("teacher_points", "auto_points")),
            possible=Sum("points_possible"),
            waiting=Count("pk", filter=Q(teacher_points__isnull=True, auto_points__isnull=True)),
        )
    }
    nothing = (Decimal(0), Decimal(0), 0)
    return [
        Tally(pk, assignment, student, number, state == Attempt.State.SUBMITTED, *summed.get(pk, nothing))
        for pk, assignment, student, number, state in attempts.order_by("number").values_list(
            "pk", "assignment_id", "student_id", "number", "state"
        )
    ]


def _points(total: Decimal | None) -> Decimal:
    # SQLite adds up floating-point numbers; points have two places.
    return Decimal(0) if total is None else total.quantize(Decimal("0.01"))


def counted(method: str, handed_in: Sequence[Tally]) -> Counted:
    """What counts of a student's attempts, all handed in, at least one, in the order they were made.

    With "highest" the first of the best counts, and with "average" the latest is shown and the score is the mean, to
    two places; both have a score only when every attempt is marked, since each may decide it.
    """
    if len(handed_in) == 1:
        # Whatever the method; a class's gradebook has thousands of these.
        (only,) = handed_in
        return Counted(only, None if only.waiting else only.points, frozenset((only.attempt,)))
    match Assignment.GradingMethod(method):
        case Assignment.GradingMethod.FIRST:
            shown, deciding = handed_in[0], handed_in[:1]
        case Assignment.GradingMethod.LATEST:
            shown, deciding = handed_in[-1], handed_in[-1:]
        case Assignment.GradingMethod.AVERAGE:
            shown, deciding = handed_in[-1], handed_in
        case Assignment.GradingMethod.HIGHEST:
            shown, deciding = max(handed_in, key=lambda one: one.points), handed_in
    counting = deciding if method == Assignment.GradingMethod.AVERAGE else [shown]
    score = None
    if not any(one.waiting for one in deciding):
        score = sum((one.points for one in counting), Decimal(0)) / len(counting)
    return Counted(
        shown,
        None if score is None else score.quantize(Decimal("0.01")),
        frozenset(one.attempt for one in counting),
    )
