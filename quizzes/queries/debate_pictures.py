"""A debate in pictures, as numbers a template draws: stances before and after, who took part, a board's argument."""

import textwrap
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Discussion, Post, Stance, User

from .debate_marks import roster
from .debates import Thread

SCALE = (_("strongly against"), _("against"), _("undecided"), _("for"), _("strongly for"))

# In units of the picture's own coordinates.
LABEL_WIDTH = 130
LONGEST_BAR = 250
BAR = 16
ROW = 48
BOX_WIDTH = 440
BOX_HEIGHT = 58
STEP_RIGHT = 36
STEP_DOWN = 72
LETTERS_A_LINE = 58
# The head is bold.
LETTERS_A_HEAD = 50


@dataclass(frozen=True, slots=True)
class StanceRow:
    """How many students stand at one place of the scale before and after, with the bars' places and lengths."""

    label: "str | Promise"
    before: int
    after: int
    top: int
    before_length: int
    after_length: int

    @property
    def middle(self) -> int:
        return self.top + BAR + 4

    @property
    def second(self) -> int:
        return self.top + BAR

    @property
    def before_end(self) -> int:
        return LABEL_WIDTH + self.before_length + 6

    @property
    def after_end(self) -> int:
        return LABEL_WIDTH + self.after_length + 6


@dataclass(frozen=True, slots=True)
class Stances:
    """The stances of a debate: a row for each place of the scale, and what became of those asked twice."""

    rows: tuple[StanceRow, ...]
    more_for: int
    more_against: int
    same: int

    label_width = LABEL_WIDTH
    bar = BAR
    width = LABEL_WIDTH + LONGEST_BAR + 40

    @property
    def height(self) -> int:
        return len(self.rows) * ROW

    @property
    def any(self) -> bool:
        return any(row.before or row.after for row in self.rows)


def stances(discussion: Discussion) -> Stances:
    """The stances before and after of everybody who took one."""
    before, after = _taken(discussion)
    counts = [Counter(before.values()), Counter(after.values())]
    most = max((count for counted in counts for count in counted.values()), default=0) or 1
    rows = tuple(
        StanceRow(
            label=label,
            before=counts[0][value],
            after=counts[1][value],
            top=place * ROW + 4,
            before_length=counts[0][value] * LONGEST_BAR // most,
            after_length=counts[1][value] * LONGEST_BAR // most,
        )
        for place, (value, label) in enumerate(zip(range(1, 6), SCALE, strict=True))
    )
    moves = [after[student] - before[student] for student in before.keys() & after.keys()]
    return Stances(
        rows,
        more_for=sum(move > 0 for move in moves),
        more_against=sum(move < 0 for move in moves),
        same=sum(move == 0 for move in moves),
    )


def _taken(discussion: Discussion) -> tuple[dict[int, int], dict[int, int]]:
    """Student -> stance, before and after."""
    taken = list(discussion.stances.all())
    before, after = (
        {stance.student_id: stance.value for stance in taken if stance.moment == moment}
        for moment in (Stance.Moment.BEFORE, Stance.Moment.AFTER)
    )
    return before, after


@dataclass(frozen=True, slots=True)
class Part:
    """What one student contributed: claims and replies, with the lengths of their bars, and their stances."""

    student: User
    removed: bool
    board: str
    claims: int
    replies: int
    claims_length: int
    replies_length: int
    top: int
    before: int | None
    after: int | None

    @property
    def silent(self) -> bool:
        return not self.claims and not self.replies

    @property
    def middle(self) -> int:
        return self.top + 12

    @property
    def replies_start(self) -> int:
        return LABEL_WIDTH + self.claims_length

    @property
    def end(self) -> int:
        return self.replies_start + self.replies_length + 6


@dataclass(frozen=True, slots=True)
class Participation:
    """The part of every student, by name."""

    parts: tuple[Part, ...]

    label_width = LABEL_WIDTH
    bar = BAR
    width = LABEL_WIDTH + LONGEST_BAR + 60

    @property
    def height(self) -> int:
        return len(self.parts) * 24 + 4

    @property
    def silent(self) -> list[Part]:
        """Those still in the class who have not spoken."""
        return [part for part in self.parts if part.silent and not part.removed]


def participation(discussion: Discussion) -> Participation:
    """How many claims and replies each student has posted; hidden ones do not count, held ones do."""
    counted = (
        Post.objects.filter(board__discussion=discussion)
        .exclude(state__in=(Post.State.DRAFT, Post.State.HIDDEN))
        .values_list("author")
        .annotate(claims=Count("pk", filter=Q(reply_to=None)), answers=Count("pk", filter=Q(reply_to__isnull=False)))
        .order_by("author")
    )
    names = {board.pk: board.name for board in discussion.boards.all()}
    posts = {author: (claims, answers) for author, claims, answers in counted}
    boards = {seat.student_id: names[seat.board_id] for seat in discussion.seats.all()}
    before, after = _taken(discussion)
    most = max((sum(both) for both in posts.values()), default=0) or 1

    def part(place: int, student: User, removed: bool) -> Part:
        claims, replies = posts.get(student.pk, (0, 0))
        return Part(
            student,
            removed,
            boards.get(student.pk, ""),
            claims,
            replies,
            claims * LONGEST_BAR // most,
            replies * LONGEST_BAR // most,
            place * 24 + 4,
            before.get(student.pk),
            after.get(student.pk),
        )

    return Participation(
        tuple(part(place, student, removed) for place, (student, removed) in enumerate(roster(discussion)))
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A post in the map: its place, what it says in two short lines, and where the line to what it answers begins."""

    thread: Thread
    x: int
    y: int
    lines: tuple[str, ...]
    parent_y: int | None

    width = BOX_WIDTH
    height = BOX_HEIGHT

    @property
    def path(self) -> str:
        """The line from under the post it answers, down and right to its own edge."""
        if self.parent_y is None:
            return ""
        return f"M{self.x - STEP_RIGHT + 12} {self.parent_y + BOX_HEIGHT}V{self.y + BOX_HEIGHT // 2}H{self.x}"

    @property
    def full_head(self) -> str:
        """Who wrote it, and what it does."""
        post = self.thread.post
        said = [str(post.get_move_display()) if post.move else _g("claim")]
        if post.restated:
            said.append(str(post.restated.label))
        if post.state != Post.State.POSTED:
            said.append(str(post.get_state_display()))
        return f"{post.author.display_name} – {', '.join(said)}"

    @property
    def head(self) -> str:
        """The same, as much of it as the box is wide."""
        full = self.full_head
        return full if len(full) <= LETTERS_A_HEAD else f"{full[: LETTERS_A_HEAD - 1].rstrip()}…"

    @property
    def placed_lines(self) -> list[tuple[int, str]]:
        return [(self.y + 34 + 16 * place, line) for place, line in enumerate(self.lines)]

    @property
    def text_x(self) -> int:
        return self.x + 8

    @property
    def head_y(self) -> int:
        return self.y + 17


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """The posts of a board as boxes, each below and right of the post it answers."""

    boxes: tuple[Box, ...]
    width: int
    height: int


def argument_map(threads: tuple[Thread, ...]) -> ArgumentMap:
    """The map of these threads: a row a post, a step to the right for each reply to a reply."""
    boxes: list[Box] = []

    def place(thread: Thread, depth: int, parent_y: int | None) -> None:
        y = len(boxes) * STEP_DOWN + 4
        boxes.append(Box(thread, depth * STEP_RIGHT + 4, y, _short(thread.post), parent_y))
        for reply in thread.replies:
            place(reply, depth + 1, y)

    for thread in threads:
        place(thread, 0, None)
    return ArgumentMap(
        tuple(boxes),
        width=max((box.x for box in boxes), default=0) + BOX_WIDTH + 4,
        height=len(boxes) * STEP_DOWN,
    )


def _short(post: Post) -> tuple[str, ...]:
    return tuple(textwrap.wrap(str(post), LETTERS_A_LINE, max_lines=2, placeholder=" …"))
