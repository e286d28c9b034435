"""What waits for a teacher's marking, by question, and what counts as right for it after a correction."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from quizzes.models import (
    Assignment,
    Attempt,
    Correction,
    Criterion,
    GradeChange,
    Level,
    Override,
    QuizItem,
    Response,
    Rubric,
    User,
)


class Rule(TypedDict, total=False):
    """What counts as right, as Correction.rule has it."""

    keys: list[int]
    accepted: list[str]
    order: list[int]
    everyone: bool


def items_to_mark(assignment: Assignment) -> QuerySet[QuizItem]:
    """The assignment's items, each with `handed_in` and `waiting`, the numbers of answers to it.

    Nobody waits for the mark of who is excused.
    """
    here = Q(responses__attempt__assignment=assignment, responses__attempt__state=Attempt.State.SUBMITTED)
    excused = Override.objects.filter(assignment=assignment, excused=True).values("student")
    unmarked = Q(responses__auto_points__isnull=True, responses__teacher_points__isnull=True)
    unmarked &= ~Q(responses__attempt__student__in=excused)
    return assignment.quiz.items.select_related("question__rubric").annotate(
        handed_in=Count("responses", filter=here), waiting=Count("responses", filter=here & unmarked)
    )


def next_to_mark(items: Sequence[Any], after: QuizItem) -> QuizItem | None:
    """The next of the `items_to_mark` with an answer that waits: those behind `after`, then those before it."""
    place = next(place for place, item in enumerate(items) if item.pk == after.pk)
    return next((item for item in [*items[place + 1 :], *items[:place]] if item.waiting), None)


def responses_to(assignment: Assignment, item: QuizItem) -> QuerySet[Response]:
    """Every answer handed in to the item, by student, with the history of its grade and the levels it was given.

    `excused` tells whether the student is.
    """
    excuse = Override.objects.filter(assignment=assignment, student=OuterRef("attempt__student"), excused=True)
    found = (
        Response.objects.filter(attempt__assignment=assignment, attempt__state=Attempt.State.SUBMITTED, item=item)
        .select_related("attempt__student")
        .prefetch_related(Prefetch("grade_changes", GradeChange.objects.select_related("changed_by")))
        .annotate(excused=Exists(excuse))
        .order_by("attempt__student__username", "attempt__number")
    )
    return found.prefetch_related("levels") if item.question.rubric_id else found


def shuffle_key(response: Response) -> str:
    """Where the answer stands when answers are shuffled: the same each time, and nothing to do with who gave it."""
    return hashlib.sha256(f"{response.item_id}:{response.pk}".encode()).hexdigest()


def scale_of(rubric: Rubric | None) -> dict[Criterion, list[Level]]:
    """The rubric's criteria in order, each with its levels from the lowest; nothing without a rubric. One query."""
    scale: dict[Criterion, list[Level]] = {}
    if rubric is not None:
        found = Level.objects.filter(criterion__rubric=rubric).select_related("criterion")
        for level in found.order_by("criterion__order", "criterion_id", "points"):
            scale.setdefault(level.criterion, []).append(level)
    return scale


def corrected(marking: dict[str, Any], rule: Rule) -> dict[str, Any]:
    """How an answer is marked by the rule, from how it was marked before; what it says nothing of stays.

    Choices that this attempt did not have are passed over; where it had none of the right ones, its own key stays.
    """
    changed = {**marking, "everyone": rule.get("everyone", False)}
    ids = {pk: own for own, pk in (marking.get("picks") or {}).items()}
    if keys := [ids[pk] for pk in rule.get("keys", ()) if pk in ids]:
        # The key of the attempt stays first where it still counts.
        key = marking["key"] if marking["key"] in keys else keys[0]
        changed |= {"key": key, "also": [one for one in keys if one != key]}
    if "accepted" in rule:
        changed["accepted"] = rule["accepted"]
    if sorted(rule.get("order", ())) == sorted(ids) and ids:
        changed["order"] = [ids[pk] for pk in rule["order"]]
    return changed


def rule_of(marking: dict[str, Any], format_: Any) -> Rule:
    """The rule that an attempt is marked by, as a correction would write it."""
    picks = marking.get("picks") or {}
    rule: Rule = {"everyone": bool(marking.get("everyone"))}
    if format_.has_choices:
        rule["keys"] = sorted(picks[one] for one in [marking["key"], *marking.get("also", ())] if one in picks)
    elif format_.is_ordered:
        rule["order"] = [picks[one] for one in marking["order"]]
    elif format_.is_typed:
        rule["accepted"] = list(marking["accepted"])
    return rule


def corrections_to_tell(student: User, attempts: Iterable[int]) -> list[GradeChange]:
    """The changes of points by corrections in these attempts that the student has not put away, the oldest first.

    `attempts` are the student's own whose results are released: until then nobody is told of points.
    """
    found = GradeChange.objects.filter(response__attempt__in=list(attempts), correction__isnull=False)
    untold = found.exclude(correction__in=Correction.objects.filter(seen_by=student))
    return list(untold.select_related("response__attempt__assignment__quiz"))


def with_marks(responses: list[Response], student: User) -> list[Response]:
    """The responses of a released attempt with the levels they were given and, as `told`, what was corrected."""
    prefetch_related_objects(responses, "levels__criterion", "levels__level")
    changes = corrections_to_tell(student, {response.attempt_id for response in responses})
    for response in responses:
        told = [change for change in changes if change.response_id == response.pk]
        response.told = told  # type: ignore[attr-defined]
    return responses
