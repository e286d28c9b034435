"""Changes of posts that are begun and not saved: kept, numbered, and seen by nobody until they are saved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import PendingEdit, Post
from quizzes.services import discussing
from quizzes.services.attempting import Save
from quizzes.services.discussing import Words
from quizzes.services.refusal import Refusal
from tests import factories
from tests.debates import debate, post

START = factories.TEXT.index(factories.KEY_QUOTE)
KEY = (START, START + len(factories.KEY_QUOTE))


@pytest.fixture
def mine(world):
    made = debate(world)
    return post(made.board, made.bob, "Close it.", reasoning="Cracks.", sequence=4)


def keep(mine, claim, sequence, citations=()):
    words = Words(claim=claim, reasoning="Cracks.")
    return discussing.save_edit(post=mine, words=words, citations=citations, sequence=sequence)


def save(mine, claim, sequence):
    words = Words(claim=claim, reasoning="Cracks.")
    return discussing.edit(post=Post.objects.get(pk=mine.pk), words=words, citations=[], sequence=sequence)


def test_a_change_is_kept_until_it_is_saved(mine):
    assert keep(mine, "Close", 4) is Save.STALE
    assert keep(mine, "Close", 5) is Save.SAVED
    assert keep(mine, "From another window", 5) is Save.STALE
    assert keep(mine, "", 6, [KEY]) is Save.SAVED
    kept = PendingEdit.objects.get()
    assert (kept.claim, kept.places, kept.sequence) == ("", {KEY}, 6)
    assert Post.objects.get().claim == "Close it."
    assert not mine.revisions.exists()
    assert save(mine, "Written over.", 5) is Save.STALE
    assert save(mine, "Close it now.", 6) is Save.SAVED
    assert not PendingEdit.objects.exists()
    assert [old.claim for old in mine.revisions.all()] == ["Close it."]
    assert keep(mine, "Behind", 6) is Save.STALE


def test_a_change_is_discarded(mine):
    keep(mine, "Close", 5)
    discussing.discard_edit(post=mine)
    assert discussing.pending_of(mine) is None
    assert Post.objects.get().claim == "Close it."


def test_what_may_not_be_changed_is_not_kept(mine):
    with pytest.raises(Refusal, match="5000 characters"):
        keep(mine, "x" * 5001, 5)
    with pytest.raises(Refusal, match="Only whole sentences"):
        keep(mine, "Close", 5, [(0, 3)])
    discussion = mine.board.discussion
    discussion.opens_at = timezone.now() - timedelta(days=2)
    discussion.due_at = timezone.now() - timedelta(days=1)
    discussion.save()
    with pytest.raises(Refusal, match="due date has passed"):
        keep(mine, "Close", 5)
    assert not PendingEdit.objects.exists()
