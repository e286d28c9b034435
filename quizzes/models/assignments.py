"""Assignments: a quiz given to a classroom, with its dates and rules, exceptions to them, and messages about it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import Classroom
from .quizzes import Quiz


class Assignment(models.Model):
    """A quiz given to a classroom: when it opens, is due and closes, and what students may do and see."""

    class Release(models.TextChoices):
        AT_ONCE = "at_once", _("at once, after handing in")
        AFTER_DUE = "after_due", _("after the due time")
        BY_HAND = "by_hand", _("when I release it")

    class GradingMethod(models.TextChoices):
        HIGHEST = "highest", _("highest attempt")
        LATEST = "latest", _("latest attempt")
        FIRST = "first", _("first attempt")
        AVERAGE = "average", _("average of attempts")

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="assignments", verbose_name=_("quiz"))
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="assignments", verbose_name=_("class"))
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("After this nobody can start or change answers.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit (minutes)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    grading_method = models.CharField(
        _("which attempt counts"), max_length=10, choices=GradingMethod.choices, default=GradingMethod.HIGHEST
    )
    shuffle_items = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_choices = models.BooleanField(_("shuffle the choices"), default=True)
    one_at_a_time = models.BooleanField(
        _("show one question at a time"),
        default=False,
        help_text=_("Otherwise all questions stand below one another. Students can go back and forth either way."),
    )
    cite_evidence = models.BooleanField(
        _("ask for the sentence that proves the answer"),
        default=False,
        help_text=_(
            "For each question but written debates, students also choose sentences of the article. How well they chose "
            "is a score of its own and no part of the points. It holds for attempts that are started from now on."
        ),
    )
    release = models.CharField(
        _("students see their results"), max_length=10, choices=Release.choices, default=Release.AFTER_DUE
    )
    released_at = models.DateTimeField(_("results released"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("opens_at")),
                name="assignment_due_after_opening",
                violation_error_message=_("The due time must be after the opening time."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | (Q(closes_at__gt=F("opens_at")) & (Q(due_at__isnull=True) | Q(closes_at__gte=F("due_at")))),
                name="assignment_closes_after_due",
                violation_error_message=_("The closing time must not be before the opening or due time."),
            ),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="assignment_allows_an_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} – {self.classroom}"

    def clean(self) -> None:
        if self.release == self.Release.AFTER_DUE and self.due_at is None:
            raise ValidationError(
                {"release": _("Set a due time, or let students see their results at once or when you release them.")}
            )


class Override(models.Model):
    """One student's exception to an assignment's dates and attempts; an empty field changes nothing.

    `extra_minutes` come on top of the time limit and of the student's extra time in per cent. The work of a student who
    is `excused` counts nowhere, and none is expected.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="overrides")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="overrides")
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0, validators=[MaxValueValidator(600)])
    excused = models.BooleanField(_("excused"), default=False)

    class Meta:
        ordering = ["student__username"]
        verbose_name = _("exception for a student")
        verbose_name_plural = _("exceptions for students")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "student"],
                name="override_once_a_student",
                violation_error_message=_("This student has an exception already; change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student.display_name}: {self.assignment}"


class AssignmentMessage(models.Model):
    """A teacher's message to one student about an assignment, or to everybody who has it (`student` is None)."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="messages")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    text = models.CharField(_("message"), max_length=500)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message about an assignment")
        verbose_name_plural = _("messages about assignments")

    def __str__(self) -> str:
        return self.text
