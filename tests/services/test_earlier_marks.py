"""Marks of an attempt that is opened again: history for an answer that changes, given back to one that does not."""

from decimal import Decimal

import pytest

from quizzes.models import GradeChange, Rubric
from quizzes.queries.audit import Kind, changes
from quizzes.services import attempting, grading, watching
from tests.admin.test_assignments import hand_in, short

__all__ = ["short"]


@pytest.fixture
def rubric(world, short):
    rubric = Rubric.objects.create(owner=world.alice, name="Answers")
    content = rubric.criteria.create(order=1, name="Content", weight=1)
    content.levels.create(points=1, name="some")
    content.levels.create(points=3, name="all")
    short.question.rubric = rubric
    short.question.save()
    return rubric


def mark(world, response, points, feedback="", **more):
    points = None if points is None else Decimal(points)
    return grading.grade_response(response=response, teacher=world.alice, points=points, feedback=feedback, **more)


def reopen(world, response):
    return watching.reopen_attempt(attempt=response.attempt, minutes=10, by=world.alice).responses.get()


def hand_in_again(response, text=None, sequence=2):
    if text is not None:
        attempting.save_response(response=response, answer={"text": text}, sequence=sequence)
    attempting.submit_attempt(attempt=response.attempt)
    response.refresh_from_db()
    return response


def mark_of(response):
    return response.points, response.feedback, [one.level.name for one in response.levels.all()]


@pytest.fixture
def marked(world, rubric):
    """Bob's answer with points, feedback and a level of Alice's."""
    response = hand_in(world, "a flood")
    content = rubric.criteria.get()
    mark(world, response, "1.5", "Which one?", levels={content: content.levels.get(name="some")})
    return response


def test_what_was_given_goes_from_the_answer_to_the_record(world, marked):
    response = reopen(world, marked)
    assert mark_of(response) == (None, "", [])
    change = GradeChange.objects.latest("pk")
    content = response.item.question.rubric.criteria.get()
    assert (change.changed_by, change.old_points, change.new_points) == (world.alice, Decimal("1.5"), None)
    assert change.earlier == {
        "answer": {"text": "a flood"},
        "cited": [],
        "text": "a flood",
        "points": "1.5",
        "feedback": "Which one?",
        "levels": [
            {"criterion": content.pk, "level": content.levels.get(name="some").pk, "words": "Content: some"},
        ],
    }


def test_a_changed_answer_is_marked_anew(world, marked):
    response = hand_in_again(reopen(world, marked), "the flood in March")
    assert mark_of(response) == (None, "", [])
    # Also where it is the old one again after another: its mark was for the attempt before.
    again = hand_in_again(reopen(world, mark(world, response, "0")), "a flood", sequence=3)
    assert mark_of(again) == (None, "", [])


def test_an_answer_that_stays_gets_its_mark_back(world, marked):
    response = hand_in_again(reopen(world, marked))
    assert mark_of(response) == (Decimal("1.5"), "Which one?", ["some"])
    last = GradeChange.objects.latest("pk")
    assert (last.changed_by, last.old_points, last.new_points, last.reason, last.earlier) == (
        *(None, None, Decimal("1.5")),
        "Handed in again unchanged: its mark holds.",
        None,
    )
    # A second time, too, and with the mark as it is by then.
    mark(world, response, "2", "Good.")
    assert mark_of(hand_in_again(reopen(world, response)))[:2] == (Decimal(2), "Good.")


def test_a_mark_that_was_taken_back_meanwhile_stays_taken_back(world, marked):
    response = hand_in_again(reopen(world, marked))
    mark(world, response, None, levels={})
    assert mark_of(hand_in_again(reopen(world, response))) == (None, "", [])


def test_other_sentences_as_proof_are_another_answer(world, marked):
    response = reopen(world, marked)
    response.cited = [[0, 10]]
    response.save()
    assert mark_of(hand_in_again(response)) == (None, "", [])


def test_a_level_that_the_rubric_has_lost_is_not_given_back(world, marked):
    response = reopen(world, marked)
    response.item.question.rubric.criteria.get().levels.get(name="some").delete()
    assert mark_of(hand_in_again(response)) == (Decimal("1.5"), "Which one?", [])


def test_feedback_without_points_comes_back_too_and_is_no_change_of_a_grade(world, short):
    response = hand_in(world, "a flood")
    mark(world, response, None, "Say more.")
    assert mark_of(hand_in_again(reopen(world, response))) == (None, "Say more.", [])
    assert GradeChange.objects.count() == 2
    assert changes(world.classroom, kind=Kind.GRADE).entries == ()


def test_feedback_beside_points_by_rule_is_no_change_of_points(world, short):
    response = hand_in(world, "cracks")
    mark(world, response, None, "Well read.")
    assert mark_of(hand_in_again(reopen(world, response))) == (Decimal(2), "Well read.", [])
    entries = changes(world.classroom, kind=Kind.GRADE).entries
    assert [(one.old, one.new, one.reason) for one in entries] == [("2", "not marked", "The attempt was opened again.")]


def test_points_by_rule_are_worked_out_anew_and_leave_nothing_aside(world, short):
    response = hand_in(world, "cracks")
    assert response.auto_points == Decimal(2)
    response = reopen(world, response)
    assert GradeChange.objects.get().earlier is None
    assert hand_in_again(response).points == Decimal(2)
    assert GradeChange.objects.count() == 1
