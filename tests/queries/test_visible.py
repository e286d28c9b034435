"""Who sees what: the look-ups that are written out in SQL find what the sets say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Attempt, Override
from quizzes.queries import visible
from quizzes.services import attempting
from quizzes.services.rosters import remove_student
from tests import factories
from tests.conftest import World


def nothing(world: World) -> None:
    """Everything as it is."""


def removed(world: World) -> None:
    remove_student(enrollment=world.bob.enrollments.get())


def archived(world: World) -> None:
    world.classroom.archived_at = timezone.now()
    world.classroom.save()


def not_open(world: World) -> None:
    Assignment.objects.update(opens_at=timezone.now() + timedelta(hours=1), due_at=None)


def opened_for_bob(world: World) -> None:
    not_open(world)
    Override.objects.create(
        assignment=world.assignment, student=world.bob, opens_at=timezone.now() - timedelta(minutes=1)
    )


def opened_for_another(world: World) -> None:
    not_open(world)
    student = factories.EnrollmentFactory(classroom=world.classroom).student
    Override.objects.create(
        assignment=world.assignment, student=student, opens_at=timezone.now() - timedelta(minutes=1)
    )


def opened_later_for_bob(world: World) -> None:
    Override.objects.create(
        assignment=world.assignment, student=world.bob, opens_at=timezone.now() + timedelta(hours=1)
    )


@pytest.mark.parametrize(
    ("change", "assignment_is_bobs", "attempt_is_bobs"),
    [
        (nothing, True, True),
        (removed, False, False),
        (archived, False, False),
        (not_open, False, True),
        (opened_for_bob, True, True),
        (opened_for_another, False, True),
        (opened_later_for_bob, False, True),
    ],
)
def test_a_look_up_finds_what_the_set_has(
    world: World, change: Callable[[World], None], assignment_is_bobs: bool, attempt_is_bobs: bool
) -> None:
    classmate = factories.EnrollmentFactory(classroom=world.classroom).student
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    change(world)
    for student in (world.bob, classmate, world.charlie, world.alice):
        given = visible.students_assignment(student, world.assignment.pk)
        assert given == visible.students_assignments(student).filter(pk=world.assignment.pk).first()
        opened = visible.students_attempt(student, attempt.pk)
        assert (opened and opened.attempt) == visible.students_attempts(student).filter(pk=attempt.pk).first()
        response = visible.students_response(student, attempt.pk, attempt.responses.get().pk)
        assert bool(response) is bool(opened)
        if student == world.bob:
            assert (bool(given), bool(opened)) == (assignment_is_bobs, attempt_is_bobs)
        elif student != classmate:
            assert (given, opened) == (None, None)


@pytest.mark.parametrize("pk", [0, 2**63, 2**80])
def test_a_key_that_nothing_has_finds_nothing(world: World, pk: int) -> None:
    assert visible.students_assignment(world.bob, pk) is None
    assert visible.students_attempt(world.bob, pk) is None
    assert visible.students_response(world.bob, pk, pk) is None


def test_what_is_known_of_an_attempt_is_what_is_stored(world: World) -> None:
    Assignment.objects.update(one_at_a_time=True, time_limit_minutes=30)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    opened = visible.students_attempt(world.bob, attempt.pk)
    assert opened is not None
    for field in Attempt._meta.concrete_fields:
        assert getattr(opened.attempt, field.attname) == getattr(attempt, field.attname), field.attname
    found, stored = opened.attempt.assignment, Assignment.objects.get(pk=attempt.assignment_id)
    assert found.one_at_a_time is True
    for one, other in ((found, stored), (found.quiz, stored.quiz), (found.classroom, stored.classroom)):
        # What was not known is read when it is asked for.
        for field in other._meta.concrete_fields:
            assert getattr(one, field.attname) == getattr(other, field.attname), field.attname


def test_an_open_page_gets_what_it_shows_of_the_responses(world: World) -> None:
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    stored = attempt.responses.get()
    attempting.save_response(response=stored, answer={"choice": stored.shown["choices"][0]["id"]}, sequence=3)
    stored.refresh_from_db()
    (found,) = visible.open_responses(attempt)
    shown = found.__dict__.keys() - {"_state"}
    assert "marking" not in shown
    assert {name: getattr(found, name) for name in shown} == {name: getattr(stored, name) for name in shown}
