"""An assignment's results: a row a student, with the attempt that counts and the points of each item."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, QuizItem, Response, User


class Status(models.TextChoices):
    """How far a student is with an assignment. The values are part of the CSV's contract."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    TO_GRADE = "to_grade", _("to grade")
    GRADED = "graded", _("graded")


@dataclass(frozen=True, slots=True)
class Cell:
    """One student's result on one item; `response` is None until an attempt was handed in."""

    response: Response | None
    possible: Decimal

    @property
    def answer(self) -> str | None:
        return self.response.answer_text if self.response and self.response.answered else None

    @property
    def points(self) -> Decimal | None:
        """The points given; None for what is not marked, and for no answer, which is not the same as a wrong one."""
        if self.response is None or not (self.response.answered or self.response.teacher_points is not None):
            return None
        return self.response.points

    @property
    def waits(self) -> bool:
        """Whether an answer is there that nobody has marked."""
        return self.response is not None and self.response.points is None


@dataclass(frozen=True, slots=True)
class Row:
    """One student's result.

    `attempt` is the attempt that counts (with "average", the latest handed in), or the running one when none was
    handed in. `cells` are its items in the quiz's order. `score` is None until everything that decides it is marked:
    no points yet is never shown as zero points.
    """

    student: User
    removed: bool
    status: Status
    attempt: Attempt | None
    attempts_made: int
    cells: tuple[Cell, ...]
    score: Decimal | None
    possible: Decimal

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
    def mean_percent(self) -> Decimal | None:
        """The mean over the graded students in the class now; None while there is none."""
        graded = [row.percent for row in self.rows if row.percent is not None and not row.removed]
        return (sum(graded, Decimal(0)) / len(graded)).quantize(Decimal("0.1")) if graded else None


def gradebook(assignment: Assignment) -> Gradebook:
    """The results of `assignment`: every student in the class now, and removed ones who have an attempt.

    Four queries, whatever the number of students and items. Attempts whose time has ended are handed in by
    services.attempting.close_overdue, which callers run first.
    """
    items = tuple(assignment.quiz.items.select_related("question"))
    attempts: dict[int, list[Attempt]] = {}
    for attempt in assignment.attempts.prefetch_related("responses").order_by("number"):
        attempts.setdefault(attempt.student_id, []).append(attempt)
    places = Enrollment.objects.filter(classroom=assignment.classroom_id).select_related("student")
    rows = tuple(
        _row(assignment, place, items, attempts.get(place.student_id, []))
        for place in places
        if place.removed_at is None or place.student_id in attempts
    )
    return Gradebook(items, rows)


def _row(assignment: Assignment, place: Enrollment, items: tuple[QuizItem, ...], attempts: list[Attempt]) -> Row:
    attempt: Attempt | None = None
    handed_in = [attempt for attempt in attempts if attempt.state == Attempt.State.SUBMITTED]
    if handed_in:
        attempt, deciding = _counting(Assignment.GradingMethod(assignment.grading_method), handed_in)
        graded = all(_marked(one) for one in deciding)
        status = Status.GRADED if graded else Status.TO_GRADE
        score = _score(deciding, attempt, assignment.grading_method) if graded else None
    else:
        attempt = attempts[-1] if attempts else None
        status, score = (Status.IN_PROGRESS if attempts else Status.NOT_STARTED), None
    by_item = {response.item_id: response for response in attempt.responses.all()} if attempt and handed_in else {}
    cells = tuple(_cell(item, by_item.get(item.pk)) for item in items)
    return Row(
        student=place.student,
        removed=place.removed_at is not None,
        status=status,
        attempt=attempt,
        attempts_made=len(attempts),
        cells=cells,
        score=score,
        possible=sum((cell.possible for cell in cells), Decimal(0)),
    )


def _cell(item: QuizItem, response: Response | None) -> Cell:
    return Cell(response, response.points_possible if response else item.points)


def _counting(method: Assignment.GradingMethod, handed_in: list[Attempt]) -> tuple[Attempt, list[Attempt]]:
    """The attempt to show, and the attempts that must be marked before there is a score."""
    match method:
        case Assignment.GradingMethod.FIRST:
            return handed_in[0], handed_in[:1]
        case Assignment.GradingMethod.LATEST:
            return handed_in[-1], handed_in[-1:]
        case Assignment.GradingMethod.AVERAGE:
            return handed_in[-1], handed_in
        case Assignment.GradingMethod.HIGHEST:
            return max(handed_in, key=_points), handed_in


def _score(deciding: list[Attempt], attempt: Attempt, method: str) -> Decimal:
    if method == Assignment.GradingMethod.AVERAGE:
        return (sum((_points(one) for one in deciding), Decimal(0)) / len(deciding)).quantize(Decimal("0.01"))
    return _points(attempt)


def _points(attempt: Attempt) -> Decimal:
    return sum((response.points or Decimal(0) for response in attempt.responses.all()), Decimal(0))


def _marked(attempt: Attempt) -> bool:
    return all(response.points is not None for response in attempt.responses.all())
