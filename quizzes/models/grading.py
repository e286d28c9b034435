"""What marking leaves behind: levels of a rubric, corrections of a right answer, and the record of every change."""

from typing import Any, TypedDict

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .assignments import Assignment
from .attempts import Response
from .quizzes import QuizItem
from .records import AppendOnly
from .rubrics import Criterion, Level

LONGEST_QUICK_COMMENT = 500


class Earlier(TypedDict):
    """An answer as it was before its attempt was opened again, with what a teacher gave it.

    `answer` and `cited` are as a Response has them, `text` is the answer in words, `points` a decimal as text; each of
    `levels` is {"criterion": primary key, "level": primary key, "words": both in words}.
    """

    answer: dict[str, Any]
    cited: list[list[int]]
    text: str
    points: str | None
    feedback: str
    levels: list[dict[str, Any]]


class QuickComment(models.Model):
    """Words a teacher writes again and again, at hand while marking."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quick_comments")
    text = models.CharField(_("quick comment"), max_length=LONGEST_QUICK_COMMENT)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("quick comment")
        verbose_name_plural = _("quick comments")
        constraints = [models.UniqueConstraint(fields=["owner", "text"], name="quick_comment_once_an_owner")]

    def __str__(self) -> str:
        return self.text


class ResponseLevel(models.Model):
    """The level of a rubric's criterion that a teacher gave an answer."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="levels")
    # What was given stays readable: a criterion or level that is in use cannot be deleted.
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="response_levels")
    level = models.ForeignKey(Level, models.PROTECT, related_name="response_levels")

    class Meta:
        ordering = ["response_id", "criterion__order", "pk"]
        verbose_name = _("level of an answer")
        verbose_name_plural = _("levels of answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "criterion"], name="response_level_once_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"


class Correction(AppendOnly):
    """What counts as right for an item of an assignment, changed after answers were handed in.

    `rule` is what holds since, `before` what held until then: {"keys": [Choice primary key], "accepted": [text],
    "order": [Choice primary key], "everyone": bool}, each as far as the question's format has it. `old` and `new` say
    the same in words. It is about attempts handed in before and after alike, until the next correction.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="corrections")
    item = models.ForeignKey(QuizItem, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rule = models.JSONField(_("rule"))
    before = models.JSONField(_("rule before"))
    old = models.CharField(_("from"), max_length=500)
    new = models.CharField(_("to"), max_length=500)
    reason = models.CharField(_("why"), max_length=500)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    # Students who were told and have put the notice away.
    seen_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class GradeChange(AppendOnly):
    """One change of a response's points: who, from what, to what, when and why. Never edited, never deleted.

    `correction` is the one that brought the change about; None where a teacher marked the answer. `earlier` is an
    Earlier where the attempt was opened again and a teacher had marked the answer.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="grade_changes")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    old_points = models.DecimalField(_("from"), max_digits=5, decimal_places=2, null=True)
    new_points = models.DecimalField(_("to"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    correction = models.ForeignKey(Correction, models.CASCADE, null=True, related_name="grade_changes")
    earlier = models.JSONField(_("answer and mark until then"), null=True)
    changed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["changed_at", "pk"]
        verbose_name = _("change of a grade")
        verbose_name_plural = _("changes of grades")

    def __str__(self) -> str:
        return f"{self.old_points} → {self.new_points}"

    def is_of(self, response: Response) -> bool:
        """Whether the response is as it was when its attempt was opened again by this change."""
        earlier: Earlier | None = self.earlier
        return earlier is not None and (earlier["answer"], earlier["cited"]) == (response.answer, response.cited)
