"""The dates of each student of an assignment, and exceptions for several students at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.overriding import MOMENTS, NUMBERS, ExceptionForm, GroupForm
from quizzes.models import Assignment, StudentGroup
from quizzes.queries.dates import dates, fingerprint, touched
from quizzes.services import overriding
from quizzes.services.refusal import Refusal

from .owned import teacher
from .result_pages import ResultPages, page
from .typed import back_to, typed


class DatesPages(ResultPages):
    """What holds for each student, and what may be different for some."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("dates/", require_http_methods(["GET", "POST"])(self.dates), "dates"),
            *super().get_urls(),
        ]

    def dates(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Each student's dates; a POST first shows what an exception would change, then gives it."""
        assignment = self.worked_on_or_404(request, pk)
        with timezone.override(assignment.classroom.zone):
            answer: TemplateResponse | HttpResponseRedirect
            try:
                answer = self._answer(request, assignment)
            except Refusal as refusal:
                # What was chosen on the page is no longer so; nothing was done.
                self.message_user(request, str(refusal), messages.ERROR)
                answer = self._dates_page(request, assignment)
            if not isinstance(answer, HttpResponseRedirect):
                answer.render()
        return answer

    def _answer(self, request: HttpRequest, assignment: Assignment) -> Any:
        if request.method != "POST":
            return self._dates_page(request, assignment)
        if "cancel" in request.POST:
            return back_to(request, page("dates", assignment), *ExceptionForm.base_fields, "group_name")
        if "forget" in request.POST or "forget_sure" in request.POST:
            return self._forget(request, assignment)
        if "group" in request.POST or "group_sure" in request.POST:
            return self._name_group(request, assignment)
        sent = request.POST
        take_back = "take_back" in sent or "confirm_back" in sent
        form = ExceptionForm(sent, assignment=assignment, take_back=take_back)
        if not form.is_valid():
            return self._dates_page(request, assignment, form)
        wanted: dict[str, Any] = {"assignment": assignment, "students": form.chosen, "values": form.values}
        after = dates(assignment, overriding.planned(**wanted))
        plan = touched(dates(assignment), after, assignment.classroom.zone, timezone.now())
        if not plan:
            form.add_error(None, _("Nothing would change: this holds for these students already."))
            return self._dates_page(request, assignment, form)
        if fingerprint(plan) not in (sent.get("confirm"), sent.get("confirm_back")):
            return self._dates_page(request, assignment, form, plan=plan, confirmation=fingerprint(plan))
        overriding.give_exceptions(**wanted, by=teacher(request))
        done = ngettext("Saved for %(count)s student.", "Saved for %(count)s students.", len(plan)) % {
            "count": len(plan)
        }
        self.message_user(request, done, messages.SUCCESS)
        # Nobody has asked yet for what is typed beside the exceptions that are taken back.
        kept = [*MOMENTS, *NUMBERS, "excused"] if take_back else []
        return back_to(request, page("dates", assignment), "group_name", *kept)

    def _name_group(self, request: HttpRequest, assignment: Assignment) -> Any:
        """Keep a group; what is typed of an exception stays, since nobody has given it yet."""
        form = GroupForm(request.POST, assignment=assignment)
        if not form.is_valid():
            return self._dates_page(request, assignment, group=form)
        name = form.cleaned_data["group_name"]
        held = StudentGroup.objects.filter(classroom=assignment.classroom, name__iexact=name).first()
        if held is None:
            group = overriding.name_group(assignment=assignment, students=form.chosen, name=name)
            said = _g("The group %(name)s is kept for this class.")
        elif request.POST.get("group_sure") != str(held.pk):
            asked: dict[str, Any] = {"group": form, "replacing": held, "instead": form.chosen}
            return self._dates_page(request, assignment, **asked)
        else:
            group = overriding.regroup(assignment=assignment, group=held, students=form.chosen)
            said = _g("The group %(name)s has these students now, in place of those it had.")
        self.message_user(request, said % {"name": group}, messages.SUCCESS)
        return back_to(request, page("dates", assignment), *ExceptionForm.base_fields)

    def _forget(self, request: HttpRequest, assignment: Assignment) -> Any:
        sure = "forget_sure" in request.POST
        wanted = request.POST["forget_sure" if sure else "forget"]
        groups = StudentGroup.objects.filter(classroom=assignment.classroom)
        group = get_object_or_404(groups, pk=key_of(wanted))
        if not sure:
            return self._dates_page(request, assignment, forgetting=group)
        overriding.forget_group(group=group)
        done = _g("There is no group %(name)s any more. Its students and their exceptions stay as they are.")
        self.message_user(request, done % {"name": group}, messages.SUCCESS)
        return back_to(request, page("dates", assignment), *ExceptionForm.base_fields, "group_name")

    def _dates_page(
        self,
        request: HttpRequest,
        assignment: Assignment,
        form: ExceptionForm | None = None,
        *,
        group: GroupForm | None = None,
        **context: Any,
    ) -> Any:
        """The page, with whatever was typed on it; `form` and `group` are what was asked for, with what is wrong."""
        sent = typed(request, page("dates", assignment))
        form = form or ExceptionForm.as_typed(sent, assignment=assignment)
        zone, now = assignment.classroom.zone, timezone.now()
        ticked = form.ticked
        return self.framed(
            request,
            assignment,
            "dates",
            title=_g("Dates of each student"),
            form=form,
            whom=group if group and group.errors else form,
            group=group or GroupForm.as_typed(sent, assignment=assignment),
            groups=StudentGroup.objects.filter(classroom=assignment.classroom).prefetch_related("students"),
            rows=[(one, one.warnings(zone, now), str(one.student.pk) in ticked) for one in dates(assignment)],
            zone=zone,
            **context,
        )
