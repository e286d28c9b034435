"""The clock of an attempt under way: how long it has, what the teacher wrote, and the ping that keeps both true."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from quizzes.forms.student import read_ping
from quizzes.models import AssignmentMessage, Attempt
from quizzes.queries import visible, watching
from quizzes.services import attempting

from .access import Signed, page

# The end of an attempt that lasts longer than this is told with its day.
SOON = 12 * 60 * 60


def of(opened: visible.Opened) -> dict[str, Any]:
    """What the clock shows: the seconds left and when that is (None and "" for no end), and the teacher's messages."""
    attempt = opened.attempt
    sent = watching.messages_for(attempt.student_id, attempt.assignment).filter(sent_at__gte=attempt.started_at)
    messages = list(sent) if opened.has_messages else []
    return {
        "attempt": attempt.pk,
        **_end(attempt),
        "messages": messages,
        "last": messages[-1].pk if messages else 0,
    }


def _end(attempt: Attempt) -> dict[str, Any]:
    if attempt.deadline is None:
        return {"seconds": None, "ends": ""}
    seconds = (attempt.deadline - timezone.now()).total_seconds()
    local = timezone.localtime(attempt.deadline, attempt.assignment.classroom.zone)
    # The words stay the same throughout an attempt: an open page takes other words for a change by the teacher.
    if (attempt.deadline - attempt.started_at).total_seconds() < SOON:
        ends = _("Time ends at %(end)s") % {"end": formats.date_format(local, "H:i")}
    else:
        ends = _("Time ends %(end)s") % {"end": formats.date_format(local, "D j M, H:i")}
    return {"seconds": max(0, round(seconds)), "ends": ends}


@page("POST")
def ping(request: Signed, pk: int) -> HttpResponse:
    """An open page says that it is there; it hears whether the attempt still runs, how long, and new messages."""
    mine = visible.students_attempts(request.user).select_related("assignment__classroom")
    attempt = get_object_or_404(watching.with_latest_message(mine, request.user), pk=pk)
    try:
        position, after = read_ping(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"state": "refused"}, status=400)
    if not attempting.note_presence(attempt_id=attempt.pk, position=position, now=timezone.now()):
        attempting.close_overdue(assignment=attempt.assignment, student=request.user)
        return JsonResponse({"state": "over"})
    newer = _newer(request, attempt, after) if (attempt.latest_message or 0) > after else []
    return JsonResponse({"state": "running", **_end(attempt), "messages": newer})


def _newer(request: Signed, attempt: Attempt, after: int) -> list[dict[str, Any]]:
    found = watching.messages_for(request.user.pk, attempt.assignment).filter(pk__gt=after)
    return [_as_json(message) for message in found.filter(sent_at__gte=attempt.started_at)]


def _as_json(message: AssignmentMessage) -> dict[str, Any]:
    return {"id": message.pk, "text": message.text}
