"""Quizzes: approved questions in order, with points."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.forms.panel.quizzes import QuizItemForm, QuizItemFormSet
from quizzes.models import Quiz, QuizItem
from quizzes.services import building

from .builder import QuizPages
from .owned import FieldNames, OwnedTabularInline, teacher


class QuizItemInline(OwnedTabularInline[QuizItem, Quiz]):
    """The questions of a quiz; they stay as they are once a student has started it."""

    model = QuizItem
    form = QuizItemForm
    formset: Any = QuizItemFormSet
    fields = ["position", "question", "points"]
    verbose_name = _("question")
    verbose_name_plural = _("questions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuizItem]:
        return super().get_queryset(request).select_related("question")

    def has_add_permission(self, request: HttpRequest, obj: Quiz | None = None) -> bool:
        return super().has_add_permission(request, obj) and not (obj and building.started(obj))

    def has_change_permission(self, request: HttpRequest, obj: Quiz | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and building.started(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Quiz | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and building.started(obj))


class QuizAdmin(QuizPages):
    """The teacher's quizzes."""

    list_display = ["title", "article", "questions", "points", "created_at"]
    list_filter = [("article", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["article"]
    search_fields = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return super().get_queryset(request).annotate(item_count=Count("items"), total=Sum("items__points"))

    @admin.display(description=_("questions"))
    def questions(self, quiz: Any) -> int:
        return int(quiz.item_count)

    @admin.display(description=_("points"), empty_value="0")
    def points(self, quiz: Any) -> Any:
        return quiz.total

    def get_fields(self, request: HttpRequest, obj: Quiz | None = None) -> FieldNames:
        return ["title", "article", "instructions"]

    def get_readonly_fields(self, request: HttpRequest, obj: Quiz | None = None) -> list[str]:
        return ["article"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Quiz | None) -> list[Any]:
        return [QuizItemInline] if obj else []

    def save_model(self, request: HttpRequest, obj: Quiz, form: Any, change: bool) -> None:
        if not change:
            obj.owner = teacher(request)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Quiz, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        self.message_user(request, _("The quiz is made. Next: put questions into it."), messages.SUCCESS)
        return _page(obj)

    def response_change(self, request: HttpRequest, obj: Quiz) -> HttpResponseRedirect:
        self.message_user(request, _("The quiz is saved."), messages.SUCCESS)
        return _page(obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        quiz: Quiz | None = context["original"]
        if quiz:
            context |= {
                "subtitle": None,
                "title": _g("Quiz: %(title)s") % {"title": quiz.title},
                "started": building.started(quiz),
                "has_items": quiz.items.exists(),
                "assign_url": f"{reverse('admin:quizzes_assignment_add')}?quiz={quiz.pk}",
                "assignments": quiz.assignments.select_related("classroom"),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _page(quiz: Quiz) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
