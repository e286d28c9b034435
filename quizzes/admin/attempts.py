"""Attempts: what each student was asked and answered, to read."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Response
from quizzes.queries.citing import Citations
from quizzes.queries.percent import percent
from quizzes.queries.receipts import receipt_code, with_code

from .owned import OwnedAdmin, OwnedTabularInline, ReadOnly, in_zone


class ResponseInline(ReadOnly, OwnedTabularInline[Response, Attempt]):
    """The answers of an attempt."""

    model = Response
    template = "admin/quizzes/attempt/responses.html"
    fields = ("position", "question", "answered_with", "proof", "right_answer", "given", "feedback")
    readonly_fields = ("question", "answered_with", "proof", "right_answer", "given")
    verbose_name_plural = _("answers")

    @admin.display(description=_("question"))
    def question(self, response: Response) -> str:
        return str(response.shown["stem"])

    @admin.display(description=_("answer"))
    def answered_with(self, response: Response) -> str:
        return response.answer_text or _g("no answer")

    @admin.display(description=_("sentences given as proof"))
    def proof(self, response: Response) -> str:
        if not response.shown.get("cite"):
            return "–"
        text = response.attempt.assignment.quiz.article.text
        score = Citations(text).of_response(response)
        quotes = " … ".join(text[start:end] for start, end in response.cited) or _g("none")
        return quotes if score is None else f"{quotes} ({percent(round(100 * score))})"

    @admin.display(description=_("right answer"))
    def right_answer(self, response: Response) -> str:
        return response.key_text

    @admin.display(description=_("points"))
    def given(self, response: Response) -> Decimal | str:
        return _g("not marked") if response.points is None else response.points


class AssignmentFilter(admin.RelatedOnlyFieldListFilter):
    """The assignments with attempts to choose from; their names take one query, however many there are."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[str, Any]]:
        tried = model_admin.get_queryset(request).order_by().values("assignment")
        found = Assignment.objects.filter(pk__in=tried).select_related("quiz", "classroom")
        return [(str(assignment.pk), str(assignment)) for assignment in found]


class AttemptAdmin(ReadOnly, OwnedAdmin[Attempt]):
    """Attempts as they were handed in."""

    list_display = ["student_name", "assignment", "number", "state", "started", "handed_in"]
    list_filter = ["state", ("assignment", AssignmentFilter)]
    search_fields = ["student__username", "student__first_name", "student__last_name"]
    search_help_text = _("A student's name, or the code on a receipt.")
    list_select_related = ["student", "assignment__quiz", "assignment__classroom"]
    fields = ("student_name", "assignment", "number", "state", "started", "handed_in", "receipt")
    readonly_fields = ("student_name", "started", "handed_in", "receipt")
    inlines = [ResponseInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Attempt], search_term: str
    ) -> tuple[QuerySet[Attempt], bool]:
        found = with_code(queryset, search_term)
        if found is not None:
            return queryset.filter(pk=found), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("code on the receipt"))
    def receipt(self, attempt: Attempt) -> str:
        return receipt_code(attempt.pk) if attempt.submitted_at else "–"

    @admin.display(description=_("student"), ordering="student__username")
    def student_name(self, attempt: Attempt) -> str:
        return attempt.student.display_name

    @admin.display(description=_("started"), ordering="started_at")
    def started(self, attempt: Attempt) -> str:
        return in_zone(attempt.started_at, attempt.assignment.classroom.zone)

    @admin.display(description=_("handed in"), ordering="submitted_at")
    def handed_in(self, attempt: Attempt) -> str:
        return in_zone(attempt.submitted_at, attempt.assignment.classroom.zone)
