"""A class's own pages: its code on the wall, its teachers, the archive and the record of changes."""

from datetime import UTC, datetime

import pytest

from quizzes.models import Assignment, Override
from quizzes.services import attempting, grading, recording, rosters
from tests import factories
from tests.admin.pages import messages, url


def words(response):
    return " ".join(response.content.decode().split())


def at(world, page, *keys):
    return url("classroom", page, world.classroom.pk, *keys)


# --- the code ---------------------------------------------------------------------------------------------------------


def test_the_wall_shows_the_code_and_where_to_type_it(world):
    page = words(world.client(world.alice).get(at(world, "wall")))
    assert world.classroom.join_code_shown in page
    assert "http://testserver/join/" in page


def test_a_stopped_code_is_not_shown_on_the_wall(world):
    rosters.stop_join_code(classroom=world.classroom)
    response = world.client(world.alice).get(at(world, "wall"), follow=True)
    assert messages(response) == ["The code has stopped. Renew it, then show it."]
    assert world.classroom.join_code_shown not in words(response)


# --- teachers ---------------------------------------------------------------------------------------------------------


def test_a_colleague_is_added_by_name_and_sees_the_class(world):
    client = world.client(world.alice)
    response = client.post(at(world, "teachers"), {"username": "Mallory"}, follow=True)
    assert messages(response) == ["mallory teaches this class with you now."]
    assert world.client(world.mallory).get(at(world, "change")).status_code == 200


def test_a_wrong_name_is_said_and_stays_in_its_field(world):
    response = world.client(world.alice).post(at(world, "teachers"), {"username": "bob"})
    page = words(response)
    assert "No teacher has this log-in name. Check it, or ask your colleague what it is." in page
    assert 'value="bob"' in page


def test_who_leaves_is_led_to_their_other_classes_and_the_last_stays(world):
    world.classroom.teachers.add(world.mallory)
    client = world.client(world.alice)
    response = client.post(at(world, "remove_teacher", world.alice.pk), follow=True)
    assert response.redirect_chain == [(url("classroom", "changelist"), 302)]
    assert client.get(at(world, "teachers")).status_code == 404
    other = world.client(world.mallory)
    assert "Remove" not in words(other.get(at(world, "teachers"))).replace("Removed", "")
    response = other.post(at(world, "remove_teacher", world.mallory.pk), follow=True)
    assert messages(response) == ["A class needs a teacher. Add another teacher first, or archive the class."]


# --- the archive ------------------------------------------------------------------------------------------------------


@pytest.fixture
def archived(world):
    return rosters.archive_classroom(classroom=world.classroom, by=world.alice)


def test_archiving_asks_and_says_who_is_working(world):
    client = world.client(world.alice)
    assert "in the middle of a quiz" not in words(client.get(at(world, "archive")))
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    assert "1 student is in the middle of a quiz and could not go on." in words(client.get(at(world, "archive")))
    world.classroom.refresh_from_db()
    assert world.classroom.archived_at is None
    response = client.post(at(world, "archive"), follow=True)
    assert messages(response) == ["Alice's class is archived. Nothing is lost, and you can bring it back."]
    assert "This class is archived" in words(response)


@pytest.mark.parametrize("model", ["classroom", "assignment", "attempt", "discussion"])
def test_what_is_archived_is_listed_only_when_asked_for(world, model):
    attempting.start_attempt(assignment=world.assignment, student=world.bob)
    factories.DiscussionFactory(classroom=world.classroom)
    client = world.client(world.alice)
    assert len(client.get(url(model, "changelist")).context["cl"].result_list) == 1
    assert "archived=yes" not in words(client.get(url(model, "changelist")))
    rosters.archive_classroom(classroom=world.classroom, by=world.alice)
    assert len(client.get(url(model, "changelist")).context["cl"].result_list) == 0
    assert len(client.get(url(model, "changelist"), {"archived": "yes"}).context["cl"].result_list) == 1


def test_nothing_is_given_to_an_archived_class_and_nothing_of_it_is_on_the_home_page(world, archived):
    client = world.client(world.alice)
    for model in ("assignment", "discussion"):
        form = client.get(url(model, "add")).context["adminform"].form
        assert list(form.fields["classroom"].queryset) == []
    assert "Bridge quiz" not in words(client.get("/admin/"))
    assert client.get(url("assignment", "results", world.assignment.pk)).status_code == 200


def test_students_see_nothing_of_an_archived_class_until_it_is_back(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    student = world.client(world.bob)
    rosters.archive_classroom(classroom=world.classroom, by=world.alice)
    assert "Bridge quiz" not in words(student.get("/"))
    assert student.get(f"/attempts/{attempt.pk}/").status_code == 404
    response = world.client(world.alice).post(at(world, "bring_back"), follow=True)
    assert messages(response) == ["Alice's class is back, as it was."]
    assert "Bridge quiz" in words(student.get("/"))
    assert student.get(f"/attempts/{attempt.pk}/").status_code == 200


# --- the record -------------------------------------------------------------------------------------------------------


def rows(response):
    return [
        (entry.kind.value, entry.by and entry.by.username, str(entry.what), entry.old, entry.new, entry.reason)
        for entry in response.context["found"].entries
    ]


@pytest.fixture
def changed(world):
    """One change of each kind, oldest first."""
    world.classroom.time_zone = "Africa/Nairobi"
    rosters.change_classroom(classroom=world.classroom, by=world.alice)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    attempting.submit_attempt(attempt=attempt)
    grading.grade_response(response=attempt.responses.get(), teacher=world.alice, points=2, reason="read it again")
    rosters.remove_student(enrollment=world.bob.enrollments.get(), by=world.alice, reason="left the school")
    exception = Override(assignment=world.assignment, student=world.bob, due_at=datetime(2031, 3, 4, 12, tzinfo=UTC))
    recording.record_overrides(assignment=world.assignment, before=[], after=[exception], by=world.alice)
    before = Assignment.objects.get(pk=world.assignment.pk)
    world.assignment.grading_method, world.assignment.shuffle_items = Assignment.GradingMethod.LATEST, True
    recording.record_assignment(assignment=world.assignment, before=before, by=world.alice)
    question = world.assignment.quiz.items.get().question
    recording.record_key(question=question, by=world.alice, old="A", new="B", reason="misread")
    rosters.add_teacher(classroom=world.classroom, username="mallory", by=world.alice)


def test_the_page_shows_all_kinds_newest_first(world, changed):
    assert rows(world.client(world.alice).get(at(world, "changes"))) == [
        ("teachers", "alice", "added as a teacher", "", "", ""),
        ("key", "alice", "right answer changed", "A", "B", "misread"),
        ("assignment", "alice", "shuffle the questions", "no", "yes", ""),
        ("assignment", "alice", "which attempt counts", "highest attempt", "latest attempt", ""),
        ("assignment", "alice", "exception: due", "", "4 Mar 2031, 15:00", ""),
        ("roster", "alice", "removed from the class", "", "", "left the school"),
        ("grade", "alice", "points of question 1", "0", "2", "read it again"),
        ("class", "alice", "time zone of the class", "UTC", "Africa/Nairobi", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "count"), [("roster", 1), ("grade", 1), ("key", 1), ("assignment", 3), ("teachers", 1), ("class", 1)]
)
def test_the_page_shows_one_kind(world, changed, kind, count):
    found = rows(world.client(world.alice).get(at(world, "changes"), {"kind": kind}))
    assert [row[0] for row in found] == [kind] * count


def test_the_page_is_turned(world):
    for number in range(60):
        recording.record(
            classroom=world.classroom, action=recording.Action.CODE_RENEWED, by=world.alice, subject=f"{number}"
        )
    client = world.client(world.alice)
    first, second = (client.get(at(world, "changes"), {"page": page}) for page in ("1", "2"))
    found = [entry.about for page in (first, second) for entry in page.context["found"].entries]
    assert found == [str(number) for number in reversed(range(60))]
    assert ("Older" in words(first), "Older" in words(second), "Newer" in words(second)) == (True, False, True)


@pytest.mark.parametrize("query", [{"kind": "x"}, {"page": "0"}, {"page": "-1"}, {"page": "x"}, {"page": "9" * 30}])
def test_a_made_up_address_shows_a_page_all_the_same(world, query):
    assert world.client(world.alice).get(at(world, "changes"), query).status_code == 200


def test_the_record_of_another_class_is_not_shown(world):
    rosters.renew_join_code(classroom=world.other_classroom, by=world.mallory)
    assert rows(world.client(world.alice).get(at(world, "changes"))) == []


def test_the_page_takes_the_same_few_queries_for_one_change_and_for_many(world, changed, django_assert_num_queries):
    client = world.client(world.alice)
    for _time in range(2):
        with django_assert_num_queries(8):
            client.get(at(world, "changes"))
        for _change in range(30):
            rosters.renew_join_code(classroom=world.classroom, by=world.alice)
