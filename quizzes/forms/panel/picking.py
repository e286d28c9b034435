"""Picking sentences of an article as evidence, by tick boxes beside its text."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from quizzes.models import Article
from quizzes.queries.sentences import sentences


class SentencesField(forms.MultipleChoiceField):
    """Sentences of the article, by their places."""

    default_error_messages = {
        "required": _("Choose the sentences of the article it rests on."),
        "invalid_choice": _("Choose the sentences of the article it rests on."),
    }

    def __init__(self, article: Article, **kwargs: Any) -> None:
        keys = [sentence.key for paragraph in sentences(article.text) for sentence in paragraph]
        super().__init__(choices=[(key, key) for key in keys], **kwargs)


@dataclass(frozen=True, slots=True)
class Pick:
    """What sentences are ticked for: the field they are sent as, those ticked so far, a position's number if any."""

    name: str
    ticked: frozenset[str]
    number: int | None = None

    @classmethod
    def of(cls, field: BoundField, number: int | None = None) -> "Pick":
        return cls(field.html_name, frozenset(field.value() or ()), number)
