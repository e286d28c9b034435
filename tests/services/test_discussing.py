"""What students do in a debate: stances, drafts, quotes, posting, replying, changing, reporting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import HeldWord, Moderation, Post
from quizzes.queries.sentences import sentences
from quizzes.services import discussing, moderating, rosters
from quizzes.services.attempting import Save
from quizzes.services.discussing import Words
from quizzes.services.refusal import Refusal
from tests import factories
from tests.debates import debate, post

KEY = (factories.TEXT.index(factories.KEY_QUOTE), factories.TEXT.index(factories.KEY_QUOTE) + len(factories.KEY_QUOTE))
ARGUMENT = Words(claim="Keep it closed.", reasoning="It has cracks.")


@pytest.fixture
def made(world):
    return debate(world, due_at=timezone.now() + timedelta(days=1))


def draft(made, words=ARGUMENT, citations=(), student=None, reply_to=None):
    found = discussing.open_draft(board=made.board, student=student or made.bob, reply_to=reply_to)
    assert discussing.save_draft(post=found, words=words, citations=citations, sequence=found.sequence + 1) == "saved"
    return found


def argue(made, student=None, **words):
    return discussing.publish(
        post=draft(made, Words(**{"claim": "Close.", "reasoning": "Cracks."} | words), student=student)
    )


def refused(action, words):
    with pytest.raises(Refusal, match=words):
        action()


def close(made):
    made.discussion.opens_at = timezone.now() - timedelta(days=3)
    made.discussion.due_at = made.discussion.closes_at = timezone.now() - timedelta(minutes=1)
    made.discussion.save()


def test_a_stance_is_taken_before_and_after_posting(made):
    def stance(moment, value):
        return discussing.take_stance(student=made.bob, discussion=made.discussion, moment=moment, value=value)

    stance("before", 2)
    stance("before", 4)
    refused(lambda: stance("after", 3), "Post your own argument first")
    argue(made)
    refused(lambda: stance("before", 1), "stays as it is")
    stance("after", 3)
    assert list(made.discussion.stances.order_by("pk").values_list("moment", "value")) == [("before", 4), ("after", 3)]
    for moment, value in (("before", 6), ("before", 0), ("later", 3)):
        refused(lambda moment=moment, value=value: stance(moment, value), "five places")


def test_who_joins_later_sits_on_the_smallest_board(made, world):
    second = factories.BoardFactory(discussion=made.discussion)
    late = factories.EnrollmentFactory(classroom=world.classroom).student
    seat = discussing.take_seat(discussion=made.discussion, student=late)
    assert (seat.board, seat.alias) == (second, "Student 3")
    assert discussing.take_seat(discussion=made.discussion, student=late) == seat
    refused(lambda: discussing.take_seat(discussion=made.discussion, student=world.charlie), "not in this class")


def test_a_debate_without_boards_gets_one(world):
    discussion = factories.DiscussionFactory(classroom=world.classroom)
    assert str(discussing.take_seat(discussion=discussion, student=world.bob).board) == "Whole class"


def test_the_newer_save_of_a_draft_stays(made):
    one = draft(made)
    assert discussing.open_draft(board=made.board, student=made.bob) == one

    def save(claim, sequence):
        return discussing.save_draft(post=one, words=Words(claim=claim), citations=[], sequence=sequence)

    assert [save("third", 3), save("second", 2), save("third again", 3)] == [Save.SAVED, Save.STALE, Save.STALE]
    assert Post.objects.get().claim == "third"
    Post.objects.update(reasoning="So.")
    discussing.publish(post=Post.objects.get())
    assert save("late", 9) is Save.CLOSED
    assert Post.objects.get().claim == "third"


def test_only_whole_sentences_of_the_article_are_quoted(made):
    one = draft(made, citations=[KEY])
    assert [citation.quote for citation in one.citations.all()] == [factories.KEY_QUOTE]
    for place in ((KEY[0], KEY[1] - 1), (-1, -1), (0, 10_000)):
        refused(lambda place=place: draft(made, citations=[KEY, place]), "whole sentences")
    every = [(s.start, s.end) for paragraph in sentences(factories.TEXT) for s in paragraph]
    draft(made, citations=every)
    assert one.citations.count() == len(every)
    draft(made, citations=every[:1])
    assert [(citation.start, citation.end) for citation in one.citations.all()] == every[:1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (Words(reasoning="So."), "Write your claim"),
        (Words(claim="Close.", reasoning=" \n"), "Write your reasoning"),
    ],
)
def test_what_is_incomplete_stays_a_draft(made, words, why):
    one = draft(made, words)
    refused(lambda: discussing.publish(post=one), why)
    assert Post.objects.get().state == "draft"


def test_words_too_long_or_out_of_place_are_refused(made):
    refused(lambda: draft(made, Words(claim="x" * 5001)), "5000 characters; this one has 5001")
    refused(lambda: draft(made, Words(claim="x", move="ask")), "does not belong here")
    strange = factories.DebateFactory().brief.positions.first()
    refused(lambda: draft(made, Words(claim="x", position=strange)), "does not belong to the debate")


def test_the_same_words_are_posted_once(made):
    first = argue(made)
    assert argue(made) == first
    assert Post.objects.count() == 1
    assert argue(made, claim="Another.") != first


@pytest.mark.parametrize(
    ("claim", "state"),
    [("You are an IDIOT!", "held"), ("An idiotic plan.", "posted"), ("Shut\n up now.", "held")],
)
def test_a_held_word_makes_a_post_wait(made, world, claim, state):
    moderating.set_held_words(classroom=world.classroom, words=["idiot", "shut up"])
    one = argue(made, claim=claim)
    assert one.state == state
    records = list(Moderation.objects.values_list("post", "action", "by"))
    assert records == ([(one.pk, "held", None)] if state == "held" else [])


def test_a_reply_has_a_move_and_words_and_a_post_to_answer(made):
    theirs = post(made.board, made.ann, "Open it.")
    refused(lambda: draft(made, reply_to=theirs), "Post your own argument first")
    mine = argue(made)
    refused(lambda: draft(made, Words(claim="Hm."), reply_to=mine), "a classmate's post")
    refused(
        lambda: discussing.publish(post=draft(made, Words(claim="Why?"), reply_to=theirs)), "Choose what your reply"
    )
    refused(lambda: discussing.publish(post=draft(made, Words(move="ask"), reply_to=theirs)), "Write your reply")
    reply = discussing.publish(post=draft(made, Words(claim="Why?", move="ask"), reply_to=theirs))
    assert (reply.reply_to, reply.move, reply.state) == (theirs, "ask", "posted")
    waiting = draft(made, Words(claim="And how?", move="ask"), reply_to=theirs)
    Post.objects.filter(pk=theirs.pk).update(state="hidden")
    refused(lambda: discussing.publish(post=Post.objects.get(pk=waiting.pk)), "not on the board any more")
    strange = factories.PostFactory()
    refused(lambda: draft(made, reply_to=strange), "not on your board")


def test_nobody_writes_on_a_locked_closed_or_left_board(made, world):
    one = draft(made)

    def tries(why):
        for action in (
            lambda: draft(made),
            lambda: discussing.publish(post=one),
            lambda: discussing.take_stance(student=made.bob, discussion=made.discussion, moment="before", value=1),
        ):
            refused(action, why)

    moderating.lock_board(board=made.board, by=world.alice)
    tries("locked this board")
    moderating.unlock_board(board=made.board, by=world.alice)
    close(made)
    tries("closed")
    made.discussion.opens_at = timezone.now() + timedelta(hours=1)
    made.discussion.due_at = made.discussion.closes_at = None
    made.discussion.save()
    tries("not open yet")
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=made.bob))
    tries("not in this class")
    assert Post.objects.get().state == "draft"


def test_a_written_response_is_one_post(world):
    made = debate(world, activity="written")
    argue(made)
    refused(lambda: draft(made), "You have posted your argument")


def test_a_case_speaks_for_the_side_of_the_seat(world):
    made = debate(world, activity="controversy")
    assert argue(made).position == made.board.seats.get(student=made.bob).side


def test_a_change_keeps_what_was_said_before(made):
    one = discussing.publish(post=draft(made, citations=[KEY]))

    def edit(claim, sequence):
        words = Words(claim=claim, reasoning="Cracks.")
        return discussing.edit(post=Post.objects.get(), words=words, citations=[], sequence=sequence)

    assert edit("Better.", one.sequence + 1) is Save.SAVED
    assert edit("From another window.", one.sequence + 1) is Save.STALE
    changed = Post.objects.get()
    assert (changed.claim, changed.edited_at is not None, changed.citations.count()) == ("Better.", True, 0)
    (before,) = changed.revisions.all()
    assert (before.claim, before.reasoning) == ("Keep it closed.", "It has cracks.")
    assert before.citations == [{"start": KEY[0], "end": KEY[1], "quote": factories.KEY_QUOTE}]
    refused(lambda: edit(" ", 9), "Write your claim")
    assert Post.objects.get().claim == "Better."


def test_a_held_word_written_later_is_noticed(made, world):
    HeldWord.objects.create(classroom=world.classroom, word="idiot")
    one = argue(made)
    discussing.edit(post=one, words=Words(claim="Idiot", reasoning="So."), citations=[], sequence=9)
    assert (Post.objects.get().state, Moderation.objects.get().action) == ("held", "held")


def test_after_the_due_date_posts_stay_but_new_ones_may_come(made):
    one = argue(made)
    made.discussion.opens_at = timezone.now() - timedelta(days=3)
    made.discussion.due_at = timezone.now() - timedelta(minutes=1)
    made.discussion.save()
    one = Post.objects.get(pk=one.pk)
    refused(lambda: discussing.edit(post=one, words=ARGUMENT, citations=[], sequence=9), "due date has passed")
    assert argue(made, claim="Late.").state == "posted"


def test_a_post_is_reported_once_a_person(made):
    theirs = post(made.board, made.ann, "Rude.")

    def report(student, reason="It is rude."):
        return discussing.report(post=theirs, student=student, reason=reason)

    refused(lambda: report(made.bob, "  "), "Say in a few words")
    refused(lambda: report(made.ann), "your own post")
    refused(lambda: report(made.bob, "x" * 501), "at most 500")
    report(made.bob)
    refused(lambda: report(made.bob), "already")
    assert list(Moderation.objects.values_list("action", "by", "reason")) == [("reported", made.bob.pk, "It is rude.")]
