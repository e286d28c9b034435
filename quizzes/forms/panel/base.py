"""What the panel's forms share: Django's form classes for the type checker, and fields it does not have."""

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.text import capfirst

if TYPE_CHECKING:
    from django.forms import BaseInlineFormSet, ModelForm
    from django.forms import ModelMultipleChoiceField as _ModelMultipleChoiceField
else:
    # Django 5.2's form classes take type parameters for the checker only.
    class ModelForm(forms.ModelForm):
        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

        def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
            return _plain_lines(super().get_initial_for_field(field, field_name))

    class BaseInlineFormSet(forms.BaseInlineFormSet):
        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class _ModelMultipleChoiceField(forms.ModelMultipleChoiceField):
        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls


__all__ = [
    "BaseInlineFormSet",
    "DayInput",
    "LinesField",
    "LocalDateTimeInput",
    "ModelForm",
    "ModelMultipleChoiceField",
    "RowFormSet",
    "Textarea",
    "key_of",
]

# The database holds a key in 63 bits; what is longer than this is nobody's.
LONGEST_KEY = 18


def key_of(sent: Any) -> int:
    """The primary key that was sent in a form or an address; 0, which nothing has, for what cannot be one."""
    text = str(sent or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else 0


def _plain_lines(text: Any) -> Any:
    """The text with each line ended as in the database, whatever a browser makes of it: that alone is no change."""
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


Child = TypeVar("Child", bound=Model)
Parent = TypeVar("Parent", bound=Model)
RowForm = TypeVar("RowForm", bound="ModelForm[Any]")


class ModelMultipleChoiceField(_ModelMultipleChoiceField[Child]):
    """Several objects by their keys; the database is not asked for what cannot be one."""

    def clean(self, value: Any) -> QuerySet[Child]:
        for sent in value or ():
            if not key_of(sent):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(sent)[:20]}
                )
        return super().clean(value)


class RowFormSet(BaseInlineFormSet[Child, Parent, RowForm]):
    """Rows of a table, whose inputs have no label but their column's head: each is named by column and row.

    Each row knows the parent that is on the page, so that none looks it up for itself.
    """

    def get_queryset(self) -> QuerySet[Child]:
        found = super().get_queryset()
        for row in found:
            setattr(row, self.fk.name, self.instance)
        return found

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                name = capfirst(field.label) or ""
                field.widget.attrs["aria-label"] = name if index is None else f"{name} {index + 1}"


class Textarea(forms.Textarea):
    """Several lines of text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return _plain_lines(super().value_from_datadict(data, files, name))


class LocalDateTimeInput(forms.DateTimeInput):
    """One labelled input for date and time, as browsers offer it."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """A date, as browsers offer it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class LinesField(forms.CharField):
    """A list of texts, typed one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [" ".join(line.split()) for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for line in value:
            super().run_validators(line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))
