"""Classmates' feedback and marks taken back, in the panel."""

import pytest
from django.test import Client

from quizzes.models import Assessment, FeedbackDecision, MarkChange
from quizzes.services import marking_debates, moderating, peer_feedback
from tests.admin.pages import messages, url
from tests.debates import debate, post

WORDS = "Not stupid.\nQuote <b>more</b>."


@pytest.fixture
def argued(world):
    """A debate of a class with a word list; Bob and Ann have posted."""
    made = debate(world, peers=1)
    post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Open it.")
    moderating.set_held_words(classroom=world.classroom, words=["stupid"])
    return made


@pytest.fixture
def said(argued):
    """What Bob says of Ann's work; it waits for the teacher."""
    levels = levels_of(argued, 2)
    seats = {seat.student: seat for seat in argued.board.seats.all()}
    return peer_feedback.give_feedback(
        seat=seats[argued.bob],
        target=seats[argued.ann],
        levels=levels,
        strong="Not stupid.",
        suggestion="Quote <b>more</b>.",
    )


def levels_of(argued, points):
    return {one: one.levels.get(points=points) for one in argued.discussion.rubric.criteria.all()}


def page(argued, name, *keys):
    return url("discussion", name, argued.discussion.pk, *keys)


def decisions(said):
    return [(one.action, one.by and one.by.username, one.reason, one.words) for one in said.decisions.all()]


def test_feedback_that_waits_is_let_through(world, argued, said):
    client = world.client(world.alice)
    shown = client.get(page(argued, "mark", argued.ann.pk)).content.decode()
    assert "How classmates see it (no mark)" in shown
    assert "Claim: 2 – " in shown
    assert "Quote &lt;b&gt;more&lt;/b&gt;." in shown
    assert "waiting for the teacher" in shown
    assert page(argued, "allow_feedback", said.pk) in shown
    response = client.post(page(argued, "allow_feedback", said.pk), follow=True)
    assert response.redirect_chain == [(page(argued, "mark", argued.ann.pk), 302)]
    assert messages(response) == ["The student sees the feedback once the marks are released."]
    assert page(argued, "allow_feedback", said.pk) not in response.content.decode()
    said.refresh_from_db()
    assert said.state == Assessment.State.SHOWN
    assert decisions(said) == [("held", None, "stupid", WORDS), ("allowed", "alice", "", WORDS)]


def test_feedback_is_taken_away_with_a_reason_its_author_sees(world, argued, said):
    client = world.client(world.alice)
    response = client.post(page(argued, "remove_feedback", said.pk), {"reason": " "}, follow=True)
    assert messages(response) == ["Say why you take the feedback away; the student who wrote it sees the reason."]
    response = client.post(page(argued, "remove_feedback", said.pk), {"reason": "x" * 501}, follow=True)
    assert messages(response) == ["Say it in at most 500 characters."]
    response = client.post(page(argued, "remove_feedback", said.pk), {"reason": "Be kinder."}, follow=True)
    assert response.redirect_chain == [(page(argued, "mark", argued.ann.pk), 302)]
    assert messages(response) == ["The feedback is taken away; only the student who wrote it sees it."]
    shown = response.content.decode()
    assert "taken away by the teacher" in shown
    assert page(argued, "remove_feedback", said.pk) not in shown
    said.refresh_from_db()
    assert said.state == Assessment.State.REMOVED
    assert decisions(said) == [("held", None, "stupid", WORDS), ("removed", "alice", "Be kinder.", WORDS)]
    board = world.client(argued.bob).get(f"/discussions/{argued.discussion.pk}/").content.decode()
    assert "The reason: Be kinder." in " ".join(board.split())
    marking_debates.release_marks(discussion=argued.discussion)
    board = world.client(argued.ann).get(f"/discussions/{argued.discussion.pk}/").content.decode()
    assert "No classmate has given you feedback." in board
    assert "Not stupid." not in board


def test_a_mark_or_own_view_is_no_feedback(world, argued):
    marked = {"discussion": argued.discussion, "student": argued.ann, "levels": levels_of(argued, 1)}
    mark = marking_debates.mark(**marked, assessor=world.alice)
    own = marking_debates.assess_oneself(**marked)
    client = world.client(world.alice)
    for one in (mark, own):
        for name in ("remove_feedback", "allow_feedback"):
            assert client.post(page(argued, name, one.pk), {"reason": "No."}).status_code == 404
    assert not FeedbackDecision.objects.exists()


def test_a_mark_is_taken_back(world, argued):
    client = world.client(world.alice)
    take_back = page(argued, "take_back", argued.ann.pk)
    assert messages(client.post(take_back, {"reason": "Why not?"}, follow=True)) == ["This student has no mark."]
    assert take_back not in client.get(page(argued, "mark", argued.ann.pk)).content.decode()
    marking_debates.mark(
        discussion=argued.discussion, student=argued.ann, assessor=world.alice, levels=levels_of(argued, 2)
    )
    assert f'action="{take_back}"' in client.get(page(argued, "mark", argued.ann.pk)).content.decode()
    response = client.post(take_back, {"reason": ""}, follow=True)
    assert messages(response) == ["Say why you take the mark back; it is kept in the history."]
    assert Assessment.objects.filter(counts=True).count() == 1
    response = client.post(take_back, {"reason": "Another student's."}, follow=True)
    assert response.redirect_chain == [(page(argued, "mark", argued.ann.pk), 302)]
    assert messages(response) == ["Ann Lee has no mark now."]
    assert "10 → –" in response.content.decode()
    assert not Assessment.objects.exists()
    assert list(MarkChange.objects.values_list("old_points", "new_points", "changed_by__username", "reason")) == [
        (None, 10, "alice", ""),
        (10, None, "alice", "Another student's."),
    ]
    assert client.post(page(argued, "take_back", world.charlie.pk), {"reason": "No."}).status_code == 404


def test_the_marks_page_shows_what_classmates_gave_and_what_waits(world, argued, said):
    client = world.client(world.alice)
    shown = " ".join(client.get(page(argued, "marks")).content.decode().split())
    assert "1 piece of classmates' feedback waits for you; the student's page to mark shows it." in shown
    assert '<th scope="col">Classmates (no mark)</th>' in shown
    assert "<td> 10 points from 1 classmate <strong>waits for you</strong> </td>" in shown
    assert shown.count("<td> – </td>") == 1
    peer_feedback.remove_feedback(assessment=said, by=world.alice, reason="Unkind.")
    shown = " ".join(client.get(page(argued, "marks")).content.decode().split())
    assert "waits for you" not in shown
    assert shown.count("<td> – </td>") == 2
    argued.discussion.peers = 0
    argued.discussion.save()
    assert "Classmates (no mark)" not in client.get(page(argued, "marks")).content.decode()


@pytest.mark.parametrize("name", ["take_back", "remove_feedback", "allow_feedback"])
def test_pages_are_404_for_other_teachers_and_closed_to_students(world, argued, said, name):
    place = page(argued, name, argued.ann.pk if name == "take_back" else said.pk)
    marking_debates.mark(
        discussion=argued.discussion, student=argued.ann, assessor=world.alice, levels=levels_of(argued, 2)
    )
    assert world.client(world.alice).get(place).status_code == 405
    assert world.client(world.mallory).post(place, {"reason": "No."}).status_code == 404
    assert world.client(world.bob).post(place, {"reason": "No."}).status_code == 302
    assert Client().post(place, {"reason": "No."}).status_code == 302
    assert (said.decisions.count(), Assessment.objects.filter(counts=True).count()) == (1, 1)
