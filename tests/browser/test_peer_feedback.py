"""Feedback for a classmate in a real browser: what is missing is led to, nothing typed is lost; and pages that fit."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Assessment
from quizzes.services import marking_debates, peer_feedback
from tests.browser.attempts import log_in
from tests.browser.looks import wrong
from tests.debates import cite, debate, post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def argued(world):
    """A debate in which "otter" reads Ann's work."""
    world.bob.username = "otter"
    world.bob.save()
    made = debate(world, peers=1)
    post(made.board, made.bob, "Close it.", reasoning="It is weak.")
    claim = post(made.board, made.ann, "Open it. " * 12, reasoning="Shops.", counterclaim="Cracks?")
    cite(claim, "Shop owners say they will lose customers.")
    return made


def reads(argued, student):
    return f"/discussions/{argued.discussion.pk}/feedback/{argued.board.seats.get(student=student).pk}/"


def test_feedback_is_given_and_what_is_missing_is_led_to(argued, open_window):
    window = open_window(width=360)
    page = window.page
    log_in(page)
    page.goto(f"/discussions/{argued.discussion.pk}/")
    page.get_by_role("link", name="Ann Lee", exact=True).click()
    page.get_by_label("What was strong").fill("A clear claim.")
    page.get_by_role("button", name="Save the feedback").click()
    expect(page.get_by_text("Nothing is saved yet. Your words are kept below.")).to_be_in_viewport()
    expect(page.get_by_label("What was strong")).to_have_value("A clear claim.")
    expect(page.get_by_label("One thing to do next")).to_have_accessible_description("Say one thing to do next.")
    expect(page.get_by_role("group", name="Evidence")).to_have_accessible_description(
        "Is the claim backed with words of the article? Choose a level."
    )
    for criterion in ("Claim", "Evidence", "Reasoning", "Counterclaim", "Listening"):
        page.get_by_role("group", name=criterion, exact=True).get_by_role("radio").nth(2).check()
    page.get_by_label("One thing to do next").fill("Quote more.")
    page.get_by_role("button", name="Save the feedback").click()
    expect(page.get_by_text("✓ done")).to_be_in_viewport()
    said = Assessment.objects.get()
    assert (said.student, said.assessor, said.comment, said.suggestion) == (
        argued.ann,
        argued.bob,
        "A clear claim.",
        "Quote more.",
    )
    assert [mark.level.points for mark in said.marks.all()] == [2] * 5
    assert window.wrong == []


def test_the_pages_are_accessible_and_fit(world, argued, open_window):
    window = open_window()
    page = window.page
    log_in(page)
    board = f"/discussions/{argued.discussion.pk}/"
    found = {}

    def look(name, url):
        page.goto(url)
        for details in page.locator("#own-view").all():
            details.evaluate("element => element.open = true")
        found[name] = wrong(page)

    look("to read", board)
    look("to write", reads(argued, argued.ann))
    page.get_by_role("button", name="Save the feedback").click()
    page.wait_for_url("**#say")
    found["with errors"] = wrong(page)
    ann, otter = (argued.board.seats.get(student=student) for student in (argued.ann, argued.bob))
    levels = {one: one.levels.get(points=2) for one in argued.discussion.rubric.criteria.all()}
    words = {"levels": levels, "strong": "A clear claim.", "suggestion": "Quote more."}
    given = peer_feedback.give_feedback(seat=otter, target=ann, **words)
    peer_feedback.remove_feedback(assessment=given, by=world.alice, reason="Say more.")
    peer_feedback.give_feedback(seat=ann, target=otter, **words)
    look("taken away", f"{board}?away")
    marking_debates.mark(discussion=argued.discussion, student=argued.bob, assessor=world.alice, levels=levels)
    marking_debates.release_marks(discussion=argued.discussion)
    look("released", f"{board}?released")
    expect(page.locator("#feedback h3")).to_have_text("Ann Lee")
    assert not any(found.values()), found
    assert window.wrong == []
