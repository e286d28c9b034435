"""The panel itself: its names and its home page, which says what is to be done."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.queries.todo import todo

from .owned import teacher


class PanelSite(admin.AdminSite):
    """The teachers' panel."""

    site_header = _("Classroom quizzes")
    site_title = _("Classroom quizzes")
    index_title = _("What to do next")
    index_template = "admin/quizzes/index.html"
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Everybody logs in on the one page that pauses after too many failures."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index")), reverse("login"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"todo": todo(teacher(request)), **(extra_context or {})})


panel = PanelSite(name="admin")
