"""The way in."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from quizzes.models import Enrollment, User
from quizzes.services.rosters import remove_student
from tests import factories
from tests.conftest import World
from tests.factories import PASSWORD


def details(world: World, name: str, **changes: str) -> dict[str, str]:
    return {
        "code": world.classroom.join_code_shown,
        "nickname": name,
        "password": PASSWORD,
        "password_again": PASSWORD,
    } | changes


def test_a_newcomer_joins_is_logged_in_and_gets_a_new_session_key(world: World) -> None:
    client = Client()
    client.session.save()
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    reply = client.post("/join/", details(world, "dana"), follow=True)
    assert reply.redirect_chain == [("/", 302)]
    assert "You are in Alice&#x27;s class now." in reply.content.decode()
    assert client.session["_auth_user_id"] == str(User.objects.get(username="dana").pk)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "AAAAA-AAAAA"}, "No class has this code"),
        ({"nickname": "BOB"}, "already uses this nickname"),
        ({"nickname": "two words"}, "Enter a valid username"),
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password_again": "other"}, "not the same"),
    ],
)
def test_an_error_keeps_what_was_typed_but_not_the_password(world: World, changes: dict[str, str], says: str) -> None:
    sent = details(world, "dana", **changes)
    reply = Client().post("/join/", sent)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert says in page
    assert sent["code"] in page
    assert f'value="{sent["nickname"]}"' in page
    assert PASSWORD not in page
    assert not User.objects.filter(username="dana").exists()


def test_a_student_joins_another_class_with_its_code_alone(world: World) -> None:
    client = world.client(world.bob)
    assert b"nickname" not in client.get("/join/").content
    assert client.post("/join/", {"code": world.other_classroom.join_code}).status_code == 302
    assert Enrollment.objects.filter(student=world.bob).count() == 2


def test_a_removed_student_is_told_to_ask_the_teacher(world: World) -> None:
    remove_student(enrollment=world.bob.enrollments.get())
    reply = world.client(world.bob).post("/join/", {"code": world.classroom.join_code})
    assert b"removed you from this class" in reply.content


def test_a_teacher_is_told_that_students_join(world: World) -> None:
    client = world.client(world.mallory)
    for reply in (client.get("/join/"), client.post("/join/", {"code": world.classroom.join_code})):
        assert b"logged in as a teacher" in reply.content
    assert not Enrollment.objects.filter(student=world.mallory).exists()


def test_35_pupils_behind_one_address_all_join(world: World) -> None:
    for number in range(35):
        assert Client().post("/join/", details(world, f"pupil{number}")).status_code == 302
    assert world.classroom.students.count() == 36


def test_guessing_codes_is_stopped_after_ten(world: World) -> None:
    for number in range(10):
        Client().post("/join/", details(world, "dana", code=f"AAAAAAAA{number + 22}"))
    reply = Client().post("/join/", details(world, "dana"))
    assert b"Wait a minute" in reply.content
    assert not User.objects.filter(username="dana").exists()
    elsewhere = Client(REMOTE_ADDR="10.0.0.9").post("/join/", details(world, "dana"))
    assert elsewhere.status_code == 302


def test_guessing_a_password_is_stopped_after_ten_whatever_the_address(world: World) -> None:
    for number in range(10):
        reply = Client(REMOTE_ADDR=f"10.0.0.{number}").post("/login/", {"username": "bob", "password": "wrong"})
        assert reply.status_code == 200
    reply = Client().post("/login/", {"username": "Bob", "password": PASSWORD})
    assert reply.status_code == 429
    assert b"Wait a minute" in reply.content
    assert b'value="Bob"' in reply.content


def test_a_session_that_fails_is_stopped_whatever_it_tries(world: World) -> None:
    client = Client()
    for number in range(10):
        client.post("/login/", {"username": f"b{number}", "password": "x"}, REMOTE_ADDR=f"10.0.0.{number}")
    assert client.post("/login/", {"username": "bob", "password": PASSWORD}, REMOTE_ADDR="10.1.1.1").status_code == 429


def test_behind_a_proxy_each_address_counts_for_itself(world: World, settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(10):
        # What a client claims comes first and is not believed.
        claimed = f"10.9.9.{number}, 10.0.0.1"
        Client().post("/login/", {"username": f"b{number}", "password": "x"}, headers={"X-Forwarded-For": claimed})
    right = {"username": "bob", "password": PASSWORD}
    assert Client().post("/login/", right, headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 429
    assert Client().post("/login/", right, headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 302


def test_log_in_leads_students_to_their_work_and_teachers_to_the_panel(world: World) -> None:
    for name, place in (("bob", "/"), ("alice", "/")):
        reply = Client().post("/login/", {"username": name, "password": PASSWORD})
        assert (reply.status_code, reply["Location"]) == (302, place)
    assert world.client(world.alice).get("/")["Location"] == reverse("admin:index")


def test_log_out_is_a_post(world: World) -> None:
    client = world.client(world.bob)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert "_auth_user_id" not in client.session


def test_changing_the_password(world: World) -> None:
    client = world.client(world.bob)
    new = "three words together"
    reply = client.post(
        "/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True
    )
    assert b"Your password is changed." in reply.content
    assert Client().login(username="bob", password=new)


def test_pages_for_the_signed_in_are_stored_nowhere(world: World) -> None:
    assert "no-store" in world.client(world.bob).get("/")["Cache-Control"]
    assert b"Join a class" in Client().get("/").content


def test_times_are_shown_in_the_zone_of_the_class(world: World) -> None:
    world.classroom.time_zone = "Asia/Tokyo"
    world.classroom.save()
    due = datetime.datetime(2030, 1, 1, 20, 0, tzinfo=datetime.UTC)
    factories.AssignmentFactory(classroom=world.classroom, due_at=due)
    assert "Due Wed 2 Jan, 05:00" in world.client(world.bob).get("/").content.decode()


def test_a_nickname_is_changed_and_the_class_has_it_on_record(world: World) -> None:
    client = world.client(world.bob)
    page = client.post("/account/", {"nickname": "bobby"}, follow=True).content.decode()
    assert "You are bobby now. Log in with this name." in page
    world.bob.refresh_from_db()
    assert world.bob.username == "bobby"
    change = world.classroom.changes.get(action="nickname")
    assert (change.student, change.old, change.new) == (world.bob, "bob", "bobby")
    # Another case of the same letters is one's own name still.
    assert "You are Bobby now." in client.post("/account/", {"nickname": "Bobby"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("nickname", "words"),
    [("CHARLIE", "Somebody already uses this nickname."), ("two words", "Enter a valid username"), ("", "required")],
)
def test_a_nickname_that_cannot_be_is_refused_in_words(world: World, nickname: str, words: str) -> None:
    page = world.client(world.bob).post("/account/", {"nickname": nickname}).content.decode()
    assert words in page
    world.bob.refresh_from_db()
    assert world.bob.username == "bob"
    assert not world.classroom.changes.filter(action="nickname").exists()


def test_what_is_stored_is_read_and_taken_along_by_the_student_alone(world: World) -> None:
    client = world.client(world.bob)
    page = client.get("/account/data/").content.decode()
    assert "What is stored about me" in page
    assert "Alice&#x27;s class" in page
    reply = client.get("/account/data/file/")
    assert reply["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert reply.json()["account"][0]["nickname"] == "bob"
    for user, status in ((world.alice, 404), (None, 302)):
        other = world.client(user) if user else Client()
        for address in ("/account/data/", "/account/data/file/"):
            assert other.get(address).status_code == status
