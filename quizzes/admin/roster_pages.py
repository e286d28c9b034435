"""The pages of a class's roster: importing a list, log-in cards, and one student."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from quizzes.forms.panel.rosters import CardsForm, MoveForm, ReasonForm, RosterForm
from quizzes.models import Classroom, Enrollment
from quizzes.queries import visible
from quizzes.services import attempting, roster_import, rosters
from quizzes.services.refusal import Refusal
from quizzes.services.roster_files import Column
from quizzes.services.rosters import Login

from .class_pages import ClassFrame, both
from .owned import teacher


class RosterPages(ClassFrame):
    """What belongs to the students of a class."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.at("import/", both(self.import_roster), "import"),
            self.at("cards/", both(self.cards), "cards"),
            self.at("students/<int:place_pk>/", require_GET(self.student), "student"),
            self.at("students/<int:place_pk>/remove/", require_POST(self.remove), "student_remove"),
            self.at("students/<int:place_pk>/put-back/", require_POST(self.put_back), "student_put_back"),
            self.at("students/<int:place_pk>/move/", require_POST(self.move), "student_move"),
            *super().get_urls(),
        ]

    # --- many at once -----------------------------------------------------------------------------------------------

    def import_roster(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A list of students: first what would happen to each row, then, when the teacher agrees, all of it."""
        classroom = self.changeable_or_404(request, pk)
        form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
        plan = None
        if form.is_valid():
            plan = roster_import.plan_import(classroom=classroom, by=teacher(request), sheet=form.sheet)
            agreed = form.cleaned_data["fingerprint"]
            if "import" in request.POST and agreed == plan.fingerprint:
                done = self._import(request, classroom, plan)
                if done is not None:
                    return done
            elif "import" in request.POST:
                self.message_user(
                    request,
                    _("The list or the class has changed since it was checked. Look at the rows again, then import."),
                    messages.WARNING,
                )
            # What the teacher is shown now is what they agree to next.
            form.show_fingerprint(plan.fingerprint)
        return self.framed(
            request,
            classroom,
            "import",
            title=_g("Import students"),
            form=form,
            plan=plan,
            columns=[Column(column).label for column in form.sheet.columns] if plan else [],
        )

    @sensitive_variables("logins")
    def _import(self, request: HttpRequest, classroom: Classroom, plan: roster_import.Plan) -> HttpResponse | None:
        """The page after an import; None where it was refused, which is said."""
        try:
            logins = roster_import.carry_out(classroom=classroom, by=teacher(request), plan=plan)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        done = ngettext(
            "%(count)s student is put on the roster.", "%(count)s students are put on the roster.", plan.changes
        )
        self.message_user(request, done % {"count": plan.changes}, messages.SUCCESS)
        if not logins:
            return self.to("change", classroom)
        return self._printed(request, classroom, logins)

    @sensitive_variables("logins")
    def cards(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose students, give them new passwords and print those; they are shown on this one page and never again."""
        classroom = self.changeable_or_404(request, pk)
        places = _places(classroom).filter(removed_at__isnull=True)
        asked = request.GET.get("student", "")
        chosen = [place.pk for place in places if _ticked(place, asked)]
        form = CardsForm(request.POST if request.method == "POST" else None, places=places, chosen=chosen)
        if form.is_valid():
            students = [place.student for place in form.cleaned_data["places"]]
            try:
                logins = rosters.reset_passwords(classroom=classroom, students=students, by=teacher(request))
            except Refusal as refusal:
                form.add_error("places", str(refusal))
            else:
                return self._printed(request, classroom, logins)
        return self.framed(
            request, classroom, "cards", title=_g("Log-in cards"), form=form, anybody=places.exists(), one=bool(asked)
        )

    @sensitive_variables("logins")
    def _printed(self, request: HttpRequest, classroom: Classroom, logins: list[Login]) -> TemplateResponse:
        """The cards to print, in answer to the POST itself: the passwords are stored nowhere they could be read."""
        return self.framed(
            request,
            classroom,
            "cards_printed",
            title=_g("Log-in cards"),
            logins=logins,
            address=request.build_absolute_uri(reverse("login")),
        )

    # --- one student ------------------------------------------------------------------------------------------------

    def student(self, request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
        """What can be done about one student's place in the class."""
        classroom = self.changeable_or_404(request, pk)
        return self._student(request, classroom, _place(classroom, place_pk))

    def _student(
        self, request: HttpRequest, classroom: Classroom, place: Enrollment, move_form: MoveForm | None = None
    ) -> TemplateResponse:
        others = self._others(request, classroom)
        attempts = f"{reverse('admin:quizzes_attempt_changelist')}?student__id__exact={place.student_id}"
        return self.framed(
            request,
            classroom,
            "student",
            title=place.student.display_name,
            place=place,
            reason_form=ReasonForm(auto_id="remove_%s"),
            move_form=move_form or MoveForm(classrooms=others),
            others=others,
            attempts_url=attempts,
        )

    def remove(self, request: HttpRequest, pk: int, place_pk: int) -> HttpResponseRedirect:
        """End a student's place; the next page offers to put them back."""
        return self._doing_to(
            request, pk, place_pk, rosters.remove_student, _("%(student)s is out of the class. All work is kept.")
        )

    def put_back(self, request: HttpRequest, pk: int, place_pk: int) -> HttpResponseRedirect:
        """Give a student their place back."""
        return self._doing_to(request, pk, place_pk, rosters.restore_student, _("%(student)s is back in the class."))

    def _doing_to(self, request: HttpRequest, pk: int, place_pk: int, do: Any, done: Any) -> HttpResponseRedirect:
        classroom = self.changeable_or_404(request, pk)
        place = _place(classroom, place_pk)
        said = done % {"student": place.student.display_name}
        # Too long a reason is cut by the record; it is no ground to refuse what was asked for.
        reason = request.POST.get("reason", "")
        self.doing(request, do, said, enrollment=place, by=teacher(request), reason=reason)
        return self.to("student", classroom, place.pk)

    def move(self, request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
        """Move a student to another class of the teacher's, and go to their page there."""
        classroom = self.changeable_or_404(request, pk)
        place = _place(classroom, place_pk)
        form = MoveForm(request.POST, classrooms=self._others(request, classroom))
        if not form.is_valid():
            return self._student(request, classroom, place, form)
        target, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
        try:
            moved = rosters.move_student(enrollment=place, to=target, by=teacher(request), reason=reason)
        except Refusal as refusal:
            form.add_error("to", str(refusal))
            return self._student(request, classroom, place, form)
        for assignment in target.assignments.filter(time_limit_minutes__isnull=False):
            attempting.reset_deadlines(assignment=assignment)
        done = _("%(student)s is in %(classroom)s now. What they did so far stays with %(old)s.")
        names = {"student": place.student.display_name, "classroom": target, "old": classroom}
        self.message_user(request, done % names, messages.SUCCESS)
        return self.to("student", target, moved.pk)

    def _others(self, request: HttpRequest, classroom: Classroom) -> QuerySet[Classroom]:
        return visible.current_classrooms(teacher(request)).exclude(pk=classroom.pk)


def _places(classroom: Classroom) -> QuerySet[Enrollment]:
    return classroom.enrollments.select_related("student")


def _place(classroom: Classroom, pk: int) -> Enrollment:
    place: Enrollment = get_object_or_404(_places(classroom), pk=pk)
    place.classroom = classroom
    return place


def _ticked(place: Enrollment, asked: str) -> bool:
    """Whether a student is chosen from the start: the one asked for, else those who have never logged in."""
    return str(place.pk) == asked if asked else place.student.last_login is None
