"""What a teacher does while students work: more time, messages, handing in for them, and opening an attempt again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes.models import Assignment, AssignmentMessage, Attempt, Override, User
from quizzes.queries.dates import Dates, dates, overrides_of
from quizzes.queries.rules import Bar, Rules, rules_for

from .attempting import close_overdue, submit_attempt
from .earlier_marks import put_aside
from .overriding import one_at_a_time, refuse_outsiders
from .recording import Action, record, record_overrides
from .refusal import Refusal

MOST_MINUTES = 600
MOST_CHARACTERS = 500


@transaction.atomic
def extend_time(*, assignment: Assignment, students: Collection[User], minutes: int, by: User) -> list[User]:
    """Give each of the students who can still work so many minutes more; return those who got them.

    Who works now ends later. Who has not started has the time limit anyway, so for them, as for whom it would cut off,
    the closing time moves; so does a due time at the very end. Left alone is who has handed in or has no end at all.
    The time is kept as an exception, unless it is for an attempt that was opened again, which has a time of its own.
    Raises Refusal for no sensible number of minutes.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refusal(_("Give between 1 and %(most)s minutes.") % {"most": MOST_MINUTES})
    one_at_a_time(assignment)
    refuse_outsiders(assignment, students)
    close_overdue(assignment=assignment)
    # Nobody hands in between looking and giving more time.
    list(assignment.attempts.select_for_update().filter(state=Attempt.State.IN_PROGRESS))
    more, now = timedelta(minutes=minutes), timezone.now()
    before = overrides_of(assignment)
    wanted = {student.pk for student in students}
    extended = []
    for one in dates(assignment):
        end = _end(one, one.rules.bar(made=one.made, now=now))
        if one.student.pk not in wanted or end is None:
            continue
        override = before.get(one.student.pk) or Override(assignment=assignment, student=one.student)
        later = Override(**_stored(override))
        if one.running and one.rules.time_limit is not None and not one.running.reopened:
            later.extra_minutes = min(later.extra_minutes + minutes, MOST_MINUTES)
        _move_ends(later, one.rules, end, end + more)
        if _stored(later) != _stored(override):
            later.save()
        if one.running:
            Attempt.objects.filter(pk=one.running.pk).update(deadline=end + more)
            if one.running.reopened:
                _record_minutes(Action.MORE_TIME, assignment, one.student, minutes, by)
        extended.append(one.student)
    record_overrides(assignment=assignment, before=before.values(), after=overrides_of(assignment).values(), by=by)
    return extended


def _end(one: Dates, bar: Bar | None) -> datetime | None:
    """When a student who can still work has to end; None for no end, and for whoever cannot work any more."""
    if one.running:
        return one.running.deadline
    return one.rules.closes_at if bar in (None, Bar.NOT_OPEN) else None


def _stored(override: Override) -> dict[str, object]:
    return {field.attname: getattr(override, field.attname) for field in override._meta.concrete_fields}


def _move_ends(override: Override, rules: Rules, end: datetime, later: datetime) -> None:
    """Let neither the closing time nor a due time at the end cut off what comes between `end` and `later`."""
    if rules.closes_at is not None and rules.closes_at < later:
        override.closes_at = later
    if rules.due_at is not None and end <= rules.due_at < later:
        override.due_at = later


@transaction.atomic
def reopen_attempt(*, attempt: Attempt, minutes: int, by: User) -> Attempt:
    """Let the student go on with an attempt that was handed in, for so many minutes from now.

    What it was given is put aside until it is handed in again: points by rule are worked out anew then, and an answer
    that has not changed gets back what a teacher gave it. Raises Refusal where the student works at another attempt or
    is out of the class.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refusal(_("Give between 1 and %(most)s minutes.") % {"most": MOST_MINUTES})
    assignment, now = attempt.assignment, timezone.now()
    one_at_a_time(assignment)
    refuse_outsiders(assignment, [attempt.student])
    close_overdue(assignment=assignment, student=attempt.student)
    until = now + timedelta(minutes=minutes)
    try:
        with transaction.atomic():
            done = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.SUBMITTED).update(
                state=Attempt.State.IN_PROGRESS, submitted_at=None, deadline=until, reopened=True
            )
    except IntegrityError as clash:
        raise Refusal(_("This student is working at another attempt now. Wait until it is handed in.")) from clash
    attempt.refresh_from_db()
    if not done:
        raise Refusal(_("This attempt is under way already."))
    put_aside(attempt=attempt, by=by)
    before = overrides_of(assignment)
    override = before.get(attempt.student_id) or Override(assignment=assignment, student=attempt.student)
    later = Override(**_stored(override))
    _move_ends(later, rules_for(assignment, attempt.student), until, until)
    if later.closes_at != override.closes_at:
        later.save()
    record_overrides(assignment=assignment, before=before.values(), after=overrides_of(assignment).values(), by=by)
    _record_minutes(Action.REOPENED, assignment, attempt.student, minutes, by)
    return attempt


def _record_minutes(action: Action, assignment: Assignment, student: User, minutes: int, by: User) -> None:
    record(
        classroom=assignment.classroom,
        action=action,
        by=by,
        student=student,
        subject=str(assignment.quiz),
        new=ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes},
    )


@transaction.atomic
def reopen_for(*, assignment: Assignment, students: Collection[User], minutes: int, by: User) -> list[User]:
    """Open the last attempt of each of the students again, as `reopen_attempt` does; return those for whom that was.

    Left alone is who has none, or is at work.
    """
    one_at_a_time(assignment)
    close_overdue(assignment=assignment)
    wanted = {student.pk for student in students}
    reopened = []
    for one in dates(assignment):
        if one.student.pk in wanted and one.attempt and not one.running:
            reopen_attempt(attempt=one.attempt, minutes=minutes, by=by)
            reopened.append(one.student)
    return reopened


@transaction.atomic
def hand_in_for(*, assignment: Assignment, students: Collection[User], by: User) -> list[User]:
    """End the time of these students now and hand in what they have saved; return those who were working."""
    close_overdue(assignment=assignment)
    running = assignment.attempts.filter(state=Attempt.State.IN_PROGRESS, student__in=students)
    ended = []
    for attempt in running.select_related("student").order_by("student__username"):
        if submit_attempt(attempt=attempt):
            ended.append(attempt.student)
            record(
                classroom=assignment.classroom,
                action=Action.HANDED_IN,
                by=by,
                student=attempt.student,
                subject=str(assignment.quiz),
            )
    return ended


@transaction.atomic
def send_message(
    *, assignment: Assignment, text: str, by: User, students: Collection[User] | None = None
) -> list[AssignmentMessage]:
    """Put a message on the pages of these students, or of everybody who has the assignment (None).

    Raises Refusal for an empty or too long one.
    """
    text = " ".join(text.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise Refusal(_("Write a message of at most %(most)s characters.") % {"most": MOST_CHARACTERS})
    if students is not None:
        refuse_outsiders(assignment, students)
    sent = []
    for student in [None] if students is None else students:
        sent.append(AssignmentMessage.objects.create(assignment=assignment, student=student, text=text, by=by))
        record(
            classroom=assignment.classroom,
            action=Action.MESSAGE,
            by=by,
            student=student,
            subject=str(assignment.quiz),
            new=text,
        )
    return sent
