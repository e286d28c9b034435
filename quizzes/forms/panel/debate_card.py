"""A debate as it is written in the review of its article: its brief, and positions with sentences as their evidence."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import Activity, DebateBrief, Difficulty, Evidence, Format, Position, Question, Skill, User
from quizzes.queries.workbench import chosen, spans_of
from quizzes.services import reviewing
from quizzes.services.writing import Side

from .base import LinesField, key_of
from .picking import Pick, SentencesField

FEWEST_POSITIONS = 2
OWN = ("stem", "skill", "hardness", "points")
BRIEF = ("form", "tension", "definitions", "unheard", "follow_ups", "activity", "suits")


class DebateCardForm(forms.Form):
    """The question, the brief and the evidence of one debate; there is always room for one position more.

    Each position that is stored is sent with its key, since another page may have moved, added or removed some.
    """

    stem = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    form = forms.ChoiceField(label=_("What it turns on"), choices=DebateBrief.Form.choices)
    tension = forms.CharField(
        label=_("Tension"),
        help_text=_("What pulls in two directions, in a sentence."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    definitions = LinesField(label=_("Definitions to test"), help_text=_("One a line."), required=False)
    unheard = LinesField(label=_("Who is not heard"), help_text=_("One a line."), required=False)
    follow_ups = LinesField(label=_("Follow-up questions"), help_text=_("One a line."), required=False)
    activity = forms.CharField(label=_("Suggested activity"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    suits = forms.ChoiceField(
        label=_("Suits as"),
        help_text=_("Chosen beforehand when you give this debate to a class."),
        choices=Activity.choices,
    )
    skill = forms.ChoiceField(label=_("Skill"), choices=Skill.choices)
    hardness = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty.choices)
    points = forms.DecimalField(label=_("Points"), min_value=0, max_value=100, max_digits=5, decimal_places=2)

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        self.question = question
        self.format = Format.WRITTEN
        self.brief = getattr(question, "brief", None) or DebateBrief(form=DebateBrief.Form.POLICY)
        self.stored = list(self.brief.positions.all()) if self.brief.pk else []
        self.evidence = list(question.evidence.all()) if question.pk else []
        sent = [int(part[1]) for name in data or () if (part := re.fullmatch(r"stance_([1-9]\d?)", name))]
        self.rows = max(FEWEST_POSITIONS + 1, len(self.stored) + 1, *sent)
        super().__init__(data, initial=self._initial(), label_suffix="")
        self.fields["sentences"] = SentencesField(question.article, required=False)
        for number in range(1, self.rows + 1):
            self.fields[f"position_{number}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[f"stance_{number}"] = forms.CharField(
                label=_("Position %(n)s") % {"n": number},
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"sentences_{number}"] = SentencesField(question.article, required=False)

    def _initial(self) -> dict[str, Any]:
        article = self.question.article
        initial: dict[str, Any] = {name: getattr(self.question, name) for name in OWN}
        initial |= {name: getattr(self.brief, name) for name in BRIEF}
        initial["sentences"] = sorted(chosen(article, self._evidence_of(None)))
        for number, position in enumerate(self.stored, start=1):
            initial |= {
                f"position_{number}": position.pk,
                f"stance_{number}": position.stance,
                f"sentences_{number}": sorted(chosen(article, self._evidence_of(position))),
            }
        return initial

    def _evidence_of(self, position: Position | None) -> list[Evidence]:
        wanted = position.pk if position else None
        return [span for span in self.evidence if span.position_id == wanted]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        written = {number: text for number in range(1, self.rows + 1) if (text := self._stance(number))}
        if len(written) < FEWEST_POSITIONS:
            self.add_error(None, _("A debate needs at least two positions."))
        stances = [*written.values(), *(position.stance for position in self._unseen())]
        if len({text.casefold() for text in stances}) < len(stances):
            self.add_error(None, _("Two positions are the same. Change one of them."))
        for number in written:
            if self._key(number) and self._position(number) is None:
                self._tell_gone(number)
        for number in range(1, self.rows + 1):
            if cleaned.get(f"sentences_{number}") and number not in written:
                self.add_error(
                    f"stance_{number}",
                    _("Sentences are ticked for this position. Write it, or take the ticks away."),
                )
        if not any(cleaned.get(pick) for pick in self._pick_names()) and not self.errors.keys() & self._pick_names():
            self.add_error("sentences", _("Choose the sentences of the article it rests on."))
        return cleaned

    def _pick_names(self) -> set[str]:
        return {"sentences", *(f"sentences_{number}" for number in range(1, self.rows + 1))}

    def _key(self, number: int) -> str:
        return str(self.cleaned_data.get(f"position_{number}") or "")

    def _position(self, number: int) -> Position | None:
        """The stored position that the row was made for, or that says the same by now; None for a row of a new one."""
        if sent := self._key(number):
            return next((position for position in self.stored if position.pk == key_of(sent)), None)
        stance = self._stance(number).casefold()
        return next((position for position in self._stored_since() if position.stance.casefold() == stance), None)

    def _stored_since(self) -> list[Position]:
        """Positions that were stored after the page was made, also by the same card sent twice."""
        sent = {key_of(self._key(number)) for number in range(1, self.rows + 1)}
        return [position for position in self.stored if position.pk not in sent]

    def _unseen(self) -> list[Position]:
        """Those of them that are in no row: they stay as they are."""
        rows = [self._position(number) for number in range(1, self.rows + 1)]
        return [position for position in self._stored_since() if position not in rows]

    def _tell_gone(self, number: int) -> None:
        """Say that the position was taken away meanwhile; sent once more, the row is that of a new one."""
        self.add_error(
            f"stance_{number}",
            _("This position was taken away meanwhile. Empty it, or save again to add it anew."),
        )
        data = self.data.copy()  # type: ignore[attr-defined]  # what was sent
        data[f"position_{number}"] = ""
        self.data = data

    def _stance(self, number: int) -> str:
        return " ".join(str(self.cleaned_data.get(f"stance_{number}") or "").split())

    # --- what the page shows ------------------------------------------------------------------------------------------

    def positions(self) -> Iterator[forms.BoundField]:
        """The field of each position."""
        for number in range(1, self.rows + 1):
            yield self[f"stance_{number}"]

    def picks(self) -> list[Pick]:
        """What sentences of the article are ticked for: the whole debate, or one of its positions."""
        return [
            Pick.of(self["sentences"]),
            *(Pick.of(self[f"sentences_{number}"], number) for number in range(1, self.rows + 1)),
        ]

    # --- what is typed ------------------------------------------------------------------------------------------------

    def _filled(self) -> tuple[Question, DebateBrief]:
        for name in OWN:
            setattr(self.question, name, self.cleaned_data[name])
        for name in BRIEF:
            setattr(self.brief, name, self.cleaned_data[name])
        return self.question, self.brief

    def _sides(self) -> list[Side]:
        found = []
        for number in range(1, self.rows + 1):
            if stance := self._stance(number):
                position = self._position(number) or Position()
                position.stance = stance
                stored = self._evidence_of(position) if position.pk else []
                picked = set(self.cleaned_data[f"sentences_{number}"])
                if not self._key(number):
                    # One stored since: the page does not show what it rests on.
                    picked |= chosen(self.question.article, stored)
                found.append(Side(position, spans_of(self.question.article, picked, stored)))
        for position in self._unseen():
            found.append(Side(position, [(span.start, span.end) for span in self._evidence_of(position)]))
        return found

    def _spans(self, stored: list[Evidence]) -> list[tuple[int, int]]:
        return spans_of(self.question.article, self.cleaned_data["sentences"], stored)

    def change(self, *, editor: User) -> list["str | Promise"]:
        """Store the debate as it is typed; see reviewing.edit_debate."""
        question, brief = self._filled()
        spans = self._spans(self._evidence_of(None))
        return reviewing.edit_debate(question=question, brief=brief, editor=editor, sides=self._sides(), spans=spans)

    def add(self) -> Question:
        """Store the new debate as it is typed; see reviewing.write_debate."""
        question, brief = self._filled()
        spans = self._spans([])
        return reviewing.write_debate(question=question, brief=brief, sides=self._sides(), spans=spans)
