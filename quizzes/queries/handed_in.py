"""What was handed in to an assignment, a few students at a time: for files of any length in little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from quizzes.models import Assignment, Attempt, Enrollment, Override, Response, User

from .counting import Attempts, Tally, counted, tallies

# Students whose attempts are in memory at a time.
STUDENTS = 100


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An attempt that was handed in; `counts` tells whether its points make the score."""

    attempt: int
    student: User
    removed: bool
    number: int
    started_at: datetime
    submitted_at: datetime | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A response as the database holds it: JSON and numbers as text, to be read only as far as they are needed."""

    shown: str
    answer: str
    picks: str | None
    possible: str
    auto: str | None
    teacher: str | None
    saved_at: datetime | None
    feedback: str
    cited: str | None = None
    evidence: str | None = None


def places_of(assignment: Assignment) -> QuerySet[Any]:
    """The places in the assignment's class, each with its student and `is_excused`."""
    excuse = Override.objects.filter(assignment=assignment, student=OuterRef("student"), excused=True)
    places = Enrollment.objects.filter(classroom=assignment.classroom_id).select_related("student")
    return places.annotate(is_excused=Exists(excuse))


def handed_in(assignment: Assignment, attempts: Attempts) -> Iterator[list[HandedIn]]:
    """The attempts asked for, by student and number, those of so many students at a time."""
    places = iter(places_of(assignment).iterator(chunk_size=STUDENTS))
    while some := list(islice(places, STUDENTS)):
        yield _of(assignment, attempts, some)


def _of(assignment: Assignment, attempts: Attempts, places: list[Any]) -> list[HandedIn]:
    students = [place.student_id for place in places]
    made = assignment.attempts.filter(student__in=students, state=Attempt.State.SUBMITTED)
    done: dict[int, list[Tally]] = {}
    for tally in tallies(made):
        done.setdefault(tally.student, []).append(tally)
    times = {
        pk: (started, submitted) for pk, started, submitted in made.values_list("pk", "started_at", "submitted_at")
    }
    found = []
    for place in places:
        mine = done.get(place.student_id, [])
        if not mine:
            continue
        counting = counted(assignment.grading_method, mine)
        shown = {Attempts.ALL: mine, Attempts.FIRST: mine[:1], Attempts.COUNTED: [counting.tally]}[attempts]
        found += [
            HandedIn(
                attempt=one.attempt,
                student=place.student,
                removed=place.removed_at is not None,
                number=one.number,
                started_at=times[one.attempt][0],
                submitted_at=times[one.attempt][1],
                counts=one.attempt in counting.attempts and not place.is_excused,
            )
            for one in shown
        ]
    return found


def responses_of(attempts: list[int], *, with_proof: bool = False) -> dict[tuple[int, int], Stored]:
    """The responses of these attempts by (attempt, item), with the sentences cited where asked for. One query.

    Making a Response of each, or even a Decimal and a dict of each value, takes longer than everything else.
    """
    text = TextField()
    rows = Response.objects.filter(attempt__in=attempts).order_by()
    proof = (Cast("cited", text), Cast(KT("marking__evidence"), text)) if with_proof else ()
    return {
        (attempt, item): Stored(*values)
        for attempt, item, *values in rows.values_list(
            "attempt_id",
            "item_id",
            Cast("shown", text),
            Cast("answer", text),
            Cast(KT("marking__picks"), text),
            Cast("points_possible", text),
            Cast("auto_points", text),
            Cast("teacher_points", text),
            "saved_at",
            "feedback",
            *proof,
        )
    }
