"""An assignment's results as tables: a row a student, or a row a response; docs/csv.md is their data dictionary."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from quizzes.models import Assignment, Response
from quizzes.models.attempts import in_words
from quizzes.queries.citing import Citations, scores
from quizzes.queries.counting import Attempts
from quizzes.queries.gradebook import Cell as Result
from quizzes.queries.gradebook import Gradebook, Row, gradebook

from .table import Cell, Table, choice_key, item_key, time, yes

COLUMNS = (
    "student",
    "username",
    "enrolled",
    "status",
    "attempt",
    "attempts_made",
    "started_at",
    "submitted_at",
    "score",
    "possible",
    "percent",
    "counts",
    "cited_percent",
)
OF_AN_ITEM = ("answer", "points", "possible")
RESPONSES = (
    "student",
    "username",
    "enrolled",
    "attempt",
    "counts",
    "started_at",
    "submitted_at",
    "item",
    "item_key",
    "question",
    "kind",
    "format",
    "skill",
    "status",
    "answer",
    "choice_key",
    "points",
    "possible",
    "marked_by",
    "saved_at",
    "feedback",
    "cited",
    "cited_percent",
)
# Students whose answers are in memory at a time.
CHUNK = 100


def book_of(assignment: Assignment, attempts: Attempts) -> Gradebook:
    """The results with these attempts."""
    first = Assignment.GradingMethod.FIRST if attempts is Attempts.FIRST else None
    return gradebook(assignment, first, every_attempt=attempts is Attempts.ALL)


def results_table(assignment: Assignment, attempts: Attempts = Attempts.COUNTED) -> Table:
    """A row a student, or with all attempts a row for each attempt handed in; three columns for each item."""
    book = book_of(assignment, attempts)
    return Table(header(book), rows(book, assignment.classroom.zone, scores([assignment])))


def header(book: Gradebook) -> list[str]:
    """The column names: those of COLUMNS, then three for each item, numbered in the quiz's order."""
    return [*COLUMNS, *(f"q{number}_{part}" for number in range(1, len(book.items) + 1) for part in OF_AN_ITEM)]


def rows(
    book: Gradebook, zone: ZoneInfo, cited: Mapping[int, Decimal | None] = MappingProxyType({})
) -> Iterator[list[Cell]]:
    """The rows of the wide table; times are written in `zone`; `cited` are the scores of sentences by attempt."""
    for row, given in _with_answers(book.rows):
        items = ((_answer(given.get(result.item)), result.points, result.possible) for result in row.cells)
        proof = cited.get(row.attempt.pk) if row.attempt else None
        yield [*_about(row, zone), proof, *chain.from_iterable(items)]


def _with_answers(book_rows: tuple[Row, ...], *more: str) -> Iterator[tuple[Row, dict[int, tuple[Any, ...]]]]:
    """Each row with what was shown and answered, and `more`, of its attempt, by item; none of a running one.

    As plain values: making a Response of each takes longer than everything else.
    """
    waiting = iter(book_rows)
    while some := list(islice(waiting, CHUNK)):
        found: dict[int, dict[int, tuple[Any, ...]]] = {}
        handed_in = [row.attempt.pk for row in some if row.attempt and row.attempt.submitted_at]
        for attempt, item, *values in (
            Response.objects.filter(attempt__in=handed_in)
            .order_by()
            .values_list("attempt_id", "item_id", "shown", "answer", *more)
        ):
            found.setdefault(attempt, {})[item] = tuple(values)
        for row in some:
            yield row, found.get(row.attempt.pk, {}) if row.attempt else {}


def _answer(given: tuple[Any, ...] | None) -> str | None:
    return in_words(given[0], given[1]) or None if given else None


def _about(row: Row, zone: ZoneInfo) -> list[Cell]:
    attempt = row.attempt
    return [
        *_who(row),
        row.status.value,
        attempt.number if attempt else None,
        row.attempts_made,
        time(attempt.started_at if attempt else None, zone),
        time(attempt.submitted_at if attempt else None, zone),
        row.score,
        row.possible,
        row.percent,
        yes(row.counts) if attempt and attempt.submitted_at else None,
    ]


def _who(row: Row) -> list[Cell]:
    return [row.student.display_name, row.student.username, "removed" if row.removed else "yes"]


def responses_table(assignment: Assignment, attempts: Attempts = Attempts.COUNTED) -> Table:
    """A row for each response of the attempts, by student, attempt and item; nothing of what is not handed in."""
    book = book_of(assignment, attempts)
    return Table(RESPONSES, _responses(book, assignment.classroom.zone, assignment.quiz.article.text))


def _responses(book: Gradebook, zone: ZoneInfo, text: str) -> Iterator[list[Cell]]:
    marker = Citations(text)
    more = ("marking__picks", "teacher_points", "saved_at", "feedback", "cited", "marking__evidence")
    items = [
        (item.pk, [f"q{number}", item_key(item.pk)], item.question.skill)
        for number, item in enumerate(book.items, start=1)
    ]
    for row, given in _with_answers(book.rows, *more):
        if row.attempt is None or not row.attempt.submitted_at:
            continue
        attempt: list[Cell] = [
            *_who(row),
            row.attempt.number,
            yes(row.counts),
            time(row.attempt.started_at, zone),
            time(row.attempt.submitted_at, zone),
        ]
        for (item, about, skill), result in zip(items, row.cells, strict=True):
            if item in given:
                *answered, cited, evidence = given[item]
                proof = _proof(marker, text, answered[0], cited, evidence)
                yield [*attempt, *about, *_of_response(tuple(answered), skill, result, zone), *proof]


def _proof(
    marker: Citations, text: str, shown: dict[str, Any], cited: list[list[int]], evidence: list[dict[str, Any]]
) -> list[Cell]:
    """The sentences cited, a line each, and their score in per cent; nothing where none were asked for."""
    score = marker.of(bool(shown.get("cite")), cited, evidence)
    quotes = "\n".join(text[start:end] for start, end in cited)
    return [quotes or None, None if score is None else 100 * score]


def _of_response(given: tuple[Any, ...], skill: str, result: Result, zone: ZoneInfo) -> list[Cell]:
    shown, answer, picks, teacher_points, saved_at, feedback = given
    pick = (picks or {}).get(answer.get("choice"))
    by = None if result.points is None else "rule" if teacher_points is None else "teacher"
    return [
        shown["stem"],
        shown["kind"],
        shown["format"],
        skill,
        "to_grade" if result.waits else "omitted" if result.omitted else "graded",
        _answer(given),
        None if pick is None else choice_key(pick),
        result.points,
        result.possible,
        by,
        time(saved_at, zone),
        feedback or None,
    ]
