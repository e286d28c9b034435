"""Extensions, exceptions and handing in at the same moment; see test_attempting_at_once.py."""

from datetime import timedelta

import pytest
from django.db import connection

from quizzes.models import Assignment, Attempt, Override
from quizzes.services import attempting, overriding, watching
from tests import factories
from tests.services.test_attempting_at_once import AT_ONCE, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database with more than one writer"),
]


@pytest.fixture
def student():
    assignment = factories.AssignmentFactory(time_limit_minutes=30)
    return factories.EnrollmentFactory(classroom=assignment.classroom).student


def test_every_extension_counts_and_there_is_one_exception(student):
    assignment = Assignment.objects.get()
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    teacher = assignment.classroom.teachers.get()

    def act(_number):
        given = Assignment.objects.get()
        return watching.extend_time(assignment=given, students=[student], minutes=1, by=teacher)

    assert together(act) == [[student]] * AT_ONCE
    later = Attempt.objects.get().deadline
    assert later == attempt.deadline + timedelta(minutes=AT_ONCE)
    assert Override.objects.get().extra_minutes == AT_ONCE


def test_a_first_exception_is_made_once_while_the_student_starts(student):
    teacher = Assignment.objects.get().classroom.teachers.get()

    def act(number):
        given = Assignment.objects.get()
        if number % 5 == 0:
            return attempting.start_attempt(assignment=given, student=student).pk
        values = {"attempts_allowed": 2 + number % 2, "extra_minutes": 10}
        return overriding.give_exceptions(assignment=given, students=[student], values=values, by=teacher) >= 0

    assert len(together(act)) == AT_ONCE
    assert Override.objects.get().extra_minutes == 10
    attempt = Attempt.objects.get()
    assert attempt.deadline == attempt.started_at + timedelta(minutes=40)


@pytest.mark.parametrize("again", range(3))
def test_an_attempt_is_handed_in_once_whoever_does_it(student, again):
    assignment = Assignment.objects.get()
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    teacher = assignment.classroom.teachers.get()

    def act(number):
        if number % 2:
            return int(attempting.submit_attempt(attempt=Attempt.objects.get()))
        return len(watching.hand_in_for(assignment=Assignment.objects.get(), students=[student], by=teacher))

    assert sum(together(act)) == 1
    assert Attempt.objects.get(pk=attempt.pk).state == "submitted"
