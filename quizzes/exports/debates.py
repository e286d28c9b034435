"""A debate's contributions and marks as CSV columns; docs/csv.md is their data dictionary."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from quizzes.models import Criterion, Discussion, Post
from quizzes.queries.debate_marks import Marked, criteria_of, marked
from quizzes.queries.debate_pictures import Part, participation
from quizzes.queries.peer_feedback import Summary, summaries

from .table import Cell, Table, time

CONTRIBUTIONS = (
    "post",
    "board",
    "student",
    "username",
    "alias",
    "kind",
    "move",
    "reply_to",
    "position",
    "claim",
    "reasoning",
    "counterclaim",
    "quotes",
    "state",
    "posted_at",
    "edited_at",
    "restated",
    "restated_missing",
    "restated_answered_at",
)
ABOUT = ("student", "username", "enrolled", "board", "stance_before", "stance_after", "claims", "replies")
TOTALS = ("total", "possible", "comment")
PEERS = ("feedback_received", "feedback_points", "feedback_comments", "feedback_given")


def contributions(discussion: Discussion) -> Iterator[list[Cell]]:
    """A row a contribution that was posted, by board and time; times are written in the zone of the class."""
    aliases = dict(discussion.seats.values_list("student_id", "alias"))
    posts = (
        Post.objects.filter(board__discussion=discussion)
        .exclude(state=Post.State.DRAFT)
        .select_related("board", "author", "position", "restatement_answer")
        .prefetch_related("citations")
        .order_by("board_id", "posted_at", "pk")
    )
    for post in posts:
        yield _contribution(post, aliases.get(post.author_id, ""), discussion.classroom.zone)


def _contribution(post: Post, alias: str, zone: ZoneInfo) -> list[Cell]:
    return [
        post.pk,
        post.board.name,
        post.author.display_name,
        post.author.username,
        alias,
        "claim" if post.reply_to_id is None else "reply",
        post.move or None,
        post.reply_to_id,
        post.position.stance if post.position else None,
        post.claim or None,
        post.reasoning or None,
        post.counterclaim or None,
        "\n".join(citation.quote for citation in post.citations.all()) or None,
        post.state,
        time(post.posted_at, zone),
        time(post.edited_at, zone),
        post.restated.value if post.restated else None,
        (post.answer.missing or None) if post.answer else None,
        time(post.answer.answered_at, zone) if post.answer else None,
    ]


def contributions_table(discussion: Discussion) -> Table:
    """The contributions as a table to write."""
    return Table(CONTRIBUTIONS, contributions(discussion))


def marks_table(discussion: Discussion) -> Table:
    """The marks as a table to write."""
    return Table(marks_header(discussion), marks(discussion))


def marks_header(discussion: Discussion) -> list[str]:
    """The column names: those of ABOUT, two for each criterion in the rubric's order, those of TOTALS and PEERS."""
    numbers = range(1, len(_criteria(discussion)) + 1)
    parts = [f"c{number}_{part}" for number in numbers for part in ("criterion", "points")]
    return [*ABOUT, *parts, *TOTALS, *PEERS]


def marks(discussion: Discussion) -> Iterator[list[Cell]]:
    """A row a student, by name."""
    criteria = _criteria(discussion)
    parts = {part.student.pk: part for part in participation(discussion).parts}
    said = summaries(discussion)
    for row in marked(discussion):
        yield [
            *_about(row, parts[row.student.pk]),
            *_by_criterion(row, criteria),
            *_totals(row),
            *_peers(said.get(row.student.pk)),
        ]


def _criteria(discussion: Discussion) -> list[Criterion]:
    return criteria_of(discussion.rubric) if discussion.rubric else []


def _about(row: Marked, part: Part) -> list[Cell]:
    return [
        row.student.display_name,
        row.student.username,
        "removed" if row.removed else "yes",
        part.board or None,
        part.before,
        part.after,
        part.claims,
        part.replies,
    ]


def _by_criterion(row: Marked, criteria: list[Criterion]) -> list[Cell]:
    given = {mark.criterion_id: mark for mark in row.assessment.marks.all()} if row.assessment else {}
    cells: list[Cell] = []
    for criterion in criteria:
        mark = given.get(criterion.pk)
        cells += [criterion.name, criterion.weight * mark.level.points if mark else None]
    return cells


def _peers(said: Summary | None) -> list[Cell]:
    if said is None:
        return [0, None, None, 0]
    return [said.received, said.mean, "\n".join(said.comments) or None, said.given]


def _totals(row: Marked) -> list[Cell]:
    total = row.points.given if row.points and row.complete else None
    possible = row.points.possible if row.points else None
    return [total, possible, row.assessment.comment or None if row.assessment else None]
