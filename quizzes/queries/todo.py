"""What waits for a teacher: drafts to review, answers to mark, what closes soon, who is behind, posts to look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from quizzes.models import Assignment, Attempt, Board, Discussion, Enrollment, Override, Question, Quiz, User

from . import visible
from .debates import waiting_by_board

CLOSING_WITHIN = timedelta(days=3)
# Whoever has not handed in two weeks after the due time will not do so because the home page says it.
BEHIND_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Closing:
    """An assignment whose due or closing time comes soon, and how many have not handed in."""

    assignment: Assignment
    ends_at: datetime
    missing: int


class NextStep(models.TextChoices):
    """What a teacher who has nothing waiting does next."""

    PASTE = "paste"
    REVIEW = "review"
    MAKE_QUIZ = "make_quiz"
    MAKE_CLASS = "make_class"
    FILL_CLASS = "fill_class"
    ASSIGN = "assign"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Todo:
    """The teacher's open ends; each list holds only what has something to do.

    Articles have `drafts`; assignments to mark have `waiting` answers and those behind `missing` students; `open` is
    what is open and neither closes soon nor is late. `step` is the one next step, about the thing with the key `about`.
    """

    articles: list[Any]
    to_mark: list[Any]
    closing: list[Closing]
    behind: list[Any]
    open: list[Assignment]
    to_moderate: list[tuple[Board, int]]
    debates: list[Discussion]
    step: NextStep
    about: int | None

    @property
    def drafts(self) -> int:
        return sum(article.drafts for article in self.articles)

    @property
    def answers(self) -> int:
        return sum(assignment.waiting for assignment in self.to_mark)

    @property
    def students_behind(self) -> int:
        """How often somebody is missing: a student who is behind with two assignments counts twice."""
        return sum(assignment.missing for assignment in self.behind)

    @property
    def posts(self) -> int:
        return sum(waiting for _board, waiting in self.to_moderate)

    @property
    def waits(self) -> bool:
        """Whether something waits for the teacher to do it."""
        return bool(self.articles or self.to_mark or self.closing or self.behind or self.to_moderate)


def todo(user: User) -> Todo:
    """What waits for `user` in the classes they teach that are not archived. Seven queries."""
    now = timezone.now()
    classrooms = visible.current_classrooms(user)
    assignments = visible.assignments(user).filter(classroom__in=classrooms)
    discussions = visible.discussions(user).filter(classroom__in=classrooms)
    closing, behind, rest = _sorted(_running(assignments, now), now)
    step, about = _next_step(user)
    return Todo(
        articles=list(
            visible.articles(user)
            .annotate(drafts=Count("questions", filter=Q(questions__status=Question.Status.DRAFT)))
            .filter(drafts__gt=0)
            .defer("text")
        ),
        to_mark=list(_waiting(assignments)),
        closing=closing,
        behind=behind,
        open=rest,
        to_moderate=_to_moderate(discussions),
        debates=list(_open_debates(discussions, now)),
        step=step,
        about=about,
    )


def _next_step(user: User) -> tuple[NextStep, int | None]:
    """The first thing on the way from an article to an assigned quiz that is not done yet, in one query."""
    articles, classrooms = visible.articles(user), visible.current_classrooms(user)
    approved = Question.objects.filter(article=OuterRef("pk"), status=Question.Status.APPROVED)
    quizzes = Quiz.objects.filter(article=OuterRef("pk"))
    places = Enrollment.objects.filter(classroom=OuterRef("pk"), removed_at__isnull=True)
    unreviewed = articles.filter(~Exists(approved), ~Exists(quizzes))
    without_quiz = articles.filter(Exists(approved), ~Exists(quizzes))
    unassigned = visible.quizzes(user).filter(assignments__isnull=True, items__isnull=False)

    def newest(rows: QuerySet[Any]) -> Subquery:
        return Subquery(rows.order_by("-pk").values("pk")[:1])

    found = (
        User.objects.filter(pk=user.pk)
        .values(
            article=newest(articles),
            unreviewed=newest(unreviewed),
            without_quiz=newest(without_quiz),
            unassigned=newest(unassigned),
            classroom=newest(classrooms),
            empty_class=newest(classrooms.filter(~Exists(places))),
            quiz=newest(visible.quizzes(user)),
        )
        .get()
    )
    if found["article"] is None:
        return NextStep.PASTE, None
    if found["unassigned"] is not None:
        return NextStep.ASSIGN, found["unassigned"]
    if found["without_quiz"] is not None:
        return NextStep.MAKE_QUIZ, found["without_quiz"]
    if found["unreviewed"] is not None and found["quiz"] is None:
        return NextStep.REVIEW, found["unreviewed"]
    if found["classroom"] is None:
        return NextStep.MAKE_CLASS, None
    if found["empty_class"] is not None:
        return NextStep.FILL_CLASS, found["empty_class"]
    return NextStep.NOTHING, None


def _running(assignments: QuerySet[Assignment], now: datetime) -> QuerySet[Assignment]:
    """What is open, or was due lately, with `missing`: how many students of the class now have not handed in.

    Left out are students whose own due time has not come, who are excused, and who joined the class after the due time.
    """
    handed_in = Attempt.objects.filter(
        assignment=OuterRef(OuterRef("pk")), student=OuterRef("student"), state=Attempt.State.SUBMITTED
    )
    has_longer = Override.objects.filter(assignment=OuterRef(OuterRef("pk")), student=OuterRef("student")).filter(
        Q(due_at__gt=now) | Q(excused=True)
    )
    missing = (
        Enrollment.objects.filter(
            ~Exists(handed_in),
            classroom=OuterRef("classroom"),
            joined_at__lte=Coalesce(OuterRef("due_at"), now),
            removed_at__isnull=True,
        )
        .exclude(Exists(has_longer))
        .order_by()
        .values("classroom")
        .annotate(count=Count("pk"))
        .values("count")
    )
    still_open = Q(closes_at__isnull=True) | Q(closes_at__gt=now)
    return (
        assignments.filter(still_open | Q(due_at__gt=now - BEHIND_FOR), opens_at__lte=now)
        .annotate(missing=Coalesce(Subquery(missing), 0))
        .select_related("quiz", "classroom")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def _sorted(running: QuerySet[Assignment], now: datetime) -> tuple[list[Closing], list[Any], list[Assignment]]:
    """What ends soon, the earliest first; what was due lately and is missing; and the rest of what is open."""
    closing: list[Closing] = []
    behind: list[Any] = []
    rest: list[Assignment] = []
    for one in running:
        assignment: Any = one
        ends = [moment for moment in (assignment.due_at, assignment.closes_at) if moment and moment > now]
        is_late = assignment.due_at is not None and assignment.due_at <= now
        if is_late and assignment.missing and assignment.due_at > now - BEHIND_FOR:
            behind.append(assignment)
        elif ends and min(ends) <= now + CLOSING_WITHIN:
            closing.append(Closing(assignment, min(ends), assignment.missing))
        elif ends or assignment.closes_at is None:
            rest.append(assignment)
    return sorted(closing, key=lambda one: one.ends_at), behind, rest


def _to_moderate(discussions: QuerySet[Discussion]) -> list[tuple[Board, int]]:
    waiting = waiting_by_board(discussions)
    boards = Board.objects.filter(pk__in=waiting).select_related("discussion__question", "discussion__classroom")
    return [(board, waiting[board.pk]) for board in boards]


def _open_debates(discussions: QuerySet[Discussion], now: datetime) -> QuerySet[Discussion]:
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
    excuse = Override.objects.filter(assignment=OuterRef("pk"), student=OuterRef("attempts__student"), excused=True)
    unmarked &= ~Q(Exists(excuse))
    return (
        assignments.annotate(waiting=Count("attempts__responses", filter=unmarked))
        .filter(waiting__gt=0)
        .select_related("quiz", "classroom")
    )
