"""The ready-made rubric, and copies of it."""

import pytest

from quizzes.models import Assessment, CriterionMark, Discussion, Rubric
from quizzes.services import rubrics
from quizzes.services.refusal import Refusal
from tests import factories


def as_lists(rubric):
    return [
        (criterion.order, criterion.name, criterion.weight, [(one.points, one.name) for one in criterion.levels.all()])
        for criterion in rubric.criteria.all()
    ]


def ready_made():
    return Rubric.objects.get(owner=None)


def test_the_ready_made_rubric_has_five_criteria_of_four_levels(db):
    assert [(order, name, weight) for order, name, weight, _levels in as_lists(ready_made())] == [
        (1, "Claim", 1),
        (2, "Evidence", 1),
        (3, "Reasoning", 1),
        (4, "Counterclaim", 1),
        (5, "Listening", 1),
    ]
    assert {tuple(points for points, _name in levels) for *_about, levels in as_lists(ready_made())} == {(0, 1, 2, 3)}


def test_a_copy_is_ones_own_and_has_a_free_name(world):
    one = rubrics.copy_rubric(rubric=ready_made(), owner=world.alice)
    two = rubrics.copy_rubric(rubric=ready_made(), owner=world.alice)
    assert [(copy.name, copy.owner) for copy in (one, two)] == [
        ("Argument in a debate (2)", world.alice),
        ("Argument in a debate (3)", world.alice),
    ]
    assert as_lists(one) == as_lists(two) == as_lists(ready_made())


def test_levels_keep_their_marks_when_their_points_are_exchanged(world):
    criterion = rubrics.copy_rubric(rubric=ready_made(), owner=world.alice).criteria.first()
    none, some, clear, best = criterion.levels.all()
    levels = [(none, 1, "None", ""), (some, 0, "Some", "so"), (clear, 4, "Clear", ""), (None, 9, "Star", "")]
    rubrics.set_levels(criterion=criterion, levels=levels)
    assert [(one.pk, one.points, one.name, one.description) for one in criterion.levels.all()][:3] == [
        (some.pk, 0, "Some", "so"),
        (none.pk, 1, "None", ""),
        (clear.pk, 4, "Clear", ""),
    ]
    assert criterion.levels.last().name == "Star"
    assert not criterion.levels.filter(pk=best.pk).exists()


def test_a_level_that_was_given_stays(world):
    rubric = rubrics.copy_rubric(rubric=ready_made(), owner=world.alice)
    question = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))
    discussion = Discussion.objects.create(question=question, classroom=world.classroom, rubric=rubric)
    criterion = rubric.criteria.first()
    none, some, *_better = criterion.levels.all()
    assessment = Assessment.objects.create(discussion=discussion, student=world.bob, assessor=world.alice)
    CriterionMark.objects.create(assessment=assessment, criterion=criterion, level=some)
    with pytest.raises(Refusal, match="“Beginning” of “Claim” was given to students"):
        rubrics.set_levels(criterion=criterion, levels=[(none, 0, "None", "")])
