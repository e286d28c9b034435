"""Debates in class: giving one to a class, its groups and dates."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.discussions import DiscussionForm, GiveForm, SplitForm
from quizzes.models import Discussion
from quizzes.queries import debates
from quizzes.services import debating

from .board_pages import BoardPages
from .debate_marking import MarkingPages
from .debate_pages import page
from .owned import teacher


class DiscussionAdmin(BoardPages, MarkingPages):
    """The debates of a teacher's classes."""

    form = DiscussionForm
    list_display = ["question", "classroom", "activity", "opens", "due", "boards_link"]
    list_filter = [("classroom", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["question", "classroom"]

    @admin.display(description=_("boards"))
    def boards_link(self, discussion: Discussion) -> str:
        return format_html('<a href="{}">{}</a>', page("boards", discussion), _g("Boards"))

    def has_delete_permission(self, request: HttpRequest, obj: Discussion | None = None) -> bool:
        """A debate given by mistake can go; students' work stays."""
        return super().has_delete_permission(request, obj) and not (obj and debates.has_posts(obj))

    # --- the form ---------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Discussion | None = None) -> Any:
        groups = [] if obj else ["groups"]
        return [
            (None, {"fields": ["question", "classroom", "activity", *groups, "instructions"]}),
            (_("When"), {"fields": ["opens_at", "due_at", "closes_at"]}),
            (_("How"), {"fields": ["post_first", "anonymous", "minimum_replies", "rubric", "peers"]}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": GiveForm}), **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Discussion | None = None) -> list[str]:
        if obj is None:
            return []
        # Marks rest on the rubric; students wrote in an activity, and perhaps because nobody would see their name.
        rubric = ["rubric"] if obj.assessments.exists() else []
        written = ["activity", "anonymous"] if debates.has_posts(obj) else []
        return ["question", "classroom", *rubric, *written]

    def save_model(self, request: HttpRequest, obj: Discussion, form: DiscussionForm, change: bool) -> None:
        if not change:
            debating.give_debate(discussion=obj, teacher=teacher(request), groups=form.cleaned_data["groups"])
            return
        debating.change_debate(discussion=obj, by=teacher(request))
        if "activity" in form.changed_data:
            debating.assign_sides(discussion=obj)

    def delete_model(self, request: HttpRequest, obj: Discussion) -> None:
        debating.delete_debate(discussion=obj, by=teacher(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Discussion]) -> None:
        for discussion in queryset:
            self.delete_model(request, discussion)

    def response_add(
        self, request: HttpRequest, obj: Discussion, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        done = _("The debate is given to %(classroom)s.") % {"classroom": obj.classroom}
        self.message_user(request, done, messages.SUCCESS)
        return self.to("boards", obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponseRedirect:
        self.message_user(request, _("The debate is taken back."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:quizzes_discussion_changelist"))

    def response_change(self, request: HttpRequest, obj: Discussion) -> HttpResponseRedirect:
        self.message_user(request, _("The debate is saved."), messages.SUCCESS)
        return self.to("boards", obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        title = _g("Change the debate") if context["original"] else _g("Give a debate to a class")
        return super().render_change_form(request, context | {"title": title}, *args, **kwargs)

    # --- the boards and who sits where ------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("boards/", require_GET(self.boards), "boards"),
            self.at("split/", require_POST(self.split), "split"),
            self.at("move/<int:seat_pk>/", require_POST(self.move), "move"),
            *super().get_urls(),
        ]

    def boards(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """The boards with their students."""
        discussion = self.changeable_or_404(request, pk)
        boards = debates.boards_with_seats(discussion)
        waiting = debates.waiting_by_board([discussion])
        for board in boards:
            board.waiting = waiting[board.pk]
        return self.framed(
            request,
            discussion,
            "boards",
            title=_g("Boards"),
            boards=boards,
            split_form=SplitForm(initial={"groups": len(boards) or 1}),
            can_split=not any(board.posts_there for board in boards),
            unseated=debates.unseated(discussion),
        )

    def split(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Split the class anew."""
        discussion = self.changeable_or_404(request, pk)
        form = SplitForm(request.POST)
        if form.is_valid():
            groups = form.cleaned_data["groups"]
            done = _("The class is split anew.")
            self.doing(request, debating.split_into_groups, done, discussion=discussion, groups=groups)
        else:
            self.message_user(request, form.errors["groups"].as_text(), messages.ERROR)
        return self.to("boards", discussion)

    def move(self, request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
        """Move a student to another board."""
        discussion = self.changeable_or_404(request, pk)
        seat = get_object_or_404(discussion.seats.select_related("student", "board"), pk=seat_pk)
        board = get_object_or_404(discussion.boards, pk=key_of(request.POST.get("board")))
        done = _("%(student)s is on “%(board)s” now.") % {"student": seat.student.display_name, "board": board}
        self.doing(request, debating.move_student, done, seat=seat, board=board)
        return self.to("boards", discussion)
