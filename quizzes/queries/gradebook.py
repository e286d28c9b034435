"""An assignment's results: a row a student, with the attempt that counts and the points of each item."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, QuizItem, Response, User

from .counting import Counted, Tally, counted
from .handed_in import places_of

# Students whose rows are in memory at a time, for a file.
STUDENTS = 100


class Status(models.TextChoices):
    """How far a student is with an assignment. The values are part of the CSV's contract."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    TO_GRADE = "to_grade", _("to grade")
    GRADED = "graded", _("graded")
    EXCUSED = "excused", _("excused")


@dataclass(frozen=True, slots=True)
class Cell:
    """One student's result on one item.

    `points` are None for what is not marked, and for no answer, which is not the same as a wrong one; `waits` tells an
    answer that nobody has marked; `handed_in` is False until the attempt with it was.
    """

    item: int
    possible: Decimal
    points: Decimal | None = None
    waits: bool = False
    handed_in: bool = False

    @property
    def omitted(self) -> bool:
        """Whether it was handed in without an answer, and the teacher gave no points all the same."""
        return self.handed_in and self.points is None and not self.waits

    @property
    def shown(self) -> str:
        """The points as a reader sees them: without noughts at the end; "" for none."""
        return "" if self.points is None else f"{self.points.normalize():f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One student's result.

    `attempt` is the attempt that counts (with "average", the latest handed in), or the running one when none was
    handed in. `cells` are its items in the quiz's order. `score` is None until everything that decides it is marked:
    no points yet is never shown as zero points. Who is excused has no score, whatever they handed in. `counts` tells
    whether the attempt's points make the score.
    """

    student: User
    removed: bool
    status: Status
    attempt: Attempt | None
    attempts_made: int
    cells: tuple[Cell, ...]
    score: Decimal | None
    possible: Decimal
    counts: bool

    @property
    def percent(self) -> Decimal | None:
        if self.score is None or not self.possible:
            return None
        return (100 * self.score / self.possible).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The items of an assignment in order, and a row for each student."""

    items: tuple[QuizItem, ...]
    rows: tuple[Row, ...]

    def count(self, status: Status) -> int:
        return sum(row.status is status and not row.removed for row in self.rows)

    @property
    def not_started(self) -> int:
        return self.count(Status.NOT_STARTED)

    @property
    def in_progress(self) -> int:
        return self.count(Status.IN_PROGRESS)

    @property
    def to_grade(self) -> int:
        return self.count(Status.TO_GRADE)

    @property
    def graded(self) -> int:
        return self.count(Status.GRADED)

    @property
    def excused(self) -> int:
        return self.count(Status.EXCUSED)

    @property
    def mean_percent(self) -> Decimal | None:
        """The mean over the graded students in the class now; None while there is none."""
        graded = [row.percent for row in self.rows if row.percent is not None and not row.removed]
        return (sum(graded, Decimal(0)) / len(graded)).quantize(Decimal("0.1")) if graded else None


def gradebook(assignment: Assignment, method: str | None = None, *, every_attempt: bool = False) -> Gradebook:
    """The results of `assignment`: every student in the class now, and removed ones who have an attempt.

    `method` takes another rule for which attempt counts than the assignment's own (Assignment.GradingMethod). With
    `every_attempt` there is a row for each attempt handed in, with that attempt's own score. Four
    queries, whatever the number of students and items; what was shown and how it is marked is not read. Attempts
    whose time has ended are handed in by services.attempting.close_overdue, which callers run first.
    """
    items = items_of(assignment)
    return Gradebook(items, _rows(assignment, items, places_of(assignment), method, every_attempt=every_attempt))


def items_of(assignment: Assignment) -> tuple[QuizItem, ...]:
    """The items of the assignment's quiz in order, with their questions."""
    return tuple(assignment.quiz.items.select_related("question"))


def rows_in_parts(
    assignment: Assignment, items: tuple[QuizItem, ...], method: str | None = None, *, every_attempt: bool = False
) -> Iterator[tuple[Row, ...]]:
    """The rows of `gradebook`, those of so many students at a time, so that few are in memory. Two queries for each."""
    places = places_of(assignment).iterator(chunk_size=STUDENTS)
    while some := list(islice(places, STUDENTS)):
        students = [place.student_id for place in some]
        yield _rows(assignment, items, some, method, every_attempt=every_attempt, students=students)


def _rows(
    assignment: Assignment,
    items: tuple[QuizItem, ...],
    places: Iterable[Any],
    method: str | None,
    *,
    every_attempt: bool,
    students: list[int] | None = None,
) -> tuple[Row, ...]:
    """The rows of those places, whose `students` are given where they are not the whole class."""
    made_by_them = assignment.attempts.all() if students is None else assignment.attempts.filter(student__in=students)
    attempts: dict[int, list[Attempt]] = {}
    for attempt in made_by_them.order_by("number"):
        attempts.setdefault(attempt.student_id, []).append(attempt)
    cells: dict[int, dict[int, Cell]] = {}
    for attempt_id, cell in _cells(made_by_them):
        cells.setdefault(attempt_id, {})[cell.item] = cell
    blank = {item.pk: Cell(item.pk, item.points) for item in items}
    rows: list[Row] = []
    for place in places:
        made = attempts.get(place.student_id, [])
        if place.removed_at is not None and not made:
            continue
        done = [_tally(one, cells.get(one.pk, {}).values()) for one in made if one.state == Attempt.State.SUBMITTED]
        found = counted(method or assignment.grading_method, done) if done else None
        counting = counted(assignment.grading_method, done).attempts if done else frozenset()
        every = [counted(Assignment.GradingMethod.FIRST, [one]) for one in done] if every_attempt else []
        if place.is_excused:
            counting = frozenset()
        mine = [_row(place, blank, made, one, cells, counting) for one in every or (found,)]
        rows += [replace(row, status=Status.EXCUSED, score=None) for row in mine] if place.is_excused else mine
    return tuple(rows)


def _cells(attempts: QuerySet[Attempt]) -> Iterator[tuple[int, Cell]]:
    """The cells of every attempt handed in, with the key of the attempt."""
    found = Response.objects.filter(attempt__in=attempts.filter(state=Attempt.State.SUBMITTED))
    # No answer is stored as {}; the answers themselves are not needed.
    answered = ExpressionWrapper(~Q(answer={}), BooleanField())
    for attempt, item, possible, auto, teacher, is_answered in (
        found.order_by()
        .annotate(is_answered=answered)
        .values_list("attempt_id", "item_id", "points_possible", "auto_points", "teacher_points", "is_answered")
    ):
        points = auto if teacher is None else teacher
        # An empty answer has points where a teacher gave some, or a correction credits everyone.
        shown = points if is_answered or teacher is not None or auto else None
        yield attempt, Cell(item, possible, shown, waits=points is None, handed_in=True)


def _row(
    place: Enrollment,
    blank: dict[int, Cell],
    made: list[Attempt],
    found: Counted | None,
    cells: dict[int, dict[int, Cell]],
    counting: frozenset[int],
) -> Row:
    """The row of a student who made these attempts and of whom `found` is to be shown, None while none is handed in."""
    if found is None:
        attempt, score, given = made[-1] if made else None, None, blank
        status = Status.IN_PROGRESS if made else Status.NOT_STARTED
    else:
        attempt = next(one for one in made if one.pk == found.tally.attempt)
        score, given = found.score, cells.get(attempt.pk, {})
        status = Status.TO_GRADE if score is None else Status.GRADED
    mine = tuple(given.get(item, cell) for item, cell in blank.items())
    return Row(
        student=place.student,
        removed=place.removed_at is not None,
        status=status,
        attempt=attempt,
        attempts_made=len(made),
        cells=mine,
        score=score,
        possible=sum((cell.possible for cell in mine), Decimal(0)),
        counts=attempt is not None and attempt.pk in counting,
    )


def _tally(attempt: Attempt, cells: Collection[Cell]) -> Tally:
    return Tally(
        attempt=attempt.pk,
        assignment=attempt.assignment_id,
        student=attempt.student_id,
        number=attempt.number,
        handed_in=True,
        points=sum((cell.points for cell in cells if cell.points is not None), Decimal(0)),
        possible=sum((cell.possible for cell in cells), Decimal(0)),
        waiting=sum(cell.waits for cell in cells),
    )
