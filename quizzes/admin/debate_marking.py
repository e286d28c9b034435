"""Marking a debate by its rubric, one student at a time, and releasing the marks."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.exports import debates as debates_export
from quizzes.exports.csv import csv_response
from quizzes.forms.assessing import MarkForm
from quizzes.models import Assessment, Discussion, User
from quizzes.queries import debate_marks, debates, peer_feedback
from quizzes.services import marking_debates
from quizzes.services import peer_feedback as services

from .debate_pages import DebatePages, file_name, page
from .owned import teacher


class MarkingPages(DebatePages):
    """The pages on which a debate is marked."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("marks/", require_GET(self.marks), "marks"),
            self.at("marks/export/", require_GET(self.export), "export"),
            self.at("marks/release/", require_POST(self.release), "release"),
            self.at("marks/withhold/", require_POST(self.withhold), "withhold"),
            self.at("marks/<int:student_pk>/", require_http_methods(["GET", "POST"])(self.mark), "mark"),
            self.at("marks/<int:student_pk>/take-back/", require_POST(self.take_back), "take_back"),
            self.at("feedback/<int:assessment_pk>/remove/", require_POST(self.remove_feedback), "remove_feedback"),
            self.at("feedback/<int:assessment_pk>/allow/", require_POST(self.allow_feedback), "allow_feedback"),
            *super().get_urls(),
        ]

    def marks(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Every student with the mark they have."""
        discussion = self.changeable_or_404(request, pk)
        rows = debate_marks.marked(discussion)
        done = sum(row.complete for row in rows)
        peers = peer_feedback.summaries(discussion)
        for row in rows:
            row.student.peers = peers.get(row.student.pk)  # type: ignore[attr-defined]
        return self.framed(
            request,
            discussion,
            "marks",
            title=_g("Marks"),
            rows=rows,
            done=done,
            first=_first_to_mark(rows),
            feedback_waiting=peer_feedback.waiting(discussion),
        )

    def mark(self, request: HttpRequest, pk: int, student_pk: int) -> HttpResponse:
        """One student's posts beside the rubric."""
        discussion = self.changeable_or_404(request, pk)
        if discussion.rubric is None:
            self.message_user(request, marking_debates.NO_RUBRIC, messages.ERROR)
            return self.to("marks", discussion)
        rows = debate_marks.marked(discussion)
        place = next((place for place, row in enumerate(rows) if row.student.pk == student_pk), None)
        if place is None:
            raise Http404
        row = rows[place]
        criteria = debate_marks.criteria_of(discussion.rubric)
        form = MarkForm(request.POST or None, criteria=criteria, assessment=row.assessment)
        following = rows[place + 1].student if place + 1 < len(rows) else None
        if form.is_valid() and self._save(request, discussion, row.student, form):
            return _after(discussion, following)
        return self.framed(
            request,
            discussion,
            "mark",
            title=_g("Mark %(student)s") % {"student": row.student.display_name},
            row=row,
            form=form,
            work=debates.work_of(discussion, row.student),
            feedback=peer_feedback.feedback_on(discussion, row.student),
            changes=discussion.mark_changes.filter(student=row.student).select_related("changed_by"),
            following=following,
            before=rows[place - 1].student if place else None,
            done=sum(one.complete for one in rows),
            number=place + 1,
            count=len(rows),
        )

    def _save(self, request: HttpRequest, discussion: Discussion, student: User, form: MarkForm) -> bool:
        return self.doing(
            request,
            marking_debates.mark,
            _("The mark of %(student)s is saved.") % {"student": student.display_name},
            discussion=discussion,
            student=student,
            assessor=teacher(request),
            levels=form.levels,
            comment=form.cleaned_data["comment"],
        )

    def take_back(self, request: HttpRequest, pk: int, student_pk: int) -> HttpResponse:
        """Leave the student without a mark, with the reason."""
        discussion = self.changeable_or_404(request, pk)
        student = next((one for one, _gone in debate_marks.roster(discussion) if one.pk == student_pk), None)
        if student is None:
            raise Http404
        self.doing(
            request,
            marking_debates.take_back,
            _("%(student)s has no mark now.") % {"student": student.display_name},
            discussion=discussion,
            student=student,
            by=teacher(request),
            reason=request.POST.get("reason", ""),
        )
        return self.to("mark", discussion, student.pk)

    def remove_feedback(self, request: HttpRequest, pk: int, assessment_pk: int) -> HttpResponse:
        """Take a classmate's feedback away, with the reason."""
        discussion, said = self._feedback(request, pk, assessment_pk)
        done = _("The feedback is taken away; only the student who wrote it sees it.")
        reason = request.POST.get("reason", "")
        self.doing(request, services.remove_feedback, done, assessment=said, by=teacher(request), reason=reason)
        return self.to("mark", discussion, said.student_id)

    def allow_feedback(self, request: HttpRequest, pk: int, assessment_pk: int) -> HttpResponse:
        """Let a student see what a classmate said."""
        discussion, said = self._feedback(request, pk, assessment_pk)
        done = _("The student sees the feedback once the marks are released.")
        self.doing(request, services.allow_feedback, done, assessment=said, by=teacher(request))
        return self.to("mark", discussion, said.student_id)

    def _feedback(self, request: HttpRequest, pk: int, assessment_pk: int) -> tuple[Discussion, Assessment]:
        discussion = self.changeable_or_404(request, pk)
        found = discussion.assessments.filter(counts=False).exclude(student=F("assessor"))
        return discussion, get_object_or_404(found, pk=assessment_pk)

    def export(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The marks as CSV."""
        discussion = self.changeable_or_404(request, pk)
        name = file_name(discussion, "marks")
        return csv_response(name, debates_export.marks_header(discussion), debates_export.marks(discussion))

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let the students see their marks."""
        discussion = self.changeable_or_404(request, pk)
        done = _("Students can now see their marks and your comments.")
        self.doing(request, marking_debates.release_marks, done, discussion=discussion, by=teacher(request))
        return self.to("marks", discussion)

    def withhold(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the release back."""
        discussion = self.changeable_or_404(request, pk)
        done = _("Students can no longer see their marks.")
        self.doing(request, marking_debates.withhold_marks, done, discussion=discussion, by=teacher(request))
        return self.to("marks", discussion)


def _first_to_mark(rows: list[debate_marks.Marked]) -> User | None:
    students = [row.student for row in rows if not row.complete] or [row.student for row in rows]
    return students[0] if students else None


def _after(discussion: Discussion, following: User | None) -> HttpResponseRedirect:
    return HttpResponseRedirect(page("mark", discussion, following.pk) if following else page("marks", discussion))
