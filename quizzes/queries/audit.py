"""What was changed in a class, by whom, when and why: one list out of all the records that are kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from heapq import merge
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, ClassChange, Classroom, Discussion, GradeChange, MarkChange, Override, User

A_PAGE = 50


class Kind(models.TextChoices):
    """What a change is about; a filter of the page."""

    ROSTER = "roster", _("Roster")
    GRADE = "grade", _("Grades")
    KEY = "key", _("Keys")
    ASSIGNMENT = "assignment", _("Assignments")
    TEACHERS = "teachers", _("Teachers")
    CLASS = "class", _("Class")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, by whom, what, about whom or what, from and to what, and why; "" for what it has not."""

    at: datetime
    kind: Kind
    by: User | None
    what: "str | Promise"
    student: User | None
    about: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the changes, newest first, and whether there are older ones."""

    entries: tuple[Entry, ...]
    more: bool


def changes(classroom: Classroom, *, kind: Kind | None = None, number: int = 1) -> Page:
    """Page `number` of the changes of the class, newest first, of one kind or of all. Three queries at most."""
    sources: list[Callable[[Classroom, int], Iterator[Entry]]] = []
    last = number * A_PAGE + 1
    found: list[Iterator[Entry]] = []
    if kind in (None, Kind.GRADE):
        sources += [_grades, _marks]
    found += [source(classroom, last) for source in sources]
    if kind is not Kind.GRADE:
        found.append(_class_changes(classroom, last, kind))
    newest_first = merge(*found, key=lambda entry: entry.at, reverse=True)
    entries = tuple(islice(newest_first, (number - 1) * A_PAGE, last))
    return Page(entries[:A_PAGE], len(entries) > A_PAGE)


def _class_changes(classroom: Classroom, last: int, kind: Kind | None) -> Iterator[Entry]:
    rows = classroom.changes.select_related("by", "student").order_by("-at", "-pk")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    for row in rows[:last]:
        yield Entry(
            at=row.at,
            kind=Kind(row.kind),
            by=row.by,
            what=_what(row),
            student=row.student,
            about=row.subject,
            old=_value(classroom, row, row.old),
            new=_value(classroom, row, row.new),
            reason=row.reason,
        )


def _grades(classroom: Classroom, last: int) -> Iterator[Entry]:
    rows = (
        GradeChange.objects.filter(response__attempt__assignment__classroom=classroom)
        # Feedback put aside or given back is no change of points.
        .exclude(old_points__isnull=True, new_points__isnull=True)
        .exclude(old_points=F("new_points"))
        .select_related("changed_by", "response__attempt__student", "response__attempt__assignment__quiz")
        .order_by("-changed_at", "-pk")
    )
    for row in rows[:last]:
        attempt = row.response.attempt
        yield Entry(
            at=row.changed_at,
            kind=Kind.GRADE,
            by=row.changed_by,
            what=_g("points of question %(number)s") % {"number": row.response.position},
            student=attempt.student,
            about=str(attempt.assignment.quiz),
            old=_points(row.old_points),
            new=_points(row.new_points),
            reason=row.reason,
        )


def _marks(classroom: Classroom, last: int) -> Iterator[Entry]:
    rows = (
        MarkChange.objects.filter(discussion__classroom=classroom)
        .select_related("changed_by", "student", "discussion__question")
        .order_by("-changed_at", "-pk")
    )
    for row in rows[:last]:
        yield Entry(
            at=row.changed_at,
            kind=Kind.GRADE,
            by=row.changed_by,
            what=_("mark for the debate"),
            student=row.student,
            about=row.discussion.question.stem,
            old=_points(row.old_points),
            new=_points(row.new_points),
            reason=row.reason,
        )


def _what(row: ClassChange) -> "str | Promise":
    if not row.field:
        return str(row.get_action_display())
    label = _described(row).verbose_name
    if row.action == ClassChange.Action.EXCEPTION:
        return _g("exception: %(field)s") % {"field": label}
    return str(label)


def _described(row: ClassChange) -> Any:
    """The field that was changed, of a debate, an assignment, or an exception where only that has it."""
    if row.action == ClassChange.Action.DEBATE_CHANGED:
        return Discussion._meta.get_field(row.field)
    model = Override if row.field in ("extra_minutes", "excused") else Assignment
    return model._meta.get_field(row.field)


def _value(classroom: Classroom, row: ClassChange, stored: str) -> str:
    """A stored value as a person reads it: a moment on the clock of the class, a choice by its label."""
    if not row.field or not stored:
        return stored
    described = _described(row)
    if isinstance(described, models.DateTimeField):
        moment = timezone.localtime(datetime.fromisoformat(stored), classroom.zone)
        return formats.date_format(moment, "j M Y, H:i")
    if isinstance(described, models.BooleanField):
        return _g("yes") if stored == "True" else _g("no")
    return str(dict(described.flatchoices).get(stored, stored))


def _points(points: Decimal | int | None) -> str:
    return _g("not marked") if points is None else f"{Decimal(points).normalize():f}"
