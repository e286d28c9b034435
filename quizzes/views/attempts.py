"""An attempt under way: the article beside the questions, saving, and handing in."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.forms.student import AttemptForm, read_flag, read_save
from quizzes.models import Attempt, Highlight, Response, User
from quizzes.queries import reading, visible
from quizzes.queries.progress import Unfinished, unfinished
from quizzes.services import attempting
from quizzes.services.attempting import Save
from quizzes.services.refusal import Refusal

from . import clock, late
from .access import Signed, page
from .reading import refused_of, undo_of

STATUS = {Save.SAVED: 200, Save.STALE: 409, Save.CLOSED: 410}


def _opened(student: User, pk: int) -> visible.Opened:
    found = visible.students_attempt(student, pk)
    if found is None:
        raise Http404
    return found


def _over(request: Signed, attempt: Attempt) -> bool:
    """Whether the attempt has ended; one whose time ran out is handed in here, and the student told."""
    if attempt.state == Attempt.State.SUBMITTED:
        return True
    if attempt.deadline is None or timezone.now() < attempt.deadline:
        return False
    attempting.close_overdue(assignment=attempt.assignment, student=request.user)
    messages.warning(request, _("Time is over. What was saved until then has been handed in."))
    return True


@page("GET", "HEAD", "POST")
def attempt(request: Signed, pk: int) -> HttpResponse:
    """The article and the questions; a POST saves the whole page, then stays or goes on to handing in."""
    opened = _opened(request.user, pk)
    if _over(request, opened.attempt):
        if request.method == "POST":
            return late.to_copy(request, opened.attempt, _form(opened.attempt, request.POST))
        return redirect("results", pk)
    if request.method == "POST":
        return _save_page(request, opened)
    return _questions(request, opened, _form(opened.attempt))


def _form(running: Attempt, data: QueryDict | None = None) -> AttemptForm:
    return AttemptForm(visible.open_responses(running), data, text=running.assignment.quiz.article.text)


def _save_page(request: Signed, opened: visible.Opened) -> HttpResponse:
    running = opened.attempt
    form = _form(running, request.POST)
    fits = form.is_valid()
    result = attempting.save_page(attempt=running, answers=form.answers(), cited=form.cited(), flagged=form.flagged())
    if result.state is Save.CLOSED:
        messages.warning(request, _("Time was over before this was saved. What you saved earlier is handed in."))
        return late.to_copy(request, running, form)
    if not fits or result.conflicts:
        return _questions(request, opened, form.again(result.responses, result.conflicts))
    if "hand_in" in request.POST:
        return redirect("hand_in", running.pk)
    begun = [response.position for response in result.responses if unfinished(response)]
    if begun:
        numbers = ", ".join(map(str, begun))
        messages.warning(
            request, _("Saved, but not finished: the order in question %(numbers)s.") % {"numbers": numbers}
        )
    else:
        messages.success(request, _("Saved."))
    return redirect("attempt", running.pk)


def _questions(request: Signed, opened: visible.Opened, form: AttemptForm) -> HttpResponse:
    running, article = opened.attempt, opened.attempt.assignment.quiz.article
    context = {
        "attempt": running,
        "form": form,
        "clock": clock.of(opened),
        "unfinished": Unfinished,
        "answered": sum(response.answered for response in form.responses),
        "reading": reading.page(article, request.user if opened.has_marks else None, has_terms=opened.has_terms),
        "colours": Highlight.Colour.choices,
        "undo": undo_of(request, running),
        "refused": refused_of(request, running),
    }
    return render(request, "quizzes/attempt.html", context)


def _response(student: User, attempt_pk: int, pk: int) -> Response:
    response = visible.students_response(student, attempt_pk, pk)
    if response is None:
        raise Http404
    return response


@page("POST")
def save(request: Signed, pk: int, response_pk: int) -> HttpResponse:
    """Save one answer as the page sends it while the student types; says in JSON what became of it."""
    response = _response(request.user, pk, response_pk)
    try:
        answer, sequence, cited = read_save(request.body)
        state = attempting.save_response(response=response, answer=answer, sequence=sequence, cited=cited)
    except (ValueError, RecursionError):
        return JsonResponse({"state": "refused", "message": _("This was not understood.")}, status=400)
    except Refusal as refusal:
        return JsonResponse({"state": "refused", "message": str(refusal)}, status=400)
    reply: dict[str, object] = {"state": state, "sequence": sequence}
    if state is Save.STALE:
        response.refresh_from_db(fields=["answer", "cited", "sequence"])
        stored = {"answer": response.answer, "cited": response.cited, "words": response.answer_text}
        reply |= {"sequence": response.sequence, **stored}
    return JsonResponse(reply, status=STATUS[state])


@page("POST")
def flag(request: Signed, pk: int, response_pk: int) -> HttpResponse:
    """Mark a question to come back to, or take the mark away, as the page sends it."""
    response = _response(request.user, pk, response_pk)
    try:
        flagged = read_flag(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"state": "refused", "message": _("This was not understood.")}, status=400)
    done = attempting.flag_response(response=response, flagged=flagged)
    return JsonResponse(
        {"state": Save.SAVED if done else Save.CLOSED}, status=STATUS[Save.SAVED if done else Save.CLOSED]
    )


@page("GET", "HEAD", "POST")
def hand_in(request: Signed, pk: int) -> HttpResponse:
    """A last look at what is not answered yet or marked to come back to; a POST hands in."""
    opened = _opened(request.user, pk)
    running = opened.attempt
    if _over(request, running):
        return redirect("results", pk)
    if request.method == "POST":
        attempting.submit_attempt(attempt=running)
        return redirect("results", pk)
    responses = list(running.responses.all())
    context = {
        "attempt": running,
        "clock": clock.of(opened),
        "responses": responses,
        "stored": late.as_kept(responses),
        "unanswered": [response for response in responses if not response.answered],
        "flagged": [response for response in responses if response.flagged],
        "uncited": [one for one in responses if one.answered and one.shown.get("cite") and not one.cited],
        "begun": [(response, lacks) for response in responses if (lacks := unfinished(response))],
    }
    return render(request, "quizzes/hand_in.html", context)
