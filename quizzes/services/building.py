"""Building quizzes from approved questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from quizzes.models import Article, Question, Quiz, QuizItem, Section, User

from .refusal import Refusal


@transaction.atomic
def create_quiz(
    *, owner: User, article: Article, title: str, questions: Iterable[Question], points: Decimal | None = None
) -> Quiz:
    """A quiz on `article` with the questions in the order given, each worth `points` or else its own.

    Raises Refusal if one of them cannot be in it.
    """
    quiz = Quiz.objects.create(owner=owner, article=article, title=title)
    add_questions(quiz=quiz, questions=questions, points=points)
    return quiz


@transaction.atomic
def add_questions(*, quiz: Quiz, questions: Iterable[Question], points: Decimal | None = None) -> list[QuizItem]:
    """Append the questions to the quiz; those it has already are passed over. Returns the new items."""
    refuse_if_started(quiz)
    last = quiz.items.aggregate(last=Max("position"))["last"] or 0
    present = set(quiz.items.values_list("question_id", flat=True))
    items = []
    for question in questions:
        if question.pk in present:
            continue
        refuse_unfit(quiz, question)
        present.add(question.pk)
        last += 1
        items.append(
            QuizItem.objects.create(
                quiz=quiz, question=question, position=last, points=question.points if points is None else points
            )
        )
    return items


@transaction.atomic
def set_items(*, quiz: Quiz, items: list[QuizItem], sections: list[Section] | None = None) -> None:
    """Make `items`, new or stored, the quiz's items in this order; others are taken out.

    `sections` become its sections; without them, each stays before the item it stood before.

    Raises Refusal once students have started, and for a question that is not approved or not on the quiz's article.
    """
    refuse_if_started(quiz)
    if not items and quiz.assignments.exists():
        raise Refusal(_("This quiz is assigned, so it needs at least one question."))
    for item in items:
        refuse_unfit(quiz, item.question)
    if sections is None:
        sections = _moved_along(quiz, items)
    quiz.items.exclude(pk__in=[item.pk for item in items if item.pk]).delete()
    # Positions are unique in a quiz, so the items stored first move out of one another's way.
    last = quiz.items.aggregate(last=Max("position"))["last"] or 0
    quiz.items.update(position=F("position") + last + len(items))
    for position, item in enumerate(items, start=1):
        item.quiz = quiz
        item.position = position
        item.save()
    quiz.sections.all().delete()
    Section.objects.bulk_create(
        Section(quiz=quiz, first=section.first, heading=section.heading, instructions=section.instructions)
        for section in sections
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A question at its place in a quiz, with the section that begins with it if it has a heading."""

    question: Question
    points: Decimal
    heading: str = ""
    instructions: str = ""


@transaction.atomic
def arrange(*, quiz: Quiz, placed: list[Placed]) -> None:
    """Make these the quiz's questions in this order, with their points and sections. Raises Refusal as set_items."""
    stored = {item.question_id: item for item in quiz.items.select_related("question")}
    items = []
    for one in placed:
        item = stored.get(one.question.pk) or QuizItem(quiz=quiz, question=one.question)
        item.points = one.points
        items.append(item)
    sections = [
        Section(first=first, heading=one.heading, instructions=one.instructions)
        for first, one in enumerate(placed, start=1)
        if one.heading
    ]
    set_items(quiz=quiz, items=items, sections=sections)


def _moved_along(quiz: Quiz, items: list[QuizItem]) -> list[Section]:
    """The quiz's sections where their first items will be; one whose item goes stands before the next that stays."""
    new = {item.pk: position for position, item in enumerate(items, start=1) if item.pk}
    old = dict(quiz.items.values_list("position", "pk"))
    moved: dict[int, Section] = {}
    for section in quiz.sections.all():
        following = (new[old[place]] for place in sorted(old) if place >= section.first and old[place] in new)
        first = next(following, None)
        if first is not None and first not in moved:
            section.first = first
            moved[first] = section
    return list(moved.values())


def refuse_unfit(quiz: Quiz, question: Question) -> None:
    """Raise Refusal for a question that cannot be in the quiz."""
    if question.status != Question.Status.APPROVED:
        raise Refusal(_("“%(stem)s” is not approved yet. Approve it first.") % {"stem": question.stem})
    if question.article_id != quiz.article_id:
        raise Refusal(_("“%(stem)s” is about another article than the quiz.") % {"stem": question.stem})


def started(quiz: Quiz) -> bool:
    """Whether a student has started an assignment of the quiz."""
    return quiz.assignments.filter(attempts__isnull=False).exists()


def refuse_if_started(quiz: Quiz) -> None:
    """Raise Refusal once a student has started the quiz: then its items are what they were marked on."""
    if started(quiz):
        raise Refusal(
            _(
                "Students have started this quiz, so its questions stay as they are. "
                "Make a new quiz for other questions."
            )
        )
