"""What waits for a teacher: drafts to review, answers to mark, assignments that are open."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from quizzes.models import Article, Assignment, Attempt, Question, User

from . import visible


@dataclass(frozen=True, slots=True)
class Todo:
    """The teacher's open ends; each list holds only what has something to do."""

    articles: list[Article]
    to_mark: list[Assignment]
    open: list[Assignment]


def todo(user: User) -> Todo:
    """What waits for `user`: articles with `drafts`, assignments with `waiting` answers, and those open now."""
    return Todo(
        articles=list(
            visible.articles(user)
            .annotate(drafts=Count("questions", filter=Q(questions__status=Question.Status.DRAFT)))
            .filter(drafts__gt=0)
            .defer("text")
        ),
        to_mark=list(_waiting(visible.assignments(user))),
        open=list(_open(visible.assignments(user))),
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
