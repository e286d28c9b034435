"""What a student sees of a debate: their board with its threads, their own drafts and stances, and what is expected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Citation, Discussion, Moderation, Move, Post, Seat, User
from quizzes.models.discussions import COUNTED

from . import visible
from .controversies import Steps, others_to_restate, sides_of, steps
from .sentences import Sentence, places, sentences


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence a post cites; `number` is that of the sentence in the article, None if it is none any more."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A post as the student sees it: who wrote it, what it quotes, and the replies to it, oldest first.

    `reason` says why the teacher hid one's own post; `may_answer` whether it restates the student, who may answer.
    """

    post: Post
    name: str
    mine: bool
    quotes: tuple[Quote, ...]
    reason: str
    reported: bool
    may_edit: bool
    may_reply: bool
    may_answer: bool
    replies: tuple["Card", ...]


@dataclass(frozen=True, slots=True)
class View:
    """A discussion as one student sees it at one moment.

    `posted`: they have posted their own argument. `closed`: why nobody can write now, or "". `waiting` is how many
    posts of others they will see once they have posted.
    """

    discussion: Discussion
    seat: Seat
    before: int | None
    after: int | None
    posted: bool
    closed: str
    may_edit: bool
    cards: tuple[Card, ...]
    waiting: int
    replies_made: int
    replies_missing: int
    steps: Steps

    @property
    def may_claim(self) -> bool:
        """Whether they may write an argument: more than one only in a class discussion."""
        several = self.discussion.activity == Discussion.Activity.BOARD
        return not self.closed and (several or not self.posted or self.may_switch)

    @property
    def may_switch(self) -> bool:
        """Whether they may now argue the other side of a controversy."""
        controversy = self.discussion.activity == Discussion.Activity.CONTROVERSY
        return controversy and not self.closed and self.steps.may_switch

    @property
    def has_board(self) -> bool:
        """Whether there are posts of others at all."""
        return self.discussion.activity != Discussion.Activity.WRITTEN


def view(discussion: Discussion, seat: Seat, now: datetime) -> View:
    """The discussion as the student in `seat` sees it."""
    student = seat.student
    stances = dict(discussion.stances.filter(student=student).values_list("moment", "value"))
    posts = _posts(seat)
    own = [post for post in posts if post.author_id == student.pk]
    posted = any(post.reply_to_id is None for post in own)
    closed = closed_because(seat, now)
    until = discussion.due_at or discussion.closes_at
    may_edit = not closed and (until is None or now < until)
    may_reply = not closed and (posted or _replies_at_once(discussion))
    made = sum(post.reply_to_id is not None and post.state in COUNTED for post in own)
    has_board = discussion.activity != Discussion.Activity.WRITTEN
    names = _Names(seat)
    there = {post.pk: post for post in posts}
    controversy = discussion.activity == Discussion.Activity.CONTROVERSY
    sides = sides_of(discussion) if controversy else {}

    def restated_author(post: Post) -> str:
        if post.state == Post.State.HELD:
            return _g("your teacher")
        target = there.get(post.reply_to_id or 0)
        return names.of(target.author) if target else _g("A classmate")

    return View(
        discussion=discussion,
        seat=seat,
        before=stances.get("before"),
        after=stances.get("after"),
        posted=posted,
        closed=closed,
        may_edit=may_edit,
        cards=_cards(seat, posts, names, closed=bool(closed), may_edit=may_edit, may_reply=may_reply),
        waiting=_waiting(seat) if has_board and discussion.post_first and not posted else 0,
        replies_made=made,
        replies_missing=max(discussion.minimum_replies - made, 0) if has_board else 0,
        steps=steps(
            own, stands="after" in stances, name=restated_author, restatable=others_to_restate(posts, student, sides)
        ),
    )


def shown(seat: Seat) -> list[int]:
    """The posts of others that the student sees on the board now, oldest first."""
    posts = visible.students_posts(seat.student).filter(board=seat.board_id).exclude(author=seat.student_id)
    return list(posts.order_by("posted_at", "pk").values_list("pk", flat=True))


def _replies_at_once(discussion: Discussion) -> bool:
    return not discussion.post_first and discussion.activity != Discussion.Activity.CONTROVERSY


def closed_because(seat: Seat, now: datetime) -> str:
    """Why nobody can write on the board now; "" when they can."""
    closes_at = seat.board.discussion.closes_at
    if closes_at and now >= closes_at:
        return _g("This discussion is closed. You can still read it.")
    if seat.board.locked_at:
        return _g("Your teacher has locked this board. You can still read it.")
    return ""


def _waiting(seat: Seat) -> int:
    posts = Post.objects.filter(board=seat.board_id, state=Post.State.POSTED, reply_to__isnull=True)
    return posts.exclude(author=seat.student_id).count()


def _posts(seat: Seat) -> list[Post]:
    """What the student sees on the board, without drafts, oldest first."""
    return list(
        visible.students_posts(seat.student)
        .filter(board=seat.board_id)
        .exclude(state=Post.State.DRAFT)
        .select_related("author", "position", "restatement_answer", "pending_edit")
        .prefetch_related("citations")
        .order_by("posted_at", "pk")
    )


def _cards(
    seat: Seat, posts: list[Post], names: "_Names", *, closed: bool, may_edit: bool, may_reply: bool
) -> tuple[Card, ...]:
    there = {post.pk: post for post in posts}
    # A reply whose post is gone stands alone.
    answers: dict[int | None, list[Post]] = defaultdict(list)
    for post in posts:
        answers[post.reply_to_id if post.reply_to_id in there else None].append(post)
    numbers = places(seat.board.discussion.question.article.text)
    reported = _reported(seat)
    reasons = _reasons(posts)

    def restates(post: Post) -> bool:
        target = there.get(post.reply_to_id or 0)
        return target is not None and target.author_id == seat.student_id

    def card(post: Post) -> Card:
        mine = post.author_id == seat.student_id
        return Card(
            post=post,
            name=names.of(post.author),
            mine=mine,
            quotes=tuple(_quote(citation, numbers) for citation in post.citations.all()),
            reason=reasons.get(post.pk, "") if mine and post.state == Post.State.HIDDEN else "",
            reported=post.pk in reported,
            may_edit=mine and may_edit,
            may_reply=not mine and may_reply,
            may_answer=not closed and not mine and post.move == Move.RESTATE and restates(post),
            replies=tuple(card(reply) for reply in answers[post.pk]),
        )

    return tuple(card(post) for post in answers[None])


def _quote(citation: Citation, numbers: dict[tuple[int, int], Sentence]) -> Quote:
    sentence = numbers.get((citation.start, citation.end))
    return Quote(sentence.number if sentence else None, citation.quote)


def _reported(seat: Seat) -> set[int | None]:
    reports = Moderation.objects.filter(board=seat.board_id, by=seat.student_id, action=Moderation.Action.REPORTED)
    return set(reports.values_list("post_id", flat=True))


def _reasons(posts: list[Post]) -> dict[int | None, str]:
    """Post -> why the teacher hid it last."""
    hidden = Moderation.objects.filter(
        post__in=[post.pk for post in posts if post.state == Post.State.HIDDEN], action=Moderation.Action.HIDDEN
    )
    return dict(hidden.order_by("at", "pk").values_list("post_id", "reason"))


class _Names:
    """What the student calls the authors: by alias where the discussion is anonymous."""

    def __init__(self, seat: Seat) -> None:
        self.anonymous = seat.board.discussion.anonymous
        self.reader = seat.student_id
        seats = Seat.objects.filter(discussion=seat.discussion_id) if self.anonymous else Seat.objects.none()
        self.aliases = dict(seats.values_list("student_id", "alias"))

    def of(self, author: User) -> str:
        if author.pk == self.reader:
            return _g("You")
        return self.aliases.get(author.pk, _g("A classmate")) if self.anonymous else author.display_name


def quotes_of(post: Post) -> tuple[Quote, ...]:
    """What the post quotes."""
    numbers = places(post.board.discussion.question.article.text)
    return tuple(_quote(citation, numbers) for citation in post.citations.all())


def name_of(post: Post, seat: Seat) -> str:
    """What the student in `seat` calls the author of the post."""
    return _Names(seat).of(post.author)


def known_as(student: User, seat: Seat) -> str:
    """What the student in `seat` calls a classmate."""
    return _Names(seat).of(student)


def article_sentences(discussion: Discussion) -> list[list[Sentence]]:
    """The sentences of each paragraph of the article the debate is about."""
    return sentences(discussion.question.article.text)


# --- the list of a student's work -----------------------------------------------------------------------------------


class Status(models.TextChoices):
    """What a student still has to do in a debate; the label is what they read."""

    TO_DO = "to_do", _("To do")
    REPLIES = "started", _("Replies to write")
    DONE = "waiting", _("Posted")
    CLOSED = "missed", _("Closed")


@dataclass(frozen=True, slots=True)
class Entry:
    """A debate in the list of a student's work."""

    discussion: Discussion
    status: Status
    late: bool
    missing: int


def entries(student: User, now: datetime) -> list[Entry]:
    """The debates of the student that have opened: what is to do first, the earliest due first; closed ones last."""
    mine = Q(boards__posts__author=student) & ~Q(boards__posts__state=Post.State.DRAFT)
    found = (
        visible.students_discussions(student)
        .select_related("question__article", "classroom")
        .annotate(
            claims=Count("boards__posts", filter=mine & Q(boards__posts__reply_to__isnull=True), distinct=True),
            answers=Count(
                "boards__posts",
                filter=mine & Q(boards__posts__reply_to__isnull=False, boards__posts__state__in=COUNTED),
                distinct=True,
            ),
        )
    )
    listed = [_entry(one, one.claims, one.answers, now) for one in found]
    order = [Status.TO_DO, Status.REPLIES, Status.DONE, Status.CLOSED]
    listed.sort(
        key=lambda entry: (
            order.index(entry.status),
            entry.discussion.due_at is None,
            entry.discussion.due_at or entry.discussion.opens_at,
        )
    )
    return listed


def _entry(discussion: Discussion, claims: int, answers: int, now: datetime) -> Entry:
    written = discussion.activity == Discussion.Activity.WRITTEN
    missing = 0 if written else max(discussion.minimum_replies - answers, 0)
    late = discussion.due_at is not None and now >= discussion.due_at
    if discussion.closes_at and now >= discussion.closes_at:
        status = Status.CLOSED
    elif not claims:
        status = Status.TO_DO
    else:
        status = Status.REPLIES if missing else Status.DONE
    return Entry(discussion, status, late and status in (Status.TO_DO, Status.REPLIES), missing)
