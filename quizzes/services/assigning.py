"""Giving a quiz to a class and releasing its results."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, User

from .refusal import Refusal

EMPTY_QUIZ = _("This quiz has no questions yet. Put approved questions into it first.")


def assign_quiz(*, assignment: Assignment, teacher: User) -> Assignment:
    """Save a filled-in assignment. Raises Refusal for an empty quiz or another teacher's class or quiz."""
    if not assignment.quiz.items.exists():
        raise Refusal(EMPTY_QUIZ)
    if not teacher.is_superuser and not assignment.classroom.teachers.filter(pk=teacher.pk).exists():
        raise Refusal(_("You can assign quizzes only to classes you teach."))
    if not teacher.is_superuser and assignment.quiz.owner_id != teacher.pk and assignment._state.adding:
        raise Refusal(_("You can assign only your own quizzes."))
    assignment.full_clean()
    assignment.save()
    return assignment


def release_results(*, assignment: Assignment) -> Assignment:
    """Let students see the results of an assignment that waits for its teacher; a second release changes nothing."""
    if assignment.release != Assignment.Release.BY_HAND:
        raise Refusal(_("The results of this assignment are released by its rule, not by hand."))
    Assignment.objects.filter(pk=assignment.pk, released_at__isnull=True).update(released_at=timezone.now())
    assignment.refresh_from_db()
    return assignment


def withhold_results(*, assignment: Assignment) -> Assignment:
    """Take a release by hand back."""
    Assignment.objects.filter(pk=assignment.pk).update(released_at=None)
    assignment.refresh_from_db()
    return assignment
