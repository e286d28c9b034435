"""What a teacher sees of a debate: threads, reports, who sits where, and the pictures."""

import pytest

from quizzes.models import Moderation
from quizzes.queries.debate_pictures import argument_map, participation, stances
from quizzes.queries.debates import boards_with_seats, flat, threads, unseated, waiting_by_board
from quizzes.services import moderating, rosters
from tests import factories
from tests.debates import debate, post, stand


def shape(found):
    return [(thread.post.claim, shape(thread.replies)) for thread in found]


def report(claim, student):
    Moderation.objects.create(board=claim.board, post=claim, action="reported", by=student, reason="Rude.")


@pytest.fixture
def argued(world):
    """Two claims and two replies, one to the other; a draft and a hidden post too."""
    made = debate(world)
    claim = post(made.board, made.bob, "Close it.")
    reply = post(made.board, made.ann, "Shops will die.", claim)
    post(made.board, made.bob, "Not all of them.", reply, move="ask")
    post(made.board, made.ann, "Open a lane.")
    post(made.board, made.ann, "Not ready.", state="draft")
    post(made.board, made.bob, "Silly.", claim, state="hidden")
    return made


def test_threads_are_oldest_first_and_without_drafts(argued, django_assert_num_queries):
    with django_assert_num_queries(5):
        found = threads(argued.board)
    assert shape(found) == [
        ("Close it.", [("Shops will die.", [("Not all of them.", [])]), ("Silly.", [])]),
        ("Open a lane.", []),
    ]
    assert [thread.seat.student.username for thread in found] == ["bob", "ann"]


def test_what_is_held_or_reported_waits_until_it_is_decided(argued, world):
    claim = argued.board.posts.get(claim="Open a lane.")
    post(argued.board, argued.ann, "Held.", state="held")
    report(claim, argued.bob)

    def waiting():
        return [(one.post.claim, len(one.reports)) for one in flat(threads(argued.board)) if one.waits]

    assert waiting() == [("Open a lane.", 1), ("Held.", 0)]
    assert waiting_by_board([argued.discussion]) == {argued.board.pk: 2}
    moderating.restore_post(post=claim, by=world.alice)
    assert waiting() == [("Held.", 0)]
    assert waiting_by_board([argued.discussion]) == {argued.board.pk: 1}
    report(claim, argued.bob)
    assert waiting() == [("Open a lane.", 1), ("Held.", 0)]


def test_boards_know_their_seats(argued, world):
    (board,) = boards_with_seats(argued.discussion)
    assert [(seat.student.username, seat.wrote, seat.gone) for seat in board.there] == [
        ("ann", True, False),
        ("bob", True, False),
    ]
    assert (board.posts_there, board.posted) == (6, 5)
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=world.bob))
    (board,) = boards_with_seats(argued.discussion)
    assert [seat.gone for seat in board.there] == [False, True]
    late = factories.EnrollmentFactory(classroom=world.classroom).student
    assert unseated(argued.discussion) == [late]


def test_stances_are_counted_and_their_moves(argued):
    assert not stances(argued.discussion).any
    stand(argued.discussion, argued.bob, 2, 4)
    stand(argued.discussion, argued.ann, 2)
    picture = stances(argued.discussion)
    assert [(row.before, row.after, row.before_length, row.after_length, row.top) for row in picture.rows] == [
        (0, 0, 0, 0, 4),
        (2, 0, 250, 0, 52),
        (0, 0, 0, 0, 100),
        (0, 1, 0, 125, 148),
        (0, 0, 0, 0, 196),
    ]
    assert (picture.more_for, picture.more_against, picture.same) == (1, 0, 0)


def test_participation_counts_what_stands(argued, world):
    cem = factories.UserFactory(username="cem")
    factories.EnrollmentFactory(classroom=world.classroom, student=cem)
    stand(argued.discussion, argued.bob, 2, 4)
    picture = participation(argued.discussion)
    assert [(part.student.username, part.claims, part.replies, part.before, part.after) for part in picture.parts] == [
        ("ann", 1, 1, None, None),
        ("bob", 1, 1, 2, 4),
        ("cem", 0, 0, None, None),
    ]
    assert [(part.claims_length, part.replies_length, part.board) for part in picture.parts] == [
        (125, 125, "Whole class"),
        (125, 125, "Whole class"),
        (0, 0, ""),
    ]
    assert [part.student for part in picture.silent] == [cem]


def test_the_map_is_a_tree(argued):
    picture = argument_map(threads(argued.board))
    assert [(box.thread.post.claim, box.x, box.y, box.path) for box in picture.boxes] == [
        ("Close it.", 4, 4, ""),
        ("Shops will die.", 40, 76, "M16 62V105H40"),
        ("Not all of them.", 76, 148, "M52 134V177H76"),
        ("Silly.", 40, 220, "M16 62V249H40"),
        ("Open a lane.", 4, 292, ""),
    ]
    assert (picture.width, picture.height) == (520, 360)


def test_a_long_post_is_two_lines_in_the_map(argued):
    post(argued.board, argued.ann, "word " * 100)
    (*_others, box) = argument_map(threads(argued.board)).boxes
    assert [len(line) <= 58 for line in box.lines] == [True, True]
    assert box.lines[1].endswith(" …")
