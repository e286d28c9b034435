"""The home page and the pages of a class in a real browser, and on paper."""

import pytest
from playwright.sync_api import expect

from quizzes.models import User
from quizzes.services import attempting, grading, rosters
from tests import factories
from tests.admin.pages import url
from tests.browser.looks import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ["Amina Okoye", "Zoë Müller", "Søren Ó Briain", "Li Wei", "Anna-Maria van der Westhuizen-Featherstonehaugh"]


@pytest.fixture
def busy(world):
    """Alice has something of everything to do, a second class, a colleague, and a record of changes."""
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=attempt)
    grading.grade_response(response=attempt.responses.get(), teacher=world.alice, points=1, reason="read it again")
    factories.QuestionFactory(article=world.assignment.quiz.article, status="draft")
    factories.PostFactory(board__discussion__classroom=world.classroom, state="held")
    factories.ClassroomFactory(name="8C", teachers=[world.alice])
    for number, name in enumerate(NAMES):
        first, _space, last = name.partition(" ")
        student = factories.UserFactory(username=f"student-{number}", first_name=first, last_name=last)
        place = factories.EnrollmentFactory(classroom=world.classroom, student=student)
    rosters.remove_student(enrollment=place, by=world.alice, reason="moved to another school in the middle of the term")
    rosters.add_teacher(classroom=world.classroom, username="mallory", by=world.alice)
    rosters.renew_join_code(classroom=world.classroom, by=world.alice)
    return world


def test_a_class_is_archived_and_looks_right_then(busy, open_window):
    window = open_window()
    window.enter(busy.alice)
    page = window.page
    page.goto(url("classroom", "archive", busy.classroom.pk))
    page.get_by_role("button", name="Archive the class").click()
    expect(page.get_by_role("heading", name="This class is archived")).to_be_visible()
    assert wrong(page) == []
    page.goto(url("classroom", "changelist") + "?archived=yes")
    expect(page.get_by_role("link", name="Alice's class")).to_be_visible()


def test_a_list_is_mended_on_the_page_imported_and_printed(busy, open_window):
    window = open_window(width=360)
    window.enter(busy.alice)
    page = window.page
    page.goto(url("classroom", "change", busy.classroom.pk))
    page.get_by_role("link", name="Import students").click()
    found = {}
    page.get_by_label("Paste your list here").fill("Name;Nickname\nNoor Haddad;noor\nIvo Petrov;alice\n;student-0\n")
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_text("This is a teacher's account. Choose another nickname.")).to_be_visible()
    expect(page.get_by_role("button", name="Import 2 students")).to_have_count(0)
    found["problem"] = wrong(page)
    page.get_by_label("Paste your list here").fill("Name;Nickname\nNoor Haddad;noor\nIvo Petrov;ivo\n;student-0\n")
    page.get_by_role("button", name="Check again").click()
    found["checked"] = wrong(page)
    page.get_by_role("button", name="Import 2 students").click()
    cards = page.locator(".card")
    expect(cards).to_have_count(2)
    found["cards"] = wrong(page)
    assert not any(found.values()), found

    password = cards.first.locator(".typed").last.inner_text()
    page.emulate_media(media="print")
    expect(page.get_by_text("Print this page now")).to_be_hidden()
    expect(cards.first).to_be_visible()
    student = open_window(width=390).page
    student.goto("/login/")
    student.locator("[name=username]").fill("noor")
    student.locator("[name=password]").fill(password)
    student.get_by_role("button", name="Log in").click()
    expect(student.get_by_text("Bridge quiz").first).to_be_visible()
    assert User.objects.get(username="noor").get_full_name() == "Noor Haddad"


def test_a_list_is_imported_from_a_file_by_keyboard(busy, open_window, tmp_path):
    window = open_window()
    window.enter(busy.alice)
    page = window.page
    page.goto(url("classroom", "import", busy.classroom.pk))
    file = tmp_path / "class.csv"
    file.write_bytes("Vorname;Nachname\nZoë;Älmö\n".encode("cp1252"))
    page.get_by_label("Or choose a file (CSV)").set_input_files(file)
    page.get_by_role("button", name="Check the list").press("Enter")
    expect(page.get_by_label("Paste your list here")).to_have_value("Vorname;Nachname\nZoë;Älmö\n")
    page.get_by_role("button", name="Import 1 student").press("Enter")
    expect(page.get_by_text("Zoë Älmö")).to_be_visible()
    assert window.wrong == []
