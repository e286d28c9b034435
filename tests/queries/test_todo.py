"""What the teacher's home page says is to be done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Override, QuizItem
from quizzes.queries.marking import items_to_mark, responses_to
from quizzes.queries.todo import NextStep, todo
from quizzes.services import attempting, rosters
from tests import factories

DAY = timedelta(days=1)


def ending(world, *, due=None, closes=None, opened=-40 * DAY):
    """An assignment of Alice's class with times so far from now, and its students in the class for long."""
    now = timezone.now()
    world.classroom.enrollments.update(joined_at=now - 100 * DAY)
    assignment = factories.AssignmentFactory(
        classroom=world.classroom,
        quiz=world.assignment.quiz,
        opens_at=now + opened,
        due_at=due and now + due,
        closes_at=closes and now + closes,
        release="at_once",
    )
    world.assignment.delete()
    return assignment


@pytest.mark.parametrize(
    ("times", "where"),
    [
        ({"due": 2 * DAY}, "closing"),
        ({"due": 4 * DAY}, "open"),
        ({"closes": 2 * DAY}, "closing"),
        ({"due": 4 * DAY, "closes": 5 * DAY}, "open"),
        ({"due": -1 * DAY}, "behind"),
        ({"due": -1 * DAY, "closes": DAY}, "behind"),
        ({"due": -13 * DAY, "closes": -12 * DAY}, "behind"),
        ({"due": -15 * DAY, "closes": -14 * DAY}, ""),
        ({"due": -15 * DAY}, "open"),
        ({}, "open"),
        ({"opened": DAY, "due": 2 * DAY}, ""),
    ],
)
def test_an_assignment_stands_in_one_place_by_its_times(world, times, where):
    ending(world, **times)
    found = todo(world.alice)
    counts = {name: len(getattr(found, name)) for name in ("closing", "behind", "open")}
    assert counts == {name: int(name == where) for name in counts}
    assert [getattr(todo(world.mallory), name) for name in counts] == [[], [], []]


def test_who_has_not_handed_in_is_counted(world):
    assignment = ending(world, due=2 * DAY)
    factories.EnrollmentFactory(classroom=world.classroom)
    rosters.remove_student(enrollment=factories.EnrollmentFactory(classroom=world.classroom))
    (one,) = todo(world.alice).closing
    assert (one.assignment, one.ends_at, one.missing) == (assignment, assignment.due_at, 2)
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    assert todo(world.alice).closing[0].missing == 2
    attempting.submit_attempt(attempt=attempt)
    assert todo(world.alice).closing[0].missing == 1


def test_nobody_is_behind_who_has_longer_or_came_later(world):
    assignment = ending(world, due=-1 * DAY)
    factories.EnrollmentFactory(classroom=world.classroom)
    assert [one.missing for one in todo(world.alice).behind] == [1]
    Override.objects.create(assignment=assignment, student=world.bob, due_at=timezone.now() + DAY)
    found = todo(world.alice)
    assert (found.behind, found.open, found.students_behind) == ([], [assignment], 0)


def test_nobody_is_behind_who_is_excused(world):
    assignment = ending(world, due=-1 * DAY)
    assert [one.missing for one in todo(world.alice).behind] == [1]
    Override.objects.create(assignment=assignment, student=world.bob, excused=True)
    assert todo(world.alice).behind == []


def test_counts_are_sums(world):
    for count in (1, 2):
        article = factories.ArticleFactory(owner=world.alice)
        for _draft in range(count):
            factories.QuestionFactory(article=article, status="draft")
    found = todo(world.alice)
    assert (len(found.articles), found.drafts, found.answers, found.posts, found.waits) == (2, 3, 0, 0, True)


def test_an_archived_classs_work_waits_for_nobody(world):
    ending(world, due=-1 * DAY)
    factories.DiscussionFactory(classroom=world.classroom, question__article__owner=world.mallory)
    rosters.archive_classroom(classroom=world.classroom, by=world.alice)
    found = todo(world.alice)
    assert (found.behind, found.open, found.debates, found.waits) == ([], [], [], False)


def test_the_next_step_leads_from_an_article_to_a_class(db):
    ada = factories.TeacherFactory()
    assert (todo(ada).step, todo(ada).about) == (NextStep.PASTE, None)
    article = factories.ArticleFactory(owner=ada)
    assert (todo(ada).step, todo(ada).about) == (NextStep.REVIEW, article.pk)
    question = factories.QuestionFactory(article=article)
    assert (todo(ada).step, todo(ada).about) == (NextStep.MAKE_QUIZ, article.pk)
    quiz = factories.QuizFactory(owner=ada, article=article, questions=[question])
    assert (todo(ada).step, todo(ada).about) == (NextStep.ASSIGN, quiz.pk)
    classroom = factories.ClassroomFactory(teachers=[ada])
    factories.AssignmentFactory(classroom=classroom, quiz=quiz)
    assert (todo(ada).step, todo(ada).about) == (NextStep.FILL_CLASS, classroom.pk)
    factories.EnrollmentFactory(classroom=classroom)
    assert (todo(ada).step, todo(ada).about) == (NextStep.NOTHING, None)
    rosters.archive_classroom(classroom=classroom, by=ada)
    assert todo(ada).step == NextStep.MAKE_CLASS


def test_an_empty_quiz_is_not_offered_to_be_given(db):
    ada = factories.TeacherFactory()
    quiz = factories.QuizFactory(owner=ada)
    QuizItem.objects.filter(quiz=quiz).delete()
    assert todo(ada).step == NextStep.MAKE_CLASS


def test_as_many_queries_for_much_as_for_little(world, django_assert_num_queries):
    for _time in range(2):
        for _more in range(3):
            factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice), status="draft")
            factories.AssignmentFactory(classroom=world.classroom, quiz=world.assignment.quiz)
            factories.PostFactory(board__discussion__classroom=world.classroom, state="held")
            factories.EnrollmentFactory(classroom=world.classroom)
        with django_assert_num_queries(8):
            todo(world.alice)


def test_nobody_waits_for_the_mark_of_who_is_excused(world):
    short = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    quiz = factories.QuizFactory(article=short.article, questions=[short])
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    attempt.responses.update(answer={"text": "Because of the rain"})
    attempting.submit_attempt(attempt=attempt)
    assert todo(world.alice).answers == 1
    assert [item.waiting for item in items_to_mark(assignment)] == [1]
    Override.objects.create(assignment=assignment, student=world.bob, excused=True)
    assert todo(world.alice).answers == 0
    assert [(item.handed_in, item.waiting) for item in items_to_mark(assignment)] == [(1, 0)]
    assert [response.excused for response in responses_to(assignment, assignment.quiz.items.get())] == [True]
