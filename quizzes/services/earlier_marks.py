"""Marks of answers that are opened again: put aside with the answer, and given back to one that has not changed."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _g

from quizzes.models import Attempt, GradeChange, Level, Response, ResponseLevel, User
from quizzes.models.grading import Earlier


def put_aside(*, attempt: Attempt, by: User) -> None:
    """Take points, feedback and levels off every answer of the attempt; the record of grades keeps them.

    The sequence number of each mark grows, so that one sent from a page with the old answers does not reach the new.
    """
    responses = list(
        attempt.responses.select_for_update(of=("self",)).prefetch_related("levels__criterion", "levels__level")
    )
    GradeChange.objects.bulk_create(
        GradeChange(
            response=response,
            changed_by=by,
            old_points=response.points,
            new_points=None,
            reason=_g("The attempt was opened again."),
            earlier=earlier,
        )
        for response in responses
        if (earlier := _by_teacher(response)) or response.points is not None
    )
    ResponseLevel.objects.filter(response__attempt=attempt).delete()
    for response in responses:
        response.auto_points = response.teacher_points = None
        response.feedback = ""
        response.mark_sequence += 1
    Response.objects.bulk_update(responses, ["auto_points", "teacher_points", "feedback", "mark_sequence"])


def _by_teacher(response: Response) -> Earlier | None:
    """What a teacher gave the answer, with the answer; None for nothing."""
    levels = list(response.levels.all())
    if response.teacher_points is None and not response.feedback and not levels:
        return None
    return Earlier(
        answer=response.answer,
        cited=response.cited,
        text=response.answer_text,
        points=None if response.teacher_points is None else f"{response.teacher_points.normalize():f}",
        feedback=response.feedback,
        levels=[
            {"criterion": one.criterion_id, "level": one.level_id, "words": f"{one.criterion.name}: {one.level.name}"}
            for one in levels
        ],
    )


def give_back(*, attempt: Attempt, responses: Iterable[Response]) -> None:
    """Give those of the responses that are as they were when the attempt was opened again their mark; saves it all.

    Not where the record of grades has anything newer of the response.
    """
    last = {one.response_id: one for one in GradeChange.objects.filter(response__attempt=attempt).order_by("pk")}
    same = []
    for response in responses:
        change = last.get(response.pk)
        if change is None or not change.earlier or not change.is_of(response):
            continue
        earlier, before = change.earlier, response.points
        response.teacher_points = None if earlier["points"] is None else Decimal(earlier["points"])
        response.feedback = earlier["feedback"]
        response.mark_sequence += 1
        same.append((response, earlier, before))
    if not same:
        return
    Response.objects.bulk_update(
        [response for response, _earlier, _before in same], ["teacher_points", "feedback", "mark_sequence"]
    )
    # A rubric may have lost levels meanwhile.
    wanted = {given["level"] for _response, earlier, _before in same for given in earlier["levels"]}
    left = Level.objects.in_bulk(wanted)
    ResponseLevel.objects.bulk_create(
        ResponseLevel(response=response, criterion_id=given["criterion"], level_id=given["level"])
        for response, earlier, _before in same
        for given in earlier["levels"]
        if given["level"] in left
    )
    GradeChange.objects.bulk_create(
        GradeChange(
            response=response,
            old_points=before,
            new_points=response.points,
            reason=_g("Handed in again unchanged: its mark holds."),
        )
        for response, _earlier, before in same
    )
