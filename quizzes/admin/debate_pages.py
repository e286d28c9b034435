"""What the pages of a debate in class rest on: the teacher's own debate, its boards, and their frame."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from quizzes.models import Board, Discussion
from quizzes.services.refusal import Refusal

from .owned import OwnedAdmin


def page(name: str, discussion: Discussion, *keys: int) -> str:
    """The address of the debate's page `name`."""
    return reverse(f"admin:quizzes_discussion_{name}", args=[discussion.pk, *keys])


def file_name(discussion: Discussion, kind: str) -> str:
    """The name of a CSV of the debate."""
    return f"{slugify(f'{discussion.classroom.name} {str(discussion.question)[:40]}') or 'debate'}-{kind}.csv"


class DebatePages(OwnedAdmin[Discussion]):
    """The frame of a debate's own pages."""

    def at(self, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        """A page of one debate."""
        return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=f"quizzes_discussion_{name}")

    def own_board(self, request: HttpRequest, pk: int, board_pk: int) -> Board:
        """A board of the teacher's own debate, for whoever may change the debate."""
        discussion = self.changeable_or_404(request, pk)
        board = get_object_or_404(discussion.boards, pk=board_pk)
        board.discussion = discussion
        return board

    def doing(self, request: HttpRequest, do: Callable[..., Any], done: Any, **arguments: Any) -> bool:
        """Call a service and tell the teacher what came of it; whether it was done."""
        try:
            do(**arguments)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True

    def to(self, name: str, discussion: Discussion, *keys: int) -> HttpResponseRedirect:
        """Go to the debate's page `name`."""
        return HttpResponseRedirect(page(name, discussion, *keys))

    def framed(
        self, request: HttpRequest, discussion: Discussion, template: str, *, title: str, **context: Any
    ) -> TemplateResponse:
        """The page of that template, with what every page of a debate shows."""
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/discussion/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "discussion": discussion,
                "zone": discussion.classroom.zone,
                "title": title,
                **context,
            },
        )
