"""How the reader wants to read, for templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise

from quizzes.forms.reading import COOKIE, SETTINGS, read_settings

register = template.Library()

Choices = list[tuple[str, "str | Promise", list[tuple[str, "str | Promise", bool]]]]


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
            label,
            [(value, words, value == chosen.get(name, next(iter(values)))) for value, words in values.items()],
        )
        for name, (label, values) in SETTINGS.items()
    ]
