"""Users, classrooms, who is enrolled in them, and groups of their students."""

import secrets
import zoneinfo
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TEACHERS = "Teachers"

# Letters and digits a child can read off a wall: no I, L, O, U, 0 or 1. Ten of thirty are 49 bits.
JOIN_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
JOIN_CODE_LENGTH = 10
JOIN_CODE_LIFETIME = timedelta(days=30)


def new_join_code() -> str:
    """A random join code (49 bits)."""
    return "".join(secrets.choice(JOIN_CODE_ALPHABET) for _place in range(JOIN_CODE_LENGTH))


def join_code_expiry() -> datetime:
    """When a code made now stops working."""
    return timezone.now() + JOIN_CODE_LIFETIME


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone of the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone. Try one such as Europe/London."), params={"name": name})


class Users(UserManager["User"]):
    """Finds people by their name in any case: a tablet's keyboard begins every word with a capital."""

    def get_by_natural_key(self, username: str | None) -> "User":
        # Both sides are lowered by the database, as the constraint below does it.
        return self.alias(lowered=Lower("username")).get(lowered=Lower(Value(username)))


class User(AbstractUser):
    """Anyone who logs in. Teachers are staff in the group "Teachers"; students are not staff."""

    objects: ClassVar[Users] = Users()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_unique_in_any_case",
                violation_error_message=_("Somebody already uses this name."),
            )
        ]

    @property
    def display_name(self) -> str:
        """The name shown to people: the full name where there is one, else the log-in name."""
        return self.get_full_name() or self.username


class Classroom(models.Model):
    """A class: its teachers, its roster and the code students join with."""

    name = models.CharField(_("name"), max_length=120)
    teachers = models.ManyToManyField(User, related_name="classrooms_taught", verbose_name=_("teachers"))
    students = models.ManyToManyField(
        User, through="Enrollment", related_name="classrooms_joined", verbose_name=_("students")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("Dates of this class are shown in this zone, for example Europe/London."),
    )
    join_code = models.CharField(_("join code"), max_length=20, unique=True, default=new_join_code, editable=False)
    join_code_expires_at = models.DateTimeField(_("join code works until"), default=join_code_expiry)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def join_code_shown(self) -> str:
        """The code in two halves, as it is written on the wall."""
        half = JOIN_CODE_LENGTH // 2
        return f"{self.join_code[:half]}-{self.join_code[half:]}"


class Enrollment(models.Model):
    """A student's place in a classroom; removing a student keeps the place and all work, and only dates its end."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="enrollments")
    student = models.ForeignKey(User, models.CASCADE, related_name="enrollments")
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time (%)"),
        default=0,
        validators=[MaxValueValidator(300)],
        help_text=_("Added to every time limit of this student, for example 25."),
    )

    class Meta:
        ordering = ["student__username"]
        verbose_name = _("student in the class")
        verbose_name_plural = _("students in the class")
        constraints = [
            # One place a student and class; coming back reopens it.
            models.UniqueConstraint(fields=["classroom", "student"], name="enrollment_once_a_class"),
        ]

    def __str__(self) -> str:
        return self.student.display_name


class StudentGroup(models.Model):
    """Students of a class under a name ("the red group"), so that they need not be ticked one by one."""

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=60)
    students = models.ManyToManyField(User, related_name="+", verbose_name=_("students"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("group of students")
        verbose_name_plural = _("groups of students")
        constraints = [models.UniqueConstraint(fields=["classroom", "name"], name="student_group_named_once")]

    def __str__(self) -> str:
        return self.name
