"""The demo class's debate has something to show on every page."""

import pytest

from quizzes import generator
from quizzes.models import Assessment, Discussion, Question
from quizzes.queries import debate_marks, debates
from quizzes.queries.peer_feedback import to_read
from quizzes.services import demo_debate, demonstrating
from quizzes.services.demonstrating import load_demo
from tests.drafts import made_by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(monkeypatch):
    monkeypatch.setattr(generator, "generate", made_by_hand)
    return load_demo(time_zone="UTC").classroom.discussions.get()


def test_two_groups_have_argued_and_one_student_has_still_to_begin(given):
    first, second = given.boards.all()
    assert [sorted(seat.student.username for seat in board.seats.all()) for board in (first, second)] == [
        ["demo-amina", "demo-lena", "demo-omar"],
        ["demo-jonas", "demo-sofia"],
    ]
    posts = [(post.author.username, post.move, post.state, post.citations.count()) for post in first.posts.all()]
    assert posts == [
        ("demo-amina", "", "posted", 2),
        ("demo-lena", "", "posted", 1),
        ("demo-omar", "", "posted", 1),
        ("demo-lena", "challenge", "posted", 0),
        ("demo-omar", "agree", "posted", 0),
        ("demo-amina", "ask", "posted", 0),
        ("demo-omar", "challenge", "held", 0),
    ]
    assert [(post.author.username, post.citations.count()) for post in second.posts.all()] == [("demo-sofia", 1)]
    stances = given.stances.order_by("pk").values_list("student__username", "moment", "value")
    assert list(stances) == [
        ("demo-amina", "before", 5),
        ("demo-lena", "before", 2),
        ("demo-omar", "before", 3),
        ("demo-sofia", "before", 4),
        ("demo-amina", "after", 4),
    ]
    assert debates.waiting_by_board([given]) == {first.pk: 1}


def test_one_mark_is_given_and_feedback_can_be_written(given):
    rows = {row.student.username: row.points for row in debate_marks.marked(given)}
    assert rows == {
        "demo-amina": None,
        "demo-jonas": None,
        "demo-lena": debate_marks.Points(9, 15),
        "demo-omar": None,
        "demo-sofia": None,
    }
    assert given.marks_released_at is None
    views = given.assessments.filter(counts=False).values_list("assessor__username", "student__username", "state")
    assert sorted(views) == [
        ("demo-amina", "demo-amina", Assessment.State.SHOWN),
        ("demo-omar", "demo-amina", Assessment.State.SHOWN),
    ]
    (reading,) = to_read(given.seats.get(student__username="demo-amina"))
    assert (reading.name, reading.said) == ("demo-lena", None)


def test_an_article_without_debates_gives_none(given):
    article = given.question.article
    Question.objects.filter(kind="debate").update(status=Question.Status.REJECTED)
    made = demo_debate.give_demo_debate(
        article=article, teacher=given.created_by, classroom=demonstrating.find_demo().classroom
    )
    assert made is None
    assert Discussion.objects.count() == 1
