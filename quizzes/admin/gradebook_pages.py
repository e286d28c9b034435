"""The gradebook of a class, and everything of a class as files."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.views.decorators.http import require_GET

from quizzes.exports.classes import gradebook_table, roster_table
from quizzes.exports.debates import contributions_table, marks_table
from quizzes.exports.files import file_response
from quizzes.exports.table import Table
from quizzes.forms.panel.results import Contents, FormatForm
from quizzes.models import Assignment, Classroom, Discussion
from quizzes.queries import visible
from quizzes.queries.class_gradebook import ClassGradebook, Line, Standing, class_gradebook
from quizzes.queries.percent import percent
from quizzes.services import attempting

from .owned import OwnedAdmin, teacher
from .result_pages import TableCell, attempt_address


class GradebookPages(OwnedAdmin[Assignment]):
    """The gradebooks of a teacher's classes, beside their assignments."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            return path(f"gradebook/{route}", self.admin_site.admin_view(require_GET(view)), name=f"quizzes_{name}")

        return [
            at("", self.gradebooks, "gradebooks"),
            at("<int:classroom_pk>/", self.gradebook, "gradebook"),
            at("<int:classroom_pk>/export/", self.export_gradebook, "gradebook_export"),
            at("<int:classroom_pk>/roster/", self.export_roster, "gradebook_roster"),
            at("<int:classroom_pk>/files/", self.files, "gradebook_files"),
            at("<int:classroom_pk>/debates/<int:debate_pk>/<str:part>/", self.export_debate, "gradebook_debate"),
            *super().get_urls(),
        ]

    def gradebooks(self, request: HttpRequest) -> TemplateResponse:
        """The teacher's classes, each with the way to its gradebook."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        classes = visible.classrooms(teacher(request)).annotate(
            students_now=Count("enrollments", filter=Q(enrollments__removed_at__isnull=True), distinct=True),
            given=Count("assignments", distinct=True),
        )
        return self._shown(request, "gradebooks", title=_g("Gradebooks"), classes=classes.order_by("name", "pk"))

    def gradebook(self, request: HttpRequest, classroom_pk: int) -> TemplateResponse:
        """The students of a class and all their assignments."""
        classroom = self._classroom(request, classroom_pk)
        book = class_gradebook(classroom, timezone.now())
        return self._shown(
            request,
            "gradebook",
            title=_g("Gradebook"),
            classroom=classroom,
            book=book,
            rows=_rows(book),
            first_to_grade=_first_to_grade(book),
            standings=[standing for standing in Standing if standing.mark],
        )

    def files(self, request: HttpRequest, classroom_pk: int) -> TemplateResponse:
        """Everything of a class that can be had as a file."""
        classroom = self._classroom(request, classroom_pk)
        return self._shown(
            request,
            "files",
            title=_g("Files"),
            classroom=classroom,
            groups=[
                (_g("The class"), _files_of_class(classroom)),
                *((str(one.quiz), _files_of(one)) for one in classroom.assignments.select_related("quiz")),
                *((str(one.question), _files_of_debate(classroom, one)) for one in _debates(classroom)),
            ],
        )

    def export_gradebook(self, request: HttpRequest, classroom_pk: int) -> HttpResponseBase:
        """The gradebook as a file."""
        classroom = self._classroom(request, classroom_pk)
        return _file(request, classroom, "gradebook", gradebook_table(class_gradebook(classroom, timezone.now())))

    def export_roster(self, request: HttpRequest, classroom_pk: int) -> HttpResponseBase:
        """The roster as a file."""
        classroom = self._classroom(request, classroom_pk)
        return _file(request, classroom, "roster", roster_table(classroom))

    def export_debate(self, request: HttpRequest, classroom_pk: int, debate_pk: int, part: str) -> HttpResponseBase:
        """The contributions or the marks of a debate of the class as a file."""
        classroom = self._classroom(request, classroom_pk)
        debate = get_object_or_404(
            classroom.discussions.select_related("question", "classroom", "rubric"), pk=debate_pk
        )
        tables = {"contributions": contributions_table, "marks": marks_table}
        if part not in tables:
            raise Http404
        return _file(request, classroom, f"debate-{debate.pk}-{part}", tables[part](debate))

    def _classroom(self, request: HttpRequest, pk: int) -> Classroom:
        """The teacher's class, after what has run out of time is handed in."""
        classroom: Classroom = get_object_or_404(visible.classrooms(teacher(request)), pk=pk)
        if not self.has_view_permission(request):
            raise PermissionDenied
        attempting.close_overdue(classroom=classroom)
        return classroom

    def _shown(self, request: HttpRequest, template: str, *, title: str, **context: Any) -> TemplateResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/gradebook/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context},
        )


def _rows(book: ClassGradebook) -> Iterator[tuple[Line, list[TableCell]]]:
    """Each line with its cells; a class has thousands, so what is the same in many is worked out once."""
    attempts = attempt_address()
    looks = {standing: (standing.mark, standing.value) for standing in Standing}
    for line in book.lines:
        cells: list[TableCell] = []
        for grade in line.grades:
            shown, look = looks[grade.standing]
            if grade.standing is Standing.GRADED:
                # A quiz without points has a score but no percentage.
                shown, look = "–" if grade.percent is None else percent(grade.percent), ""
            cells.append((attempts(grade.attempt) if grade.attempt else "", shown, look))
        yield line, cells


def _first_to_grade(book: ClassGradebook) -> Assignment | None:
    """The earliest assignment with work of a student in the class that waits to be graded."""
    here = [line for line in book.lines if not line.removed]
    return next(
        (
            assignment
            for column, assignment in enumerate(book.assignments)
            if any(line.grades[column].standing is Standing.TO_GRADE for line in here)
        ),
        None,
    )


Files = list[tuple[str, str]]


def _files_of_class(classroom: Classroom) -> Files:
    return [
        (_g("Gradebook"), f"{reverse('admin:quizzes_gradebook_export', args=[classroom.pk])}?"),
        (_g("Roster"), f"{reverse('admin:quizzes_gradebook_roster', args=[classroom.pk])}?"),
    ]


def _files_of(assignment: Assignment) -> Files:
    """Names and addresses; those of attempts offer all of them only where there can be several."""
    address = reverse("admin:quizzes_assignment_export", args=[assignment.pk])
    several = assignment.attempts_allowed > 1
    found = []
    for contents in Contents:
        found.append((str(contents.label), f"{address}?table={contents.value}&"))
        if several and not contents.is_analysis:
            label = _g("%(table)s, all attempts") % {"table": contents.label}
            found.append((label, f"{address}?table={contents.value}&attempts=all&"))
    return found


def _debates(classroom: Classroom) -> QuerySet[Discussion]:
    return classroom.discussions.select_related("question")


def _files_of_debate(classroom: Classroom, debate: Discussion) -> Files:
    return [
        (label, f"{reverse('admin:quizzes_gradebook_debate', args=[classroom.pk, debate.pk, part])}?")
        for part, label in (("contributions", _g("contributions")), ("marks", _g("marks")))
    ]


def _file(request: HttpRequest, classroom: Classroom, name: str, table: Table) -> HttpResponseBase:
    form = FormatForm(request.GET)
    if not form.is_valid():
        raise Http404
    return file_response(f"{slugify(classroom.name) or 'class'}-{name}", table, form.cleaned_data["format"])
