"""A gradebook in a real browser: readable on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Assignment
from tests import factories
from tests.queries.test_item_statistics import GUTTMAN
from tests.results import WAITS, hand_in_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(world):
    """Alice's class with ten more students and eight quizzes, one of them handed in by most."""
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article) for _place in range(4)]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    given = [
        factories.AssignmentFactory(
            classroom=world.classroom, quiz=quiz, opens_at=timezone.now() - timedelta(days=place + 1)
        )
        for place in range(7)
    ]
    Assignment.objects.filter(pk=given[1].pk).update(due_at=None, closes_at=timezone.now())
    students = hand_in_all(given[0], GUTTMAN * 2)
    hand_in_all(given[2], [(1, 0, None, WAITS)] * 10, students)
    return given[0]


def test_names_and_titles_stay_while_the_grades_move(world, full, open_window):
    window = open_window(width=360)
    window.enter(world.alice)
    page = window.page
    page.set_viewport_size({"width": 360, "height": 400})
    page.goto(reverse("admin:quizzes_gradebook", args=[full.classroom_id]))
    name = page.locator(".grid tbody th").nth(6)
    title = page.locator(".grid thead th").first
    before = name.bounding_box()["x"], title.bounding_box()
    page.locator(".grid").evaluate("grid => grid.scrollTo(200, 120)")
    assert page.locator(".grid").evaluate("grid => [grid.scrollLeft, grid.scrollTop]") == [200, 120]
    assert (name.bounding_box()["x"], title.bounding_box()) == before
    # Half of a phone is left for the grades.
    assert name.bounding_box()["width"] < 180
