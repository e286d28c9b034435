"""A class as tables: its gradebook and its roster; docs/csv.md is their data dictionary."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from quizzes.models import Assignment, Classroom, Enrollment
from quizzes.queries.citing import scores
from quizzes.queries.class_gradebook import ClassGradebook, Grade, Line

from .table import Cell, Table, time

ABOUT = ("student", "username", "enrolled", "mean_percent", "graded", "assignments")
OF_AN_ASSIGNMENT = ("title", "status", "score", "possible", "percent", "cited_percent")
ROSTER = ("student", "username", "first_name", "last_name", "enrolled", "joined_at", "removed_at", "extra_time_percent")


def gradebook_table(book: ClassGradebook) -> Table:
    """A row a student, by name; six columns for each assignment, under its key."""
    cited = scores(book.assignments)
    parts = [f"a{assignment.pk}_{part}" for assignment in book.assignments for part in OF_AN_ASSIGNMENT]
    return Table([*ABOUT, *parts], (_line(book, line, cited) for line in book.lines))


def _line(book: ClassGradebook, line: Line, cited: Mapping[int, Decimal | None]) -> list[Cell]:
    return [
        line.student.display_name,
        line.student.username,
        "removed" if line.removed else "yes",
        line.mean.percent,
        line.mean.of,
        len(book.assignments),
        *chain.from_iterable(
            [*_grade(assignment, grade), cited.get(grade.attempt or 0)]
            for assignment, grade in zip(book.assignments, line.grades, strict=True)
        ),
    ]


def _grade(assignment: Assignment, grade: Grade) -> list[Cell]:
    return [assignment.quiz.title, grade.standing.value, grade.score, grade.possible, grade.percent]


def roster_table(classroom: Classroom) -> Table:
    """A row a student, also a removed one, by log-in name."""
    return Table(ROSTER, _roster(classroom))


def _roster(classroom: Classroom) -> Iterator[list[Cell]]:
    places = classroom.enrollments.select_related("student")
    for place in places.iterator(chunk_size=500):
        yield _place(place, classroom)


def _place(place: Enrollment, classroom: Classroom) -> list[Cell]:
    student = place.student
    return [
        student.display_name,
        student.username,
        student.first_name or None,
        student.last_name or None,
        "yes" if place.removed_at is None else "removed",
        time(place.joined_at, classroom.zone),
        time(place.removed_at, classroom.zone),
        place.extra_time_percent,
    ]
