"""What a teacher sees of a debate in class: its boards, who sits and writes where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from quizzes.models import Assessment, Board, Discussion, Moderation, Post, Seat, User

from .debate_marks import marks_beside


def boards_with_seats(discussion: Discussion) -> list[Any]:
    """The boards in order, each with `there`: its seats, students and sides; and `posts_there`: the posts, drafts too.

    Each seat has `wrote`: whether its student has posted on the board, and `gone`: whether they left the class.
    """
    left = discussion.classroom.enrollments.filter(student=OuterRef("student"), removed_at__isnull=False)
    posted = Post.objects.filter(board=OuterRef("board"), author=OuterRef("student")).exclude(state=Post.State.DRAFT)
    seats = (
        Seat.objects.select_related("student", "side")
        .annotate(wrote=Exists(posted), gone=Exists(left))
        .order_by("student__username")
    )
    return list(
        discussion.boards.prefetch_related(Prefetch("seats", seats, to_attr="there")).annotate(
            posts_there=Count("posts"),
            posted=Count("posts", filter=~Q(posts__state=Post.State.DRAFT)),
        )
    )


def has_posts(discussion: Discussion) -> bool:
    """Whether somebody has posted something, be it hidden by now."""
    return Post.objects.filter(board__discussion=discussion).exclude(state=Post.State.DRAFT).exists()


def waiting_by_board(discussions: Iterable[Discussion]) -> Counter[int]:
    """How many posts of each board (by its key) a teacher should look at: those held, and those reported."""
    posts = Post.objects.filter(board__discussion__in=discussions)
    looked_at = posts.filter(Q(state=Post.State.HELD) | Q(moderations__action=Moderation.Action.REPORTED)).distinct()
    return Counter(
        post.board_id
        for post in looked_at.prefetch_related("moderations")
        if post.state == Post.State.HELD or _open_reports(tuple(post.moderations.all()))
    )


def unseated(discussion: Discussion) -> list[User]:
    """The students of the class who have no seat yet."""
    places = discussion.classroom.enrollments.filter(removed_at__isnull=True)
    return list(
        User.objects.filter(enrollments__in=places)
        .exclude(pk__in=discussion.seats.values("student_id"))
        .order_by("username")
    )


@dataclass(frozen=True, slots=True)
class Thread:
    """A post that was posted, with what was done to it and the replies to it, oldest first.

    `reports` are those that nobody has looked into: made since the post was last hidden or restored.
    """

    post: Post
    seat: Seat | None
    history: tuple[Moderation, ...]
    reports: tuple[Moderation, ...]
    replies: tuple["Thread", ...]

    @property
    def waits(self) -> bool:
        """Whether a teacher should look: it is held, or reported."""
        return self.post.state == Post.State.HELD or bool(self.reports)


def threads(board: Board) -> tuple[Thread, ...]:
    """The claims of the board, oldest first, each with its replies; drafts are nobody's but their author's."""
    posts = list(
        board.posts.exclude(state=Post.State.DRAFT)
        .select_related("author", "position", "restatement_answer")
        .prefetch_related("citations", _moderations(), "revisions")
        .order_by("posted_at", "pk")
    )
    seats = {
        seat.student_id: seat for seat in Seat.objects.filter(discussion=board.discussion_id).select_related("side")
    }
    answers: dict[int | None, list[Post]] = defaultdict(list)
    for post in posts:
        answers[post.reply_to_id].append(post)

    def thread(post: Post) -> Thread:
        history = tuple(post.moderations.all())
        replies = tuple(thread(reply) for reply in answers[post.pk])
        return Thread(post, seats.get(post.author_id), history, _open_reports(history), replies)

    return tuple(thread(post) for post in answers[None])


def _moderations() -> Prefetch[str]:
    return Prefetch("moderations", Moderation.objects.select_related("by"))


def _open_reports(history: tuple[Moderation, ...]) -> tuple[Moderation, ...]:
    decided = [
        place
        for place, one in enumerate(history)
        if one.action in (Moderation.Action.HIDDEN, Moderation.Action.RESTORED)
    ]
    since = history[decided[-1] + 1 :] if decided else history
    return tuple(one for one in since if one.action == Moderation.Action.REPORTED)


def flat(found: Iterable[Thread]) -> Iterator[Thread]:
    """The threads and all their replies, each before the replies to it."""
    for thread in found:
        yield thread
        yield from flat(thread.replies)


@dataclass(frozen=True, slots=True)
class Work:
    """What one student did in a debate: their seat, posts and replies as threads of their own, and stances."""

    seat: Seat | None
    claims: tuple[Thread, ...]
    replies: tuple[Thread, ...]
    before: int | None
    after: int | None
    own_view: Assessment | None


def work_of(discussion: Discussion, student: User) -> Work:
    """The student's work in the debate, for whoever marks it."""
    seat = discussion.seats.filter(student=student).select_related("side", "board").first()
    posts = (
        Post.objects.filter(board__discussion=discussion, author=student)
        .exclude(state=Post.State.DRAFT)
        .select_related("author", "position", "reply_to__author", "board", "restatement_answer")
        .prefetch_related("citations", _moderations(), "revisions")
        .order_by("posted_at", "pk")
    )
    alone = [Thread(post, seat, tuple(post.moderations.all()), (), ()) for post in posts]
    taken = dict(discussion.stances.filter(student=student).values_list("moment", "value"))
    return Work(
        seat,
        tuple(one for one in alone if one.post.reply_to_id is None),
        tuple(one for one in alone if one.post.reply_to_id is not None),
        taken.get("before"),
        taken.get("after"),
        discussion.assessments.filter(student=student, assessor=student).prefetch_related(marks_beside()).first(),
    )
