"""Assigning quizzes and releasing results."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from quizzes.models import Assignment
from quizzes.services import assigning
from quizzes.services.refusal import Refusal
from tests import factories


def draft(world, **fields):
    return Assignment(**{"quiz": world.assignment.quiz, "classroom": world.classroom, "release": "at_once", **fields})


def test_a_quiz_is_assigned(world):
    made = assigning.assign_quiz(assignment=draft(world), teacher=world.alice)
    assert Assignment.objects.get(pk=made.pk).classroom == world.classroom


def test_an_empty_quiz_another_class_and_anothers_quiz_are_refused(world):
    empty = factories.QuizFactory(owner=world.alice, questions=[])
    with pytest.raises(Refusal, match="no questions yet"):
        assigning.assign_quiz(assignment=draft(world, quiz=empty), teacher=world.alice)
    with pytest.raises(Refusal, match="classes you teach"):
        assigning.assign_quiz(assignment=draft(world, classroom=world.other_classroom), teacher=world.alice)
    with pytest.raises(Refusal, match="your own quizzes"):
        assigning.assign_quiz(assignment=draft(world, classroom=world.other_classroom), teacher=world.mallory)
    assert Assignment.objects.count() == 1


def test_impossible_dates_are_refused(world):
    now = timezone.now()
    with pytest.raises(ValidationError, match="due time must be after"):
        assigning.assign_quiz(assignment=draft(world, due_at=now - timedelta(days=1)), teacher=world.alice)


def test_release_by_hand_and_back(world):
    assignment = world.assignment
    with pytest.raises(Refusal, match="by its rule"):
        assigning.release_results(assignment=assignment)
    assignment.release = "by_hand"
    assignment.save()
    first = assigning.release_results(assignment=assignment).released_at
    assert first is not None
    assert assigning.release_results(assignment=assignment).released_at == first
    assert assigning.withhold_results(assignment=assignment).released_at is None
