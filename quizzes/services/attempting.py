"""A student's way through an assignment: start, save, submit. The server's clock decides, and nothing saved is lost."""

import random
import secrets
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, Format, Question, QuizItem, Response, User
from quizzes.queries.rules import rules_for

from .grading import mark_attempt
from .refusal import Refusal

MAX_ANSWER_CHARACTERS = 20_000


class Save(StrEnum):
    """What became of a save."""

    SAVED = "saved"
    STALE = "stale"
    CLOSED = "closed"


def start_attempt(*, assignment: Assignment, student: User) -> Attempt:
    """The student's running attempt, or a new one. Raises Refusal when the rules allow none.

    Two starts at the same moment give the same attempt: the database keeps the second from being made.
    """
    if not Enrollment.objects.filter(
        classroom=assignment.classroom_id, student=student, removed_at__isnull=True
    ).exists():
        raise Refusal(_("You are not in this class."))
    close_overdue(assignment=assignment, student=student)
    try:
        with transaction.atomic():
            return _running(assignment, student) or _new_attempt(assignment, student)
    except IntegrityError:
        running = _running(assignment, student)
        if running is None:
            raise
        return running


def _running(assignment: Assignment, student: User) -> Attempt | None:
    return Attempt.objects.filter(assignment=assignment, student=student, state=Attempt.State.IN_PROGRESS).first()


def _new_attempt(assignment: Assignment, student: User) -> Attempt:
    rules = rules_for(assignment, student)
    now = timezone.now()
    if now < rules.opens_at:
        raise Refusal(_("This assignment is not open yet."))
    if not rules.open_at(now):
        raise Refusal(_("This assignment is closed."))
    number = Attempt.objects.filter(assignment=assignment, student=student).count() + 1
    if number > rules.attempts_allowed:
        raise Refusal(_("You have used all your attempts."))
    attempt = Attempt.objects.create(
        assignment=assignment,
        student=student,
        number=number,
        started_at=now,
        deadline=rules.deadline_from(now),
    )
    items = list(
        assignment.quiz.items.select_related("question__brief").prefetch_related(
            "question__choices",
            "question__accepted_answers",
            "question__evidence",
            "question__brief__positions__evidence",
        )
    )
    if assignment.shuffle_items:
        random.SystemRandom().shuffle(items)
    Response.objects.bulk_create(
        _blank_response(attempt, item, position) for position, item in enumerate(items, start=1)
    )
    return attempt


def _blank_response(attempt: Attempt, item: QuizItem, position: int) -> Response:
    """A response with everything shown and marked by, copied from the question as it is now."""
    question = item.question
    choices = list(question.choices.all())
    # True before False, always; other choices in an order of their own for each attempt.
    if attempt.assignment.shuffle_choices and question.format == Format.MULTIPLE_CHOICE:
        random.SystemRandom().shuffle(choices)
    ids = {choice.pk: secrets.token_urlsafe(6) for choice in choices}
    return Response(
        attempt=attempt,
        item=item,
        position=position,
        points_possible=item.points,
        shown={
            "kind": question.kind,
            "format": question.format,
            "stem": question.stem,
            "choices": [{"id": ids[choice.pk], "text": choice.text} for choice in choices],
            "brief": _brief(question),
        },
        marking={
            "key": next((ids[choice.pk] for choice in choices if choice.is_key), None),
            "accepted": [accepted.text for accepted in question.accepted_answers.all()],
            "model_answer": question.model_answer,
            "explanation": question.explanation,
            "evidence": [
                {"start": span.start, "end": span.end, "quote": span.quote} for span in question.evidence.all()
            ],
            "notes": {ids[choice.pk]: choice.note for choice in choices if choice.note},
            "picks": {ids[choice.pk]: choice.pk for choice in choices},
        },
    )


def _brief(question: Question) -> dict[str, Any] | None:
    if not question.is_debate:
        return None
    brief = question.brief
    return {
        "tension": brief.tension,
        "definitions": brief.definitions,
        "positions": [
            {"stance": position.stance, "quotes": [span.quote for span in position.evidence.all()]}
            for position in brief.positions.all()
        ],
    }


def save_response(*, response: Response, answer: dict[str, str], sequence: int) -> Save:
    """Store `answer` if it is newer than what is stored and the attempt still runs; one UPDATE, no lock.

    `sequence` grows with every save of the page; an older or equal one is STALE and changes nothing. Raises Refusal
    for an answer that does not fit the question.
    """
    fitting = _fitting(response, answer)
    now = timezone.now()
    running = Attempt.objects.filter(Q(deadline__isnull=True) | Q(deadline__gt=now), state=Attempt.State.IN_PROGRESS)
    saved = Response.objects.filter(pk=response.pk, attempt__in=running, sequence__lt=sequence).update(
        answer=fitting, sequence=sequence, saved_at=now
    )
    if saved:
        return Save.SAVED
    return Save.STALE if running.filter(pk=response.attempt_id).exists() else Save.CLOSED


def overwrite_response(*, response: Response, answer: dict[str, str]) -> Save:
    """Store `answer` as the newest, whatever was there: what a page without JavaScript sends when it is posted."""
    fitting = _fitting(response, answer)
    now = timezone.now()
    running = Attempt.objects.filter(Q(deadline__isnull=True) | Q(deadline__gt=now), state=Attempt.State.IN_PROGRESS)
    saved = Response.objects.filter(pk=response.pk, attempt__in=running).update(
        answer=fitting, sequence=F("sequence") + 1, saved_at=now
    )
    return Save.SAVED if saved else Save.CLOSED


def _fitting(response: Response, answer: dict[str, str]) -> dict[str, str]:
    """The answer in the shape the format stores; {} for an empty one."""
    if Format(response.shown["format"]).has_choices:
        picked = answer.get("choice", "")
        if picked and picked not in {choice["id"] for choice in response.shown["choices"]}:
            raise Refusal(_("This choice does not belong to the question. Reload the page and choose again."))
        return {"choice": picked} if picked else {}
    text = answer.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise Refusal(
            _("An answer can have %(limit)s characters; this one has %(count)s. Nothing you saved before is lost.")
            % {"limit": MAX_ANSWER_CHARACTERS, "count": len(text)}
        )
    return {"text": text} if text.strip() else {}


def submit_attempt(*, attempt: Attempt) -> bool:
    """Hand the attempt in and mark it. True when this call did it, False when it was handed in already."""
    return _submit(attempt, at=timezone.now())


@transaction.atomic
def _submit(attempt: Attempt, *, at: Any) -> bool:
    done = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.IN_PROGRESS).update(
        state=Attempt.State.SUBMITTED, submitted_at=at
    )
    attempt.refresh_from_db()
    if done:
        mark_attempt(attempt=attempt)
    return bool(done)


def close_overdue(*, assignment: Assignment | None = None, student: User | None = None) -> int:
    """Hand in what was saved of the running attempts whose time has ended; return how many.

    Called wherever an overdue attempt would be met, so no clock has to run for it.
    """
    overdue = Attempt.objects.filter(state=Attempt.State.IN_PROGRESS, deadline__lte=timezone.now())
    if assignment is not None:
        overdue = overdue.filter(assignment=assignment)
    if student is not None:
        overdue = overdue.filter(student=student)
    return sum(_submit(attempt, at=attempt.deadline) for attempt in overdue)
