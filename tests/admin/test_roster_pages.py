"""Importing a roster, log-in cards, and one student's page."""

import pytest
from django.contrib.auth import authenticate
from django.core.files.uploadedfile import SimpleUploadedFile

from quizzes.models import Enrollment, User
from quizzes.services import rosters
from tests import factories
from tests.admin.pages import messages, url
from tests.admin.test_class_pages import at, words

LIST = "Name;Nickname\nZoë Müller;zoe\nAmina Okoye;am-1\n"


def sent_back(response):
    """What the form of the page sends when its button is pressed."""
    form = response.context["form"]
    return {"text": form["text"].value(), "fingerprint": form["fingerprint"].value()}


# --- importing --------------------------------------------------------------------------------------------------------


def test_a_list_is_checked_then_imported_and_the_cards_are_shown_once(world):
    client = world.client(world.alice)
    checked = client.post(at(world, "import"), {"text": LIST, "check": "yes"})
    assert "Import 2 students" in words(checked)
    assert "The columns were read as: full name, nickname." in words(checked)
    assert User.objects.filter(username="zoe").count() == 0
    done = client.post(at(world, "import"), {**sent_back(checked), "import": "yes"})
    logins = {login.student.username: login.password for login in done.context["logins"]}
    assert list(logins) == ["zoe", "am-1"]
    page = words(done)
    for nickname, password in logins.items():
        assert nickname in page
        assert password in page
        assert authenticate(username=nickname, password=password).get_full_name() in ("Zoë Müller", "Amina Okoye")
    assert "no-store" in done["Cache-Control"]
    assert not any(password in words(client.get(at(world, "change"))) for password in logins.values())


def test_sending_the_import_again_changes_nothing_and_says_so(world):
    client = world.client(world.alice)
    data = {**sent_back(client.post(at(world, "import"), {"text": LIST})), "import": "yes"}
    client.post(at(world, "import"), data)
    secrets = list(User.objects.order_by("pk").values_list("password", flat=True))
    again = client.post(at(world, "import"), data)
    assert "Everybody on this list is in the class already, so there is nothing to import." in words(again)
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == secrets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_and_its_text_shown_to_be_mended(world, encoding):
    file = SimpleUploadedFile("class.csv", LIST.encode(encoding))
    response = world.client(world.alice).post(at(world, "import"), {"text": "old", "file": file})
    assert [row.name for row in response.context["plan"].rows] == ["Zoë Müller", "Amina Okoye"]
    assert sent_back(response)["text"] == LIST


@pytest.mark.parametrize(
    ("text", "words_of_error"),
    [
        ("a;b;c;d\n", "This list has 4 columns. Write a first line that says what they are"),
        ("Name\n", "a line of headings and nobody below it"),
        ("", "There is no name in this list. Paste one student a line."),
        ("Name;Nickname\nZoë;alice", "This is a teacher&#x27;s account. Choose another nickname."),
    ],
)
def test_what_was_pasted_is_never_lost_on_an_error(world, text, words_of_error):
    response = world.client(world.alice).post(at(world, "import"), {"text": text, "import": "yes"})
    assert words_of_error in words(response)
    assert sent_back(response)["text"] == text
    assert world.classroom.enrollments.count() == 1


def test_a_file_that_is_too_large_leaves_the_text_alone(world):
    file = SimpleUploadedFile("class.csv", b"Zoe\n" * 100_000)
    response = world.client(world.alice).post(at(world, "import"), {"text": LIST, "file": file})
    assert "This file is too large for a list of students." in words(response)
    assert sent_back(response)["text"] == LIST


def test_a_row_with_a_problem_keeps_everybody_out(world):
    client = world.client(world.alice)
    checked = client.post(at(world, "import"), {"text": f"{LIST}Gus;alice\n"})
    assert "1 line has a problem." in words(checked)
    assert 'name="import"' not in words(checked)
    client.post(at(world, "import"), {**sent_back(checked), "import": "yes"})
    assert world.classroom.enrollments.count() == 1


def test_a_list_that_was_not_shown_is_shown_before_it_is_imported(world):
    client = world.client(world.alice)
    data = sent_back(client.post(at(world, "import"), {"text": LIST}))
    factories.EnrollmentFactory(classroom=world.classroom, student__username="zoe")
    response = client.post(at(world, "import"), {**data, "import": "yes"})
    assert messages(response) == [
        "The list or the class has changed since it was checked. Look at the rows again, then import."
    ]
    assert world.classroom.enrollments.count() == 2
    response = client.post(at(world, "import"), {**sent_back(response), "import": "yes"})
    assert world.classroom.enrollments.count() == 3


def test_a_list_without_newcomers_leads_back_to_the_class(world):
    rosters.remove_student(enrollment=world.bob.enrollments.get())
    client = world.client(world.alice)
    data = sent_back(client.post(at(world, "import"), {"text": "bob"}))
    response = client.post(at(world, "import"), {**data, "import": "yes"}, follow=True)
    assert messages(response) == ["1 student is put on the roster."]
    assert response.redirect_chain == [(at(world, "change"), 302)]


# --- cards ------------------------------------------------------------------------------------------------------------


def test_the_cards_page_offers_first_those_who_never_logged_in(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana")
    world.client(world.bob)
    gone = rosters.remove_student(enrollment=factories.EnrollmentFactory(classroom=world.classroom))
    form = world.client(world.alice).get(at(world, "cards")).context["form"]
    assert form["places"].initial == [dana.pk]
    assert gone not in form.fields["places"].queryset


def test_one_student_gets_a_new_password_on_one_card(world):
    client = world.client(world.alice)
    place = world.bob.enrollments.get()
    asked = client.get(at(world, "cards"), {"student": place.pk})
    assert asked.context["form"]["places"].initial == [place.pk]
    response = client.post(at(world, "cards"), {"places": [place.pk]})
    (login,) = response.context["logins"]
    assert login.password in words(response)
    assert authenticate(username="bob", password=login.password) == world.bob
    assert authenticate(username="bob", password=factories.PASSWORD) is None


def test_cards_for_nobody_or_for_a_stranger_are_refused(world):
    client = world.client(world.alice)
    stranger = world.charlie.enrollments.get()
    for places in ([], [stranger.pk], ["x"]):
        response = client.post(at(world, "cards"), {"places": places})
        assert response.context["form"].errors["places"]
    assert authenticate(username="charlie", password=factories.PASSWORD) == world.charlie


# --- one student ------------------------------------------------------------------------------------------------------


def test_a_student_is_removed_with_a_reason_and_put_back(world):
    client = world.client(world.alice)
    place = world.bob.enrollments.get()
    response = client.post(at(world, "student_remove", place.pk), {"reason": "left"}, follow=True)
    assert messages(response) == ["bob is out of the class. All work is kept."]
    place.refresh_from_db()
    assert place.removed_at is not None
    assert "Put back" in words(response)
    response = client.post(at(world, "student_put_back", place.pk), follow=True)
    assert messages(response) == ["bob is back in the class."]
    place.refresh_from_db()
    assert place.removed_at is None
    assert list(world.classroom.changes.values_list("action", "reason")) == [("removed", "left"), ("restored", "")]


def test_a_student_is_moved_to_another_class_of_the_teacher(world):
    second = factories.ClassroomFactory(name="8C", teachers=[world.alice])
    place = world.bob.enrollments.get()
    response = world.client(world.alice).post(at(world, "student_move", place.pk), {"to": second.pk}, follow=True)
    assert messages(response) == ["bob is in 8C now. What they did so far stays with Alice's class."]
    moved = second.enrollments.get()
    assert response.redirect_chain == [(url("classroom", "student", second.pk, moved.pk), 302)]


def test_a_student_is_not_moved_to_a_class_of_somebody_else(world):
    factories.ClassroomFactory(teachers=[world.alice])
    place = world.bob.enrollments.get()
    response = world.client(world.alice).post(
        at(world, "student_move", place.pk), {"to": world.other_classroom.pk, "reason": "swap"}
    )
    assert list(response.context["move_form"].errors) == ["to"]
    assert 'value="swap"' in words(response)
    assert Enrollment.objects.filter(removed_at__isnull=True).count() == 2
