"""Watching a class work: who is where, and what a teacher does about it while it goes on."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _g
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.forms.panel.overriding import ChosenStudentsForm, ExtendForm, MessageForm, MinutesForm
from quizzes.models import Assignment, Attempt, User
from quizzes.queries.watching import State, messages_in, tally, watched
from quizzes.services import watching
from quizzes.services.refusal import Refusal

from .owned import teacher
from .result_pages import ResultPages, page
from .typed import aside, back_to, typed

# What may be typed and chosen on the page before one of its buttons is pressed.
TYPED = ("text", "minutes", *ChosenStudentsForm.base_fields)


class WatchPages(ResultPages):
    """An assignment while students work at it."""

    def get_urls(self) -> list[URLPattern]:
        either = require_http_methods(["GET", "POST"])
        return [
            self.at("watch/", either(self.watch), "watch"),
            self.at("reopen/<int:attempt_pk>/", either(self.reopen), "reopen"),
            *super().get_urls(),
        ]

    def watch(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who is where; with `?rows` only the table. A POST does what its button says for the students ticked."""
        assignment = self.worked_on_or_404(request, pk)
        if request.method != "POST":
            return self._watch_page(request, assignment)
        try:
            return self._do(request, assignment, request.POST.get("do", ""))
        except Refusal as refusal:
            # What was chosen on the page is no longer so; nothing was done.
            self.message_user(request, str(refusal), messages.ERROR)
            return self._watch_page(request, assignment)

    def _do(self, request: HttpRequest, assignment: Assignment, does: str) -> HttpResponse:
        match does:
            case "extend" | "extend5" | "extend10":
                return self._extend(request, assignment, does.removeprefix("extend"))
            case "message":
                return self._message(request, assignment)
            case "reopen" | "reopen_now":
                return self._reopen(request, assignment, sure=does == "reopen_now")
            case "hand_in" | "hand_in_now":
                return self._hand_in(request, assignment, sure=does == "hand_in_now")
            case _:
                return back_to(request, page("watch", assignment), *TYPED)

    def _watch_page(
        self, request: HttpRequest, assignment: Assignment, wrong: ChosenStudentsForm | None = None
    ) -> HttpResponse:
        """The page, with whatever was typed on it, and what is `wrong` with it."""
        now, alone = timezone.now(), "rows" in request.GET
        found = watched(assignment, now)
        sent = MultiValueDict() if alone else typed(request, page("watch", assignment))
        extend = wrong if isinstance(wrong, ExtendForm) else ExtendForm.as_typed(sent, assignment=assignment)
        message = wrong if isinstance(wrong, MessageForm) else MessageForm.as_typed(sent, assignment=assignment)
        whom = wrong or extend
        ticked = whom.ticked
        return self.framed(
            request,
            assignment,
            "watch_rows" if alone else "watch",
            title=_g("Watch"),
            rows=[(one, str(one.student.pk) in ticked) for one in found],
            tally=list(tally(found)),
            states=State,
            now=now,
            sent=messages_in(assignment),
            whom=whom,
            extend=extend,
            message=message,
        )

    def _extend(self, request: HttpRequest, assignment: Assignment, minutes: str) -> HttpResponse:
        # A button with a number says how many: what is typed in the field is for another one.
        form = (ChosenStudentsForm if minutes else ExtendForm)(request.POST, assignment=assignment)
        if not form.is_valid():
            return self._watch_page(request, assignment, form)
        given = int(minutes or form.cleaned_data["minutes"])
        extended = watching.extend_time(assignment=assignment, students=form.chosen, minutes=given, by=teacher(request))
        if extended:
            done = ngettext("%(minutes)s minute more for %(names)s.", "%(minutes)s minutes more for %(names)s.", given)
            self._tell(request, done, extended, minutes=given)
        if left := [student for student in form.chosen if student not in extended]:
            said = _g("Not changed, since they have handed in or have no end that could move: %(names)s.")
            self._tell(request, said, left, level=messages.WARNING)
        return back_to(request, page("watch", assignment), "text", *(["minutes"] if minutes else []))

    def _message(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        form = MessageForm(request.POST, assignment=assignment)
        if not form.is_valid():
            return self._watch_page(request, assignment, form)
        students = None if form.cleaned_data["everybody"] else form.chosen
        text = form.cleaned_data["text"]
        watching.send_message(assignment=assignment, students=students, text=text, by=teacher(request))
        self._tell(request, _g("The message is on the pages of %(names)s within 15 seconds."), form.chosen)
        return back_to(request, page("watch", assignment), "minutes")

    def _reopen(self, request: HttpRequest, assignment: Assignment, *, sure: bool) -> HttpResponse:
        whom = ChosenStudentsForm(request.POST, assignment=assignment)
        if not whom.is_valid():
            return self._watch_page(request, assignment, whom)
        form = MinutesForm(request.POST)
        if sure and form.is_valid():
            minutes = form.cleaned_data["minutes"]
            reopened = watching.reopen_for(
                assignment=assignment, students=whom.chosen, minutes=minutes, by=teacher(request)
            )
            self._tell_of_reopened(request, reopened, minutes)
            return back_to(request, page("watch", assignment), "text", "minutes")
        chosen = {student.pk for student in whom.chosen}
        done = [one.attempt for one in watched(assignment, timezone.now()) if one.state == State.HANDED_IN]
        return self.framed(
            request,
            assignment,
            "reopen",
            title=_g("Open attempts again"),
            attempts=[attempt for attempt in done if attempt and attempt.student_id in chosen],
            kept=aside(request, *TYPED),
            several=True,
            # Nobody has asked for minutes yet where the page only begins to ask.
            form=form if sure or form.is_valid() else MinutesForm(),
        )

    def _tell_of_reopened(self, request: HttpRequest, students: list[User], minutes: int) -> None:
        if not students:
            self.message_user(request, _g("None of these students has handed in."), messages.WARNING)
            return
        said = ngettext(
            "%(names)s can go on for %(minutes)s minute.", "%(names)s can go on for %(minutes)s minutes.", minutes
        )
        self._tell(request, said, students, minutes=minutes)

    def _hand_in(self, request: HttpRequest, assignment: Assignment, *, sure: bool) -> HttpResponse:
        form = ChosenStudentsForm(request.POST, assignment=assignment)
        if not form.is_valid():
            return self._watch_page(request, assignment, form)
        if not sure:
            chosen = {student.pk for student in form.chosen}
            working = [
                one for one in watched(assignment, timezone.now()) if one.dates.running and one.student.pk in chosen
            ]
            return self.framed(
                request,
                assignment,
                "hand_in",
                title=_g("Hand in for students"),
                working=working,
                kept=aside(request, *TYPED),
            )
        ended = watching.hand_in_for(assignment=assignment, students=form.chosen, by=teacher(request))
        if ended:
            self._tell(request, _g("Handed in: %(names)s."), ended)
        else:
            self.message_user(request, _g("None of these students is working now."), messages.WARNING)
        return back_to(request, page("watch", assignment), "text", "minutes")

    def _tell(
        self,
        request: HttpRequest,
        said: str,
        students: Collection[User],
        level: int = messages.SUCCESS,
        **more: Any,
    ) -> None:
        names = ", ".join(student.display_name for student in students)
        self.message_user(request, said % {"names": names, **more}, level)

    def reopen(self, request: HttpRequest, pk: int, attempt_pk: int) -> HttpResponse:
        """Say what opening an attempt again means; a POST does it, unless it only begins to ask, or goes back."""
        assignment = self.worked_on_or_404(request, pk)
        attempt: Attempt = get_object_or_404(assignment.attempts.select_related("student"), pk=attempt_pk)
        does = request.POST.get("do") if request.method == "POST" else "reopen"
        if does == "back":
            return back_to(request, page("watch", assignment), *TYPED)
        form = MinutesForm(None if does == "reopen" else request.POST)
        if form.is_valid():
            minutes = form.cleaned_data["minutes"]
            try:
                watching.reopen_attempt(attempt=attempt, minutes=minutes, by=teacher(request))
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                self._tell_of_reopened(request, [attempt.student], minutes)
                return back_to(request, page("watch", assignment), *TYPED)
        return self.framed(
            request,
            assignment,
            "reopen",
            title=_g("Open an attempt again"),
            attempts=[attempt],
            form=form,
            kept=aside(request, *TYPED),
        )
