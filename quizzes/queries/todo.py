"""What waits for a teacher: drafts to review, answers to mark, posts to look at, what is open."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from quizzes.models import Article, Assignment, Attempt, Board, Discussion, Question, User

from . import visible
from .debates import waiting_by_board


@dataclass(frozen=True, slots=True)
class Todo:
    """The teacher's open ends; each list holds only what has something to do."""

    articles: list[Article]
    to_mark: list[Assignment]
    open: list[Assignment]
    to_moderate: list[tuple[Board, int]]
    debates: list[Discussion]


def todo(user: User) -> Todo:
    """What waits for `user`: articles with `drafts`, assignments with `waiting` answers, boards, and what is open."""
    return Todo(
        articles=list(
            visible.articles(user)
            .annotate(drafts=Count("questions", filter=Q(questions__status=Question.Status.DRAFT)))
            .filter(drafts__gt=0)
            .defer("text")
        ),
        to_mark=list(_waiting(visible.assignments(user))),
        open=list(_open(visible.assignments(user))),
        to_moderate=_to_moderate(user),
        debates=list(_open_debates(visible.discussions(user))),
    )


def _to_moderate(user: User) -> list[tuple[Board, int]]:
    waiting = waiting_by_board(visible.discussions(user))
    boards = Board.objects.filter(pk__in=waiting).select_related("discussion__question", "discussion__classroom")
    return [(board, waiting[board.pk]) for board in boards]


def _open_debates(discussions: QuerySet[Discussion]) -> QuerySet[Discussion]:
    now = timezone.now()
    return discussions.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=now), opens_at__lte=now).select_related(
        "question", "classroom"
    )


def _waiting(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    unmarked = Q(
        attempts__state=Attempt.State.SUBMITTED,
        attempts__responses__auto_points__isnull=True,
        attempts__responses__teacher_points__isnull=True,
        attempts__responses__isnull=False,
    )
    return (
        assignments.annotate(waiting=Count("attempts__responses", filter=unmarked))
        .filter(waiting__gt=0)
        .select_related("quiz", "classroom")
    )


def _open(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    now = timezone.now()
    return assignments.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=now), opens_at__lte=now).select_related(
        "quiz", "classroom"
    )
