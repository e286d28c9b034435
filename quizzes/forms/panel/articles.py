"""Pasting an article, and asking for questions on it."""

from collections.abc import Mapping
from typing import Any, assert_never

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from quizzes import generator
from quizzes.forms.ranges import numbers, read_ranges
from quizzes.generator.article import MAX_WORDS, MIN_WORDS, Problem
from quizzes.models import Article, Format, GlossaryNote, Kind, Skill

from .base import ModelForm, RowFormSet

_EMPTY = _("There is no text. Paste the whole article.")
_BINARY = _(
    "This is not plain text; it looks like a file such as a PDF or a picture. "
    "Open the file, copy the words of the article and paste those."
)


def explain(error: generator.UnusableArticle) -> str:
    """Why a text cannot be used and what to do, in the teacher's language."""
    match error.problem:
        case Problem.EMPTY:
            return str(_EMPTY)
        case Problem.BINARY:
            return str(_BINARY)
        case Problem.TOO_SHORT:
            message = _(
                "The article has %(words)s words; good questions need at least %(limit)s. Paste the whole article."
            )
            return str(message % {"words": error.words, "limit": MIN_WORDS})
        case Problem.TOO_LONG:
            message = _("The article has %(words)s words; the limit is %(limit)s. Paste the part your class will read.")
            return str(message % {"words": f"{error.words:,}", "limit": f"{MAX_WORDS:,}"})
        case Problem.NOT_ENGLISH:
            return str(_("The article does not seem to be in English, the only language supported so far."))
        case _:
            assert_never(error.problem)


class ArticleForm(ModelForm[Article]):
    """An article as a teacher pastes it. The text stays in its field, whatever is wrong with it."""

    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
        help_text=_("Paste the words of the article, between %(least)s and %(most)s of them.")
        % {"least": MIN_WORDS, "most": f"{MAX_WORDS:,}"},
        error_messages={"required": _EMPTY, "null_characters_not_allowed": _BINARY},
    )
    url = forms.URLField(
        label=_("Web address"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    class Meta:
        model = Article
        fields = ["title", "text", "author", "publication", "published_on", "url", "rights_note"]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if text != self.instance.text:
            try:
                generator.prepare(text)
            except generator.UnusableArticle as error:
                raise forms.ValidationError(explain(error), code=error.problem) from error
        return text


class GlossaryForm(ModelForm[GlossaryNote]):
    """A word of the article and what it means."""

    class Meta:
        model = GlossaryNote
        fields = ["phrase", "note"]
        widgets = {"note": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article

    def clean_phrase(self) -> str:
        phrase = " ".join(self.cleaned_data["phrase"].split())
        if phrase.casefold() not in self.article.text.casefold():
            raise forms.ValidationError(
                _("“%(phrase)s” does not stand in the article. Copy it as it is written there."),
                params={"phrase": phrase},
            )
        return phrase


class GlossaryFormSet(RowFormSet[GlossaryNote, Article, GlossaryForm]):
    """The words of an article that are explained."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "article": self.instance}


MAX_FOCUS = 20
_DIFFICULTIES = {
    generator.Difficulty.EASY: _("easy"),
    generator.Difficulty.MEDIUM: _("medium"),
    generator.Difficulty.HARD: _("hard"),
}


class ProposeForm(forms.Form):
    """What questions to ask the generator for, and on which parts of the article."""

    count = forms.IntegerField(label=_("Reading questions"), min_value=0, max_value=50, initial=12)
    debates = forms.IntegerField(label=_("Debate questions"), min_value=0, max_value=10, initial=3)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=[(kind.value, Kind(kind).label) for kind in generator.Kind],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked means all."),
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=[(format_.value, Format(format_).label) for format_ in generator.Format],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked means all."),
    )
    skills = forms.MultipleChoiceField(
        label=_("Skills"),
        choices=[(skill.value, Skill(skill).label) for skill in generator.Skill],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked means all."),
    )
    difficulties = forms.MultipleChoiceField(
        label=_("Difficulty"),
        choices=[(step.value, label) for step, label in _DIFFICULTIES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("An estimate. None ticked means all."),
    )
    focus = forms.CharField(
        label=_("Words to ask about first"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("At most %(most)s, with commas between, such as: treaty, parliament.") % {"most": MAX_FOCUS},
    )
    leave_out = forms.CharField(
        label=_("Paragraphs to leave out"),
        max_length=200,
        required=False,
        help_text=_("Numbers and ranges, such as: 2, 5-7. No question will rest on these paragraphs."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, article: Article) -> None:
        super().__init__(data)
        self.paragraphs = article.paragraphs

    def first_fields(self) -> list[BoundField]:
        """What everybody sees."""
        return [self["count"], self["debates"]]

    def more_fields(self) -> list[BoundField]:
        """What is asked of those who want more say."""
        return [self[name] for name in ("kinds", "formats", "skills", "difficulties", "focus", "leave_out")]

    @property
    def more_is_used(self) -> bool:
        """Whether something was chosen among `more_fields`."""
        return any(field.data for field in self.more_fields())

    def clean_focus(self) -> tuple[str, ...]:
        words = [" ".join(word.split()) for word in self.cleaned_data["focus"].split(",")]
        # Each word once, as it was first written.
        once = {word.casefold(): word for word in reversed(words) if word}
        if len(once) > MAX_FOCUS:
            raise forms.ValidationError(
                _("Write at most %(most)s words; these are %(count)s."),
                params={"most": MAX_FOCUS, "count": len(once)},
            )
        return tuple(reversed(once.values()))

    def clean_leave_out(self) -> tuple[int, ...]:
        typed = self.cleaned_data["leave_out"]
        if not typed:
            return ()
        try:
            ranges = read_ranges(typed)
        except ValueError as error:
            raise forms.ValidationError(_("Write numbers and ranges with commas between, such as: 2, 5-7.")) from error
        most = len(self.paragraphs)
        for number in (number for span in ranges for number in span):
            if not 1 <= number <= most:
                raise forms.ValidationError(
                    _("There is no paragraph %(number)s; the article has paragraphs 1 to %(most)s."),
                    params={"number": number, "most": most},
                )
        found = numbers(ranges)
        if len(found) == most:
            raise forms.ValidationError(_("That leaves out the whole article. Keep at least one paragraph."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("count") == 0 and cleaned.get("debates") == 0:
            raise forms.ValidationError(_("Ask for at least one question."))
        return cleaned

    def options(self, seed: int) -> generator.Options:
        """The generator's options for what was asked."""
        return generator.Options(
            count=self.cleaned_data["count"],
            kinds=tuple(generator.Kind(kind) for kind in self.cleaned_data["kinds"]),
            formats=tuple(generator.Format(format_) for format_ in self.cleaned_data["formats"]),
            debates=self.cleaned_data["debates"],
            seed=seed,
            skills=tuple(generator.Skill(skill) for skill in self.cleaned_data["skills"]),
            difficulties=tuple(generator.Difficulty(step) for step in self.cleaned_data["difficulties"]),
            focus=self.cleaned_data["focus"],
            leave_out=self.cleaned_data["leave_out"],
        )
