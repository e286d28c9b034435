"""The record of every change to a grade."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .attempts import Response
from .records import AppendOnly


class GradeChange(AppendOnly):
    """One change of a response's points: who, from what, to what, when and why. Never edited, never deleted."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="grade_changes")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    old_points = models.DecimalField(_("from"), max_digits=5, decimal_places=2, null=True)
    new_points = models.DecimalField(_("to"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    changed_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["changed_at", "pk"]
        verbose_name = _("change of a grade")
        verbose_name_plural = _("changes of grades")

    def __str__(self) -> str:
        return f"{self.old_points} → {self.new_points}"
