"""Answers that come after the end of an attempt, and how its last pages know which ones a device still keeps."""

import json
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from quizzes.forms.student import AttemptForm
from quizzes.models import Attempt, Response

from .access import Signed


def to_copy(request: Signed, attempt: Attempt, form: AttemptForm) -> HttpResponse:
    """What came too late, to be copied; straight to the results where all of it was saved before."""
    rows = form.unsaved()
    if not rows:
        return redirect("results", attempt.pk)
    return render(request, "quizzes/late.html", {"attempt": attempt, "rows": rows})


def as_kept(responses: Iterable[Response]) -> str:
    """What is stored of the answers as the page's script keeps answers on the device: JSON by response key."""
    return json.dumps({one.pk: one.answer | ({"cited": one.cited} if one.cited else {}) for one in responses})
