"""A rubric of one's own: its name, its criteria and their levels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Criterion, Level, Rubric, User
from quizzes.services import rubrics

from .base import BaseInlineFormSet, ModelForm

MOST_LEVELS = 5
USUAL_LEVELS = (_("Not yet"), _("Beginning"), _("Clear"), _("Strong"))


class RubricForm(ModelForm[Rubric]):
    """The name, which its owner uses once."""

    # Whose a new rubric becomes.
    teacher: User | None = None

    class Meta:
        model = Rubric
        fields = ["name"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if (
            Rubric.objects.filter(owner=self.instance.owner or self.teacher, name=name)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise forms.ValidationError(_("You have another rubric with this name."))
        return name


def _points() -> forms.IntegerField:
    return forms.IntegerField(label=_("Points"), min_value=0, max_value=100, required=False)


def _name() -> forms.CharField:
    return forms.CharField(label=_("Level"), max_length=60, required=False)


def _looks() -> forms.CharField:
    return forms.CharField(
        label=_("What it looks like"), max_length=300, required=False, widget=forms.TextInput(attrs={"size": 70})
    )


def _key() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class CriterionForm(ModelForm[Criterion]):
    """A criterion with up to five levels; a row without points and name is no level."""

    key_1, points_1, name_1, looks_1 = _key(), _points(), _name(), _looks()
    key_2, points_2, name_2, looks_2 = _key(), _points(), _name(), _looks()
    key_3, points_3, name_3, looks_3 = _key(), _points(), _name(), _looks()
    key_4, points_4, name_4, looks_4 = _key(), _points(), _name(), _looks()
    key_5, points_5, name_5, looks_5 = _key(), _points(), _name(), _looks()

    class Meta:
        model = Criterion
        fields = ["order", "name", "weight", "description"]
        widgets = {
            "weight": forms.NumberInput(attrs={"min": 1, "max": 100}),
            "description": forms.TextInput(attrs={"size": 70}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        if self.instance.pk:
            for number, level in enumerate(self.instance.levels.all()[:MOST_LEVELS], start=1):
                self.initial[f"key_{number}"] = level.pk
                self.initial[f"points_{number}"] = level.points
                self.initial[f"name_{number}"] = level.name
                self.initial[f"looks_{number}"] = level.description
        else:
            for number, name in enumerate(USUAL_LEVELS, start=1):
                self.initial[f"points_{number}"] = number - 1
                self.initial[f"name_{number}"] = str(name)

    def has_changed(self) -> bool:
        # The usual levels stand in every new criterion: they alone make none.
        own = [name for name in self.changed_data if not name.startswith(("points_", "name_", "key_", "weight"))]
        return bool(self.changed_data if self.instance.pk else own)

    def clean_order(self) -> int:
        """The number given; without one, the place of the criterion on the page."""
        order: int | None = self.cleaned_data["order"]
        return int(str(self.prefix).rpartition("-")[2]) + 1 if order is None else order

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        own = {level.pk: level for level in self.instance.levels.all()} if self.instance.pk else {}
        levels: list[tuple[Level | None, int, str, str]] = []
        for number in range(1, MOST_LEVELS + 1):
            points, name = cleaned.get(f"points_{number}"), cleaned.get(f"name_{number}", "")
            if points is None and not name:
                continue
            if points is None or not name:
                self.add_error(f"points_{number}", _("A level needs points and a name."))
                continue
            level = own.get(cleaned.get(f"key_{number}") or 0)
            levels.append((level, points, name, cleaned.get(f"looks_{number}", "")))
        if len({points for _level, points, *_words in levels}) < len(levels):
            self.add_error(None, _("Two levels of a criterion give the same points. Change one of them."))
        elif len(levels) < 2 and not self.errors:
            self.add_error(None, _("A criterion needs at least two levels."))
        cleaned["levels"] = levels
        return cleaned

    def save(self, commit: bool = True) -> Criterion:
        criterion = super().save(commit)
        if commit:
            rubrics.set_levels(criterion=criterion, levels=self.cleaned_data["levels"])
        return criterion


class CriterionFormSet(BaseInlineFormSet[Criterion, Rubric, CriterionForm]):
    """The criteria of a rubric, of which at least one stays."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if all(form.cleaned_data.get("DELETE") for form in kept if hasattr(form, "cleaned_data")):
            raise forms.ValidationError(_("A rubric needs at least one criterion."))
