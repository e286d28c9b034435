"""An assignment's results as rows of CSV."""

from decimal import Decimal

import pytest
import time_machine

from quizzes.exports import results
from quizzes.models import Override
from quizzes.queries import gradebook as gradebooks
from quizzes.queries import handed_in
from quizzes.queries.counting import Attempts
from quizzes.queries.gradebook import gradebook
from quizzes.services import attempting, grading
from tests import factories
from tests.queries.test_gradebook import try_once


@pytest.fixture
def assignment(world):
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article), factories.ShortAnswerFactory(article=article)]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    return factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, shuffle_items=True)


def test_the_columns_are_stable(assignment):
    assert results.header(gradebook(assignment).items) == [
        "student", "username", "enrolled", "status", "attempt", "attempts_made", "started_at", "submitted_at",
        "score", "possible", "percent", "counts", "cited_percent",
        "q1_answer", "q1_points", "q1_possible", "q2_answer", "q2_points", "q2_possible",
    ]  # fmt: skip


def test_a_student_who_did_not_start_has_no_zero(world, assignment):
    (row,) = results.rows([gradebook(assignment).rows], world.classroom.zone)
    assert row == [
        "bob", "bob", "yes", "not_started", None, 0, None, None,
        None, Decimal(4), None, None, None,
        None, None, Decimal(2), None, None, Decimal(2),
    ]  # fmt: skip


def test_who_is_excused_has_the_code_and_no_score(world, assignment):
    attempting.submit_attempt(attempt=attempting.start_attempt(assignment=assignment, student=world.bob))
    Override.objects.create(assignment=assignment, student=world.bob, excused=True)
    for attempts in Attempts:
        (row,) = results.results_table(assignment, attempts).rows
        named = dict(zip(results.COLUMNS, row, strict=False))
        assert (named["status"], named["score"], named["percent"], named["counts"]) == ("excused", None, None, "no")


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
    (row,) = results.rows([gradebook(assignment).rows], world.classroom.zone)
    assert row == [
        "Bob Ray", "bob", "yes", "graded", 1, 1, "2026-03-01T15:45:00+05:45", "2026-03-01T16:05:30+05:45",
        Decimal(2), Decimal(4), Decimal("50.0"), "yes", None,
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
    (row,) = results.rows([gradebook(assignment).rows], world.classroom.zone)
    assert row[-3:] == [
        "1. A flood came.\n2. Cracks were found.\n3. The bridge was closed.\n4. The council voted.",
        Decimal("1.33"),
        Decimal(2),
    ]


@pytest.fixture
def tried_twice(world):
    """Bob has handed in twice and the better attempt is the second; the teacher has marked it down with a comment."""
    world.classroom.time_zone = "Asia/Kathmandu"
    world.classroom.save()
    assignment = world.assignment
    assignment.attempts_allowed = 3
    assignment.opens_at = assignment.opens_at.replace(year=2020)
    assignment.save()
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        first = try_once(assignment, world.bob, right=False)
        second = try_once(assignment, world.bob, right=True)
        attempting.start_attempt(assignment=assignment, student=world.bob)
    grading.grade_response(
        response=second.responses.get(), teacher=world.alice, points=Decimal("1.5"), feedback="=not a formula"
    )
    return assignment, first, second


MOMENT = "2026-03-01T15:45:00+05:45"


def test_all_attempts_have_a_row_each(tried_twice):
    assignment, _first, _second = tried_twice
    counted = [row[3:12] for row in results.results_table(assignment).rows]
    assert counted == [["graded", 2, 3, MOMENT, MOMENT, Decimal("1.5"), 2, 75, "yes"]]
    every = [row[3:12] for row in results.results_table(assignment, Attempts.ALL).rows]
    assert every == [["graded", 1, 3, MOMENT, MOMENT, 0, 2, 0, "no"], *counted]
    first = [row[3:12] for row in results.results_table(assignment, Attempts.FIRST).rows]
    assert first == every[:1]


def test_a_row_a_response(world, tried_twice):
    assignment, first, _second = tried_twice
    item = assignment.quiz.items.get()
    choices = {choice.text: choice.pk for choice in item.question.choices.all()}
    table = results.responses_table(assignment, Attempts.ALL)
    assert table.header == results.RESPONSES
    one, two = table.rows
    wrong = first.responses.get().answer_text
    about = ["q1", f"i{item.pk}", item.question.stem, "reason", "multiple_choice", "locate"]
    assert one == [
        "bob", "bob", "yes", 1, "no", MOMENT, MOMENT, *about,
        "graded", wrong, f"c{choices[wrong]}", 0, 2, "rule", MOMENT, None, None, None,
    ]  # fmt: skip
    assert two == [
        "bob", "bob", "yes", 2, "yes", MOMENT, MOMENT, *about,
        "graded", "Its supports were cracked.", f"c{choices['Its supports were cracked.']}",
        Decimal("1.5"), 2, "teacher", MOMENT, "=not a formula", None, None,
    ]  # fmt: skip
    assert list(results.responses_table(assignment).rows) == [two]


def test_the_states_of_a_response(world, assignment):
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    short = attempt.responses.get(shown__format="short_answer")
    attempting.save_response(response=short, answer={"text": "rust"}, sequence=1)
    assert list(results.responses_table(assignment).rows) == []
    attempting.submit_attempt(attempt=attempt)
    states = [(row[7], *row[13:19]) for row in results.responses_table(assignment).rows]
    assert states == [
        ("q1", "omitted", None, None, None, 2, None),
        ("q2", "to_grade", "rust", None, None, 2, None),
    ]


def test_proof_has_columns_of_its_own_and_is_no_part_of_the_points(world, assignment):
    assignment.cite_evidence = True
    assignment.save()
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    for response in attempt.responses.filter(shown__format="multiple_choice"):
        # The sentence of the evidence and the one before it: 2 * 14 / (30 + 14).
        attempting.save_response(response=response, answer={}, sequence=1, cited=[[0, 81], [82, 156]])
    attempting.submit_attempt(attempt=attempt)
    (row,) = results.results_table(assignment).rows
    assert row[8:13] == [0, 4, 0, "yes", Decimal("32.0")]
    proof = [row[-2:] for row in results.responses_table(assignment).rows]
    quoted = (
        "The town council of Marlow voted on Tuesday to close the old iron bridge to cars.\n"
        "Engineers found deep cracks in two of its supports after a flood in March."
    )
    assert proof == [[quoted, Decimal(64)], [None, Decimal(0)]]


@pytest.mark.parametrize("students", [2, 5])
def test_the_number_of_queries_does_not_grow(world, students, django_assert_num_queries):
    for _time in range(students):
        try_once(world.assignment, factories.EnrollmentFactory(classroom=world.classroom).student, right=True)
    assignment = type(world.assignment).objects.select_related("quiz__article", "classroom").get(pk=world.assignment.pk)
    with django_assert_num_queries(5):
        assert len(list(results.results_table(assignment).rows)) == students + 1
    with django_assert_num_queries(6):
        assert len(list(results.responses_table(assignment).rows)) == students


def test_students_are_read_a_few_at_a_time(world, monkeypatch):
    monkeypatch.setattr(gradebooks, "STUDENTS", 2)
    monkeypatch.setattr(handed_in, "STUDENTS", 2)
    for _time in range(5):
        try_once(world.assignment, factories.EnrollmentFactory(classroom=world.classroom).student, right=True)
    answers = [row[13] for row in results.results_table(world.assignment).rows]
    assert answers == [None, *["Its supports were cracked."] * 5]
    answers = [row[14] for row in results.responses_table(world.assignment).rows]
    assert answers == ["Its supports were cracked."] * 5
