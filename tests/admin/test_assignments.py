"""Assigning a quiz, reading its results and exporting."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Attempt
from quizzes.services import attempting, rosters
from tests import factories
from tests.admin.pages import filled_in, messages, url

RULES = {
    "attempts_allowed": "1",
    "grading_method": "highest",
    "release": "at_once",
    "time_limit_minutes": "",
    "opens_at": "",
    "due_at": "",
    "closes_at": "",
}


def assign(world, **fields):
    data = {"quiz": world.assignment.quiz.pk, "classroom": world.classroom.pk, **RULES, **fields}
    return world.client(world.alice).post(url("assignment", "add"), data, follow=True)


def hand_in(world, text, student=None):
    """An attempt of Bob (or another) at a quiz of one short answer, handed in."""
    student = student or world.bob
    attempt = attempting.start_attempt(assignment=world.assignment, student=student)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer={"text": text}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    response.refresh_from_db()
    return response


@pytest.fixture
def short(world):
    """The item of Alice's assignment, whose quiz is one short answer of two points."""
    question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    item = world.assignment.quiz.items.get()
    item.question = question
    item.save()
    return item


def test_times_are_read_in_the_zone_of_the_class(world):
    world.classroom.time_zone = "America/New_York"
    world.classroom.save()
    response = assign(world, opens_at="2027-07-01T09:00", due_at="2027-07-02T23:59")
    made = Assignment.objects.latest("pk")
    assert made.opens_at == datetime(2027, 7, 1, 13, 0, tzinfo=UTC)
    assert made.due_at == datetime(2027, 7, 3, 3, 59, tzinfo=UTC)
    assert response.redirect_chain == [(url("assignment", "results", made.pk), 302)]
    page = world.client(world.alice).get(url("assignment", "change", made.pk)).content.decode()
    assert 'type="datetime-local" name="due_at" value="2027-07-02T23:59"' in page
    assert "<strong>America/New_York</strong>" in page
    assert "3 Jul" not in world.client(world.alice).get(url("assignment", "changelist")).content.decode()


def test_no_opening_time_means_now(world):
    assign(world)
    assert abs(Assignment.objects.latest("pk").opens_at - timezone.now()) < timedelta(minutes=1)


def test_what_does_not_fit_together_is_refused_and_stays_typed(world):
    response = assign(world, opens_at="2027-07-02T09:00", due_at="2027-07-01T09:00")
    form = response.context["adminform"].form
    assert form.non_field_errors() == ["The due time must be after the opening time."]
    assert form["due_at"].value() == "2027-07-01T09:00"
    response = assign(world, release="after_due")
    assert list(response.context["adminform"].form.errors) == ["release"]


def test_an_empty_quiz_cannot_be_assigned(world):
    empty = factories.QuizFactory(owner=world.alice, questions=[])
    response = assign(world, quiz=empty.pk)
    assert response.context["adminform"].form.errors["quiz"] == [
        "This quiz has no questions yet. Put approved questions into it first."
    ]


def change(world, **fields):
    """The assignment's form sent as it is but for these fields."""
    client = world.client(world.alice)
    address = url("assignment", "change", world.assignment.pk)
    return client.post(address, {**filled_in(client, address), **fields}, follow=True)


def test_a_change_that_touches_who_has_started_is_shown_before_it_is_saved(world):
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student
    Assignment.objects.filter(pk=world.assignment.pk).update(due_at=None, opens_at=datetime(2026, 1, 1, 9, tzinfo=UTC))
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    response = change(world, closes_at="2035-01-02T09:00", attempts_allowed="2")
    form = response.context["adminform"].form
    assert form.non_field_errors() == ["Not saved yet: students have started. Look at whom this touches, and confirm."]
    assert [(one.dates.student, [(str(c.what), c.old, c.new) for c in one.changes]) for one in form.touched] == [
        (
            world.bob,
            [
                ("time of the running attempt ends", "never", "2 Jan 2035, 09:00"),
                ("closes", "never", "2 Jan 2035, 09:00"),
                ("attempts allowed", "1", "2"),
            ],
        )
    ]
    assert "Save, which touches 1 student" in response.content.decode()
    attempt.refresh_from_db()
    assert (attempt.deadline, Assignment.objects.get(pk=world.assignment.pk).closes_at) == (None, None)
    # What is confirmed is what was shown: another change is shown again.
    again = change(world, closes_at="2035-01-03T09:00", confirm=form.confirmation)
    assert "Not saved yet" in again.content.decode()
    confirmed = change(world, closes_at="2035-01-02T09:00", attempts_allowed="2", confirm=form.confirmation)
    assert messages(confirmed) == ["The assignment is saved."]
    attempt.refresh_from_db()
    assert attempt.deadline == datetime(2035, 1, 2, 9, 0, tzinfo=UTC)
    assert not dana.attempts.exists()


def test_a_change_that_touches_nobody_who_has_started_is_saved_at_once(world):
    factories.EnrollmentFactory(classroom=world.classroom)
    assert messages(change(world, time_limit_minutes="30")) == ["The assignment is saved."]
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert messages(change(world, shuffle_items="on")) == ["The assignment is saved."]
    assert "Not saved yet" in change(world, time_limit_minutes="20").content.decode()
    attempting.submit_attempt(attempt=attempt)
    assert "results" in change(world, release="by_hand").content.decode()


def test_a_shorter_limit_names_who_has_started_but_never_shortens_a_running_attempt(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(time_limit_minutes=40)
    world.assignment.refresh_from_db()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    form = change(world, time_limit_minutes="10").context["adminform"].form
    assert [(str(c.what), c.old, c.new) for one in form.touched for c in one.changes] == [("minutes", "40", "10")]
    change(world, time_limit_minutes="10", confirm=form.confirmation)
    deadline = attempt.deadline
    attempt.refresh_from_db()
    assert attempt.deadline == deadline
    assert Assignment.objects.get(pk=world.assignment.pk).time_limit_minutes == 10


# --- several classes at once ------------------------------------------------------------------------------------------


@pytest.fixture
def two(world):
    """Alice's second class, on a clock of its own."""
    return factories.ClassroomFactory(name="8C", teachers=[world.alice], time_zone="America/New_York")


def test_several_classes_read_the_dates_on_their_own_clocks(world, two):
    quiz = factories.QuizFactory(owner=world.alice)
    given = [world.classroom.pk, two.pk]
    response = assign(world, quiz=quiz.pk, classroom=given, opens_at="2027-07-01T09:00", due_at="2027-07-01T10:00")
    assert messages(response) == ["The quiz is assigned to Alice's class, 8C."]
    assert {one.classroom: (one.opens_at, one.due_at) for one in quiz.assignments.all()} == {
        world.classroom: (datetime(2027, 7, 1, 9, tzinfo=UTC), datetime(2027, 7, 1, 10, tzinfo=UTC)),
        two: (datetime(2027, 7, 1, 13, tzinfo=UTC), datetime(2027, 7, 1, 14, tzinfo=UTC)),
    }
    assert response.redirect_chain == [(f"{url('assignment', 'changelist')}?quiz__id__exact={quiz.pk}", 302)]


@pytest.mark.parametrize("typed", ["2027-03-14T02:30", "2027-11-07T01:30"])
def test_a_time_that_one_class_does_not_have_or_has_twice_is_refused_for_all(world, two, typed):
    """In New York clocks go from 2:00 to 3:00 in March, and through the hour from 1:00 twice in November."""
    quiz = factories.QuizFactory(owner=world.alice)
    response = assign(world, quiz=quiz.pk, classroom=[world.classroom.pk, two.pk], due_at=typed)
    errors = response.context["adminform"].form.errors["due_at"]
    assert [error.partition(" couldn")[0] for error in errors] == [f"8C: {typed.replace('T', ' ')}:00"]
    assert response.context["adminform"].form["due_at"].value() == typed
    assert not quiz.assignments.exists()
    assign(world, quiz=quiz.pk, classroom=[world.classroom.pk], due_at=typed)
    assert quiz.assignments.count() == 1


def test_a_class_that_has_the_quiz_already_is_said_so(world, two):
    quiz = world.assignment.quiz
    address = f"{url('assignment', 'add')}?quiz={quiz.pk}"
    page = world.client(world.alice).get(address).content.decode()
    assert "Alice&#x27;s class (has this quiz already)" in page
    assert "8C (has this" not in page
    response = assign(world, classroom=[world.classroom.pk, two.pk])
    assert messages(response) == [
        "Alice's class had this quiz already and has it twice now. Delete one assignment if you did not mean that.",
        "The quiz is assigned to Alice's class, 8C.",
    ]


def test_anothers_class_among_ones_own_is_refused(world, two):
    response = assign(world, classroom=[two.pk, world.other_classroom.pk])
    assert "classroom" in response.context["adminform"].form.errors
    assert not two.assignments.exists()


def test_a_closing_time_set_later_ends_running_attempts(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    dates = {"due_at": "", "opens_at": "2026-01-01T09:00", "closes_at": "2026-01-02T09:00"}
    confirmation = change(world, **dates).context["adminform"].form.confirmation
    change(world, **dates, confirm=confirmation)
    attempt.refresh_from_db()
    assert attempt.deadline == datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def test_results_by_hand_are_released_and_withheld(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(release="by_hand")
    client = world.client(world.alice)
    assert "Release results" in client.get(url("assignment", "results", world.assignment.pk)).content.decode()
    response = client.post(url("assignment", "release", world.assignment.pk), follow=True)
    assert messages(response) == ["Students can now see their results."]
    assert Assignment.objects.get(pk=world.assignment.pk).released_at is not None
    client.post(url("assignment", "withhold", world.assignment.pk))
    assert Assignment.objects.get(pk=world.assignment.pk).released_at is None


def test_results_released_by_rule_are_not_released_by_hand(world):
    response = world.client(world.alice).post(url("assignment", "release", world.assignment.pk), follow=True)
    assert messages(response) == ["The results of this assignment are released by its rule, not by hand."]


def test_the_results_page_tells_no_answer_from_zero(world, short):
    client = world.client(world.alice)
    page = " ".join(client.get(url("assignment", "results", world.assignment.pk)).content.decode().split())
    assert "0 graded, 0 to grade, 0 in progress, 1 not started." in page
    hand_in(world, "a flood")
    page = " ".join(client.get(url("assignment", "results", world.assignment.pk)).content.decode().split())
    assert "0 graded, 1 to grade, 0 in progress, 0 not started." in page
    assert ">to mark</a>" in page


def test_the_results_page_hands_in_what_ran_out_of_time(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    world.client(world.alice).get(url("assignment", "results", world.assignment.pk))
    assert Attempt.objects.get(pk=attempt.pk).state == "submitted"


@pytest.mark.parametrize("students", [1, 5])
def test_the_results_pages_queries_do_not_grow(world, students, django_assert_num_queries):
    for _time in range(students):
        student = factories.EnrollmentFactory(classroom=world.classroom).student
        attempting.submit_attempt(attempt=attempting.start_attempt(assignment=world.assignment, student=student))
    client = world.client(world.alice)
    with django_assert_num_queries(10):
        client.get(url("assignment", "results", world.assignment.pk))


def test_the_csv_holds_what_the_students_answered(world, short):
    hand_in(world, '=HYPERLINK("x")')
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=world.bob))
    factories.EnrollmentFactory(classroom=world.classroom, student__username="dana")
    response = world.client(world.alice).get(url("assignment", "export", world.assignment.pk))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="alices-class-bridge-quiz.csv"'
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbfstudent,username,enrolled,status,")
    bob, dana = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    assert (bob["username"], bob["enrolled"], bob["status"]) == ("bob", "removed", "to_grade")
    assert (bob["q1_answer"], bob["q1_points"], bob["q1_possible"]) == ('\'=HYPERLINK("x")', "", "2.00")
    assert (dana["status"], dana["attempts_made"], dana["score"], dana["percent"]) == ("not_started", "0", "", "")


def test_how_questions_are_shown_and_whether_proof_is_asked_for(world):
    assign(world, one_at_a_time="on", cite_evidence="on")
    made = Assignment.objects.latest("pk")
    assert (made.one_at_a_time, made.cite_evidence) == (True, True)
    client = world.client(world.alice)
    address = url("assignment", "change", made.pk)
    client.post(address, {**filled_in(client, address), "one_at_a_time": ""})
    page = client.get(f"/admin/quizzes/classroom/{world.classroom.pk}/changes/").content.decode()
    assert "show one question at a time" in page


def test_the_results_have_the_proof_as_a_column_of_its_own(world, django_assert_max_num_queries):
    client = world.client(world.alice)
    assert "Proof" not in client.get(url("assignment", "results", world.assignment.pk)).content.decode()
    Assignment.objects.update(cite_evidence=True)
    world.assignment.refresh_from_db()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={}, sequence=1, cited=[[82, 156]])
    attempting.submit_attempt(attempt=attempt)
    with django_assert_max_num_queries(12):
        page = client.get(url("assignment", "results", world.assignment.pk)).content.decode()
    assert "Proof" in page
    assert re.search(r"<td>\s*0 of 2\s*</td>\s*<td>\s*100\s%\s*</td>", page)
