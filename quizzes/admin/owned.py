"""What every page of the panel rests on: a teacher meets only what queries/visible.py lets them see."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import models, router
from django.db.models import QuerySet
from django.forms import DateTimeField, Field
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from quizzes.forms.panel.base import LONGEST_KEY, DayInput, LocalDateTimeInput, RowFormSet, key_of
from quizzes.models import (
    Article,
    Assignment,
    Attempt,
    Classroom,
    Discussion,
    Enrollment,
    GenerationRun,
    Question,
    Quiz,
    Response,
    Rubric,
    User,
)
from quizzes.queries import visible
from quizzes.services.refusal import Refusal

M = TypeVar("M", bound=models.Model)
Child = TypeVar("Child", bound=models.Model)
Parent = TypeVar("Parent", bound=models.Model)
FieldNames = list[str | list[str] | tuple[str, ...] | tuple[()]]

VISIBLE: dict[type[models.Model], Callable[[User], QuerySet[Any]]] = {
    Article: visible.articles,
    Assignment: visible.assignments,
    Attempt: visible.attempts,
    Classroom: visible.classrooms,
    Discussion: visible.discussions,
    Enrollment: visible.enrollments,
    GenerationRun: visible.runs,
    Question: visible.questions,
    Quiz: visible.quizzes,
    Response: visible.responses,
    Rubric: visible.rubrics,
    User: visible.students,
}


# What a form offers to choose from: nothing new is given to an archived class.
OFFERED: dict[Any, Callable[[User], QuerySet[Any]]] = {**VISIBLE, Classroom: visible.current_classrooms}


def teacher(request: HttpRequest) -> User:
    """Who is asking; the panel lets only signed-in staff through."""
    assert isinstance(request.user, User)
    return request.user


def visible_or_404(request: HttpRequest, model: type[M], pk: int, *beside: str) -> M:
    """The teacher's own object with this key, and what it belongs to read with it; 404 when there is none."""
    found: QuerySet[M] = VISIBLE[model](teacher(request))
    return get_object_or_404(found.select_related(*beside) if beside else found, pk=pk)


def in_zone(moment: datetime | None, zone: ZoneInfo) -> str:
    """`moment` as a clock in `zone` shows it; "" for none."""
    return formats.date_format(timezone.localtime(moment, zone), "j M Y, H:i") if moment else ""


if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline

    UserAdminOf = UserAdmin
else:
    # Django 5.2's admin classes take type parameters for the checker only.
    class _Subscriptable:
        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class ModelAdmin(_Subscriptable, admin.ModelAdmin):
        pass

    class StackedInline(_Subscriptable, admin.StackedInline):
        pass

    class TabularInline(_Subscriptable, admin.TabularInline):
        pass

    class UserAdminOf(_Subscriptable, UserAdmin):
        pass


# A moment or a day is one labelled input.
ONE_INPUT: Any = {
    models.DateTimeField: {"form_class": DateTimeField, "widget": LocalDateTimeInput},
    models.DateField: {"widget": DayInput},
}


class _OwnedFields:
    """Choices of related objects are the teacher's own."""

    formfield_overrides = ONE_INPUT

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs.get("queryset"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs.get("queryset"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _choices(self, db_field: Any, request: HttpRequest, wanted: QuerySet[Any] | None) -> QuerySet[Any] | None:
        own = OFFERED.get(db_field.related_model)
        return own(teacher(request)) if own and wanted is None else wanted

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Field | None:
        # No pop-up windows to add or change something else from inside a form: each thing has its own page.
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


# How each list that hangs from classes knows what belongs to an archived one.
ARCHIVED_BY: dict[type[models.Model], str] = {
    Assignment: "classroom__archived_at",
    Attempt: "assignment__classroom__archived_at",
    Classroom: "archived_at",
    Discussion: "classroom__archived_at",
}


class InUseFilter(admin.SimpleListFilter):
    """Leaves out what belongs to archived classes, unless just that is asked for."""

    title = _("archive")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        archived = visible.classrooms(teacher(request)).filter(archived_at__isnull=False)
        return [("yes", _("Archived"))] if archived.exists() else []

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=["archived"]),
            "display": _("In use"),
        }
        yield {
            "selected": self.value() == "yes",
            "query_string": changelist.get_query_string({"archived": "yes"}),
            "display": _("Archived"),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        archived = ARCHIVED_BY[queryset.model]
        return queryset.filter(**{f"{archived}__isnull": self.value() != "yes"})


class OwnedAdmin(_OwnedFields, ModelAdmin[M]):
    """An admin of what the teacher may see; for everybody else the rest is not there (404)."""

    list_per_page = 50
    # What the model's own pages show of what it belongs to, read with it.
    beside: tuple[str, ...] = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        # The order is said again, since Django drops a model's own order where a list counts something.
        own: QuerySet[M] = VISIBLE[self.model](teacher(request))
        return own.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> Any:
        return self.ordering or self.opts.ordering

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [*([InUseFilter] if self.model in ARCHIVED_BY else []), *super().get_list_filter(request)]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def changeable_or_404(self, request: HttpRequest, pk: int) -> M:
        """The teacher's own object, for a page that changes it; 403 for staff who may only look."""
        found = visible_or_404(request, self.model, pk, *self.beside)
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What deleting takes along or is kept by, in numbers: every answer by name would be long and say no more."""
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts = {model._meta.verbose_name_plural: len(found) for model, found in collector.data.items()}
        missing = {
            model._meta.verbose_name
            for model, found in collector.data.items()
            if (there := self.admin_site._registry.get(model))
            and not all(there.has_delete_permission(request, one) for one in found)
        }
        keeping = Counter(type(one)._meta.verbose_name_plural for one in collector.protected)
        protected = [f"{capfirst(name)}: {count}" for name, count in keeping.items()]
        return [str(one) for one in objs], counts, missing, protected

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether a list may be narrowed so; the database cannot look for a key of more digits than it holds."""
        parts = value.split(",")
        if "__year" in lookup:
            fits = all(MINYEAR <= key_of(part) <= MAXYEAR for part in parts)
        else:
            # As Python reads numbers: with a sign, spaces around them and underscores inside.
            digits = (re.sub(r"[\s_+-]", "", part) for part in parts)
            fits = all(len(part) <= LONGEST_KEY for part in digits if part.isdecimal())
        return fits and super().lookup_allowed(lookup, value, request)

    def response_action(self, request: HttpRequest, queryset: QuerySet[M], *args: Any) -> Any:
        """What was chosen to do with the rows that are ticked; 404 where something ticked cannot be a row."""
        if not all(map(key_of, request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))):
            raise Http404
        return super().response_action(request, queryset, *args)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The page; what a service refuses while it is saved is undone as a whole and told, with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refused = refusal  # type: ignore[attr-defined]  # for get_form
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; after a refusal one that is not valid, so that the page comes back as it was sent."""
        form = super().get_form(request, obj, change, **kwargs)
        return _refused(form, request.refused) if hasattr(request, "refused") else form


def _refused(form: Any, refusal: Refusal) -> Any:
    class Refused(form):  # type: ignore[misc]  # a class made by the admin
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, _("Not saved: %(reason)s") % {"reason": refusal})
            return cleaned

    return Refused


class OwnedTabularInline(_OwnedFields, TabularInline[Child, Parent]):
    """Rows of a child of what the teacher may see."""

    formset: Any = RowFormSet
    extra = 0


class OwnedStackedInline(_OwnedFields, StackedInline[Child, Parent]):
    """Children of what the teacher may see, one below the other."""

    extra = 0


class ReadOnly:
    """Nobody adds, changes or deletes these by hand: the app makes them."""

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
