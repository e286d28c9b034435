"""The gradebook of a class: students x assignments."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Classroom, Override
from quizzes.queries.class_gradebook import Grade, Mean, Standing, class_gradebook
from quizzes.services import attempting, rosters
from tests import factories
from tests.queries.test_gradebook import try_once


def book(world):
    return class_gradebook(world.classroom, timezone.now())


def line_of(world, student):
    return next(line for line in book(world).lines if line.student == student)


@pytest.fixture
def second(world):
    """Another assignment of the class, of the same quiz, opened after the first."""
    return factories.AssignmentFactory(
        classroom=world.classroom, quiz=world.assignment.quiz, opens_at=world.assignment.opens_at + timedelta(minutes=9)
    )


def test_missing_is_never_zero(world, second):
    assert line_of(world, world.bob).grades == (Grade(Standing.NOT_STARTED),) * 2
    assert line_of(world, world.bob).mean == Mean(None, 0)
    started = attempting.start_attempt(assignment=second, student=world.bob)
    right = try_once(world.assignment, world.bob, right=True)
    assert line_of(world, world.bob).grades == (
        Grade(Standing.GRADED, right.pk, Decimal(2), Decimal(2), Decimal(100)),
        Grade(Standing.IN_PROGRESS, started.pk),
    )
    attempting.submit_attempt(attempt=started)
    started.responses.update(auto_points=None)
    line = line_of(world, world.bob)
    assert line.grades[1] == Grade(Standing.TO_GRADE, started.pk, None, Decimal(2), None)
    assert line.mean == Mean(Decimal(100), 1)
    started.responses.update(auto_points=Decimal("0.67"))
    assert line_of(world, world.bob).grades[1].percent == Decimal("33.5")
    # (100 + 33.5) / 2 = 66.75, to one place 66.8.
    assert line_of(world, world.bob).mean == Mean(Decimal("66.8"), 2)


def test_what_is_closed_or_opens_later_says_so_by_the_students_own_dates(world, second):
    now = timezone.now()
    Assignment.objects.filter(pk=world.assignment.pk).update(due_at=None, closes_at=now - timedelta(minutes=1))
    Assignment.objects.filter(pk=second.pk).update(opens_at=now + timedelta(days=1), due_at=None)
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    Override.objects.create(assignment=world.assignment, student=dana, closes_at=now + timedelta(days=1))
    Override.objects.create(assignment=second, student=dana, opens_at=now - timedelta(days=1))
    assert line_of(world, world.bob).grades == (Grade(Standing.MISSING), Grade(Standing.NOT_OPEN))
    assert line_of(world, dana).grades == (Grade(Standing.NOT_STARTED),) * 2
    assert (book(world).missing, book(world).to_grade) == (1, 0)


def test_removed_students_stay_with_their_work_and_out_of_the_means(world, second):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    idle = factories.EnrollmentFactory(classroom=world.classroom).student
    try_once(world.assignment, world.bob, right=True)
    try_once(world.assignment, dana, right=False)
    assert book(world).means == (Mean(Decimal("50.0"), 2), Mean(None, 0))
    for student in (dana, idle):
        rosters.remove_student(enrollment=world.classroom.enrollments.get(student=student))
    found = book(world)
    assert [line.student for line in found.lines] == [world.bob, dana]
    assert (found.lines[1].removed, found.lines[1].grades[1]) == (True, Grade(Standing.NOT_EXPECTED))
    assert (found.means[0], found.mean) == (Mean(Decimal(100), 1), Mean(Decimal(100), 1))


@pytest.mark.parametrize(
    ("method", "score", "shown"), [("highest", 2, 2), ("latest", 0, 3), ("first", 0, 1), ("average", "0.67", 3)]
)
def test_the_attempt_that_counts_is_that_of_the_results(world, method, score, shown):
    Assignment.objects.filter(pk=world.assignment.pk).update(attempts_allowed=3, grading_method=method)
    world.assignment.refresh_from_db()
    made = [try_once(world.assignment, world.bob, right) for right in (False, True, False)]
    grade = line_of(world, world.bob).grades[0]
    assert (grade.score, grade.attempt) == (Decimal(score), made[shown - 1].pk)


def test_students_stand_by_name_and_assignments_by_time(world, second):
    for last, first in (("Öz", "Ada"), ("adams", "Zoe")):
        factories.EnrollmentFactory(classroom=world.classroom, student__last_name=last, student__first_name=first)
    found = book(world)
    assert [line.student.display_name for line in found.lines] == ["bob", "Zoe adams", "Ada Öz"]
    assert found.assignments == (world.assignment, second)


def test_another_classs_work_is_not_there(world):
    other = factories.AssignmentFactory(classroom=world.other_classroom)
    try_once(other, world.charlie, right=True)
    found = book(world)
    assert [line.student for line in found.lines] == [world.bob]
    assert found.mean == Mean(None, 0)


@pytest.mark.parametrize(("students", "assignments"), [(1, 1), (6, 4)])
def test_the_number_of_queries_does_not_grow(world, students, assignments, django_assert_num_queries):
    given = [
        factories.AssignmentFactory(classroom=world.classroom, quiz=world.assignment.quiz)
        for _time in range(assignments)
    ]
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        for assignment in given:
            try_once(assignment, student, right=True)
    classroom = Classroom.objects.get(pk=world.classroom.pk)
    with django_assert_num_queries(5):
        class_gradebook(classroom, timezone.now())


def test_who_is_excused_counts_nowhere_whatever_they_did(world, second):
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student
    done = try_once(world.assignment, world.bob, right=False)
    try_once(world.assignment, dana, right=True)
    for assignment in (world.assignment, second):
        Override.objects.create(assignment=assignment, student=world.bob, excused=True)
    Assignment.objects.filter(pk=second.pk).update(due_at=None, closes_at=timezone.now())
    assert line_of(world, world.bob).grades == (Grade(Standing.EXCUSED, done.pk), Grade(Standing.EXCUSED))
    assert line_of(world, world.bob).mean == Mean(None, 0)
    assert book(world).means[0] == Mean(Decimal(100), 1)
    assert book(world).missing == 1
