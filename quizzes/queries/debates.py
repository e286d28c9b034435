"""What a teacher sees of a debate in class: its boards, who sits and writes where."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from quizzes.models import Discussion, Post, Seat, User


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
    waiting = Q(posts__state=Post.State.HELD)
    return list(
        discussion.boards.prefetch_related(Prefetch("seats", seats, to_attr="there")).annotate(
            posts_there=Count("posts"),
            posted=Count("posts", filter=~Q(posts__state=Post.State.DRAFT)),
            held=Count("posts", filter=waiting),
        )
    )


def unseated(discussion: Discussion) -> list[User]:
    """The students of the class who have no seat yet."""
    places = discussion.classroom.enrollments.filter(removed_at__isnull=True)
    return list(
        User.objects.filter(enrollments__in=places)
        .exclude(pk__in=discussion.seats.values("student_id"))
        .order_by("username")
    )
