"""What came of an attempt: a receipt until the results are released, then every answer with its key and corrections."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.queries import marking, visible
from quizzes.queries.progress import score, standing, verdict
from quizzes.services import attempting, correcting

from .access import Signed, page


@page("GET", "HEAD")
def results(request: Signed, pk: int) -> HttpResponse:
    """The results, or the receipt while they are not released; a running attempt leads back to its questions."""
    done = get_object_or_404(
        visible.students_attempts(request.user).select_related("assignment__quiz__article", "assignment__classroom"),
        pk=pk,
    )
    now = timezone.now()
    if done.state == Attempt.State.IN_PROGRESS:
        return redirect("attempt", pk)
    attempting.close_overdue(assignment=done.assignment, student=request.user)
    place = standing(done.assignment, request.user, now)
    responses = list(done.responses.all())
    context = {"attempt": done, "standing": place, "responses": responses}
    if place.released:
        rows = [(response, verdict(response)) for response in marking.with_marks(responses, request.user)]
        return render(request, "quizzes/results.html", context | {"rows": rows, "score": score(responses)})
    answered = sum(response.answered for response in responses)
    return render(request, "quizzes/receipt.html", context | {"answered": answered})


@page("POST")
def correction_seen(request: Signed, pk: int) -> HttpResponse:
    """Put the notice of a correction away, and go back to the page it was read on."""
    correction = get_object_or_404(visible.students_corrections(request.user), pk=pk)
    correcting.put_away(correction=correction, student=request.user)
    back = request.POST.get("back", "")
    return redirect("results", int(back)) if back.isdecimal() and len(back) < 19 else redirect("home")
