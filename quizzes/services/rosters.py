"""Who is in which class: teachers, join codes, joining and leaving."""

from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import TEACHERS, Classroom, Enrollment, User
from quizzes.models.people import JOIN_CODE_ALPHABET, join_code_expiry, new_join_code

from .refusal import Refusal

# What teachers do in the panel. Runs, attempts, responses and grade changes are made by the app, not by hand.
TEACHER_PERMISSIONS = {
    "article": ("add", "change", "view", "delete"),
    "generationrun": ("view",),
    "question": ("add", "change", "view", "delete"),
    "choice": ("add", "change", "view", "delete"),
    "acceptedanswer": ("add", "change", "view", "delete"),
    "evidence": ("add", "change", "view", "delete"),
    "debatebrief": ("add", "change", "view", "delete"),
    "position": ("add", "change", "view", "delete"),
    "quiz": ("add", "change", "view", "delete"),
    "quizitem": ("add", "change", "view", "delete"),
    "assignment": ("add", "change", "view", "delete"),
    "override": ("add", "change", "view", "delete"),
    "classroom": ("add", "change", "view"),
    "enrollment": ("add", "change", "view"),
    "attempt": ("view",),
    "response": ("view", "change"),
    "gradechange": ("view",),
    "rubric": ("add", "change", "view", "delete"),
    "criterion": ("add", "change", "view", "delete"),
    "level": ("add", "change", "view", "delete"),
    "discussion": ("add", "change", "view", "delete"),
}


def ensure_teachers_group() -> Group:
    """The group "Teachers" with the permissions above; safe to call again."""
    group, _made = Group.objects.get_or_create(name=TEACHERS)
    wanted = {f"{verb}_{model}" for model, verbs in TEACHER_PERMISSIONS.items() for verb in verbs}
    group.permissions.set(Permission.objects.filter(content_type__app_label="quizzes", codename__in=wanted))
    return group


@transaction.atomic
def create_teacher(*, username: str, password: str, full_name: str = "") -> User:
    """A staff user in the group "Teachers"."""
    first_name, _space, last_name = full_name.partition(" ")
    teacher = User.objects.create_user(
        username=username, password=password, is_staff=True, first_name=first_name, last_name=last_name
    )
    teacher.groups.add(ensure_teachers_group())
    return teacher


@transaction.atomic
def create_classroom(*, teacher: User, name: str, time_zone: str = "UTC") -> Classroom:
    """A class taught by `teacher`, with a fresh join code."""
    classroom = Classroom(name=name, time_zone=time_zone)
    classroom.full_clean()
    classroom.save()
    classroom.teachers.add(teacher)
    return classroom


def renew_join_code(*, classroom: Classroom) -> Classroom:
    """Give the class a new code; the old one stops working at once."""
    classroom.join_code = new_join_code()
    classroom.join_code_expires_at = join_code_expiry()
    classroom.save(update_fields=["join_code", "join_code_expires_at"])
    return classroom


def stop_join_code(*, classroom: Classroom) -> Classroom:
    """Let nobody else join until the code is renewed."""
    classroom.join_code_expires_at = timezone.now() - timedelta(seconds=1)
    classroom.save(update_fields=["join_code_expires_at"])
    return classroom


def find_classroom(*, code: str) -> Classroom:
    """The class whose code was typed, in any case and with any dashes or spaces. Raises Refusal when there is none."""
    typed = "".join(letter for letter in code.upper() if letter in JOIN_CODE_ALPHABET)
    classroom = Classroom.objects.filter(join_code=typed, join_code_expires_at__gt=timezone.now()).first()
    if classroom is None:
        raise Refusal(
            _("No class has this code, or the code is out of date. Check it, or ask your teacher for a new one.")
        )
    return classroom


@transaction.atomic
def register_student(*, classroom: Classroom, nickname: str, password: str) -> User:
    """A new student who joins the class. Raises Refusal for a taken nickname, ValidationError for a weak password."""
    # The log-in page normalises what is typed in the same way.
    student = User(username=User.normalize_username(nickname.strip()))
    User.username_validator(student.username)
    validate_password(password, student)
    student.set_password(password)
    if User.objects.filter(username__iexact=student.username).exists():
        raise Refusal(_TAKEN)
    try:
        with transaction.atomic():
            student.save()
    except IntegrityError as error:
        raise Refusal(_TAKEN) from error
    enroll(classroom=classroom, student=student)
    return student


_TAKEN = _("Somebody already uses this nickname. Try another one, for example with your initials.")


def enroll(*, classroom: Classroom, student: User) -> Enrollment:
    """The student's place in the class; one that a teacher ended stays ended, and is refused."""
    if student.is_staff:
        raise Refusal(_("A teacher's account cannot join a class as a student."))
    enrollment, _made = Enrollment.objects.get_or_create(classroom=classroom, student=student)
    if enrollment.removed_at is not None:
        raise Refusal(_("Your teacher has removed you from this class. Ask your teacher to let you back in."))
    return enrollment


def remove_student(*, enrollment: Enrollment) -> Enrollment:
    """End the student's place; their work stays."""
    if enrollment.removed_at is None:
        enrollment.removed_at = timezone.now()
        enrollment.save(update_fields=["removed_at"])
    return enrollment


def restore_student(*, enrollment: Enrollment) -> Enrollment:
    """Give the student their place back."""
    enrollment.removed_at = None
    enrollment.save(update_fields=["removed_at"])
    return enrollment
