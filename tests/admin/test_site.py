"""The panel's home page, and what every page of it keeps to."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.services import attempting
from tests import factories
from tests.admin.pages import LONG_TEXT, url


def test_the_home_page_says_what_to_do(world):
    article = world.assignment.quiz.article
    factories.DebateFactory(article=article, status="draft")
    page = " ".join(world.client(world.alice).get(reverse("admin:index")).content.decode().split())
    assert url("article", "add") in page
    assert f'href="{url("article", "review", article.pk)}"' in page
    assert "1 draft to review" in page
    assert "1 assignment ends within three days" in page
    assert "1 student has not handed in" in page
    assert url("assignment", "results", world.assignment.pk) in page


def test_a_newcomer_finds_one_thing_to_do_and_does_it_on_the_spot(world):
    client = world.client(world.mallory)
    page = client.get(reverse("admin:index")).content.decode()
    assert "Start here: paste an article" in page
    assert "Waiting for you" not in page
    response = client.post(url("article", "add"), {"title": "Old bridge", "text": LONG_TEXT}, follow=True)
    assert "The article is saved. Next: propose questions." in response.content.decode()
    page = client.get(reverse("admin:index")).content.decode()
    assert "Start here" not in page
    assert "Your article has no approved questions yet." in page


def test_what_a_newcomer_pasted_is_not_lost_when_it_cannot_be_used(world):
    client = world.client(world.mallory)
    response = client.post(url("article", "add"), {"title": "Old bridge", "text": "Too short."})
    page = response.content.decode()
    assert "Too short." in page
    assert 'value="Old bridge"' in page


def test_the_home_page_counts_answers_to_mark(world):
    item = world.assignment.quiz.items.get()
    item.question = factories.DebateFactory(article=item.quiz.article)
    item.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={"text": "Yes."}, sequence=1)
    assert "answer to grade" not in world.client(world.alice).get(reverse("admin:index")).content.decode()
    attempting.submit_attempt(attempt=attempt)
    page = world.client(world.alice).get(reverse("admin:index"))
    assert [assignment.waiting for assignment in page.context["todo"].to_mark] == [1]


def test_the_home_pages_queries(world, django_assert_num_queries):
    client = world.client(world.alice)
    with django_assert_num_queries(10):
        client.get(reverse("admin:index"))
    factories.PostFactory(board__discussion__classroom=world.classroom, state="held")
    for _more in range(3):
        factories.AssignmentFactory(classroom=world.classroom, quiz=world.assignment.quiz)
        factories.EnrollmentFactory(classroom=world.classroom)
    with django_assert_num_queries(12):
        client.get(reverse("admin:index"))


def test_strangers_and_students_get_the_log_in_page(world):
    for client in (Client(), world.client(world.bob)):
        response = client.get(reverse("admin:index"))
        assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/")


@pytest.mark.parametrize("model", ["article", "question", "quiz", "assignment", "classroom"])
def test_no_page_has_inline_scripts_or_styles(world, model):
    things = {
        "article": world.assignment.quiz.article,
        "question": world.assignment.quiz.items.get().question,
        "quiz": world.assignment.quiz,
        "assignment": world.assignment,
        "classroom": world.classroom,
    }
    client = world.client(world.alice)
    for address in (url(model, "changelist"), url(model, "add"), url(model, "change", things[model].pk)):
        response = client.get(address)
        page = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)", page)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "no-store" in response["Cache-Control"]


def test_wrong_passwords_are_counted_for_the_panel_too(world):
    client = Client()
    address = client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0]
    assert address == f"{reverse('login')}?next=/admin/"
    statuses = [client.post(address, {"username": "alice", "password": "guess"}).status_code for _try in range(11)]
    assert statuses == [200] * 10 + [429]


def test_a_student_who_is_logged_in_is_refused_by_the_panel(world):
    assert world.client(world.bob).get(reverse("admin:index"), follow=True).status_code == 403
