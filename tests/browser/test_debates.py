"""The teacher's pages of debates in a real browser: accessible, no wider than the screen, marked by keyboard."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Assessment, Moderation
from quizzes.queries.debate_marks import points_of
from quizzes.services import debating, marking_debates, moderating, peer_feedback, rubrics
from tests.admin.pages import url
from tests.browser.looks import wrong
from tests.debates import cite, debate, post, ready_made, stand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def argued(world):
    """A debate in which something is held, reported, hidden, marked and changed, also of classmates' feedback."""
    made = debate(world, activity="controversy", anonymous=True, peers=1)
    claim = post(made.board, made.bob, "Close it. " * 12, reasoning="It is weak.", counterclaim="Shops? Help them.")
    cite(claim, "Shop owners say they will lose customers.")
    reply = post(made.board, made.ann, "Shops will die.", claim)
    post(made.board, made.ann, "Idiots.", claim, state="held", move="ask")
    moderating.hide_post(post=post(made.board, made.ann, "lol", reply, move="agree"), by=world.alice, reason="Empty.")
    Moderation.objects.create(board=made.board, post=reply, action="reported", by=made.bob, reason="Not nice.")
    stand(made.discussion, made.bob, 2, 4)
    levels = {one: one.levels.get(points=2) for one in made.discussion.rubric.criteria.all()}
    marking_debates.mark(discussion=made.discussion, student=made.bob, assessor=world.alice, levels=levels)
    said = marking_debates.assess(
        discussion=made.discussion,
        student=made.bob,
        assessor=made.ann,
        levels=levels,
        comment="Clear. " * 12,
        suggestion="Quote more.",
    )
    peer_feedback.remove_feedback(assessment=said, by=world.alice, reason="Too short.")
    Assessment.objects.filter(pk=said.pk).update(state=Assessment.State.HELD)
    return made


def test_a_debate_in_every_state_is_accessible_and_fits(world, argued, open_window):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    discussion, board = argued.discussion, argued.board
    unwritten = type(discussion)(question=discussion.question, classroom=world.classroom)
    debating.give_debate(discussion=unwritten, teacher=world.alice, groups=2)
    found = {}
    for address in (
        url("discussion", "boards", discussion.pk),
        url("discussion", "boards", unwritten.pk),
        url("discussion", "board", discussion.pk, board.pk),
        url("discussion", "print", discussion.pk, board.pk),
        url("discussion", "overview", discussion.pk),
        url("discussion", "marks", discussion.pk),
        url("discussion", "mark", discussion.pk, argued.bob.pk),
    ):
        page.goto(address)
        found[address] = wrong(page, unfolded=True)
    assert not any(found.values()), found


def test_a_student_is_marked_by_keyboard_alone(world, argued, open_window):
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("discussion", "mark", argued.discussion.pk, argued.ann.pk))
    for key in "43214":
        page.keyboard.press(key)
    page.keyboard.type("Well said n1.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The mark of Ann Lee is saved.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mark bob")).to_be_visible()
    assessment = Assessment.objects.get(student=argued.ann)
    assert [mark.level.points for mark in assessment.marks.all()] == [3, 2, 1, 0, 3]
    assert (points_of(assessment).given, assessment.comment) == (9, "Well said n1.")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Mark Ann Lee")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Mark bob")).to_be_visible()
    assert window.wrong == []


def test_a_changed_weight_is_shown_before_it_is_applied(world, argued, open_window):
    own = rubrics.copy_rubric(rubric=ready_made(), owner=world.alice)
    discussion = type(argued.discussion)(question=argued.discussion.question, classroom=world.classroom, rubric=own)
    debating.give_debate(discussion=discussion, teacher=world.alice)
    levels = {one: one.levels.get(points=2) for one in own.criteria.all()}
    marking_debates.mark(discussion=discussion, student=argued.bob, assessor=world.alice, levels=levels)
    window = open_window()
    window.enter(world.alice)
    page = window.page
    page.goto(url("rubric", "change", own.pk))
    page.locator("[name=criteria-0-weight]").fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("cell", name="14 of 21")).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("button", name="Change the rubric and these marks").click()
    expect(page.get_by_text("The rubric is saved.")).to_be_visible()
    expect(page.locator("[name=criteria-0-weight]")).to_have_value("3")
