"""Many starts, saves and submits at the same moment. SQLite lets one writer in at a time, so PostgreSQL is asked."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections

from quizzes.models import Assignment, Attempt, Response
from quizzes.services import attempting
from quizzes.services.attempting import Save
from quizzes.services.grading import automatic_points
from tests import factories

T = TypeVar("T")
AT_ONCE = 20

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database with more than one writer"),
]


def together(act: Callable[[int], T]) -> list[T]:
    """What `act` gives for 0 to 19, each called in a thread with a connection of its own."""

    def alone(number: int) -> T:
        try:
            time.sleep(random.random() * 0.03)
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(alone, range(AT_ONCE)))


@pytest.fixture
def assignment() -> Assignment:
    article = factories.ArticleFactory()
    quiz = factories.QuizFactory(article=article, questions=[factories.ClozeFactory(article=article)])
    return factories.AssignmentFactory(quiz=quiz)


@pytest.mark.parametrize("attempts_allowed", [1, 2])
def test_simultaneous_starts_give_one_attempt(assignment: Assignment, attempts_allowed: int) -> None:
    Assignment.objects.update(attempts_allowed=attempts_allowed)
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    found = together(
        lambda _number: (
            attempting.start_attempt(assignment=Assignment.objects.get(pk=assignment.pk), student=student).pk
        )
    )
    assert found == [Attempt.objects.get().pk] * AT_ONCE


@pytest.mark.parametrize("again", range(5))
def test_what_is_saved_while_handing_in_is_marked_or_refused(assignment: Assignment, again: int) -> None:
    student = factories.EnrollmentFactory(classroom=assignment.classroom).student
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    response = attempt.responses.get()

    def act(number: int) -> tuple[bool, int]:
        if number % 4 == 0:
            return attempting.submit_attempt(attempt=Attempt.objects.get(pk=attempt.pk)), 0
        answer = {"text": "cracks" if number % 2 else "42"}
        saved = attempting.save_response(response=response, answer=answer, sequence=number)
        return False, number if saved is Save.SAVED else 0

    done = together(act)
    stored = Response.objects.get(pk=response.pk)
    assert sum(handed_in for handed_in, _sequence in done) == 1
    assert stored.sequence == max(sequence for _handed_in, sequence in done)
    assert stored.auto_points == automatic_points(stored)
