"""A comprehension question as it is written in the review of its article, with sentences of the article as evidence."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.generator.item_flaws import Item
from quizzes.models import Choice, Difficulty, Format, Kind, Question, Skill, User
from quizzes.queries.item_flaws import checked_item
from quizzes.queries.workbench import chosen, spans_of
from quizzes.services import reviewing

from .base import LinesField
from .picking import Pick, SentencesField

MOST_CHOICES = 6
OWN = ("stem", "model_answer", "explanation", "kind", "skill", "hardness", "points")
KINDS = [(kind.value, kind.label) for kind in Kind if kind is not Kind.DEBATE]


class CardForm(forms.Form):
    """The words, the answers and the evidence of one comprehension question."""

    stem = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    answers = LinesField(label=_("Answers that count as right"), help_text=_("One a line."), max_length=300)
    model_answer = forms.CharField(label=_("Model answer"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        help_text=_("Shown to students with their results, never before."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    skill = forms.ChoiceField(label=_("Skill"), choices=Skill.choices)
    hardness = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty.choices)
    points = forms.DecimalField(label=_("Points"), min_value=0, max_value=100, max_digits=5, decimal_places=2)

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        self.question = question
        self.format = Format(question.format)
        stored = list(question.choices.all()) if question.pk else []
        self.evidence = list(question.evidence.all()) if question.pk else []
        self.rows = self._row_count(len(stored))
        super().__init__(data, initial=self._initial(stored), label_suffix="")
        self.stored = stored
        for name in self._unused():
            del self.fields[name]
        for number in range(1, self.rows + 1):
            self._add_row(number)
        if self.rows and self.format is not Format.ORDERING:
            keys = [(str(number), str(number)) for number in range(1, self.rows + 1)]
            self.fields["key"] = forms.ChoiceField(
                label=_("right answer"),
                choices=keys,
                error_messages={"required": _("Mark the right answer."), "invalid_choice": _("Mark the right answer.")},
            )
        self.fields["sentences"] = SentencesField(question.article)

    def _row_count(self, stored: int) -> int:
        match self.format:
            case Format.MULTIPLE_CHOICE:
                return max(MOST_CHOICES, stored)
            case Format.TRUE_FALSE:
                return 2
            case Format.ORDERING:
                return max(5, stored)
            case _:
                return 0

    def _unused(self) -> list[str]:
        if self.rows:
            return ["answers", "model_answer"]
        return ["model_answer"] if self.format is Format.CLOZE else []

    def _add_row(self, number: int) -> None:
        fixed = self.format is Format.TRUE_FALSE
        label = _("Event %(n)s") if self.format is Format.ORDERING else _("Option %(n)s")
        self.fields[f"choice_{number}"] = forms.CharField(
            label=label % {"n": number},
            max_length=500,
            required=False,
            disabled=fixed,
            widget=forms.TextInput() if fixed else forms.Textarea(attrs={"rows": 1}),
        )
        if self.format is Format.ORDERING:
            return
        if not fixed:
            self.fields[f"why_{number}"] = forms.ChoiceField(
                label=_("Why option %(n)s is wrong") % {"n": number},
                choices=[("", "–"), *Choice.Reason.choices],
                required=False,
            )
        self.fields[f"note_{number}"] = forms.CharField(
            label=_("Note on option %(n)s for the student") % {"n": number}, max_length=500, required=False
        )

    def _initial(self, stored: list[Choice]) -> dict[str, Any]:
        question = self.question
        initial: dict[str, Any] = {name: getattr(question, name) for name in OWN}
        if self.format is Format.TRUE_FALSE and not stored:
            initial |= {"choice_1": "True", "choice_2": "False"}
        for number, choice in enumerate(stored, start=1):
            initial |= {f"choice_{number}": choice.text, f"why_{number}": choice.reason, f"note_{number}": choice.note}
            if choice.is_key:
                initial["key"] = str(number)
        if question.pk:
            initial["answers"] = [answer.text for answer in question.accepted_answers.all()]
        initial["sentences"] = sorted(chosen(question.article, self.evidence))
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts = [text.casefold() for number in range(1, self.rows + 1) if (text := self._text(number))]
        if len(texts) != len(set(texts)):
            self.add_error(None, _("Two options are the same. Change one of them."))
        key = cleaned.get("key")
        if key and not self._text(int(key)):
            self.add_error("key", _("The option marked as right is empty. Write it, or mark another."))
        return cleaned

    def _text(self, number: int) -> str:
        return str(self.cleaned_data.get(f"choice_{number}") or "").strip()

    # --- what the page shows ------------------------------------------------------------------------------------------

    def option_rows(self) -> Iterator[dict[str, Any]]:
        """The fields of each option, and whether it is marked as the right one."""
        marked = str(self["key"].value() or "") if "key" in self.fields else ""
        for number in range(1, self.rows + 1):
            yield {
                "number": number,
                "text": self[f"choice_{number}"],
                "why": self[f"why_{number}"] if f"why_{number}" in self.fields else None,
                "note": self[f"note_{number}"] if f"note_{number}" in self.fields else None,
                "is_key": marked == str(number),
            }

    def picks(self) -> list[Pick]:
        """What sentences of the article are ticked for: the question."""
        return [Pick.of(self["sentences"])]

    # --- what is typed ------------------------------------------------------------------------------------------------

    def choices(self) -> list[Choice] | None:
        """The options that are filled in, stored ones among them; None for a format without."""
        if not self.rows:
            return None
        found = []
        for number in range(1, self.rows + 1):
            text = self._text(number)
            if not text:
                continue
            choice = self.stored[number - 1] if number <= len(self.stored) else Choice()
            is_key = self.cleaned_data.get("key") == str(number)
            if choice.text != text or is_key:
                # What a wrong option was made from is known of the generator's own words alone.
                choice.source_start = choice.source_end = None
                choice.source_quote = ""
            choice.text, choice.is_key = text, is_key
            choice.reason = "" if is_key else self.cleaned_data.get(f"why_{number}") or ""
            choice.note = self.cleaned_data.get(f"note_{number}") or ""
            found.append(choice)
        return found

    def answers_typed(self) -> list[str] | None:
        """The answers that count as right; None for a format without."""
        return self.cleaned_data.get("answers", []) if "answers" in self.fields else None

    def spans(self) -> list[tuple[int, int]]:
        """Where the chosen sentences stand."""
        return spans_of(self.question.article, self.cleaned_data.get("sentences", ()), self.evidence)

    def filled(self) -> Question:
        """The question with its own fields as they are typed; those that do not fit stay as they were."""
        for name in OWN:
            if name in self.cleaned_data:
                setattr(self.question, name, self.cleaned_data[name])
        return self.question

    def change(self, *, editor: User) -> list["str | Promise"]:
        """Store the question as it is typed; see reviewing.edit_question."""
        return reviewing.edit_question(
            question=self.filled(),
            editor=editor,
            choices=self.choices(),
            answers=self.answers_typed(),
            spans=self.spans(),
        )

    def add(self) -> Question:
        """Store the new question as it is typed; see reviewing.write_question."""
        return reviewing.write_question(
            question=self.filled(), choices=self.choices(), answers=self.answers_typed(), spans=self.spans()
        )

    def item(self) -> Item:
        """What is typed so far, as the checks take it; it need not be valid."""
        self.full_clean()
        text = self.question.article.text
        return checked_item(
            self.filled(),
            choices=self.choices() or (),
            answers=self.answers_typed() or (),
            quotes=[text[start:end] for start, end in self.spans()],
        )
