"""Pasting an article, and asking for questions on it."""

from typing import Any, assert_never

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes import generator
from quizzes.generator.article import MAX_WORDS, MIN_WORDS, Problem
from quizzes.models import Article, Format, Kind

from .base import ModelForm

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


class ProposeForm(forms.Form):
    """What questions to ask the generator for."""

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
        )
