"""Exceptions to an assignment for several students at once, and what a teacher does for students who work."""

from collections.abc import Collection
from typing import Any, Self

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, StudentGroup, User
from quizzes.services.watching import MOST_CHARACTERS, MOST_MINUTES

from .base import LocalDateTimeInput, ModelMultipleChoiceField

MOMENTS = ("opens_at", "due_at", "closes_at")
NUMBERS = ("attempts_allowed", "extra_minutes")
_A_NUMBER = {
    "min_value": _("Give at least %(limit_value)s."),
    "max_value": _("Give at most %(limit_value)s."),
    "invalid": _("Write a whole number."),
}
_GONE = {
    name: _("Not all that was chosen is in the class now. Look who is, and choose again.")
    for name in ("invalid_choice", "invalid_pk_value")
}


class ChosenStudentsForm(forms.Form):
    """Students of the class, ticked one by one, by group, or all of them."""

    students: ModelMultipleChoiceField[User] = ModelMultipleChoiceField(
        queryset=User.objects.none(), required=False, error_messages=_GONE
    )
    groups: ModelMultipleChoiceField[StudentGroup] = ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=StudentGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_GONE,
    )
    everybody = forms.BooleanField(label=_("Everybody in the class"), required=False)

    def __init__(self, data: Any = None, *, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        classroom = assignment.classroom
        self.here = User.objects.filter(
            enrollments__classroom=classroom, enrollments__removed_at__isnull=True
        ).order_by("username")
        self._offer("students", self.here)
        self._offer("groups", StudentGroup.objects.filter(classroom=classroom))

    @classmethod
    def as_typed(cls, sent: "MultiValueDict[str, Any]", *, assignment: Assignment) -> Self:
        """The form with what was sent in its fields, right or wrong: something else was asked for."""
        form = cls(assignment=assignment)
        form.initial = {
            name: field.widget.value_from_datadict(sent, MultiValueDict(), name)
            for name, field in form.fields.items()
            if name in sent
        }
        return form

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows

    @property
    def ticked(self) -> set[str]:
        """The keys of the students ticked one by one, as they were sent."""
        return set(map(str, self["students"].value() or ()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.chosen: Collection[User] = []
        if "students" in cleaned and "groups" in cleaned:
            self.chosen = self._chosen(cleaned)
            if not self.chosen:
                self.add_error("students", _("Tick at least one student."))
        return cleaned

    def _chosen(self, cleaned: dict[str, Any]) -> list[User]:
        if cleaned["everybody"]:
            return list(self.here)
        grouped = self.here.filter(
            pk__in=StudentGroup.students.through.objects.filter(studentgroup__in=cleaned["groups"]).values("user")
        )
        return sorted({*cleaned["students"], *grouped}, key=lambda student: student.username)


class ExceptionForm(ChosenStudentsForm):
    """What is different for the students; an empty field leaves what they have. Times are read in the active zone."""

    opens_at = forms.DateTimeField(label=_("Opens"), widget=LocalDateTimeInput, required=False)
    due_at = forms.DateTimeField(label=_("Due"), widget=LocalDateTimeInput, required=False)
    closes_at = forms.DateTimeField(label=_("Closes"), widget=LocalDateTimeInput, required=False)
    extra_minutes = forms.IntegerField(
        label=_("Extra minutes"),
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages=_A_NUMBER,
        help_text=_("On top of the time limit and of extra time in per cent; they replace what was given before."),
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts allowed"), required=False, min_value=1, max_value=20, error_messages=_A_NUMBER
    )
    excused = forms.TypedChoiceField(
        label=_("Excused"),
        required=False,
        choices=[("", _("as it is")), ("yes", _("excused: counts nowhere")), ("no", _("not excused"))],
        coerce=lambda choice: choice == "yes",
        empty_value=None,
    )

    def __init__(self, data: Any = None, *, assignment: Assignment, take_back: bool = False) -> None:
        super().__init__(data, assignment=assignment)
        self.take_back = take_back
        self.has_limit = assignment.time_limit_minutes is not None

    @property
    def values(self) -> dict[str, Any] | None:
        """What the exception sets; None to take the exceptions back."""
        if self.take_back:
            return None
        given = {name: self.cleaned_data[name] for name in (*MOMENTS, *NUMBERS, "excused")}
        return {name: value for name, value in given.items() if value is not None}

    def clean_extra_minutes(self) -> int | None:
        minutes: int | None = self.cleaned_data["extra_minutes"]
        if minutes and not self.has_limit and not self.take_back:
            raise forms.ValidationError(_("There is no time limit to add minutes to. Move the closing time instead."))
        return minutes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.take_back or self.errors:
            return cleaned
        if not self.values:
            raise forms.ValidationError(_("Fill in what is different for these students."))
        order = [(name, cleaned[name]) for name in MOMENTS if cleaned[name] is not None]
        if order != sorted(order, key=lambda pair: pair[1]):
            raise forms.ValidationError(_("Opening, due and closing time must follow one another."))
        return cleaned


class GroupForm(ChosenStudentsForm):
    """The students as a group with a name."""

    group_name = forms.CharField(label=_("Name of the group"), max_length=60)

    def clean_group_name(self) -> str:
        return " ".join(self.cleaned_data["group_name"].split())


class MinutesForm(forms.Form):
    """How many minutes somebody gets."""

    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=10, error_messages=_A_NUMBER
    )


class ExtendForm(ChosenStudentsForm, MinutesForm):
    """Minutes more for the students."""


class MessageForm(ChosenStudentsForm):
    """A message to the students."""

    text = forms.CharField(label=_("Message"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 2}))
