"""An assignment's results as CSV columns; docs/csv.md is their data dictionary."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from quizzes.queries.gradebook import Gradebook, Row

from .csv import Cell

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
)


def header(book: Gradebook) -> list[str]:
    """The column names: those of COLUMNS, then three for each item, numbered in the quiz's order."""
    return [
        *COLUMNS,
        *(f"q{number}_{part}" for number in range(1, len(book.items) + 1) for part in ("answer", "points", "possible")),
    ]


def rows(book: Gradebook, zone: ZoneInfo) -> Iterator[list[Cell]]:
    """A row a student; times are written in `zone`."""
    for row in book.rows:
        items = ((cell.answer, cell.points, cell.possible) for cell in row.cells)
        yield [*_about(row, zone), *chain.from_iterable(items)]


def _about(row: Row, zone: ZoneInfo) -> list[Cell]:
    attempt = row.attempt
    return [
        row.student.display_name,
        row.student.username,
        "removed" if row.removed else "yes",
        row.status.value,
        attempt.number if attempt else None,
        row.attempts_made,
        _time(attempt.started_at if attempt else None, zone),
        _time(attempt.submitted_at if attempt else None, zone),
        row.score,
        row.possible,
        row.percent,
    ]


def _time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None
