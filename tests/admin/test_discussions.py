"""The debates of the panel: giving one to a class, its groups."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from quizzes.forms.panel.discussions import in_a_week
from quizzes.models import Discussion, Question, Rubric
from quizzes.services import debating, rubrics
from tests import factories
from tests.admin.pages import filled_in, messages, refused, url
from tests.debates import post

RULES = {
    "activity": "board",
    "groups": "1",
    "instructions": "",
    "opens_at": "",
    "due_at": "",
    "closes_at": "",
    "post_first": "on",
    "minimum_replies": "1",
    "rubric": "",
}


@pytest.fixture
def question(world):
    return factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice), stem="Close the bridge?")


@pytest.fixture
def debate(world, question):
    """A debate of Alice's class with two students on two boards."""
    ann = factories.UserFactory(username="ann")
    factories.EnrollmentFactory(classroom=world.classroom, student=ann)
    discussion = Discussion(question=question, classroom=world.classroom, rubric=Rubric.objects.get(owner=None))
    return debating.give_debate(discussion=discussion, teacher=world.alice, groups=2, seed=1)


def give(world, question, **fields):
    data = {"question": question.pk, "classroom": world.classroom.pk, **RULES, **fields}
    return world.client(world.alice).post(url("discussion", "add"), data, follow=True)


def test_an_approved_debate_leads_to_the_form_with_defaults(world, question):
    client = world.client(world.alice)
    page = client.get(url("question", "change", question.pk)).content.decode()
    address = f"{url('discussion', 'add')}?question={question.pk}"
    assert f'href="{address}"' in page
    form = client.get(address).context["adminform"].form
    shown = {name: form[name].value() for name in ("question", "classroom", "activity", "rubric", "groups")}
    assert shown == {
        "question": str(question.pk),
        "classroom": world.classroom.pk,
        "activity": "board",
        "rubric": Rubric.objects.get(owner=None).pk,
        "groups": 1,
    }
    assert (form["post_first"].value(), form["anonymous"].value()) == (True, False)
    assert form["due_at"].value() == in_a_week()


def test_the_activity_the_debate_suits_is_chosen_with_what_its_brief_says(world, question):
    question.brief.suits = "controversy"
    question.brief.activity = "<b>Four</b> corners."
    question.brief.save()
    client = world.client(world.alice)
    page = client.get(f"{url('discussion', 'add')}?question={question.pk}")
    shown = page.content.decode()
    assert re.findall(r'name="activity" value="(\w+)"[^>]* checked', shown) == ["controversy"]
    assert "&lt;b&gt;Four&lt;/b&gt; corners." in shown
    assert "<b>Four</b>" not in shown
    give(world, question, activity="written")
    assert Discussion.objects.get().activity == "written"


@pytest.mark.parametrize("asked", ["", "?question=", "?question=x", "?question=0", "?question={strange}"])
def test_without_a_debate_of_ones_own_a_class_discussion_is_chosen(world, question, asked):
    question.brief.suits = "controversy"
    question.brief.save()
    address = url("discussion", "add") + asked.format(strange=question.pk)
    form = world.client(world.mallory).get(address).context["adminform"].form
    assert (form["activity"].value(), form.fields["activity"].help_text) == ("board", "")


def test_a_draft_or_another_question_cannot_be_given(world, question):
    client = world.client(world.alice)
    question.status = Question.Status.DRAFT
    question.save()
    assert "Give this debate" not in client.get(url("question", "change", question.pk)).content.decode()
    response = give(world, question)
    assert list(response.context["adminform"].form.errors) == ["question"]
    reading = world.assignment.quiz.items.get().question
    assert "Give this debate" not in client.get(url("question", "change", reading.pk)).content.decode()


def test_times_are_read_in_the_zone_of_the_class(world, question):
    world.classroom.time_zone = "America/New_York"
    world.classroom.save()
    response = give(world, question, opens_at="2027-07-01T09:00", due_at="2027-07-02T20:00", anonymous="on")
    made = Discussion.objects.get()
    assert made.opens_at == datetime(2027, 7, 1, 13, 0, tzinfo=UTC)
    assert made.due_at == datetime(2027, 7, 3, 0, 0, tzinfo=UTC)
    assert (made.anonymous, made.created_by) == (True, world.alice)
    assert response.redirect_chain == [(url("discussion", "boards", made.pk), 302)]
    assert messages(response) == ["The debate is given to Alice's class."]
    assert "2 Jul 2027, 20:00 (America/New_York)" in response.content.decode()


def test_more_groups_than_students_are_refused(world, question):
    response = give(world, question, groups="3")
    assert refused(response) == ["Not saved: Choose from 1 to 1 groups: every group needs a student."]
    assert response.context["adminform"].form["groups"].value() == "3"
    assert not Discussion.objects.exists()


def test_a_change_of_activity_assigns_sides(world, debate):
    client = world.client(world.alice)
    address = url("discussion", "change", debate.pk)
    response = client.post(address, {**filled_in(client, address), "activity": "controversy"}, follow=True)
    assert messages(response) == ["The debate is saved."]
    assert [seat.side.order for seat in debate.seats.all()] == [1, 1]


def test_nobody_is_unmasked_once_somebody_has_posted(world, debate):
    client = world.client(world.alice)
    debate.anonymous = True
    debate.save()
    post(debate.boards.first(), world.bob, "Close it.")
    address = url("discussion", "change", debate.pk)
    data = {**filled_in(client, address), "activity": "written", "anonymous": ""}
    assert messages(client.post(address, data, follow=True)) == ["The debate is saved."]
    debate.refresh_from_db()
    assert (debate.activity, debate.anonymous) == ("board", True)


def test_boards_show_students_and_move_them(world, debate):
    client = world.client(world.alice)
    page = client.get(url("discussion", "boards", debate.pk))
    assert [len(board.there) for board in page.context["boards"]] == [1, 1]
    seat = debate.seats.get(student=world.bob)
    other = debate.boards.exclude(pk=seat.board_id).get()
    response = client.post(url("discussion", "move", debate.pk, seat.pk), {"board": other.pk}, follow=True)
    assert messages(response) == [f"bob is on “{other.name}” now."]
    assert other.seats.count() == 2
    strange = Discussion(question=debate.question, classroom=world.classroom)
    debating.give_debate(discussion=strange, teacher=world.alice)
    address = url("discussion", "move", debate.pk, seat.pk)
    assert client.post(address, {"board": strange.boards.get().pk}).status_code == 404
    assert client.post(address, {"board": "x"}).status_code == 404
    assert client.post(url("discussion", "move", strange.pk, seat.pk), {"board": other.pk}).status_code == 404


def test_the_class_is_split_anew(world, debate):
    client = world.client(world.alice)
    response = client.post(url("discussion", "split", debate.pk), {"groups": "1"}, follow=True)
    assert messages(response) == ["The class is split anew."]
    assert [board.name for board in debate.boards.all()] == ["Whole class"]
    response = client.post(url("discussion", "split", debate.pk), {"groups": "0"}, follow=True)
    assert messages(response) == ["* Ensure this value is greater than or equal to 1."]


def test_who_joined_later_is_named(world, debate):
    late = factories.EnrollmentFactory(classroom=world.classroom, student=factories.UserFactory(username="late"))
    page = world.client(world.alice).get(url("discussion", "boards", debate.pk))
    assert page.context["unseated"] == [late.student]


def test_a_debate_is_taken_back_until_somebody_has_posted(world, debate):
    client = world.client(world.alice)
    address = url("discussion", "delete", debate.pk)
    claim = post(debate.boards.first(), world.bob, "Close it.")
    assert client.post(address, {"post": "yes"}).status_code == 403
    claim.delete()
    assert world.client(world.mallory).post(address, {"post": "yes"}).status_code == 404
    assert messages(client.post(address, {"post": "yes"}, follow=True)) == ["The debate is taken back."]
    assert not Discussion.objects.exists()


def test_the_list_shows_ones_own_debates(world, debate):
    response = world.client(world.alice).get(url("discussion", "changelist"))
    assert [row.pk for row in response.context["cl"].queryset] == [debate.pk]
    assert list(world.client(world.mallory).get(url("discussion", "changelist")).context["cl"].queryset) == []


def test_forms_offer_and_take_only_what_is_ones_own(world, debate):
    mine = rubrics.copy_rubric(rubric=Rubric.objects.get(owner=None), owner=world.alice)
    client = world.client(world.mallory)
    form = client.get(url("discussion", "add")).context["adminform"].form
    assert list(form.fields["question"].queryset) == []
    assert list(form.fields["classroom"].queryset) == [world.other_classroom]
    assert list(form.fields["rubric"].queryset) == [Rubric.objects.get(owner=None)]
    data = {**RULES, "question": debate.question_id, "classroom": world.classroom.pk, "rubric": mine.pk}
    errors = client.post(url("discussion", "add"), data).context["adminform"].form.errors
    assert sorted(errors) == ["classroom", "question", "rubric"]
    assert Discussion.objects.count() == 1


@pytest.mark.parametrize("more", [0, 2])
def test_queries_of_the_boards(world, debate, django_assert_num_queries, more):
    for _number in range(more):
        place = factories.EnrollmentFactory(classroom=world.classroom)
        debating.seat_student(board=debate.boards.first(), student=place.student)
    client = world.client(world.alice)
    with django_assert_num_queries(9):
        client.get(url("discussion", "boards", debate.pk))


@pytest.mark.parametrize(
    ("method", "page", "more"),
    [
        ("get", "change", []),
        ("post", "change", []),
        ("get", "boards", []),
        ("post", "split", []),
        ("post", "move", ["seat"]),
    ],
)
def test_pages_are_404_for_other_teachers_and_closed_to_students(world, debate, method, page, more):
    keys = {"seat": debate.seats.first().pk}
    address = url("discussion", page, debate.pk, *(keys[name] for name in more))
    assert getattr(world.client(world.mallory), method)(address).status_code == 404
    assert getattr(world.client(world.bob), method)(address).status_code == 302
    assert getattr(Client(), method)(address).status_code == 302


def test_staff_who_are_no_teachers_see_nothing(world, debate):
    client = world.client(factories.UserFactory(username="clerk", is_staff=True))
    assert client.get(url("discussion", "changelist")).status_code == 403
    assert client.get(url("discussion", "boards", debate.pk)).status_code == 404
