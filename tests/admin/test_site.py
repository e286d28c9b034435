"""The panel's home page, and what every page of it keeps to."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.services import attempting
from tests import factories
from tests.admin.pages import url


def test_the_home_page_says_what_to_do(world):
    article = world.assignment.quiz.article
    factories.DebateFactory(article=article, status="draft")
    page = " ".join(world.client(world.alice).get(reverse("admin:index")).content.decode().split())
    assert url("article", "add") in page
    assert f"article__id__exact={article.pk}&amp;status__exact=draft" in page
    assert "1 draft" in page
    assert url("assignment", "results", world.assignment.pk) in page
    others = world.client(world.mallory).get(reverse("admin:index")).content.decode()
    assert "Nothing waits for you. Paste an article to begin." in others


def test_the_home_page_counts_answers_to_mark(world):
    item = world.assignment.quiz.items.get()
    item.question = factories.DebateFactory(article=item.quiz.article)
    item.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={"text": "Yes."}, sequence=1)
    assert "Answers to mark" not in world.client(world.alice).get(reverse("admin:index")).content.decode()
    attempting.submit_attempt(attempt=attempt)
    page = world.client(world.alice).get(reverse("admin:index"))
    assert [assignment.waiting for assignment in page.context["todo"].to_mark] == [1]


def test_the_home_pages_queries(world, django_assert_num_queries):
    client = world.client(world.alice)
    with django_assert_num_queries(9):
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
