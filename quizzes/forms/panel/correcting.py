"""Correcting what counts as right for a question that students have answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes.models import Assignment
from quizzes.queries.marking import Rule
from quizzes.services.correcting import Current

from .base import LinesField

LONGEST_REASON = 500


class CorrectionForm(forms.Form):
    """What shall count as right, for whom, and why."""

    everyone = forms.BooleanField(
        label=_("Credit to all"),
        required=False,
        help_text=_("Everyone who handed in gets full points, whatever they answered, also where they left it empty."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Students whose points change read this, and it stays in the record of the class."),
        error_messages={"required": _("Say why. Students whose points change read this.")},
    )
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        current: Current,
        start: Rule,
        others: Sequence[Assignment] = (),
        can_change_question: bool = False,
    ) -> None:
        """`start` is what the form proposes; `others` are assignments of the same quiz that may be corrected too."""
        super().__init__(data, initial={"everyone": start.get("everyone", False)})
        self.current, self.others = current, others
        own = []
        if current.format.has_choices:
            own.append("keys")
            self.fields["keys"] = forms.TypedMultipleChoiceField(
                label=_("Right answers"),
                choices=list(current.choices.items()),
                coerce=int,
                initial=start.get("keys", []),
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Tick more than one where more than one is right: each then gets full points."),
                error_messages={"required": _("Tick at least one right answer.")},
            )
        elif current.format.is_ordered:
            places = {pk: place for place, pk in enumerate(start.get("order", []), start=1)}
            for pk, text in current.choices.items():
                own.append(f"place_{pk}")
                self.fields[f"place_{pk}"] = forms.IntegerField(
                    label=text, min_value=1, max_value=len(current.choices), initial=places.get(pk)
                )
        elif current.format.is_typed:
            own.append("accepted")
            self.fields["accepted"] = LinesField(
                label=_("Counts as right"),
                max_length=300,
                initial=start.get("accepted", []),
                help_text=_("One answer a line. Case, accents and small slips do not matter."),
                error_messages={"required": _("Write at least one answer that counts as right.")},
            )
        if others:
            self.fields["assignments"] = forms.TypedMultipleChoiceField(
                label=_("Correct it in these classes too"),
                choices=[(one.pk, str(one.classroom)) for one in others],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if can_change_question and own:
            self.fields["change_question"] = forms.BooleanField(
                label=_("Change the question itself too, for those who begin it from now on"), required=False
            )
        self.own = own
        self.order_fields([*own, "everyone", "assignments", "change_question", "reason"])

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields that say what is right."""
        return [self[name] for name in self.own]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.own]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.current.format.is_ordered and not self.errors:
            places = [cleaned[name] for name in self.own]
            if len(set(places)) != len(places):
                raise forms.ValidationError(_("Two events have the same place. Give each event a place of its own."))
        if cleaned.get("change_question") and len(cleaned.get("keys", [])) > 1:
            self.add_error(
                "change_question",
                _("A question has one right answer. Tick one only to change the question too, or leave it as it is."),
            )
        return cleaned

    @property
    def rule(self) -> Rule:
        """What the teacher wants to count as right."""
        rule: Rule = {"everyone": self.cleaned_data["everyone"]}
        if self.current.format.has_choices:
            rule["keys"] = sorted(self.cleaned_data["keys"])
        elif self.current.format.is_ordered:
            rule["order"] = sorted(self.current.choices, key=lambda pk: self.cleaned_data[f"place_{pk}"])
        elif self.current.format.is_typed:
            rule["accepted"] = list(dict.fromkeys(self.cleaned_data["accepted"]))
        return rule

    @property
    def chosen_others(self) -> list[Assignment]:
        return [one for one in self.others if one.pk in self.cleaned_data.get("assignments", [])]

    def show_fingerprint(self, fingerprint: str) -> None:
        """Have the page send back what the teacher was shown."""
        data: Any = self.data
        self.data = data.copy()
        self.data["fingerprint"] = fingerprint  # type: ignore[index]


def counted(changes: int) -> str:
    """How many answers change their points, for a button."""
    words = ngettext("Apply: %(count)s answer changes", "Apply: %(count)s answers change", changes)
    return words % {"count": changes}
