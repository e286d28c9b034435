"""The gradebook of a class: its students down, its assignments across, and what is averaged of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Classroom, Enrollment, Override, User

from .counting import Tally, counted, tallies


class Standing(models.TextChoices):
    """Where a student stands with an assignment. The values are part of the CSV's contract.

    Only what is graded has a score; nothing else is ever taken for zero.
    """

    GRADED = "graded", _("graded")
    TO_GRADE = "to_grade", _("not graded yet")
    IN_PROGRESS = "in_progress", _("in progress")
    NOT_STARTED = "not_started", _("not started")
    NOT_OPEN = "not_open", _("not open yet")
    MISSING = "missing", _("missing: closed, nothing handed in")
    NOT_EXPECTED = "not_expected", _("not expected: taken out of the class")
    EXCUSED = "excused", _("excused: counts nowhere")

    @property
    def mark(self) -> str:
        """The same in a word, for a narrow cell; "" where a score stands."""
        return str(_MARKS[self])


_MARKS = {
    Standing.GRADED: "",
    Standing.TO_GRADE: _("to grade"),
    Standing.IN_PROGRESS: _("started"),
    Standing.NOT_STARTED: _("not yet"),
    Standing.NOT_OPEN: _("opens later"),
    Standing.MISSING: _("missing"),
    Standing.NOT_EXPECTED: "–",
    Standing.EXCUSED: _("excused"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One student's place in one assignment; `attempt` is the key of the attempt that counts, or of the running one."""

    standing: Standing
    attempt: int | None = None
    score: Decimal | None = None
    possible: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of percentages, to one place, and how many went into it; `percent` is None when none did."""

    percent: Decimal | None
    of: int


@dataclass(frozen=True, slots=True)
class Line:
    """One student: a grade for each assignment in the gradebook's order, and the mean of those that are graded."""

    student: User
    removed: bool
    grades: tuple[Grade, ...]
    mean: Mean


@dataclass(frozen=True, slots=True)
class ClassGradebook:
    """A class's assignments, the earliest first, a line for each student by name, and a mean for each assignment."""

    assignments: tuple[Assignment, ...]
    lines: tuple[Line, ...]
    means: tuple[Mean, ...]
    mean: Mean

    def count(self, standing: Standing) -> int:
        """How many places of students in the class now stand like this."""
        return sum(grade.standing is standing for line in self.lines if not line.removed for grade in line.grades)

    @property
    def to_grade(self) -> int:
        return self.count(Standing.TO_GRADE)

    @property
    def missing(self) -> int:
        return self.count(Standing.MISSING)


def class_gradebook(classroom: Classroom, now: datetime) -> ClassGradebook:
    """Every student in the class now, and removed ones who have an attempt, with every assignment of the class.

    Means are of the percentages of what is graded, every assignment counting the same; everything else (not started,
    in progress, not graded, missing, excused) is left out, and so are removed students from the means of assignments.
    Five queries, whatever the number of students and assignments. Attempts whose time has ended are handed in by
    services.attempting.close_overdue, which callers run first.
    """
    assignments = tuple(classroom.assignments.select_related("quiz").order_by("opens_at", "pk"))
    places = list(classroom.enrollments.select_related("student"))
    overrides = {
        (override.assignment_id, override.student_id): override
        for override in Override.objects.filter(assignment__classroom=classroom)
    }
    made: defaultdict[tuple[int, int], list[Tally]] = defaultdict(list)
    for tally in tallies(Attempt.objects.filter(assignment__classroom=classroom)):
        made[tally.assignment, tally.student].append(tally)
    at_work = {student for _assignment, student in made}
    # A key is looked up once for each assignment, not for each cell.
    keyed = [(assignment.pk, assignment) for assignment in assignments]
    lines = tuple(
        _line(
            place,
            tuple(
                _grade(
                    assignment,
                    made.get((key, place.student_id)),
                    overrides.get((key, place.student_id)),
                    now,
                    removed=place.removed_at is not None,
                )
                for key, assignment in keyed
            ),
        )
        for place in sorted(places, key=_by_name)
        if place.removed_at is None or place.student_id in at_work
    )
    here = [line for line in lines if not line.removed]
    return ClassGradebook(
        assignments,
        lines,
        means=tuple(_mean(line.grades[column].percent for line in here) for column in range(len(assignments))),
        mean=_mean(line.mean.percent for line in here),
    )


def _by_name(place: Enrollment) -> tuple[str, str, str]:
    student = place.student
    return (student.last_name.casefold(), student.first_name.casefold(), student.username.casefold())


def _line(place: Enrollment, grades: tuple[Grade, ...]) -> Line:
    return Line(place.student, place.removed_at is not None, grades, _mean(grade.percent for grade in grades))


def _grade(
    assignment: Assignment, made: list[Tally] | None, override: Override | None, now: datetime, *, removed: bool
) -> Grade:
    if override and override.excused:
        return Grade(Standing.EXCUSED, attempt=made[-1].attempt if made else None)
    if not made:
        return Grade(Standing.NOT_EXPECTED if removed else _idle(assignment, override, now))
    handed_in = [tally for tally in made if tally.handed_in]
    if not handed_in:
        return Grade(Standing.IN_PROGRESS, attempt=made[-1].attempt)
    found = counted(assignment.grading_method, handed_in)
    return Grade(
        Standing.TO_GRADE if found.score is None else Standing.GRADED,
        attempt=found.tally.attempt,
        score=found.score,
        possible=found.tally.possible,
        percent=found.percent,
    )


def _idle(assignment: Assignment, override: Override | None, now: datetime) -> Standing:
    """Where a student stands who made no attempt, by the dates that hold for them."""
    opens_at = (override and override.opens_at) or assignment.opens_at
    closes_at = (override and override.closes_at) or assignment.closes_at
    if closes_at is not None and now >= closes_at:
        return Standing.MISSING
    return Standing.NOT_OPEN if now < opens_at else Standing.NOT_STARTED


def _mean(percents: Iterable[Decimal | None]) -> Mean:
    there = [percent for percent in percents if percent is not None]
    if not there:
        return Mean(None, 0)
    return Mean((sum(there, Decimal(0)) / len(there)).quantize(Decimal("0.1")), len(there))
