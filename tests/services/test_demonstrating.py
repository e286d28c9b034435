"""The demo class is made once, the way a teacher would make it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from quizzes import generator
from quizzes.models import Article, Assignment, Question, User
from quizzes.services import demonstrating
from tests.drafts import made_by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)


def test_a_quiz_of_the_best_questions_is_assigned_for_a_week():
    heard = []
    demo = demonstrating.load_demo(time_zone="Europe/Oslo", progress=lambda *report: heard.append(report))

    pact, street = Article.objects.order_by("pk")
    assert heard == [
        (title, *report)
        for title in (pact.title, street.title)
        for report in (("reading", 50), ("7 questions proposed", 100))
    ]
    assert demo.classroom.time_zone == "Europe/Oslo"
    assert list(demo.classroom.teachers.all()) == [demo.teacher]
    assert list(demo.classroom.students.values_list("username", flat=True).order_by("username")) == [
        "demo-amina",
        "demo-jonas",
        "demo-lena",
        "demo-omar",
        "demo-sofia",
    ]
    (assignment,) = demo.classroom.assignments.all()
    quiz = assignment.quiz
    assert [item.question.format for item in quiz.items.select_related("question")] == [
        "multiple_choice",
        "true_false",
        "cloze",
        "short_answer",
        "ordering",
        "written",
        "written",
    ]
    assert quiz.article == pact
    assert assignment.due_at - assignment.opens_at == timedelta(days=7)
    assert assignment.release == Assignment.Release.AT_ONCE
    first, *others = street.questions.order_by("kind", "pk")
    assert (first.kind, first.status) == ("debate", Question.Status.APPROVED)
    assert {question.status for question in others} == {Question.Status.DRAFT}


def test_everybody_can_log_in_with_the_password_shown():
    demo = demonstrating.load_demo(time_zone="UTC")
    assert list(demo.passwords) == ["demo-teacher", "demo-amina", "demo-jonas"]
    for name, password in demo.passwords.items():
        assert authenticate(username=name, password=password) == User.objects.get(username=name)


def test_loading_it_again_changes_nothing():
    first = demonstrating.load_demo(time_zone="UTC")
    before = list(User.objects.order_by("pk").values()), Question.objects.count()
    again = demonstrating.load_demo(time_zone="Europe/Oslo")
    assert (again.teacher, again.classroom) == (first.teacher, first.classroom)
    assert again.passwords == {}
    assert (list(User.objects.order_by("pk").values()), Question.objects.count()) == before


def test_a_reset_gives_new_passwords_and_a_new_code_and_keeps_the_rest():
    first = demonstrating.load_demo(time_zone="UTC")
    old_code = first.classroom.join_code
    reset = demonstrating.reset_logins(demo=first)
    assert list(reset.passwords) == list(first.passwords)
    for name, password in reset.passwords.items():
        assert authenticate(username=name, password=password) == User.objects.get(username=name)
        assert authenticate(username=name, password=first.passwords[name]) is None
    assert reset.classroom.join_code != old_code
    assert reset.classroom.assignments.count() == 1


def test_a_half_made_demo_is_not_kept(monkeypatch):
    def fail(*_args, **_kwargs):
        raise MemoryError

    monkeypatch.setattr(generator, "generate", fail)
    with pytest.raises(MemoryError):
        demonstrating.load_demo(time_zone="UTC")
    assert not User.objects.exists()


def test_passwords_are_easy_to_read_and_never_the_same():
    made = {demonstrating.new_password() for _time in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"([b-df-hj-km-np-tv-z2-9]{4}-){2}[b-df-hj-km-np-tv-z2-9]{4}", one) for one in made)
