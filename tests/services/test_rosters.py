"""Joining, moving and leaving; teachers, log-ins and the record of it all."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone

from quizzes.models import ClassChange, Classroom, Enrollment, User
from quizzes.services import attempting, rosters
from quizzes.services.refusal import Refusal
from tests import factories
from tests.conftest import World
from tests.factories import PASSWORD


def test_a_code_is_found_however_it_is_typed(world: World) -> None:
    typed = f" {world.classroom.join_code_shown.lower()} "
    assert rosters.find_classroom(code=typed) == world.classroom


def test_an_expired_stopped_or_renewed_code_is_refused(world: World) -> None:
    old = world.classroom.join_code
    rosters.renew_join_code(classroom=world.classroom)
    for code in (old, rosters.stop_join_code(classroom=world.classroom).join_code, ""):
        with pytest.raises(Refusal, match="No class has this code"):
            rosters.find_classroom(code=code)
    assert world.classroom.join_code_expires_at < timezone.now() + timedelta(seconds=1)


def test_a_new_student_is_in_the_class_and_nothing_more(world: World) -> None:
    student = rosters.register_student(classroom=world.classroom, nickname=" Zoë ", password=PASSWORD)
    assert (student.username, student.is_staff, student.groups.count()) == ("Zoë", False, 0)
    assert list(student.classrooms_joined.all()) == [world.classroom]


@pytest.mark.parametrize("typed", ["Dana", "dana", "DANA"])
def test_the_name_works_in_any_case_at_log_in(world: World, typed: str) -> None:
    student = rosters.register_student(classroom=world.classroom, nickname="Dana", password=PASSWORD)
    assert authenticate(username=typed, password=PASSWORD) == student
    assert authenticate(username=typed, password="wrong") is None


def test_a_name_is_kept_in_the_form_the_log_in_page_uses(world: World) -> None:
    rosters.register_student(classroom=world.classroom, nickname="ﬁnn", password=PASSWORD)
    assert User.objects.filter(username="finn").exists()


@pytest.mark.parametrize("nickname", ["bob", "BOB"])
def test_a_taken_nickname_is_refused(world: World, nickname: str) -> None:
    with pytest.raises(Refusal, match="already uses"):
        rosters.register_student(classroom=world.classroom, nickname=nickname, password=PASSWORD)


@pytest.mark.parametrize(("nickname", "password"), [("two words", PASSWORD), ("", PASSWORD), ("dana", "short")])
def test_a_bad_nickname_or_weak_password_is_refused(world: World, nickname: str, password: str) -> None:
    with pytest.raises(ValidationError):
        rosters.register_student(classroom=world.classroom, nickname=nickname, password=password)
    assert not User.objects.filter(username=nickname).exists()


def test_a_removed_student_gets_back_only_through_the_teacher(world: World) -> None:
    enrollment = rosters.remove_student(enrollment=world.bob.enrollments.get())
    with pytest.raises(Refusal, match="removed you"):
        rosters.enroll(classroom=world.classroom, student=world.bob)
    rosters.restore_student(enrollment=enrollment)
    assert rosters.enroll(classroom=world.classroom, student=world.bob) == enrollment


def test_a_teacher_does_not_join_as_a_student(world: World) -> None:
    with pytest.raises(Refusal, match="teacher"):
        rosters.enroll(classroom=world.classroom, student=world.mallory)


def recorded(classroom: Classroom) -> list[tuple[str | None, ...]]:
    return list(
        ClassChange.objects.filter(classroom=classroom).values_list(
            "kind", "action", "by__username", "student__username", "old", "new", "reason"
        )
    )


def test_joining_leaving_and_coming_back_are_recorded_once_each(world: World) -> None:
    student = rosters.register_student(classroom=world.classroom, nickname="dana", password=PASSWORD)
    place = rosters.enroll(classroom=world.classroom, student=student)
    for _time in range(2):
        rosters.remove_student(enrollment=place, by=world.alice, reason=" moved away ")
    for _time in range(2):
        rosters.restore_student(enrollment=place, by=world.alice)
    assert recorded(world.classroom) == [
        ("roster", "joined", "dana", "dana", "", "", ""),
        ("roster", "removed", "alice", "dana", "", "", "moved away"),
        ("roster", "restored", "alice", "dana", "", "", ""),
    ]


def test_extra_time_is_recorded_with_what_it_was(world: World) -> None:
    place = world.bob.enrollments.get()
    for percent in (25, 25, 50):
        rosters.set_extra_time(enrollment=place, percent=percent, by=world.alice)
    assert [line[4:6] for line in recorded(world.classroom)] == [("0", "25"), ("25", "50")]
    assert Enrollment.objects.get(pk=place.pk).extra_time_percent == 50


@pytest.fixture
def second(world: World) -> Classroom:
    """Another class of Alice's."""
    return factories.ClassroomFactory(name="8C", teachers=[world.alice])


def test_a_student_moves_with_extra_time_and_leaves_the_work_where_it_was_done(world: World, second: Classroom) -> None:
    place = world.bob.enrollments.get()
    rosters.set_extra_time(enrollment=place, percent=25, by=world.alice)
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    moved = rosters.move_student(enrollment=place, to=second, by=world.alice, reason="timetable")
    assert (moved.classroom, moved.extra_time_percent, moved.removed_at) == (second, 25, None)
    assert place.removed_at is not None
    assert list(world.assignment.attempts.all()) == [attempt]
    told = ("alice", "bob", "Alice's class", "8C", "timetable")
    assert recorded(world.classroom)[-1] == ("roster", "moved_out", *told)
    assert recorded(second) == [("roster", "moved_in", *told)]


def test_a_student_moves_back(world: World, second: Classroom) -> None:
    moved = rosters.move_student(enrollment=world.bob.enrollments.get(), to=second, by=world.alice)
    back = rosters.move_student(enrollment=moved, to=world.classroom, by=world.alice)
    assert (back.removed_at, world.bob.enrollments.count()) == (None, 2)


def test_students_move_only_between_classes_of_the_teacher(world: World, second: Classroom) -> None:
    place = world.bob.enrollments.get()
    with pytest.raises(Refusal, match="only between classes you teach"):
        rosters.move_student(enrollment=place, to=world.other_classroom, by=world.alice)
    with pytest.raises(Refusal, match="in this class already"):
        rosters.move_student(enrollment=place, to=world.classroom, by=world.alice)
    rosters.archive_classroom(classroom=second, by=world.alice)
    with pytest.raises(Refusal, match="archived"):
        rosters.move_student(enrollment=place, to=second, by=world.alice)
    assert world.bob.enrollments.get().removed_at is None


def test_a_new_password_works_and_the_old_one_does_not(world: World) -> None:
    other = factories.EnrollmentFactory(classroom=world.other_classroom, student=world.bob)
    session = world.client(world.bob)
    (login,) = rosters.reset_passwords(classroom=world.classroom, students=[world.bob], by=world.alice)
    assert authenticate(username="bob", password=login.password) == world.bob
    assert authenticate(username="bob", password=PASSWORD) is None
    assert session.get("/password/").status_code == 302
    for classroom in (world.classroom, other.classroom):
        assert recorded(classroom) == [("roster", "password", "alice", "bob", "", "", "")]


def test_only_students_who_are_in_the_class_get_a_new_password(world: World) -> None:
    gone = factories.EnrollmentFactory(classroom=world.classroom).student
    rosters.remove_student(enrollment=gone.enrollments.get())
    for students in ([world.charlie], [world.bob, gone], [world.alice]):
        with pytest.raises(Refusal, match="not in the class any more"):
            rosters.reset_passwords(classroom=world.classroom, students=students, by=world.alice)
    with pytest.raises(Refusal, match="at least one"):
        rosters.reset_passwords(classroom=world.classroom, students=[], by=world.alice)
    assert authenticate(username="bob", password=PASSWORD) == world.bob


def test_a_colleague_is_let_in_and_taken_out(world: World) -> None:
    assert rosters.add_teacher(classroom=world.classroom, username=" Mallory ", by=world.alice) == world.mallory
    with pytest.raises(Refusal, match="mallory is a teacher of this class already"):
        rosters.add_teacher(classroom=world.classroom, username="mallory", by=world.alice)
    rosters.remove_teacher(classroom=world.classroom, teacher=world.alice, by=world.mallory)
    assert list(world.classroom.teachers.all()) == [world.mallory]
    with pytest.raises(Refusal, match="A class needs a teacher"):
        rosters.remove_teacher(classroom=world.classroom, teacher=world.mallory, by=world.mallory)
    assert list(world.classroom.teachers.all()) == [world.mallory]
    found = world.classroom.changes.values_list("kind", "action", "by__username", "subject")
    assert list(found) == [
        ("teachers", "teacher_added", "alice", "mallory"),
        ("teachers", "teacher_removed", "mallory", "alice"),
    ]


@pytest.mark.parametrize("username", ["bob", "nobody", ""])
def test_students_and_strangers_are_refused_as_teachers_in_the_same_words(world: World, username: str) -> None:
    with pytest.raises(Refusal, match="No teacher has this log-in name"):
        rosters.add_teacher(classroom=world.classroom, username=username, by=world.alice)


def test_an_archived_class_lets_nobody_in_until_it_is_brought_back(world: World) -> None:
    for _time in range(2):
        rosters.archive_classroom(classroom=world.classroom, by=world.alice)
    with pytest.raises(Refusal, match="No class has this code"):
        rosters.find_classroom(code=world.classroom.join_code)
    with pytest.raises(Refusal, match="Bring it back first"):
        rosters.renew_join_code(classroom=world.classroom, by=world.alice)
    for _time in range(2):
        rosters.bring_back_classroom(classroom=world.classroom, by=world.alice)
    assert rosters.find_classroom(code=world.classroom.join_code) == world.classroom
    assert [line[1] for line in recorded(world.classroom)] == ["archived", "brought_back"]


def test_a_new_name_and_zone_are_recorded_and_a_wrong_zone_refused(world: World) -> None:
    world.classroom.name, world.classroom.time_zone = "8B", "Africa/Nairobi"
    rosters.change_classroom(classroom=world.classroom, by=world.alice)
    assert [line[1:6] for line in recorded(world.classroom)] == [
        ("name", "alice", None, "Alice's class", "8B"),
        ("time_zone", "alice", None, "UTC", "Africa/Nairobi"),
    ]
    world.classroom.time_zone = "Mars/Base"
    with pytest.raises(ValidationError):
        rosters.change_classroom(classroom=world.classroom, by=world.alice)


def test_a_record_is_neither_changed_nor_deleted(world: World) -> None:
    rosters.renew_join_code(classroom=world.classroom, by=world.alice)
    change = ClassChange.objects.get()
    change.reason = "another"
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()
