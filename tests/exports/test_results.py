"""An assignment's results as rows of CSV."""

from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from quizzes.exports import results
from quizzes.queries.gradebook import gradebook
from quizzes.services import attempting
from tests import factories


@pytest.fixture
def assignment(world):
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article), factories.ShortAnswerFactory(article=article)]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    return factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, shuffle_items=True)


def test_the_columns_are_stable(assignment):
    assert results.header(gradebook(assignment)) == [
        "student", "username", "enrolled", "status", "attempt", "attempts_made", "started_at", "submitted_at",
        "score", "possible", "percent",
        "q1_answer", "q1_points", "q1_possible", "q2_answer", "q2_points", "q2_possible",
    ]  # fmt: skip


def test_every_column_is_in_the_data_dictionary():
    dictionary = (Path(settings.BASE_DIR) / "docs" / "csv.md").read_text(encoding="utf-8")
    for column in (*results.COLUMNS, "qN_answer", "qN_points", "qN_possible"):
        assert f"`{column}`" in dictionary


def test_a_student_who_did_not_start_has_no_zero(world, assignment):
    (row,) = results.rows(gradebook(assignment), world.classroom.zone)
    assert row == [
        "bob", "bob", "yes", "not_started", None, 0, None, None,
        None, Decimal(4), None,
        None, None, Decimal(2), None, None, Decimal(2),
    ]  # fmt: skip


def test_a_students_answers_points_and_times(world, assignment):
    world.classroom.time_zone = "Asia/Kathmandu"
    world.bob.first_name, world.bob.last_name = "Bob", "Ray"
    world.bob.save()
    assignment.opens_at = assignment.opens_at.replace(year=2020)
    assignment.save()
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
        choice = attempt.responses.get(shown__format="multiple_choice")
        attempting.save_response(response=choice, answer={"choice": choice.marking["key"]}, sequence=1)
    with time_machine.travel("2026-03-01T10:20:30Z", tick=False):
        attempting.submit_attempt(attempt=attempt)
    (row,) = results.rows(gradebook(assignment), world.classroom.zone)
    assert row == [
        "Bob Ray", "bob", "yes", "graded", 1, 1, "2026-03-01T15:45:00+05:45", "2026-03-01T16:05:30+05:45",
        Decimal(2), Decimal(4), Decimal("50.0"),
        "Its supports were cracked.", Decimal(2), Decimal(2), None, None, Decimal(2),
    ]  # fmt: skip


def test_an_order_is_written_in_words(world):
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(
        owner=world.alice, article=article, questions=[factories.OrderingFactory(article=article)]
    )
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    response = attempt.responses.get()
    given = dict(zip(response.marking["order"], (1, 2, 4, 3), strict=True))
    places = [given[choice["id"]] for choice in response.shown["choices"]]
    attempting.save_response(response=response, answer={"places": places}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    (row,) = results.rows(gradebook(assignment), world.classroom.zone)
    assert row[-3:] == [
        "1. A flood came.\n2. Cracks were found.\n3. The bridge was closed.\n4. The council voted.",
        Decimal("1.33"),
        Decimal(2),
    ]
