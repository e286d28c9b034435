"""A class and the places in it."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Classroom, Enrollment

from .base import ModelForm


def time_zones() -> list[tuple[str, str]]:
    """The time zones people live in, by name."""
    places = (
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(places))]


class ClassroomForm(ModelForm[Classroom]):
    """A class: its name and its time zone."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Dates of this class are shown in this zone.")
    )

    class Meta:
        model = Classroom
        fields = ["name", "time_zone", "teachers"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance.time_zone
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)
        if stored not in dict(time_zones()):
            zones.choices = [(stored, stored), *time_zones()]


class EnrollmentForm(ModelForm[Enrollment]):
    """A student's place: their extra time."""

    class Meta:
        model = Enrollment
        fields = ["extra_time_percent"]
