"""What a teacher does to posts and boards is done and recorded."""

import pytest

from quizzes.models import Moderation, Post
from quizzes.services import moderating
from quizzes.services.refusal import Refusal
from tests.debates import debate, post


def records():
    return [(one.action, one.by.username, one.reason) for one in Moderation.objects.all()]


def test_a_post_is_hidden_with_a_reason_and_restored(world):
    board = debate(world).board
    claim = post(board, world.bob, "Close it.")
    with pytest.raises(Refusal, match="Say why"):
        moderating.hide_post(post=claim, by=world.alice, reason="  ")
    assert moderating.hide_post(post=claim, by=world.alice, reason=" Rude. ").state == Post.State.HIDDEN
    assert moderating.restore_post(post=claim, by=world.alice).state == Post.State.POSTED
    assert records() == [("hidden", "alice", "Rude."), ("restored", "alice", "")]


def test_a_held_post_is_let_through(world):
    held = post(debate(world).board, world.bob, "Close it.", state="held")
    moderating.restore_post(post=held, by=world.alice)
    held.refresh_from_db()
    assert (held.state, records()) == ("posted", [("restored", "alice", "")])


def test_a_draft_is_its_authors_alone(world):
    draft = post(debate(world).board, world.bob, "Close it.", state="draft")
    with pytest.raises(Refusal, match="Only a post that was posted"):
        moderating.hide_post(post=draft, by=world.alice, reason="Rude.")
    with pytest.raises(Refusal, match="has not posted this yet"):
        moderating.restore_post(post=draft, by=world.alice)
    assert records() == []


def test_a_board_is_locked_and_opened_once(world):
    board = debate(world).board
    locked_at = moderating.lock_board(board=board, by=world.alice).locked_at
    assert locked_at is not None
    assert moderating.lock_board(board=board, by=world.alice).locked_at == locked_at
    assert moderating.unlock_board(board=board, by=world.alice).locked_at is None
    assert moderating.unlock_board(board=board, by=world.alice).locked_at is None
    assert records() == [("locked", "alice", ""), ("unlocked", "alice", "")]


def test_held_words_are_small_and_there_once(world):
    moderating.set_held_words(classroom=world.classroom, words=["Idiot", "shut  up", "idiot", ""])
    assert [held.word for held in world.classroom.held_words.all()] == ["idiot", "shut up"]
    kept = world.classroom.held_words.get(word="idiot").pk
    moderating.set_held_words(classroom=world.classroom, words=["idiot", "stupid"])
    assert [held.word for held in world.classroom.held_words.all()] == ["idiot", "stupid"]
    assert world.classroom.held_words.get(word="idiot").pk == kept
