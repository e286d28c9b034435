"""Choices and positions, changed as a whole."""

import pytest

from quizzes.models import Choice, Question
from quizzes.services import writing
from quizzes.services.refusal import Refusal
from tests import factories


def test_choices_may_swap_their_words_and_the_key(world):
    question = factories.QuestionFactory()
    first, second, third = question.choices.all()
    first.text, second.text = second.text, first.text
    first.is_key, second.is_key, second.reason = False, True, ""
    writing.set_choices(question=question, choices=[second, first, Choice(text="New one.")])
    assert list(question.choices.values_list("pk", "text", "is_key", "position"))[:2] == [
        (second.pk, "Its supports were cracked.", True, 1),
        (first.pk, "Shops lost customers.", False, 2),
    ]
    assert not Choice.objects.filter(pk=third.pk).exists()
    assert question.choices.count() == 3


def test_a_position_that_goes_leaves_its_evidence_to_the_question(world):
    brief = factories.DebateFactory().brief
    yes, no = brief.positions.all()
    evidence = yes.evidence.get()
    writing.set_positions(brief=brief, stances=["No, open one lane."])
    assert list(brief.positions.values_list("pk", "order")) == [(no.pk, 1)]
    evidence.refresh_from_db()
    assert evidence.position is None


def test_a_reworded_position_keeps_its_evidence(world):
    brief = factories.DebateFactory().brief
    yes, no = brief.positions.all()
    writing.set_positions(brief=brief, stances=["No, open one lane.", "Yes, for ever."])
    assert list(brief.positions.values_list("pk", "stance")) == [
        (no.pk, "No, open one lane."),
        (yes.pk, "Yes, for ever."),
    ]
    assert yes.evidence.count() == 1


def test_a_new_debate_has_a_brief(world):
    article = world.assignment.quiz.article
    question = Question(article=article, kind="debate", format="written", stem="x", skill="evaluate", bloom="evaluate")
    writing.begin_question(question=question)
    assert question.brief.positions.count() == 0


def test_positions_in_the_middle_may_go(world):
    brief = factories.DebateFactory().brief
    for order in (3, 4, 5):
        brief.positions.create(stance=f"Position {order}.", order=order)
    first, *_between, last = brief.positions.all()
    writing.set_sides(brief=brief, sides=[writing.Side(first, []), writing.Side(last, [])])
    assert list(brief.positions.values_list("pk", "order")) == [(first.pk, 1), (last.pk, 2)]


def test_nobody_is_made_to_argue_for_another_position(world):
    brief = factories.DebateFactory().brief
    brief.positions.create(stance="Wait.", order=3)
    yes, no, _wait = brief.positions.all()
    board = factories.BoardFactory(discussion__question=brief.question)
    factories.PostFactory(board=board, position=yes)
    # One line gone and one reworded: the post would move to the words in its place.
    with pytest.raises(Refusal):
        writing.set_positions(brief=brief, stances=[no.stance, "Wait for a year."])
    assert brief.positions.count() == 3
