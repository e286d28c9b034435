"""How each student of a class is getting on with an assignment right now, and the messages they were sent about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, AssignmentMessage, Attempt, Response, User

from .dates import Dates, dates

# An open page says every ten seconds that it is there; whoever misses four of them is away.
AWAY_AFTER = timedelta(seconds=45)


class State(models.TextChoices):
    """What a student is doing."""

    NOT_STARTED = "not_started", _("not started")
    WORKING = "working", _("working")
    AWAY = "away", _("away")
    HANDED_IN = "handed_in", _("handed in")
    EXCUSED = "excused", _("excused")


@dataclass(frozen=True, slots=True)
class Watched:
    """One student: their state, and how far they are in their attempt (the running one, else the last).

    `position` is that of the question they are on, None while it is not known; `answered` of `questions` are answered.
    `seen_at` is when they were last there: when the page last said so or an answer was saved, whichever is later.
    """

    dates: Dates
    state: State
    seen_at: datetime | None
    position: int | None
    answered: int
    questions: int

    @property
    def student(self) -> User:
        return self.dates.student

    @property
    def attempt(self) -> Attempt | None:
        return self.dates.attempt

    @property
    def says(self) -> str:
        """What is read out when the student comes into this state; "" where it is not worth it."""
        if self.state in (State.AWAY, State.HANDED_IN):
            return _g("%(student)s: %(state)s") % {"student": self.student.display_name, "state": self.state.label}
        return ""


def watched(assignment: Assignment, now: datetime) -> list[Watched]:
    """Every student in the class now, by name. Four queries, whatever the number of students.

    Attempts whose time has ended are handed in by services.attempting.close_overdue, which callers run first.
    """
    everybody = dates(assignment)
    # Every save would have to write once more if it noted that the student is there; when it saved says the same.
    last = Response.objects.filter(attempt=OuterRef("pk"), saved_at__isnull=False).order_by("-saved_at")
    progress = {
        pk: rest
        for pk, *rest in Attempt.objects.filter(pk__in=[one.attempt.pk for one in everybody if one.attempt])
        .order_by()
        .annotate(
            filled=Count("responses", filter=~Q(responses__answer={})),
            questions=Count("responses"),
            saved_at=Max("responses__saved_at"),
            saved=Subquery(last.values("position")[:1]),
        )
        .values_list("pk", "filled", "questions", "saved_at", "saved")
    }
    found = []
    for one in everybody:
        seen_at = position = None
        answered = questions = 0
        if one.attempt:
            seen_at, position = one.attempt.seen_at, one.attempt.on_position
            answered, questions, saved_at, saved = progress[one.attempt.pk]
            if saved_at and (seen_at is None or saved_at > seen_at):
                seen_at, position = saved_at, saved
        found.append(Watched(one, _state(one, seen_at, now), seen_at, position, answered, questions))
    return found


def _state(one: Dates, seen_at: datetime | None, now: datetime) -> State:
    if one.running:
        return State.AWAY if seen_at is None or now - seen_at > AWAY_AFTER else State.WORKING
    if one.rules.excused:
        return State.EXCUSED
    return State.HANDED_IN if one.attempt else State.NOT_STARTED


def tally(found: list[Watched]) -> Iterator[tuple[State, int]]:
    """Each state with how many are in it, those that nobody is in left out."""
    for state in State:
        if count := sum(one.state is state for one in found):
            yield state, count


def messages_for(student_id: int, assignment: Assignment) -> QuerySet[AssignmentMessage]:
    """The messages about the assignment to the student and to everybody, the oldest first."""
    return AssignmentMessage.objects.filter(Q(student=student_id) | Q(student__isnull=True), assignment=assignment)


def messages_in(assignment: Assignment) -> QuerySet[AssignmentMessage]:
    """Every message about the assignment, the newest first."""
    return AssignmentMessage.objects.filter(assignment=assignment).select_related("student", "by").order_by("-pk")


def with_latest_message(attempts: QuerySet[Attempt], student: User) -> QuerySet[Any]:
    """The attempts with `latest_message`: the key of the last message to the student about it, None for none."""
    mine = AssignmentMessage.objects.filter(
        Q(student=student) | Q(student__isnull=True), assignment=OuterRef("assignment")
    )
    return attempts.annotate(latest_message=Subquery(mine.order_by("-pk").values("pk")[:1]))
