"""How the questions of an assignment worked."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models import Assignment, Choice, Override, Question
from quizzes.queries import item_analysis as module
from quizzes.queries.item_analysis import Hint, NoAlpha, Which, item_analysis
from quizzes.services import rosters
from tests import factories
from tests.queries.test_item_statistics import GUTTMAN, MISKEYED, PARTIAL, alpha_by_covariances, henrysson
from tests.results import WAITS, hand_in_all


@pytest.fixture
def four(world):
    """An assignment of four questions with three choices, two points each; Bob, who is in the class, does nothing."""
    article = factories.ArticleFactory(owner=world.alice)
    skills = ("locate", "locate", "interpret", "evaluate")
    questions = [factories.QuestionFactory(article=article, skill=skill) for skill in skills]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    return factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, attempts_allowed=2)


def analysed(assignment, which=Which.FIRST):
    return item_analysis(assignment, which)


def test_nobody_has_handed_in(four):
    found = analysed(four)
    assert (found.students, found.idle, found.removed, found.time) == (0, 1, 0, None)
    assert [(one.facility, one.discrimination, one.marked) for one in found.items] == [(None, None, 0)] * 4
    assert (found.alpha, found.no_alpha, found.skill_means) == (None, NoAlpha.FEW_STUDENTS, (None, None, None))


@pytest.mark.parametrize("data", [GUTTMAN * 2, MISKEYED * 2])
def test_the_figures_of_a_class_are_those_of_the_other_formulas(four, data):
    hand_in_all(four, data)
    found = analysed(four)
    totals = [sum(scores) for scores in data]
    columns = list(zip(*data, strict=True))
    assert [one.facility for one in found.items] == pytest.approx([sum(one) / len(data) for one in columns])
    assert [one.discrimination for one in found.items] == pytest.approx([henrysson(one, totals) for one in columns])
    assert found.alpha == pytest.approx(float(alpha_by_covariances(data)))
    assert (found.students, found.complete, found.time) == (len(data), len(data), timedelta(minutes=10))


def test_partial_credit_counts_in_points(four):
    # PARTIAL has three items of 3, 4 and 2 points; the fourth item gives nothing and is left out of alpha.
    for item, points in zip(four.quiz.items.all(), (3, 4, 2, 0), strict=True):
        item.points = points
        item.save()
    possible = (Fraction(3), Fraction(4), Fraction(2))
    shares = [[float(mark / most) for mark, most in zip(scores, possible, strict=True)] for scores in PARTIAL * 2]
    hand_in_all(four, [[*given, 1] for given in shares])
    found = analysed(four)
    assert [one.facility for one in found.items] == [pytest.approx(2 / 3), pytest.approx(0.625), 0.75, None]
    # Points have two places, as the database keeps them.
    assert found.alpha == pytest.approx(float(alpha_by_covariances(PARTIAL * 2)), abs=1e-3)


def test_an_empty_answer_counts_as_no_points_and_one_that_waits_is_left_out(four):
    hand_in_all(four, [(1, 1, 1, 1), (0, 1, 1, 1), (None, 1, 1, 1), (WAITS, 1, 0, 1)])
    first = analysed(four).items[0]
    assert (first.marked, first.omitted, first.waiting) == (3, 1, 1)
    assert first.facility == pytest.approx(1 / 3)
    found = analysed(four)
    assert (found.students, found.complete, sorted(found.scores)) == (4, 3, [0.75, 0.75, 1.0])


def test_choices_are_counted_by_what_was_shown(four):
    hand_in_all(four, [(1, 1, 1, 1), (1, 1, 1, 1), (0, 1, 1, 1), (0, 1, 1, 1), (0, 1, 1, 1), (None, 1, 1, 1)])
    first = analysed(four).items[0]
    assert [(one.text, one.is_key, one.reason, one.picked, one.share_percent) for one in first.choices] == [
        ("Its supports were cracked.", True, "", 2, 40),
        ("Shops lost customers.", False, "unsupported", 2, 40),
        ("It was too narrow.", False, "unsupported", 1, 20),
    ]
    assert first.choices[1].reason_label == "sounds likely, but the article does not say so"
    assert first.choices[1].note == "The article does not say so."
    Choice.objects.filter(pk=first.choices[2].key).delete()
    first = analysed(four).items[0]
    assert ([one.picked for one in first.choices], first.changed) == ([2, 2], 1)


def test_the_first_attempt_or_the_one_that_counts(four):
    students = hand_in_all(four, [(0, 0, 0, 0), (1, 1, 1, 0)])
    hand_in_all(four, [(1, 1, 1, 1), (0, 0, 0, 0)], students, number=2)
    assert [one.facility for one in analysed(four).items] == [0.5, 0.5, 0.5, 0]
    assert [one.facility for one in analysed(four, Which.COUNTED).items] == [1, 1, 1, 0.5]
    Assignment.objects.filter(pk=four.pk).update(grading_method="latest")
    four.refresh_from_db()
    assert [one.facility for one in analysed(four, Which.COUNTED).items] == [0.5, 0.5, 0.5, 0.5]


def test_removed_students_are_left_out(world, four):
    students = hand_in_all(four, [(1, 1, 1, 1), (0, 0, 0, 0)])
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=students[1]))
    found = analysed(four)
    assert (found.students, found.removed, found.idle, found.items[0].facility) == (1, 1, 1, 1)
    assert [one.picked for one in found.items[0].choices] == [1, 0, 0]


def test_excused_students_are_left_out(world, four):
    students = hand_in_all(four, [(1, 1, 1, 1), (0, 0, 0, 0)])
    for student in (students[1], world.bob):
        Override.objects.create(assignment=four, student=student, excused=True)
    found = analysed(four)
    assert (found.students, found.removed, found.idle, found.items[0].facility) == (1, 0, 0, 1)


def test_skills_by_student(four):
    students = hand_in_all(four, [(1, 0, WAITS, 1), (1, 1, 0, None)])
    found = analysed(four)
    assert found.skills == ("locate", "interpret", "evaluate")
    assert [(one.student, one.shares) for one in found.skill_lines] == [
        (students[0], (0.5, None, 1)),
        (students[1], (1, 0, 0)),
    ]
    assert found.skill_means == (0.75, 0, 0.5)


def test_too_little_for_alpha_says_why(four):
    hand_in_all(four, GUTTMAN)
    found = analysed(four)
    assert (found.alpha, found.no_alpha) == (None, NoAlpha.FEW_STUDENTS)
    assert {one.discrimination for one in found.items} == {None}
    hand_in_all(four, GUTTMAN)
    found = analysed(four)
    assert found.no_alpha is None
    assert (found.few_students, found.few_items) == (True, True)
    four.quiz.items.filter(position__gt=1).update(points=0)
    assert analysed(four).no_alpha is NoAlpha.FEW_ITEMS


def test_no_spread_has_no_alpha(four):
    hand_in_all(four, [(1, 1, 1, 0)] * 10)
    found = analysed(four)
    assert (found.alpha, found.no_alpha) == (None, NoAlpha.NO_SPREAD)


def test_what_figures_hint_at(four):
    # Ten students: all have the first item, few the second, the third and fourth those who have little else.
    strong, weak = (1, 1, 1, 0), (1, 0, 0, 1)
    hand_in_all(four, [strong, strong, (1, 0, 1, 0), *[weak] * 7])
    assert [one.hint for one in analysed(four).items] == [
        Hint.VERY_EASY, Hint.RIVAL, Hint.CHECK_KEY, Hint.CHECK_KEY,
    ]  # fmt: skip
    Choice.objects.filter(question__items__quiz=four.quiz, is_key=False).delete()
    assert [one.hint for one in analysed(four).items][1:3] == [Hint.VERY_HARD, Hint.CHECK_KEY]
    assert analysed(four).items[0].choices[0].share == 1


def test_few_students_raise_no_hint(four):
    hand_in_all(four, [(1, 0, 0, 1)] * 9)
    assert {one.hint for one in analysed(four).items} == {None}


def test_another_classs_answers_are_not_there(world, four):
    other = factories.AssignmentFactory(classroom=world.other_classroom, quiz=four.quiz)
    hand_in_all(other, [(1, 1, 1, 1)])
    assert analysed(four).students == 0


@pytest.mark.parametrize("students", [1, 12])
def test_the_number_of_queries_does_not_grow(four, students, django_assert_num_queries):
    hand_in_all(four, [(1, 0, None, WAITS)] * students)
    assignment = Assignment.objects.select_related("quiz").get(pk=four.pk)
    with django_assert_num_queries(6):
        item_analysis(assignment, Which.FIRST)
    assert Question.objects.count() >= 4


def test_the_words_name_the_bounds():
    assert "fewer than 10 students" in str(NoAlpha.FEW_STUDENTS.label)
    assert (module.FEWEST_STUDENTS, module.ENOUGH_STUDENTS, module.ENOUGH_ITEMS) == (10, 30, 10)
