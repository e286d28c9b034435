"""What a student does in a debate: take a stance, write, quote, post, reply, change, report.

The server's clock and the teacher's locks decide; nothing saved is lost.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    Board,
    Citation,
    Discussion,
    Enrollment,
    Moderation,
    Move,
    PendingEdit,
    Position,
    Post,
    PostRevision,
    RestatementAnswer,
    Seat,
    Stance,
    User,
)
from quizzes.models.discussions import LONGEST_POST
from quizzes.queries.controversies import moves_for, other_side, steps_in
from quizzes.queries.held_words import held_word
from quizzes.queries.sentences import places

from .attempting import Save
from .debating import seat_student
from .refusal import Refusal

MOST_CITATIONS = 20
LONGEST_REASON = 500

# PostgreSQL stores neither NUL nor half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Where a sentence stands in the article: (start, end).
Places = Collection[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Words:
    """What a student writes: a claim with its reasoning and counterclaim, or a reply (as the claim) with its move."""

    claim: str = ""
    reasoning: str = ""
    counterclaim: str = ""
    move: str = ""
    position: Position | None = None


# --- seats and stances ----------------------------------------------------------------------------------------------


def take_seat(*, discussion: Discussion, student: User) -> Seat:
    """The student's seat, or a new one on the board with the fewest. Raises Refusal for whoever is not in the class."""
    _refuse_outsider(discussion, student)
    for _try in range(3):
        if seat := Seat.objects.filter(discussion=discussion, student=student).select_related("board", "side").first():
            return seat
        try:
            with transaction.atomic():
                return seat_student(board=_smallest_board(discussion), student=student)
        except IntegrityError:
            # Somebody took the same name, or this student the seat, at the same moment.
            continue
    raise Refusal(_("You could not be seated just now. Reload the page."))


def _smallest_board(discussion: Discussion) -> Board:
    board = discussion.boards.annotate(there=Count("seats")).order_by("there", "pk").first()
    return board or Board.objects.create(discussion=discussion, name=_g("Whole class"))


def _refuse_outsider(discussion: Discussion, student: User) -> None:
    if not Enrollment.objects.filter(
        classroom=discussion.classroom_id, student=student, removed_at__isnull=True
    ).exists():
        raise Refusal(_("You are not in this class."))


def take_stance(*, student: User, discussion: Discussion, moment: str, value: int) -> Stance:
    """Where the student stands, from 1 to 5. The first stance stays once they have posted; the second comes after."""
    seat = take_seat(discussion=discussion, student=student)
    _refuse_unless_open(seat.board, student)
    if moment not in Stance.Moment.values or value not in range(1, 6):
        raise Refusal(_("Choose one of the five places on the scale."))
    posted = has_posted(discussion, student)
    if moment == Stance.Moment.AFTER and not posted:
        raise Refusal(_("Post your own argument first; then say where you stand now."))
    if moment == Stance.Moment.BEFORE and posted:
        raise Refusal(_("You have posted, so where you stood before stays as it is."))
    stance, _made = Stance.objects.update_or_create(
        discussion=discussion, student=student, moment=moment, defaults={"value": value}
    )
    return stance


def has_posted(discussion: Discussion, student: User) -> bool:
    """Whether the student has posted an argument of their own, whatever became of it."""
    return (
        Post.objects.filter(board__discussion=discussion, author=student, reply_to__isnull=True)
        .exclude(state=Post.State.DRAFT)
        .exists()
    )


def _refuse_unless_open(board: Board, student: User) -> None:
    """Raise Refusal unless the student may write on the board now, as the database has it."""
    board = Board.objects.select_related("discussion").get(pk=board.pk)
    discussion = board.discussion
    now = timezone.now()
    _refuse_outsider(discussion, student)
    if not Seat.objects.filter(board=board, student=student).exists():
        raise Refusal(_("You write on another board now. Reload the page."))
    if now < discussion.opens_at:
        raise Refusal(_("This discussion is not open yet."))
    if discussion.closes_at and now >= discussion.closes_at:
        raise Refusal(_("This discussion is closed. You can still read it."))
    if board.locked_at:
        raise Refusal(_("Your teacher has locked this board. You can still read it."))


# --- drafts ---------------------------------------------------------------------------------------------------------


def open_draft(*, board: Board, student: User, reply_to: Post | None = None) -> Post:
    """The student's draft on the board, or of a reply to that post; a new one where there is none.

    Raises Refusal where nothing may be written.
    """
    _refuse_unless_open(board, student)
    if reply_to is not None:
        _refuse_reply(board, student, reply_to)
    elif board.discussion.activity != Discussion.Activity.BOARD and has_posted(board.discussion, student):
        _refuse_unless_switching(board, student)
    try:
        with transaction.atomic():
            draft = draft_of(board, student, reply_to)
            return draft or Post.objects.create(board=board, author=student, reply_to=reply_to)
    except IntegrityError:
        # Another window opened it between our looking and our making.
        return Post.objects.get(board=board, author=student, reply_to=reply_to, state=Post.State.DRAFT)


def _refuse_unless_switching(board: Board, student: User) -> None:
    """Raise Refusal unless a second argument may be written: in a controversy, that of the other side."""
    if board.discussion.activity != Discussion.Activity.CONTROVERSY:
        raise Refusal(_("You have posted your argument. You can still change it until it is due."))
    steps = steps_in(Seat.objects.select_related("student", "discussion").get(board=board, student=student))
    if steps.claims > 1:
        raise Refusal(_("You have posted the case of both sides. You can still change them until they are due."))
    if not steps.case:
        raise Refusal(
            _("Your teacher took your case away. Change it, and ask them to put it back; then you switch sides.")
        )
    if not steps.may_switch:
        raise Refusal(_("First restate a post of the other side in your own words; then you switch sides."))


def draft_of(board: Board, student: User, reply_to: Post | None = None) -> Post | None:
    """The student's draft on the board, or of a reply to that post."""
    return Post.objects.filter(board=board, author=student, reply_to=reply_to, state=Post.State.DRAFT).first()


def _refuse_reply(board: Board, student: User, post: Post) -> None:
    discussion = board.discussion
    if discussion.activity == Discussion.Activity.WRITTEN or post.board_id != board.pk:
        raise Refusal(_("This post is not on your board."))
    if post.author_id == student.pk:
        raise Refusal(_("Reply to a classmate's post; your own you can change."))
    if post.state != Post.State.POSTED:
        raise Refusal(_("This post is not on the board any more. Copy your words if you want to keep them."))
    first = discussion.post_first or discussion.activity == Discussion.Activity.CONTROVERSY
    if first and not has_posted(discussion, student):
        raise Refusal(_("Post your own argument first; then you can reply."))


@transaction.atomic
def save_draft(*, post: Post, words: Words, citations: Places, sequence: int) -> Save:
    """Store the draft if `sequence` is newer than what is stored; STALE where it is not, CLOSED once it is posted.

    Raises Refusal where nothing may be written, for words too long and for a quote that is no sentence.
    """
    _refuse_unless_open(post.board, post.author)
    fields = _fitting(post, words)
    quotes = _quotes(post, citations)
    saved = Post.objects.filter(pk=post.pk, state=Post.State.DRAFT, sequence__lt=sequence).update(
        **fields, sequence=sequence, saved_at=timezone.now()
    )
    post.refresh_from_db()
    if saved:
        _cite(post, quotes)
        return Save.SAVED
    return Save.STALE if post.state == Post.State.DRAFT else Save.CLOSED


def _fitting(post: Post, words: Words) -> dict[str, Any]:
    """The fields of the post as they are stored. Raises Refusal for those that are too long or do not belong."""
    texts = {
        name: _UNSTORABLE.sub("", getattr(words, name).replace("\r\n", "\n"))
        for name in ("claim", "reasoning", "counterclaim")
    }
    for text in texts.values():
        if len(text) > LONGEST_POST:
            raise Refusal(
                _("A field can have %(limit)s characters; this one has %(count)s. Nothing you saved before is lost.")
                % {"limit": LONGEST_POST, "count": len(text)}
            )
    if post.state != Post.State.DRAFT and post.move == Move.RESTATE != words.move:
        raise Refusal(_("A restatement stays one, since a classmate is asked about it. Write another reply instead."))
    if words.move and words.move != post.move and words.move not in _moves(post):
        raise Refusal(_("This move does not belong here. Reload the page and choose again."))
    return texts | {"move": words.move, "position": _position(post, words.position)}


def _moves(post: Post) -> tuple[Move, ...]:
    """What the post may do with the one it answers."""
    if post.reply_to is None:
        return ()
    seat = Seat.objects.select_related("board__discussion").get(board=post.board_id, student=post.author_id)
    return moves_for(seat, post.reply_to)


def _position(post: Post, chosen: Position | None) -> Position | None:
    """The position a claim speaks for: where sides are assigned the student's, and after switching the other."""
    if post.reply_to_id is not None:
        return None
    if post.board.discussion.activity == Discussion.Activity.CONTROVERSY:
        if post.state != Post.State.DRAFT:
            return post.position
        side = Seat.objects.select_related("side").get(board=post.board_id, student=post.author_id).side
        return other_side(side) if has_posted(post.board.discussion, post.author) else side
    if chosen and chosen.brief.question_id != post.board.discussion.question_id:
        raise Refusal(_("This position does not belong to the debate. Reload the page and choose again."))
    return chosen


def _quotes(post: Post, citations: Places) -> list[tuple[int, int, str]]:
    """(start, end, words) of each sentence cited. Raises Refusal for too many, and for what is no whole sentence."""
    there = places(post.board.discussion.question.article.text)
    wanted = sorted(set(citations))
    if len(wanted) > MOST_CITATIONS:
        raise Refusal(_("Quote at most %(most)s sentences: choose those that matter.") % {"most": MOST_CITATIONS})
    if any(place not in there for place in wanted):
        raise Refusal(_("Only whole sentences of the article can be quoted. Reload the page and choose again."))
    return [(*place, there[place].text) for place in wanted]


def _cite(post: Post, quotes: list[tuple[int, int, str]]) -> None:
    """Make these the citations of the post."""
    wanted = {(start, end): quote for start, end, quote in quotes}
    for citation in post.citations.all():
        if wanted.pop((citation.start, citation.end), None) is None:
            citation.delete()
    for (start, end), quote in wanted.items():
        Citation.objects.create(post=post, start=start, end=end, quote=quote)


# --- posting and changing -------------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, post: Post) -> Post:
    """Post the draft; a held word makes it wait for the teacher. Posting the same words twice gives the first post.

    Raises Refusal where a part is missing or nothing may be posted.
    """
    _refuse_unless_open(post.board, post.author)
    if post.reply_to is not None:
        _refuse_reply(post.board, post.author, post.reply_to)
    if post.move and post.state == Post.State.DRAFT and post.move not in _moves(post):
        raise Refusal(_("This move does not belong here. Reload the page and choose again."))
    _refuse_incomplete(post)
    if (twin := _twin(post)) is not None:
        Post.objects.filter(pk=post.pk, state=Post.State.DRAFT).delete()
        return twin
    word = _held_word(post)
    state = Post.State.HELD if word else Post.State.POSTED
    done = Post.objects.filter(pk=post.pk, state=Post.State.DRAFT).update(state=state, posted_at=timezone.now())
    post.refresh_from_db()
    if done and word:
        _record_held(post, word)
    return post


def _refuse_incomplete(post: Post) -> None:
    if post.reply_to_id is not None:
        if not post.move:
            raise Refusal(_("Choose what your reply does."))
        if not post.claim.strip():
            raise Refusal(_("Write your reply."))
        return
    if not post.claim.strip():
        raise Refusal(_("Write your claim: one sentence that says what you think."))
    if not post.reasoning.strip():
        raise Refusal(_("Write your reasoning: why the evidence supports your claim."))


def _twin(post: Post) -> Post | None:
    """A post of the same author with the very same words in the same place."""
    return (
        Post.objects.filter(
            board=post.board_id,
            author=post.author_id,
            reply_to=post.reply_to_id,
            claim=post.claim,
            reasoning=post.reasoning,
            counterclaim=post.counterclaim,
            move=post.move,
        )
        .exclude(state=Post.State.DRAFT)
        .exclude(pk=post.pk)
        .first()
    )


def _held_word(post: Post) -> str | None:
    """The first word of the class's list that stands in the post as a whole word, in capitals or not."""
    return held_word(post.board.discussion.classroom, post.claim, post.reasoning, post.counterclaim)


def _record_held(post: Post, word: str) -> None:
    Moderation.objects.create(board=post.board, post=post, action=Moderation.Action.HELD, by=None, reason=word)


def change_until(discussion: Discussion) -> datetime | None:
    """Until when posts may be changed; None for no end."""
    return discussion.due_at or discussion.closes_at


def _refuse_unchangeable(post: Post) -> None:
    """Raise Refusal unless the author may change the post now."""
    _refuse_unless_open(post.board, post.author)
    until = change_until(post.board.discussion)
    if until and timezone.now() >= until:
        raise Refusal(_("The due date has passed, so posts stay as they are."))


def pending_of(post: Post) -> PendingEdit | None:
    """The change of the post that was begun and not saved, as the database has it."""
    return PendingEdit.objects.filter(post=post).first()


@transaction.atomic
def save_edit(*, post: Post, words: Words, citations: Places, sequence: int) -> Save:
    """Keep a change that is being written, which nobody else sees; STALE where something newer is kept or saved.

    Raises Refusal where the post may not be changed, for words too long and for a quote that is no sentence.
    """
    _refuse_unchangeable(post)
    fields = _fitting(post, words)
    quotes = _quotes(post, citations)
    old = Post.objects.select_for_update(of=("self",)).exclude(state=Post.State.DRAFT).get(pk=post.pk)
    kept = pending_of(post)
    if sequence <= max(old.sequence, kept.sequence if kept else 0):
        return Save.STALE
    PendingEdit.objects.update_or_create(
        post=old,
        defaults={
            **fields,
            "citations": [[start, end] for start, end, _quote in quotes],
            "sequence": sequence,
            "saved_at": timezone.now(),
        },
    )
    return Save.SAVED


def discard_edit(*, post: Post) -> None:
    """Forget the change that was begun; the post stays as it is."""
    PendingEdit.objects.filter(post=post).delete()


@transaction.atomic
def edit(*, post: Post, words: Words, citations: Places, sequence: int) -> Save:
    """Change what was posted, keeping what it said before; STALE where another window changed it, or wrote on, first.

    A held or hidden post stays so; a held word makes a posted one wait. Raises Refusal after the due date.
    """
    _refuse_unchangeable(post)
    fields = _fitting(post, words)
    quotes = _quotes(post, citations)
    old = Post.objects.select_for_update(of=("self",)).exclude(state=Post.State.DRAFT).get(pk=post.pk)
    kept = pending_of(post)
    if old.sequence >= sequence or (kept and kept.sequence > sequence):
        return Save.STALE
    before = [{"start": one.start, "end": one.end, "quote": one.quote} for one in old.citations.all()]
    told = {"claim": old.claim, "reasoning": old.reasoning, "counterclaim": old.counterclaim}
    now = timezone.now()
    for name, value in fields.items():
        setattr(post, name, value)
    _refuse_incomplete(post)
    Post.objects.filter(pk=post.pk).update(**fields, sequence=sequence, saved_at=now, edited_at=now)
    PostRevision.objects.create(post=old, **told, citations=before)
    post.refresh_from_db()
    _cite(post, quotes)
    discard_edit(post=post)
    _hold_again(post)
    return Save.SAVED


def _hold_again(post: Post) -> None:
    """Let the teacher read a posted post into which a held word was written."""
    if post.state != Post.State.POSTED or not (word := _held_word(post)):
        return
    post.state = Post.State.HELD
    post.save(update_fields=["state"])
    _record_held(post, word)


@transaction.atomic
def report(*, post: Post, student: User, reason: str) -> Moderation:
    """Tell the teacher about a post. Raises Refusal without a reason, for one's own post, and the second time."""
    reason = " ".join(_UNSTORABLE.sub("", reason).split())
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if not reason:
        raise Refusal(_("Say in a few words what is wrong with the post."))
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("Say it in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    if post.author_id == student.pk:
        raise Refusal(_("This is your own post. You can change it, or ask your teacher to take it away."))
    reports = Moderation.objects.filter(post=post, action=Moderation.Action.REPORTED, by=student)
    if reports.exists():
        raise Refusal(_("You have reported this post already. Your teacher will look at it."))
    return Moderation.objects.create(
        board_id=post.board_id, post=post, action=Moderation.Action.REPORTED, by=student, reason=reason
    )


@transaction.atomic
def answer_restatement(*, post: Post, student: User, meant: bool, missing: str, sequence: int) -> RestatementAnswer:
    """Say whether a restatement is what one meant; asked again, the new answer takes the place of the old.

    Raises Refusal for whoever was not restated, where nothing may be written, for "not quite" without what is missing,
    and for a wording that was changed since (`sequence` is that of the wording read).
    """
    missing = " ".join(_UNSTORABLE.sub("", missing).split())
    post = Post.objects.select_for_update(of=("self",)).select_related("board", "reply_to").get(pk=post.pk)
    _refuse_unless_open(post.board, student)
    if post.move != Move.RESTATE or post.reply_to is None or post.reply_to.author_id != student.pk:
        raise Refusal(_("Only who wrote the restated post can say whether this is what they meant."))
    if post.state != Post.State.POSTED:
        raise Refusal(_("This post is not on the board any more."))
    if post.sequence != sequence:
        raise Refusal(_("The restatement was changed meanwhile. Read it again, then answer."))
    if not meant and not missing:
        raise Refusal(_("Say in a line what is missing, so that it can be put right."))
    if len(missing) > LONGEST_REASON:
        raise Refusal(_("Say it in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    answer, _made = RestatementAnswer.objects.update_or_create(
        post=post,
        defaults={
            "meant": meant,
            "missing": "" if meant else missing,
            "sequence": sequence,
            "answered_at": timezone.now(),
        },
    )
    return answer
