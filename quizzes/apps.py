"""The Django app: what happens when it starts and after its tables are made."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def make_teachers_group(**_kwargs: Any) -> None:
    """Give the group "Teachers" its permissions; which rows a teacher sees is decided in queries/visible.py."""
    from .services.rosters import ensure_teachers_group

    ensure_teachers_group()


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Classroom")

    def ready(self) -> None:
        post_migrate.connect(make_teachers_group, sender=self)
