"""Classes that have handed in: any number of students with the marks given, made in a few statements."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from quizzes.models import Assignment, Attempt, Enrollment, Format, QuizItem, Response, User

# An answer that nobody has marked.
WAITS = "waits"
Mark = float | str | None


def quiz_items(assignment: Assignment) -> list[QuizItem]:
    """The items of the assignment's quiz, with their questions and choices."""
    return list(
        assignment.quiz.items.select_related("question").prefetch_related(
            "question__choices", "question__accepted_answers", "question__evidence"
        )
    )


def join(assignment: Assignment, count: int) -> list[User]:
    """So many new students in the class."""
    before = User.objects.count()
    students = User.objects.bulk_create(
        User(username=f"pupil{before + number:05}", first_name="Pupil", last_name=f"{before + number:05}")
        for number in range(count)
    )
    Enrollment.objects.bulk_create(Enrollment(classroom=assignment.classroom, student=one) for one in students)
    return students


def hand_in_all(
    assignment: Assignment, marks: Sequence[Sequence[Mark]], students: Sequence[User] | None = None, number: int = 1
) -> list[User]:
    """Each student's marks by item, as shares of its points: None for no answer, WAITS for one without marks.

    Who has no full share of an item with choices picked a wrong one, the first wrong one for half of the students.
    Each attempt took ten minutes. New students join the class unless some are given.
    """
    items = quiz_items(assignment)
    students = join(assignment, len(marks)) if students is None else students
    start = timezone.now() - timedelta(hours=1)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            assignment=assignment,
            student=student,
            number=number,
            state=Attempt.State.SUBMITTED,
            started_at=start,
            submitted_at=start + timedelta(minutes=10),
        )
        for student in students
    )
    Response.objects.bulk_create(
        (
            _response(attempt, place, item, mark, other=student % 2)
            for student, (attempt, given) in enumerate(zip(attempts, marks, strict=True))
            for place, (item, mark) in enumerate(zip(items, given, strict=True), start=1)
        ),
        batch_size=500,
    )
    return list(students)


def _response(attempt: Attempt, place: int, item: QuizItem, mark: Mark, other: int) -> Response:
    question = item.question
    choices = list(question.choices.all())
    ids = [secrets.token_urlsafe(6) for _choice in choices]
    answer: dict[str, object] = {}
    if mark is not None:
        answer = {"text": "An answer in words."}
        if Format(question.format).has_choices:
            answer = {"choice": ids[0 if mark == 1 else min(1 + other, len(ids) - 1)]}
    points = None if mark == WAITS else item.points * Decimal(str(mark or 0))
    return Response(
        attempt=attempt,
        item=item,
        position=place,
        points_possible=item.points,
        shown={
            "kind": question.kind,
            "format": question.format,
            "stem": question.stem,
            "choices": [{"id": key, "text": choice.text} for key, choice in zip(ids, choices, strict=True)],
            "brief": None,
        },
        marking={
            "key": ids[0] if ids else None,
            "order": [],
            "accepted": [one.text for one in question.accepted_answers.all()],
            "model_answer": question.model_answer,
            "explanation": question.explanation,
            "evidence": [{"start": one.start, "end": one.end, "quote": one.quote} for one in question.evidence.all()],
            "notes": {key: choice.note for key, choice in zip(ids, choices, strict=True) if choice.note},
            "picks": {key: choice.pk for key, choice in zip(ids, choices, strict=True)},
        },
        answer=answer,
        sequence=0 if mark is None else 1,
        auto_points=points,
    )
