"""How the reader wants to read, and what is stored about them in words, for templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext

from quizzes.forms.reading import COOKIE, SETTINGS, read_settings
from quizzes.queries.own_data import LABELS

register = template.Library()

Choices = list[tuple[str, str, list[tuple[str, str, bool]]]]


@register.simple_tag(takes_context=True)
def reading_settings(context: Mapping[str, Any]) -> dict[str, str]:
    """What is unusual about how this device reads: setting -> value. Error pages know no request, and so no device."""
    request = context.get("request")
    return read_settings(request.COOKIES.get(COOKIE, "")) if request else {}


@register.simple_tag(takes_context=True)
def reading_choices(context: Mapping[str, Any]) -> Choices:
    """Every setting as (name, label, [(value, label, whether it is chosen)])."""
    chosen = reading_settings(context)
    return [
        (
            name,
            str(label),
            [(value, str(words), value == chosen.get(name, next(iter(values)))) for value, words in values.items()],
        )
        for name, (label, values) in SETTINGS.items()
    ]


@register.filter
def labelled(row: Mapping[str, Any]) -> list[tuple[Any, str, list[Any]]]:
    """The parts of a row of what is stored as (label, value in words, rows inside it); empty parts are left out."""
    found: list[tuple[Any, str, list[Any]]] = []
    for key, value in row.items():
        # No points are points: 0 is told.
        if value is False or value in (None, "", []):
            continue
        inner = value if isinstance(value, list) and isinstance(value[0], Mapping) else []
        found.append((LABELS[key], "" if inner else _in_words(value), inner))
    return found


def _in_words(value: Any) -> str:
    if value is True:
        return gettext("yes")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j M Y, H:i")
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(localize(value))
