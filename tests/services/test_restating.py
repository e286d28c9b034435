"""Restating the other side, answering a restatement, and switching sides: what is refused, and what is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.exports.debates import CONTRIBUTIONS, contributions
from quizzes.models import RestatementAnswer
from quizzes.services import discussing, moderating
from quizzes.services.discussing import Words
from quizzes.services.refusal import Refusal
from tests.debates import debate, post


@pytest.fixture
def made(world):
    return debate(world, activity="controversy", opens_at=timezone.now() - timedelta(days=3))


@pytest.fixture
def restated(made):
    """Bob's restatement of what Ann wrote."""
    theirs = post(made.board, made.ann, "Open it.")
    post(made.board, made.bob, "Close it.")
    return post(made.board, made.bob, "You say it feeds people.", theirs, move="restate")


def answer(restated, student, missing="", sequence=0):
    return discussing.answer_restatement(
        post=restated, student=student, meant=not missing, missing=missing, sequence=sequence
    )


def refused(action, words):
    with pytest.raises(Refusal, match=words):
        action()


def test_the_last_answer_counts_and_is_of_one_wording(made, restated):
    assert answer(restated, made.ann, "  Jobs,\x00 too. ").missing == "Jobs, too."
    assert answer(restated, made.ann).missing == ""
    assert RestatementAnswer.objects.get().meant
    refused(lambda: answer(restated, made.ann, sequence=3), "was changed meanwhile")
    refused(lambda: answer(restated, made.ann, "x" * 501), "at most 500")
    refused(
        lambda: discussing.answer_restatement(post=restated, student=made.ann, meant=False, missing=" ", sequence=0),
        "Say in a line",
    )
    refused(lambda: answer(restated, made.bob), "Only who wrote")
    refused(lambda: answer(restated.reply_to, made.bob), "Only who wrote")


def test_nobody_answers_where_nothing_may_be_written(made, world, restated):
    moderating.hide_post(post=restated, by=world.alice, reason="Rude.")
    refused(lambda: answer(restated, made.ann), "not on the board any more")
    moderating.lock_board(board=made.board, by=world.alice)
    refused(lambda: answer(restated, made.ann), "locked this board")
    made.discussion.closes_at = timezone.now() - timedelta(minutes=1)
    made.discussion.save()
    refused(lambda: answer(restated, made.ann), "closed")
    assert not RestatementAnswer.objects.exists()


def test_a_restatement_stays_one(made, restated):
    def edit(move):
        return discussing.edit(post=restated, words=Words(claim="So.", move=move), citations=[], sequence=5)

    refused(lambda: edit("agree"), "A restatement stays one")
    refused(lambda: edit(""), "A restatement stays one")
    assert edit("restate") == "saved"


def test_switching_follows_the_steps(made, world):
    first = post(made.board, made.bob, "Close it.")
    post(made.board, made.ann, "Open it.")

    def open_draft():
        return discussing.open_draft(board=made.board, student=made.bob)

    refused(open_draft, "First restate")
    moderating.hide_post(post=first, by=world.alice, reason="Rude.")
    refused(open_draft, "took your case away")


def test_who_has_nobody_to_restate_may_switch(made):
    post(made.board, made.bob, "Close it.")
    draft = discussing.open_draft(board=made.board, student=made.bob)
    discussing.save_draft(post=draft, words=Words(claim="Open.", reasoning="So."), citations=[], sequence=1)
    discussing.publish(post=draft)
    refused(lambda: discussing.open_draft(board=made.board, student=made.bob), "both sides")


def test_the_answers_stand_in_the_csv(made, restated):
    cells = CONTRIBUTIONS.index("restated")

    def row():
        return list(contributions(made.discussion))[2][cells:]

    assert row() == ["waiting", None, None]
    said = answer(restated, made.ann, "Jobs.")
    assert row()[:2] == ["not_quite", "Jobs."]
    assert row()[2][:16] == said.answered_at.astimezone(made.discussion.classroom.zone).isoformat()[:16]
    answer(restated, made.ann)
    assert row()[:2] == ["confirmed", None]
