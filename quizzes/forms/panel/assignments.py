"""Giving a quiz to a class."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Classroom, Enrollment, Override, Quiz, User
from quizzes.services import assigning

from .base import DayInput, LocalDateTimeInput, ModelForm, RowFormSet

DAYS_TO_DUE = 7


def in_a_week() -> date:
    """A week from today."""
    return timezone.localdate() + timedelta(days=DAYS_TO_DUE)


class AssignmentForm(ModelForm[Assignment]):
    """When an assignment opens, is due and closes, and its rules. Times are read in the zone that is active."""

    opens_at = forms.DateTimeField(
        label=_("Opens"), widget=LocalDateTimeInput, required=False, help_text=_("Empty: now.")
    )

    class Meta:
        model = Assignment
        fields = [
            "quiz",
            "classroom",
            "opens_at",
            "due_at",
            "closes_at",
            "time_limit_minutes",
            "attempts_allowed",
            "grading_method",
            "shuffle_items",
            "shuffle_choices",
            "release",
        ]

    def clean_opens_at(self) -> Any:
        return self.cleaned_data["opens_at"] or self.instance.opens_at or timezone.now()

    def clean_quiz(self) -> Quiz:
        quiz: Quiz = self.cleaned_data["quiz"]
        if not quiz.items.exists():
            raise forms.ValidationError(assigning.EMPTY_QUIZ)
        return quiz


class GiveQuizForm(forms.Form):
    """A quiz for a class in one step; who has no class yet names one here."""

    new_class = forms.CharField(
        label=_("Name of your class"),
        max_length=120,
        help_text=_("You have no class yet, so one is made. Its students come next."),
    )
    classroom: "forms.ModelChoiceField[Classroom]" = forms.ModelChoiceField(
        label=_("Class"), queryset=Classroom.objects.none(), empty_label=_("Choose a class")
    )
    due_on = forms.DateField(
        label=_("Due at the end of"),
        widget=DayInput,
        initial=in_a_week,
        help_text=_("Open from now on; students see their results after that day."),
    )

    def __init__(self, data: Any = None, *, classrooms: QuerySet[Classroom]) -> None:
        super().__init__(data, auto_id="give_%s")
        own = list(classrooms[:2])
        del self.fields["classroom" if not own else "new_class"]
        if own:
            field = self.fields["classroom"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = classrooms
            if len(own) == 1:
                field.empty_label = None


class OverrideForm(ModelForm[Override]):
    """One student's exception."""

    class Meta:
        model = Override
        fields = ["student", "opens_at", "due_at", "closes_at", "attempts_allowed"]

    def __init__(self, *args: Any, students: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "student" in self.fields:
            offered = self.fields["student"]
            assert isinstance(offered, forms.ModelChoiceField)
            offered.queryset = students
            # Read once for all rows; a ModelChoiceField would ask anew for each.
            offered.choices = [("", "---------"), *((one.pk, str(one)) for one in students)]


class OverrideFormSet(RowFormSet[Override, Assignment, OverrideForm]):
    """The exceptions to an assignment."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "students": self._students}

    @cached_property
    def _students(self) -> QuerySet[User]:
        places = Enrollment.objects.filter(classroom=self.instance.classroom_id)
        return User.objects.filter(enrollments__in=places).order_by("username")
