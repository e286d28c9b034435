"""Assignments: giving a quiz to a class and releasing its results."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quizzes.forms.panel.assignments import AssignmentForm, ClassesField, NewAssignmentForm
from quizzes.models import Assignment
from quizzes.queries import visible
from quizzes.services import assigning, attempting

from .correction_pages import CorrectionPages
from .dates_pages import DatesPages
from .gradebook_pages import GradebookPages
from .owned import teacher
from .result_pages import page
from .watch_pages import WatchPages


def given_to(given: Sequence[Assignment]) -> str:
    """What was done, with the name of each class."""
    named = ", ".join(str(one.classroom) for one in given)
    return _g("The quiz is assigned to %(classroom)s.") % {"classroom": named}


def tell_of_second(site: admin.ModelAdmin, request: HttpRequest, given: Sequence[Assignment]) -> None:  # type: ignore[type-arg]  # any
    """Say which of the classes had the quiz already."""
    if twice := assigning.given_twice(assignments=given):
        said = ngettext(
            "%(classes)s had this quiz already and has it twice now. Delete one assignment if you did not mean that.",
            "%(classes)s had this quiz already and have it twice now. Delete assignments if you did not mean that.",
            len(twice),
        )
        site.message_user(request, said % {"classes": ", ".join(map(str, twice))}, messages.WARNING)


class AssignmentAdmin(DatesPages, WatchPages, GradebookPages, CorrectionPages):
    """The assignments of a teacher's classes."""

    form = AssignmentForm
    list_display = ["quiz", "classroom", "opens", "due", "closes", "results_link", "watch_link"]
    list_filter = [("classroom", admin.RelatedOnlyFieldListFilter), ("quiz", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["quiz", "classroom"]
    fieldsets = [
        (None, {"fields": ["quiz", "classroom"]}),
        (_("When"), {"fields": ["opens_at", "due_at", "closes_at", "time_limit_minutes"]}),
        (
            _("How"),
            {
                "fields": [
                    "attempts_allowed",
                    "grading_method",
                    "shuffle_items",
                    "shuffle_choices",
                    "one_at_a_time",
                    "cite_evidence",
                    "release",
                ]
            },
        ),
    ]

    @admin.display(description=_("results"))
    def results_link(self, assignment: Assignment) -> str:
        return format_html('<a href="{}">{}</a>', page("results", assignment), _g("Results"))

    @admin.display(description=_("now"))
    def watch_link(self, assignment: Assignment) -> str:
        return format_html('<a href="{}">{}</a>', page("watch", assignment), _g("Watch"))

    # --- the form ---------------------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Assignment | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, **{**kwargs, "form": NewAssignmentForm})
        # A field of this form alone: what a class declares is shared by all that use it.
        form.base_fields["classroom"] = ClassesField(visible.current_classrooms(teacher(request)))
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Assignment | None = None) -> list[str]:
        return ["quiz", "classroom"] if obj else []

    def save_model(self, request: HttpRequest, obj: Assignment, form: AssignmentForm, change: bool) -> None:
        if isinstance(form, NewAssignmentForm):
            assigning.assign_to_classes(assignments=form.assignments, teacher=teacher(request))
            tell_of_second(self, request, form.assignments)
            self.message_user(request, given_to(form.assignments), messages.SUCCESS)
        else:
            assigning.assign_quiz(assignment=obj, teacher=teacher(request))
            attempting.reset_deadlines(assignment=obj)

    def delete_model(self, request: HttpRequest, obj: Assignment) -> None:
        assigning.delete_assignment(assignment=obj, by=teacher(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> None:
        for assignment in queryset:
            self.delete_model(request, assignment)

    def response_add(
        self, request: HttpRequest, obj: Assignment, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        if len(request.POST.getlist("classroom")) > 1:
            address = reverse("admin:quizzes_assignment_changelist")
            return HttpResponseRedirect(f"{address}?quiz__id__exact={obj.quiz_id}")
        return HttpResponseRedirect(page("results", obj))

    def response_change(self, request: HttpRequest, obj: Assignment) -> HttpResponseRedirect:
        self.message_user(request, _("The assignment is saved."), messages.SUCCESS)
        return HttpResponseRedirect(page("results", obj))

    # --- release ----------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("release/", require_POST(self.release), "release"),
            self.at("withhold/", require_POST(self.withhold), "withhold"),
            *super().get_urls(),
        ]

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let the students see their results."""
        return self._decide(request, pk, assigning.release_results, _("Students can now see their results."))

    def withhold(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the release back."""
        return self._decide(request, pk, assigning.withhold_results, _("Students can no longer see their results."))

    def _decide(self, request: HttpRequest, pk: int, decide: Callable[..., Assignment], done: Any) -> HttpResponse:
        assignment = self.changeable_or_404(request, pk)
        self.doing(request, decide, done, assignment=assignment, by=teacher(request))
        return HttpResponseRedirect(page("results", assignment))
