"""Giving a quiz to a class and releasing its results; each change is recorded."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Classroom, Quiz, User

from .recording import Action, record, record_assignment
from .refusal import Refusal

EMPTY_QUIZ = _("This quiz has no questions yet. Put approved questions into it first.")


@transaction.atomic
def assign_quiz(*, assignment: Assignment, teacher: User) -> Assignment:
    """Save a filled-in assignment. Raises Refusal for an empty quiz or another teacher's class or quiz."""
    if not assignment.quiz.items.exists():
        raise Refusal(EMPTY_QUIZ)
    if not teacher.is_superuser and not assignment.classroom.teachers.filter(pk=teacher.pk).exists():
        raise Refusal(_("You can assign quizzes only to classes you teach."))
    if not teacher.is_superuser and assignment.quiz.owner_id != teacher.pk and assignment._state.adding:
        raise Refusal(_("You can assign only your own quizzes."))
    if assignment._state.adding and assignment.classroom.archived_at is not None:
        raise Refusal(_("This class is archived. Bring it back first."))
    assignment.full_clean()
    before = None if assignment._state.adding else Assignment.objects.get(pk=assignment.pk)
    assignment.save()
    record_assignment(assignment=assignment, before=before, by=teacher)
    return assignment


@transaction.atomic
def assign_to_classes(*, assignments: Sequence[Assignment], teacher: User) -> Sequence[Assignment]:
    """Save filled-in assignments of one quiz, one for each class, all or none. Raises Refusal as `assign_quiz` does."""
    for one in assignments:
        assign_quiz(assignment=one, teacher=teacher)
    return assignments


def given_twice(*, assignments: Sequence[Assignment]) -> list[Classroom]:
    """The classes of these assignments of one quiz that have it by another assignment too."""
    others = Assignment.objects.filter(quiz=assignments[0].quiz_id).exclude(pk__in=[one.pk for one in assignments])
    return list(
        Classroom.objects.filter(pk__in=[one.classroom_id for one in assignments], assignments__in=others).distinct()
    )


def give_quiz(*, quiz: Quiz, classrooms: Sequence[Classroom], teacher: User, due_on: date) -> Sequence[Assignment]:
    """Give the quiz to the classes from now until the end of the day `due_on` of each, by the usual rules.

    To all or to none. Raises Refusal where the day is over.
    """
    given = [_until_the_end_of(due_on, quiz, classroom) for classroom in classrooms]
    return assign_to_classes(assignments=given, teacher=teacher)


def _until_the_end_of(due_on: date, quiz: Quiz, classroom: Classroom) -> Assignment:
    due_at = datetime.combine(due_on, time(23, 59), classroom.zone)
    assignment = Assignment(quiz=quiz, classroom=classroom, opens_at=timezone.now(), due_at=due_at)
    if due_at <= assignment.opens_at:
        raise Refusal(_("This day is over. Choose today or a later day."))
    return assignment


@transaction.atomic
def release_results(*, assignment: Assignment, by: User | None = None) -> Assignment:
    """Let students see the results of an assignment that waits for its teacher; a second release changes nothing."""
    if assignment.release != Assignment.Release.BY_HAND:
        raise Refusal(_("The results of this assignment are released by its rule, not by hand."))
    now = timezone.now()
    if Assignment.objects.filter(pk=assignment.pk, released_at__isnull=True).update(released_at=now):
        record(classroom=assignment.classroom, action=Action.RELEASED, by=by, subject=str(assignment.quiz))
    assignment.refresh_from_db()
    return assignment


@transaction.atomic
def withhold_results(*, assignment: Assignment, by: User | None = None) -> Assignment:
    """Take a release by hand back; doing it again changes nothing."""
    if Assignment.objects.filter(pk=assignment.pk, released_at__isnull=False).update(released_at=None):
        record(classroom=assignment.classroom, action=Action.WITHHELD, by=by, subject=str(assignment.quiz))
    assignment.refresh_from_db()
    return assignment


@transaction.atomic
def delete_assignment(*, assignment: Assignment, by: User) -> None:
    """Delete an assignment that nobody has started; the record of it stays. The database refuses one with attempts."""
    record(classroom=assignment.classroom, action=Action.TAKEN_BACK, by=by, subject=str(assignment.quiz))
    assignment.delete()
