"""The results of an assignment."""

from decimal import Decimal

import pytest

from quizzes.models import Assignment, Attempt, Override
from quizzes.queries.gradebook import Status, gradebook
from quizzes.services import attempting, grading, rosters
from tests import factories


def try_once(assignment, student, right, hand_in=True):
    """An attempt at a quiz of one multiple-choice question of two points."""
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    response = attempt.responses.get()
    key = response.marking["key"]
    wrong = next(choice["id"] for choice in response.shown["choices"] if choice["id"] != key)
    attempting.save_response(response=response, answer={"choice": key if right else wrong}, sequence=1)
    if hand_in:
        attempting.submit_attempt(attempt=attempt)
    return attempt


def row_of(assignment, student):
    return next(row for row in gradebook(assignment).rows if row.student == student)


def test_not_started_in_progress_and_graded(world):
    assert row_of(world.assignment, world.bob).status is Status.NOT_STARTED
    attempt = try_once(world.assignment, world.bob, right=True, hand_in=False)
    row = row_of(world.assignment, world.bob)
    assert (row.status, row.attempt, row.score, row.cells[0].points) == (Status.IN_PROGRESS, attempt, None, None)
    assert (row.cells[0].handed_in, row.cells[0].shown) == (False, "")
    attempting.submit_attempt(attempt=attempt)
    row = row_of(world.assignment, world.bob)
    assert (row.status, row.score, row.possible, row.percent) == (Status.GRADED, Decimal(2), Decimal(2), Decimal(100))


@pytest.mark.parametrize(
    ("method", "score", "shown"), [("highest", 2, 2), ("latest", 0, 3), ("first", 0, 1), ("average", "0.67", 3)]
)
def test_which_attempt_counts(world, method, score, shown):
    Assignment.objects.filter(pk=world.assignment.pk).update(attempts_allowed=3, grading_method=method)
    world.assignment.refresh_from_db()
    for right in (False, True, False):
        try_once(world.assignment, world.bob, right)
    row = row_of(world.assignment, world.bob)
    assert (row.score, row.attempt.number, row.attempts_made) == (Decimal(score), shown, 3)


@pytest.mark.parametrize(
    ("method", "status"),
    [("highest", "to_grade"), ("latest", "to_grade"), ("first", "graded"), ("average", "to_grade")],
)
def test_an_unmarked_answer_leaves_no_score_where_it_decides(world, method, status):
    Assignment.objects.filter(pk=world.assignment.pk).update(attempts_allowed=2, grading_method=method)
    world.assignment.refresh_from_db()
    try_once(world.assignment, world.bob, right=True)
    second = try_once(world.assignment, world.bob, right=True)
    second.responses.update(auto_points=None)
    row = row_of(world.assignment, world.bob)
    assert row.status == status
    assert (row.score is None) == (status == "to_grade")


def test_no_answer_is_not_a_wrong_answer(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=attempt)
    row = row_of(world.assignment, world.bob)
    assert (row.score, row.cells[0].points, row.cells[0].handed_in) == (Decimal(0), None, True)
    grading.grade_response(response=attempt.responses.get(), teacher=world.alice, points=Decimal(1))
    assert row_of(world.assignment, world.bob).cells[0].points == Decimal(1)


def test_a_removed_student_stays_while_there_is_work(world):
    idle = factories.EnrollmentFactory(classroom=world.classroom)
    try_once(world.assignment, world.bob, right=True)
    for place in world.classroom.enrollments.all():
        rosters.remove_student(enrollment=place)
    rows = gradebook(world.assignment).rows
    assert [(row.student, row.removed) for row in rows] == [(world.bob, True)]
    assert idle.student not in {row.student for row in rows}


def test_the_counts_and_the_mean_leave_removed_students_out(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom)
    factories.EnrollmentFactory(classroom=world.classroom)
    try_once(world.assignment, world.bob, right=True)
    try_once(world.assignment, dana.student, right=False)
    book = gradebook(world.assignment)
    assert (book.graded, book.to_grade, book.in_progress, book.not_started, book.mean_percent) == (2, 0, 0, 1, 50)
    rosters.remove_student(enrollment=dana)
    book = gradebook(world.assignment)
    assert (book.graded, book.mean_percent) == (1, 100)


def test_another_classs_attempts_are_not_there(world):
    other = factories.AssignmentFactory(classroom=world.other_classroom)
    try_once(other, world.charlie, right=True)
    assert [row.student for row in gradebook(world.assignment).rows] == [world.bob]


@pytest.mark.parametrize("students", [1, 6])
def test_the_number_of_queries_does_not_grow(world, students, django_assert_num_queries):
    for _time in range(students):
        try_once(world.assignment, factories.EnrollmentFactory(classroom=world.classroom).student, right=True)
    assignment = Assignment.objects.select_related("quiz").get(pk=world.assignment.pk)
    with django_assert_num_queries(4):
        gradebook(assignment)
    assert Attempt.objects.count() == students


@pytest.mark.parametrize("every", [False, True])
def test_who_is_excused_has_no_score_whatever_they_handed_in(world, every):
    attempt = try_once(world.assignment, world.bob, right=True)
    Override.objects.create(assignment=world.assignment, student=world.bob, excused=True)
    book = gradebook(world.assignment, every_attempt=every)
    (row,) = book.rows
    assert (row.status, row.attempt, row.score, row.percent, row.counts) == (
        *(Status.EXCUSED, attempt, None),
        *(None, False),
    )
    assert (book.excused, book.graded, book.not_started, book.mean_percent) == (1, 0, 0, None)
