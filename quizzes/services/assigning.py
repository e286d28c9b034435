"""Giving a quiz to a class and releasing its results; each change is recorded."""

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


def give_quiz(*, quiz: Quiz, classroom: Classroom, teacher: User, due_on: date) -> Assignment:
    """Give the quiz to the class from now until the end of the day `due_on` there, by the usual rules."""
    due_at = datetime.combine(due_on, time(23, 59), classroom.zone)
    assignment = Assignment(quiz=quiz, classroom=classroom, opens_at=timezone.now(), due_at=due_at)
    if due_at <= assignment.opens_at:
        raise Refusal(_("This day is over. Choose today or a later day."))
    return assign_quiz(assignment=assignment, teacher=teacher)


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
