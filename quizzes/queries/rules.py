"""The rules of an assignment as they hold for one student, and what they allow at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, Override, User


class Bar(models.TextChoices):
    """What keeps a student from starting an attempt; the label tells them."""

    NOT_OPEN = "not_open", _("This assignment is not open yet.")
    CLOSED = "closed", _("This assignment is closed.")
    USED_UP = "used_up", _("You have used all your attempts.")
    RESULTS_OUT = "results_out", _("You can see your results now, so you cannot try again.")
    EXCUSED = "excused", _("You are excused from this assignment: you need not do it.")


@dataclass(frozen=True, slots=True)
class Rules:
    """When a student may start and answer, how often, how long an attempt lasts, and when results are shown.

    `extra_time` is the part of `time_limit` that others do not have.
    """

    opens_at: datetime
    due_at: datetime | None
    closes_at: datetime | None
    attempts_allowed: int
    time_limit: timedelta | None
    release: Assignment.Release
    released_at: datetime | None
    extra_time: timedelta = timedelta(0)
    excused: bool = False

    @property
    def minutes(self) -> int | None:
        """The time limit in minutes."""
        return None if self.time_limit is None else round(self.time_limit.total_seconds() / 60)

    @property
    def extra_minutes(self) -> int:
        """The extra time in minutes."""
        return round(self.extra_time.total_seconds() / 60)

    def deadline_from(self, started_at: datetime) -> datetime | None:
        """When an attempt started then ends: at its time limit or when the assignment closes, whichever is first."""
        ends = [self.closes_at] if self.closes_at else []
        if self.time_limit is not None:
            ends.append(started_at + self.time_limit)
        return min(ends, default=None)

    def running_deadline(self, attempt: Attempt) -> datetime | None:
        """When a running attempt ends by these rules, given when it would have ended so far.

        A closing time holds for everybody. A time limit may only give more time: a running attempt is never cut short
        by one that was made shorter, or was not there when it started. An attempt that was opened again has the time
        it was given then.
        """
        ends, so_far = self.deadline_from(attempt.started_at), attempt.deadline
        if not attempt.reopened and not sooner(ends, so_far):
            return ends
        return self.closes_at if sooner(self.closes_at, so_far) else so_far

    def released(self, now: datetime) -> bool:
        """Whether the release rule lets results of attempts handed in be seen."""
        match self.release:
            case Assignment.Release.AT_ONCE:
                return True
            case Assignment.Release.AFTER_DUE:
                return self.due_at is not None and now >= self.due_at
            case Assignment.Release.BY_HAND:
                return self.released_at is not None

    def bar(self, *, made: int, now: datetime) -> Bar | None:
        """Why a student who made that many attempts cannot start another; None when they can.

        Who has seen the answers does not try again, with one exception: a teacher who shows results at once and
        allows several attempts wants the answers seen between them.
        """
        if self.excused:
            return Bar.EXCUSED
        if now < self.opens_at:
            return Bar.NOT_OPEN
        if self.closes_at is not None and now >= self.closes_at:
            return Bar.CLOSED
        if made >= self.attempts_allowed:
            return Bar.USED_UP
        if made and self.release != Assignment.Release.AT_ONCE and self.released(now):
            return Bar.RESULTS_OUT
        return None


def sooner(one: datetime | None, other: datetime | None) -> bool:
    """Whether the first end comes before the second; None is no end at all."""
    return one is not None and (other is None or one < other)


def combined(assignment: Assignment, override: Override | None, extra_time_percent: int) -> Rules:
    """The assignment's rules with one student's override and extra time applied."""
    limit, extra = None, timedelta(0)
    if assignment.time_limit_minutes is not None:
        usual = timedelta(minutes=assignment.time_limit_minutes)
        extra = usual * extra_time_percent / 100 + timedelta(minutes=override.extra_minutes if override else 0)
        limit = usual + extra
    return Rules(
        opens_at=(override and override.opens_at) or assignment.opens_at,
        due_at=(override and override.due_at) or assignment.due_at,
        closes_at=(override and override.closes_at) or assignment.closes_at,
        attempts_allowed=(override and override.attempts_allowed) or assignment.attempts_allowed,
        time_limit=limit,
        release=Assignment.Release(assignment.release),
        released_at=assignment.released_at,
        extra_time=extra,
        excused=override is not None and override.excused,
    )


def rules_for(assignment: Assignment, student: User) -> Rules:
    """The assignment's rules as they hold for the student."""
    override = Override.objects.filter(assignment=assignment, student=student).first()
    enrollment = Enrollment.objects.filter(classroom=assignment.classroom_id, student=student).first()
    return combined(assignment, override, enrollment.extra_time_percent if enrollment else 0)
