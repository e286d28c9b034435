"""Questions as drafted, reviewed and asked: choices, accepted answers, evidence and the brief of a debate."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from quizzes import generator

from .articles import Article
from .rubrics import Rubric

UNIT_INTERVAL = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class Kind(models.TextChoices):
    """What a question asks for."""

    DETAIL = "detail", _("detail")
    REASON = "reason", _("reason")
    EFFECT = "effect", _("effect")
    STATEMENT = "statement", _("what someone says")
    MAIN_IDEA = "main_idea", _("main idea")
    VOCABULARY = "vocabulary", _("word in context")
    SEQUENCE = "sequence", _("order of events")
    EVIDENCE = "evidence", _("evidence")
    CLAIM_OR_FACT = "claim_or_fact", _("claim or fact")
    INFERENCE = "inference", _("inference")
    DEBATE = "debate", _("debate")


class Difficulty(models.TextChoices):
    """How hard a question is estimated to be, in the generator's three steps."""

    EASY = generator.Difficulty.EASY.value, _("easy")
    MEDIUM = generator.Difficulty.MEDIUM.value, _("medium")
    HARD = generator.Difficulty.HARD.value, _("hard")


class Format(models.TextChoices):
    """How a question is answered."""

    MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    CLOZE = "cloze", _("fill the gap")
    SHORT_ANSWER = "short_answer", _("short answer")
    ORDERING = "ordering", _("put in order")
    WRITTEN = "written", _("written response")

    @property
    def has_choices(self) -> bool:
        """Whether a student picks one of the choices; those of an ordering question are its events."""
        return self in (Format.MULTIPLE_CHOICE, Format.TRUE_FALSE)

    @property
    def is_ordered(self) -> bool:
        """Whether a student gives each choice a place."""
        return self is Format.ORDERING

    @property
    def is_typed(self) -> bool:
        """Whether a student types an answer that some wordings are right for."""
        return self in (Format.CLOZE, Format.SHORT_ANSWER)

    @property
    def answer_key(self) -> str:
        """Where `Response.answer` holds an answer in this format."""
        if self is Format.ORDERING:
            return "places"
        return "choice" if self.has_choices else "text"


class Skill(models.TextChoices):
    """What reading the question asks for (NAEP's three)."""

    LOCATE = "locate", _("find it in the text")
    INTERPRET = "interpret", _("put it together")
    EVALUATE = "evaluate", _("judge it")


class Bloom(models.TextChoices):
    """The level of thinking (revised Bloom taxonomy)."""

    REMEMBER = "remember", _("remember")
    UNDERSTAND = "understand", _("understand")
    APPLY = "apply", _("apply")
    ANALYSE = "analyse", _("analyse")
    EVALUATE = "evaluate", _("evaluate")
    CREATE = "create", _("create")


class GenerationRun(models.Model):
    """One run of the generator over an article: who asked, with what, how far it is, and what came of it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    article = models.ForeignKey(Article, models.CASCADE, related_name="runs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    backend = models.CharField(_("backend"), max_length=50)
    engine_version = models.CharField(_("engine version"), max_length=50)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    options = models.JSONField(_("options"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress (%)"), default=0, validators=[MaxValueValidator(100)])
    report = models.JSONField(_("report"), default=dict)
    problem = models.TextField(_("problem"), blank=True)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("generator run")
        verbose_name_plural = _("generator runs")

    def __str__(self) -> str:
        return f"{self.article} ({self.get_state_display()})"


class Question(models.Model):
    """A question on an article, from draft to approved or rejected."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("to review")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        RETIRED = "retired", _("retired")

    article = models.ForeignKey(Article, models.PROTECT, related_name="questions")
    run = models.ForeignKey(GenerationRun, models.SET_NULL, null=True, blank=True, related_name="questions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    format = models.CharField(_("format"), max_length=20, choices=Format.choices)
    stem = models.TextField(_("question"), max_length=1000)
    model_answer = models.TextField(_("model answer"), blank=True)
    explanation = models.TextField(
        _("explanation"), blank=True, help_text=_("Shown to students with their results, never before.")
    )
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    bloom = models.CharField(_("level of thinking"), max_length=20, choices=Bloom.choices)
    difficulty = models.FloatField(_("difficulty (0-1)"), default=0.5, validators=UNIT_INTERVAL)
    points = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("What it is worth when it is put into a quiz; each quiz may change that."),
    )
    rubric = models.ForeignKey(
        Rubric,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("rubric"),
        help_text=_("Answers in words are marked by its levels, if you wish. Students see the levels they were given."),
    )
    score = models.FloatField(_("generator's score (0-1)"), default=0.0, validators=UNIT_INTERVAL, editable=False)
    rule = models.CharField(_("rule that made it"), max_length=100, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    rejected_because = models.CharField(_("why it was rejected"), max_length=300, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="merged_from"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["article_id", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            # A debate is always answered in writing, and nothing else is: it alone has a brief and no key.
            models.CheckConstraint(
                condition=Q(kind=Kind.DEBATE, format=Format.WRITTEN)
                | (~Q(kind=Kind.DEBATE) & ~Q(format=Format.WRITTEN)),
                name="question_debate_is_written",
                violation_error_message=_("A debate question is answered in writing; other kinds are not."),
            ),
            models.CheckConstraint(
                condition=Q(difficulty__range=(0, 1), score__range=(0, 1)), name="question_estimates_in_unit_interval"
            ),
            models.CheckConstraint(condition=Q(points__range=(0, 100)), name="question_points_in_range"),
        ]
        indexes = [models.Index(fields=["article", "status"])]

    def __str__(self) -> str:
        return self.stem

    @property
    def is_debate(self) -> bool:
        return self.kind == Kind.DEBATE

    @property
    def hardness(self) -> Difficulty:
        """The difficulty in a word; one that is set keeps an estimate that falls in it already."""
        return Difficulty(generator.Difficulty.of(self.difficulty).value)

    @hardness.setter
    def hardness(self, step: str) -> None:
        if step != self.hardness:
            self.difficulty = generator.Difficulty(step).middle


class Choice(models.Model):
    """One option of a question, with the reason it is wrong unless it is the key.

    The choices of an ordering question are its events: their positions are the right order, and none is the key. The
    source is the span of the article that a wrong option was made from, where it was made from one.
    """

    class Reason(models.TextChoices):
        MISREADS = "misreads", _("misreads the same sentence")
        ELSEWHERE = "elsewhere", _("true of another part of the article")
        UNSUPPORTED = "unsupported", _("sounds likely, but the article does not say so")

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("text"), max_length=500)
    is_key = models.BooleanField(_("right answer"), default=False)
    reason = models.CharField(_("why it is wrong"), max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(_("note for the student"), max_length=500, blank=True)
    source_start = models.PositiveIntegerField(_("start of its source"), null=True, blank=True, editable=False)
    source_end = models.PositiveIntegerField(_("end of its source"), null=True, blank=True, editable=False)
    source_quote = models.TextField(_("source"), blank=True, editable=False)

    class Meta:
        ordering = ["position"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="choice_text_once_a_question"),
            # Exactly one right answer can be marked; that there is one is checked when the question is approved.
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(is_key=True),
                name="choice_one_key",
                violation_error_message=_("Mark one choice only as the right answer."),
            ),
            models.CheckConstraint(
                condition=Q(is_key=False) | Q(reason=""),
                name="choice_key_has_no_reason",
                violation_error_message=_("The right answer needs no reason for being wrong."),
            ),
            # A source is there as a whole or not at all; that it is the article's own words is checked on every save.
            models.CheckConstraint(
                condition=Q(source_start__isnull=True, source_end__isnull=True, source_quote="")
                | Q(
                    source_start__isnull=False,
                    source_end__isnull=False,
                    source_end__gt=F("source_start"),
                    source_end=F("source_start") + Length("source_quote"),
                ),
                name="choice_source_whole_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.source_start is not None:
            refuse_unless_verbatim(self.question.article, self.source_start, self.source_end, self.source_quote)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        super().save(*args, **kwargs)


class AcceptedAnswer(models.Model):
    """One wording that counts as right for a cloze or short answer."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="accepted_answers")
    text = models.CharField(_("accepted answer"), max_length=300)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("accepted answer")
        verbose_name_plural = _("accepted answers")
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="accepted_answer_once_a_question"),
        ]

    def __str__(self) -> str:
        return self.text


class Activity(models.TextChoices):
    """What students do with a debate in class."""

    WRITTEN = "written", _("written response: claim, evidence, reasoning, counterclaim")
    BOARD = "board", _("class discussion")
    CONTROVERSY = "controversy", _("structured academic controversy: assigned sides, then switch")


class DebateBrief(models.Model):
    """What a teacher needs to run a debate question: its tension, terms, missing voices and next questions."""

    class Form(models.TextChoices):
        DEFINITION = "definition", _("what a word should mean")
        POLICY = "policy", _("what should be done")
        CAUSE = "cause", _("what causes what")
        EVIDENCE = "evidence", _("whether the evidence is enough")
        FORECAST = "forecast", _("what will come of it")
        STAKEHOLDER = "stakeholder", _("whose view to take")
        VALUE = "value", _("what matters more")

    question = models.OneToOneField(Question, models.CASCADE, related_name="brief")
    form = models.CharField(_("form"), max_length=20, choices=Form.choices)
    tension = models.TextField(_("tension"))
    definitions = models.JSONField(_("definitions to test"), default=list, blank=True)
    unheard = models.JSONField(_("who is not heard"), default=list, blank=True)
    follow_ups = models.JSONField(_("follow-up questions"), default=list, blank=True)
    activity = models.TextField(_("suggested activity"), blank=True)
    # The words above are for the classroom; this is what the app itself offers that comes closest.
    suits = models.CharField(
        _("suits as"),
        max_length=12,
        choices=Activity.choices,
        default=Activity.BOARD,
        help_text=_("Chosen beforehand when you give this debate to a class."),
    )

    class Meta:
        verbose_name = _("debate brief")
        verbose_name_plural = _("debate briefs")

    def __str__(self) -> str:
        return self.tension


class Position(models.Model):
    """A side a student can take in a debate."""

    brief = models.ForeignKey(DebateBrief, models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(_("order"))
    stance = models.CharField(_("position"), max_length=500)

    class Meta:
        ordering = ["order"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [models.UniqueConstraint(fields=["brief", "order"], name="position_order_once_a_brief")]

    def __str__(self) -> str:
        return self.stance


class Evidence(models.Model):
    """A verbatim span of the article that a question, or one position of its debate, rests on."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="evidence")
    position = models.ForeignKey(Position, models.CASCADE, null=True, blank=True, related_name="evidence")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))

    class Meta:
        ordering = ["start", "end"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            # A quote is as long as its span; that it is the article's own words is checked on every save.
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & Q(end=F("start") + Length("quote")), name="evidence_quote_fits_span"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    def clean(self) -> None:
        refuse_unless_verbatim(self.question.article, self.start, self.end, self.quote)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        super().save(*args, **kwargs)


def refuse_unless_verbatim(article: Article, start: int | None, end: int | None, quote: str) -> None:
    """Raise ValidationError unless the article has the quote word for word at the place."""
    if article.text[start:end] != quote:
        raise ValidationError(_("The quote must stand word for word in the article at the place given."))
