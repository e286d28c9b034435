"""Assessments of a student's part in a debate by a rubric: by the teacher, by themselves, by a classmate."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .discussions import Discussion
from .records import AppendOnly
from .rubrics import Criterion, Level


class Assessment(models.Model):
    """One person's view of one student's part in a discussion.

    In a classmate's, `comment` says what was strong and `suggestion` what to do next; `state` is who may see it.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("shown once the marks are released")
        HELD = "held", _("waiting for the teacher")
        REMOVED = "removed", _("taken away by the teacher")

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="assessments")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments_given")
    counts = models.BooleanField(_("is the teacher's mark"), default=False)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    suggestion = models.TextField(_("one thing to do next"), blank=True, max_length=2000)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["discussion_id", "student_id", "pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["discussion", "student", "assessor"], name="assessment_once_a_person"),
            # One mark counts: teachers of the same class change each other's.
            models.UniqueConstraint(
                fields=["discussion", "student"], condition=Q(counts=True), name="assessment_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(counts=False) | ~Q(student=F("assessor")), name="assessment_of_oneself_does_not_count"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student.display_name}, {self.discussion}"


class CriterionMark(models.Model):
    """The level given for one criterion, with the points it stood for when it was given."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    level = models.ForeignKey(Level, models.PROTECT, related_name="marks")

    class Meta:
        ordering = ["assessment_id", "criterion__order"]
        verbose_name = _("mark for a criterion")
        verbose_name_plural = _("marks for criteria")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="criterion_mark_once_an_assessment")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"


class MarkChange(AppendOnly):
    """One change of a teacher's mark for a debate: who, from how many points to how many, when and why."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="mark_changes")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    old_points = models.PositiveSmallIntegerField(_("from"), null=True)
    new_points = models.PositiveSmallIntegerField(_("to"), null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    changed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["changed_at", "pk"]
        verbose_name = _("change of a debate's mark")
        verbose_name_plural = _("changes of debates' marks")

    def __str__(self) -> str:
        return f"{self.old_points} → {self.new_points}"


class FeedbackDecision(AppendOnly):
    """What was done to a classmate's feedback, by whom and why; `words` are what it said at that time."""

    class Action(models.TextChoices):
        HELD = "held", _("held by the word list")
        REMOVED = "removed", _("taken away")
        ALLOWED = "allowed", _("let through")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="decisions")
    action = models.CharField(_("what"), max_length=8, choices=Action.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=500, blank=True)
    words = models.TextField(_("what it said"), blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("decision on feedback")
        verbose_name_plural = _("decisions on feedback")

    def __str__(self) -> str:
        return str(self.get_action_display())
