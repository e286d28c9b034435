"""Assessing a student's part in a debate: a level for each criterion of the rubric, and a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assessment, Criterion, Level


class MarkForm(forms.Form):
    """What the teacher gives."""

    comment = forms.CharField(
        label=_("Comment for the student"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, criteria: list[Criterion], assessment: Assessment | None) -> None:
        self.criteria = criteria
        given = {mark.criterion_id: str(mark.level_id) for mark in assessment.marks.all()} if assessment else {}
        initial = {f"criterion_{key}": level for key, level in given.items()}
        initial["comment"] = assessment.comment if assessment else ""
        super().__init__(data, initial=initial)
        for criterion in criteria:
            self.fields[f"criterion_{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.description,
                choices=[(str(level.pk), _words(level)) for level in criterion.levels.all()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a level.")},
            )
        self.order_fields([f"criterion_{criterion.pk}" for criterion in criteria])

    @property
    def levels(self) -> dict[Criterion, Level]:
        """The level chosen for each criterion."""
        return {
            criterion: next(
                level
                for level in criterion.levels.all()
                if str(level.pk) == self.cleaned_data[f"criterion_{criterion.pk}"]
            )
            for criterion in self.criteria
        }


def _words(level: Level) -> str:
    return f"{level.points} – {level.name}" + (f": {level.description}" if level.description else "")


class FeedbackForm(MarkForm):
    """What a student says of a classmate's work."""

    comment = forms.CharField(
        label=_("What was strong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": _("Say what was strong.")},
    )
    suggestion = forms.CharField(
        label=_("One thing to do next"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": _("Say one thing to do next.")},
    )

    def __init__(self, data: Any = None, *, criteria: list[Criterion], assessment: Assessment | None) -> None:
        super().__init__(data, criteria=criteria, assessment=assessment)
        self.initial["suggestion"] = assessment.suggestion if assessment else ""


class OwnViewForm(MarkForm):
    """How students see their own part."""

    comment = forms.CharField(
        label=_("What you would do better next time"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
