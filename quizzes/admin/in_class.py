"""What is given to a class with dates: its list, form and pages, with every time as the clock of the class shows it."""

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.forms.panel.base import key_of
from quizzes.models import Assignment, Discussion
from quizzes.queries import visible
from quizzes.services.refusal import Refusal

from .owned import OwnedAdmin, in_zone, teacher

Given = TypeVar("Given", Assignment, Discussion)


class GivenAdmin(OwnedAdmin[Given]):
    """A quiz or a debate that a class was given."""

    @admin.display(description=_("opens"), ordering="opens_at")
    def opens(self, given: Given) -> str:
        return in_zone(given.opens_at, given.classroom.zone)

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, given: Given) -> str:
        return in_zone(given.due_at, given.classroom.zone)

    @admin.display(description=_("closes"), ordering="closes_at")
    def closes(self, given: Given) -> str:
        return in_zone(given.closes_at, given.classroom.zone)

    # --- the form ---------------------------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form, read and written in the time zone of the class."""
        zone = self._zone(request, object_id)
        with timezone.override(zone):
            zones = [(room.name, room.time_zone) for room in visible.current_classrooms(teacher(request))]
            context = {"zone": zone if object_id else None, "zones": zones, **(extra_context or {})}
            response = super().changeform_view(request, object_id, form_url, context)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def _zone(self, request: HttpRequest, object_id: str | None) -> ZoneInfo | None:
        if object_id:
            return self.get_object(request, object_id).classroom.zone
        chosen = next(iter(request.POST.getlist("classroom")), "")
        classroom = visible.classrooms(teacher(request)).filter(pk=key_of(chosen)).first()
        return classroom.zone if classroom else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    # --- its own pages ----------------------------------------------------------------------------------------------

    def at(self, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        """A page of one quiz or debate."""
        name = f"quizzes_{self.opts.model_name}_{name}"
        return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=name)

    def doing(self, request: HttpRequest, do: Callable[..., Any], done: Any, **arguments: Any) -> bool:
        """Call a service and tell the teacher what came of it; whether it was done."""
        try:
            do(**arguments)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True

    def shown(self, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
        """The page of that template, in the frame of the panel."""
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/{self.opts.model_name}/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, **context},
        )
