"""More time, messages, handing in for students, and opening an attempt again."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from quizzes.models import Assignment, AssignmentMessage, Attempt, ClassChange, GradeChange, Override
from quizzes.queries.rules import rules_for
from quizzes.services import attempting, grading, overriding, watching
from quizzes.services.attempting import Save
from quizzes.services.refusal import Refusal
from quizzes.services.rosters import remove_student
from tests import factories

MINUTE = timedelta(minutes=1)


def set_rules(world, **rules):
    Assignment.objects.filter(pk=world.assignment.pk).update(**rules)
    world.assignment.refresh_from_db()


def start(world, student=None):
    return attempting.start_attempt(assignment=world.assignment, student=student or world.bob)


def extend(world, *students, minutes=10):
    return watching.extend_time(
        assignment=world.assignment, students=students or [world.bob], minutes=minutes, by=world.alice
    )


def test_more_time_moves_the_end_of_a_running_attempt_by_just_that(world):
    set_rules(world, time_limit_minutes=40)
    attempt = start(world)
    assert extend(world) == [world.bob]
    assert extend(world, minutes=5) == [world.bob]
    end = attempt.deadline + 15 * MINUTE
    attempt.refresh_from_db()
    assert attempt.deadline == end
    # It is kept when deadlines are worked out anew, and is the student's time limit from now on.
    assert attempting.reset_deadlines(assignment=world.assignment) == 0
    assert rules_for(world.assignment, world.bob).minutes == 55


def test_more_time_reaches_past_the_closing_and_due_time_of_this_student_alone(world):
    closes = timezone.now() + 20 * MINUTE
    set_rules(world, time_limit_minutes=40, due_at=closes, closes_at=closes)
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    attempt, other = start(world), start(world, dana)
    assert attempt.deadline == closes
    extend(world)
    attempt.refresh_from_db()
    other.refresh_from_db()
    assert (attempt.deadline, other.deadline) == (closes + 10 * MINUTE, closes)
    override = Override.objects.get()
    assert (override.student, override.closes_at, override.due_at, override.extra_minutes) == (
        *(world.bob, closes + 10 * MINUTE, closes + 10 * MINUTE),
        10,
    )


def test_who_has_not_started_gets_a_later_closing_time_and_no_longer_limit(world):
    closes = timezone.now() + 20 * MINUTE
    set_rules(world, time_limit_minutes=40, due_at=None, closes_at=closes)
    assert extend(world) == [world.bob]
    assert (Override.objects.get().closes_at, Override.objects.get().extra_minutes) == (closes + 10 * MINUTE, 0)


def test_who_has_handed_in_or_has_no_end_is_left_alone(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    start(world, dana)  # No limit and no closing time: nothing to move.
    attempting.submit_attempt(attempt=start(world))
    assert extend(world, world.bob, dana) == []
    assert not Override.objects.exists()
    assert not ClassChange.objects.filter(action="exception").exists()


@pytest.mark.parametrize(("seconds", "expected"), [(-1, Save.SAVED), (0, Save.CLOSED), (1, Save.CLOSED)])
def test_the_end_that_was_moved_holds_to_the_second(world, seconds, expected):
    set_rules(world, time_limit_minutes=10)
    attempt = start(world)
    extend(world)
    response = attempt.responses.get()
    with time_machine.travel(attempt.deadline + 10 * MINUTE + timedelta(seconds=seconds), tick=False):
        saved = attempting.save_response(response=response, answer={"choice": response.marking["key"]}, sequence=1)
    assert saved == expected


def test_time_that_has_ended_is_not_extended_but_handed_in(world):
    set_rules(world, time_limit_minutes=10)
    attempt = start(world)
    with time_machine.travel(attempt.deadline + timedelta(seconds=1), tick=False):
        assert extend(world) == []
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("submitted", attempt.deadline)


def test_more_time_given_in_the_meantime_keeps_an_attempt_from_being_handed_in(world, monkeypatch):
    """The sweep has found the attempt overdue; before it hands it in, the teacher's extension arrives."""
    set_rules(world, time_limit_minutes=10)
    attempt = start(world)
    submit = attempting._submit

    def extended_before(late, **arguments):
        Attempt.objects.filter(pk=attempt.pk).update(deadline=attempt.deadline + 10 * MINUTE)
        return submit(late, **arguments)

    monkeypatch.setattr(attempting, "_submit", extended_before)
    with time_machine.travel(attempt.deadline, tick=False):
        assert attempting.close_overdue() == 0
    attempt.refresh_from_db()
    assert attempt.state == "in_progress"


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_no_sensible_number_of_minutes_is_refused(world, minutes):
    with pytest.raises(Refusal, match="between 1 and 600 minutes"):
        extend(world, minutes=minutes)


def test_more_time_is_on_record(world):
    set_rules(world, time_limit_minutes=40)
    start(world)
    extend(world)
    change = ClassChange.objects.get(action="exception")
    assert (change.by, change.student, change.field, change.old, change.new) == (
        *(world.alice, world.bob, "extra_minutes"),
        *("", "10"),
    )


def test_others_students_are_refused(world):
    for act in (
        lambda: extend(world, world.bob, world.charlie),
        lambda: watching.send_message(assignment=world.assignment, students=[world.charlie], text="x", by=world.alice),
    ):
        with pytest.raises(Refusal, match="in the class now"):
            act()
    remove_student(enrollment=world.bob.enrollments.get())
    with pytest.raises(Refusal, match="in the class now"):
        extend(world)


# --- opening again ----------------------------------------------------------------------------------------------------


def reopen(world, attempt, minutes=10):
    return watching.reopen_attempt(attempt=attempt, minutes=minutes, by=world.alice)


def handed_in(world):
    attempt = start(world)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer={"choice": response.marking["key"]}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    return attempt


def test_an_attempt_goes_on_with_its_answers_and_is_marked_anew(world):
    attempt = handed_in(world)
    response = attempt.responses.get()
    grading.grade_response(response=response, teacher=world.alice, points=Decimal(1))
    before = timezone.now()
    attempt = reopen(world, attempt)
    response = attempt.responses.get()
    assert (attempt.state, attempt.submitted_at) == ("in_progress", None)
    assert before + 10 * MINUTE <= attempt.deadline <= timezone.now() + 10 * MINUTE
    assert (response.points, response.answer) == (None, {"choice": response.marking["key"]})
    last = GradeChange.objects.latest("pk")
    assert (last.changed_by, last.old_points, last.new_points, last.reason) == (
        *(world.alice, Decimal(1), None),
        "The attempt was opened again.",
    )
    assert start(world) == attempt
    for choice, sequence in ((None, 2), (response.marking["key"], 3)):
        attempting.save_response(response=response, answer={"choice": choice} if choice else {}, sequence=sequence)
    attempting.submit_attempt(attempt=attempt)
    response.refresh_from_db()
    # The same answer in the end: what the teacher gave it holds, not what the rule says.
    assert (response.points, response.auto_points) == (Decimal(1), Decimal(2))
    assert ClassChange.objects.get(action="reopened").student == world.bob


def test_the_closing_time_does_not_cut_what_was_opened_again(world):
    closes = timezone.now() + MINUTE
    set_rules(world, due_at=None, closes_at=closes)
    attempt = handed_in(world)
    with time_machine.travel(closes + MINUTE, tick=False):
        attempt = reopen(world, attempt)
        assert attempting.reset_deadlines(assignment=world.assignment) == 0
        assert attempting.close_overdue() == 0
    attempt.refresh_from_db()
    assert attempt.deadline == Override.objects.get().closes_at == closes + 11 * MINUTE


@pytest.mark.parametrize("closes_in", [None, timedelta(days=20)])
def test_what_was_opened_again_keeps_its_end_when_other_dates_change(world, closes_in):
    """Also where the attempt would have no end, or a late one, of its own."""
    closes = closes_in and timezone.now() + closes_in
    set_rules(world, due_at=None, closes_at=closes)
    attempt = reopen(world, handed_in(world))
    end = attempt.deadline
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    overriding.give_exceptions(
        assignment=world.assignment, students=[dana], values={"attempts_allowed": 3}, by=world.alice
    )
    attempt.refresh_from_db()
    assert attempt.deadline == end
    # More time is more for it alone, and no exception to anything.
    assert extend(world) == [world.bob]
    attempting.reset_deadlines(assignment=world.assignment)
    attempt.refresh_from_db()
    assert attempt.deadline == end + 10 * MINUTE
    assert not Override.objects.filter(student=world.bob).exists()
    changes = ClassChange.objects.filter(student=world.bob, action__in=["reopened", "more_time"])
    assert [(one.action, one.new) for one in changes] == [("reopened", "10 minutes"), ("more_time", "10 minutes")]
    # An earlier closing time ends it all the same.
    set_rules(world, closes_at=end)
    attempting.reset_deadlines(assignment=world.assignment)
    attempt.refresh_from_db()
    assert attempt.deadline == end


def test_one_attempt_runs_at_a_time_also_when_one_is_opened_again(world):
    set_rules(world, attempts_allowed=2)
    first = handed_in(world)
    second = start(world)
    with pytest.raises(Refusal, match="another attempt now"):
        reopen(world, first)
    with pytest.raises(Refusal, match="under way already"):
        reopen(world, second)
    first.refresh_from_db()
    assert (first.state, first.responses.get().points) == ("submitted", Decimal(2))


def test_the_last_attempt_of_each_is_opened_again_for_several(world):
    set_rules(world, attempts_allowed=2)
    dana, eve = (factories.EnrollmentFactory(classroom=world.classroom).student for _time in range(2))
    handed_in(world)
    second = handed_in(world)
    start(world, dana)
    wanted = {"assignment": world.assignment, "minutes": 10, "by": world.alice}
    assert watching.reopen_for(students=[world.bob, dana, eve], **wanted) == [world.bob]
    assert list(world.bob.attempts.values_list("number", "state")) == [(1, "submitted"), (2, "in_progress")]
    assert start(world) == second


def test_a_student_who_left_cannot_go_on(world):
    attempt = handed_in(world)
    remove_student(enrollment=world.bob.enrollments.get())
    with pytest.raises(Refusal, match="in the class now"):
        reopen(world, attempt)


# --- handing in for students, and messages ----------------------------------------------------------------------------


def test_what_is_saved_is_handed_in_for_those_who_work(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    attempt, other = start(world), start(world, dana)
    assert watching.hand_in_for(assignment=world.assignment, students=[world.bob], by=world.alice) == [world.bob]
    assert watching.hand_in_for(assignment=world.assignment, students=[world.bob], by=world.alice) == []
    attempt.refresh_from_db()
    other.refresh_from_db()
    assert (attempt.state, other.state) == ("submitted", "in_progress")
    change = ClassChange.objects.get(action="handed_in")
    assert (change.by, change.student) == (world.alice, world.bob)


def test_a_message_to_all_and_one_to_some(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    watching.send_message(assignment=world.assignment, text=" Read \n slowly. ", by=world.alice)
    watching.send_message(assignment=world.assignment, text="Well done.", students=[dana], by=world.alice)
    assert list(AssignmentMessage.objects.values_list("student", "text", "by")) == [
        (None, "Read slowly.", world.alice.pk),
        (dana.pk, "Well done.", world.alice.pk),
    ]
    assert list(ClassChange.objects.filter(action="message").values_list("student", "new")) == [
        (None, "Read slowly."),
        (dana.pk, "Well done."),
    ]


@pytest.mark.parametrize("text", ["", " \n", "x" * 501])
def test_an_empty_or_too_long_message_is_refused(world, text):
    with pytest.raises(Refusal, match="at most 500 characters"):
        watching.send_message(assignment=world.assignment, text=text, by=world.alice)


def test_a_mark_of_the_old_answer_is_not_put_on_the_one_handed_in_again(world):
    attempt = start(world)
    attempting.submit_attempt(attempt=attempt)
    seen = attempt.responses.get().mark_sequence
    attempting.submit_attempt(attempt=reopen(world, attempt))
    with pytest.raises(grading.Overtaken):
        grading.grade_response(response=attempt.responses.get(), teacher=world.alice, points=Decimal("0.5"), seen=seen)
