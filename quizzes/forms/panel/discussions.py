"""Giving a debate to a class, splitting the class, moderating and marking."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from quizzes.models import Discussion, Question
from quizzes.services import debating

from .base import LinesField, LocalDateTimeInput, ModelForm, key_of

DAYS_TO_DUE = 7


def in_a_week() -> datetime:
    """Eight in the evening a week from today, on whatever clock the form is read by."""
    return datetime.combine(timezone.localdate() + timedelta(days=DAYS_TO_DUE), time(20))


def groups_field() -> forms.IntegerField:
    """Into how many groups a class is split."""
    return forms.IntegerField(
        label=_("Number of groups"),
        min_value=1,
        max_value=debating.MOST_GROUPS,
        initial=1,
        help_text=_("1: the whole class on one board. More: by chance and evenly; you can move students afterwards."),
    )


class DiscussionForm(ModelForm[Discussion]):
    """What students do in a debate and when. Times are read in the zone that is active."""

    opens_at = forms.DateTimeField(
        label=_("Opens"), widget=LocalDateTimeInput, required=False, help_text=_("Empty: now.")
    )

    class Meta:
        model = Discussion
        fields = [
            "question",
            "classroom",
            "activity",
            "instructions",
            "opens_at",
            "due_at",
            "closes_at",
            "post_first",
            "anonymous",
            "minimum_replies",
            "rubric",
            "peers",
        ]
        widgets = {"instructions": forms.Textarea(attrs={"rows": 3}), "activity": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peers"].required = False
        for name in ("question", "classroom", "rubric"):
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ModelChoiceField) and field.queryset is not None
                self._offer(name, field)

    def _offer(self, name: str, field: forms.ModelChoiceField[Any]) -> None:
        assert field.queryset is not None
        if name == "question":
            field.help_text = _("Only approved debate questions are listed.")
            field.queryset = field.queryset.filter(kind="debate", status=Question.Status.APPROVED)
        elif name == "classroom" and field.queryset.count() == 1:
            self.initial.setdefault(name, field.queryset.get().pk)
        elif name == "rubric" and self.instance._state.adding:
            ready_made = field.queryset.filter(owner__isnull=True).first()
            self.initial.setdefault(name, ready_made.pk if ready_made else None)

    def clean_peers(self) -> int:
        return self.cleaned_data["peers"] or 0

    def clean_opens_at(self) -> Any:
        return self.cleaned_data["opens_at"] or self.instance.opens_at or timezone.now()


class GiveForm(DiscussionForm):
    """A new debate in class, with the number of groups."""

    groups = groups_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_at", in_a_week())
        self._suggest_activity()

    def _suggest_activity(self) -> None:
        asked = key_of(self.initial.get("question"))
        offered = self.fields["question"]
        assert isinstance(offered, forms.ModelChoiceField) and offered.queryset is not None
        question = offered.queryset.filter(pk=asked).select_related("brief").first()
        if brief := getattr(question, "brief", None):
            self.initial["activity"] = brief.suits
            self.fields["activity"].help_text = _suggestion(brief.activity)


def _suggestion(activity: str) -> str:
    # The panel shows a field's help as it stands.
    return escape(_("The debate's brief suggests: %(activity)s") % {"activity": activity}) if activity else ""


class SplitForm(forms.Form):
    """Into how many groups the class is split anew."""

    groups = groups_field()


class ReasonForm(forms.Form):
    """Why a post is hidden."""

    reason = forms.CharField(label=_("Why you hide it (the student sees this)"), max_length=500)


class HeldWordsForm(forms.Form):
    """The words that hold a post of a class."""

    words = LinesField(
        label=_("Words"),
        help_text=_("One a line. A post with one of them waits for you before classmates see it."),
        max_length=60,
        required=False,
    )
