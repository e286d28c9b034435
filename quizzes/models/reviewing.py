"""What a teacher's review leaves behind: flaws waived with a reason, and acts that can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import Article
from .questions import Question


class Waiver(models.Model):
    """A flaw that a teacher looked at and lets pass; it holds for the words it was found in and no others."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="waivers")
    flaw = models.CharField(_("flaw"), max_length=30)
    about = models.CharField(_("found in"), max_length=1000)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("waived"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [
            models.UniqueConstraint(fields=["question", "flaw", "about"], name="waiver_once_a_flaw"),
            # A waiver without a reason tells the next teacher nothing.
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class ReviewAct(models.Model):
    """One act of a review, with the questions as they were before it, so that it can be undone."""

    class Act(models.TextChoices):
        APPROVE = "approve", _("approved")
        REJECT = "reject", _("rejected")
        REOPEN = "reopen", _("put back to review")
        EDIT = "edit", _("changed")
        MERGE = "merge", _("merged")
        WAIVE = "waive", _("waived a warning of")

    article = models.ForeignKey(Article, models.CASCADE, related_name="review_acts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="review_acts")
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("done"), auto_now_add=True)
    # Snapshots as services/undoing.py takes them.
    before = models.JSONField(_("before"), default=list)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("act of a review")
        verbose_name_plural = _("acts of a review")
        indexes = [models.Index(fields=["article", "by"])]

    def __str__(self) -> str:
        return f"{self.question} ({self.get_act_display()})"
