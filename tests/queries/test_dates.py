"""What holds for each student, why, and where it does not fit; and whom a change touches."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from quizzes.models import Assignment, Override
from quizzes.queries.dates import dates, touched, touched_by_change
from quizzes.services import attempting, overriding
from tests import factories

OPENS = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
CLOSES = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


@pytest.fixture
def lesson(world):
    """Open from 10:30 to 11:00, twenty minutes; Bob has 100 % extra time."""
    Assignment.objects.filter(pk=world.assignment.pk).update(
        opens_at=OPENS, due_at=None, closes_at=CLOSES, time_limit_minutes=20
    )
    world.assignment.refresh_from_db()
    world.bob.enrollments.update(extra_time_percent=100)
    return world


def of_bob(world):
    return next(one for one in dates(world.assignment) if one.student == world.bob)


def warnings(world, now=OPENS - timedelta(hours=1)):
    return of_bob(world).warnings(ZONE, now)


def test_each_student_has_the_dates_that_hold_for_them_and_why(lesson):
    dana = factories.EnrollmentFactory(classroom=lesson.classroom, student__username="dana").student
    eve = factories.EnrollmentFactory(classroom=lesson.classroom, student__username="eve").student
    Override.objects.create(assignment=lesson.assignment, student=dana, extra_minutes=5, attempts_allowed=2)
    Override.objects.create(assignment=lesson.assignment, student=eve, excused=True)
    found = dates(lesson.assignment)
    assert [(one.student, one.rules.minutes, one.rules.attempts_allowed, one.reasons) for one in found] == [
        (lesson.bob, 40, 1, ["extra time of 100\u00a0%"]),
        (dana, 25, 2, ["exception"]),
        (eve, 20, 1, ["excused"]),
    ]


def test_extra_time_that_the_closing_time_cuts_off_is_warned_of(lesson):
    assert warnings(lesson) == ["Starts at 10:30 or later and has 40 minutes, but it closes at 11:00."]
    with time_machine.travel(OPENS + timedelta(minutes=20), tick=False):
        attempting.start_attempt(assignment=lesson.assignment, student=lesson.bob)
        assert warnings(lesson, OPENS + timedelta(minutes=21)) == [
            "Started at 10:50 and has 40 minutes, but it closes at 11:00."
        ]


def test_there_is_no_warning_where_the_time_fits_to_the_minute(lesson):
    Override.objects.create(assignment=lesson.assignment, student=lesson.bob, closes_at=CLOSES + timedelta(minutes=10))
    assert warnings(lesson) == []
    assert warnings(lesson, OPENS + timedelta(minutes=1)) == [
        "Starts at 10:31 or later and has 40 minutes, but it closes at 11:10."
    ]


def test_an_extension_past_the_closing_time_is_warned_of(lesson):
    Override.objects.create(assignment=lesson.assignment, student=lesson.bob, due_at=CLOSES + timedelta(days=1))
    assert warnings(lesson)[0] == "Due at 2 Mar 2027, 11:00, but it closes at 11:00."
    Override.objects.update(due_at=None, opens_at=CLOSES)
    assert warnings(lesson) == ["It closes at 11:00, before it opens."]


def test_warnings_are_on_the_clock_of_the_class_also_where_it_is_put_forward(lesson):
    """London loses the hour from 1:00 to 2:00 on 28 March: 40 minutes from 0:30 end at 2:10."""
    opens = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    Assignment.objects.filter(pk=lesson.assignment.pk).update(opens_at=opens, closes_at=opens + timedelta(minutes=35))
    lesson.assignment.refresh_from_db()
    assert of_bob(lesson).warnings(ZoneInfo("Europe/London"), opens - timedelta(hours=1)) == [
        "Starts at 00:30 or later and has 40 minutes, but it closes at 02:05."
    ]


def test_who_is_excused_or_has_used_all_attempts_is_not_warned_of(lesson):
    with time_machine.travel(OPENS + timedelta(minutes=20), tick=False):
        attempt = attempting.start_attempt(assignment=lesson.assignment, student=lesson.bob)
        attempting.submit_attempt(attempt=attempt)
        assert warnings(lesson, OPENS + timedelta(minutes=21)) == []
    Override.objects.create(assignment=lesson.assignment, student=lesson.bob, excused=True, opens_at=CLOSES)
    assert warnings(lesson) == []


def test_an_exception_shows_what_it_would_change_for_whom(lesson):
    with time_machine.travel(OPENS, tick=False):
        attempting.start_attempt(assignment=lesson.assignment, student=lesson.bob)
        dana = factories.EnrollmentFactory(classroom=lesson.classroom, student__username="dana").student
        values = {"closes_at": CLOSES + timedelta(minutes=5), "excused": False}
        after = overriding.planned(assignment=lesson.assignment, students=[lesson.bob, dana], values=values)
        found = touched(dates(lesson.assignment), dates(lesson.assignment, after), ZONE, OPENS)
    closing = ("closes", "1 Mar 2027, 11:00", "1 Mar 2027, 11:05")
    assert [(one.dates.student, one.started, [(str(c.what), c.old, c.new) for c in one.changes]) for one in found] == [
        (lesson.bob, True, [("time of the running attempt ends", *closing[1:]), closing]),
        (dana, False, [closing]),
    ]
    assert found[0].warnings == ("Started at 10:30 and has 40 minutes, but it closes at 11:05.",)
    assert not Override.objects.exists()


def test_rules_for_work_done_touch_only_those_who_handed_in(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(attempts_allowed=2)
    world.assignment.refresh_from_db()
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student
    factories.EnrollmentFactory(classroom=world.classroom, student__username="eve")
    for student in (world.bob, world.bob, dana):
        attempt = attempting.start_attempt(assignment=world.assignment, student=student)
        attempting.submit_attempt(attempt=attempt)
    changed = Assignment.objects.get(pk=world.assignment.pk)
    changed.grading_method, changed.release = "average", "by_hand"
    found = touched_by_change(world.assignment, changed, world.assignment.opens_at)
    assert [(one.dates.student, [(str(c.what), c.old, c.new) for c in one.changes]) for one in found] == [
        (
            world.bob,
            [
                ("which attempt counts", "Highest attempt", "Average of attempts"),
                ("students see their results", "At once, after handing in", "When I release it"),
            ],
        ),
        (dana, [("students see their results", "At once, after handing in", "When I release it")]),
    ]


@pytest.mark.parametrize("students", [1, 8])
def test_the_number_of_queries_does_not_grow(world, students, django_assert_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempting.start_attempt(assignment=world.assignment, student=student)
        Override.objects.create(assignment=world.assignment, student=student, extra_minutes=1)
    with django_assert_num_queries(3):
        assert len(dates(world.assignment)) == students + 1
    Assignment.objects.filter(pk=world.assignment.pk).update(due_at=None, closes_at=CLOSES)
    world.assignment.refresh_from_db()
    with django_assert_num_queries(6):  # a savepoint: running, exceptions, extra time, all deadlines at once
        assert attempting.reset_deadlines(assignment=world.assignment) == students
