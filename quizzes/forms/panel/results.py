"""What a teacher may choose about results: which attempts to look at, and what to download."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.queries.counting import Attempts
from quizzes.queries.item_analysis import Which


class Contents(models.TextChoices):
    """The tables of an assignment."""

    RESULTS = "results", _("a row a student")
    RESPONSES = "responses", _("a row an answer")
    ITEMS = "items", _("a row a question, with its figures")
    CHOICES = "choices", _("a row a choice, with how often it was picked")

    @property
    def is_analysis(self) -> bool:
        return self in (Contents.ITEMS, Contents.CHOICES)


class FileFormat(models.TextChoices):
    """The kinds of file a table can be had as."""

    CSV = "csv", _("CSV (any program)")
    XLSX = "xlsx", _("XLSX (spreadsheet)")


def _choice(label: Any, choices: type[models.TextChoices]) -> forms.TypedChoiceField:
    """A field of an address: what is left out is the first choice."""
    return forms.TypedChoiceField(
        label=label, choices=choices.choices, required=False, coerce=choices, empty_value=next(iter(choices))
    )


class FormatForm(forms.Form):
    """The kind of file to download a table as."""

    format = _choice(_("As"), FileFormat)


class DownloadForm(FormatForm):
    """What to download of an assignment."""

    table = _choice(_("Table"), Contents)
    attempts = _choice(_("With"), Attempts)
    field_order = ["table", "attempts", "format"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        table, attempts = cleaned.get("table"), cleaned.get("attempts")
        if table is not None and table.is_analysis and attempts is Attempts.ALL:
            raise forms.ValidationError(
                _("Figures of questions are of one attempt a student. Choose the attempt that counts or the first.")
            )
        return cleaned


class AnalysisForm(forms.Form):
    """Which attempt of each student the analysis is of."""

    attempts = _choice(_("Attempts"), Which)
