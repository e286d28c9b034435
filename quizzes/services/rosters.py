"""Who is in which class: teachers, join codes, joining, moving and leaving. What is changed is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import TEACHERS, Classroom, Enrollment, User
from quizzes.models.people import JOIN_CODE_ALPHABET, join_code_expiry, new_join_code

from .passwords import hashed, readable_password
from .recording import Action, record
from .refusal import Refusal

# What teachers do in the panel. Runs, attempts, responses and grade changes are made by the app, not by hand.
TEACHER_PERMISSIONS = {
    "article": ("add", "change", "view", "delete"),
    "glossarynote": ("add", "change", "view", "delete"),
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


def renew_join_code(*, classroom: Classroom, by: User | None = None) -> Classroom:
    """Give the class a new code; the old one stops working at once."""
    _refuse_archived(classroom)
    classroom.join_code = new_join_code()
    classroom.join_code_expires_at = join_code_expiry()
    classroom.save(update_fields=["join_code", "join_code_expires_at"])
    record(classroom=classroom, action=Action.CODE_RENEWED, by=by)
    return classroom


def stop_join_code(*, classroom: Classroom, by: User | None = None) -> Classroom:
    """Let nobody else join until the code is renewed."""
    classroom.join_code_expires_at = timezone.now() - timedelta(seconds=1)
    classroom.save(update_fields=["join_code_expires_at"])
    record(classroom=classroom, action=Action.CODE_STOPPED, by=by)
    return classroom


def find_classroom(*, code: str) -> Classroom:
    """The class whose code was typed, in any case and with any dashes or spaces. Raises Refusal when there is none."""
    typed = "".join(letter for letter in code.upper() if letter in JOIN_CODE_ALPHABET)
    classroom = Classroom.objects.filter(
        join_code=typed, join_code_expires_at__gt=timezone.now(), archived_at__isnull=True
    ).first()
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


@transaction.atomic
def change_nickname(*, student: User, nickname: str) -> User:
    """Give the student another nickname, with which they log in from now on; their classes have it on record.

    Raises Refusal for one that is taken, ValidationError for one with characters that no nickname has.
    """
    before, wanted = student.username, User.normalize_username(nickname.strip())
    User.username_validator(wanted)
    if wanted == before:
        return student
    if User.objects.filter(username__iexact=wanted).exclude(pk=student.pk).exists():
        raise Refusal(_TAKEN)
    try:
        with transaction.atomic():
            User.objects.filter(pk=student.pk).update(username=wanted)
    except IntegrityError as error:
        raise Refusal(_TAKEN) from error
    student.username = wanted
    for classroom in Classroom.objects.filter(enrollments__student=student):
        record(
            classroom=classroom, action=Action.NICKNAME, by=student, student=student, old=before, new=student.username
        )
    return student


@transaction.atomic
def enroll(*, classroom: Classroom, student: User) -> Enrollment:
    """The student's place in the class; one that a teacher ended stays ended, and is refused."""
    if student.is_staff:
        raise Refusal(_("A teacher's account cannot join a class as a student."))
    enrollment, made = Enrollment.objects.get_or_create(classroom=classroom, student=student)
    if enrollment.removed_at is not None:
        raise Refusal(_("Your teacher has removed you from this class. Ask your teacher to let you back in."))
    if made:
        record(classroom=classroom, action=Action.JOINED, by=student, student=student)
    return enrollment


# --- one student ------------------------------------------------------------------------------------------------------


@transaction.atomic
def remove_student(*, enrollment: Enrollment, by: User | None = None, reason: str = "") -> Enrollment:
    """End the student's place; their work stays. Removing again changes nothing."""
    if _end(enrollment):
        record(classroom=enrollment.classroom, action=Action.REMOVED, by=by, student=enrollment.student, reason=reason)
    return enrollment


@transaction.atomic
def restore_student(*, enrollment: Enrollment, by: User | None = None, reason: str = "") -> Enrollment:
    """Give the student their place back. Restoring again changes nothing."""
    if Enrollment.objects.filter(pk=enrollment.pk, removed_at__isnull=False).update(removed_at=None):
        record(classroom=enrollment.classroom, action=Action.RESTORED, by=by, student=enrollment.student, reason=reason)
    enrollment.removed_at = None
    return enrollment


@transaction.atomic
def move_student(*, enrollment: Enrollment, to: Classroom, by: User, reason: str = "") -> Enrollment:
    """Give the student a place in another class of `by`, with the same extra time, and end this one.

    What the student did stays with the assignments of the old class. Raises Refusal for a class `by` does not teach,
    for an archived class and for the same one.
    """
    if to.pk == enrollment.classroom_id:
        raise Refusal(_("The student is in this class already. Choose another one."))
    if not by.is_superuser and not to.teachers.filter(pk=by.pk).exists():
        raise Refusal(_("You can move students only between classes you teach."))
    _refuse_archived(to)
    student, old = enrollment.student, enrollment.classroom
    Enrollment.objects.update_or_create(
        classroom=to,
        student=student,
        defaults={"removed_at": None, "extra_time_percent": enrollment.extra_time_percent},
    )
    _end(enrollment)
    for classroom, action in ((old, Action.MOVED_OUT), (to, Action.MOVED_IN)):
        record(classroom=classroom, action=action, by=by, student=student, old=old.name, new=to.name, reason=reason)
    return Enrollment.objects.get(classroom=to, student=student)


def _end(enrollment: Enrollment) -> bool:
    """End the place now; whether it was not ended yet."""
    now = timezone.now()
    ended = Enrollment.objects.filter(pk=enrollment.pk, removed_at__isnull=True).update(removed_at=now)
    enrollment.refresh_from_db(fields=["removed_at"])
    return bool(ended)


def set_extra_time(*, enrollment: Enrollment, percent: int, by: User) -> Enrollment:
    """Give the student so much more time in every time limit of the class."""
    before = Enrollment.objects.values_list("extra_time_percent", flat=True).get(pk=enrollment.pk)
    if before != percent:
        enrollment.extra_time_percent = percent
        enrollment.save(update_fields=["extra_time_percent"])
        record(
            classroom=enrollment.classroom,
            action=Action.EXTRA_TIME,
            by=by,
            student=enrollment.student,
            old=before,
            new=percent,
        )
    return enrollment


@dataclass(frozen=True, slots=True)
class Login:
    """What a student logs in with. The password is known now and never again."""

    student: User
    password: str


def reset_passwords(*, classroom: Classroom, students: Sequence[User], by: User) -> list[Login]:
    """New passwords for students of the class; the old ones stop working, and they are logged out wherever they are in.

    Recorded in every class they are in, so that their other teachers can see it. Raises Refusal for nobody, and for
    somebody who is not in the class now.
    """
    here = set(classroom.enrollments.filter(removed_at__isnull=True).values_list("student_id", flat=True))
    if not students:
        raise Refusal(_("Choose at least one student."))
    if any(student.pk not in here or student.is_staff for student in students):
        raise Refusal(_("One of these students is not in the class any more. Nothing was changed; choose again."))
    fresh = [readable_password() for _student in students]
    stored = hashed(fresh)
    with transaction.atomic():
        for student, secret in zip(students, stored, strict=True):
            student.password = secret
            student.save(update_fields=["password"])
        places = Enrollment.objects.filter(student__in=students, removed_at__isnull=True)
        for place in places.select_related("classroom", "student"):
            record(classroom=place.classroom, action=Action.PASSWORD, by=by, student=place.student)
    return [Login(student, password) for student, password in zip(students, fresh, strict=True)]


# --- teachers ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_teacher(*, classroom: Classroom, username: str, by: User) -> User:
    """Let another teacher in, by log-in name in any case. Raises Refusal for nobody, a student, and one who is in."""
    found = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if found is None or not (found.is_superuser or found.groups.filter(name=TEACHERS).exists()):
        # The same words for a student as for nobody: a teacher learns nothing about who else is on the site.
        raise Refusal(_("No teacher has this log-in name. Check it, or ask your colleague what it is."))
    if classroom.teachers.filter(pk=found.pk).exists():
        raise Refusal(_("%(teacher)s is a teacher of this class already.") % {"teacher": found.display_name})
    classroom.teachers.add(found)
    record(classroom=classroom, action=Action.TEACHER_ADDED, by=by, subject=found.display_name)
    return found


@transaction.atomic
def remove_teacher(*, classroom: Classroom, teacher: User, by: User) -> Classroom:
    """Take a teacher out of the class. Raises Refusal for the last one: somebody must look after the class."""
    # Locked, so that of two teachers who take each other out one stays.
    locked = Classroom.objects.select_for_update().get(pk=classroom.pk)
    if not locked.teachers.exclude(pk=teacher.pk).exists():
        raise Refusal(_("A class needs a teacher. Add another teacher first, or archive the class."))
    if locked.teachers.filter(pk=teacher.pk).exists():
        locked.teachers.remove(teacher)
        record(classroom=locked, action=Action.TEACHER_REMOVED, by=by, subject=teacher.display_name)
    return classroom


# --- the class itself -------------------------------------------------------------------------------------------------


@transaction.atomic
def change_classroom(*, classroom: Classroom, by: User) -> Classroom:
    """Save a class with another name or time zone, and record what differs."""
    before = Classroom.objects.get(pk=classroom.pk)
    classroom.full_clean()
    classroom.save()
    for action in (Action.NAME, Action.TIME_ZONE):
        old, new = getattr(before, action.value), getattr(classroom, action.value)
        if old != new:
            record(classroom=classroom, action=action, by=by, old=old, new=new)
    return classroom


@transaction.atomic
def archive_classroom(*, classroom: Classroom, by: User) -> Classroom:
    """Put the class away: out of all lists, its code stops; nothing is lost. Archiving again changes nothing."""
    if Classroom.objects.filter(pk=classroom.pk, archived_at__isnull=True).update(archived_at=timezone.now()):
        record(classroom=classroom, action=Action.ARCHIVED, by=by)
    classroom.refresh_from_db()
    return classroom


@transaction.atomic
def bring_back_classroom(*, classroom: Classroom, by: User) -> Classroom:
    """Put an archived class back into the lists, as it was. Bringing it back again changes nothing."""
    if Classroom.objects.filter(pk=classroom.pk, archived_at__isnull=False).update(archived_at=None):
        record(classroom=classroom, action=Action.BROUGHT_BACK, by=by)
    classroom.refresh_from_db()
    return classroom


def _refuse_archived(classroom: Classroom) -> None:
    if classroom.archived_at is not None:
        raise Refusal(_("“%(classroom)s” is archived. Bring it back first.") % {"classroom": classroom.name})
