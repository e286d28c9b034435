"""Joining and leaving a class."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone

from quizzes.models import User
from quizzes.services import rosters
from quizzes.services.refusal import Refusal
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
