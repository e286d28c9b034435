"""A class watched while it works, in two real browsers: the teacher's and a student's."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from quizzes.models import Assignment, Attempt, Override
from quizzes.services import attempting, overriding, watching
from tests import factories
from tests.admin.pages import url
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How long an extension or a message may take to reach an open page.
SOON = 15_000


@pytest.fixture
def lesson(world):
    """Half an hour for a quiz of three questions; Bob works, four others are in every other state."""
    article = world.assignment.quiz.article
    for position in (2, 3):
        question = factories.QuestionFactory(article=article)
        world.assignment.quiz.items.create(question=question, position=position)
    Assignment.objects.filter(pk=world.assignment.pk).update(time_limit_minutes=30)
    world.assignment.refresh_from_db()
    names = ("dana", "eve", "finn", "anna-maria-van-der-westhuizen-featherstonehaugh")
    dana, eve, finn, _idle = (
        factories.EnrollmentFactory(classroom=world.classroom, student__username=name).student for name in names
    )
    attempting.submit_attempt(attempt=attempting.start_attempt(assignment=world.assignment, student=dana))
    away = attempting.start_attempt(assignment=world.assignment, student=eve)
    Attempt.objects.filter(pk=away.pk).update(seen_at=away.started_at - timedelta(minutes=5), on_position=2)
    Override.objects.create(assignment=world.assignment, student=finn, excused=True)
    return world


@pytest.fixture
def attempt(lesson):
    return attempting.start_attempt(assignment=lesson.assignment, student=lesson.bob)


def student_page(open_window, attempt, width=1366):
    window = open_window(width=width)
    page = window.page
    window.enter(attempt.student)
    page.goto(f"/attempts/{attempt.pk}/")
    return window


def left(page):
    minutes, seconds = page.locator("#clock-left").inner_text().split(":")
    return 60 * int(minutes) + int(seconds)


def test_what_the_teacher_does_reaches_the_open_page(lesson, attempt, open_window):
    window, teacher = student_page(open_window, attempt), open_window()
    student, panel = window.page, teacher.page
    assert 29 * 60 < left(student) <= 30 * 60
    teacher.enter(lesson.alice)
    panel.goto(url("assignment", "watch", lesson.assignment.pk))
    row = panel.locator(f"#student-{lesson.bob.pk}")
    expect(row).to_contain_text("started")

    # Which question, live, without losing what the teacher is about to do.
    panel.get_by_role("checkbox", name="bob").check()
    student.locator("#question-3").get_by_role("radio").first.check()
    expect(row).to_contain_text("on question 3 of 3", timeout=SOON)
    expect(row).to_contain_text("1 of 3")
    expect(panel.get_by_role("checkbox", name="bob")).to_be_checked()

    panel.get_by_role("button", name="10 minutes more").click()
    expect(panel.get_by_text("10 minutes more for bob.")).to_be_visible()
    notices = student.locator("#notices")
    expect(notices).to_contain_text("Your teacher changed the time. Time ends at", timeout=SOON)
    assert left(student) > 38 * 60

    panel.get_by_role("checkbox", name="Everybody in the class").check()
    panel.get_by_label("Message").fill("Read the last paragraph again.")
    panel.get_by_role("button", name="Send").click()
    expect(panel.get_by_text("The message is on the pages of")).to_be_visible()
    expect(notices).to_contain_text("From your teacher: Read the last paragraph again.", timeout=SOON)
    assert wrong(student) == []
    notice = notices.locator("p", has_text="Read the last paragraph")
    notice.get_by_role("button", name="Close the message").click()
    expect(notice).to_have_count(0)
    student.reload()
    expect(student.locator("#clock-left")).not_to_be_empty()
    expect(notices).not_to_contain_text("Read the last paragraph")

    panel.get_by_role("checkbox", name="bob").check()
    panel.get_by_role("button", name="Hand in for them").click()
    panel.get_by_role("button", name="Hand in for 1 student").click()
    expect(panel.get_by_text("Handed in: bob.")).to_be_visible()
    expect(student.get_by_text("Time is over.")).to_be_visible(timeout=SOON)
    expect(student.get_by_role("heading", name="Your results")).to_be_visible()
    assert (window.wrong, teacher.wrong) == ([], [])


def test_the_watch_page_says_who_handed_in_and_can_be_paused(lesson, attempt, open_window):
    window = open_window()
    window.enter(lesson.alice)
    page = window.page
    page.clock.install()
    page.goto(url("assignment", "watch", lesson.assignment.pk))
    expect(page.get_by_text("Kept up to date.")).to_be_visible()
    row, news = page.locator(f"#student-{lesson.bob.pk}"), page.locator("#news")
    attempting.submit_attempt(attempt=attempt)
    page.clock.run_for(SOON)
    expect(row).to_contain_text("handed in")
    expect(news).to_have_text("bob: handed in")
    page.get_by_role("button", name="Pause").click()
    watching.reopen_attempt(attempt=attempt, minutes=10, by=lesson.alice)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(2 * SOON)
    assert asked == []
    expect(row).to_contain_text("handed in")
    page.get_by_role("button", name="Go on").click()
    expect(row).to_contain_text("started")
    # The Enter key in a field does nothing by itself.
    page.get_by_label("Minutes").press("Enter")
    expect(page.get_by_text("Kept up to date.")).to_be_visible()
    assert Override.objects.filter(student=lesson.bob).count() == 0
    assert window.wrong == []


def test_the_clock_goes_by_the_server_and_can_be_hidden(lesson, attempt, open_window):
    """The student's device is an hour ahead; with one minute and a little left, that is said aloud."""
    Attempt.objects.filter(pk=attempt.pk).update(deadline=attempt.started_at + timedelta(seconds=70))
    window = open_window()
    window.page.add_init_script("const now = Date.now; Date.now = () => now() + 3600000")
    page = window.page
    window.enter(attempt.student)
    page.goto(f"/attempts/{attempt.pk}/")
    assert 30 < left(page) <= 70
    expect(page.locator("#clock-says")).to_have_text("1 minute left", timeout=SOON)
    page.get_by_role("button", name="Hide the clock").click()
    expect(page.locator("#clock-left")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Show the clock")).to_be_visible()
    expect(page.locator("#clock-left")).to_be_hidden()
    assert window.wrong == []


def test_what_is_typed_at_the_last_moment_is_sent_and_the_page_goes_on(lesson, open_window):
    question = factories.ShortAnswerFactory(article=lesson.assignment.quiz.article)
    lesson.assignment.quiz.items.filter(position=1).update(question=question)
    attempt = attempting.start_attempt(assignment=lesson.assignment, student=lesson.bob)
    page = student_page(open_window, attempt).page
    deadline = attempt.started_at + timedelta(seconds=20)
    Attempt.objects.filter(pk=attempt.pk).update(deadline=deadline)
    page.reload()
    box = page.locator("#questions textarea").first
    for _time in range(60):
        box.press_sequentially("word ", delay=50)
        if page.get_by_text("Time is over.").is_visible():
            break
    expect(page.get_by_text("Time is over.")).to_be_visible(timeout=SOON)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("submitted", deadline)
    response = attempt.responses.get(shown__format="short_answer")
    assert response.answer["text"].startswith("word ")
    # Never more than what the last three seconds brought is missing.
    assert deadline - response.saved_at < timedelta(seconds=4)


def test_what_is_shown_before_something_is_done_is_accessible_and_fits(lesson, attempt, open_window):
    window = open_window()
    window.enter(lesson.alice)
    page = window.page
    pk = lesson.assignment.pk
    closes = lesson.assignment.opens_at + timedelta(minutes=80)
    Assignment.objects.filter(pk=pk).update(due_at=None, closes_at=closes)
    lesson.assignment.refresh_from_db()
    attempting.reset_deadlines(assignment=lesson.assignment)
    overriding.name_group(assignment=lesson.assignment, students=[lesson.bob], name="red group")
    found = {}
    page.goto(url("assignment", "dates", pk))
    page.get_by_role("button", name="See what changes").click()
    found["nobody ticked"] = wrong(page)
    page.get_by_label("red group").check()
    page.get_by_label("Extra minutes").fill("60")
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_role("heading", name="What will change")).to_be_visible()
    expect(page.get_by_text(re.compile("has 90 minutes, but it closes at")).first).to_be_visible()
    found["a look at an exception"] = wrong(page)
    page.get_by_role("button", name="Save for 1 student").click()
    expect(page.get_by_text("Saved for 1 student.")).to_be_visible()
    assert Override.objects.get(student=lesson.bob).extra_minutes == 60

    page.goto(url("assignment", "change", pk))
    page.get_by_label("Time limit (minutes)").fill("45")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Whom this touches")).to_be_visible()
    found["a look at a change"] = wrong(page)
    page.get_by_role("button", name="Save, which touches 3 students").click()
    expect(page.get_by_text("The assignment is saved.")).to_be_visible()

    page.goto(url("assignment", "watch", pk))
    page.get_by_role("checkbox", name="Everybody in the class").check()
    page.get_by_role("button", name="Open again for them").click()
    expect(page.get_by_role("button", name="Open again for 1 student")).to_be_visible()
    found["before opening again"] = wrong(page)
    page.goto(url("assignment", "watch", pk))
    page.get_by_role("checkbox", name="Everybody in the class").check()
    page.get_by_role("button", name="Hand in for them").click()
    expect(page.get_by_role("button", name="Hand in for 2 students")).to_be_visible()
    found["before handing in"] = wrong(page)
    assert not any(found.values()), found
