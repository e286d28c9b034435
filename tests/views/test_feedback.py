"""The page on which a student says something of a classmate's work."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import Assessment
from quizzes.services import debating, marking_debates, moderating
from tests import factories
from tests.debates import cite, debate, post


@pytest.fixture
def argued(world):
    made = debate(world, peers=1)
    post(made.board, made.bob, "Close it.", reasoning="It is weak.")
    post(made.board, made.ann, "Open it.")
    return made


@pytest.fixture
def client(argued, world):
    return world.client(argued.bob)


def address(argued, student):
    return f"/discussions/{argued.discussion.pk}/feedback/{argued.discussion.seats.get(student=student).pk}/"


def filled_in(argued, points=2, **fields):
    criteria = argued.discussion.rubric.criteria.all()
    levels = {f"criterion_{one.pk}": str(one.levels.get(points=points).pk) for one in criteria}
    return levels | {"comment": "A clear claim.", "suggestion": "Quote more."} | fields


def text(response):
    return " ".join(response.content.decode().split())


def test_it_is_saved_and_changed_until_the_marks_are_released(argued, client):
    page = text(client.get(address(argued, argued.ann)))
    for words in ("Feedback for Ann Lee", "Open it.", "What was strong", "It is not a mark."):
        assert words in page
    assert "Close it." not in page
    response = client.post(address(argued, argued.ann), filled_in(argued), follow=True)
    assert response.redirect_chain == [(f"/discussions/{argued.discussion.pk}/#feedback", 302)]
    assert "Saved. Your classmate sees it when your teacher releases it." in text(response)
    assert "✓ done" in text(response)
    page = text(client.get(address(argued, argued.ann)))
    assert "A clear claim.</textarea>" in page
    assert page.count(" checked") == 5
    client.post(address(argued, argued.ann), filled_in(argued, points=3, suggestion="Answer the shops."))
    said = Assessment.objects.get()
    assert (said.student, said.assessor, said.counts, said.state) == (argued.ann, argued.bob, False, "shown")
    assert (said.comment, said.suggestion) == ("A clear claim.", "Answer the shops.")
    assert [mark.level.points for mark in said.marks.all()] == [3] * 5
    marking_debates.release_marks(discussion=argued.discussion)
    assert client.get(address(argued, argued.ann)).status_code == 404
    response = client.post(address(argued, argued.ann), filled_in(argued, comment="Too late."))
    assert "Feedback cannot be written now. Copy your words if you want to keep them." in text(response)
    assert "Too late.</textarea>" in text(response)
    assert Assessment.objects.get().comment == "A clear claim."


def test_a_held_word_is_told_to_its_author(argued, client, world):
    moderating.set_held_words(classroom=world.classroom, words=["stupid"])
    response = client.post(address(argued, argued.ann), filled_in(argued, comment="Stupid!"), follow=True)
    assert "Your teacher reads this feedback before your classmate sees it." in text(response)
    assert "– your teacher reads it first" in text(response)


def test_errors_stand_at_their_fields_and_what_was_typed_stays(argued, client):
    first, second, *_others = argued.discussion.rubric.criteria.all()
    sent = filled_in(argued, suggestion=" ")
    del sent[f"criterion_{first.pk}"]
    response = client.post(address(argued, argued.ann), sent)
    assert response.status_code == 200
    assert response.context["form"].errors == {
        f"criterion_{first.pk}": ["Choose a level."],
        "suggestion": ["Say one thing to do next."],
    }
    page = text(response)
    assert "Nothing is saved yet. Your words are kept below." in page
    wrong = f"id_criterion_{first.pk}"
    assert f'aria-describedby="{wrong}_helptext {wrong}_error"' in page
    assert f'id="{wrong}_helptext"' in page
    assert f'id="{wrong}_error"> <p>Choose a level.</p>' in page
    assert f'aria-describedby="id_criterion_{second.pk}_helptext"' in page
    assert re.search(r'<textarea name="suggestion"[^>]* aria-describedby="id_suggestion_error"', page)
    assert 'id="id_suggestion_error"> <p>Say one thing to do next.</p>' in page
    assert page.count('class="text-danger"') == 2
    assert "A clear claim.</textarea>" in page
    assert page.count(" checked") == 4
    assert not Assessment.objects.exists()


def test_who_sits_on_another_board_of_the_debate_finds_nothing(argued, client, world):
    other = factories.BoardFactory(discussion=argued.discussion)
    eve = factories.EnrollmentFactory(classroom=world.classroom).student
    debating.seat_student(board=other, student=eve)
    post(other, eve, "Open one lane.")
    for who, whom in ((argued.bob, eve), (eve, argued.ann)):
        there = world.client(who)
        assert there.get(address(argued, whom)).status_code == 404
        assert there.post(address(argued, whom), filled_in(argued)).status_code == 404
    assert "Open one lane." not in text(client.get(f"/discussions/{argued.discussion.pk}/"))
    assert not Assessment.objects.exists()


def test_ones_own_work_and_other_peoples_debates_are_not_there(argued, client, world):
    assert client.get(address(argued, argued.bob)).status_code == 404
    assert client.get(f"/discussions/{argued.discussion.pk}/feedback/0/").status_code == 404
    for stranger in (world.charlie, world.mallory):
        assert world.client(stranger).post(address(argued, argued.ann), filled_in(argued)).status_code == 404
    assert Client().get(address(argued, argued.ann)).status_code == 302
    assert not Assessment.objects.exists()


def test_before_the_debate_is_due_nobody_reads(argued, client):
    argued.discussion.due_at = timezone.now() + timedelta(hours=1)
    argued.discussion.save()
    assert client.get(address(argued, argued.ann)).status_code == 404
    response = client.post(address(argued, argued.ann), filled_in(argued))
    assert "Feedback cannot be written now." in text(response)
    assert not Assessment.objects.exists()
    page = text(client.get(f"/discussions/{argued.discussion.pk}/"))
    assert "you read classmates' work and say what was strong and what to do next." in page


def test_a_page_asks_as_often_for_many_posts_as_for_few(argued, client, django_assert_num_queries):
    for more in (1, 5):
        for _one in range(more):
            claim = post(argued.board, argued.ann, "One lane.")
            cite(claim, "Shop owners say they will lose customers.")
        with django_assert_num_queries(18):
            client.get(address(argued, argued.ann))
