"""Importing a list of students, moving one, choosing whose log-in cards to print."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from quizzes.models import Classroom, Enrollment
from quizzes.services import roster_files
from quizzes.services.refusal import Refusal

from .base import ModelMultipleChoiceField


class RosterForm(forms.Form):
    """A list of students, pasted or as a file, whose text is then shown as if it had been pasted: it can be mended."""

    text = forms.CharField(
        label=_("Paste your list here"),
        required=False,
        strip=False,
        max_length=roster_files.MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One student a line, copied from a spreadsheet or typed: Amina Okoye"),
    )
    file = forms.FileField(
        label=_("Or choose a file (CSV)"),
        required=False,
        help_text=_("A list saved from a spreadsheet or your school's system as CSV. It takes the place of the text."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
    )
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    sheet: roster_files.Sheet

    def __init__(self, data: Any = None, files: MultiValueDict[str, UploadedFile[Any]] | None = None) -> None:
        self.too_large = False
        if data is not None and files and (file := files.get("file")):
            data = data.copy()
            self.too_large = (file.size or 0) > roster_files.MOST_BYTES
            if not self.too_large:
                data["text"] = roster_files.decode(file.read())
            data["fingerprint"] = ""
        super().__init__(data)

    def show_fingerprint(self, fingerprint: str) -> None:
        """Have the page send back what the teacher was shown."""
        data: Any = self.data
        self.data = {**data.dict(), "fingerprint": fingerprint}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.too_large:
            raise forms.ValidationError(
                _("This file is too large for a list of students. Save only the sheet with the names, as CSV.")
            )
        if "text" in cleaned:
            try:
                self.sheet = roster_files.read(cleaned["text"])
            except Refusal as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return cleaned


class _PlacesField(ModelMultipleChoiceField[Enrollment]):
    """Students of a class, each with the nickname where the name alone might be another's."""

    def label_from_instance(self, obj: Enrollment) -> str:
        name, nickname = obj.student.display_name, obj.student.username
        return name if name == nickname else f"{name} ({nickname})"


class CardsForm(forms.Form):
    """Whose new log-in cards to print."""

    places: "forms.ModelMultipleChoiceField[Enrollment]" = _PlacesField(
        label=_("Students"),
        queryset=Enrollment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one student.")},
    )

    def __init__(self, data: Any = None, *, places: QuerySet[Enrollment], chosen: list[int]) -> None:
        super().__init__(data, initial={"places": chosen})
        field = self.fields["places"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = places


class ReasonForm(forms.Form):
    """Why something is done, for the record."""

    reason = forms.CharField(label=_("Why (for the class's record, if you wish)"), required=False, max_length=500)


class MoveForm(ReasonForm):
    """Which class a student moves to."""

    to: "forms.ModelChoiceField[Classroom]" = forms.ModelChoiceField(
        label=_("Move to"), queryset=Classroom.objects.none(), empty_label=_("Choose a class")
    )

    field_order = ["to", "reason"]

    def __init__(self, data: Any = None, *, classrooms: QuerySet[Classroom]) -> None:
        super().__init__(data, auto_id="move_%s")
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = classrooms


class TeacherForm(forms.Form):
    """Another teacher of the class."""

    username = forms.CharField(
        label=_("Log-in name of your colleague"),
        max_length=150,
        help_text=_("They see and do everything in this class that you do. Capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
