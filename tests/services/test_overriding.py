"""Exceptions for several students at once, taken back, and groups of students."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Assignment, ClassChange, Override, StudentGroup
from quizzes.queries.rules import Bar, rules_for
from quizzes.services import attempting, overriding
from quizzes.services.refusal import Refusal
from tests import factories


def give(world, *students, **values):
    return overriding.give_exceptions(
        assignment=world.assignment, students=students or [world.bob], values=values, by=world.alice
    )


@pytest.fixture
def dana(world):
    return factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student


def test_several_students_get_the_same_and_keep_what_is_not_named(world, dana):
    due = timezone.now() + timedelta(days=3)
    Override.objects.create(assignment=world.assignment, student=dana, attempts_allowed=3)
    assert give(world, world.bob, dana, due_at=due, extra_minutes=5) == 2
    assert list(Override.objects.values_list("student", "due_at", "attempts_allowed", "extra_minutes")) == [
        (world.bob.pk, due, None, 5),
        (dana.pk, due, 3, 5),
    ]
    assert give(world, world.bob, dana, due_at=due) == 0
    assert ClassChange.objects.filter(action="exception").count() == 4


def test_an_exception_reaches_a_running_attempt(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(time_limit_minutes=40)
    world.assignment.refresh_from_db()
    world.bob.enrollments.update(extra_time_percent=25)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    give(world, extra_minutes=5)
    attempt.refresh_from_db()
    assert attempt.deadline == attempt.started_at + timedelta(minutes=55)
    # Fewer minutes never shorten it.
    give(world, extra_minutes=0)
    attempt.refresh_from_db()
    assert attempt.deadline == attempt.started_at + timedelta(minutes=55)


def test_exceptions_are_taken_back_and_that_is_on_record(world, dana):
    give(world, world.bob, dana, attempts_allowed=4)
    assert (
        overriding.give_exceptions(assignment=world.assignment, students=[world.bob], values=None, by=world.alice) == 1
    )
    assert [one.student for one in Override.objects.all()] == [dana]
    change = ClassChange.objects.latest("pk")
    assert (change.student, change.field, change.old, change.new) == (world.bob, "attempts_allowed", "4", "")


def test_an_exception_that_sets_nothing_is_not_kept(world):
    give(world, excused=True)
    give(world, excused=False)
    assert not Override.objects.exists()
    assert list(ClassChange.objects.filter(action="exception").values_list("field", "old", "new")) == [
        ("excused", "", "True"),
        ("excused", "True", ""),
    ]


def test_who_is_excused_cannot_start(world):
    give(world, excused=True)
    assert rules_for(world.assignment, world.bob).bar(made=0, now=timezone.now()) == Bar.EXCUSED
    with pytest.raises(Refusal, match="excused"):
        attempting.start_attempt(assignment=world.assignment, student=world.bob)


def test_others_students_get_nothing(world):
    with pytest.raises(Refusal, match="in the class now"):
        give(world, world.bob, world.charlie, attempts_allowed=2)
    assert not Override.objects.exists()


def test_a_group_is_replaced_only_where_that_is_asked_for(world, dana):
    group = overriding.name_group(assignment=world.assignment, students=[world.bob, dana], name="red group")
    with pytest.raises(Refusal, match="There is a group red group by now"):
        overriding.name_group(assignment=world.assignment, students=[dana], name="red group")
    assert list(group.students.order_by("username")) == [world.bob, dana]
    overriding.regroup(assignment=world.assignment, group=group, students=[dana])
    assert (group.classroom, list(group.students.all())) == (world.classroom, [dana])
    for refused in (
        lambda: overriding.name_group(assignment=world.assignment, students=[world.charlie], name="blue"),
        lambda: overriding.regroup(assignment=world.assignment, group=group, students=[world.charlie]),
    ):
        with pytest.raises(Refusal, match="in the class now"):
            refused()
    assert list(StudentGroup.objects.all()) == [group]
