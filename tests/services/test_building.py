"""Building quizzes."""

from decimal import Decimal

import pytest

from quizzes.models import Quiz, QuizItem
from quizzes.services import attempting, building
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.fixture
def article(world):
    return factories.ArticleFactory(owner=world.alice)


def test_a_quiz_has_its_questions_in_the_order_given(world, article):
    questions = [factories.QuestionFactory(article=article) for _time in range(3)]
    quiz = building.create_quiz(
        owner=world.alice, article=article, title="Q", questions=reversed(questions), points=Decimal("1.5")
    )
    assert list(quiz.items.values_list("position", "question", "points")) == [
        (place, question.pk, Decimal("1.5")) for place, question in enumerate(reversed(questions), start=1)
    ]


@pytest.mark.parametrize("status", ["draft", "rejected", "retired"])
def test_nothing_unapproved_gets_in(world, article, status):
    questions = [factories.QuestionFactory(article=article), factories.QuestionFactory(article=article, status=status)]
    with pytest.raises(Refusal, match="not approved yet"):
        building.create_quiz(owner=world.alice, article=article, title="Q", questions=questions)
    assert not Quiz.objects.filter(title="Q").exists()


def test_a_question_on_another_article_does_not_get_in(world, article):
    with pytest.raises(Refusal, match="about another article"):
        building.create_quiz(owner=world.alice, article=article, title="Q", questions=[factories.QuestionFactory()])


def test_a_question_is_in_a_quiz_once(world):
    quiz = world.assignment.quiz
    assert building.add_questions(quiz=quiz, questions=[quiz.items.get().question] * 2) == []


def test_items_are_set_as_a_whole(world, article):
    first, second, third = (factories.QuestionFactory(article=article) for _time in range(3))
    quiz = building.create_quiz(owner=world.alice, article=article, title="Q", questions=[first, second])
    old_first, old_second = quiz.items.all()
    old_second.points = Decimal(3)
    building.set_items(quiz=quiz, items=[old_second, QuizItem(question=third, points=2), old_first])
    assert list(quiz.items.values_list("question", "points", "position")) == [
        (second.pk, 3, 1),
        (third.pk, 2, 2),
        (first.pk, 1, 3),
    ]
    building.set_items(quiz=quiz, items=[quiz.items.last()])
    assert list(quiz.items.values_list("question", "position")) == [(first.pk, 1)]


def test_an_unapproved_item_changes_nothing(world, article):
    approved, draft = (
        factories.QuestionFactory(article=article),
        factories.QuestionFactory(article=article, status="draft"),
    )
    quiz = building.create_quiz(owner=world.alice, article=article, title="Q", questions=[approved])
    with pytest.raises(Refusal):
        building.set_items(quiz=quiz, items=[QuizItem(question=draft)])
    assert quiz.items.get().question == approved


def test_a_started_quiz_is_fixed(world):
    quiz = world.assignment.quiz
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert building.started(quiz)
    with pytest.raises(Refusal, match="Students have started this quiz"):
        building.set_items(quiz=quiz, items=[])
    with pytest.raises(Refusal, match="Students have started this quiz"):
        building.add_questions(quiz=quiz, questions=[factories.QuestionFactory(article=quiz.article)])
    assert quiz.items.count() == 1


def test_an_assigned_quiz_keeps_at_least_one_question(world):
    with pytest.raises(Refusal, match="needs at least one question"):
        building.set_items(quiz=world.assignment.quiz, items=[])
    assert world.assignment.quiz.items.count() == 1
