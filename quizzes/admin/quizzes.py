"""Quizzes: approved questions in order, with points."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from quizzes.forms.panel.assignments import GiveQuizForm
from quizzes.forms.panel.quizzes import QuizItemForm, QuizItemFormSet
from quizzes.models import Assignment, Quiz, QuizItem
from quizzes.queries import visible
from quizzes.services import assigning, building, rosters
from quizzes.services.refusal import Refusal

from .assignments import given_to, tell_of_second
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

    # --- giving it to a class ---------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        give = self.admin_site.admin_view(require_POST(self.give))
        return [path("<int:pk>/give/", give, name="quizzes_quiz_give"), *super().get_urls()]

    def give(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the quiz to one or several classes in one step, and go where the next step is."""
        quiz = self.changeable_or_404(request, pk)
        form = GiveQuizForm(request.POST, quiz=quiz, classrooms=visible.current_classrooms(teacher(request)))
        if form.is_valid():
            try:
                given = self._give(request, quiz, form)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._given(request, quiz, given)
        reading = copy(request)
        reading.method = "GET"
        page: HttpResponse = self.changeform_view(
            reading, str(quiz.pk), form_url=_page(quiz).url, extra_context={"give_form": form}
        )
        return page

    @transaction.atomic
    def _give(self, request: HttpRequest, quiz: Quiz, form: GiveQuizForm) -> Sequence[Assignment]:
        typed, own = form.cleaned_data, teacher(request)
        classrooms = typed.get("classroom") or [
            rosters.create_classroom(
                teacher=own, name=typed["new_class"], time_zone=timezone.get_default_timezone_name()
            )
        ]
        return assigning.give_quiz(quiz=quiz, classrooms=classrooms, teacher=own, due_on=typed["due_on"])

    def _given(self, request: HttpRequest, quiz: Quiz, given: Sequence[Assignment]) -> HttpResponseRedirect:
        tell_of_second(self, request, given)
        done = given_to(given)
        if len(given) > 1:
            self.message_user(request, done, messages.SUCCESS)
            address = reverse("admin:quizzes_assignment_changelist")
            return HttpResponseRedirect(f"{address}?quiz__id__exact={quiz.pk}")
        assignment, classroom = given[0], given[0].classroom
        if classroom.enrollments.filter(removed_at__isnull=True).exists():
            self.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:quizzes_assignment_results", args=[assignment.pk]))
        following = _g("Next: import your students, or give them the join code.")
        self.message_user(request, f"{done} {following}", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:quizzes_classroom_change", args=[classroom.pk]))

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
                "give_form": context.get("give_form")
                or GiveQuizForm(quiz=quiz, classrooms=visible.current_classrooms(teacher(request))),
                "assign_url": f"{reverse('admin:quizzes_assignment_add')}?quiz={quiz.pk}",
                "assignments": quiz.assignments.select_related("classroom"),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _page(quiz: Quiz) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
