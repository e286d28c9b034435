"""What a student has to do, and the page an assignment starts from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models import User
from quizzes.queries import boards, marking, progress, visible, watching
from quizzes.services import attempting
from quizzes.services.refusal import Refusal

from .access import Signed, page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The student's list; the way in for anybody not logged in; the panel for teachers."""
    if not isinstance(request.user, User):
        return render(request, "quizzes/welcome.html")
    if request.user.is_staff:
        return redirect("admin:index")
    attempting.close_overdue(student=request.user)
    now = timezone.now()
    standings = progress.standings(request.user, now)
    released = [attempt.pk for one in standings if one.released for attempt in one.handed_in]
    context = {
        "standings": standings,
        "corrections": marking.corrections_to_tell(request.user, released),
        "debates": boards.entries(request.user, now),
    }
    return render(request, "quizzes/home.html", context)


@page("GET", "HEAD", "POST")
def assignment(request: Signed, pk: int) -> HttpResponse:
    """The rules before starting; a POST starts an attempt or goes on with the running one."""
    given = visible.students_assignment(request.user, pk)
    if given is None:
        raise Http404
    if request.method == "POST":
        try:
            return redirect("attempt", attempting.start_attempt(assignment=given, student=request.user).pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("assignment", pk)
    attempting.close_overdue(assignment=given, student=request.user)
    standing = progress.standing(given, request.user, timezone.now())
    context = {"standing": standing, "teacher_messages": watching.messages_for(request.user.pk, given)}
    return render(request, "quizzes/assignment.html", context)
