"""How each student is getting on right now."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from quizzes.models import Attempt, Override
from quizzes.queries.watching import State, messages_for, tally, watched
from quizzes.services import attempting, watching
from tests import factories


def states(world, now=None):
    found = watched(world.assignment, now or timezone.now())
    return [(one.student.username, one.state, one.position, one.answered, one.questions) for one in found]


def test_every_student_is_in_one_state(world):
    names = ("dana", "eve", "finn")
    dana, eve, finn = (
        factories.EnrollmentFactory(classroom=world.classroom, student__username=name).student for name in names
    )
    attempt = attempting.start_attempt(assignment=world.assignment, student=dana)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer={"choice": response.marking["key"]}, sequence=1)
    attempting.submit_attempt(attempt=attempting.start_attempt(assignment=world.assignment, student=eve))
    Override.objects.create(assignment=world.assignment, student=finn, excused=True)
    assert states(world) == [
        ("bob", State.NOT_STARTED, None, 0, 0),
        ("dana", State.WORKING, 1, 1, 1),
        ("eve", State.HANDED_IN, None, 0, 1),
        ("finn", State.EXCUSED, None, 0, 0),
    ]
    assert list(tally(watched(world.assignment, timezone.now()))) == [
        (State.NOT_STARTED, 1),
        (State.WORKING, 1),
        (State.HANDED_IN, 1),
        (State.EXCUSED, 1),
    ]


@pytest.mark.parametrize(("seconds", "expected"), [(44, State.WORKING), (45, State.WORKING), (46, State.AWAY)])
def test_who_has_not_been_seen_for_a_while_is_away(world, seconds, expected):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert states(world, now + timedelta(seconds=seconds))[0][1] == expected


@pytest.mark.parametrize(
    ("pinged", "saved", "expected"),
    [
        # Seconds after the start; a page that was never heard of shows nothing until it saves.
        (0, 30, (State.WORKING, 30, 1)),
        (40, 30, (State.WORKING, 40, 2)),
        (None, 30, (State.WORKING, 30, 1)),
        (10, 14, (State.AWAY, 14, 1)),
        (0, None, (State.AWAY, 0, 2)),
        (None, None, (State.AWAY, None, 2)),
    ],
)
def test_a_save_is_a_sign_of_life_as_the_page_is(world, pinged, saved, expected):
    began = timezone.now()

    def at(seconds):
        return None if seconds is None else began + timedelta(seconds=seconds)

    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    Attempt.objects.update(seen_at=at(pinged), on_position=2)
    if saved is not None:
        response = attempt.responses.get()
        with time_machine.travel(at(saved), tick=False):
            attempting.save_response(response=response, answer={"choice": response.marking["key"]}, sequence=1)
    (bob,) = watched(world.assignment, at(60))
    state, seen, position = expected
    assert (bob.state, bob.seen_at, bob.position) == (state, at(seen), position)


def test_what_is_worth_saying_aloud(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert [one.says for one in watched(world.assignment, timezone.now())] == [""]
    attempting.submit_attempt(attempt=attempt)
    assert [one.says for one in watched(world.assignment, timezone.now())] == ["bob: handed in"]


def test_the_running_attempt_is_shown_even_when_it_is_not_the_last(world):
    world.assignment.attempts_allowed = 2
    world.assignment.save()
    first = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=first)
    second = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=second)
    watching.reopen_attempt(attempt=first, minutes=10, by=world.alice)
    assert [one.attempt for one in watched(world.assignment, timezone.now())] == [first]


def test_a_student_reads_their_own_messages_and_those_to_all(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    for text, students in (("to all", None), ("to dana", [dana])):
        watching.send_message(assignment=world.assignment, text=text, students=students, by=world.alice)
    assert [one.text for one in messages_for(world.bob.pk, world.assignment)] == ["to all"]
    assert [one.text for one in messages_for(dana.pk, world.assignment)] == ["to all", "to dana"]


@pytest.mark.parametrize("students", [1, 8])
def test_the_number_of_queries_does_not_grow(world, students, django_assert_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempting.start_attempt(assignment=world.assignment, student=student)
    with django_assert_num_queries(4):
        assert len(watched(world.assignment, timezone.now())) == students + 1
    assert Attempt.objects.count() == students
