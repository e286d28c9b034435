"""Where a student stands: with each of their assignments, and with the points of an attempt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, Format, Override, Response, User

from . import visible
from .rules import Bar, Rules, combined


class Status(models.TextChoices):
    """What a student has done about an assignment; the label is what they read."""

    TO_DO = "to_do", _("To do")
    STARTED = "started", _("Started")
    WAITING = "waiting", _("Handed in")
    RESULTS = "results", _("Results are ready")
    MISSED = "missed", _("Closed, not handed in")
    EXCUSED = "excused", _("Excused")


@dataclass(frozen=True, slots=True)
class Standing:
    """One student's place in one assignment: the rules that hold for them and the attempts they made.

    `released`: whether they may see key, explanations and points of what they handed in. Never while an attempt of
    theirs is running, since its answers would be given away.
    """

    assignment: Assignment
    rules: Rules
    attempts: list[Attempt]
    bar: Bar | None
    released: bool
    late: bool
    now: datetime

    @property
    def running(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.state == Attempt.State.IN_PROGRESS), None)

    @property
    def handed_in(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.state == Attempt.State.SUBMITTED]

    @property
    def latest(self) -> Attempt | None:
        """The attempt handed in last."""
        return self.handed_in[-1] if self.handed_in else None

    @property
    def minutes(self) -> int | None:
        """The time limit in minutes."""
        return self.rules.minutes

    @property
    def time_is_cut(self) -> bool:
        """Whether the closing time leaves less than the time limit to whoever starts now."""
        limit, closes_at = self.rules.time_limit, self.rules.closes_at
        return self.bar is None and limit is not None and closes_at is not None and self.now + limit > closes_at

    @property
    def attempts_left(self) -> int:
        return max(self.rules.attempts_allowed - len(self.attempts), 0)

    @property
    def status(self) -> Status:
        if self.running:
            return Status.STARTED
        if self.handed_in:
            return Status.RESULTS if self.released else Status.WAITING
        if self.rules.excused:
            return Status.EXCUSED
        return Status.MISSED if self.bar else Status.TO_DO

    @property
    def is_open_work(self) -> bool:
        return self.status in (Status.TO_DO, Status.STARTED)


def standings(student: User, now: datetime) -> list[Standing]:
    """All the student can see: first what is still to do, the earliest due first; then the rest, the newest first."""
    found = _standings(student, visible.students_assignments(student), now)
    to_do = [standing for standing in found if standing.is_open_work]
    rest = [standing for standing in found if not standing.is_open_work]
    to_do.sort(key=lambda standing: (standing.rules.due_at is None, standing.rules.due_at or standing.rules.opens_at))
    rest.sort(key=lambda standing: standing.rules.due_at or standing.rules.opens_at, reverse=True)
    return to_do + rest


def standings_of_attempts(student: User, now: datetime) -> list[Standing]:
    """The student's place in every assignment they made an attempt at, also in classes they have left."""
    return _standings(student, Assignment.objects.filter(attempts__student=student).distinct(), now)


def standing(assignment: Assignment, student: User, now: datetime) -> Standing:
    """The student's place in one assignment."""
    return _standings(student, Assignment.objects.filter(pk=assignment.pk), now)[0]


def _standings(student: User, assignments: QuerySet[Assignment], now: datetime) -> list[Standing]:
    found = list(assignments.select_related("quiz__article", "classroom"))
    overrides = {
        override.assignment_id: override
        for override in Override.objects.filter(student=student, assignment__in=[one.pk for one in found])
    }
    extra = dict(Enrollment.objects.filter(student=student).values_list("classroom_id", "extra_time_percent"))
    attempts: defaultdict[int, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(student=student, assignment__in=[one.pk for one in found]).order_by("number"):
        attempts[attempt.assignment_id].append(attempt)
    return [
        _standing(one, combined(one, overrides.get(one.pk), extra.get(one.classroom_id, 0)), attempts[one.pk], now)
        for one in found
    ]


def _standing(assignment: Assignment, rules: Rules, attempts: list[Attempt], now: datetime) -> Standing:
    running = any(attempt.state == Attempt.State.IN_PROGRESS for attempt in attempts)
    return Standing(
        assignment=assignment,
        rules=rules,
        attempts=attempts,
        bar=rules.bar(made=len(attempts), now=now),
        released=bool(attempts) and not running and rules.released(now),
        late=rules.due_at is not None and now >= rules.due_at,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Score:
    """The points of an attempt so far; `waiting` answers have none until the teacher has read them."""

    points: Decimal
    possible: Decimal
    waiting: int


def score(responses: Iterable[Response]) -> Score:
    """The points of the responses; one that waits for the teacher counts as waiting, never as zero."""
    everything = list(responses)
    marked = [response.points for response in everything if response.points is not None]
    return Score(
        points=sum(marked, Decimal(0)),
        possible=sum((response.points_possible for response in everything), Decimal(0)),
        waiting=len(everything) - len(marked),
    )


class Unfinished(models.TextChoices):
    """What an order still lacks; the label tells the student what to do."""

    CLASH = "clash", _("Two events have the same place. Give each event a place of its own.")
    GAPS = "gaps", _("Not every event has a place yet. Give each event one.")


def unfinished(response: Response) -> Unfinished | None:
    """What the order that a student began still lacks; None for a whole one, none at all, and other formats."""
    places = response.answer.get("places", [])
    given = [place for place in places if place]
    if len(set(given)) < len(given):
        return Unfinished.CLASH
    return Unfinished.GAPS if len(given) < len(places) else None


class Verdict(models.TextChoices):
    """What became of one answer; the label is what the student reads."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("Not right")
    GRADED = "graded", _("Graded by your teacher")
    WAITING = "waiting", _("Waiting for your teacher")
    EMPTY = "empty", _("Not answered")


def verdict(response: Response) -> Verdict:
    """What became of the answer. A written response is graded, never right or wrong."""
    if response.points is None:
        return Verdict.WAITING
    if not response.answered and not response.points:
        return Verdict.EMPTY
    if response.shown["format"] == Format.WRITTEN:
        return Verdict.GRADED
    if response.points == response.points_possible:
        return Verdict.RIGHT
    return Verdict.PARTLY if response.points else Verdict.WRONG
