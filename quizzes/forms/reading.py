"""What students send beside an article: highlights, and how they want to read."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import Highlight

COOKIE = "reading"
A_YEAR = 365 * 24 * 60 * 60

_PLACE = re.compile(r"(\d{1,7})-(\d{1,7})")

# Setting -> (its name, value -> label); the first value is the usual one.
SETTINGS: Final[dict[str, tuple["str | Promise", dict[str, "str | Promise"]]]] = {
    "size": (_("Text size"), {"m": _("normal"), "s": _("small"), "l": _("large"), "xl": _("very large")}),
    "spacing": (_("Space between lines"), {"m": _("normal"), "l": _("wide"), "xl": _("very wide")}),
    "width": (_("Length of lines"), {"m": _("normal"), "s": _("short"), "l": _("as long as there is room")}),
    "theme": (
        _("Colours"),
        {
            "device": _("as the device"),
            "light": _("light"),
            "dark": _("dark"),
            "sepia": _("sepia"),
            "contrast": _("high contrast"),
        },
    ),
}


def read_place(text: str) -> tuple[int, int]:
    """The place a page sends for a sentence or words: "12-40". Raises ValueError for anything else."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise ValueError("not a place")
    return int(match[1]), int(match[2])


def read_settings(cookie: str) -> dict[str, str]:
    """How this device reads, from its cookie ("size=l&theme=dark"): what is unusual and known."""
    pairs = dict(part.partition("=")[::2] for part in cookie.split("&"))
    return {name: pairs[name] for name, (_label, values) in SETTINGS.items() if pairs.get(name) in list(values)[1:]}


def written_settings(chosen: Mapping[str, Any]) -> str:
    """The cookie of what was chosen; "" for the usual."""
    sent = "&".join(f"{name}={chosen.get(name, '')}" for name in SETTINGS)
    return "&".join(f"{name}={value}" for name, value in read_settings(sent).items())


class HighlightForm(forms.Form):
    """Words of the article to mark, in a colour and perhaps with a note."""

    place = forms.CharField(error_messages={"required": _("Choose words of the article first.")})
    colour = forms.ChoiceField(choices=Highlight.Colour.choices, required=False)
    quick = forms.ChoiceField(choices=Highlight.Colour.choices, required=False)
    note = forms.CharField(required=False)
    # From the form that shows no earlier note: an empty one then takes none away.
    new = forms.BooleanField(required=False)

    def clean_place(self) -> tuple[int, int]:
        try:
            return read_place(self.cleaned_data["place"])
        except ValueError as error:
            raise forms.ValidationError(_("Choose words of the article first.")) from error

    @property
    def picked(self) -> str:
        """The colour: that of the button over the selected words, else that of the form."""
        return str(self.cleaned_data["quick"] or self.cleaned_data["colour"] or Highlight.Colour.YELLOW)

    @property
    def problem(self) -> str:
        """What is wrong, in words."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
