"""An assignment's results and how its questions worked, as pages and as files."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.views.decorators.http import require_GET

from quizzes.exports.files import file_response
from quizzes.exports.items import choices_table, items_table
from quizzes.exports.results import responses_table, results_table
from quizzes.exports.table import Table
from quizzes.forms.panel.results import AnalysisForm, Contents, DownloadForm
from quizzes.models import Assignment
from quizzes.queries import visible
from quizzes.queries.citing import scores
from quizzes.queries.counting import Attempts
from quizzes.queries.gradebook import Gradebook, Row, gradebook
from quizzes.queries.item_analysis import Analysis, Which, item_analysis
from quizzes.queries.percent import percent
from quizzes.queries.result_pictures import facilities, score_spread, skill_bars
from quizzes.services import attempting

from .in_class import GivenAdmin
from .owned import teacher

# The address a cell leads to ("" for none), what it says, and how it looks.
TableCell = tuple[str, str, str]


def page(name: str, assignment: Assignment) -> str:
    """The address of the assignment's page `name`."""
    return reverse(f"admin:quizzes_assignment_{name}", args=[assignment.pk])


def attempt_address() -> Callable[[int], str]:
    """A function that gives the address of an attempt in the panel, looked up once for thousands of them."""
    before, after = reverse("admin:quizzes_attempt_change", args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


class ResultPages(GivenAdmin[Assignment]):
    """The results of one assignment."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("results/", require_GET(self.results), "results"),
            self.at("results/export/", require_GET(self.export), "export"),
            self.at("analysis/", require_GET(self.analysis), "analysis"),
            *super().get_urls(),
        ]

    def results(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """The class's results: a row a student, a column an item."""
        assignment = self.closed_or_404(request, pk)
        book = gradebook(assignment)
        return self.framed(
            request,
            assignment,
            "results",
            title=_g("Results"),
            book=book,
            rows=_rows(assignment, book),
            by_hand=assignment.release == Assignment.Release.BY_HAND,
            download=DownloadForm(),
        )

    def export(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The results, the answers or the figures of the questions as a file."""
        assignment = self.closed_or_404(request, pk)
        form = DownloadForm(request.GET)
        if not form.is_valid():
            for problem in form.non_field_errors() or [_g("Choose what to download from the lists.")]:
                self.message_user(request, str(problem), messages.ERROR)
            return HttpResponseRedirect(page("results", assignment))
        contents, attempts = form.cleaned_data["table"], form.cleaned_data["attempts"]
        name = slugify(f"{assignment.classroom.name} {assignment.quiz.title}") or "assignment"
        if contents is not Contents.RESULTS:
            name = f"{name}-{contents.value}"
        return file_response(name, _table(assignment, contents, attempts), form.cleaned_data["format"])

    def analysis(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """How the questions worked: facility, discrimination, choices, skills."""
        assignment = self.closed_or_404(request, pk)
        form = AnalysisForm(request.GET)
        if not form.is_valid():
            raise Http404
        found = item_analysis(assignment, form.cleaned_data["attempts"])
        return self.framed(
            request,
            assignment,
            "analysis",
            title=_g("How the questions worked"),
            analysis=found,
            ways=[(way, page("analysis", assignment) + f"?attempts={way.value}") for way in Which],
            facilities=facilities(found),
            spread=score_spread(found),
            skills=skill_bars(found),
            skill_rows=_skill_rows(found),
        )

    def closed_or_404(self, request: HttpRequest, pk: int) -> Assignment:
        """The teacher's assignment, after what has run out of time is handed in."""
        own = visible.assignments(teacher(request)).select_related("quiz__article", "classroom")
        assignment: Assignment = get_object_or_404(own, pk=pk)
        if not self.has_view_permission(request, assignment):
            raise PermissionDenied
        attempting.close_overdue(assignment=assignment)
        return assignment

    def worked_on_or_404(self, request: HttpRequest, pk: int) -> Assignment:
        """The same, for a page that changes something; 403 for staff who may only look."""
        assignment = self.closed_or_404(request, pk)
        if not self.has_change_permission(request, assignment):
            raise PermissionDenied
        return assignment

    def framed(
        self, request: HttpRequest, assignment: Assignment, template: str, *, title: str, **context: Any
    ) -> TemplateResponse:
        """The page of that template, with what every page of an assignment shows."""
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/assignment/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "assignment": assignment,
                "title": title,
                **context,
            },
        )


def _rows(assignment: Assignment, book: Gradebook) -> Iterator[tuple[Row, str, Decimal | None, list[TableCell]]]:
    """Each row with the address of its attempt ("" for none), the score of the sentences cited, and its items' cells.

    A class of a thousand has tens of thousands of cells: what is the same in many is worked out once.
    """
    attempts = attempt_address()
    to_mark = {
        item.pk: (reverse("admin:quizzes_assignment_grade_item", args=[assignment.pk, item.pk]), _g("to mark"), "waits")
        for item in book.items
    }
    cited = scores([assignment])
    empty, nothing = ("", _g("no answer"), "quiet"), ("", "–", "")
    for row in book.rows:
        cells: list[TableCell] = [
            to_mark[cell.item]
            if cell.waits
            else ("", cell.shown, "")
            if cell.points is not None
            else empty
            if cell.handed_in
            else nothing
            for cell in row.cells
        ]
        attempt = row.attempt.pk if row.attempt else 0
        yield row, attempts(attempt) if attempt else "", cited.get(attempt), cells


def _skill_rows(analysis: Analysis) -> Iterator[tuple[str, str, list[str]]]:
    """The name of each student, the address of the attempt, and the shares in words."""
    attempts = attempt_address()
    for line in analysis.skill_lines:
        shares = ["–" if share is None else percent(round(100 * share)) for share in line.shares]
        yield line.student.display_name, attempts(line.attempt), shares


def _table(assignment: Assignment, contents: Contents, attempts: Attempts) -> Table:
    match contents:
        case Contents.RESULTS:
            return results_table(assignment, attempts)
        case Contents.RESPONSES:
            return responses_table(assignment, attempts)
        case Contents.ITEMS:
            return items_table(assignment, Which(attempts.value))
        case Contents.CHOICES:
            return choices_table(assignment, Which(attempts.value))
