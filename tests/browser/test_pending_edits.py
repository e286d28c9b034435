"""A change of a post in a real browser: kept while typed, there after a reload, both texts shown, discarded."""

import pytest
from playwright.sync_api import expect

from quizzes.models import PendingEdit
from tests import factories
from tests.browser.attempts import log_in
from tests.browser.looks import wrong
from tests.browser.test_discussions import board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["board"]


def test_a_change_is_there_again_and_two_windows_lose_nothing(board, open_window):
    otter = board.seats.get(student__username="otter").student
    mine = factories.PostFactory(board=board, author=otter, claim="Safety first.")
    window = open_window(width=360)
    first = window.page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/posts/{mine.pk}/edit/")
    first.get_by_label("Claim", exact=True).fill("Safety first, always.")
    expect(first.locator("#save-state")).to_have_text("Kept – only you see it")
    second.get_by_label("Claim", exact=True).fill("from the second")
    expect(second.locator(".conflict blockquote")).to_contain_text("Safety first, always.")
    second.get_by_role("button", name="Take the other draft").click()
    expect(second.get_by_label("Claim", exact=True)).to_have_value("Safety first, always.")
    first.reload()
    expect(first.get_by_text("This is the change you began")).to_be_visible()
    expect(first.get_by_label("Claim", exact=True)).to_have_value("Safety first, always.")
    assert wrong(first) == []
    first.get_by_role("button", name="Discard").click()
    expect(first.get_by_text("your post stays as it was")).to_be_visible()
    assert not PendingEdit.objects.exists()
    first.goto(f"/posts/{mine.pk}/edit/")
    expect(first.get_by_label("Claim", exact=True)).to_have_value("Safety first.")
    first.get_by_label("Claim", exact=True).fill("Safety before shops.")
    first.get_by_role("button", name="Save changes").click()
    expect(first.locator(".post.mine")).to_contain_text("Safety before shops.")
    mine.refresh_from_db()
    assert (mine.claim, mine.revisions.count(), PendingEdit.objects.count()) == ("Safety before shops.", 1, 0)
    assert first.evaluate("Object.keys(localStorage).length") == 0
    assert window.wrong == []
