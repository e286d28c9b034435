"""How far a student is in a structured academic controversy (Johnson & Johnson): the steps, and what each waits for."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _g

from quizzes.models import Discussion, Move, Position, Post, Restated, Seat, User

from .debate_marks import roster

COUNTED = (Post.State.POSTED, Post.State.HELD)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a student has done. `waiting` names those who have not answered their restatements, `missing` says what
    those who answered "not quite" miss; both are empty once a restatement is confirmed.
    """

    case: bool = False
    restated: Restated | None = None
    waiting: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    switched: bool = False
    common_ground: bool = False
    stands: bool = False

    @property
    def confirmed(self) -> bool:
        return self.restated == Restated.CONFIRMED

    @property
    def current(self) -> str:
        """The step to do next. One who waits for an answer goes on meanwhile."""
        if not self.case:
            return "case"
        if self.restated in (None, Restated.NOT_QUITE) and not self.switched:
            return "restate"
        if not self.switched:
            return "switch"
        if not self.common_ground:
            return "ground"
        return "" if self.stands else "stand"


def steps(own: Iterable[Post], *, stands: bool, name: Callable[[Post], str]) -> Steps:
    """The steps of the student whose posts, oldest first, are `own`; `name` says who was restated in a post."""
    counted = [post for post in own if post.state in COUNTED]
    claims = sum(post.reply_to_id is None for post in counted)
    restatements = [post for post in counted if post.restated]
    found = {post.restated for post in restatements}
    best = next((one for one in (Restated.CONFIRMED, Restated.WAITING, Restated.NOT_QUITE) if one in found), None)
    open_ones = [] if best == Restated.CONFIRMED else restatements
    return Steps(
        case=claims > 0,
        restated=best,
        waiting=tuple(dict.fromkeys(name(post) for post in open_ones if post.restated == Restated.WAITING)),
        missing=tuple(post.answer.missing for post in open_ones if post.restated == Restated.NOT_QUITE and post.answer),
        switched=claims > 1,
        common_ground=any(post.move == Move.GROUND for post in counted),
        stands=stands,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A student in the teacher's list of steps."""

    student: User
    removed: bool
    steps: Steps


def progress(discussion: Discussion) -> list[Row]:
    """The steps of every student, by name; none for a debate that is no controversy."""
    if discussion.activity != Discussion.Activity.CONTROVERSY:
        return []
    posts = (
        Post.objects.filter(board__discussion=discussion, state__in=COUNTED)
        .select_related("restatement_answer", "reply_to__author")
        .order_by("posted_at", "pk")
    )
    own: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        own[post.author_id].append(post)
    stand = set(discussion.stances.filter(moment="after").values_list("student_id", flat=True))
    return [
        Row(student, removed, steps(own[student.pk], stands=student.pk in stand, name=_restated_author))
        for student, removed in roster(discussion)
    ]


def _restated_author(post: Post) -> str:
    return post.reply_to.author.display_name if post.reply_to else _g("A classmate")


def moves_for(seat: Seat, target: Post) -> tuple[Move, ...]:
    """What a reply of the student in `seat` to that post may do.

    Only a controversy has sides to restate and to bring together; one's own side, and a restatement, are not restated.
    """
    everywhere = (Move.AGREE, Move.CHALLENGE, Move.ASK, Move.CONNECT)
    if seat.board.discussion.activity != Discussion.Activity.CONTROVERSY:
        return everywhere
    theirs = Seat.objects.filter(discussion=seat.discussion_id, student=target.author_id).first()
    other = theirs is not None and theirs.side_id and seat.side_id and theirs.side_id != seat.side_id
    restate = (Move.RESTATE,) if other and target.move != Move.RESTATE else ()
    return (*restate, *everywhere, Move.GROUND)


def other_side(side: Position | None) -> Position | None:
    """The side a student argues after switching: the next in the brief, after the last the first."""
    if side is None:
        return None
    positions = list(Position.objects.filter(brief=side.brief_id))
    return positions[(positions.index(side) + 1) % len(positions)]
