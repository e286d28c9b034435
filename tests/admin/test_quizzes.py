"""Building a quiz from approved questions."""

from datetime import UTC, datetime

import pytest
import time_machine

from quizzes.models import Quiz
from quizzes.services import attempting
from tests import factories
from tests.admin.pages import filled_in, messages, url


@pytest.fixture
def quiz(world):
    article = factories.ArticleFactory(owner=world.alice)
    questions = [factories.QuestionFactory(article=article) for _time in range(3)]
    return factories.QuizFactory(owner=world.alice, article=article, title="Three", questions=questions)


def save(world, quiz, **fields):
    client = world.client(world.alice)
    address = url("quiz", "change", quiz.pk)
    return client.post(address, {**filled_in(client, address), **fields}, follow=True)


def stems(quiz):
    return list(quiz.items.values_list("position", "question__stem"))


def test_a_new_quiz_is_its_makers(world):
    article = factories.ArticleFactory(owner=world.alice)
    response = world.client(world.alice).post(
        url("quiz", "add"), {"title": "Mine", "article": article.pk, "instructions": ""}, follow=True
    )
    quiz = Quiz.objects.get(title="Mine")
    assert quiz.owner == world.alice
    assert messages(response) == ["The quiz is made. Next: put questions into it."]


def test_places_and_points_are_set_together(world, quiz):
    one, two, three = (stem for _position, stem in stems(quiz))
    save(
        world,
        quiz,
        **{"items-0-position": "3", "items-1-position": "1", "items-2-position": "2", "items-1-points": "4.5"},
    )
    assert stems(quiz) == [(1, two), (2, three), (3, one)]
    assert str(quiz.items.get(position=1).points) == "4.50"


def test_a_question_without_a_place_goes_to_the_end(world, quiz):
    added = factories.TrueFalseFactory(article=quiz.article)
    save(world, quiz, **{"items-TOTAL_FORMS": "4", "items-3-question": added.pk, "items-3-points": "1"})
    assert stems(quiz)[3] == (4, added.stem)


def test_the_same_place_twice_is_no_error(world, quiz):
    before = stems(quiz)
    save(world, quiz, **{"items-0-position": "1", "items-1-position": "1", "items-2-position": "1"})
    assert stems(quiz) == before


def test_a_question_is_taken_out_and_put_in_again(world, quiz):
    first = quiz.items.first().question
    save(
        world,
        quiz,
        **{"items-0-DELETE": "on", "items-TOTAL_FORMS": "4", "items-3-question": first.pk, "items-3-points": "1"},
    )
    assert [stem for _position, stem in stems(quiz)][2] == first.stem
    assert quiz.items.count() == 3


def test_a_question_twice_is_refused(world, quiz):
    first = quiz.items.first().question
    response = save(world, quiz, **{"items-TOTAL_FORMS": "4", "items-3-question": first.pk, "items-3-points": "1"})
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["A question is in the quiz twice. Take one of the two out."]


@pytest.mark.parametrize("other", ["unapproved", "another article's", "another teacher's"])
def test_only_approved_questions_of_its_article_get_in(world, quiz, other):
    question = {
        "unapproved": lambda: factories.QuestionFactory(article=quiz.article, status="draft"),
        "another article's": lambda: factories.QuestionFactory(article=factories.ArticleFactory(owner=world.alice)),
        "another teacher's": lambda: factories.QuestionFactory(article=factories.ArticleFactory(owner=world.mallory)),
    }[other]()
    response = save(world, quiz, **{"items-TOTAL_FORMS": "4", "items-3-question": question.pk, "items-3-points": "1"})
    assert "question" in response.context["inline_admin_formsets"][0].formset.forms[3].errors
    assert quiz.items.count() == 3


def test_a_started_quiz_keeps_its_questions(world):
    quiz = world.assignment.quiz
    client = world.client(world.alice)
    address = url("quiz", "change", quiz.pk)
    data = filled_in(client, address)
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    page = client.get(address)
    assert "Students have started this quiz, so its questions stay as they are." in page.content.decode()
    client.post(address, {**data, "items-0-points": "9", "items-0-DELETE": "on", "title": "New title"})
    assert str(quiz.items.get().points) == "2.00"
    assert Quiz.objects.get(pk=quiz.pk).title == "New title"


# --- giving it to a class in one step ---------------------------------------------------------------------------------


def give(world, quiz, **data):
    return world.client(world.alice).post(url("quiz", "give", quiz.pk), data, follow=True)


def test_a_quiz_is_given_to_a_class_until_the_end_of_a_day_there(world, quiz):
    world.classroom.time_zone = "Asia/Tokyo"
    world.classroom.save()
    response = give(world, quiz, classroom=world.classroom.pk, due_on="2035-03-04")
    assert messages(response) == ["The quiz is assigned to Alice's class."]
    assignment = quiz.assignments.get()
    assert (assignment.classroom, assignment.release) == (world.classroom, "after_due")
    assert assignment.due_at == datetime(2035, 3, 4, 14, 59, tzinfo=UTC)
    assert response.redirect_chain == [(url("assignment", "results", assignment.pk), 302)]


def test_who_has_no_class_names_one(world, quiz):
    world.classroom.teachers.set([world.mallory])
    response = give(world, quiz, new_class="8B", due_on="2035-03-04")
    assert messages(response) == ["The quiz is assigned to 8B. Next: import your students, or give them the join code."]
    assert list(quiz.assignments.get().classroom.teachers.all()) == [world.alice]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"due_on": "2001-01-01"}, "This day is over. Choose today or a later day."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"due_on": ""}, "This field is required."),
        ({"classroom": "0", "due_on": "2035-03-04"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, quiz, data, problem):
    response = give(world, quiz, **{"classroom": world.classroom.pk, **data})
    assert problem in response.content.decode()
    assert response.context["give_form"]["due_on"].value() == data["due_on"]
    assert quiz.assignments.count() == 0


def test_an_empty_quiz_is_not_given_and_no_class_is_made_for_it(world, quiz):
    world.classroom.teachers.set([world.mallory])
    quiz.items.all().delete()
    give(world, quiz, new_class="8B", due_on="2035-03-04")
    assert (quiz.assignments.count(), world.alice.classrooms_taught.count()) == (0, 0)


def test_another_teachers_class_is_not_offered(world, quiz):
    response = give(world, quiz, classroom=world.other_classroom.pk, due_on="2035-03-04")
    assert list(response.context["give_form"].errors) == ["classroom"]


def test_a_quiz_is_given_to_several_classes_each_until_the_end_of_the_day_there(world, quiz):
    tokyo = factories.ClassroomFactory(name="8C", teachers=[world.alice], time_zone="Asia/Tokyo")
    response = give(world, quiz, classroom=[world.classroom.pk, tokyo.pk], due_on="2035-03-04")
    assert messages(response) == ["The quiz is assigned to 8C, Alice's class."]
    assert {one.classroom: one.due_at for one in quiz.assignments.all()} == {
        world.classroom: datetime(2035, 3, 4, 23, 59, tzinfo=UTC),
        tokyo: datetime(2035, 3, 4, 14, 59, tzinfo=UTC),
    }
    page = response.content.decode()
    assert "Alice&#x27;s class" in page
    # Now both have it, and the page of the quiz says so.
    page = world.client(world.alice).get(url("quiz", "change", quiz.pk)).content.decode()
    assert page.count("(has this quiz already)") == 2


def test_a_day_that_is_over_in_one_class_is_refused_for_all(world, quiz):
    """At 11:30 in London the day is over on Kiritimati."""
    east = factories.ClassroomFactory(name="8C", teachers=[world.alice], time_zone="Pacific/Kiritimati")
    with time_machine.travel(datetime(2035, 3, 4, 11, 30, tzinfo=UTC), tick=False):
        response = give(world, quiz, classroom=[world.classroom.pk, east.pk], due_on="2035-03-04")
    assert "This day is over." in response.content.decode()
    assert not quiz.assignments.exists()


def test_a_quiz_that_every_class_has_leads_to_its_results(world, quiz):
    quiz = world.assignment.quiz
    client = world.client(world.alice)
    page = client.get(url("quiz", "change", quiz.pk)).content.decode()
    assert f'<a class="step"\n             href="{url("assignment", "results", world.assignment.pk)}"' in page
    assert "<summary>Give the quiz once more</summary>" in page
    factories.ClassroomFactory(teachers=[world.alice])
    page = client.get(url("quiz", "change", quiz.pk)).content.decode()
    assert "once more" not in page
    assert 'class="step"\n             href' not in page
