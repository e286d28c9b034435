"""Giving a quiz to a class."""

from collections.abc import Sequence
from copy import copy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Classroom, Quiz
from quizzes.queries.dates import Touched, fingerprint, touched_by_change
from quizzes.services import assigning

from .base import DayInput, LocalDateTimeInput, ModelForm, ModelMultipleChoiceField, key_of

DAYS_TO_DUE = 7


def in_a_week() -> date:
    """A week from today."""
    return timezone.localdate() + timedelta(days=DAYS_TO_DUE)


class ClassesField(ModelMultipleChoiceField[Classroom]):
    """Classes to tick; one that has the quiz already says so."""

    def __init__(self, queryset: QuerySet[Classroom] | None = None, **kwargs: Any) -> None:
        kwargs = {
            "label": _("Classes"),
            "widget": forms.CheckboxSelectMultiple,
            "error_messages": {"required": _("Tick at least one class.")},
            **kwargs,
        }
        super().__init__(Classroom.objects.none() if queryset is None else queryset, **kwargs)
        self.have_it: set[int] = set()

    def label_from_instance(self, obj: Classroom) -> str:
        return _g("%(classroom)s (has this quiz already)") % {"classroom": obj} if obj.pk in self.have_it else str(obj)


def _offer(form: forms.BaseForm, quiz: Any, classrooms: QuerySet[Classroom] | None = None) -> None:
    """Offer these classes, and say which of them have the quiz with this key."""
    field = form.fields["classroom"]
    assert isinstance(field, ClassesField)
    if classrooms is not None:
        field.queryset = classrooms
    if key := key_of(quiz):
        field.have_it = set(Assignment.objects.filter(quiz=key).values_list("classroom_id", flat=True))
        # The widget has taken the labels already.
        field.widget.choices = field.choices


class AssignmentForm(ModelForm[Assignment]):
    """When an assignment opens, is due and closes, and its rules. Times are read in the zone that is active.

    A change that touches students who have started is not valid until it is confirmed: `touched` says whom, and
    `confirmation` is what the button that confirms it has to send.
    """

    touched: Sequence[Touched] = ()
    confirmation = ""

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
            "one_at_a_time",
            "cite_evidence",
            "release",
        ]

    def clean_opens_at(self) -> Any:
        return self.cleaned_data["opens_at"] or self.instance.opens_at or timezone.now()

    def clean_quiz(self) -> Quiz:
        quiz: Quiz = self.cleaned_data["quiz"]
        if not quiz.items.exists():
            raise forms.ValidationError(assigning.EMPTY_QUIZ)
        return quiz

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # what Django calls last, when the instance is made
        if self.instance.pk and self.has_changed() and not self.errors:
            before = Assignment.objects.select_related("classroom").get(pk=self.instance.pk)
            self.touched = touched_by_change(before, self.instance, timezone.now())
            self.confirmation = fingerprint(self.touched)
            if self.touched and self.data.get("confirm") != self.confirmation:
                self.add_error(None, _("Not saved yet: students have started. Look at whom this touches, and confirm."))


class NewAssignmentForm(AssignmentForm):
    """An assignment for one or several classes at once; each class reads the times on its own clock.

    `assignments` are one for each class, in the order they were ticked.
    """

    classroom = ClassesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignments: list[Assignment] = []
        self._others: list[Classroom] = []
        _offer(self, self["quiz"].value() if "quiz" in self.fields else None)

    def clean_classroom(self) -> Classroom:
        """The first class, in whose zone the times were read; the others follow."""
        order = self["classroom"].value()
        ticked: list[Classroom] = sorted(self.cleaned_data["classroom"], key=lambda one: order.index(str(one.pk)))
        self._others = ticked[1:]
        return ticked[0]

    def _post_clean(self) -> None:
        super()._post_clean()
        self.assignments = [self.instance]
        for classroom in self._others if not self.errors else ():
            with timezone.override(classroom.zone):
                self.assignments.append(self._for(classroom))

    def _for(self, classroom: Classroom) -> Assignment:
        """The same for another class, with the times that were typed read in the zone that is active."""
        other = copy(self.instance)
        other.classroom = classroom
        for name in ("opens_at", "due_at", "closes_at"):
            typed = self.data.get(self.add_prefix(name))
            try:
                if typed:
                    setattr(other, name, self.fields[name].clean(typed))
            except forms.ValidationError as error:
                self.add_error(name, [f"{classroom}: {said}" for said in error.messages])
        return other


class GiveQuizForm(forms.Form):
    """A quiz for one or several classes in one step; who has no class yet names one here."""

    new_class = forms.CharField(
        label=_("Name of your class"),
        max_length=120,
        help_text=_("You have no class yet, so one is made. Its students come next."),
    )
    classroom = ClassesField()
    due_on = forms.DateField(
        label=_("Due at the end of"),
        widget=DayInput,
        initial=in_a_week,
        help_text=_("Open from now on; students see their results after that day."),
    )

    def __init__(self, data: Any = None, *, quiz: Quiz, classrooms: QuerySet[Classroom]) -> None:
        super().__init__(data, auto_id="give_%s")
        own = list(classrooms)
        self._own = {one.pk for one in own}
        del self.fields["classroom" if not own else "new_class"]
        if own:
            _offer(self, quiz.pk, classrooms)
            if len(own) == 1:
                self.initial["classroom"] = own

    def is_once_more(self) -> bool:
        """Whether every class has the quiz already, so that it is hardly what the teacher is here for."""
        field = self.fields.get("classroom")
        return isinstance(field, ClassesField) and self._own <= field.have_it
