"""Assignments: giving a quiz to a class and releasing its results."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from quizzes.forms.panel.assignments import AssignmentForm, OverrideForm, OverrideFormSet
from quizzes.models import Assignment, Override
from quizzes.services import assigning, attempting, recording

from .correction_pages import CorrectionPages
from .gradebook_pages import GradebookPages
from .owned import OwnedTabularInline, teacher
from .result_pages import page


class OverrideInline(OwnedTabularInline[Override, Assignment]):
    """Exceptions for single students."""

    model = Override
    form = OverrideForm
    formset: Any = OverrideFormSet
    fields = ["student", "opens_at", "due_at", "closes_at", "attempts_allowed"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Override]:
        return super().get_queryset(request).select_related("student")


class AssignmentAdmin(GradebookPages, CorrectionPages):
    """The assignments of a teacher's classes."""

    form = AssignmentForm
    list_display = ["quiz", "classroom", "opens", "due", "closes", "results_link"]
    list_filter = [("classroom", admin.RelatedOnlyFieldListFilter), ("quiz", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["quiz", "classroom"]
    fieldsets = [
        (None, {"fields": ["quiz", "classroom"]}),
        (_("When"), {"fields": ["opens_at", "due_at", "closes_at", "time_limit_minutes"]}),
        (_("How"), {"fields": ["attempts_allowed", "grading_method", "shuffle_items", "shuffle_choices", "release"]}),
    ]

    @admin.display(description=_("results"))
    def results_link(self, assignment: Assignment) -> str:
        return format_html('<a href="{}">{}</a>', page("results", assignment), _g("Results"))

    # --- the form ---------------------------------------------------------------------------------------------------

    def get_inlines(self, request: HttpRequest, obj: Assignment | None) -> list[Any]:
        return [OverrideInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Assignment | None = None) -> list[str]:
        return ["quiz", "classroom"] if obj else []

    def save_model(self, request: HttpRequest, obj: Assignment, form: AssignmentForm, change: bool) -> None:
        assigning.assign_quiz(assignment=obj, teacher=teacher(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = list(form.instance.overrides.select_related("student"))
        super().save_related(request, form, formsets, change)
        after = list(form.instance.overrides.select_related("student"))
        recording.record_overrides(assignment=form.instance, before=before, after=after, by=teacher(request))
        attempting.reset_deadlines(assignment=form.instance)

    def delete_model(self, request: HttpRequest, obj: Assignment) -> None:
        assigning.delete_assignment(assignment=obj, by=teacher(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> None:
        for assignment in queryset:
            self.delete_model(request, assignment)

    def response_add(
        self, request: HttpRequest, obj: Assignment, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(
            request,
            _("The quiz is assigned to %(classroom)s.") % {"classroom": obj.classroom},
            messages.SUCCESS,
        )
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
