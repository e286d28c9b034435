"""Reviewing and writing questions: the question itself, its choices, answers, evidence and debate brief."""

import math
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    AcceptedAnswer,
    Choice,
    DebateBrief,
    Difficulty,
    Evidence,
    Format,
    Kind,
    Position,
    Question,
)
from quizzes.queries.passages import find_quote
from quizzes.services import writing
from quizzes.services.refusal import Refusal

from .base import LinesField, ModelForm, RowFormSet, Textarea


class QuestionForm(ModelForm[Question]):
    """The question's own words and what it asks for."""

    hardness = forms.ChoiceField(
        label=_("Difficulty"), choices=Difficulty.choices, initial=Difficulty.MEDIUM, help_text=_("An estimate.")
    )

    class Meta:
        model = Question
        fields = [
            "article",
            "kind",
            "format",
            "stem",
            "model_answer",
            "explanation",
            "skill",
            "bloom",
            "rubric",
        ]
        widgets = {
            "stem": Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "model_answer": Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "explanation": Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["hardness"] = self.instance.hardness

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "hardness" in cleaned:
            self.instance.hardness = cleaned["hardness"]
        if "kind" in cleaned and "format" in cleaned:
            if cleaned["kind"] == Kind.DEBATE and cleaned["format"] != Format.WRITTEN:
                self.add_error("format", _("A debate question is answered in writing."))
            if cleaned["kind"] != Kind.DEBATE and cleaned["format"] == Format.WRITTEN:
                self.add_error("format", _("Only a debate question is answered in writing. Choose another format."))
        return cleaned


class ChoiceForm(ModelForm[Choice]):
    """One choice; what the choices are together is checked by their formset."""

    class Meta:
        model = Choice
        fields = ["text", "is_key", "reason", "note"]
        widgets = {
            "text": Textarea(attrs={"rows": 2, "cols": 30}),
            "note": Textarea(attrs={"rows": 2, "cols": 30}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.question.format == Format.TRUE_FALSE:
            self.fields["text"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_key"):
            cleaned["reason"] = ""
        if "text" in self.changed_data or cleaned.get("is_key"):
            # What a choice was made from is known of the generator's own wrong choices alone.
            self.instance.source_start = self.instance.source_end = None
            self.instance.source_quote = ""
        return cleaned

    def validate_unique(self) -> None:
        """Left to the formset: the stored choices are about to change together."""

    def validate_constraints(self) -> None:
        """Left to the formset: the stored choices are about to change together."""


class ChoiceFormSet(RowFormSet[Choice, Question, ChoiceForm]):
    """All choices of a question, saved together."""

    def validate_unique(self) -> None:
        """Done in `clean`, in plainer words."""

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self._kept() if form.is_valid()]
        texts = [choice["text"].strip().casefold() for choice in kept if choice.get("text")]
        if len(texts) != len(set(texts)):
            raise forms.ValidationError(_("Two choices are the same. Change one of them."))
        if sum(bool(choice.get("is_key")) for choice in kept) > 1:
            raise forms.ValidationError(_("Mark one choice only as the right answer."))

    def save(self, commit: bool = True) -> list[Choice]:
        changed = super().save(commit=False)
        if not self.has_changed():
            return changed
        writing.set_choices(question=self.instance, choices=[form.instance for form in self._in_order()])
        return changed

    def _in_order(self) -> list[ChoiceForm]:
        """The kept forms in the order their choices will have."""
        return self._kept()

    def _kept(self) -> list[ChoiceForm]:
        return [
            form for form in self.forms if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]


class EventForm(ChoiceForm):
    """One event of an ordering question, with its place in the right order."""

    position = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=100, required=False, help_text=_("Empty: at the end.")
    )

    class Meta(ChoiceForm.Meta):
        fields = ["position", "text"]
        labels = {"text": _("event")}
        widgets = {"text": Textarea(attrs={"rows": 2, "cols": 50})}


class EventFormSet(ChoiceFormSet):
    """All events of an ordering question, saved together in the order of their places."""

    def clean(self) -> None:
        super().clean()
        places = [place for form in self._kept() if (place := getattr(form, "cleaned_data", {}).get("position"))]
        if len(places) != len(set(places)):
            raise forms.ValidationError(_("Two events have the same place. Give each event a place of its own."))

    def _in_order(self) -> list[ChoiceForm]:
        # sorted() is stable: events without a place stay in the order of the page, after the others.
        return sorted(self._kept(), key=lambda form: form.cleaned_data["position"] or math.inf)


class AcceptedAnswerForm(ModelForm[AcceptedAnswer]):
    """One wording that counts as right."""

    class Meta:
        model = AcceptedAnswer
        fields = ["text"]


class EvidenceForm(ModelForm[Evidence]):
    """Evidence by its words: where they stand in the article is found here."""

    class Meta:
        model = Evidence
        fields = ["quote", "position"]
        widgets = {"quote": Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
        labels = {"position": _("position")}
        help_texts = {"quote": _("Copy the words from the article.")}

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        if "position" in self.fields:
            positions = self.fields["position"]
            assert isinstance(positions, forms.ModelChoiceField)
            positions.queryset = Position.objects.filter(brief__question=question)
            positions.empty_label = str(_("the whole question"))

    def clean_quote(self) -> str:
        quote = str(self.cleaned_data["quote"])
        text = self.question.article.text
        if quote == self.instance.quote:
            return self.instance.quote
        span = find_quote(text, quote)
        if span is None:
            raise forms.ValidationError(
                _("These words do not stand in the article. Copy them from it exactly, without leaving any out.")
            )
        self.instance.start, self.instance.end = span
        return text[span[0] : span[1]]


class EvidenceFormSet(RowFormSet[Evidence, Question, EvidenceForm]):
    """The evidence of a question."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "question": self.instance}


class BriefForm(ModelForm[DebateBrief]):
    """A debate's brief; its lists are typed one entry a line.

    The positions that the page was made with are sent along, since another page may have changed them meanwhile.
    """

    positions = LinesField(
        label=_("Positions"),
        help_text=_("One a line, at least two."),
        max_length=500,
        required=False,
        show_hidden_initial=True,
    )
    definitions = LinesField(label=_("Definitions to test"), help_text=_("One a line."), required=False)
    unheard = LinesField(label=_("Who is not heard"), help_text=_("One a line."), required=False)
    follow_ups = LinesField(label=_("Follow-up questions"), help_text=_("One a line."), required=False)

    class Meta:
        model = DebateBrief
        fields = ["form", "tension", "positions", "definitions", "unheard", "follow_ups", "activity", "suits"]
        widgets = {
            "tension": Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "activity": Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["positions"] = [position.stance for position in self.instance.positions.all()]

    def clean_positions(self) -> list[str]:
        stances: list[str] = self.cleaned_data["positions"]
        if "positions" not in self.changed_data:
            return stances
        self._refuse_if_changed_since()
        if len(stances) != len(set(stances)):
            raise forms.ValidationError(_("Two positions are the same. Change one of them."))
        if self.instance.pk:
            try:
                writing.check_positions(brief=self.instance, stances=stances)
            except Refusal as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return stances

    def _refuse_if_changed_since(self) -> None:
        """Say what the positions are by now; sent once more, those typed take their place."""
        stored: list[str] = self.initial.get("positions", [])
        name = self.add_initial_prefix("positions")
        if self.fields["positions"].to_python(self.data.get(name)) != stored:
            data = self.data.copy()  # type: ignore[attr-defined]  # what was sent
            data[name] = "\n".join(stored)
            self.data = data
            raise forms.ValidationError(
                _("The positions have changed meanwhile: %(stances)s. Save again to put yours in their place.")
                % {"stances": "; ".join(f"“{stance}”" for stance in stored) or "–"}
            )

    def save(self, commit: bool = True) -> DebateBrief:
        brief = super().save(commit)
        if commit and "positions" in self.changed_data:
            writing.set_positions(brief=brief, stances=self.cleaned_data["positions"])
        return brief
