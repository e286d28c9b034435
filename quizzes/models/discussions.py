"""Debates given to a class: the boards its groups argue on, stances, posts and what is done to them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import questions
from .people import Classroom
from .questions import Position, Question, refuse_unless_verbatim
from .records import AppendOnly
from .rubrics import Rubric

LONGEST_POST = 5000


class Move(models.TextChoices):
    """What a reply does with the post it answers."""

    AGREE = "agree", _("agree and add")
    CHALLENGE = "challenge", _("challenge")
    ASK = "ask", _("ask")
    CONNECT = "connect", _("connect")
    RESTATE = "restate", _("restate")
    GROUND = "ground", _("common ground")


class Restated(models.TextChoices):
    """What has become of a restatement: what the one restated says of it as it stands now."""

    CONFIRMED = "confirmed", _("confirmed: that is what was meant")
    WAITING = "waiting", _("waiting for an answer")
    NOT_QUITE = "not_quite", _("not quite")


class Discussion(models.Model):
    """A debate question given to a classroom: what students do, when, and what they see of one another."""

    Activity = questions.Activity

    question = models.ForeignKey(Question, models.PROTECT, related_name="discussions", verbose_name=_("debate"))
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="discussions", verbose_name=_("class"))
    activity = models.CharField(_("activity"), max_length=12, choices=Activity.choices, default=Activity.BOARD)
    instructions = models.TextField(_("instructions for students"), blank=True, max_length=2000)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    due_at = models.DateTimeField(
        _("due"), null=True, blank=True, help_text=_("Until then students may change what they posted.")
    )
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("After this nobody can post."))
    post_first = models.BooleanField(
        _("post before you see"), default=True, help_text=_("Students see the others' posts once they have posted.")
    )
    anonymous = models.BooleanField(
        _("anonymous to classmates"), default=False, help_text=_("You still see who wrote what.")
    )
    minimum_replies = models.PositiveSmallIntegerField(
        _("replies expected of each"), default=1, validators=[MaxValueValidator(20)]
    )
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="discussions", verbose_name=_("rubric")
    )
    peers = models.PositiveSmallIntegerField(
        _("classmates each student reads"),
        default=0,
        validators=[MaxValueValidator(5)],
        help_text=_(
            "0: no feedback among classmates. Otherwise each student who has posted says by the rubric, and in words, "
            "what was strong in that many classmates' work on the same board and what to do next. It begins at the due "
            "time (without one, at the closing time; without either, at once) and ends when you release the marks; "
            "then students also see what was said to them. It never counts as a mark."
        ),
    )
    marks_released_at = models.DateTimeField(_("marks released"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        verbose_name = _("debate in class")
        verbose_name_plural = _("debates in class")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("opens_at")),
                name="discussion_due_after_opening",
                violation_error_message=_("The due time must be after the opening time."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | (Q(closes_at__gt=F("opens_at")) & (Q(due_at__isnull=True) | Q(closes_at__gte=F("due_at")))),
                name="discussion_closes_after_due",
                violation_error_message=_("The closing time must not be before the opening or due time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} – {self.classroom}"

    def clean(self) -> None:
        if self.question_id and not self.question.is_debate:
            raise ValidationError({"question": _("Only a debate question can be argued on a board.")})
        if self.peers and self.rubric is None:
            # A field that the form shows read-only takes no error of its own.
            raise ValidationError(_("Feedback among classmates goes by a rubric. Choose one, or let nobody read."))


class Board(models.Model):
    """Where one group of a discussion argues; a class that is not split has one."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="boards")
    name = models.CharField(_("name"), max_length=60)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["discussion_id", "pk"]
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [models.UniqueConstraint(fields=["discussion", "name"], name="board_name_once_a_discussion")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A student's place on a board, with the side they argue where sides are assigned."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="seats")
    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="seats", editable=False)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    side = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    alias = models.CharField(_("name shown when anonymous"), max_length=40)

    class Meta:
        ordering = ["board_id", "student__username"]
        verbose_name = _("place on a board")
        verbose_name_plural = _("places on boards")
        constraints = [
            # One board a student and discussion: groups cannot overlap.
            models.UniqueConstraint(fields=["discussion", "student"], name="seat_once_a_discussion"),
            models.UniqueConstraint(fields=["discussion", "alias"], name="seat_alias_once_a_discussion"),
        ]

    def __str__(self) -> str:
        return f"{self.student.display_name}, {self.board}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.discussion_id = self.board.discussion_id
        super().save(*args, **kwargs)


class Stance(models.Model):
    """Where a student stands on the motion, from 1 (strongly against) to 5 (strongly for), before or after."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="stances")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    moment = models.CharField(_("moment"), max_length=6, choices=Moment.choices)
    value = models.PositiveSmallIntegerField(_("stance (1-5)"))
    taken_at = models.DateTimeField(_("taken"), auto_now=True)

    class Meta:
        ordering = ["discussion_id", "student_id", "moment"]
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [
            models.UniqueConstraint(fields=["discussion", "student", "moment"], name="stance_once_a_moment"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="stance_on_the_scale"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class Post(models.Model):
    """A contribution to a board: a claim with its reasoning, or a reply with its move.

    A draft is seen by its author alone. A held post waits for the teacher, a hidden one was taken away by them.
    `sequence` numbers the saves of a draft or an edit as `Response.sequence` does.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        POSTED = "posted", _("posted")
        HELD = "held", _("waiting for the teacher")
        HIDDEN = "hidden", _("hidden by the teacher")

    board = models.ForeignKey(Board, models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    move = models.CharField(_("move"), max_length=10, choices=Move.choices, blank=True)
    position = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    claim = models.TextField(_("claim"), blank=True, max_length=LONGEST_POST)
    reasoning = models.TextField(_("reasoning"), blank=True, max_length=LONGEST_POST)
    counterclaim = models.TextField(_("counterclaim and answer to it"), blank=True, max_length=LONGEST_POST)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    sequence = models.PositiveBigIntegerField(_("sequence number of the last save"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)

    class Meta:
        ordering = ["posted_at", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            # A reply that was posted says what it does with the post; a claim of its own does nothing with another.
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True, move="")
                | (Q(reply_to__isnull=False) & (Q(state="draft") | ~Q(move=""))),
                name="post_reply_has_move",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", posted_at__isnull=True) | (~Q(state="draft") & Q(posted_at__isnull=False)),
                name="post_posted_has_time",
            ),
            # One draft of a claim at a time, and one of a reply to each post: two tabs write on the same.
            models.UniqueConstraint(
                fields=["board", "author"],
                condition=Q(state="draft", reply_to__isnull=True),
                name="post_one_draft",
            ),
            models.UniqueConstraint(
                fields=["board", "author", "reply_to"],
                condition=Q(state="draft", reply_to__isnull=False),
                name="post_one_draft_a_reply",
            ),
        ]
        indexes = [models.Index(fields=["board", "state"])]

    def __str__(self) -> str:
        return self.claim or self.reasoning

    @property
    def places(self) -> set[tuple[int, int]]:
        """Where the sentences quoted stand in the article."""
        return {(one.start, one.end) for one in self.citations.all()}

    @property
    def pending(self) -> "PendingEdit | None":
        """The change its author has begun and not saved; nobody else sees it."""
        return getattr(self, "pending_edit", None)

    @property
    def answer(self) -> "RestatementAnswer | None":
        """What the one restated said, perhaps of an earlier wording; select `restatement_answer` in lists."""
        return getattr(self, "restatement_answer", None)

    @property
    def restated(self) -> Restated | None:
        """How far a restatement is; None for any other post. A changed one waits for an answer again."""
        if self.move != Move.RESTATE:
            return None
        if self.answer is None or self.answer.sequence != self.sequence:
            return Restated.WAITING
        return Restated.CONFIRMED if self.answer.meant else Restated.NOT_QUITE


# What counts as done: a held post only waits for the teacher, a hidden one was taken away.
COUNTED = (Post.State.POSTED, Post.State.HELD)


class RestatementAnswer(models.Model):
    """What the author of a post says of a classmate's restatement of it: that is what I meant, or what is missing.

    `sequence` is that of the wording answered: a restatement that was changed since is asked about again.
    """

    post = models.OneToOneField(Post, models.CASCADE, related_name="restatement_answer")
    meant = models.BooleanField(_("that is what was meant"))
    missing = models.CharField(_("what is missing"), max_length=500, blank=True)
    sequence = models.PositiveBigIntegerField(_("sequence number of the wording answered"))
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a restatement")
        verbose_name_plural = _("answers to restatements")
        constraints = [
            # "Not quite" helps nobody unless it says what is missing.
            models.CheckConstraint(
                condition=Q(meant=True, missing="") | (Q(meant=False) & ~Q(missing="")),
                name="restatement_answer_says_what_is_missing",
            ),
        ]

    def __str__(self) -> str:
        return self.missing or str(_("That is what I meant"))


class Citation(models.Model):
    """A sentence of the article that a post rests on, word for word."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="citations")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))

    class Meta:
        ordering = ["start", "end"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(fields=["post", "start", "end"], name="citation_once_a_post"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & Q(end=F("start") + Length("quote")), name="citation_quote_fits_span"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    def clean(self) -> None:
        article = self.post.board.discussion.question.article
        refuse_unless_verbatim(article, self.start, self.end, self.quote)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        super().save(*args, **kwargs)


class PendingEdit(models.Model):
    """A change of a post that its author has begun and not saved: seen by nobody else, and not yet what the post says.

    `sequence` goes on from that of the post, so that one number orders the saves of both.
    """

    post = models.OneToOneField(Post, models.CASCADE, related_name="pending_edit")
    move = models.CharField(_("move"), max_length=10, choices=Move.choices, blank=True)
    position = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    claim = models.TextField(_("claim"), blank=True, max_length=LONGEST_POST)
    reasoning = models.TextField(_("reasoning"), blank=True, max_length=LONGEST_POST)
    counterclaim = models.TextField(_("counterclaim and answer to it"), blank=True, max_length=LONGEST_POST)
    citations = models.JSONField(_("citations"), default=list)
    sequence = models.PositiveBigIntegerField(_("sequence number of the last save"))
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("unsaved change of a post")
        verbose_name_plural = _("unsaved changes of posts")

    def __str__(self) -> str:
        return self.claim or self.reasoning

    @property
    def places(self) -> set[tuple[int, int]]:
        """Where the sentences quoted stand in the article."""
        return {(start, end) for start, end in self.citations}


class PostRevision(AppendOnly):
    """What a post said before its author changed it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    claim = models.TextField(_("claim"), blank=True)
    reasoning = models.TextField(_("reasoning"), blank=True)
    counterclaim = models.TextField(_("counterclaim"), blank=True)
    citations = models.JSONField(_("citations"), default=list)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        ordering = ["replaced_at", "pk"]
        verbose_name = _("earlier version of a post")
        verbose_name_plural = _("earlier versions of posts")

    def __str__(self) -> str:
        return self.claim or self.reasoning


class Moderation(AppendOnly):
    """What was done to a post or a board, by whom and why: reported, held, hidden, restored, locked, unlocked."""

    class Action(models.TextChoices):
        REPORTED = "reported", _("reported")
        HELD = "held", _("held by the word list")
        HIDDEN = "hidden", _("hidden")
        RESTORED = "restored", _("restored")
        LOCKED = "locked", _("board locked")
        UNLOCKED = "unlocked", _("board opened again")

    board = models.ForeignKey(Board, models.CASCADE, related_name="moderations")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="moderations")
    action = models.CharField(_("what"), max_length=10, choices=Action.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")

    def __str__(self) -> str:
        return str(self.get_action_display())


class HeldWord(models.Model):
    """A word that makes a post of the class wait for the teacher."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="held_words")
    word = models.CharField(_("word"), max_length=60)

    class Meta:
        ordering = ["word"]
        verbose_name = _("word that holds a post")
        verbose_name_plural = _("words that hold a post")
        constraints = [models.UniqueConstraint(fields=["classroom", "word"], name="held_word_once_a_class")]

    def __str__(self) -> str:
        return self.word
