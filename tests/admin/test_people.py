"""Classes, their rosters and join codes."""

from quizzes.models import Classroom
from quizzes.services import rosters
from tests import factories
from tests.admin.pages import filled_in, messages, url


def test_a_new_class_is_its_makers(world):
    response = world.client(world.alice).post(
        url("classroom", "add"), {"name": "8B", "time_zone": "Africa/Nairobi"}, follow=True
    )
    classroom = Classroom.objects.get(name="8B")
    assert (list(classroom.teachers.all()), classroom.time_zone) == ([world.alice], "Africa/Nairobi")
    assert messages(response) == ["The class is made. Next: give your students its join code."]
    assert classroom.join_code_shown in response.content.decode()


def test_a_time_zone_that_does_not_exist_is_refused(world):
    response = world.client(world.alice).post(url("classroom", "add"), {"name": "8B", "time_zone": "Mars/Base"})
    assert list(response.context["adminform"].form.errors) == ["time_zone"]


def test_the_code_is_renewed_and_stopped(world):
    client = world.client(world.alice)
    client.post(url("classroom", "renew_code", world.classroom.pk))
    renewed = Classroom.objects.get(pk=world.classroom.pk)
    assert renewed.join_code != world.classroom.join_code
    response = client.post(url("classroom", "stop_code", world.classroom.pk), follow=True)
    assert "The code has stopped: nobody can join." in response.content.decode()
    assert renewed.join_code_shown not in response.content.decode()


def test_a_student_is_taken_out_and_let_back_in(world):
    client = world.client(world.alice)
    address = url("classroom", "change", world.classroom.pk)
    data = filled_in(client, address)
    assert data["enrollments-0-in_class"] == "on"
    without = {key: value for key, value in data.items() if key != "enrollments-0-in_class"}
    client.post(address, {**without, "enrollments-0-extra_time_percent": "25"})
    place = world.classroom.enrollments.get()
    assert (place.removed_at is not None, place.extra_time_percent) == (True, 25)
    client.post(address, {**data, "enrollments-0-extra_time_percent": "25"})
    assert world.classroom.enrollments.get().removed_at is None


def test_a_teacher_neither_sees_nor_sets_who_teaches(world):
    client = world.client(world.alice)
    address = url("classroom", "change", world.classroom.pk)
    client.post(address, {**filled_in(client, address), "teachers": [world.mallory.pk]})
    assert list(world.classroom.teachers.all()) == [world.alice]
    assert "mallory" not in client.get(address).content.decode()


def test_who_runs_the_site_sets_who_teaches(world):
    client = world.client(factories.UserFactory(username="root", is_staff=True, is_superuser=True))
    address = url("classroom", "change", world.classroom.pk)
    data = {**filled_in(client, address), "teachers": [world.alice.pk, world.mallory.pk]}
    client.post(address, data)
    assert set(world.classroom.teachers.all()) == {world.alice, world.mallory}


def test_a_stopped_code_is_not_on_the_list(world):
    rosters.stop_join_code(classroom=world.classroom)
    page = world.client(world.alice).get(url("classroom", "changelist")).content.decode()
    assert world.classroom.join_code_shown not in page
    assert "stopped" in page
