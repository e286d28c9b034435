"""What a teacher does to posts and boards, each time with a record of it; and the words that hold a post."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Board, Classroom, HeldWord, Moderation, Post, User

from .refusal import Refusal


@transaction.atomic
def hide_post(*, post: Post, by: User, reason: str) -> Post:
    """Take the post away from the students. Raises Refusal without a reason, and for a draft."""
    if not reason.strip():
        raise Refusal(_("Say why you hide the post; the student sees the reason."))
    if post.state == Post.State.DRAFT:
        raise Refusal(_("Only a post that was posted can be hidden."))
    return _set_state(post, Post.State.HIDDEN, Moderation.Action.HIDDEN, by, reason.strip())


@transaction.atomic
def restore_post(*, post: Post, by: User) -> Post:
    """Show the post to the students, whether it was hidden, held or only reported. Raises Refusal for a draft."""
    if post.state == Post.State.DRAFT:
        raise Refusal(_("The student has not posted this yet."))
    return _set_state(post, Post.State.POSTED, Moderation.Action.RESTORED, by, "")


def _set_state(post: Post, state: Post.State, action: Moderation.Action, by: User, reason: str) -> Post:
    post.state = state
    post.save(update_fields=["state"])
    Moderation.objects.create(board_id=post.board_id, post=post, action=action, by=by, reason=reason)
    return post


@transaction.atomic
def lock_board(*, board: Board, by: User) -> Board:
    """Let nobody post on the board any more; locking it again changes nothing."""
    if Board.objects.filter(pk=board.pk, locked_at__isnull=True).update(locked_at=timezone.now()):
        Moderation.objects.create(board=board, action=Moderation.Action.LOCKED, by=by)
    board.refresh_from_db()
    return board


@transaction.atomic
def unlock_board(*, board: Board, by: User) -> Board:
    """Open the board again; opening an open one changes nothing."""
    if Board.objects.filter(pk=board.pk, locked_at__isnull=False).update(locked_at=None):
        Moderation.objects.create(board=board, action=Moderation.Action.UNLOCKED, by=by)
    board.refresh_from_db()
    return board


@transaction.atomic
def set_held_words(*, classroom: Classroom, words: Sequence[str]) -> list[HeldWord]:
    """The words that hold a post of the class, in small letters, each once."""
    wanted = {" ".join(word.casefold().split()) for word in words} - {""}
    classroom.held_words.exclude(word__in=wanted).delete()
    there = set(classroom.held_words.values_list("word", flat=True))
    for word in sorted(wanted - there):
        HeldWord.objects.create(classroom=classroom, word=word)
    return list(classroom.held_words.all())
