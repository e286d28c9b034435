"""A class's own pages: the code for the wall, its teachers, putting it away, and the record of what was changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quizzes.forms.panel.base import key_of
from quizzes.forms.panel.discussions import HeldWordsForm
from quizzes.forms.panel.rosters import TeacherForm
from quizzes.models import Attempt, Classroom
from quizzes.queries import audit
from quizzes.services import moderating, rosters
from quizzes.services.refusal import Refusal

from .owned import OwnedAdmin, in_zone, teacher

both = require_http_methods(["GET", "POST"])


def page(name: str, classroom: Classroom, *keys: int) -> str:
    """The address of the class's page `name`."""
    return reverse(f"admin:quizzes_classroom_{name}", args=[classroom.pk, *keys])


class ClassFrame(OwnedAdmin[Classroom]):
    """The frame of a class's own pages."""

    def at(self, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        """A page of one class."""
        return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=f"quizzes_classroom_{name}")

    def doing(self, request: HttpRequest, do: Callable[..., Any], done: Any, **arguments: Any) -> bool:
        """Call a service and tell the teacher what came of it; whether it was done."""
        try:
            do(**arguments)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True

    def to(self, name: str, classroom: Classroom, *keys: int) -> HttpResponseRedirect:
        """Go to the class's page `name`."""
        return HttpResponseRedirect(page(name, classroom, *keys))

    def framed(
        self, request: HttpRequest, classroom: Classroom, template: str, *, title: str, **context: Any
    ) -> TemplateResponse:
        """The page of that template, with what every page of a class shows."""
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/quizzes/classroom/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "classroom": classroom,
                "zone": classroom.zone,
                "title": title,
                **context,
            },
        )


class ClassPages(ClassFrame):
    """What belongs to the class as a whole."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("renew-code/", require_POST(self.renew_code), "renew_code"),
            self.at("stop-code/", require_POST(self.stop_code), "stop_code"),
            self.at("wall/", require_GET(self.wall), "wall"),
            self.at("held-words/", both(self.held_words), "held_words"),
            self.at("teachers/", both(self.teachers), "teachers"),
            self.at("teachers/<int:teacher_pk>/remove/", require_POST(self.remove_teacher), "remove_teacher"),
            self.at("archive/", both(self.archive), "archive"),
            self.at("bring-back/", require_POST(self.bring_back), "bring_back"),
            self.at("changes/", require_GET(self.changes), "changes"),
            *super().get_urls(),
        ]

    # --- the code ---------------------------------------------------------------------------------------------------

    def renew_code(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """A new join code; the old one stops working."""
        classroom = self.changeable_or_404(request, pk)
        done = _("The class has a new join code. The old one no longer works.")
        self.doing(request, rosters.renew_join_code, done, classroom=classroom, by=teacher(request))
        return self.to("change", classroom)

    def stop_code(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Let nobody else join."""
        classroom = self.changeable_or_404(request, pk)
        done = _("Nobody can join with the code any more.")
        self.doing(request, rosters.stop_join_code, done, classroom=classroom, by=teacher(request))
        return self.to("change", classroom)

    def wall(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The code, large enough to be read from the last row."""
        classroom = self.changeable_or_404(request, pk)
        if not code_works(classroom):
            self.message_user(request, _("The code has stopped. Renew it, then show it."), messages.WARNING)
            return self.to("change", classroom)
        return self.framed(
            request,
            classroom,
            "wall",
            title=_g("Join the class"),
            address=request.build_absolute_uri(reverse("join")),
            until=in_zone(classroom.join_code_expires_at, classroom.zone),
        )

    # --- teachers ---------------------------------------------------------------------------------------------------

    def teachers(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who teaches the class; a POST lets a colleague in."""
        classroom = self.changeable_or_404(request, pk)
        form = TeacherForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                added = rosters.add_teacher(
                    classroom=classroom, username=form.cleaned_data["username"], by=teacher(request)
                )
            except Refusal as refusal:
                form.add_error("username", str(refusal))
            else:
                done = _("%(teacher)s teaches this class with you now.") % {"teacher": added.display_name}
                self.message_user(request, done, messages.SUCCESS)
                return self.to("teachers", classroom)
        people = list(classroom.teachers.order_by("username"))
        return self.framed(request, classroom, "teachers", title=_g("Teachers"), form=form, people=people)

    def remove_teacher(self, request: HttpRequest, pk: int, teacher_pk: int) -> HttpResponseRedirect:
        """Take a teacher out; one who leaves has no way back in but through the others."""
        classroom = self.changeable_or_404(request, pk)
        leaving = get_object_or_404(classroom.teachers, pk=teacher_pk)
        done = _("%(teacher)s no longer teaches this class.") % {"teacher": leaving.display_name}
        gone = self.doing(
            request, rosters.remove_teacher, done, classroom=classroom, teacher=leaving, by=teacher(request)
        )
        if gone and leaving == teacher(request):
            return HttpResponseRedirect(reverse("admin:quizzes_classroom_changelist"))
        return self.to("teachers", classroom)

    # --- putting away -----------------------------------------------------------------------------------------------

    def archive(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what archiving does, and do it when the teacher says so."""
        classroom = self.changeable_or_404(request, pk)
        if request.method == "POST":
            done = _("%(classroom)s is archived. Nothing is lost, and you can bring it back.") % {
                "classroom": classroom
            }
            self.doing(request, rosters.archive_classroom, done, classroom=classroom, by=teacher(request))
            return self.to("change", classroom)
        working = Attempt.objects.filter(assignment__classroom=classroom, state=Attempt.State.IN_PROGRESS).count()
        return self.framed(request, classroom, "archive", title=_g("Archive the class"), working=working)

    def bring_back(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Put an archived class back into the lists."""
        classroom = self.changeable_or_404(request, pk)
        done = _("%(classroom)s is back, as it was.") % {"classroom": classroom}
        self.doing(request, rosters.bring_back_classroom, done, classroom=classroom, by=teacher(request))
        return self.to("change", classroom)

    # --- the record and the words -----------------------------------------------------------------------------------

    def changes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who changed what about the class, newest first."""
        classroom = self.changeable_or_404(request, pk)
        asked, number = request.GET.get("kind", ""), request.GET.get("page", "")
        kind = audit.Kind(asked) if asked in audit.Kind.values else None
        # Nobody reads that far back by turning pages, and a larger number would have the database read everything.
        place = min(key_of(number), 1000) or 1
        return self.framed(
            request,
            classroom,
            "changes",
            title=_g("Changes"),
            kind=kind,
            kinds=audit.Kind.choices,
            number=place,
            found=audit.changes(classroom, kind=kind, number=place),
        )

    def held_words(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The words that make a post of the class wait for its teacher."""
        classroom = self.changeable_or_404(request, pk)
        words = [held.word for held in classroom.held_words.all()]
        form = HeldWordsForm(request.POST if request.method == "POST" else None, initial={"words": words})
        if form.is_valid():
            moderating.set_held_words(classroom=classroom, words=form.cleaned_data["words"])
            self.message_user(request, _("The words that hold a post are saved."), messages.SUCCESS)
            return self.to("change", classroom)
        return self.framed(request, classroom, "held_words", title=_g("Words that hold a post"), form=form)


def code_works(classroom: Classroom) -> bool:
    """Whether somebody can join with the code now."""
    return classroom.archived_at is None and classroom.join_code_expires_at > timezone.now()
