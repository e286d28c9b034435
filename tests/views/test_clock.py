"""The ping of an open attempt: what it notes, what it hears, and that it is nobody else's."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quizzes.models import Attempt
from quizzes.services import attempting, overriding, watching
from quizzes.services.rosters import remove_student
from tests import factories
from tests.conftest import World

Begin = Callable[..., Attempt]


def ping(client: Client, attempt: Attempt, position: object = None, after: object = 0) -> Any:
    return client.post(
        f"/attempts/{attempt.pk}/ping/",
        json.dumps({"position": position, "after": after}),
        content_type="application/json",
    )


def test_a_ping_says_where_the_student_is_and_how_long_is_left(world: World, begin: Begin) -> None:
    world.classroom.time_zone = "Asia/Kathmandu"
    world.classroom.save()
    began = timezone.now().replace(year=2027, month=3, day=1, hour=10, minute=0, second=0, microsecond=0)
    with time_machine.travel(began, tick=False):
        attempt = begin(
            factories.QuestionFactory, time_limit_minutes=30, opens_at=began - timedelta(days=1), due_at=None
        )
        client = world.client(world.bob)
    with time_machine.travel(began + timedelta(minutes=10), tick=False):
        reply = ping(client, attempt, position=3)
        assert reply.json() == {"state": "running", "seconds": 1200, "ends": "Time ends at 16:15", "messages": []}
    attempt.refresh_from_db()
    assert (attempt.seen_at, attempt.on_position) == (began + timedelta(minutes=10), 3)
    with time_machine.travel(began + timedelta(minutes=11), tick=False):
        ping(client, attempt)
    attempt.refresh_from_db()
    assert (attempt.seen_at, attempt.on_position) == (began + timedelta(minutes=11), 3)


def test_the_end_is_told_in_the_same_words_throughout(world: World, begin: Begin) -> None:
    """The page takes other words for a change by the teacher."""
    began = timezone.now()
    with time_machine.travel(began, tick=False):
        attempt = begin(time_limit_minutes=13 * 60, due_at=None)
    told = set()
    for hours in (0, 2, 12):
        with time_machine.travel(began + timedelta(hours=hours), tick=False):
            told.add(ping(world.client(world.bob), attempt).json()["ends"])
    assert len(told) == 1


def test_an_attempt_without_an_end_has_no_seconds(world: World, begin: Begin) -> None:
    reply = ping(world.client(world.bob), begin())
    assert reply.json() == {"state": "running", "seconds": None, "ends": "", "messages": []}


def test_an_extension_and_new_messages_come_with_the_next_ping(world: World, begin: Begin) -> None:
    attempt = begin(time_limit_minutes=30)
    client = world.client(world.bob)
    before = ping(client, attempt).json()["seconds"]
    assignment = attempt.assignment
    watching.extend_time(assignment=assignment, students=[world.bob], minutes=10, by=world.alice)
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    watching.send_message(assignment=assignment, text="Not for Bob", students=[dana], by=world.alice)
    (sent,) = watching.send_message(assignment=assignment, text="Read <slowly>.", by=world.alice)
    reply = ping(client, attempt).json()
    assert 590 <= reply["seconds"] - before <= 600
    assert reply["messages"] == [{"id": sent.pk, "text": "Read <slowly>."}]
    assert ping(client, attempt, after=sent.pk).json()["messages"] == []


@pytest.mark.parametrize(("seconds", "expected"), [(-1, "running"), (0, "over"), (1, "over")])
def test_when_time_ends_what_was_saved_is_handed_in(world: World, begin: Begin, seconds: int, expected: str) -> None:
    attempt = begin(time_limit_minutes=10)
    client = world.client(world.bob)
    assert attempt.deadline is not None
    with time_machine.travel(attempt.deadline + timedelta(seconds=seconds), tick=False):
        assert ping(client, attempt).json()["state"] == expected
    attempt.refresh_from_db()
    assert attempt.state == ("in_progress" if expected == "running" else "submitted")


def test_a_ping_of_what_is_handed_in_changes_nothing(world: World, begin: Begin) -> None:
    attempt = begin()
    attempting.submit_attempt(attempt=attempt)
    seen = attempt.seen_at
    assert ping(world.client(world.bob), attempt, position=1).json() == {"state": "over"}
    attempt.refresh_from_db()
    assert (attempt.seen_at, attempt.on_position) == (seen, None)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"position": 0, "after": 0}',
        '{"position": 40000, "after": 0}',
        '{"position": true, "after": 0}',
        '{"position": "1", "after": 0}',
        '{"position": 1, "after": -1}',
        '{"position": 1, "after": 1e3}',
        "[" * 20_000,
    ],
)
def test_what_is_no_ping_is_refused(world: World, begin: Begin, body: str) -> None:
    attempt = begin()
    reply = world.client(world.bob).post(f"/attempts/{attempt.pk}/ping/", body, content_type="application/json")
    assert (reply.status_code, reply.json()) == (400, {"state": "refused"})


def test_nobody_else_pings(world: World, begin: Begin) -> None:
    attempt = begin()
    for user in (world.charlie, world.alice, world.mallory):
        assert ping(world.client(user), attempt, position=1).status_code == 404
    assert ping(Client(), attempt).status_code == 302
    assert world.client(world.bob).get(f"/attempts/{attempt.pk}/ping/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.bob)
    assert ping(strict, attempt).status_code == 403
    remove_student(enrollment=world.bob.enrollments.get(classroom=world.classroom))
    assert ping(world.client(world.bob), attempt).status_code == 404
    attempt.refresh_from_db()
    assert attempt.on_position is None


def test_a_ping_takes_four_queries_and_writes_no_session(
    world: World, begin: Begin, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    attempt = begin()
    client = world.client(world.bob)
    before = list(Session.objects.values())
    with django_assert_num_queries(4):  # session, user, attempt, presence
        ping(client, attempt)
    watching.send_message(assignment=attempt.assignment, text="Hello", by=world.alice)
    with django_assert_num_queries(5):
        ping(client, attempt)
    assert list(Session.objects.values()) == before


def test_messages_are_on_the_page_without_javascript(world: World, begin: Begin) -> None:
    attempt = begin(time_limit_minutes=30)
    client = world.client(world.bob)
    watching.send_message(assignment=attempt.assignment, text="Read <slowly>.", by=world.alice)
    for address in (
        f"/attempts/{attempt.pk}/",
        f"/attempts/{attempt.pk}/hand-in/",
        f"/assignments/{attempt.assignment_id}/",
    ):
        assert "Read &lt;slowly&gt;." in client.get(address).content.decode()


# --- the page an attempt starts from ----------------------------------------------------------------------------------


def start_page(world: World) -> str:
    page = world.client(world.bob).get(f"/assignments/{world.assignment.pk}/").content.decode()
    return " ".join(page.split())


def test_the_start_page_says_what_extra_time_is_for_this_student(world: World) -> None:
    world.assignment.time_limit_minutes = 40
    world.assignment.save()
    assert "extra time for you" not in start_page(world)
    world.bob.enrollments.update(extra_time_percent=25)
    overriding.give_exceptions(
        assignment=world.assignment, students=[world.bob], values={"extra_minutes": 5}, by=world.alice
    )
    page = start_page(world)
    assert "55 minutes from your start" in page
    assert "(15 minutes of it are extra time for you)" in page
    assert "closes before they are over" not in page
    world.assignment.due_at = None
    world.assignment.closes_at = timezone.now() + timedelta(minutes=50)
    world.assignment.save()
    assert "but it closes before they are over, and then your time ends" in start_page(world)


@pytest.mark.parametrize(
    ("closes", "says"),
    [
        (None, "You can still hand in after the due time; it is then late."),
        (1, "You can still hand in after the due time, until it closes; it is then late."),
        (0, "You cannot hand in after the due time."),
    ],
)
def test_the_start_page_says_the_late_rule_and_that_there_is_no_grace(
    world: World, closes: int | None, says: str
) -> None:
    due = world.assignment.due_at
    assert due is not None
    world.assignment.closes_at = None if closes is None else due + timedelta(hours=closes)
    world.assignment.save()
    page = start_page(world)
    assert says in page
    assert ("There are no extra minutes after that, and nothing can be changed." in page) == (closes is not None)


def test_the_start_page_of_who_is_excused_says_so_and_offers_no_start(world: World) -> None:
    overriding.give_exceptions(
        assignment=world.assignment, students=[world.bob], values={"excused": True}, by=world.alice
    )
    page = start_page(world)
    assert "You are excused from this assignment: you need not do it." in page
    assert ">Start</button>" not in page
    assert "Excused" in world.client(world.bob).get("/").content.decode()
