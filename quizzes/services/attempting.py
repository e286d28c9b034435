"""A student's way through an assignment: start, save, submit. The server's clock decides, and nothing saved is lost."""

import json
import random
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    Assignment,
    Attempt,
    Classroom,
    Format,
    Kind,
    Override,
    Quiz,
    Response,
    User,
)
from quizzes.queries.asking import Asked, asked_in
from quizzes.queries.dates import running_dates
from quizzes.queries.rules import combined

from .citing import fitting_citations
from .grading import mark_attempt
from .refusal import Refusal

# An answer as `Response.answer` describes it.
Answer = Mapping[str, Any]

MAX_ANSWER_CHARACTERS = 20_000

_MISFIT = _("This answer does not fit the question. Reload the page and answer again.")

# PostgreSQL stores neither NUL nor half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Save(StrEnum):
    """What became of a save."""

    SAVED = "saved"
    STALE = "stale"
    CLOSED = "closed"


def start_attempt(*, assignment: Assignment, student: User) -> Attempt:
    """The student's running attempt, or a new one. Raises Refusal when the rules allow none.

    Two starts at the same moment give the same attempt: the database keeps the second from being made.
    """
    made = list(Attempt.objects.filter(assignment=assignment, student=student))
    running = next((attempt for attempt in made if attempt.state == Attempt.State.IN_PROGRESS), None)
    if running and running.deadline is not None and running.deadline <= timezone.now():
        close_overdue(assignment=assignment, student=student)
    elif running:
        _place(student, assignment)
        return running
    items = asked_in(assignment.quiz_id)
    if assignment.shuffle_items:
        random.SystemRandom().shuffle(items)
    try:
        with transaction.atomic():
            attempt = _new_attempt(assignment, student, made=len(made))
            Response.objects.bulk_create(_blank_responses(attempt, items))
            return attempt
    except (IntegrityError, Refusal):
        # Another start, or a teacher who opens an attempt again, may have come between our looking and our making; then
        # that attempt is the answer.
        now = list(Attempt.objects.filter(assignment=assignment, student=student))
        if len(now) == len(made) and not any(one.state == Attempt.State.IN_PROGRESS for one in now):
            raise
        return start_attempt(assignment=assignment, student=student)


def _place(student: User, assignment: Assignment) -> tuple[int, Override | None]:
    """The extra time of the student's place in the class, and their exception. Raises Refusal where they have no place.

    All who start ask this while the others wait for them; it is one query.
    """
    places = Override.objects.raw(
        """
        SELECT override.*, enrollment.extra_time_percent
        FROM quizzes_enrollment enrollment LEFT JOIN quizzes_override override
            ON override.assignment_id = %s AND override.student_id = enrollment.student_id
        WHERE enrollment.classroom_id = %s AND enrollment.student_id = %s AND enrollment.removed_at IS NULL
        """,
        [assignment.pk, assignment.classroom_id, student.pk],
    )
    for override in places:
        return vars(override)["extra_time_percent"], override if override.pk else None
    raise Refusal(_("You are not in this class."))


def _new_attempt(assignment: Assignment, student: User, *, made: int) -> Attempt:
    # Held until the attempt is made: a change of dates or an exception either is in these rules or finds the attempt.
    # All who start wait for one another here, so nothing is done meanwhile that could be done before.
    current = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    percent, override = _place(student, current)
    rules = combined(current, override, percent)
    now = timezone.now()
    if bar := rules.bar(made=made, now=now):
        raise Refusal(bar.label)
    return Attempt.objects.create(
        assignment=assignment,
        student=student,
        number=made + 1,
        started_at=now,
        deadline=rules.deadline_from(now),
        seen_at=now,
    )


def preview(quiz: Quiz) -> tuple[Attempt, list[Response]]:
    """An attempt at the quiz as a student gets it, of which nothing is stored."""
    assignment = Assignment(quiz=quiz, classroom=Classroom(), shuffle_choices=True)
    attempt = Attempt(pk=0, assignment=assignment, number=1)
    responses = _blank_responses(attempt, asked_in(quiz.pk))
    for number, response in enumerate(responses, start=1):
        response.pk = number
    return attempt, responses


def _blank_responses(attempt: Attempt, items: Iterable[Asked]) -> list[Response]:
    return [_blank_response(attempt, one, position) for position, one in enumerate(items, start=1)]


def _blank_response(attempt: Attempt, asked: Asked, position: int) -> Response:
    """A response with everything shown and marked by, copied from the question as it is now."""
    item, choices = asked.item, list(asked.choices)
    ids = {choice["pk"]: secrets.token_urlsafe(6) for choice in choices}
    is_ordering = item["format"] == Format.ORDERING
    order = [ids[choice["pk"]] for choice in choices] if is_ordering else []
    # True before False, always; other choices in an order of their own for each attempt. Events are shuffled whatever
    # the assignment says: as they are stored, they are the answer.
    if is_ordering or (attempt.assignment.shuffle_choices and item["format"] == Format.MULTIPLE_CHOICE):
        random.SystemRandom().shuffle(choices)
    # A heading stands before the questions it was written for, or nowhere.
    section = None if attempt.assignment.shuffle_items else asked.section
    return Response(
        attempt=attempt,
        item_id=item["pk"],
        position=position,
        points_possible=asked.points,
        shown={
            "kind": item["kind"],
            "format": item["format"],
            "stem": item["stem"],
            "choices": [{"id": ids[choice["pk"]], "text": choice["text"]} for choice in choices],
            "brief": _brief(asked),
            **({"section": dict(section)} if section else {}),
            **({"cite": True} if attempt.assignment.cite_evidence and item["format"] != Format.WRITTEN else {}),
        },
        marking={
            "key": next((ids[choice["pk"]] for choice in choices if choice["is_key"]), None),
            "order": order,
            "accepted": [accepted["text"] for accepted in asked.accepted],
            "model_answer": item["model_answer"],
            "explanation": item["explanation"],
            "evidence": [
                {"start": start, "end": end, "quote": quote}
                # Two positions of a debate may rest on the same words.
                for start, end, quote in sorted({(one["start"], one["end"], one["quote"]) for one in asked.evidence})
            ],
            "notes": {ids[choice["pk"]]: choice["note"] for choice in choices if choice["note"]},
            "picks": {ids[choice["pk"]]: choice["pk"] for choice in choices},
        },
    )


def _brief(asked: Asked) -> dict[str, Any] | None:
    if asked.item["kind"] != Kind.DEBATE:
        return None
    return {
        "tension": asked.item["tension"],
        "definitions": asked.definitions,
        "positions": [
            {
                "stance": position["stance"],
                "quotes": [span["quote"] for span in asked.evidence if span["position"] == position["pk"]],
            }
            for position in asked.positions
        ],
    }


def save_response(
    *, response: Response, answer: Answer, sequence: int, cited: Iterable[Sequence[int]] | None = None
) -> Save:
    """Store `answer` if it is newer than what is stored and the attempt still runs; that is one UPDATE.

    It locks the attempt: handing in updates the same row, so a save is either seen by the marking or refused, never
    lost between the two. That a student is there, `queries.watching` reads from when the answer was saved.

    `cited` are the sentences chosen as its proof, [start, end] each; None leaves those stored. `sequence` grows with
    every save of the page; an older or equal one is STALE and changes nothing. Raises Refusal for an answer or
    sentences that do not fit the question.
    """
    fitting = json.dumps(fitting_answer(response, answer))
    proof = None if cited is None else json.dumps(fitting_citations(response, cited))
    now = timezone.now()
    at = connection.ops.adapt_datetimefield_value(now)
    lock = "FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            _SAVE.format(lock=lock), [fitting, proof, sequence, at, response.pk, sequence, response.attempt_id, at]
        )
        if cursor.rowcount:
            return Save.SAVED
    return Save.STALE if _still_running(response.attempt_id, now).exists() else Save.CLOSED


# Written out and alone: Django takes twice as long to put it together, and locks only inside a transaction, which is
# twice more to the database and back. SQLite lets one write at a time and has no such lock.
_SAVE = """
    UPDATE quizzes_response SET answer = %s, cited = COALESCE(%s, cited), sequence = %s, saved_at = %s
    WHERE id = %s AND sequence < %s AND attempt_id IN (
        SELECT id FROM quizzes_attempt
        WHERE id = %s AND state = 'in_progress' AND (deadline IS NULL OR deadline > %s)
        {lock}
    )
"""


def _still_running(attempt_id: int, now: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(
        Q(deadline__isnull=True) | Q(deadline__gt=now), pk=attempt_id, state=Attempt.State.IN_PROGRESS
    )


def note_presence(*, attempt_id: int, position: int | None, now: datetime) -> bool:
    """Note that the student is at the attempt now, on the question at `position` (None: as before); one UPDATE.

    False, and nothing is noted, when the attempt was handed in or its time has ended.
    """
    seen = {"seen_at": now} if position is None else {"seen_at": now, "on_position": position}
    return bool(_still_running(attempt_id, now).update(**seen))


@dataclass(frozen=True, slots=True)
class PageSave:
    """What became of a whole page: the responses as stored now, and those where another window's answer was kept."""

    state: Save
    responses: list[Response]
    conflicts: frozenset[int] = frozenset()


@transaction.atomic
def save_page(
    *,
    attempt: Attempt,
    answers: Mapping[int, tuple[Answer, int]],
    cited: Mapping[int, Iterable[Sequence[int]]] | None = None,
    flagged: Mapping[int, bool] | None = None,
) -> PageSave:
    """Store the page's answers, given as response key -> (answer, sequence number the page was made with).

    `cited` are the sentences chosen as proof, by response key, and share the answer's number; `flagged` says which
    questions the student wants to come back to. An answer that another window changed since the page was made is kept
    and named among the conflicts. Raises Refusal for an answer that does not fit its question; then nothing is stored.
    """
    now = timezone.now()
    running = note_presence(attempt_id=attempt.pk, position=None, now=now)
    responses = list(attempt.responses.all())
    if not running:
        return PageSave(Save.CLOSED, responses)
    changed, conflicts = [], set()
    for response in responses:
        if response.pk not in answers:
            continue
        answer, seen = answers[response.pk]
        fitting = fitting_answer(response, answer)
        proof = response.cited if cited is None else fitting_citations(response, cited.get(response.pk, ()))
        if (fitting, proof) == (response.answer, response.cited):
            continue
        if seen < response.sequence:
            # A page that is behind and shows nothing here has nothing to say about it.
            if fitting or (cited and proof):
                conflicts.add(response.pk)
            continue
        response.answer, response.cited = fitting, proof
        response.sequence, response.saved_at = seen + 1, now
        changed.append(response)
    for response in responses:
        wanted = (flagged or {}).get(response.pk, response.flagged)
        if wanted != response.flagged:
            response.flagged = wanted
            changed.append(response)
    Response.objects.bulk_update({one.pk: one for one in changed}.values(), _OF_A_PAGE)
    return PageSave(Save.STALE if conflicts else Save.SAVED, responses, frozenset(conflicts))


_OF_A_PAGE = ("answer", "cited", "flagged", "sequence", "saved_at")


def flag_response(*, response: Response, flagged: bool) -> bool:
    """Mark the question to come back to, or take the mark away; False when the attempt is over and nothing changed."""
    with transaction.atomic(savepoint=False):
        if not note_presence(attempt_id=response.attempt_id, position=response.position, now=timezone.now()):
            return False
        return bool(Response.objects.filter(pk=response.pk).update(flagged=flagged))


def fitting_answer(response: Response, answer: Answer) -> dict[str, Any]:
    """The answer in the shape the format stores; {} for an empty one. Raises Refusal for one of another shape.

    An order may be unfinished, with events that have no place yet or share one: it is kept as it is.
    """
    format_ = Format(response.shown["format"])
    if set(answer) - {format_.answer_key}:
        raise Refusal(_MISFIT)
    if format_ is Format.ORDERING:
        places = answer.get("places") or []
        events = len(response.shown["choices"])
        if places and (len(places) != events or any(place not in range(events + 1) for place in places)):
            raise Refusal(_MISFIT)
        return {"places": list(places)} if any(places) else {}
    if format_.has_choices:
        picked = answer.get("choice", "")
        if picked and picked not in {choice["id"] for choice in response.shown["choices"]}:
            raise Refusal(_("This choice does not belong to the question. Reload the page and choose again."))
        return {"choice": picked} if picked else {}
    text = _UNSTORABLE.sub("", answer.get("text", "").replace("\r\n", "\n"))
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
def _submit(attempt: Attempt, *, at: datetime, overdue: bool = False) -> bool:
    running = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.IN_PROGRESS)
    if overdue:
        # Between looking and handing in, the teacher may have given more time.
        running = running.filter(deadline=at)
    done = running.update(state=Attempt.State.SUBMITTED, submitted_at=at)
    attempt.refresh_from_db()
    if done:
        mark_attempt(attempt=attempt)
    return bool(done)


@transaction.atomic
def reset_deadlines(*, assignment: Assignment) -> int:
    """Give running attempts the deadlines that hold now, after dates or exceptions changed; return how many changed.

    What a change means for a running attempt is decided by `Rules.running_deadline`. Four queries at most.
    """
    changed = []
    running = assignment.attempts.select_for_update().filter(state=Attempt.State.IN_PROGRESS)
    for attempt, rules in running_dates(assignment, running):
        deadline = rules.running_deadline(attempt)
        if deadline != attempt.deadline:
            attempt.deadline = deadline
            changed.append(attempt)
    Attempt.objects.bulk_update(changed, ["deadline"])
    return len(changed)


def close_overdue(
    *, assignment: Assignment | None = None, student: User | None = None, classroom: Classroom | None = None
) -> int:
    """Hand in what was saved of the running attempts whose time has ended; return how many.

    Called wherever an overdue attempt would be met, and by `manage.py hand_in_overdue` for those that nobody meets.
    """
    overdue = Attempt.objects.filter(state=Attempt.State.IN_PROGRESS, deadline__lte=timezone.now())
    if assignment is not None:
        overdue = overdue.filter(assignment=assignment)
    if student is not None:
        overdue = overdue.filter(student=student)
    if classroom is not None:
        overdue = overdue.filter(assignment__classroom=classroom)
    return sum(
        _submit(attempt, at=attempt.deadline, overdue=True) for attempt in overdue if attempt.deadline is not None
    )
