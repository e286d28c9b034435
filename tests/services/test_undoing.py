"""Taking back the last act of a review: never more than that act, and nothing without a record."""

import pytest

from quizzes.models import ClassChange, Question, ReviewAct, Rubric
from quizzes.services import reviewing, undoing
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.fixture
def question(world):
    """The question of Alice's quiz, which her class has been given."""
    return world.assignment.quiz.items.get().question


def edit(question, editor, stem, **parts):
    question.stem = stem
    spans = [(span.start, span.end) for span in question.evidence.filter(position=None)]
    reviewing.edit_question(question=question, editor=editor, choices=None, answers=None, spans=spans, **parts)


def stem_of(question):
    return Question.objects.get(pk=question.pk).stem


def test_what_somebody_else_changed_since_is_not_wiped_out(world, question):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    first = question.stem
    edit(question, world.alice, "By Alice?")
    seen = undoing.last_act(article=question.article, by=world.alice)
    edit(question, root, "By somebody else?")
    with pytest.raises(Refusal) as refused:
        undoing.undo_last(article=question.article, by=world.alice, seen=seen)
    assert str(refused.value) == (
        "Somebody else has changed “By somebody else?” since then. Change the question itself."
    )
    assert stem_of(question) == "By somebody else?"
    # Who changed it last can take that back, and then the other can.
    undoing.undo_last(article=question.article, by=root)
    assert stem_of(question) == "By Alice?"
    undoing.undo_last(article=question.article, by=world.alice)
    assert stem_of(question) == first


def test_an_act_that_somebody_else_overtook_is_passed_over_and_what_it_rests_on_with_it(world, question):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    article, first = question.article, question.stem
    other, third = (factories.QuestionFactory(article=article, stem=stem) for stem in ("Who?", "Where?"))
    edit(question, world.alice, "One?")
    edit(third, world.alice, "Three?")
    reviewing.merge_questions(kept=third, other=other, reviewer=world.alice)
    reviewing.reopen_question(question=Question.objects.get(pk=other.pk), reviewer=root)
    # The change of the third cannot go while what was merged into it stays.
    assert undoing.last_act(article=article, by=world.alice).question == question
    undoing.undo_last(article=article, by=world.alice)
    assert (stem_of(question), stem_of(third)) == (first, "Three?")
    assert undoing.last_act(article=article, by=world.alice) is None
    with pytest.raises(Refusal) as refused:
        undoing.undo_last(article=article, by=world.alice)
    assert str(refused.value) == "There is nothing to undo."


def test_the_refusal_names_the_question_that_was_changed(world, question):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    other = factories.QuestionFactory(article=question.article, stem="Who?")
    reviewing.merge_questions(kept=question, other=other, reviewer=world.alice)
    seen = undoing.last_act(article=question.article, by=world.alice)
    reviewing.reopen_question(question=Question.objects.get(pk=other.pk), reviewer=root)
    with pytest.raises(Refusal) as refused:
        undoing.undo_last(article=question.article, by=world.alice, seen=seen)
    assert str(refused.value) == "Somebody else has changed “Who?” since then. Change the question itself."


def test_a_button_pressed_twice_takes_one_act_back(world, question):
    edit(question, world.alice, "One?")
    edit(question, world.alice, "Two?")
    seen = undoing.last_act(article=question.article, by=world.alice)
    undoing.undo_last(article=question.article, by=world.alice, seen=seen)
    with pytest.raises(Refusal) as refused:
        undoing.undo_last(article=question.article, by=world.alice, seen=seen)
    assert str(refused.value) == "This is undone already, or you have done something else since."
    assert stem_of(question) == "One?"


def test_what_somebody_else_did_to_another_question_is_no_hindrance(world, question):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    first, other = question.stem, factories.QuestionFactory(article=question.article)
    edit(question, world.alice, "By Alice?")
    edit(other, root, "By somebody else?")
    undoing.undo_last(article=question.article, by=world.alice)
    assert (stem_of(question), stem_of(other)) == (first, "By somebody else?")


def test_a_right_answer_that_changes_by_an_undo_is_on_record(world, question):
    choices = list(question.choices.all())
    keys = [choice.is_key for choice in choices]
    for choice, is_key in zip(choices, reversed(keys), strict=True):
        choice.is_key = is_key
        choice.reason = "" if is_key else "not_stated"
    spans = [(span.start, span.end) for span in question.evidence.all()]
    reviewing.edit_question(question=question, editor=world.alice, choices=choices, answers=None, spans=spans)
    undoing.undo_last(article=question.article, by=world.alice)
    old, new = (
        next(choice.text for choice, is_key in zip(choices, side, strict=True) if is_key) for side in (keys, keys[::-1])
    )
    found = ClassChange.objects.filter(kind="key").order_by("pk")
    assert list(found.values_list("classroom", "by", "old", "new", "reason")) == [
        (world.classroom.pk, world.alice.pk, old, new, ""),
        (world.classroom.pk, world.alice.pk, new, old, "An earlier change was undone."),
    ]


def test_evidence_of_a_position_that_is_gone_stays_with_the_question(world):
    question = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))
    act = undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=world.alice)
    gone = question.brief.positions.last()
    spans = question.evidence.values_list("quote", "position")
    wanted = [(quote, None if position == gone.pk else position) for quote, position in spans]
    # As it was kept before briefs were.
    snapshot = act.before[0]
    del snapshot["brief"]
    act.save()
    gone.delete()
    undoing.undo_last(article=question.article, by=world.alice)
    assert sorted(question.evidence.values_list("quote", "position"), key=str) == sorted(wanted, key=str)


def test_the_rubric_is_put_back_unless_it_is_gone(world, question):
    one, other = (Rubric.objects.create(owner=world.alice, name=name) for name in ("One", "Other"))
    for rubric, left in ((one, one), (other, None)):
        question.rubric = rubric
        question.save()
        undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=world.alice)
        Question.objects.filter(pk=question.pk).update(rubric=None)
        if left is None:
            rubric.delete()
        undoing.undo_last(article=question.article, by=world.alice)
        assert Question.objects.get(pk=question.pk).rubric == left


def test_an_act_kept_without_a_field_leaves_it_as_it_is(world, question):
    rubric = Rubric.objects.create(owner=world.alice, name="One")
    act = undoing.remember(act=ReviewAct.Act.EDIT, question=question, by=world.alice)
    del act.before[0]["fields"]["rubric_id"]
    act.save()
    Question.objects.filter(pk=question.pk).update(rubric=rubric)
    undoing.undo_last(article=question.article, by=world.alice)
    assert Question.objects.get(pk=question.pk).rubric == rubric
