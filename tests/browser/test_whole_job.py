"""The whole job in a real browser: from pasting an article to the class's results as CSV."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizzes import generator
from quizzes.services import rosters
from quizzes.services.demonstrating import new_password

SAMPLE = Path(__file__).parents[2] / "quizzes" / "samples" / "defence-pact.txt"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_an_article_to_a_classs_results(open_window):
    password = new_password()
    rosters.create_teacher(username="ms-hill", password=password, full_name="Ada Hill")

    teacher = open_window()
    log_in(teacher.page, "ms-hill", password)
    code = make_class(teacher.page, "Form 8b")
    questions = make_quiz(teacher.page)
    assign(teacher.page, "Form 8b")

    student = open_window(width=390)
    join(student.page, code, "otter-7")
    answers = answer_everything(student.page)
    assert len(answers) == questions
    hand_in(student.page)

    marked = mark_everything(teacher.page)
    assert marked
    row = export(teacher.page)
    assert (row["student"], row["username"], row["status"]) == ("otter-7", "otter-7", "graded")
    assert {number: row[f"q{number}_answer"] for number in answers} == answers
    points = [Decimal(row[f"q{number}_points"]) for number in answers]
    assert Decimal(row["score"]) == sum(points) > 0
    assert Decimal(row["possible"]) == questions

    student.page.goto("/")
    student.page.get_by_role("link", name="See results").click()
    expect(student.page.get_by_text("Well argued.").first).to_be_visible()

    assert teacher.wrong == []
    assert student.wrong == []


def log_in(page, name, password):
    page.goto("/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Start here: paste an article")).to_be_visible()


def make_class(page, name):
    """A class of the teacher's; returns its join code."""
    page.goto("/admin/quizzes/classroom/add/")
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/admin/quizzes/classroom/")
    page.get_by_role("link", name=name).click()
    return page.locator(".join-code").inner_text()


def make_quiz(page):
    """A quiz of everything the generator proposes on the pasted article; returns its number of questions."""
    title, text = generator.split_title(SAMPLE.read_text(encoding="utf-8"))
    page.goto("/admin/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Save the article").click()
    page.get_by_role("button", name="Propose questions").click(timeout=60_000)

    expect(page.get_by_text("are proposed")).to_be_visible(timeout=60_000)
    expect(page.locator("mark").first).to_be_attached()
    page.locator("#action-toggle").check()
    drafts = page.locator("input.action-select").count()
    page.locator("select[name=action]").select_option(label="Approve")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text(f"{drafts} questions approved.")).to_be_visible()

    page.get_by_role("link", name="Next: make a quiz").click()
    page.get_by_role("button", name=f"Make a quiz from {drafts} approved questions").click()
    expect(page.get_by_text("The quiz is made.")).to_be_visible()
    return drafts


def assign(page, classroom):
    page.get_by_role("link", name="Assign to a class").click()
    page.get_by_role("checkbox", name=classroom).check()
    page.locator("[name=release]").select_option("at_once")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"The quiz is assigned to {classroom}.")).to_be_visible()


def join(page, code, nickname):
    page.goto("/join/")
    page.locator("[name=code]").fill(code.lower())
    page.locator("[name=nickname]").fill(nickname)
    password = new_password()
    page.locator("[name=password]").fill(password)
    page.locator("[name=password_again]").fill(password)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("tab", name="Questions").click()
    expect(page.locator("li.question").first).to_be_visible()


def answer_everything(page):
    """Answer each question, and find everything again after a reload; returns number -> the answer in words."""
    answers = {}
    for number, question in enumerate(page.locator("li.question").all(), start=1):
        choices, places = question.get_by_role("radio"), question.get_by_role("combobox")
        if places.count():
            events = [label.inner_text() for label in question.locator(".events label").all()]
            for place, select in enumerate(places.all(), start=1):
                select.select_option(str(place))
            answers[number] = "\n".join(f"{place}. {event}" for place, event in enumerate(events, start=1))
        elif choices.count():
            choices.first.check()
            answers[number] = question.locator("label.form-check-label").first.inner_text().strip()
        else:
            answers[number] = f"My answer to question {number}, “in my words”."
            question.get_by_role("textbox").fill(answers[number])
    expect(page.locator("#save-state")).to_have_text("Saved")
    page.reload()
    expect(page.locator("li.question").first).to_be_visible()
    for number, question in enumerate(page.locator("li.question").all(), start=1):
        if question.get_by_role("combobox").count():
            places = [select.input_value() for select in question.get_by_role("combobox").all()]
            assert places == [str(place) for place in range(1, len(places) + 1)]
        elif question.get_by_role("radio").count():
            expect(question.get_by_role("radio").first).to_be_checked()
        else:
            expect(question.get_by_role("textbox")).to_have_value(answers[number])
    return answers


def hand_in(page):
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("All questions are answered and saved.")).to_be_visible()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_text("waiting for your teacher").first).to_be_visible()


def mark_everything(page):
    """Give every answer that waits half a point and a word; returns how many waited."""
    page.goto("/admin/")
    page.locator("a[href$='/grade/']").first.click()
    waiting = page.locator("tr", has=page.locator("td strong")).count()
    page.get_by_role("link", name="Mark question").click()
    for marked in range(1, waiting + 1):
        page.get_by_label("Points").fill("0.5")
        page.get_by_label("Feedback").fill("Well argued.")
        with page.expect_navigation():
            page.get_by_role("button", name="Save and mark" if marked < waiting else "Save and finish").click()
        expect(page.get_by_text("Everything is saved.")).to_be_visible()
    page.get_by_role("link", name="See the results").click()
    return waiting


def export(page):
    """The one row of the exported CSV, by column."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return row
