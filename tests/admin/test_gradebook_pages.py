"""The gradebook of a class, and its files."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Classroom
from quizzes.services import attempting
from tests import factories
from tests.debates import debate
from tests.queries.test_gradebook import try_once
from tests.results import hand_in_all


def at(name, *keys):
    return reverse(f"admin:quizzes_{name}", args=keys)


def shown(response):
    return " ".join(response.content.decode().split())


def test_the_list_of_gradebooks_leads_to_each(world):
    page = shown(world.client(world.alice).get(at("gradebooks")))
    assert f'<a href="{at("gradebook", world.classroom.pk)}">Alice&#x27;s class</a>' in page
    assert "1 student, 1 assignment" in page
    assert "Mallory" not in page


def test_empty_states_lead_on(world):
    teacher = factories.TeacherFactory()
    client = world.client(teacher)
    assert at("classroom_add") in shown(client.get(at("gradebooks")))
    classroom = factories.ClassroomFactory(teachers=[teacher])
    assert "Nobody is in this class yet." in shown(client.get(at("gradebook", classroom.pk)))
    factories.EnrollmentFactory(classroom=classroom)
    assert "This class has no assignment yet." in shown(client.get(at("gradebook", classroom.pk)))


def test_missing_is_never_zero(world):
    client = world.client(world.alice)
    address = at("gradebook", world.classroom.pk)
    page = shown(client.get(address))
    assert '<td class="not_started">not yet</td>' in page
    assert "Nothing is graded yet, so there is no mean." in page
    attempt = try_once(world.assignment, world.bob, right=False)
    page = shown(client.get(address))
    assert f'<td><a href="/admin/quizzes/attempt/{attempt.pk}/change/">0.0 %</a></td>' in page
    assert "Mean of the class: 0.0 %, of one student with something graded." in page
    attempt.responses.update(auto_points=None)
    page = shown(client.get(address))
    assert f'<td class="to_grade"><a href="/admin/quizzes/attempt/{attempt.pk}/change/">to grade</a></td>' in page
    assert f'class="step" href="{at("assignment_grade", world.assignment.pk)}"' in page
    assert "One piece of work waits to be graded." in page


def test_the_page_hands_in_what_ran_out_of_time(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempt.deadline = timezone.now() - timedelta(minutes=1)
    attempt.save()
    world.client(world.alice).get(at("gradebook", world.classroom.pk))
    attempt.refresh_from_db()
    assert attempt.state == "submitted"


@pytest.mark.parametrize(("students", "assignments"), [(1, 1), (30, 5)])
def test_a_page_takes_at_most_twelve_queries(world, students, assignments, django_assert_max_num_queries):
    given = [factories.AssignmentFactory(classroom=world.classroom) for _time in range(assignments)]
    pupils = None
    for assignment in given:
        pupils = hand_in_all(assignment, [(1,)] * students, pupils)
    client = world.client(world.alice)
    for name in ("gradebook", "gradebook_export", "gradebook_roster", "gradebook_files"):
        with django_assert_max_num_queries(12):
            response = client.get(at(name, world.classroom.pk))
            if response.streaming:
                b"".join(response.streaming_content)
        assert response.status_code == 200


def test_every_file_on_the_page_is_there(world):
    debate(world)
    world.assignment.attempts_allowed = 2
    world.assignment.save()
    client = world.client(world.alice)
    context = client.get(at("gradebook_files", world.classroom.pk)).context
    addresses = [address for _title, files in context["groups"] for _label, address in files]
    assert len(addresses) == 2 + 6 + 2
    for address in addresses:
        for kind, first in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
            response = client.get(f"{address}format={kind}")
            assert response.status_code == 200
            body = b"".join(response.streaming_content)
            assert body.startswith(first)
            assert response["Content-Disposition"].endswith(f'.{kind}"')


def test_the_gradebook_as_a_file(world):
    try_once(world.assignment, world.bob, right=True)
    response = world.client(world.alice).get(at("gradebook_export", world.classroom.pk))
    assert response["Content-Disposition"] == 'attachment; filename="alices-class-gradebook.csv"'
    (bob,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    key = f"a{world.assignment.pk}"
    assert (bob["username"], bob[f"{key}_status"], bob[f"{key}_percent"]) == ("bob", "graded", "100.0")


def test_an_unknown_file_is_404(world):
    made = debate(world)
    client = world.client(world.alice)
    assert client.get(at("gradebook_roster", world.classroom.pk) + "?format=pdf").status_code == 404
    assert client.get(at("gradebook_debate", world.classroom.pk, made.discussion.pk, "secrets")).status_code == 404


def pages(classroom, discussion):
    return [
        *(at(name, classroom.pk) for name in ("gradebook", "gradebook_export", "gradebook_roster", "gradebook_files")),
        at("gradebook_debate", classroom.pk, discussion.pk, "contributions"),
        at("gradebook_debate", classroom.pk, discussion.pk, "marks"),
    ]


def test_outsiders_find_nothing(world):
    made = debate(world)
    clerk = factories.UserFactory(username="clerk", is_staff=True)
    for address in pages(world.classroom, made.discussion):
        assert world.client(world.alice).get(address).status_code == 200
        assert world.client(world.mallory).get(address).status_code == 404
        assert world.client(clerk).get(address).status_code == 404
        assert world.client(world.bob).get(address).status_code == 302
        assert Client().get(address).status_code == 302
        assert world.client(world.alice).post(address).status_code == 405
    assert world.client(clerk).get(at("gradebooks")).status_code == 403


def test_a_debate_of_another_class_is_404(world):
    made = debate(world)
    address = at("gradebook_debate", world.other_classroom.pk, made.discussion.pk, "marks")
    assert world.client(world.mallory).get(address).status_code == 404
    assert Classroom.objects.count() == 2
