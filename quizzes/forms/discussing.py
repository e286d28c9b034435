"""What students send in a debate: a stance, an argument or a reply with its quotes, and a report."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.models import Discussion, Move, PendingEdit, Position, Post
from quizzes.models.discussions import LONGEST_POST
from quizzes.queries.sentences import Sentence
from quizzes.services.discussing import LONGEST_REASON, Places, Words

from .student import LAST_SEQUENCE

SCALE = (
    (1, _("Strongly against")),
    (2, _("Against")),
    (3, _("Undecided")),
    (4, _("For")),
    (5, _("Strongly for")),
)

MOVES = (
    (Move.RESTATE, _("Restate – their argument in your own words, so fairly that they say “that is what I meant”")),
    (Move.AGREE, _("Agree and add – give another reason or more evidence")),
    (Move.CHALLENGE, _("Challenge – say what is wrong or missing, and why")),
    (Move.ASK, _("Ask – a question the writer has to think about")),
    (Move.CONNECT, _("Connect – say it in your own words and tie it to another idea")),
    (Move.GROUND, _("Common ground – what both sides can accept, and what is still open")),
)

TEXTS = ("claim", "reasoning", "counterclaim")


class AnswerForm(forms.Form):
    """Whether a restatement is what was meant, and what is missing where it is not."""

    answer = forms.ChoiceField(choices=[("meant", ""), ("not_quite", "")])
    missing = forms.CharField(required=False, strip=True)
    sequence = forms.IntegerField(min_value=0, max_value=LAST_SEQUENCE)


class StanceForm(forms.Form):
    """A place on the scale, before or after."""

    moment = forms.ChoiceField(choices=[("before", ""), ("after", "")])
    value = forms.TypedChoiceField(choices=SCALE, coerce=int)


class ReportForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.CharField(max_length=LONGEST_REASON, strip=True)


class PostForm(forms.Form):
    """The fields of an argument or of a reply, with the sentences it quotes and the number of the save it was made at.

    Nothing is required here: a draft may be unfinished, and the service says what a post lacks.
    """

    claim = forms.CharField(required=False, strip=False, max_length=LONGEST_POST)
    reasoning = forms.CharField(required=False, strip=False, max_length=LONGEST_POST)
    counterclaim = forms.CharField(required=False, strip=False, max_length=LONGEST_POST)
    move = forms.ChoiceField(required=False, choices=MOVES)
    position = forms.ModelChoiceField(Position.objects.none(), required=False)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=LAST_SEQUENCE, widget=forms.HiddenInput)

    def __init__(
        self,
        discussion: Discussion,
        sentences: Iterable[Iterable[Sentence]],
        *,
        post: Post | PendingEdit | None = None,
        moves: Collection[str] | None = None,
        data: QueryDict | None = None,
    ) -> None:
        self.sentences = [list(paragraph) for paragraph in sentences]
        self.is_reply = moves is not None
        self.moves = [(move, label) for move, label in MOVES if move in (moves or ())]
        self.stored = post
        self.sent = QueryDict() if data is None else data
        super().__init__(data, initial=_stored(post))
        self.has_positions = not self.is_reply and discussion.activity == Discussion.Activity.BOARD
        self._dress(discussion)

    def _dress(self, discussion: Discussion) -> None:
        """Labels and sizes as this post asks for them; fields it has no use for go."""
        if self.is_reply:
            del self.fields["reasoning"], self.fields["counterclaim"]
            self._area("claim", _("Your reply"), "", 5)
            self.fields["move"].label = _("What does your reply do?")
            self.fields["move"].widget = forms.RadioSelect(choices=self.moves)
        else:
            del self.fields["move"]
            self._area("claim", _("Claim"), _("What you think, in a sentence or two."), 2)
            self._area("reasoning", _("Reasoning"), _("Why: how the sentences you quote support your claim."), 5)
            self._area(
                "counterclaim",
                _("Counterclaim"),
                _("What somebody could say against it, and what you answer. You can leave this empty."),
                3,
            )
        if not self.has_positions:
            del self.fields["position"]
            return
        position = self.fields["position"]
        assert isinstance(position, forms.ModelChoiceField)
        position.queryset = Position.objects.filter(brief__question=discussion.question_id)
        position.empty_label = _("none of these")
        position.label = _("Which position is nearest to yours?")

    def _area(self, name: str, label: Any, help_text: Any, rows: int) -> None:
        field = self.fields[name]
        field.label, field.help_text = label, help_text
        field.widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_POST})

    @property
    def cited(self) -> set[str]:
        """The keys of the sentences ticked."""
        if self.is_bound:
            return set(self.sent.getlist("cite"))
        if self.stored is None:
            return set()
        return {f"{start}-{end}" for start, end in self.stored.places}

    @property
    def chips(self) -> list[Sentence]:
        """The sentences ticked, in the order of the article."""
        cited = self.cited
        return [one for paragraph in self.sentences for one in paragraph if one.key in cited]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["places"] = read_places(self.sent.getlist("cite"))
        return cleaned

    @property
    def words(self) -> Words:
        """What was written, for the service."""
        cleaned = self.cleaned_data
        texts = {name: cleaned.get(name) or "" for name in TEXTS}
        return Words(**texts, move=cleaned.get("move") or "", position=cleaned.get("position"))

    @property
    def places(self) -> Places:
        """Where the sentences ticked stand."""
        found: Places = self.cleaned_data["places"]
        return found

    @property
    def next_sequence(self) -> int:
        """The number of the save that comes after the one the page was made at."""
        return (self.cleaned_data.get("sequence") or 0) + 1

    def says_the_same(self, post: Post | PendingEdit) -> bool:
        """Whether what was sent is what is stored."""
        words = self.words
        texts = all(getattr(words, name).replace("\r\n", "\n") == getattr(post, name) for name in TEXTS)
        position = not self.has_positions or (words.position.pk if words.position else None) == post.position_id
        cited = post.places == set(self.places)
        return texts and position and cited and words.move == post.move

    def again(self, sequence: int) -> QueryDict:
        """What was sent, its number brought up to that of what is stored."""
        data = self.sent.copy()
        data["sequence"] = str(sequence)
        return data


def _stored(post: Post | PendingEdit | None) -> dict[str, Any]:
    if post is None:
        return {"sequence": 0}
    return {
        **{name: getattr(post, name) for name in TEXTS},
        "move": post.move,
        "position": post.position_id,
        "sequence": post.sequence,
    }


def read_places(keys: Iterable[str]) -> set[tuple[int, int]]:
    """The places that keys such as "10-42" name; a key of another shape names a place that no sentence has."""
    found = set()
    for key in keys:
        start, _dash, end = key.partition("-")
        fits = all(part.isascii() and part.isdecimal() and len(part) < 9 for part in (start, end))
        found.add((int(start), int(end)) if fits else (-1, -1))
    return found


def read_draft(body: bytes) -> tuple[dict[str, str], set[tuple[int, int]], int]:
    """The fields, the sentences quoted and the sequence number of an autosave. Raises ValueError for anything else."""
    sent = json.loads(body)
    if not isinstance(sent, Mapping):
        raise ValueError("not an object")
    fields, cite, sequence = sent.get("fields"), sent.get("cite"), sent.get("sequence")
    if not isinstance(fields, Mapping) or not set(fields) <= {*TEXTS, "move", "position"}:
        raise ValueError("not the fields of a post")
    if not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("not text")
    if not isinstance(cite, list) or not all(isinstance(key, str) for key in cite):
        raise ValueError("not sentences")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or not 0 < sequence <= LAST_SEQUENCE:
        raise ValueError("not a sequence number")
    return dict(fields), read_places(cite), sequence


def words_from(fields: Mapping[str, str], discussion: Discussion) -> Words:
    """The words of an autosave. Raises ValueError for a position the debate does not have."""
    key = fields.get("position", "")
    position = None
    if key:
        positions = Position.objects.filter(brief__question=discussion.question_id)
        position = positions.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() else None
        if position is None:
            raise ValueError("not a position of this debate")
    return Words(**{name: fields.get(name, "") for name in TEXTS}, move=fields.get("move", ""), position=position)
