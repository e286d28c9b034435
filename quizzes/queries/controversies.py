"""How far a student is in a structured academic controversy (Johnson & Johnson): the steps, and what each waits for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _g

from quizzes.models import Discussion, Move, Position, Post, Restated, Seat, Stance, User
from quizzes.models.discussions import COUNTED

from .debate_marks import roster

# Student -> the side they argue.
Sides = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What a student has done. The first argument is the case of their side, the second that of the other; one the
    teacher has hidden is not done, but stands in its place and can be changed.

    `restatable` says whether there is a post of another side to restate. `waiting` names those who have not answered
    their restatements, `missing` says what those who answered "not quite" miss; both are empty once one is confirmed.
    """

    case: bool = False
    restated: Restated | None = None
    waiting: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    restatable: bool = True
    claims: int = 0
    switched: bool = False
    common_ground: bool = False
    stands: bool = False

    @property
    def confirmed(self) -> bool:
        return self.restated == Restated.CONFIRMED

    @property
    def may_switch(self) -> bool:
        """Whether they may write the case of the other side now."""
        return self.case and self.claims < 2 and (bool(self.restated) or not self.restatable)

    @property
    def current(self) -> str:
        """The step to do next. Who waits for an answer, or for somebody to restate, goes on meanwhile."""
        if not self.case:
            return "case"
        if self.restatable and (not self.restated or (self.restated == Restated.NOT_QUITE and not self.switched)):
            return "restate"
        if not self.switched:
            return "switch"
        if not self.common_ground:
            return "ground"
        return "" if self.stands else "stand"


def steps(own: Iterable[Post], *, stands: bool, name: Callable[[Post], str], restatable: bool) -> Steps:
    """The steps of the student whose posts, oldest first and without drafts, are `own`.

    `name` says who was restated in a post.
    """
    own = list(own)
    counted = [post for post in own if post.state in COUNTED]
    claims = [post.state in COUNTED for post in own if post.reply_to_id is None]
    restatements = [post for post in counted if post.restated]
    found = {post.restated for post in restatements}
    best = next((one for one in (Restated.CONFIRMED, Restated.WAITING, Restated.NOT_QUITE) if one in found), None)
    open_ones = [] if best == Restated.CONFIRMED else restatements
    return Steps(
        case=any(claims[:1]),
        restated=best,
        waiting=tuple(dict.fromkeys(name(post) for post in open_ones if post.restated == Restated.WAITING)),
        missing=tuple(post.answer.missing for post in open_ones if post.restated == Restated.NOT_QUITE and post.answer),
        restatable=restatable,
        claims=len(claims),
        switched=any(claims[1:]),
        common_ground=any(post.move == Move.GROUND for post in counted),
        stands=stands,
    )


def sides_of(discussion: Discussion) -> Sides:
    """The side of every student of the debate who has one."""
    return {seat.student_id: seat.side_id for seat in discussion.seats.all() if seat.side_id}


def others_to_restate(posts: Iterable[Post], student: User, sides: Sides) -> bool:
    """Whether somebody of another side has written one of the posts of the student's board."""
    return any(post.state == Post.State.POSTED and _may_be_restated(post, student.pk, sides) for post in posts)


def _may_be_restated(post: Post, student: int, sides: Sides) -> bool:
    mine, theirs = sides.get(student), sides.get(post.author_id)
    return bool(mine and theirs and mine != theirs) and post.move != Move.RESTATE


def steps_in(seat: Seat) -> Steps:
    """The steps of the student in that seat, without names and stances."""
    posts = list(Post.objects.filter(board=seat.board_id).exclude(state=Post.State.DRAFT).order_by("posted_at", "pk"))
    own = Post.objects.filter(board__discussion=seat.discussion_id, author=seat.student_id)
    return steps(
        own.exclude(state=Post.State.DRAFT).select_related("restatement_answer").order_by("posted_at", "pk"),
        stands=False,
        name=str,
        restatable=others_to_restate(posts, seat.student, sides_of(seat.discussion)),
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
        Post.objects.filter(board__discussion=discussion)
        .exclude(state=Post.State.DRAFT)
        .select_related("restatement_answer", "reply_to__author")
        .order_by("posted_at", "pk")
    )
    own: dict[int, list[Post]] = defaultdict(list)
    there: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        own[post.author_id].append(post)
        there[post.board_id].append(post)
    sides = sides_of(discussion)
    boards = {seat.student_id: seat.board_id for seat in discussion.seats.all()}

    def of(student: User) -> Steps:
        return steps(
            own[student.pk],
            stands=student.pk in stand,
            name=_restated_author,
            restatable=others_to_restate(there[boards.get(student.pk, 0)], student, sides),
        )

    stand = {stance.student_id for stance in discussion.stances.all() if stance.moment == Stance.Moment.AFTER}
    return [Row(student, removed, of(student)) for student, removed in roster(discussion)]


def _restated_author(post: Post) -> str:
    return post.reply_to.author.display_name if post.reply_to else _g("A classmate")


def moves_for(seat: Seat, target: Post) -> tuple[Move, ...]:
    """What a reply of the student in `seat` to that post may do.

    Only a controversy has sides to restate and, once one has argued both, to bring together; one's own side, and a
    restatement, are not restated.
    """
    everywhere = (Move.AGREE, Move.CHALLENGE, Move.ASK, Move.CONNECT)
    if seat.board.discussion.activity != Discussion.Activity.CONTROVERSY:
        return everywhere
    restate = (Move.RESTATE,) if _may_be_restated(target, seat.student_id, sides_of(seat.discussion)) else ()
    ground = (Move.GROUND,) if steps_in(seat).switched else ()
    return (*restate, *everywhere, *ground)


def other_side(side: Position | None) -> Position | None:
    """The side a student argues after switching: the next in the brief, after the last the first."""
    if side is None:
        return None
    positions = list(Position.objects.filter(brief=side.brief_id))
    return positions[(positions.index(side) + 1) % len(positions)]
