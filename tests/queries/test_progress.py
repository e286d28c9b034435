"""Where a student stands, in exact values and a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quizzes.models import Assignment, Override, Response
from quizzes.queries.progress import (
    Score,
    Status,
    Unfinished,
    Verdict,
    score,
    standing,
    standings,
    unfinished,
    verdict,
)
from quizzes.queries.rules import Bar
from quizzes.services import attempting
from tests import factories
from tests.conftest import World


def status(world: World, assignment: Assignment) -> Status:
    assignment.refresh_from_db()
    return standing(assignment, world.bob, timezone.now()).status


def test_the_way_of_an_assignment(world: World) -> None:
    assignment = world.assignment
    assert status(world, assignment) == Status.TO_DO
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    assert status(world, assignment) == Status.STARTED
    attempting.submit_attempt(attempt=attempt)
    assert status(world, assignment) == Status.RESULTS
    Assignment.objects.update(release="by_hand")
    assert status(world, assignment) == Status.WAITING


def test_a_closed_assignment_without_an_attempt_is_missed(world: World) -> None:
    Assignment.objects.update(due_at=None, closes_at=timezone.now() - timedelta(seconds=1))
    assert status(world, world.assignment) == Status.MISSED
    Override.objects.create(
        assignment=world.assignment, student=world.bob, closes_at=timezone.now() + timedelta(hours=1)
    )
    assert status(world, world.assignment) == Status.TO_DO


def test_no_results_while_another_attempt_runs(world: World) -> None:
    Assignment.objects.update(attempts_allowed=2)
    world.assignment.refresh_from_db()
    first = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert standing(world.assignment, world.bob, timezone.now()).released is False
    attempting.submit_attempt(attempt=first)
    assert standing(world.assignment, world.bob, timezone.now()).released is True
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert standing(world.assignment, world.bob, timezone.now()).released is False


@pytest.mark.parametrize("moved", [None, timedelta(days=3)])
def test_after_due_means_the_students_own_due_time(world: World, moved: timedelta | None) -> None:
    Assignment.objects.update(release="after_due")
    world.assignment.refresh_from_db()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=attempt)
    due = world.assignment.due_at
    assert due is not None
    if moved:
        due += moved
        Override.objects.create(assignment=world.assignment, student=world.bob, due_at=due)
    assert standing(world.assignment, world.bob, due - timedelta(seconds=1)).released is False
    assert standing(world.assignment, world.bob, due).released is True
    assert standing(world.assignment, world.bob, due).bar == Bar.USED_UP


def test_what_is_to_do_comes_first_and_the_earliest_due_first(world: World) -> None:
    now = timezone.now()
    done, none, soon = (
        factories.AssignmentFactory(classroom=world.classroom, due_at=due)
        for due in (now + timedelta(hours=1), None, now + timedelta(hours=2))
    )
    attempting.submit_attempt(attempt=attempting.start_attempt(assignment=done, student=world.bob))
    factories.AssignmentFactory(classroom=world.classroom, opens_at=now + timedelta(hours=1))
    found = [place.assignment for place in standings(world.bob, now)]
    assert found == [soon, world.assignment, none, done]
    assert standings(world.charlie, now) == []


@pytest.mark.parametrize("others", [0, 3])
def test_the_list_takes_four_queries(
    world: World, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.AssignmentFactory.create_batch(others, classroom=world.classroom)
    with django_assert_num_queries(4):
        found = standings(world.bob, timezone.now())
        assert [place.assignment.quiz.article.title for place in found] == ["Old bridge closes to cars"] * (others + 1)


def test_an_opening_moved_later_for_one_student_hides_the_assignment(world: World) -> None:
    Override.objects.create(
        assignment=world.assignment, student=world.bob, opens_at=timezone.now() + timedelta(hours=1)
    )
    assert standings(world.bob, timezone.now()) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, None),
        ({"text": "x"}, None),
        ({"places": [2, 1, 3]}, None),
        ({"places": [2, 0, 3]}, Unfinished.GAPS),
        ({"places": [2, 2, 3]}, Unfinished.CLASH),
        ({"places": [2, 2, 0]}, Unfinished.CLASH),
    ],
)
def test_what_an_order_lacks(answer: dict[str, object], expected: Unfinished | None) -> None:
    assert unfinished(Response(answer=answer)) == expected


def response(points: str | None, *, format_: str = "cloze", text: str = "x") -> Response:
    return Response(
        points_possible=Decimal(2),
        auto_points=None if points is None else Decimal(points),
        answer={"text": text} if text else {},
        shown={"format": format_},
    )


def test_what_waits_for_the_teacher_is_not_zero() -> None:
    responses = [response("2"), response(None), response("0")]
    assert score(responses) == Score(points=Decimal(2), possible=Decimal(6), waiting=1)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (response("2"), Verdict.RIGHT),
        (response("1"), Verdict.PARTLY),
        (response("0"), Verdict.WRONG),
        (response("0", text=""), Verdict.EMPTY),
        (response(None), Verdict.WAITING),
        (response("2", format_="written"), Verdict.GRADED),
    ],
)
def test_verdicts(answer: Response, expected: Verdict) -> None:
    assert verdict(answer) == expected
