"""An assignment's results as tables: a row a student, or a row a response; docs/csv.md is their data dictionary."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from types import MappingProxyType
from zoneinfo import ZoneInfo

from quizzes.models import Assignment, QuizItem
from quizzes.models.attempts import in_words
from quizzes.queries.citing import Citations, scores
from quizzes.queries.counting import Attempts
from quizzes.queries.gradebook import Row, items_of, rows_in_parts
from quizzes.queries.handed_in import Stored, handed_in, responses_of

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
# Without the regular expressions with which json.loads looks for white space around it.
_json = json.JSONDecoder().raw_decode


def results_table(assignment: Assignment, attempts: Attempts = Attempts.COUNTED) -> Table:
    """A row a student, or with all attempts a row for each attempt handed in; three columns for each item."""
    first = Assignment.GradingMethod.FIRST if attempts is Attempts.FIRST else None
    items = items_of(assignment)
    parts = rows_in_parts(assignment, items, first, every_attempt=attempts is Attempts.ALL)
    return Table(header(items), rows(parts, assignment.classroom.zone, scores([assignment])))


def header(items: Sequence[QuizItem]) -> list[str]:
    """The column names: those of COLUMNS, then three for each item, numbered in the quiz's order."""
    return [*COLUMNS, *(f"q{number}_{part}" for number in range(1, len(items) + 1) for part in OF_AN_ITEM)]


def rows(
    parts: Iterable[Sequence[Row]], zone: ZoneInfo, cited: Mapping[int, Decimal | None] = MappingProxyType({})
) -> Iterator[list[Cell]]:
    """The rows of the wide table; times are written in `zone`; `cited` are the scores of sentences by attempt."""
    for some in parts:
        handed = [row.attempt.pk for row in some if row.attempt and row.attempt.submitted_at]
        stored = responses_of(handed)
        for row in some:
            attempt = row.attempt.pk if row.attempt else 0
            items = (
                (_answer(stored.get((attempt, result.item))), result.points, result.possible) for result in row.cells
            )
            yield [*_about(row, zone), cited.get(attempt), *chain.from_iterable(items)]


def _answer(response: Stored | None) -> str | None:
    if response is None or response.answer == "{}":
        return None
    return in_words(_json(response.shown)[0], _json(response.answer)[0]) or None


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
    return Table(RESPONSES, _responses(assignment, attempts))


def _responses(assignment: Assignment, attempts: Attempts) -> Iterator[list[Cell]]:
    zone = assignment.classroom.zone
    text = assignment.quiz.article.text if assignment.cite_evidence else ""
    marker = Citations(text)
    items = [
        (item.pk, f"q{number}", item_key(item.pk), item.question.skill)
        for number, item in enumerate(assignment.quiz.items.select_related("question"), start=1)
    ]
    for some in handed_in(assignment, attempts):
        stored = responses_of([one.attempt for one in some], with_proof=assignment.cite_evidence)
        for one in some:
            about: list[Cell] = [
                one.student.display_name,
                one.student.username,
                "removed" if one.removed else "yes",
                one.number,
                yes(one.counts),
                time(one.started_at, zone),
                time(one.submitted_at, zone),
            ]
            for item, number, key, skill in items:
                if response := stored.get((one.attempt, item)):
                    yield [*about, number, key, *_of_response(response, skill, zone), *_proof(marker, text, response)]


def _proof(marker: Citations, text: str, response: Stored) -> list[Cell]:
    """The sentences cited, a line each, and their score in per cent; nothing where none were asked for."""
    if response.cited is None or response.evidence is None:
        return [None, None]
    cited = _json(response.cited)[0]
    score = marker.of(bool(_json(response.shown)[0].get("cite")), cited, _json(response.evidence)[0])
    return ["\n".join(text[start:end] for start, end in cited) or None, None if score is None else 100 * score]


def _of_response(response: Stored, skill: str, zone: ZoneInfo) -> list[Cell]:
    shown, answer = _json(response.shown)[0], _json(response.answer)[0]
    picked = answer.get("choice")
    pick = _json(response.picks)[0].get(picked) if picked and response.picks else None
    auto, teacher = _points(response.auto), _points(response.teacher)
    marked = auto if teacher is None else teacher
    # An empty answer has points where a teacher gave some, or a correction credits everyone.
    points = marked if answer or teacher is not None or auto else None
    status = "graded" if points is not None else "to_grade" if marked is None else "omitted"
    return [
        shown["stem"],
        shown["kind"],
        shown["format"],
        skill,
        status,
        in_words(shown, answer) or None,
        None if pick is None else choice_key(pick),
        points,
        _points(response.possible),
        None if points is None else "rule" if teacher is None else "teacher",
        time(response.saved_at, zone),
        response.feedback or None,
    ]


@cache
def _points(text: str | None) -> Decimal | None:
    """Points as the files have them, with two places; there are few different ones."""
    return None if text is None else Decimal(text).quantize(Decimal("0.01"))
