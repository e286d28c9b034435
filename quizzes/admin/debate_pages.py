"""What the pages of a debate in class rest on: the teacher's own debate, its boards, and their frame."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify

from quizzes.exports.files import file_response
from quizzes.exports.table import Table
from quizzes.forms.panel.results import FormatForm
from quizzes.models import Board, Discussion

from .in_class import GivenAdmin


def page(name: str, discussion: Discussion, *keys: int) -> str:
    """The address of the debate's page `name`."""
    return reverse(f"admin:quizzes_discussion_{name}", args=[discussion.pk, *keys])


def file_of(request: HttpRequest, discussion: Discussion, kind: str, table: Table) -> HttpResponseBase:
    """The table of the debate as the kind of file asked for; 404 for a kind there is not."""
    form = FormatForm(request.GET)
    if not form.is_valid():
        raise Http404
    name = slugify(f"{discussion.classroom.name} {str(discussion.question)[:40]}") or "debate"
    return file_response(f"{name}-{kind}", table, form.cleaned_data["format"])


class DebatePages(GivenAdmin[Discussion]):
    """The frame of a debate's own pages."""

    beside = ("classroom", "question__article", "rubric")

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
