"""What a teacher may let into quizzes."""

import pytest

from quizzes.models import Question
from quizzes.services import reviewing
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.mark.parametrize(
    "make",
    [
        factories.QuestionFactory,
        factories.TrueFalseFactory,
        factories.ClozeFactory,
        factories.ShortAnswerFactory,
        factories.OrderingFactory,
        factories.DebateFactory,
    ],
)
def test_a_complete_question_is_approved(world, make):
    question = make(status="draft")
    reviewing.approve_question(question=question, reviewer=world.alice)
    question.refresh_from_db()
    assert (question.status, question.reviewed_by) == ("approved", world.alice)
    assert question.reviewed_at is not None


def no_evidence(question):
    question.evidence.all().delete()


def no_key(question):
    question.choices.update(is_key=False)


def one_choice(question):
    question.choices.exclude(is_key=True).delete()


def no_answers(question):
    question.accepted_answers.all().delete()


def other_words(question):
    question.choices.filter(text="False").update(text="Not stated")


def two_events(question):
    question.choices.filter(position__gt=2).delete()


def six_events(question):
    for position in (5, 6):
        question.choices.create(position=position, text=f"Event {position}")


def one_position(question):
    question.brief.positions.last().delete()


@pytest.mark.parametrize(
    ("make", "spoil", "problem"),
    [
        (factories.QuestionFactory, no_evidence, "Add the words of the article it rests on."),
        (factories.QuestionFactory, no_key, "Mark exactly one choice as the right answer."),
        (factories.QuestionFactory, one_choice, "It needs at least two choices."),
        (factories.TrueFalseFactory, other_words, "A true-or-false question has the two choices True and False."),
        (factories.ClozeFactory, no_answers, "Add at least one answer that counts as right."),
        (factories.ShortAnswerFactory, no_answers, "Add at least one answer that counts as right."),
        (factories.OrderingFactory, two_events, "It needs 3 to 5 events, in the right order."),
        (factories.OrderingFactory, six_events, "It needs 3 to 5 events, in the right order."),
        (factories.DebateFactory, one_position, "A debate needs at least two positions."),
    ],
)
def test_an_incomplete_question_is_refused(world, make, spoil, problem):
    question = make(status="draft")
    spoil(question)
    with pytest.raises(Refusal) as refused:
        reviewing.approve_question(question=Question.objects.get(pk=question.pk), reviewer=world.alice)
    assert str(refused.value) == problem
    assert Question.objects.get(pk=question.pk).status == "draft"


@pytest.mark.parametrize("stem", ["No gap.", "Two _____ gaps _____."])
def test_a_cloze_has_one_gap(world, stem):
    with pytest.raises(Refusal, match="once"):
        reviewing.approve_question(question=factories.ClozeFactory(status="draft", stem=stem), reviewer=world.alice)


@pytest.mark.parametrize("decide", [reviewing.reject_question, reviewing.reopen_question])
def test_a_question_in_a_quiz_stays_approved(world, decide):
    question = world.assignment.quiz.items.get().question
    with pytest.raises(Refusal, match="Take it out of the quiz first"):
        decide(question=question, reviewer=world.alice)
    assert Question.objects.get(pk=question.pk).status == "approved"


def test_many_are_decided_and_the_rest_reported(world):
    good, used = factories.QuestionFactory(), world.assignment.quiz.items.get().question
    done, refused = reviewing.reject_questions(questions=[good, used], reviewer=world.alice)
    assert (done, [question for question, _reason in refused]) == (1, [used])


def test_an_unfit_approved_question_is_taken_back(world):
    question = factories.QuestionFactory()
    assert reviewing.take_back_unfit(question=question) == []
    no_evidence(question)
    assert [str(problem) for problem in reviewing.take_back_unfit(question=question)] == [
        "Add the words of the article it rests on."
    ]
    assert Question.objects.get(pk=question.pk).status == "draft"
