"""Putting a list of students on a roster: first what would happen to each, then all of it or nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import Classroom, Enrollment, User

from .passwords import hashed, readable_password
from .recording import Action, record
from .refusal import Refusal
from .roster_files import Entry, Sheet
from .rosters import Login, restore_student


class Fate(models.TextChoices):
    """What happens to a row; the label is what the teacher reads."""

    NEW = "new", _("new: gets an account")
    JOINS = "joins", _("has an account: joins this class")
    BACK = "back", _("back again, with all earlier work")
    HERE = "here", _("already here: nothing changes")
    PROBLEM = "problem", _("problem")


@dataclass(frozen=True, slots=True)
class Row:
    """What will happen to one row, and why; `student` is the account it means, None for a new one or a problem."""

    entry: Entry
    fate: Fate
    nickname: str
    note: "str | Promise" = ""
    student: User | None = None

    @property
    def name(self) -> str:
        return f"{self.entry.first_name} {self.entry.last_name}".strip()


@dataclass(frozen=True)
class Plan:
    """What an import would do, row by row."""

    rows: tuple[Row, ...]

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)

    @property
    def problems(self) -> int:
        return self.count(Fate.PROBLEM)

    @property
    def new(self) -> int:
        return self.count(Fate.NEW)

    @property
    def changes(self) -> int:
        """How many rows change something."""
        return sum(row.fate in (Fate.NEW, Fate.JOINS, Fate.BACK) for row in self.rows)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with anything a teacher was shown, so that what is done is what they agreed to."""
        shown = "\n".join(f"{row.entry.line}\t{row.fate}\t{row.nickname}\t{row.name}" for row in self.rows)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def plan_import(*, classroom: Classroom, by: User, sheet: Sheet) -> Plan:
    """What importing the sheet would do to the class now; changes nothing."""
    return _Planner(classroom, by).plan(sheet.entries)


@transaction.atomic
def _write(classroom: Classroom, by: User, plan: Plan, stored: list[str]) -> list[User]:
    students = []
    secrets = iter(stored)
    for row in plan.rows:
        if row.fate is Fate.NEW:
            student = User(username=row.nickname, first_name=row.entry.first_name, last_name=row.entry.last_name)
            student.password = next(secrets)
            student.save()
            students.append(student)
        elif row.fate is Fate.BACK:
            restore_student(enrollment=Enrollment.objects.get(classroom=classroom, student=row.student), by=by)
            continue
        elif row.fate is Fate.JOINS:
            assert row.student is not None
            student = row.student
        else:
            continue
        Enrollment.objects.create(classroom=classroom, student=student)
        record(classroom=classroom, action=Action.ENROLLED, by=by, student=student)
    return students


def carry_out(*, classroom: Classroom, by: User, plan: Plan) -> list[Login]:
    """Do what the plan says, all of it or nothing; the log-ins of the new students.

    Raises Refusal where a row has a problem, the class is archived, or somebody came in between.
    """
    if plan.problems:
        raise Refusal(_("Mend the rows with a problem first. Nothing was imported."))
    if classroom.archived_at is not None:
        raise Refusal(_("“%(classroom)s” is archived. Bring it back first.") % {"classroom": classroom.name})
    fresh = [readable_password() for _row in range(plan.new)]
    try:
        students = _write(classroom, by, plan, hashed(fresh))
    except IntegrityError as error:
        raise Refusal(
            _("Somebody joined or took one of these nicknames just now. Nothing was imported; check the list again.")
        ) from error
    return [Login(student, password) for student, password in zip(students, fresh, strict=True)]


class _Planner:
    """Knows who is where, in four queries whatever the length of the list."""

    def __init__(self, classroom: Classroom, by: User) -> None:
        self.places = {place.student_id: place for place in classroom.enrollments.select_related("student")}
        self.by_name: dict[str, list[Enrollment]] = {}
        for place in self.places.values():
            self.by_name.setdefault(place.student.display_name.casefold(), []).append(place)
        self.taken = set(User.objects.annotate(lowered=Lower("username")).values_list("lowered", flat=True))
        taught = Classroom.objects.all() if by.is_superuser else by.classrooms_taught.all()
        self.own = {
            student.username.lower(): student
            for student in User.objects.filter(enrollments__classroom__in=taught).distinct()
        }
        self.staff = set(User.objects.filter(is_staff=True).annotate(n=Lower("username")).values_list("n", flat=True))
        self.lines_of_names: dict[str, int] = {}
        self.lines_of_nicknames: dict[str, int] = {}
        self.lines_of_students: dict[int, int] = {}

    def plan(self, entries: Iterable[Entry]) -> Plan:
        entries = tuple(entries)
        # Nicknames that are asked for are kept for those who ask, whoever comes first in the list.
        self.asked = {User.normalize_username(entry.nickname).lower() for entry in entries if entry.nickname}
        return Plan(tuple(self._row(entry) for entry in entries))

    def _row(self, entry: Entry) -> Row:
        row = self._with_nickname(entry) if entry.nickname else self._without_nickname(entry)
        if row.student is not None:
            earlier = self.lines_of_students.setdefault(row.student.pk, entry.line)
            if earlier != entry.line:
                return _problem(
                    entry, _("Line %(line)s is the same student. Delete one of the two.") % {"line": earlier}
                )
        return row

    def _with_nickname(self, entry: Entry) -> Row:
        nickname = User.normalize_username(entry.nickname)
        key = nickname.lower()
        if problem := _unfit(nickname, entry):
            return _problem(entry, problem)
        earlier = self.lines_of_nicknames.setdefault(key, entry.line)
        if earlier != entry.line:
            return _problem(
                entry,
                _("Line %(line)s has the same nickname. Each student needs one of their own.") % {"line": earlier},
            )
        if key in self.staff:
            return _problem(entry, _("This is a teacher's account. Choose another nickname."))
        student = self.own.get(key)
        if student is not None:
            return self._known(entry, student)
        if key in self.taken:
            return _problem(
                entry,
                _("Somebody outside your classes uses this nickname. Choose another one, for example with initials."),
            )
        return Row(entry, Fate.NEW, nickname)

    def _without_nickname(self, entry: Entry) -> Row:
        name = f"{entry.first_name} {entry.last_name}".strip()
        if not name:
            return _problem(entry, _("There is no name on this line."))
        if problem := _too_long(entry):
            return _problem(entry, problem)
        earlier = self.lines_of_names.setdefault(name.casefold(), entry.line)
        if earlier != entry.line:
            return _problem(
                entry,
                _("Line %(line)s has the same name. Give both a nickname so that they can be told apart.")
                % {"line": earlier},
            )
        here = self.by_name.get(name.casefold(), [])
        if len(here) > 1:
            return _problem(
                entry,
                _("%(count)s students of this name are in the class. Write the nickname of the one you mean.")
                % {"count": len(here)},
            )
        if here:
            return self._known(entry, here[0].student)
        return Row(entry, Fate.NEW, self._free_nickname(entry), self._namesake(name))

    def _known(self, entry: Entry, student: User) -> Row:
        place = self.places.get(student.pk)
        fate = Fate.JOINS if place is None else Fate.HERE if place.removed_at is None else Fate.BACK
        name = f"{entry.first_name} {entry.last_name}".strip()
        note: str | Promise = ""
        if name and name.casefold() != student.display_name.casefold():
            note = _("The account is called %(name)s and keeps that name.") % {"name": student.display_name}
        return Row(entry, fate, student.username, note, student)

    def _namesake(self, name: str) -> "str | Promise":
        """A word about a student of the same name in another class of the teacher, who may be the same person."""
        for student in self.own.values():
            if student.pk not in self.places and student.display_name.casefold() == name.casefold():
                return _(
                    "A student of this name is in another class of yours. If it is the same one, write the "
                    "nickname %(nickname)s."
                ) % {"nickname": student.username}
        return ""

    def _free_nickname(self, entry: Entry) -> str:
        """The first name and the initial of the last, with a number where that is taken; kept for this row."""
        first, last = (
            "".join(letter for letter in User.normalize_username(part).lower() if letter.isalnum() or letter in "-_")
            for part in (entry.first_name or entry.last_name, entry.last_name if entry.first_name else "")
        )
        stem = f"{first[:60]}.{last[0]}" if first and last else first[:60] or "student"
        number = 1
        while (wanted := stem if number == 1 else f"{stem}{number}") in self.taken or wanted in self.asked:
            number += 1
        self.taken.add(wanted)
        return wanted


def _problem(entry: Entry, note: "str | Promise") -> Row:
    return Row(entry, Fate.PROBLEM, entry.nickname, note)


def _unfit(nickname: str, entry: Entry) -> "str | Promise":
    """What is wrong with the nickname or the name; "" for nothing."""
    if len(nickname) > 150:
        return _("The nickname is too long.")
    try:
        User.username_validator(nickname)
    except ValidationError:
        return _("A nickname has letters, digits and . - _ @ + only, and no spaces.")
    return _too_long(entry)


def _too_long(entry: Entry) -> "str | Promise":
    return _("The name is too long.") if max(len(entry.first_name), len(entry.last_name)) > 150 else ""
