"""Watching a class work in the panel, and what is done about it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from quizzes.models import Assignment, AssignmentMessage, Attempt
from quizzes.services import attempting, overriding, rosters, watching
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


def text_of(response):
    return " ".join(response.content.decode().split())


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
    # It says the day where that is another one on the clock of the class.
    world.classroom.time_zone = "Pacific/Auckland"
    world.classroom.save()
    with time_machine.travel(datetime(2026, 11, 28, 11, 2, tzinfo=UTC), tick=False):
        Attempt.objects.update(seen_at=datetime(2026, 11, 28, 10, 58, tzinfo=UTC), deadline=None)
        assert "away since 28 Nov, 23:58" in look(world)
        Attempt.objects.update(seen_at=datetime(2026, 11, 28, 11, 0, tzinfo=UTC))
        assert "away since 00:00" in look(world)
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
        ({"do": "extend", "minutes": "0"}, "Give at least 1."),
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


@pytest.mark.parametrize(
    ("wrong", "problem", "place"),
    [
        ({"do": "extend", "minutes": "x"}, "Write a whole number.", "id_minutes"),
        ({"do": "extend5", "students": []}, "Tick at least one student.", "id_students"),
        ({"do": "message", "text": "x" * 501}, "at most 500 characters", "id_text"),
        ({"do": "hand_in", "students": []}, "Tick at least one student.", "id_students"),
        ({"do": "reopen", "students": ["0"]}, "Not all that was chosen is in the class now.", "id_students"),
    ],
)
def test_one_wrong_field_loses_nothing_of_the_others(world, dana, running, wrong, problem, place):
    group = overriding.name_group(assignment=world.assignment, students=[dana], name="red")
    kept = {"minutes": "7", "text": "Read slowly.", "students": [world.bob.pk], "groups": []}
    if wrong.get("students") is None:
        kept["groups"] = [group.pk]
    response = post(world, **{**kept, **wrong})
    page = response.content.decode()
    assert re.search(f'<ul class="errorlist" id="{place}_error">[^/]*{problem}', page)
    sent = {**kept, **wrong}
    assert f'name="minutes" value="{sent["minutes"]}"' in page
    assert response.context["message"]["text"].value() == sent["text"]
    assert (f'value="{group.pk}" id="id_groups_0" checked' in page) == bool(sent["groups"])
    assert (f'value="{world.bob.pk}" checked' in page) == (sent["students"] == [world.bob.pk])


def test_a_message_begun_stays_while_something_else_is_done(world, dana, running):
    typed = {"text": "Read slowly."}
    assert 'required id="id_text"> Read slowly.</textarea>' in text_of(post(world, world.bob, do="extend5", **typed))
    assert "Read slowly." not in look(world)
    for does, now in (("hand_in", "hand_in_now"), ("reopen", "reopen_now")):
        asked = post(world, world.bob, do=does, **typed)
        # The rows alone, which the page asks for every five seconds, take it from nobody.
        client = world.client(world.alice)
        client.post(address(world), {**hidden(asked), "students": [world.bob.pk], "minutes": "10", "do": now})
        client.get(address(world) + "?rows")
        assert "Read slowly." in client.get(address(world)).content.decode()


def hidden(response):
    """What the hidden fields of a page that asks back would send."""
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', response.content.decode()):
        found.setdefault(name, []).append(value)
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("state", ["works", "has handed in"])
@pytest.mark.parametrize("does", ["hand_in", "reopen", "reopen one"])
def test_whoever_is_asked_and_says_no_finds_everything_as_it_was_typed(world, dana, running, state, does):
    """Also where the page that asks has only "Back" to offer."""
    group = overriding.name_group(assignment=world.assignment, students=[dana], name="red")
    if state == "has handed in":
        attempting.submit_attempt(attempt=running)
    typed = {"text": "Read slowly.", "minutes": "7", "students": [world.bob.pk], "groups": [group.pk]}
    client, asks = world.client(world.alice), address(world)
    if does == "reopen one":
        asks = url("assignment", "reopen", world.assignment.pk, running.pk)
    asked = client.post(asks, {**typed, "do": does.removesuffix(" one")})
    assert "Read slowly." in asked.content.decode()
    sent = hidden(asked)
    # A wrong number on the way loses nothing either.
    if does == "reopen" and state == "has handed in":
        wrong = client.post(asks, {**sent, "minutes": "x", "do": "reopen_now"})
        assert "Write a whole number." in wrong.content.decode()
        sent = hidden(wrong)
    back = client.post(asks, {**sent, "do": "back"}, follow=True)
    assert back.redirect_chain == [(address(world), 302)]
    page = back.content.decode()
    assert back.context["message"]["text"].value() == "Read slowly."
    assert 'name="minutes" value="7"' in page
    assert f'value="{world.bob.pk}" checked' in page
    assert f'value="{group.pk}" id="id_groups_0" checked' in page
    assert 'id="id_everybody" checked' not in page
    # Once seen it is not kept any longer.
    assert "Read slowly." not in client.get(address(world)).content.decode()
    running.refresh_from_db()
    assert running.state == ("in_progress" if state == "works" else "submitted")


@pytest.mark.parametrize("does", ["extend5", "message", "hand_in", "reopen", "look"])
def test_minutes_begun_stay_whatever_else_is_done(world, dana, running, does):
    if does == "reopen":
        attempting.submit_attempt(attempt=running)
    client = world.client(world.alice)
    typed = {"text": "Read slowly.", "minutes": "37", "students": [world.bob.pk]}
    page = client.post(address(world), {**typed, "do": does}, follow=True)
    if does in ("hand_in", "reopen"):
        sent = {**hidden(page), "students": [world.bob.pk], "minutes": "5", "do": f"{does}_now"}
        page = client.post(address(world), sent, follow=True)
    assert len(messages(page)) == (does != "look")
    assert 'name="minutes" value="37"' in page.content.decode()
    assert page.context["message"]["text"].value() == (None if does == "message" else "Read slowly.")


def test_looking_again_keeps_what_is_typed_and_ticked(world, dana, running):
    page = text_of(post(world, world.bob, do="look", text="Read slowly."))
    assert re.search(r'<button type="submit" form="watch" name="do" value="look" class="button">Look again', page)
    assert f'value="{world.bob.pk}" checked' in page


def test_opening_one_attempt_again_leaves_the_rest_of_the_page_as_it_was(world, dana, running):
    attempting.submit_attempt(attempt=running)
    again = url("assignment", "reopen", world.assignment.pk, running.pk)
    client = world.client(world.alice)
    asked = client.post(again, {"students": [dana.pk], "minutes": "37", "text": "Read slowly.", "do": "reopen"})
    page = client.post(again, {**hidden(asked), "minutes": "5", "do": "reopen_now"}, follow=True)
    assert messages(page) == ["bob can go on for 5 minutes."]
    assert f'value="{dana.pk}" checked' in page.content.decode()
    assert 'name="minutes" value="37"' in page.content.decode()
    assert page.context["message"]["text"].value() == "Read slowly."


@pytest.mark.parametrize("begun", ["by its address", "with nothing typed"])
def test_minutes_for_one_attempt_are_never_those_of_the_page(world, running, begun):
    attempting.submit_attempt(attempt=running)
    again = url("assignment", "reopen", world.assignment.pk, running.pk)
    client = world.client(world.alice)
    asked = client.get(again) if begun == "by its address" else client.post(again, {"do": "reopen"})
    for does in ("back", "reopen_now"):
        page = client.post(again, {**hidden(asked), "minutes": "99", "do": does}, follow=True)
        assert 'name="minutes" value="10"' in page.content.decode()


def test_everybody_stays_everybody_where_nobody_is_meant(world, dana):
    asked = post(world, do="hand_in", everybody="on")
    back = world.client(world.alice).post(address(world), {**hidden(asked), "do": "back"}, follow=True)
    assert 'name="everybody" id="id_everybody" checked' in back.content.decode()


def test_a_message_begun_stays_while_one_attempt_is_opened_again(world, running):
    attempting.submit_attempt(attempt=running)
    again = url("assignment", "reopen", world.assignment.pk, running.pk)
    client = world.client(world.alice)
    page = client.get(address(world)).content.decode()
    assert re.search(rf'value="reopen"\s+formaction="{again}"', page)
    # The minutes typed for more time are not those of opening it again.
    asked = client.post(again, {"text": "Read slowly.", "minutes": "7", "do": "reopen"})
    assert 'name="minutes" value="10"' in asked.content.decode()
    done = client.post(again, {**hidden(asked), "minutes": "15", "do": "reopen_now"}, follow=True)
    assert messages(done) == ["bob can go on for 15 minutes."]
    assert done.context["message"]["text"].value() == "Read slowly."


def test_what_was_typed_stays_where_it_cannot_be_done_after_all(world, dana, running):
    asked = post(world, world.bob, do="hand_in", text="Read slowly.")
    rosters.remove_student(enrollment=world.bob.enrollments.get())
    sent = {**hidden(asked), "do": "hand_in_now"}
    page = world.client(world.alice).post(address(world), sent)
    assert "Not all that was chosen is in the class now." in page.content.decode()
    assert page.context["message"]["text"].value() == "Read slowly."


def test_wrong_minutes_are_asked_for_again_where_they_were_typed(world, running):
    attempting.submit_attempt(attempt=running)
    page = text_of(post(world, world.bob, do="reopen_now", minutes="0"))
    assert "Give at least 1." in page
    assert "Open again for 1 student" in page
    # Minutes typed for more time are no mistake of who only asks to open again.
    asked = post(world, world.bob, do="reopen", minutes="x").content.decode()
    assert 'name="minutes" value="10"' in asked


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
    assert messages(post(world, world.bob, do="hand_in_now")) == ["None of these students is working now."]


def test_an_attempt_is_opened_again(world, running):
    attempting.submit_attempt(attempt=running)
    client, again = world.client(world.alice), url("assignment", "reopen", world.assignment.pk, running.pk)
    assert "bob, attempt 1" in " ".join(client.get(again).content.decode().split())
    assert "Give at least 1." in client.post(again, {"minutes": "0"}).content.decode()
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
    assert messages(post(world, world.bob, do="reopen_now")) == ["None of these students has handed in."]


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
    response = post(world, world.bob, do="extend10", text="Go on.")
    assert response.context["message"]["text"].value() == "Go on."
    assert messages(response) == ["Not all of these students are in the class now. Look who is, and choose again."]
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
