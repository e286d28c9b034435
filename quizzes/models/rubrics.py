"""Rubrics: the criteria and levels that open work is marked by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Rubric(models.Model):
    """A set of criteria. One without an owner is ready-made and belongs to everybody; teachers change copies of it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, editable=False, related_name="rubrics"
    )
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="rubric_name_once_an_owner")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What is looked at, and how much it weighs."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("what it asks"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        ordering = ["rubric_id", "order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["rubric", "name"], name="criterion_name_once_a_rubric"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """How well a criterion is met, in words and points."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="levels")
    points = models.PositiveSmallIntegerField(_("points"))
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("what it looks like"), max_length=300, blank=True)

    class Meta:
        ordering = ["criterion_id", "points"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [models.UniqueConstraint(fields=["criterion", "points"], name="level_points_once_a_criterion")]

    def __str__(self) -> str:
        return self.name
