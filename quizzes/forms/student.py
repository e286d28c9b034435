"""What students send: joining a class, and the answers of an attempt."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.template.defaultfilters import truncatewords
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quizzes.generator import BLANK
from quizzes.models import Format, Response, User
from quizzes.queries.progress import unfinished
from quizzes.queries.reading import paragraphs_named
from quizzes.services.attempting import fitting_answer
from quizzes.services.citing import fitting_citations
from quizzes.services.grading import plain
from quizzes.services.refusal import Refusal

from .reading import read_place

LAST_SEQUENCE = 2**53
# As far as a position goes in the database.
LAST_POSITION = 2**15 - 1


def _helper(button: "str | Promise") -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("go", button, css_class="btn-lg"))
    return helper


class CodeForm(forms.Form):
    """A join code: all that a student who is logged in needs for another class."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=40,
        help_text=_("Ten letters and numbers from your teacher, for example ABCDE-23456. Capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Join"))


class JoinForm(CodeForm):
    """A join code and the account to make."""

    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=30,
        validators=[User.username_validator],
        help_text=_("Your teacher sees it. Letters, numbers and . - _ without spaces; do not use your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 8 characters; three words in a row are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and "password_again" in cleaned and cleaned["password"] != cleaned["password_again"]:
            self.add_error("password_again", _("The two passwords are not the same. Type both again."))
        return cleaned


class NicknameForm(forms.Form):
    """Another nickname."""

    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=30,
        validators=[User.username_validator],
        help_text=_("You log in with it, and your teacher sees it. Letters, numbers and . - _ without spaces."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Change nickname"))


class LogInForm(AuthenticationForm):
    """Name and password, for students and teachers alike."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("This name and password do not fit together. Check both; capitals matter in the password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Nickname")

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Log in"))


class NewPasswordForm(PasswordChangeForm):
    """The old password and a new one."""

    @property
    def helper(self) -> FormHelper:
        return _helper(_("Change password"))


class AnswerField(forms.CharField):
    """An answer as the page posts it; what it may be is the service's to say."""

    def __init__(self, response: Response, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.response = response

    def clean(self, value: Any) -> dict[str, str]:
        key = Format(self.response.shown["format"]).answer_key
        try:
            return fitting_answer(self.response, {key: super().clean(value)})
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal


class ManyInput(forms.Widget):
    """As many fields of one name as there are: a place for each event as shown, or a box for each sentence."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        found: list[str] = data.getlist(name)
        return found


class PlacesField(AnswerField):
    """The places a student gave the events; "" or 0 is none."""

    widget = ManyInput

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        # What is no number is no place of this question, which the service says.
        return [int(place) if re.fullmatch(r"[0-9]{1,3}", place) else -1 if place else 0 for place in map(str, value)]


class CitedField(forms.Field):
    """The sentences ticked as proof of an answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(required=False, widget=ManyInput())
        self.response = response

    def clean(self, value: Any) -> list[list[int]]:
        try:
            return fitting_citations(self.response, [read_place(place) for place in value])
        except ValueError as error:
            raise ValidationError(_("These sentences are not understood. Choose again.")) from error
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal


PLACES = (_("1st"), _("2nd"), _("3rd"), _("4th"), _("5th"))


@dataclass(frozen=True, slots=True)
class Event:
    """One event of an ordering question as the page asks for its place, and the places to choose from as options."""

    id: str
    text: str
    options: SafeString


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the page: what was shown, what stands in its fields, and another window's answer if there is one.

    `typed` is the answer as it stands in its field, which has this `name` and `id`; an order stands in `events`, and
    `lacks` what it lacks as it is stored. `cited` are the sentences ticked, as the page's boxes name them; `paragraphs`
    are those that the question itself names. What is told more than once is worked out once: a class opens its pages
    together, and a template looks each name up anew.
    """

    response: Response
    number: int
    heading: str
    label: SafeString
    short: str
    worth: str
    format: Format
    name: str
    id: str
    typed: str
    choices: list[tuple[str, str, str, bool]]
    events: list[Event]
    lacks: "str | Promise"
    sequence: Any
    flagged: bool
    cited: list[str]
    errors: Sequence[str] | ErrorList
    cites_errors: Sequence[str] | ErrorList
    conflict: bool
    paragraphs: list[int]

    @property
    def section(self) -> dict[str, str] | None:
        """The heading and instructions that stand before the question."""
        found: dict[str, str] | None = self.response.shown.get("section")
        return found

    @property
    def brief(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.response.shown.get("brief")
        return found

    @property
    def cites(self) -> bool:
        """Whether the sentences are asked for that prove the answer."""
        return bool(self.response.shown.get("cite"))

    @property
    def rows(self) -> int:
        """The lines that there are for the answer; 0 for a word."""
        return {Format.SHORT_ANSWER: 2, Format.WRITTEN: 10}.get(self.format, 0)

    @property
    def wrong(self) -> bool:
        """Whether something of it is not saved."""
        return self.conflict or bool(self.errors) or bool(self.cites_errors)


class AttemptForm(forms.Form):
    """All questions of an attempt in one form, each with the sequence number of the answer it was made with."""

    def __init__(
        self,
        responses: Iterable[Response],
        data: QueryDict | None = None,
        conflicts: frozenset[int] = frozenset(),
        *,
        text: str = "",
    ) -> None:
        """`text` is that of the article, in which the paragraphs are that stems name."""
        self.responses = list(responses)
        self.conflicts = conflicts
        self.text = text
        super().__init__(data, initial=_stored(self.responses))
        if data is None:
            # Only what was sent needs fields to read it; ten questions have some forty.
            return
        for response in self.responses:
            self.fields[f"flag-{response.pk}"] = forms.BooleanField(required=False)
            if response.shown.get("cite"):
                self.fields[f"cited-{response.pk}"] = CitedField(response)
            is_ordering = response.shown["format"] == Format.ORDERING
            self.fields[f"answer-{response.pk}"] = PlacesField(response) if is_ordering else AnswerField(response)
            self.fields[f"sequence-{response.pk}"] = forms.IntegerField(
                required=False, min_value=0, max_value=LAST_SEQUENCE
            )

    @cached_property
    def questions(self) -> list[Asked]:
        """The questions in order, for the page."""
        return list(self._questions())

    def _questions(self) -> Iterator[Asked]:
        language = get_language() or "en"
        heading = gettext("Question %(number)s of %(all)s")
        for response in self.responses:
            name, shown = f"answer-{response.pk}", response.shown
            format_, value = Format(shown["format"]), self._standing(name)
            lacks = unfinished(response)
            yield Asked(
                response=response,
                number=response.position,
                heading=heading % {"number": response.position, "all": len(self.responses)},
                label=_label(response.position, shown["stem"], format_, language),
                short=_short(shown["stem"]),
                worth=_worth(response.points_possible),
                format=format_,
                name=name,
                id=f"id_{name}",
                typed="" if format_.is_ordered else str(value or ""),
                choices=(
                    [
                        (f"id_{name}_{place}", one["id"], one["text"], one["id"] == value)
                        for place, one in enumerate(shown["choices"])
                    ]
                    if format_.has_choices
                    else []
                ),
                events=_events(name, shown["choices"], value) if format_.is_ordered else [],
                lacks=lacks.label if lacks else "",
                sequence=self._standing(f"sequence-{response.pk}"),
                flagged=self._standing(f"flag-{response.pk}"),
                cited=[str(place) for place in self._standing(f"cited-{response.pk}") or ()]
                if shown.get("cite")
                else [],
                errors=self.errors.get(name, ()),
                cites_errors=self.errors.get(f"cited-{response.pk}", ()),
                conflict=response.pk in self.conflicts,
                paragraphs=paragraphs_named(shown["stem"], self.text),
            )

    def _standing(self, name: str) -> Any:
        """What stands in the field: what was sent, else what is stored."""
        return self[name].value() if self.is_bound else self.initial[name]

    def answers(self) -> dict[int, tuple[dict[str, Any], int]]:
        """Response key -> (answer, sequence number) of every answer that came and fits its question."""
        return {
            response.pk: (
                self.cleaned_data[f"answer-{response.pk}"],
                self.cleaned_data.get(f"sequence-{response.pk}") or 0,
            )
            for response in self.responses
            if f"answer-{response.pk}" in self.cleaned_data and f"cited-{response.pk}" not in self.errors
        }

    def cited(self) -> dict[int, list[list[int]]]:
        """Response key -> the sentences that came as proof of its answer."""
        return {response.pk: self.cleaned_data.get(f"cited-{response.pk}", []) for response in self.responses}

    def flagged(self) -> dict[int, bool]:
        """Response key -> whether to come back to it; nothing from a page that did not ask."""
        if "flags" not in self.data:
            return {}
        return {response.pk: self.cleaned_data[f"flag-{response.pk}"] for response in self.responses}

    def unsaved(self) -> list[tuple[Response, str]]:
        """The answers that came and are not what is stored, in words, each with the sentences that came as its proof.

        For a form that came too late.
        """
        self.is_valid()
        cited = self.cited()
        rows = []
        for response in self.responses:
            words, proof = self._as_sent(response), cited[response.pk]
            stored = self.cleaned_data.get(f"answer-{response.pk}") == response.answer
            if stored and proof == response.cited and f"cited-{response.pk}" not in self.errors:
                continue
            if proof:
                sentences = " … ".join(self.text[start:end] for start, end in proof)
                words = f"{words}\n{gettext('Sentences chosen: {list}').format(list=sentences)}".strip()
            if words:
                rows.append((response, words))
        return rows

    def _as_sent(self, response: Response) -> str:
        """The answer that came, in words; one that was refused as it was typed, an order by its places."""
        name = f"answer-{response.pk}"
        if name in self.cleaned_data:
            return Response(shown=response.shown, answer=self.cleaned_data[name]).answer_text
        if Format(response.shown["format"]).has_choices:
            return ""
        sent = self._standing(name)
        return ", ".join(sent) if isinstance(sent, list) else str(sent or "")

    def again(self, responses: Iterable[Response], conflicts: frozenset[int]) -> "AttemptForm":
        """The form as it is stored now, and what was not saved as it was typed.

        A conflict is shown, so that what stands here may be put over it: its sequence number is brought up to what is
        stored. An answer that was refused keeps the number it came with: another window may have saved meanwhile.
        """
        data = QueryDict(mutable=True)
        data.update(self.data)
        stored = list(responses)
        refused = {one.pk for one in stored if {f"answer-{one.pk}", f"cited-{one.pk}"} & set(self.errors)}
        for name, value in _stored([one for one in stored if one.pk not in refused]).items():
            field, _dash, pk = name.partition("-")
            if field == "sequence" or int(pk) not in conflicts:
                data.setlist(name, value if isinstance(value, list) else [value] if value != "" else [])
        return AttemptForm(stored, data, conflicts, text=self.text)


def _stored(responses: Iterable[Response]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for response in responses:
        values[f"answer-{response.pk}"] = response.answer.get(Format(response.shown["format"]).answer_key, "")
        values[f"sequence-{response.pk}"] = response.sequence
        values[f"flag-{response.pk}"] = response.flagged
        values[f"cited-{response.pk}"] = [f"{start}-{end}" for start, end in response.cited]
    return values


_TASKS = {
    Format.TRUE_FALSE: _("True or false?"),
    Format.CLOZE: _("Fill the gap."),
    Format.ORDERING: _("Put in order: choose a place for each event."),
}


# What is the same for everybody with the question is kept for those who open it next, by everything that stands in it.
@lru_cache(maxsize=512)
def _short(stem: str) -> str:
    """The first words of a question, for the list of all."""
    return truncatewords(stem, 12)


def _label(position: int, stem: str, format_: Format, language: str) -> SafeString:
    """The question with its number; a gap is seen as a line and heard as a word."""
    return _labelled(position, stem, str(_TASKS.get(format_, "")), gettext("(gap)"), language)


@lru_cache(maxsize=512)
def _labelled(position: int, stem: str, task: str, gap_word: str, language: str) -> SafeString:
    before, gap, after = stem.partition(BLANK)
    return format_html(
        '{}<span lang="en" dir="auto">{}. {}{}{}</span>',
        format_html('<span class="task">{}</span>', task) if task else "",
        position,
        before,
        format_html(
            '<span class="gap" aria-hidden="true"></span><span class="visually-hidden" lang="{}">{}</span>',
            language,
            gap_word,
        )
        if gap
        else "",
        after,
    )


def _events(name: str, choices: Sequence[Mapping[str, str]], given: Any) -> list[Event]:
    places = [*map(str, given or ()), *[""] * len(choices)]
    words = tuple(str(word) for word in PLACES[: len(choices)])
    return [
        Event(f"id_{name}_{number}", choice["text"], _options(words, places[number]))
        for number, choice in enumerate(choices)
    ]


@lru_cache(maxsize=512)
def _options(places: tuple[str, ...], place: str) -> SafeString:
    """The places there are for an event, and none; the one chosen that it has."""
    return format_html(
        '<option value="">–</option>{}',
        format_html_join(
            "",
            '<option value="{}" {}>{}</option>',
            (
                (number, "selected" if str(number) == place else "", words)
                for number, words in enumerate(places, start=1)
            ),
        ),
    )


def _worth(points: Decimal) -> str:
    return ngettext("%(points)s point", "%(points)s points", 1 if points == 1 else 2) % {"points": plain(points)}


def read_save(body: bytes) -> tuple[dict[str, Any], int, list[list[int]] | None]:
    """The answer, sequence number and cited sentences (None: not said) of an autosave.

    Raises ValueError when the body is not one.
    """
    sent = json.loads(body)
    if not isinstance(sent, Mapping):
        raise ValueError("not an object")
    answer, sequence, cited = sent.get("answer"), sent.get("sequence"), sent.get("cited")
    if not isinstance(answer, Mapping) or not all(_is_part(key, value) for key, value in answer.items()):
        raise ValueError("not an answer")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or not 0 < sequence <= LAST_SEQUENCE:
        raise ValueError("not a sequence number")
    if cited is not None and not (isinstance(cited, list) and all(_are_numbers(span) for span in cited)):
        raise ValueError("not places in a text")
    return dict(answer), sequence, cited


def read_flag(body: bytes) -> bool:
    """Whether a question is to be come back to. Raises ValueError when the body does not say."""
    sent = json.loads(body)
    if not isinstance(sent, Mapping) or not isinstance(sent.get("flagged"), bool):
        raise ValueError("not a flag")
    return bool(sent["flagged"])


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(part) is int for part in value)


def read_ping(body: bytes) -> tuple[int | None, int]:
    """The position an open page is on (None: none yet) and its last message's key. Raises ValueError for no ping."""
    sent = json.loads(body)
    if not isinstance(sent, Mapping):
        raise ValueError("not an object")
    position, after = sent.get("position"), sent.get("after")
    if position is not None and (type(position) is not int or not 0 < position <= LAST_POSITION):
        raise ValueError("not a position")
    if type(after) is not int or not 0 <= after <= LAST_SEQUENCE:
        raise ValueError("not the key of a message")
    return position, after


def _is_part(key: str, value: object) -> bool:
    """Whether the value is of the sort an answer has under this key: places are whole numbers, all else is text."""
    if key == "places":
        return _are_numbers(value)
    return isinstance(value, str)
