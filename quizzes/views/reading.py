"""A student's highlights on the article of an attempt, and how a device shows articles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from quizzes.forms.reading import A_YEAR, COOKIE, HighlightForm, read_place, written_settings
from quizzes.models import Attempt, Highlight
from quizzes.queries import reading, visible
from quizzes.queries.citing import evidence_of
from quizzes.queries.progress import standing
from quizzes.services import reading as writing
from quizzes.services.reading import LONGEST_NOTE
from quizzes.services.refusal import Refusal

from .access import Signed, page

UNDO = "undo_highlight"
REFUSED = "refused_highlight"
TYPED = ("place", "colour", "note", "new")


def _attempt(request: Signed, pk: int) -> Attempt:
    own = visible.students_attempts(request.user).select_related("assignment__quiz__article", "assignment__classroom")
    return get_object_or_404(own, pk=pk)


@page("POST")
def highlights(request: Signed, pk: int) -> HttpResponse:
    """Highlight words of the attempt's article, or change the colour and note of those highlighted already."""
    attempt = _attempt(request, pk)
    form = HighlightForm(request.POST)
    if not form.is_valid():
        return _answer(request, attempt, form.problem, wrong=True)
    start, end = form.cleaned_data["place"]
    before = request.user.highlights.filter(article=attempt.assignment.quiz.article, start=start, end=end).first()
    note = form.cleaned_data["note"]
    if before and form.cleaned_data["new"]:
        note = note or before.note
    try:
        made = writing.highlight(
            article=attempt.assignment.quiz.article,
            student=request.user,
            start=start,
            end=end,
            colour=form.picked,
            note=note,
        )
    except Refusal as refusal:
        return _answer(request, attempt, str(refusal), wrong=True)
    undo = _back(attempt, before) if before else {"action": reverse("highlight", args=[pk, made.pk])}
    return _answer(request, attempt, _("Highlighted."), undo)


@page("POST")
def highlight(request: Signed, pk: int, highlight_pk: int) -> HttpResponse:
    """Delete a highlight; what comes back can bring it back."""
    attempt = _attempt(request, pk)
    gone = get_object_or_404(visible.students_highlights(request.user, attempt).distinct(), pk=highlight_pk)
    undo = _back(attempt, gone)
    writing.take_away(highlight=gone)
    return _answer(request, attempt, _("Deleted."), undo)


def _back(attempt: Attempt, was: Highlight) -> dict[str, Any]:
    """What makes a highlight again as it was."""
    fields = [["place", f"{was.start}-{was.end}"], ["colour", was.colour], ["note", was.note]]
    return {"action": reverse("highlights", args=[attempt.pk]), "fields": fields}


def _answer(
    request: Signed, attempt: Attempt, said: str, undo: dict[str, Any] | None = None, *, wrong: bool = False
) -> HttpResponse:
    """What changed on the page, for its script; the page anew for a browser without."""
    if request.headers.get("X-Requested-With") != "fetch":
        (messages.error if wrong else messages.success)(request, said)
        request.session[UNDO] = [attempt.pk, undo]
        if wrong:
            # Longer than the page lets anybody type is nobody's note.
            typed = {name: request.POST.get(name, "")[: 2 * LONGEST_NOTE] for name in TYPED}
            request.session[REFUSED] = [attempt.pk, typed | {"reason": said}]
        return redirect(f"{reverse('attempt', args=[attempt.pk])}#article")
    # Only after release does the page show evidence, and so the text that replaces its own.
    released = standing(attempt.assignment, request.user, timezone.now()).released
    shows = attempt.state == Attempt.State.SUBMITTED and released
    evidence = evidence_of(attempt.responses.all()) if shows else None
    context = {
        "attempt": attempt,
        "reading": reading.page(attempt.assignment.quiz.article, request.user, evidence),
        "links_back": shows,
        "colours": Highlight.Colour.choices,
        "said": said,
        "undo": undo,
    }
    return render(request, "quizzes/reading/fragment.html", context, status=400 if wrong else 200)


def undo_of(request: Signed, attempt: Attempt) -> dict[str, Any] | None:
    """How to undo what was just done to a highlight of this attempt without a script; told once."""
    if UNDO not in request.session:
        return None
    pk, undo = request.session.pop(UNDO)
    return undo if pk == attempt.pk else None


def refused_of(request: Signed, attempt: Attempt) -> dict[str, Any] | None:
    """The highlight of this attempt that was just refused without a script, as it was typed; told once.

    `mark` is the key of the one that it would have changed, `new` says whether it would have made one, and `words` are
    those it is about.
    """
    if REFUSED not in request.session:
        return None
    pk, typed = request.session.pop(REFUSED)
    if pk != attempt.pk:
        return None
    told: dict[str, Any] = dict(typed)
    if told["colour"] not in Highlight.Colour.values:
        told["colour"] = Highlight.Colour.YELLOW
    try:
        start, end = read_place(told["place"])
    except ValueError:
        start = end = 0
    article = attempt.assignment.quiz.article
    changed = request.user.highlights.filter(article=article, start=start, end=end).first()
    mark = changed.pk if changed and not told["new"] else None
    return told | {"mark": mark, "new": mark is None, "words": article.text[start:end]}


@page("POST")
def settings(request: Signed) -> HttpResponse:
    """Keep on this device how it shows articles."""
    where = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(where, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    reply = redirect(where if safe else "home")
    reply.set_cookie(
        COOKIE,
        written_settings(request.POST),
        max_age=A_YEAR,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return reply
