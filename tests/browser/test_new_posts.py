"""Posts that come while somebody writes: offered, put in their places, and nothing is lost; in real browsers."""

import pytest
from playwright.sync_api import expect

from quizzes.services import moderating
from tests import factories
from tests.browser.attempts import log_in
from tests.browser.looks import wrong
from tests.browser.test_discussions import board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["board"]


def log_in_as(page, name):
    page.goto("/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Your work")).to_be_visible()


def test_two_students_see_what_the_other_posts_without_a_reload(board, open_window):
    otter = board.seats.get(student__username="otter").student
    theirs = board.posts.get()
    mine = factories.PostFactory(board=board, author=otter, claim="Safety first.")
    window, other = open_window(), open_window(width=360)
    page, ann = window.page, other.page
    log_in(page)
    page.goto(f"/discussions/{board.discussion_id}/")
    page.get_by_text("Post another argument").click()
    claim = page.get_by_label("Claim", exact=True)
    claim.fill("Half a thought")
    top = claim.bounding_box()["y"]

    log_in_as(ann, "ann")
    ann.goto(f"/posts/{mine.pk}/reply/")
    ann.get_by_label("Ask").check()
    ann.get_by_label("Your reply").fill("Whose safety?")
    ann.get_by_role("button", name="Post the reply").click()
    expect(ann.get_by_text("Posted.", exact=True)).to_be_visible()
    factories.PostFactory(board=board, author=theirs.author, claim="Shops come second.")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#news-said")).to_have_text("2 new posts are here.")
    assert wrong(page) == []
    page.get_by_role("button", name="Show 2 new posts").click()
    expect(page.locator(".fresh")).to_have_count(2)
    expect(page.locator(f"li:has(> #post-{mine.pk}) > .replies")).to_contain_text("Whose safety?")
    expect(page.locator(".threads > li")).to_have_count(3)
    expect(claim).to_have_value("Half a thought")
    expect(claim).to_be_focused()
    assert abs(claim.bounding_box()["y"] - top) < 3
    page.get_by_role("link", name="Go to the first of them").click()
    expect(page.get_by_text("Whose safety?")).to_be_in_viewport()
    expect(page.locator("#news")).to_be_hidden()
    assert wrong(page) == []
    assert window.wrong == other.wrong == []


def test_words_that_the_teacher_hides_go_from_a_page_that_is_open(board, open_window):
    otter = board.seats.get(student__username="otter").student
    theirs = board.posts.get()
    factories.PostFactory(board=board, author=otter, claim="Safety first.", reply_to=theirs, move="challenge")
    factories.PostFactory(board=board, author=otter, claim="Close it.")
    window = open_window(width=360)
    page = window.page
    log_in(page)
    page.goto(f"/discussions/{board.discussion_id}/")
    expect(page.get_by_text("Shops come first.")).to_be_visible()
    page.locator(f"#post-{theirs.pk}").focus()

    moderating.hide_post(post=theirs, by=board.discussion.classroom.teachers.get(), reason="Names somebody.")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".gone")).to_have_text("Your teacher has hidden this post.")
    expect(page.locator(".gone")).to_be_focused()
    expect(page.locator("#news-said")).to_have_text("Your teacher has hidden this post.")
    assert "Shops come first." not in page.content()
    assert "Names somebody." not in page.content()
    expect(page.get_by_text("Safety first.", exact=True)).to_be_visible()
    assert wrong(page) == []

    moderating.restore_post(post=theirs, by=board.discussion.classroom.teachers.get())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_role("button", name="Show 1 new post").click()
    expect(page.get_by_text("Shops come first.")).to_be_visible()
    expect(page.locator(".gone")).to_have_count(0)
    expect(page.get_by_text("Safety first.", exact=True)).to_have_count(1)
    assert window.wrong == []
