"""Writing down what was changed about a class, so that its teachers can read who did what, when and why."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from quizzes.models import (
    AcceptedAnswer,
    Assignment,
    Choice,
    ClassChange,
    Classroom,
    Discussion,
    Format,
    Override,
    Question,
    User,
)

Action = ClassChange.Action
Kind = ClassChange.Kind

_KINDS: Final = {
    Kind.ROSTER: (
        Action.JOINED,
        Action.ENROLLED,
        Action.REMOVED,
        Action.RESTORED,
        Action.MOVED_OUT,
        Action.MOVED_IN,
        Action.EXTRA_TIME,
        Action.PASSWORD,
        Action.NICKNAME,
    ),
    Kind.TEACHERS: (Action.TEACHER_ADDED, Action.TEACHER_REMOVED),
    Kind.CLASS: (
        Action.NAME,
        Action.TIME_ZONE,
        Action.CODE_RENEWED,
        Action.CODE_STOPPED,
        Action.ARCHIVED,
        Action.BROUGHT_BACK,
    ),
    Kind.ASSIGNMENT: (
        Action.ASSIGNED,
        Action.CHANGED,
        Action.EXCEPTION,
        Action.REOPENED,
        Action.MORE_TIME,
        Action.HANDED_IN,
        Action.MESSAGE,
        Action.RELEASED,
        Action.WITHHELD,
        Action.TAKEN_BACK,
        Action.GIVEN,
        Action.DEBATE_CHANGED,
        Action.DEBATE_TAKEN_BACK,
        Action.MARKS_RELEASED,
        Action.MARKS_WITHHELD,
    ),
    Kind.KEY: (Action.KEY, Action.CORRECTED),
}
KIND_OF: Final = {action: kind for kind, actions in _KINDS.items() for action in actions}

# What a teacher sets about an assignment and about an exception to it, in the order of their forms.
ASSIGNMENT_FIELDS: Final = (
    "opens_at",
    "due_at",
    "closes_at",
    "time_limit_minutes",
    "attempts_allowed",
    "grading_method",
    "shuffle_items",
    "shuffle_choices",
    "one_at_a_time",
    "cite_evidence",
    "release",
)
OVERRIDE_FIELDS: Final = ("opens_at", "due_at", "closes_at", "attempts_allowed", "extra_minutes", "excused")
DEBATE_FIELDS: Final = (
    "activity",
    "instructions",
    "opens_at",
    "due_at",
    "closes_at",
    "post_first",
    "anonymous",
    "minimum_replies",
    "rubric",
    "peers",
)


def record(
    *,
    classroom: Classroom,
    action: ClassChange.Action,
    by: User | None,
    student: User | None = None,
    subject: str = "",
    field: str = "",
    old: Any = "",
    new: Any = "",
    reason: str = "",
) -> ClassChange:
    """One change of the class; `by` is None for what the site itself does."""
    return ClassChange.objects.create(
        classroom=classroom,
        kind=KIND_OF[action],
        action=action,
        by=by,
        student=student,
        subject=subject[:300],
        field=field,
        old=_text(old)[:500],
        new=_text(new)[:500],
        reason=reason.strip()[:500],
    )


def record_assignment(*, assignment: Assignment, before: Assignment | None, by: User) -> list[ClassChange]:
    """An assignment that was made (`before` is None), or each field of it that differs from before."""
    named = str(assignment.quiz)
    if before is None:
        return [record(classroom=assignment.classroom, action=Action.ASSIGNED, by=by, subject=named)]
    return [
        record(
            classroom=assignment.classroom,
            action=Action.CHANGED,
            by=by,
            subject=named,
            field=field,
            old=old,
            new=new,
        )
        for field, old, new in _differences(before, assignment, ASSIGNMENT_FIELDS)
    ]


def record_debate(*, discussion: Discussion, before: Discussion | None, by: User) -> list[ClassChange]:
    """A debate that was given (`before` is None), or each field of it that differs from before."""
    named = discussion.question.stem
    if before is None:
        return [record(classroom=discussion.classroom, action=Action.GIVEN, by=by, subject=named)]
    return [
        record(
            classroom=discussion.classroom,
            action=Action.DEBATE_CHANGED,
            by=by,
            subject=named,
            field=field,
            old=old,
            new=new,
        )
        for field, old, new in _differences(before, discussion, DEBATE_FIELDS)
    ]


def record_overrides(
    *, assignment: Assignment, before: Iterable[Override], after: Iterable[Override], by: User
) -> list[ClassChange]:
    """Each field of a student's exception that differs; an exception that is not there sets nothing."""
    old, new = ({one.student_id: one for one in overrides} for overrides in (before, after))
    made = []
    for student_id in sorted(old.keys() | new.keys()):
        one, other = old.get(student_id), new.get(student_id)
        student = (other or one).student  # type: ignore[union-attr]  # one of the two is there
        made += [
            record(
                classroom=assignment.classroom,
                action=Action.EXCEPTION,
                by=by,
                student=student,
                subject=str(assignment.quiz),
                field=field,
                old=was,
                new=now,
            )
            for field, was, now in _differences(one, other, OVERRIDE_FIELDS)
        ]
    return made


def right_answer(question: Question) -> str:
    """What counts as right now, as stored: the key, the events in their order, or every accepted answer."""
    choices = list(Choice.objects.filter(question=question))
    if question.format == Format.ORDERING:
        return " → ".join(choice.text for choice in choices)
    if choices:
        return " | ".join(choice.text for choice in choices if choice.is_key)
    return " | ".join(AcceptedAnswer.objects.filter(question=question).values_list("text", flat=True))


def record_key(*, question: Question, by: User, old: str, new: str, reason: str = "") -> list[ClassChange]:
    """A right answer that was changed, in every class that was given the question; nothing where it is the same."""
    if old == new:
        return []
    classrooms = Classroom.objects.filter(assignments__quiz__items__question=question).distinct()
    return [
        record(classroom=classroom, action=Action.KEY, by=by, subject=question.stem, old=old, new=new, reason=reason)
        for classroom in classrooms
    ]


def _differences(before: Any, after: Any, fields: Iterable[str]) -> list[tuple[str, Any, Any]]:
    pairs = [(field, getattr(before, field, None), getattr(after, field, None)) for field in fields]
    # Where there is no exception, there are no extra minutes and nobody is excused.
    whole = before is not None and after is not None
    return [(field, old, new) for field, old, new in pairs if old != new and (whole or old or new)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
