"""Assigning a quiz, reading its results, marking by question and exporting."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Attempt, GradeChange, Override, Response
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


def test_an_exception_for_a_student_of_the_class(world):
    client = world.client(world.alice)
    address = url("assignment", "change", world.assignment.pk)
    data = {
        **filled_in(client, address),
        "opens_at": "2026-01-01T09:00",
        "due_at": "2026-01-02T09:00",
        "overrides-TOTAL_FORMS": "1",
        "overrides-0-student": world.charlie.pk,
        "overrides-0-attempts_allowed": "3",
    }
    response = client.post(address, data)
    assert "student" in response.context["inline_admin_formsets"][0].formset.forms[0].errors
    client.post(address, {**data, "overrides-0-student": world.bob.pk})
    override = Override.objects.get()
    assert (override.student, override.attempts_allowed) == (world.bob, 3)


def test_a_closing_time_set_later_ends_running_attempts(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    client = world.client(world.alice)
    address = url("assignment", "change", world.assignment.pk)
    data = {**filled_in(client, address), "due_at": "", "opens_at": "2026-01-01T09:00", "closes_at": "2026-01-02T09:00"}
    client.post(address, data)
    attempt.refresh_from_db()
    assert attempt.deadline == datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def test_an_old_page_takes_no_newer_marks_back(world, short):
    response = hand_in(world, "something else")
    client = world.client(world.alice)
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    # What the page showed travels in hidden fields beside the visible ones.
    names = re.findall(r'name="((?:initial-)?r\d+-\w+)"', client.get(address).content.decode())
    assert len(names) == 4
    old_page = dict.fromkeys(names, "")
    newer = client.post(address, {**old_page, f"r{response.pk}-points": "2"}, follow=True)
    assert messages(newer) == ["1 answer saved."]
    assert messages(client.post(address, old_page, follow=True)) == ["0 answers saved."]
    response.refresh_from_db()
    assert response.teacher_points == Decimal(2)


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


def test_marking_a_question(world, short):
    dana = factories.EnrollmentFactory(classroom=world.classroom, student__username="dana").student
    answers = [hand_in(world, "A flood"), hand_in(world, "the flood.", dana)]
    client = world.client(world.alice)
    overview = client.get(url("assignment", "grade", world.assignment.pk))
    assert [(item.handed_in, item.waiting) for item in overview.context["items"]] == [(2, 2)]
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    page = client.get(address)
    assert [len(group) for group in page.context["groups"]] == [2]
    text = page.content.decode()
    assert all(words in text for words in ("Deep cracks", f"<mark>{factories.KEY_QUOTE}</mark>", "bob", "dana"))
    data = {f"r{answers[0].pk}-points": "1.5", f"r{answers[0].pk}-feedback": "Nearly.", f"r{answers[1].pk}-points": "0"}
    response = client.post(address, data, follow=True)
    assert messages(response) == ["2 answers saved."]
    assert "Nothing waits to be marked." in response.content.decode()
    assert list(Response.objects.order_by("pk").values_list("teacher_points", "feedback")) == [
        (Decimal("1.5"), "Nearly."),
        (Decimal(0), ""),
    ]
    assert [(change.changed_by, change.old_points, change.new_points) for change in GradeChange.objects.all()] == [
        (world.alice, None, Decimal("1.5")),
        (world.alice, None, Decimal(0)),
    ]
    assert "alice:" in " ".join(client.get(address).content.decode().split())


def test_one_wrong_number_saves_nothing_and_loses_nothing(world, short):
    dana = factories.EnrollmentFactory(classroom=world.classroom).student
    good, bad = hand_in(world, "a flood"), hand_in(world, "rain", dana)
    address = url("assignment", "grade_item", world.assignment.pk, short.pk)
    data = {f"r{good.pk}-points": "1", f"r{bad.pk}-points": "7", f"r{bad.pk}-feedback": "Read it again."}
    response = world.client(world.alice).post(address, data)
    page = response.content.decode()
    assert "Nothing is saved yet." in page
    assert "Give between 0 and 2 points." in page
    assert 'value="7"' in page
    assert "Read it again." in page
    assert set(Response.objects.values_list("teacher_points", flat=True)) == {None}


def test_nothing_to_mark_says_so(world, short):
    page = world.client(world.alice).get(url("assignment", "grade_item", world.assignment.pk, short.pk))
    assert "Nobody has handed in an answer to this question yet." in page.content.decode()


def test_a_running_attempt_is_not_marked(world, short):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.save_response(response=attempt.responses.get(), answer={"text": "not handed in"}, sequence=1)
    client = world.client(world.alice)
    page = client.get(url("assignment", "grade_item", world.assignment.pk, short.pk)).content.decode()
    assert "not handed in" not in page


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


def test_the_marking_page_shows_the_right_order_and_each_students(world, short):
    question = factories.OrderingFactory(article=world.assignment.quiz.article)
    short.question = question
    short.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    response = attempt.responses.get()
    place = dict(zip(response.marking["order"], (2, 1, 3, 4), strict=True))
    places = [place[choice["id"]] for choice in response.shown["choices"]]
    attempting.save_response(response=response, answer={"places": places}, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    client = world.client(world.alice)
    page = client.get(url("assignment", "grade_item", world.assignment.pk, short.pk)).content.decode()
    right = "".join(f"<li>{event}</li>" for event in factories.EVENTS)
    assert right in "".join(line.strip() for line in page.splitlines())
    assert "1. Cracks were found.<br>2. A flood came.<br>3. The council voted.<br>4. The bridge was closed." in page
    assert "Marked by rule: 1.33." in page
    page = client.get(url("attempt", "change", attempt.pk)).content.decode()
    assert "1. A flood came.<br>2. Cracks were found." in page


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
    assert re.search(r"<td>\s*0 of 2\s*</td>\s*<td>\s*100 %\s*</td>", page)
