"""A debate in a real browser: stance, quotes by keyboard, a post, a reply with its move; and pages that fit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Post
from quizzes.services import discussing
from tests import factories
from tests.browser.attempts import log_in
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board():
    """A board on which Ann has argued and student "otter" has a seat."""
    discussion = factories.DiscussionFactory(instructions="Quote the article.\nBe fair.")
    board = factories.BoardFactory(discussion=discussion)
    otter = factories.UserFactory(username="otter")
    factories.EnrollmentFactory(classroom=discussion.classroom, student=otter)
    factories.SeatFactory(board=board, student=otter)
    ann = factories.UserFactory(username="ann")
    factories.EnrollmentFactory(classroom=discussion.classroom, student=ann)
    factories.SeatFactory(board=board, student=ann)
    factories.PostFactory(board=board, author=ann, claim="Shops come first.", reasoning="See http://example.org/x.")
    return board


def test_a_student_argues_by_keyboard_and_sees_the_others_only_then(board, open_window):
    window = open_window()
    page = window.page
    log_in(page)
    page.get_by_role("link", name="Take part").click()
    page.get_by_label("Strongly for").check()
    page.get_by_role("button", name="Save my stance").click()
    expect(page.get_by_label("Strongly for")).to_be_checked()
    expect(page.get_by_text("1 classmate's argument is here already")).to_be_visible()
    expect(page.get_by_text("Shops come first.")).to_have_count(0)

    page.locator("#sentence-1").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#chips .chip")).to_have_count(1)
    expect(page.locator("#cite-state")).to_have_text("Quoted. Sentences you quote: 1")
    page.get_by_label("Claim", exact=True).fill("Safety comes first.")
    page.get_by_label("Reasoning").fill("A cracked bridge can fall.")
    expect(page.locator("#save-state")).to_have_text("Draft saved")
    page.reload()
    expect(page.get_by_label("Claim", exact=True)).to_have_value("Safety comes first.")
    expect(page.locator("#chips")).to_contain_text(factories.KEY_QUOTE)
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("Posted.", exact=True)).to_be_in_viewport()

    expect(page.get_by_text("Shops come first.")).to_be_visible()
    expect(page.locator(".post a[href^=http]")).to_have_count(0)
    page.locator(".post.mine .chip a").click()
    expect(page.locator("#sentence-2")).to_be_in_viewport()
    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Challenge").check()
    page.get_by_label("Your reply").fill("What is a shop without a bridge?")
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator(".replies .move")).to_have_text("challenge")
    expect(page.locator(".sentence[role]")).to_have_count(0)
    page.get_by_text("Post another argument").click()
    expect(page.locator(".sentence[role=button]")).to_have_count(5)
    page.get_by_label("Undecided").check()
    page.get_by_role("button", name="Save my stance").click()
    expect(page.get_by_label("Undecided")).to_be_checked()
    assert list(board.discussion.stances.order_by("pk").values_list("moment", "value")) == [("before", 5), ("after", 3)]
    assert [post.move for post in Post.objects.filter(author__username="otter")] == ["", "challenge"]
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert window.wrong == []


def take_stance(board):
    otter = board.seats.get(student__username="otter").student
    discussing.take_stance(student=otter, discussion=board.discussion, moment="before", value=4)
    return otter


def test_two_windows_offer_both_drafts(board, open_window):
    take_stance(board)
    first = open_window().page
    log_in(first)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/discussions/{board.discussion_id}/")
    first.get_by_label("Claim", exact=True).fill("from the first")
    expect(first.locator("#save-state")).to_have_text("Draft saved")
    second.get_by_label("Claim", exact=True).fill("from the second")
    expect(second.locator(".conflict blockquote")).to_have_text("from the first")
    second.get_by_role("button", name="Keep what is here").click()
    expect(second.locator("#save-state")).to_have_text("Draft saved")
    assert Post.objects.get(state="draft").claim == "from the second"


def test_the_pages_are_accessible_and_fit(board, open_window):
    window = open_window()
    page = window.page
    log_in(page)
    base = f"/discussions/{board.discussion_id}/"
    found = {}

    def look(name, url):
        page.goto(url)
        found[name] = wrong(page)

    look("home", "/?")
    look("to take a stance", base)
    otter = take_stance(board)
    look("to write", f"{base}?")
    page.goto("about:blank")
    look("article", f"{base}#sentence-2")
    mine = factories.PostFactory(board=board, author=otter)
    others = board.posts.get(author__username="ann")
    factories.PostFactory(board=board, author=others.author, reply_to=mine, move="ask", claim="x" * 200, reasoning="")
    look("posted", f"{base}?posted")
    look("reply", f"/posts/{others.pk}/reply/")
    page.get_by_text("Choose from a list of all sentences").click()
    found["list"] = wrong(page)
    look("edit", f"/posts/{mine.pk}/edit/")
    board.discussion.closes_at = board.discussion.due_at = timezone.now() - timedelta(minutes=1)
    board.discussion.save()
    look("closed", f"{base}?closed")
    assert not any(found.values()), found
    assert window.wrong == []
