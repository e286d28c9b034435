"""Nothing on a student's page is pushed out of sight or squeezed."""

import pytest
from playwright.sync_api import expect

from quizzes.services import attempting
from tests.browser.attempts import begun, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_way_to_the_evidence_scrolls_the_article_alone(open_window):
    attempt = begun()
    attempting.submit_attempt(attempt=attempt)
    page = open_window(reduced_motion="reduce").page
    page.set_viewport_size({"width": 1366, "height": 400})
    log_in(page)
    page.goto(f"/attempts/{attempt.pk}/results/")
    assert page.evaluate("document.documentElement.scrollHeight") == 400
    page.locator(".to-evidence").last.click()
    expect(page.locator(".evidence").first).to_be_in_viewport()
    assert page.locator(".brand").bounding_box()["y"] >= 0


def test_answers_among_what_is_stored_have_room_on_a_phone(open_window):
    begun()
    page = open_window(360).page
    log_in(page)
    page.goto("/account/data/")
    page.locator(".own summary", has_text="Quizzes and answers").click()
    assert page.get_by_text("What did engineers find?").last.bounding_box()["width"] >= 150
