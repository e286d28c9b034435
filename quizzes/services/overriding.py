"""Exceptions to an assignment for some of its students: given to several at once, and taken back."""

from collections.abc import Collection, Mapping
from copy import copy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Override, StudentGroup, User
from quizzes.queries.dates import overrides_of

from .attempting import close_overdue, reset_deadlines
from .recording import OVERRIDE_FIELDS, record_overrides
from .refusal import Refusal


def planned(
    *, assignment: Assignment, students: Collection[User], values: Mapping[str, Any] | None
) -> dict[int, Override]:
    """The exceptions by student as they would be with `values` for `students`; nothing is saved.

    What `values` does not name stays as it is; None takes the exceptions of the students away.
    """
    found = overrides_of(assignment)
    for student in students:
        if values is None:
            found.pop(student.pk, None)
            continue
        override = copy(found.get(student.pk)) or Override(assignment=assignment, student=student)
        for name in OVERRIDE_FIELDS:
            if name in values:
                setattr(override, name, values[name])
        found[student.pk] = override
    return found


@transaction.atomic
def give_exceptions(
    *, assignment: Assignment, students: Collection[User], values: Mapping[str, Any] | None, by: User
) -> int:
    """Give the students the exception, or take theirs back (None), as `planned` has it; return how many changed.

    Running attempts get the end that holds now. Raises Refusal for a student who is not in the class.
    """
    one_at_a_time(assignment)
    refuse_outsiders(assignment, students)
    close_overdue(assignment=assignment)
    before = overrides_of(assignment)
    for student_id, override in planned(assignment=assignment, students=students, values=values).items():
        if not _sets_anything(override):
            Override.objects.filter(assignment=assignment, student=student_id).delete()
        elif _as_set(override) != _as_set(before.get(student_id)):
            override.save()
    if values is None:
        Override.objects.filter(assignment=assignment, student__in=students).delete()
    after = overrides_of(assignment)
    record_overrides(assignment=assignment, before=before.values(), after=after.values(), by=by)
    reset_deadlines(assignment=assignment)
    return sum(_as_set(before.get(pk)) != _as_set(after.get(pk)) for pk in before.keys() | after.keys())


def _as_set(override: Override | None) -> list[Any]:
    return [getattr(override or Override(), name) for name in OVERRIDE_FIELDS]


def _sets_anything(override: Override) -> bool:
    return _as_set(override) != _as_set(None)


def one_at_a_time(assignment: Assignment) -> None:
    """Let nobody else change exceptions to the assignment until this transaction ends; students go on all the same."""
    Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)


def refuse_outsiders(assignment: Assignment, students: Collection[User]) -> None:
    """Raise Refusal unless all the students are in the class of the assignment now."""
    here = assignment.classroom.enrollments.filter(student__in=students, removed_at__isnull=True)
    if here.count() != len(set(students)):
        raise Refusal(_("Not all of these students are in the class now. Look who is, and choose again."))


@transaction.atomic
def name_group(*, assignment: Assignment, students: Collection[User], name: str) -> StudentGroup:
    """Keep the students as a new group of the class under this name. Raises Refusal where there is one of the name."""
    refuse_outsiders(assignment, students)
    group, made = StudentGroup.objects.get_or_create(classroom=assignment.classroom, name=name)
    if not made:
        raise Refusal(_("There is a group %(name)s by now. Nothing is changed.") % {"name": group})
    group.students.set(students)
    return group


@transaction.atomic
def regroup(*, assignment: Assignment, group: StudentGroup, students: Collection[User]) -> StudentGroup:
    """Have the group of the class hold these students instead of those it has."""
    refuse_outsiders(assignment, students)
    group.students.set(students)
    return group


def forget_group(*, group: StudentGroup) -> None:
    """Delete the group; its students and their exceptions stay as they are."""
    group.delete()
