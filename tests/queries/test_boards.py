"""What a student sees of a debate: their own board, no more than the rules allow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Moderation
from quizzes.queries import boards, visible
from quizzes.services import rosters
from tests import factories
from tests.debates import cite, debate, post, stand


def look(made, student=None):
    seat = made.board.seats.get(student=student or made.bob)
    return boards.view(made.discussion, seat, timezone.now())


def shape(cards):
    return [(card.post.claim, shape(card.replies)) for card in cards]


def test_others_come_after_ones_own_post(world):
    made = debate(world)
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Not ready.", state="draft")
    seen = look(made)
    assert (shape(seen.cards), seen.waiting, seen.posted, seen.may_claim) == ([], 1, False, True)
    post(made.board, made.bob, "Close it.")
    post(made.board, made.bob, "Why?", theirs)
    seen = look(made)
    assert shape(seen.cards) == [("Open it.", [("Why?", [])]), ("Close it.", [])]
    assert (seen.waiting, seen.posted, seen.replies_made, seen.replies_missing) == (0, True, 1, 0)


def test_without_that_rule_they_come_at_once(world):
    made = debate(world, post_first=False)
    post(made.board, made.ann, "Open it.")
    seen = look(made)
    assert [(card.name, card.may_reply, card.may_edit) for card in seen.cards] == [("Ann Lee", True, False)]


def test_drafts_held_and_hidden_posts_are_their_authors_alone(world):
    made = debate(world, post_first=False)
    hidden = post(made.board, made.ann, "Rude.", state="hidden")
    post(made.board, made.ann, "Waiting.", state="held")
    post(made.board, made.ann, "Unfinished.", state="draft")
    post(made.board, made.bob, "That is rude.", hidden)
    Moderation.objects.create(board=made.board, post=hidden, action="hidden", by=world.alice, reason="Be kind.")
    assert shape(look(made).cards) == [("That is rude.", [])]
    cards = look(made, made.ann).cards
    assert shape(cards) == [("Rude.", [("That is rude.", [])]), ("Waiting.", [])]
    assert [card.reason for card in cards] == ["Be kind.", ""]


def test_other_boards_and_other_classes_are_not_there(world):
    made = debate(world, post_first=False)
    other = factories.BoardFactory(discussion=made.discussion)
    factories.PostFactory(board=other)
    factories.PostFactory()
    assert shape(look(made).cards) == []
    assert list(visible.students_posts(made.bob)) == []
    assert list(visible.students_posts(world.charlie)) == []


def test_who_was_removed_sees_nothing(world):
    made = debate(world, post_first=False)
    post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    assert visible.students_posts(made.bob).count() == 2
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=made.bob))
    assert not visible.students_posts(made.bob).exists()
    assert not visible.students_discussions(made.bob).exists()


def test_a_debate_that_has_not_opened_is_not_there(world):
    factories.DiscussionFactory(classroom=world.classroom, opens_at=timezone.now() + timedelta(hours=1))
    assert boards.entries(world.bob, timezone.now()) == []


def test_a_written_response_is_ones_own_alone(world):
    made = debate(world, activity="written", post_first=False)
    post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    seen = look(made)
    assert shape(seen.cards) == [("Close it.", [])]
    assert (seen.has_board, seen.may_claim, seen.replies_missing) == (False, False, 0)


@pytest.mark.parametrize(("anonymous", "names"), [(True, ["Student {ann}", "You"]), (False, ["Ann Lee", "You"])])
def test_names_are_aliases_where_it_is_anonymous(world, anonymous, names):
    made = debate(world, anonymous=anonymous)
    post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    alias = made.board.seats.get(student=made.ann).alias.removeprefix("Student ")
    assert [card.name for card in look(made).cards] == [name.format(ann=alias) for name in names]


def test_quotes_know_their_sentence(world):
    made = debate(world)
    cite(post(made.board, made.bob, "Close it."), factories.KEY_QUOTE)
    assert look(made).cards[0].quotes == (boards.Quote(2, factories.KEY_QUOTE),)


def test_a_closed_or_locked_board_says_why(world):
    made = debate(world)
    stand(made.discussion, made.bob, 2, 4)
    post(made.board, made.bob, "Close it.")
    made.board.locked_at = timezone.now()
    made.board.save()
    seen = look(made)
    assert seen.closed == "Your teacher has locked this board. You can still read it."
    assert (seen.before, seen.after, seen.may_claim, seen.cards[0].may_edit) == (2, 4, False, False)


def test_a_board_asks_as_often_for_many_posts_as_for_few(world, django_assert_num_queries):
    made = debate(world)
    claim = post(made.board, made.bob, "Close it.")
    seat = made.board.seats.select_related("student", "board__discussion__question__article").get(student=made.bob)
    for more in (1, 5):
        for number in range(more):
            cite(post(made.board, made.ann, f"Reply {more} {number}.", claim), factories.KEY_QUOTE)
        with django_assert_num_queries(4):
            boards.view(seat.board.discussion, seat, timezone.now())


def test_the_list_says_what_is_still_to_do(world):
    made = debate(world, due_at=timezone.now() + timedelta(days=1))

    def listed():
        return [(entry.status.value, entry.missing) for entry in boards.entries(made.bob, timezone.now())]

    assert listed() == [("to_do", 1)]
    post(made.board, made.bob, "Not ready.", state="draft")
    assert listed() == [("to_do", 1)]
    post(made.board, made.bob, "Close it.")
    theirs = post(made.board, made.ann, "Open it.")
    assert listed() == [("started", 1)]
    post(made.board, made.bob, "Why?", theirs)
    assert listed() == [("waiting", 0)]
    made.discussion.due_at = made.discussion.closes_at = timezone.now() - timedelta(seconds=1)
    made.discussion.opens_at = timezone.now() - timedelta(days=1)
    made.discussion.save()
    assert listed() == [("missed", 0)]
