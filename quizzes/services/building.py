"""Building quizzes from approved questions."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from quizzes.models import Article, Question, Quiz, QuizItem, User

from .refusal import Refusal


@transaction.atomic
def create_quiz(
    *, owner: User, article: Article, title: str, questions: Iterable[Question], points: Decimal = Decimal(1)
) -> Quiz:
    """A quiz on `article` with the questions in the order given. Raises Refusal if one of them cannot be in it."""
    quiz = Quiz.objects.create(owner=owner, article=article, title=title)
    add_questions(quiz=quiz, questions=questions, points=points)
    return quiz


@transaction.atomic
def add_questions(*, quiz: Quiz, questions: Iterable[Question], points: Decimal = Decimal(1)) -> list[QuizItem]:
    """Append the questions to the quiz; those it has already are passed over. Returns the new items."""
    refuse_if_started(quiz)
    last = quiz.items.aggregate(last=Max("position"))["last"] or 0
    present = set(quiz.items.values_list("question_id", flat=True))
    items = []
    for question in questions:
        if question.pk in present:
            continue
        if question.status != Question.Status.APPROVED:
            raise Refusal(_("“%(stem)s” is not approved yet. Approve it first.") % {"stem": question.stem})
        if question.article_id != quiz.article_id:
            raise Refusal(_("“%(stem)s” is about another article than the quiz.") % {"stem": question.stem})
        present.add(question.pk)
        last += 1
        items.append(QuizItem.objects.create(quiz=quiz, question=question, position=last, points=points))
    return items


@transaction.atomic
def reorder(*, quiz: Quiz, item_ids: list[int]) -> None:
    """Number the quiz's items in the order of `item_ids`, which must name each of them once (else ValueError)."""
    refuse_if_started(quiz)
    items = {item.pk: item for item in quiz.items.select_for_update()}
    if sorted(items) != sorted(item_ids):
        raise ValueError("item_ids must name every item of the quiz once")
    # Positions are unique in a quiz, so the items first move out of one another's way.
    beyond = max((item.position for item in items.values()), default=0) + len(items)
    for offset in (beyond, 0):
        for place, pk in enumerate(item_ids, start=1):
            QuizItem.objects.filter(pk=pk).update(position=offset + place)


def refuse_if_started(quiz: Quiz) -> None:
    """Raise Refusal once a student has started the quiz: then its items are what they were marked on."""
    if quiz.assignments.filter(attempts__isnull=False).exists():
        raise Refusal(
            _(
                "Students have started this quiz, so its questions stay as they are. Make a new quiz for other questions."
            )
        )
