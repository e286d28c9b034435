"""Rubrics: the ready-made ones to read and copy, one's own to change."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from quizzes.forms.panel.rubrics import MOST_LEVELS, CriterionForm, CriterionFormSet, RubricForm
from quizzes.models import Criterion, Rubric
from quizzes.queries.debate_marks import PointsChange, points_changes, possible_points, rubric_points
from quizzes.services import marking_debates, rubrics

from .owned import OwnedAdmin, OwnedStackedInline, teacher, visible_or_404


class NotApplied(Exception):
    """A rubric's change would change marks, and the teacher has not seen whose yet."""

    def __init__(self, changes: list[PointsChange], added: bool) -> None:
        super().__init__()
        self.changes = changes
        self.added = added


class CriterionInline(OwnedStackedInline[Criterion, Rubric]):
    """The criteria, each with its levels in rows."""

    model = Criterion
    form = CriterionForm
    formset: Any = CriterionFormSet
    fields = [
        ("order", "name", "weight"),
        "description",
        *(
            (f"points_{number}", f"name_{number}", f"looks_{number}", f"key_{number}")
            for number in range(1, MOST_LEVELS + 1)
        ),
    ]


class NewCriterionInline(CriterionInline):
    """The criteria of a new rubric: three to fill in, with four levels each; those without a name are left out."""

    extra = 3


class RubricAdmin(OwnedAdmin[Rubric]):
    """The ready-made rubrics and the teacher's own."""

    form = RubricForm
    fields = ["name"]
    list_display = ["name", "whose", "created_at"]

    @admin.display(description=_("whose"))
    def whose(self, rubric: Rubric) -> str:
        return _g("your own") if rubric.owner_id else _g("ready-made")

    def has_change_permission(self, request: HttpRequest, obj: Rubric | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.owner_id is None)

    def has_delete_permission(self, request: HttpRequest, obj: Rubric | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.owner_id is None)

    def get_inlines(self, request: HttpRequest, obj: Rubric | None) -> list[Any]:
        return [NewCriterionInline] if obj is None else [CriterionInline] if obj.owner_id else []

    def get_urls(self) -> list[URLPattern]:
        copy = self.admin_site.admin_view(require_POST(self.copy))
        return [path("<int:pk>/copy/", copy, name="quizzes_rubric_copy"), *super().get_urls()]

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A copy of the rubric to change."""
        rubric = visible_or_404(request, Rubric, pk)
        if not request.user.has_perm("quizzes.add_rubric"):
            raise PermissionDenied
        copied = rubrics.copy_rubric(rubric=rubric, owner=teacher(request))
        self.message_user(request, _("This copy is yours: change what you like."), messages.SUCCESS)
        return HttpResponseRedirect(_page(copied))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; a change that would change marks is undone and shown first."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotApplied as preview:
            assert object_id
            return self._preview(request, self.get_object(request, object_id), preview)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        rubric: Rubric = form.instance
        before = rubric_points(rubric)
        super().save_related(request, form, formsets, change)
        changes = points_changes(rubric, before)
        if changes and "_apply" not in request.POST:
            raise NotApplied(changes, added=any(formset.new_objects for formset in formsets))
        marking_debates.record_recalculation(rubric=rubric, before=before, by=teacher(request))

    def _preview(self, request: HttpRequest, rubric: Rubric, preview: NotApplied) -> TemplateResponse:
        request.current_app = self.admin_site.name
        sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        return TemplateResponse(
            request,
            "admin/quizzes/rubric/preview.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "rubric": rubric,
                "title": _g("Marks that would change"),
                "changes": preview.changes,
                "added": preview.added,
                "sent": [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"],
            },
        )

    def save_model(self, request: HttpRequest, obj: Rubric, form: RubricForm, change: bool) -> None:
        if not change:
            obj.owner = teacher(request)
        super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.teacher = teacher(request)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"name": _g("My rubric")}

    def response_add(
        self, request: HttpRequest, obj: Rubric, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Rubric) -> HttpResponseRedirect:
        self.message_user(request, _("The rubric is saved."), messages.SUCCESS)
        return HttpResponseRedirect(_page(obj))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        rubric: Rubric | None = context["original"]
        if rubric:
            context |= {
                "title": _g("Rubric: %(name)s") % {"name": rubric.name},
                "subtitle": None,
                "criteria": rubric.criteria.prefetch_related("levels"),
                "possible": possible_points(rubric),
                "ready_made": rubric.owner_id is None,
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _page(rubric: Rubric) -> str:
    return reverse("admin:quizzes_rubric_change", args=[rubric.pk])
