"""A teacher who has never been here gets from a pasted article to an assigned quiz in a few clicks and minutes."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizzes import generator
from quizzes.models import Assignment
from quizzes.services import rosters
from tests.browser.test_panel import log_in
from tests.factories import PASSWORD

SAMPLE = Path(__file__).parents[2] / "quizzes" / "samples" / "defence-pact.txt"
MOST_CLICKS = 8
MOST_SECONDS = 180

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 360])
def test_from_a_pasted_article_to_an_assigned_quiz(open_window, width):
    rosters.create_teacher(username="alice", password=PASSWORD)
    window = open_window(width=width)
    page = window.page
    log_in(page)
    expect(page.get_by_role("heading", name="Start here: paste an article")).to_be_visible()

    started = time.monotonic()
    page.evaluate("sessionStorage.setItem('clicks', '0')")
    # Counted in the page itself, so that no click of the test goes uncounted.
    page.context.add_init_script(
        "addEventListener('click', event => event.isTrusted && event.detail && "
        "sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1), true)"
    )
    page.reload()
    title, text = generator.split_title(SAMPLE.read_text(encoding="utf-8"))
    page.get_by_label("Title of the article").fill(title)
    page.get_by_label("Text of the article").fill(text)
    page.get_by_role("button", name="Save the article").click()
    page.get_by_role("button", name="Propose questions").click(timeout=60_000)
    expect(page.get_by_text("are proposed")).to_be_visible(timeout=120_000)
    page.locator("#action-toggle").click()
    # A menu that is opened and chosen from by mouse is a click, which Playwright does not make.
    page.locator("select[name=action]").select_option(label="Approve")
    chosen_from_menus = 1
    page.get_by_role("button", name="Go").click()
    page.get_by_role("link", name="Next: make a quiz").click()
    page.get_by_role("button", name="Make a quiz from").click()
    page.get_by_label("Name of your class").fill("8B")
    page.get_by_role("button", name="Give the quiz to the class").click()
    expect(page.get_by_text("The quiz is assigned to 8B.")).to_be_visible()
    clicks = int(page.evaluate("sessionStorage.getItem('clicks')")) + chosen_from_menus
    assert clicks <= MOST_CLICKS
    assert time.monotonic() - started <= MOST_SECONDS
    assert Assignment.objects.get().classroom.teachers.get().username == "alice"
    assert window.wrong == []
