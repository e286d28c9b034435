"""What the pages of a debate in class rest on: the teacher's own debate, its boards, and their frame."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify

from quizzes.models import Board, Discussion

from .in_class import GivenAdmin


def page(name: str, discussion: Discussion, *keys: int) -> str:
    """The address of the debate's page `name`."""
    return reverse(f"admin:quizzes_discussion_{name}", args=[discussion.pk, *keys])


def file_name(discussion: Discussion, kind: str) -> str:
    """The name of a CSV of the debate."""
    return f"{slugify(f'{discussion.classroom.name} {str(discussion.question)[:40]}') or 'debate'}-{kind}.csv"


class DebatePages(GivenAdmin[Discussion]):
    """The frame of a debate's own pages."""

    def own_board(self, request: HttpRequest, pk: int, board_pk: int) -> Board:
        """A board of the teacher's own debate, for whoever may change the debate."""
        discussion = self.changeable_or_404(request, pk)
        board = get_object_or_404(discussion.boards, pk=board_pk)
        board.discussion = discussion
        return board

    def to(self, name: str, discussion: Discussion, *keys: int) -> HttpResponseRedirect:
        """Go to the debate's page `name`."""
        return HttpResponseRedirect(page(name, discussion, *keys))

    def framed(
        self, request: HttpRequest, discussion: Discussion, template: str, *, title: str, **context: Any
    ) -> TemplateResponse:
        """The page of that template, with what every page of a debate shows."""
        about = {"discussion": discussion, "zone": discussion.classroom.zone, "title": title}
        return self.shown(request, template, **about, **context)
