"""What came of an attempt: a receipt until the results are released, then every answer with its key and corrections."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from quizzes.models import Attempt, Highlight, Response
from quizzes.queries import marking, reading, visible
from quizzes.queries.citing import Citations, evidence_of, mean
from quizzes.queries.progress import score as score_of
from quizzes.queries.progress import standing, verdict
from quizzes.queries.receipts import receipt_code
from quizzes.services import attempting, correcting

from .access import Signed, page
from .late import as_kept
from .reading import refused_of, undo_of


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
    context = {"attempt": done, "standing": place, "responses": responses, "code": receipt_code(done.pk)}
    context["stored"] = as_kept(responses)
    if place.released:
        return render(request, "quizzes/results.html", context | _released(request, done, responses))
    answered = sum(response.answered for response in responses)
    return render(request, "quizzes/receipt.html", context | {"answered": answered})


def _released(request: Signed, done: Attempt, responses: list[Response]) -> dict[str, Any]:
    """What only released results show: the verdicts, the points, and the evidence in the article."""
    article = done.assignment.quiz.article
    marker = Citations(article.text)
    responses = marking.with_marks(responses, request.user)
    found = [marker.of_response(response) for response in responses]
    rows = [
        (response, verdict(response), score, [article.text[start:end] for start, end in response.cited])
        for response, score in zip(responses, found, strict=True)
    ]
    return {
        "rows": rows,
        "score": score_of(responses),
        "cited_percent": mean(found),
        "reading": reading.page(article, request.user, evidence_of(responses)),
        "links_back": True,
        "colours": Highlight.Colour.choices,
        "undo": undo_of(request, done),
        "refused": refused_of(request, done),
    }


@page("POST")
def correction_seen(request: Signed, pk: int) -> HttpResponse:
    """Put the notice of a correction away, and go back to the page it was read on."""
    correction = get_object_or_404(visible.students_corrections(request.user), pk=pk)
    correcting.put_away(correction=correction, student=request.user)
    back = request.POST.get("back", "")
    return redirect("results", int(back)) if back.isdecimal() and len(back) < 19 else redirect("home")
