"""Feedback among classmates: fair, held and removed where it must be, and never a mark."""

from collections import Counter

import pytest

from quizzes.models import Assessment, MarkChange
from quizzes.queries.debate_marks import marked
from quizzes.queries.peer_feedback import allocate, received, to_read
from quizzes.services import marking_debates, moderating, peer_feedback
from quizzes.services.refusal import Refusal
from tests.debates import debate, post


@pytest.fixture
def argued(world):
    made = debate(world, peers=2)
    post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Open it.")
    return made


def seats(argued):
    return [argued.board.seats.get(student=one) for one in (argued.bob, argued.ann)]


def say(argued, strong="Clear claim."):
    bob, ann = seats(argued)
    levels = {one: one.levels.get(points=2) for one in argued.discussion.rubric.criteria.all()}
    return peer_feedback.give_feedback(seat=bob, target=ann, levels=levels, strong=strong, suggestion="Quote more.")


def test_everybody_reads_and_is_read_equally_often():
    people = list(range(7))
    found = allocate(people, people, 3, {})
    assert found == {one: [(one + step) % 7 for step in (1, 2, 3)] for one in people}
    late = allocate([*people, 7], [*people, 7], 3, {0: [1, 2, 3]})
    assert late[0] == [1, 2, 3]
    times = Counter(one for those in late.values() for one in those)
    assert max(times.values()) - min(times.values()) <= 1
    assert not any(reader in those for reader, those in late.items())


def test_it_is_seen_with_the_marks_and_never_counts(world, argued):
    said = say(argued)
    bob, ann = seats(argued)
    assert [one.said for one in to_read(bob)] == [said]
    assert received(ann) == []
    assert [row.assessment for row in marked(argued.discussion)] == [None, None]
    marking_debates.release_marks(discussion=ann.board.discussion)
    assert [one.assessment for one in received(ann)] == [said]
    with pytest.raises(Refusal, match="cannot be written now"):
        say(argued)


def test_a_held_word_and_a_teacher_keep_it_away(world, argued):
    moderating.set_held_words(classroom=world.classroom, words=["stupid"])
    said = say(argued, "Not stupid.")
    assert said.state == Assessment.State.HELD
    peer_feedback.allow_feedback(assessment=said, by=world.alice)
    with pytest.raises(Refusal, match="Say why"):
        peer_feedback.remove_feedback(assessment=said, by=world.alice, reason=" ")
    peer_feedback.remove_feedback(assessment=said, by=world.alice, reason="Hurtful.")
    assert [one.action for one in said.decisions.all()] == ["held", "allowed", "removed"]
    assert say(argued, "Kind.").state == Assessment.State.HELD


def test_who_may_not_read_is_not_found(world, argued):
    _bob, ann = seats(argued)
    page = f"/discussions/{argued.discussion.pk}/feedback/{ann.pk}/"
    assert world.client(world.bob).get(page).status_code == 200
    assert world.client(world.charlie).get(page).status_code == 404
    assert world.client(argued.ann).get(page).status_code == 404
    response = world.client(world.bob).post(page, {"comment": "Kept."})
    assert "Kept." in response.content.decode()
    assert world.client(world.bob).get(f"/discussions/{argued.discussion.pk}/").status_code == 200


def test_a_mark_is_taken_back_with_a_reason(world, argued):
    levels = {one: one.levels.get(points=2) for one in argued.discussion.rubric.criteria.all()}
    given = {"discussion": argued.discussion, "student": world.bob}
    marking_debates.mark(**given, assessor=world.alice, levels=levels)
    with pytest.raises(Refusal, match="Say why"):
        marking_debates.take_back(**given, by=world.alice, reason="")
    marking_debates.take_back(**given, by=world.alice, reason="Wrong student.")
    change = MarkChange.objects.last()
    assert (change.old_points, change.new_points, change.reason) == (10, None, "Wrong student.")
    assert not Assessment.objects.exists()
