"""A class's gradebook and roster as rows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes.exports import classes
from quizzes.models import Enrollment, Override
from quizzes.queries.class_gradebook import class_gradebook
from tests import factories
from tests.queries.test_gradebook import try_once


def test_a_row_a_student_with_every_assignment(world):
    second = factories.AssignmentFactory(classroom=world.classroom, quiz=world.assignment.quiz)
    try_once(world.assignment, world.bob, right=True)
    table = classes.gradebook_table(class_gradebook(world.classroom, timezone.now()))
    first = world.assignment.pk
    assert table.header == [
        "student", "username", "enrolled", "mean_percent", "graded", "assignments",
        f"a{first}_title", f"a{first}_status", f"a{first}_score", f"a{first}_possible", f"a{first}_percent",
        f"a{first}_cited_percent",
        f"a{second.pk}_title", f"a{second.pk}_status", f"a{second.pk}_score", f"a{second.pk}_possible",
        f"a{second.pk}_percent", f"a{second.pk}_cited_percent",
    ]  # fmt: skip
    assert list(table.rows) == [
        [
            "bob", "bob", "yes", Decimal("100.0"), 1, 2,
            "Bridge quiz", "graded", Decimal(2), Decimal(2), Decimal(100), None,
            "Bridge quiz", "not_started", None, None, None, None,
        ]
    ]  # fmt: skip


def test_who_is_excused_has_the_code_and_no_score(world):
    try_once(world.assignment, world.bob, right=True)
    Override.objects.create(assignment=world.assignment, student=world.bob, excused=True)
    (row,) = classes.gradebook_table(class_gradebook(world.classroom, timezone.now())).rows
    assert row == ["bob", "bob", "yes", None, 0, 1, "Bridge quiz", "excused", None, None, None, None]


def test_the_roster_in_the_time_of_the_class(world):
    world.classroom.time_zone = "America/New_York"
    joined, left = datetime(2026, 2, 2, 14, 0, tzinfo=UTC), datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    student = factories.UserFactory(username="zoe", first_name="Zoë", last_name="Lang")
    factories.EnrollmentFactory(classroom=world.classroom, student=student, removed_at=left, extra_time_percent=25)
    Enrollment.objects.update(joined_at=joined)
    table = classes.roster_table(world.classroom)
    assert table.header == classes.ROSTER
    assert list(table.rows) == [
        ["bob", "bob", None, None, "yes", "2026-02-02T09:00:00-05:00", None, 0],
        [
            "Zoë Lang", "zoe", "Zoë", "Lang", "removed",
            "2026-02-02T09:00:00-05:00", "2026-07-01T08:00:00-04:00", 25,
        ],
    ]  # fmt: skip


@pytest.mark.parametrize("students", [1, 5])
def test_the_number_of_queries_does_not_grow(world, students, django_assert_num_queries):
    factories.EnrollmentFactory.create_batch(students, classroom=world.classroom)
    with django_assert_num_queries(1):
        assert len(list(classes.roster_table(world.classroom).rows)) == students + 1
