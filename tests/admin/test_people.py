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
    assert messages(response) == ["The class is made. Next: import your students, or give them its join code."]
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


def test_extra_time_is_saved_and_recorded(world):
    client = world.client(world.alice)
    address = url("classroom", "change", world.classroom.pk)
    data = {**filled_in(client, address), "enrollments-0-extra_time_percent": "25", "name": "8B"}
    for _time in range(2):
        client.post(address, data)
    assert world.classroom.enrollments.get().extra_time_percent == 25
    found = world.classroom.changes.values_list("action", "by__username", "student__username", "old", "new")
    assert list(found) == [("name", "alice", None, "Alice's class", "8B"), ("extra_time", "alice", "bob", "0", "25")]


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
    found = world.classroom.changes.values_list("action", "by__username", "subject")
    assert list(found) == [("teacher_added", "root", "mallory")]


def test_the_pages_of_classes_take_the_same_few_queries_for_one_student_and_for_many(world, django_assert_num_queries):
    client = world.client(world.alice)
    # The first page of a process also asks for the content type, which is kept from then on.
    client.get(url("classroom", "change", world.classroom.pk))
    for _time in range(2):
        with django_assert_num_queries(7):
            client.get(url("classroom", "changelist"))
        with django_assert_num_queries(6):
            client.get(url("classroom", "change", world.classroom.pk))
        with django_assert_num_queries(7):
            client.get(url("classroom", "cards", world.classroom.pk))
        for _more in range(20):
            factories.EnrollmentFactory(classroom=world.classroom)


def test_a_stopped_code_is_not_on_the_list(world):
    rosters.stop_join_code(classroom=world.classroom)
    page = world.client(world.alice).get(url("classroom", "changelist")).content.decode()
    assert world.classroom.join_code_shown not in page
    assert "stopped" in page
