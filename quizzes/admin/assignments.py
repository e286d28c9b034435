"""Assignments: giving a quiz to a class, marking its answers by question, releasing its results."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.forms.panel.assignments import AssignmentForm, OverrideForm, OverrideFormSet
from quizzes.forms.panel.grading import GradeForm
from quizzes.models import Assignment, Format, Override, QuizItem
from quizzes.queries import marking
from quizzes.queries.passages import passages
from quizzes.services import assigning, attempting, grading, recording

from .gradebook_pages import GradebookPages
from .owned import OwnedTabularInline, teacher
from .result_pages import ResultPages, page


class OverrideInline(OwnedTabularInline[Override, Assignment]):
    """Exceptions for single students."""

    model = Override
    form = OverrideForm
    formset: Any = OverrideFormSet
    fields = ["student", "opens_at", "due_at", "closes_at", "attempts_allowed"]


class AssignmentAdmin(GradebookPages, ResultPages):
    """The assignments of a teacher's classes."""

    form = AssignmentForm
    list_display = ["quiz", "classroom", "opens", "due", "closes", "results_link"]
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

    # --- release and marking ----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("release/", require_POST(self.release), "release"),
            self.at("withhold/", require_POST(self.withhold), "withhold"),
            self.at("grade/", require_GET(self.grade), "grade"),
            self.at("grade/<int:item_pk>/", require_http_methods(["GET", "POST"])(self.grade_item), "grade_item"),
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

    def grade(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """The questions of the assignment, each with how many answers wait."""
        assignment = self.closed_or_404(request, pk)
        items: list[Any] = list(marking.items_to_mark(assignment))
        return self.framed(
            request,
            assignment,
            "grade",
            title=_g("Mark the answers"),
            items=items,
            waiting=sum(item.waiting for item in items),
        )

    def grade_item(self, request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
        """Every answer to one question, to mark on one page."""
        assignment = self.closed_or_404(request, pk)
        item: QuizItem = get_object_or_404(assignment.quiz.items.select_related("question"), pk=item_pk)
        if not request.user.has_perm("quizzes.change_response"):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        forms = [GradeForm(data, response=response) for response in marking.responses_to(assignment, item)]
        # What was sent is checked as a whole: one wrong number saves nothing and loses nothing.
        wrong = [form for form in forms if not form.is_valid()] if data is not None else []
        if data is not None and not wrong:
            saved = self._save_grades(request, forms)
            self.message_user(
                request,
                ngettext("%(count)s answer saved.", "%(count)s answers saved.", saved) % {"count": saved},
                messages.SUCCESS,
            )
            return HttpResponseRedirect(page("grade", assignment))
        question = item.question
        return self.framed(
            request,
            assignment,
            "grade_item",
            title=_g("Mark question %(number)s") % {"number": item.position},
            item=item,
            question=question,
            accepted=[accepted.text for accepted in question.accepted_answers.all()],
            key=question.choices.filter(is_key=True).first(),
            events=question.choices.all() if question.format == Format.ORDERING else [],
            passages=passages(question.article.text, question.evidence.all()),
            groups=_alike(forms),
            failed=bool(wrong),
        )

    @transaction.atomic
    def _save_grades(self, request: HttpRequest, forms: list[GradeForm]) -> int:
        changed = [form for form in forms if form.has_changed()]
        for form in changed:
            grading.grade_response(
                response=form.response,
                teacher=teacher(request),
                points=form.cleaned_data["points"],
                feedback=form.cleaned_data["feedback"],
            )
        return len(changed)


def _alike(forms: list[GradeForm]) -> list[list[GradeForm]]:
    """The forms by answer: the same answers together, those that wait for marks first."""

    def answer(form: GradeForm) -> str:
        return grading.normalise(form.response.answer_text)

    groups = [list(group) for _answer, group in groupby(sorted(forms, key=answer), key=answer)]
    return sorted(groups, key=lambda group: all(form.response.points is not None for form in group))
