"""Marking in a real browser: no mark is lost to the connection or to another teacher; keyboard; accessible pages."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Response, Rubric, User
from quizzes.services import attempting, correcting, grading, rosters, watching
from tests import factories
from tests.admin.pages import url
from tests.admin.test_assignments import hand_in
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = ("A flood came", "the flood came.", "rain", "a crevice")


@pytest.fixture
def item(world):
    """A short answer that four students have answered, two of them alike, with a rubric of two criteria."""
    rubric = Rubric.objects.create(owner=world.alice, name="Answers")
    for order, name in enumerate(("Content", "Words"), start=1):
        criterion = rubric.criteria.create(order=order, name=name)
        for points in range(3):
            criterion.levels.create(points=points, name=f"level {points}")
    item = world.assignment.quiz.items.get()
    item.question = factories.ShortAnswerFactory(article=world.assignment.quiz.article, rubric=rubric)
    item.save()
    for number, text in enumerate(TEXTS):
        student = factories.EnrollmentFactory(classroom=world.classroom, student__username=f"pupil{number}").student
        hand_in(world, text, student)
    for text in ("Say where it says so.", "Good."):
        grading.keep_comment(owner=world.alice, text=text)
    return item


def answer_to(text):
    return next(response for response in Response.objects.all() if response.answer_text == text)


def box(page, text):
    return page.locator(f"#answer-{answer_to(text).pk}")


def points(page, text):
    return box(page, text).get_by_label("Points (of")


def kept(page):
    """How many pages have something on this device that the server does not."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answers:')).length")


def marks():
    return {one.answer_text: (one.teacher_points, one.feedback) for one in Response.objects.all()}


def open_page(world, item, window, who="alice"):
    page = window.page
    window.enter(User.objects.get(username=who))
    page.goto(url("assignment", "grade_item", world.assignment.pk, item.pk))
    return page


def test_a_dropped_connection_loses_no_mark(world, item, open_window):
    page = open_page(world, item, open_window())
    state = page.locator("#save-state")
    points(page, "rain").fill("0.5")
    expect(state).to_have_text("Saved")
    expect(box(page, "rain").locator("[data-mark]")).to_have_text("Marked: 0.5 points.")
    expect(page.locator("#waiting")).to_have_text("3")
    assert marks()["rain"] == (0.5, "")

    page.route("**/grade/**", lambda route: route.abort())
    points(page, "rain").fill("1")
    box(page, "rain").get_by_label("Feedback").fill("Nearly:\n“rain” is not in the article.")
    expect(state).to_have_text("Offline – kept on this device, sent when the connection is back")
    # Leaving is not lost work either: the page stays where it is.
    page.get_by_role("button", name="Save and finish").click()
    expect(state).to_have_text("Offline – kept on this device, sent when the connection is back")
    assert marks()["rain"] == (0.5, "")
    page.goto("about:blank")
    page.unroute("**/grade/**")
    page.goto(url("assignment", "grade_item", world.assignment.pk, item.pk))
    expect(points(page, "rain")).to_have_value("1")
    expect(state).to_have_text("Saved")
    assert marks()["rain"] == (1, "Nearly:\n“rain” is not in the article.")
    assert kept(page) == 0


def test_logging_out_forgets_what_was_not_sent(world, item, open_window):
    page = open_page(world, item, open_window())
    page.route("**/grade/**", lambda route: route.abort())
    points(page, "rain").fill("1")
    expect(page.locator("#save-state")).to_contain_text("Offline")
    assert kept(page) == 1
    page.goto(url("assignment", "changelist"))
    assert kept(page) == 1
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    assert kept(page) == 0


@pytest.mark.parametrize(
    ("button", "kept", "feedback"), [("Keep what is here", 2, ""), ("Take the other mark", 1, "Why?")]
)
def test_two_teachers_are_shown_both_marks(world, item, open_window, button, kept, feedback):
    factories.TeacherFactory(username="carol")
    rosters.add_teacher(classroom=world.classroom, username="carol", by=world.alice)
    first, second = (open_page(world, item, open_window(), who) for who in ("alice", "carol"))
    points(first, "rain").fill("1")
    box(first, "rain").get_by_label("Feedback").fill("Why?")
    expect(box(first, "rain").locator("[data-mark]")).to_have_text("Marked: 1 point. “Why?”")
    points(second, "rain").fill("2")
    notice = box(second, "rain").get_by_role("group", name="Two marks")
    expect(notice).to_contain_text("Marked: 1 point. “Why?”")
    expect(second.locator("#save-state")).to_contain_text("choose which mark to keep")
    assert marks()["rain"] == (1, "Why?")
    assert wrong(second) == []
    notice.get_by_role("button", name=button).click()
    expect(second.locator("#save-state")).to_have_text("Saved")
    expect(points(second, "rain")).to_have_value(str(kept))
    assert marks()["rain"] == (kept, feedback)


def test_a_mark_for_an_answer_that_is_open_again_waits_until_it_is_handed_in(world, item, open_window):
    page = open_page(world, item, open_window())
    rain = answer_to("rain")
    attempt = watching.reopen_attempt(attempt=rain.attempt, minutes=10, by=world.alice)
    points(page, "rain").fill("0.5")
    expect(page.locator("#save-state")).to_contain_text("The student has this answer open again")
    page.reload()
    expect(page.locator(f"#answer-{rain.pk}")).to_have_count(0)
    assert kept(page) == 1
    attempting.save_response(response=rain, answer={"text": "snow"}, sequence=2)
    attempting.submit_attempt(attempt=attempt)
    page.reload()
    # What was written for the earlier answer reaches the new one only when the teacher has read it.
    note = box(page, "snow").locator(".errornote")
    expect(note).to_contain_text("the answer is “snow”. Not marked yet.")
    expect(points(page, "snow")).to_have_value("0.5")
    assert marks()["snow"] == (None, "")
    note.get_by_role("button", name="Keep what is here").click()
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert marks()["snow"] == (0.5, "")
    assert kept(page) == 0


def test_an_answer_that_was_handed_in_anew_stands_above_its_mark_and_is_none_of_its_group(world, item, open_window):
    page = open_page(world, item, open_window())
    flood = answer_to(TEXTS[1])
    watching.reopen_attempt(attempt=flood.attempt, minutes=10, by=world.alice)
    attempting.save_response(response=flood, answer={"text": "snow"}, sequence=2)
    attempting.submit_attempt(attempt=Response.objects.get(pk=flood.pk).attempt)
    page.get_by_text("One by one").click()
    points(page, "snow").fill("0.5")
    note = box(page, "snow").locator(".errornote")
    expect(note).to_contain_text("the answer is “snow”. Not marked yet.")
    expect(box(page, "snow").locator("blockquote")).to_have_text("snow")
    together = page.get_by_role("group", name="2 answers that say the same")
    together.get_by_label("Points (of").fill("2")
    together.get_by_role("button", name="Give this to all 2").click()
    expect(box(page, TEXTS[0]).locator("[data-mark]")).to_have_text("Marked: 2 points.")
    expect(points(page, "snow")).to_have_value("0.5")
    note.get_by_role("button", name="Take the other mark").click()
    expect(box(page, "snow").locator("[data-mark]")).to_have_text("Not marked yet.")
    expect(box(page, "snow").locator("blockquote")).to_have_text("snow")
    assert marks() == {TEXTS[0]: (2, ""), "snow": (None, ""), "rain": (None, ""), "a crevice": (None, "")}
    assert wrong(page) == []


def test_one_mark_for_alike_answers_and_the_rest_by_keyboard(world, item, open_window):
    window = open_window()
    page = open_page(world, item, window)
    together = page.get_by_role("group", name="2 answers that say the same")
    together.get_by_label("Points").fill("2")
    together.get_by_label("Add a quick comment").select_option("Good.")
    together.get_by_role("button", name="Give this to all 2").click()
    expect(page.locator("#waiting")).to_have_text("2")
    assert marks() == {TEXTS[0]: (2, "Good."), TEXTS[1]: (2, "Good."), "rain": (None, ""), "a crevice": (None, "")}
    # One of the two by itself after all.
    page.get_by_text("One by one").click()
    points(page, TEXTS[1]).fill("1")
    expect(box(page, TEXTS[1]).locator("[data-mark]")).to_contain_text("Marked: 1 point.")

    page.get_by_role("heading").first.click()
    for _answer in range(2):
        page.keyboard.press("n")
        page.keyboard.press("0")
        page.keyboard.press("Tab")
        page.keyboard.press("Alt+1")
        expect(page.locator("#save-state")).to_have_text("Saved")
        page.evaluate("document.activeElement.blur()")
    expect(page.get_by_text("Every answer is marked.").first).to_be_visible()
    page.get_by_role("button", name="Save and finish").click()
    expect(page.get_by_text("Nothing waits to be marked.")).to_be_visible()
    assert marks() == {
        TEXTS[0]: (2, "Good."),
        TEXTS[1]: (1, "Good."),
        "rain": (0, "Say where it says so."),
        "a crevice": (0, "Say where it says so."),
    }
    assert window.wrong == []


def test_a_reason_for_alike_answers_goes_with_each_change(world, item, open_window):
    for text in TEXTS[:2]:
        grading.grade_response(response=answer_to(text), teacher=world.alice, points=1)
    page = open_page(world, item, open_window())
    together = page.get_by_role("group", name="2 answers that say the same")
    together.get_by_label("Points (of").fill("2")
    together.get_by_label("Why you change the points").fill("It rained, too.")
    together.get_by_role("button", name="Give this to all 2").click()
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(together.get_by_label("Why you change the points")).to_have_value("")
    changes = [answer_to(text).grade_changes.last() for text in TEXTS[:2]]
    assert [(one.old_points, one.new_points, one.reason) for one in changes] == [(1, 2, "It rained, too.")] * 2


def test_levels_fill_the_points_in(world, item, open_window):
    page = open_page(world, item, open_window())
    box(page, "rain").get_by_label("Content").select_option("2 – level 2")
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(points(page, "rain")).to_have_value("")
    box(page, "rain").get_by_label("Words").select_option("1 – level 1")
    expect(points(page, "rain")).to_have_value("1.5")
    points(page, "rain").fill("2")
    expect(box(page, "rain").locator("[data-mark]")).to_have_text("Marked: 2 points.")
    page.reload()
    expect(points(page, "rain")).to_have_value("2")
    expect(box(page, "rain").get_by_label("Words")).to_have_value(str(answer_to("rain").levels.last().level_id))


def test_a_change_of_points_waits_for_its_reason(world, item, open_window):
    grading.grade_response(response=answer_to("rain"), teacher=world.alice, points=1)
    page = open_page(world, item, open_window())
    points(page, "rain").fill("2")
    why = box(page, "rain").get_by_label("Why you change the points")
    why.fill("It rained, too.")
    expect(page.locator("#save-state")).to_have_text("Saving …")
    assert kept(page) == 1
    points(page, "a crevice").focus()
    expect(page.locator("#save-state")).to_have_text("Saved")
    expect(why).to_have_value("")
    change = answer_to("rain").grade_changes.last()
    assert (change.old_points, change.new_points, change.reason) == (1, 2, "It rained, too.")
    assert kept(page) == 0


def test_without_javascript_marks_are_saved_with_the_page(world, item, open_window):
    page = open_page(world, item, open_window(java_script_enabled=False))
    points(page, "rain").fill("1")
    box(page, "rain").get_by_label("Add a quick comment").select_option("Good.")
    together = page.get_by_role("group", name="2 answers that say the same")
    together.get_by_label("Points").fill("2")
    together.get_by_role("button", name="Give this to all 2").click()
    expect(page.get_by_text("3 answers saved.")).to_be_visible()
    assert marks() == {TEXTS[0]: (2, ""), TEXTS[1]: (2, ""), "rain": (1, "Good."), "a crevice": (None, "")}


def test_what_is_shown_while_marking_and_correcting_is_accessible_and_fits(world, item, open_window):
    window = open_window()
    page = open_page(world, item, window)
    grading.grade_response(response=answer_to("rain"), teacher=world.alice, points=1)
    found = {}
    marking = url("assignment", "grade_item", world.assignment.pk, item.pk)
    correct = url("assignment", "correct", world.assignment.pk, item.pk)
    addresses = [
        marking + "?names=shown&order=shuffled",
        correct + f"?answer={answer_to('a crevice').pk}",
    ]
    for address in addresses:
        page.goto(address)
        found[address] = wrong(page, unfolded=True)
    page.goto(correct + f"?answer={answer_to('a crevice').pk}")
    page.get_by_role("button", name="Show who would change").click()
    expect(page.get_by_text("Say why.")).to_be_visible()
    found["mend"] = wrong(page)
    page.get_by_label("Credit to all").check()
    page.get_by_label("Why").fill("The article says both.")
    page.get_by_role("button", name="Show who would change").click()
    expect(page.get_by_role("heading", name="Points you gave yourself, which stay")).to_be_visible()
    found["preview"] = wrong(page)
    page.get_by_role("button", name="Apply: 3 answers change").click()
    expect(page.get_by_text("Corrected. The points of 3 answers changed; their students are told")).to_be_visible()
    page.goto(correct)
    found["earlier"] = wrong(page)
    assert not any(found.values()), found
    assert window.wrong == []


def test_the_student_reads_of_a_correction(world, item, open_window):
    rubric = item.question.rubric
    levels = {criterion: criterion.levels.get(points=1) for criterion in rubric.criteria.all()}
    grading.grade_response(response=answer_to("a crevice"), teacher=world.alice, points=None, levels=levels)
    rule = {"accepted": ["cracks", "crevice"], "everyone": False}
    plan = correcting.plan_correction(assignments=[world.assignment], item=item, rule=rule)
    correcting.correct(plan=plan, by=world.alice, reason="It means the same.")
    window = open_window(width=360)
    window.enter(answer_to("a crevice").attempt.student)
    page = window.page
    page.goto("/")
    expect(page.get_by_text("not marked → 2")).to_be_visible()
    home = wrong(page)
    page.get_by_role("link", name="See your answer").click()
    expect(page.get_by_text("It means the same.")).to_be_visible()
    expect(page.get_by_text("level 1")).to_have_count(2)
    assert (home, wrong(page)) == ([], [])
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("It means the same.")).to_have_count(0)
