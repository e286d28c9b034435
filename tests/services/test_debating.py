"""Giving a debate to a class and seating its students."""

import pytest

from quizzes.models import Board, Discussion, Post, Question
from quizzes.services import debating
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.fixture
def question(world):
    return factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))


def join(world, *names):
    return [
        factories.EnrollmentFactory(classroom=world.classroom, student=factories.UserFactory(username=name)).student
        for name in names
    ]


def give(world, question, groups=1, teacher=None, **fields):
    discussion = Discussion(question=question, classroom=world.classroom, **fields)
    return debating.give_debate(discussion=discussion, teacher=teacher or world.alice, groups=groups, seed=1)


def seated(discussion):
    return [
        (board.name, sorted(seat.student.username for seat in board.seats.all())) for board in discussion.boards.all()
    ]


def test_a_class_that_is_not_split_has_one_board(world, question):
    join(world, "ann")
    discussion = give(world, question)
    assert seated(discussion) == [("Whole class", ["ann", "bob"])]
    assert sorted(seat.alias for seat in discussion.seats.all()) == ["Student 1", "Student 2"]
    assert {seat.side for seat in discussion.seats.all()} == {None}
    assert discussion.created_by == world.alice


def test_groups_are_even_and_the_same_seed_gives_the_same(world, question):
    join(world, "ann", "cem", "dan", "eve", "fay", "gus")
    discussion = give(world, question, groups=3)
    first = seated(discussion)
    assert [name for name, _students in first] == ["Group 1", "Group 2", "Group 3"]
    assert [len(students) for _name, students in first] == [3, 2, 2]
    names = sorted(name for _board, students in first for name in students)
    assert names == ["ann", "bob", "cem", "dan", "eve", "fay", "gus"]
    aliases = dict(discussion.seats.values_list("student__username", "alias"))
    debating.split_into_groups(discussion=discussion, groups=3, seed=1)
    assert seated(discussion) == first
    assert dict(discussion.seats.values_list("student__username", "alias")) == aliases
    debating.split_into_groups(discussion=discussion, groups=3, seed=2)
    assert seated(discussion) != first


def test_removed_students_get_no_seat(world, question):
    place = world.classroom.enrollments.get(student=world.bob)
    join(world, "ann")
    place.removed_at = place.joined_at
    place.save()
    assert seated(give(world, question)) == [("Whole class", ["ann"])]


def test_sides_are_assigned_alternately_on_each_board(world, question):
    join(world, "ann", "cem", "dan", "eve")
    discussion = give(world, question, groups=2, activity="controversy")
    sides = [[seat.side.order for seat in board.seats.order_by("pk")] for board in discussion.boards.all()]
    assert sides == [[1, 2, 1], [1, 2]]
    discussion.activity = "board"
    debating.assign_sides(discussion=discussion)
    assert {seat.side for seat in discussion.seats.all()} == {None}
    discussion.activity = "controversy"
    debating.assign_sides(discussion=discussion)
    assert sorted(discussion.seats.values_list("side__order", flat=True)) == [1, 1, 1, 2, 2]


def test_sides_need_two_positions(world, question):
    question.brief.positions.filter(order=2).delete()
    with pytest.raises(Refusal, match="Sides need two positions"):
        give(world, question, activity="controversy")
    assert not Discussion.objects.exists()


def test_what_cannot_be_given(world, question):
    with pytest.raises(Refusal, match="classes you teach"):
        give(world, question, teacher=world.mallory)
    foreign = factories.DebateFactory()
    with pytest.raises(Refusal, match="your own debate questions"):
        give(world, foreign)
    question.status = Question.Status.DRAFT
    with pytest.raises(Refusal, match="Approve"):
        give(world, question)


def test_no_group_stays_empty(world, question):
    with pytest.raises(Refusal, match="from 1 to 1 groups"):
        give(world, question, groups=2)
    assert not Board.objects.exists()


def test_a_student_is_moved_with_the_draft_until_they_have_posted(world, question):
    join(world, "ann", "cem", "dan")
    discussion = give(world, question, groups=2, activity="controversy")
    seat = discussion.seats.get(student=world.bob)
    other = discussion.boards.exclude(pk=seat.board_id).get()
    draft = Post.objects.create(board=seat.board, author=world.bob, claim="Keep it closed.")
    other.seats.update(side=debating.sides(discussion)[0])
    seat = debating.move_student(seat=seat, board=other)
    draft.refresh_from_db()
    assert (seat.board, draft.board, seat.side.order) == (other, other, 2)
    draft.state, draft.posted_at = Post.State.POSTED, discussion.opens_at
    draft.save()
    with pytest.raises(Refusal, match="bob has posted on this board"):
        debating.move_student(seat=seat, board=discussion.boards.exclude(pk=other.pk).get())
    with pytest.raises(Refusal, match="so the groups stay"):
        debating.split_into_groups(discussion=discussion, groups=1)


def test_nobody_is_moved_to_another_debate(world, question):
    one, other = give(world, question), give(world, question)
    with pytest.raises(Refusal, match="another debate"):
        debating.move_student(seat=one.seats.get(), board=other.boards.get())
