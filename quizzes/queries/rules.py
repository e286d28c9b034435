"""The rules of an assignment as they hold for one student, and what they allow at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizzes.models import Assignment, Attempt, Enrollment, Override, User


@dataclass(frozen=True, slots=True)
class Rules:
    """When a student may start and answer, how often, and how long an attempt lasts."""

    opens_at: datetime
    due_at: datetime | None
    closes_at: datetime | None
    attempts_allowed: int
    time_limit: timedelta | None

    def open_at(self, moment: datetime) -> bool:
        return self.opens_at <= moment and (self.closes_at is None or moment < self.closes_at)

    def deadline_from(self, started_at: datetime) -> datetime | None:
        """When an attempt started then ends: at its time limit or when the assignment closes, whichever is first."""
        ends = [self.closes_at] if self.closes_at else []
        if self.time_limit is not None:
            ends.append(started_at + self.time_limit)
        return min(ends, default=None)


def rules_for(assignment: Assignment, student: User) -> Rules:
    """The assignment's rules with the student's override and extra time applied."""
    override = Override.objects.filter(assignment=assignment, student=student).first()
    enrollment = Enrollment.objects.filter(classroom=assignment.classroom_id, student=student).first()
    limit = None
    if assignment.time_limit_minutes is not None:
        extra = enrollment.extra_time_percent if enrollment else 0
        limit = timedelta(minutes=assignment.time_limit_minutes) * (100 + extra) / 100
    return Rules(
        opens_at=(override and override.opens_at) or assignment.opens_at,
        due_at=(override and override.due_at) or assignment.due_at,
        closes_at=(override and override.closes_at) or assignment.closes_at,
        attempts_allowed=(override and override.attempts_allowed) or assignment.attempts_allowed,
        time_limit=limit,
    )


def results_released(attempt: Attempt, now: datetime) -> bool:
    """Whether the student may see the key, explanations and points of this attempt.

    Never while an attempt of the same assignment is still running or may still be started, since its answers would be
    given away; with one exception: "at once" means at once, also between the attempts a teacher allowed.
    """
    assignment = attempt.assignment
    if attempt.state != Attempt.State.SUBMITTED:
        return False
    running = assignment.attempts.filter(student=attempt.student_id, state=Attempt.State.IN_PROGRESS)
    if running.exists():
        return False
    match Assignment.Release(assignment.release):
        case Assignment.Release.AT_ONCE:
            return True
        case Assignment.Release.AFTER_DUE:
            due_at = rules_for(assignment, attempt.student).due_at
            return due_at is not None and now >= due_at
        case Assignment.Release.BY_HAND:
            return assignment.released_at is not None
