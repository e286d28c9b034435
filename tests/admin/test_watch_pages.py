"""Watching a class work in the panel, and what is done about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Assignment, AssignmentMessage, Attempt
from quizzes.services import attempting, rosters, watching
from tests import factories
from tests.admin.pages import messages, url


@pytest.fixture
def dana(world):
    return factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student


@pytest.fixture
def running(world):
    """Bob's running attempt, of thirty minutes."""
    Assignment.objects.filter(pk=world.assignment.pk).update(time_limit_minutes=30)
    world.assignment.refresh_from_db()
    return attempting.start_attempt(assignment=world.assignment, student=world.bob)


def address(world):
    return url("assignment", "watch", world.assignment.pk)


def look(world, query=""):
    return " ".join(world.client(world.alice).get(address(world) + query).content.decode().split())


def post(world, *students, **fields):
    data = {"students": [student.pk for student in students], "minutes": "10", "text": "", **fields}
    return world.client(world.alice).post(address(world), data, follow=True)


def test_who_is_where(world, dana, running):
    attempting.note_presence(attempt_id=running.pk, position=1, now=timezone.now())
    page = look(world)
    assert "on question 1 of 1" in page
    assert "0 of 1" in page
    assert "not started" in page
    away = timezone.now() - timedelta(minutes=3)
    Attempt.objects.update(seen_at=away)
    page = look(world)
    assert f"away since {away:%H:%M}" in page
    assert "(question 1)" in page
    Attempt.objects.update(seen_at=None)
    assert "away, not seen yet" in look(world)
    attempting.submit_attempt(attempt=running)
    page = look(world)
    assert "handed in" in page
    assert url("assignment", "reopen", world.assignment.pk, running.pk) in page


def test_the_rows_alone_are_no_whole_page(world, running):
    rows = look(world, "?rows")
    assert rows.startswith('<tbody id="watched">')
    assert rows.endswith("</tfoot>")
    assert '<tr id="tally"> <td colspan="5"> 1 working </td> </tr>' in rows
    assert 'data-state="working"' in rows


def test_what_ran_out_of_time_is_handed_in_by_looking(world, running):
    Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    assert 'data-state="handed_in" data-says="bob: handed in"' in look(world, "?rows")


@pytest.mark.parametrize(("does", "minutes"), [("extend5", 5), ("extend10", 10), ("extend", 7)])
def test_more_time_for_those_ticked(world, dana, running, does, minutes):
    response = post(world, world.bob, dana, do=does, minutes="7")
    assert messages(response) == [
        f"{minutes} minutes more for bob.",
        "Not changed, since they have handed in or have no end that could move: dana.",
    ]
    deadline = running.deadline
    running.refresh_from_db()
    assert running.deadline == deadline + timedelta(minutes=minutes)


def test_more_time_for_everybody(world, dana, running):
    other = attempting.start_attempt(assignment=world.assignment, student=dana)
    assert messages(post(world, do="extend10", everybody="on")) == ["10 minutes more for bob, dana."]
    before = other.deadline
    other.refresh_from_db()
    assert other.deadline == before + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"do": "extend", "minutes": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"do": "extend5", "students": []}, "Tick at least one student."),
        ({"do": "message", "students": [], "text": "Read slowly."}, "Tick at least one student."),
        ({"do": "message", "text": " "}, "This field is required."),
        ({"do": "hand_in", "students": []}, "Tick at least one student."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, running, fields, problem):
    response = post(world, world.bob, **fields)
    page = response.content.decode()
    assert problem in page
    assert (f'value="{world.bob.pk}" checked' in page) == ("students" not in fields)
    if "text" in fields:
        assert response.context["message"]["text"].value() == fields["text"]
    assert not AssignmentMessage.objects.exists()


def test_a_message_is_sent_and_listed(world, dana, running):
    response = post(world, world.bob, do="message", text="Read slowly.")
    assert messages(response) == ["The message is on the pages of bob within 15 seconds."]
    post(world, do="message", text="Five minutes more.", everybody="on")
    assert list(AssignmentMessage.objects.values_list("student", "text")) == [
        (world.bob.pk, "Read slowly."),
        (None, "Five minutes more."),
    ]
    page = look(world)
    assert "bob: Read slowly." in page
    assert "everybody: Five minutes more." in page


def test_handing_in_for_students_asks_first(world, dana, running):
    page = post(world, do="hand_in", everybody="on").content.decode()
    assert "Hand in for 1 student" in " ".join(page.split())
    assert "bob: 0 of 1 answered" in page
    assert "dana" not in page
    running.refresh_from_db()
    assert running.state == "in_progress"
    assert messages(post(world, world.bob, do="hand_in_now")) == ["Handed in: bob."]
    running.refresh_from_db()
    assert running.state == "submitted"
    assert "None of these students is working now." in post(world, do="hand_in", everybody="on").content.decode()


def test_an_attempt_is_opened_again(world, running):
    attempting.submit_attempt(attempt=running)
    client, again = world.client(world.alice), url("assignment", "reopen", world.assignment.pk, running.pk)
    assert "bob, attempt 1" in " ".join(client.get(again).content.decode().split())
    assert "Ensure this value is greater than" in client.post(again, {"minutes": "0"}).content.decode()
    response = client.post(again, {"minutes": "15"}, follow=True)
    assert messages(response) == ["bob can go on for 15 minutes."]
    assert response.redirect_chain == [(address(world), 302)]
    refused = client.post(again, {"minutes": "15"})
    assert "This attempt is under way already." in refused.content.decode()


def test_attempts_are_opened_again_for_everybody_who_handed_in(world, dana, running):
    attempting.submit_attempt(attempt=running)
    other = attempting.start_attempt(assignment=world.assignment, student=dana)
    attempting.submit_attempt(attempt=other)
    factories.EnrollmentFactory(classroom=world.classroom, student__username="idle")
    page = " ".join(post(world, do="reopen", everybody="on", minutes="7").content.decode().split())
    assert all(
        words in page for words in ("bob, attempt 1", "dana, attempt 1", "Open again for 2 students", 'value="7"')
    )
    assert "idle" not in page
    running.refresh_from_db()
    assert running.state == "submitted"
    response = post(world, world.bob, dana, do="reopen_now", minutes="5")
    assert messages(response) == ["bob, dana can go on for 5 minutes."]
    assert set(Attempt.objects.values_list("state", flat=True)) == {"in_progress"}
    assert "None of these students has handed in." in post(world, world.bob, do="reopen").content.decode()
    assert messages(post(world, world.bob, do="reopen_now")) == ["nobody can go on for 10 minutes."]


def test_an_attempt_of_another_assignment_is_not_opened(world, running):
    other = factories.AssignmentFactory(classroom=world.classroom)
    again = url("assignment", "reopen", other.pk, running.pk)
    assert world.client(world.alice).post(again, {"minutes": "15"}).status_code == 404


def test_who_left_the_class_in_the_meantime_is_said_and_nothing_is_done(world, running, monkeypatch):
    extend = watching.extend_time

    def after_the_student_left(**arguments):
        rosters.remove_student(enrollment=world.bob.enrollments.get())
        return extend(**arguments)

    monkeypatch.setattr(watching, "extend_time", after_the_student_left)
    response = post(world, world.bob, do="extend10")
    assert messages(response) == ["Not all of these students are in the class now. Reload the page and choose again."]
    assert not world.bob.overrides.exists()


def test_another_classs_student_gets_nothing(world, running):
    post(world, world.charlie, do="extend10")
    post(world, world.charlie, do="message", text="Hello")
    assert (world.charlie.overrides.count(), AssignmentMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("students", [1, 8])
@pytest.mark.parametrize("query", ["", "?rows"])
def test_the_queries_do_not_grow(world, students, query, django_assert_max_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempting.start_attempt(assignment=world.assignment, student=student)
    client = world.client(world.alice)
    with django_assert_max_num_queries(12):
        client.get(address(world) + query)


@pytest.mark.parametrize("students", [1, 8])
@pytest.mark.parametrize("does", ["reopen", "hand_in"])
def test_the_queries_of_asking_first_do_not_grow(world, students, does, django_assert_max_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempt = attempting.start_attempt(assignment=world.assignment, student=student)
        if does == "reopen":
            attempting.submit_attempt(attempt=attempt)
    client = world.client(world.alice)
    with django_assert_max_num_queries(12):
        client.post(address(world), {"do": does, "everybody": "on", "minutes": "10"})
