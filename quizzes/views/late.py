"""Answers that come after the end of an attempt, and how its last pages know which ones a device still keeps."""

import json
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from quizzes.forms.student import AttemptForm
from quizzes.models import Attempt, Response

from .access import Signed


def to_copy(request: Signed, attempt: Attempt, form: AttemptForm) -> HttpResponse:
    """What came too late, to be copied; straight to the results where all of it was saved before."""
    rows = form.unsaved()
    if not rows:
        return redirect("results", attempt.pk)
    is_timed_out = attempt.deadline is not None and attempt.deadline <= timezone.now()
    context = {"attempt": attempt, "rows": rows, "is_timed_out": is_timed_out}
    return render(request, "quizzes/late.html", context, status=410)


def as_kept(responses: Iterable[Response]) -> str:
    """What is stored, as JSON by response key: each answer as the page's script keeps answers on the device, the number
    of its question, and the choices in words.
    """
    return json.dumps({one.pk: _as_kept(one) for one in responses})


def _as_kept(response: Response) -> dict[str, object]:
    return {
        "answer": response.answer | ({"cited": response.cited} if response.cited else {}),
        "number": response.position,
        "choices": {choice["id"]: choice["text"] for choice in response.shown["choices"]},
    }
