"""The dates, minutes and attempts of an assignment as they hold for each student, why, and where they do not fit."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt, Enrollment, Override, User

from .percent import percent
from .rules import Bar, Rules, combined


@dataclass(frozen=True, slots=True)
class Dates:
    """What holds for one student of the class: the rules, the exception they come from, and how far the student is.

    `attempt` is the attempt under way, else the last one; `made` counts the attempts started and `handed_in` those
    handed in.
    """

    student: User
    rules: Rules
    override: Override | None
    extra_time_percent: int
    made: int
    handed_in: int
    attempt: Attempt | None

    @property
    def running(self) -> Attempt | None:
        """The attempt under way."""
        attempt = self.attempt
        return attempt if attempt and attempt.state == Attempt.State.IN_PROGRESS else None

    @property
    def deadline(self) -> datetime | None:
        """When the running attempt ends by these rules; None for no end, or where none is running."""
        if self.running is None:
            return None
        return self.rules.running_deadline(self.running)

    @property
    def reasons(self) -> list[str]:
        """Why these dates hold, in words."""
        found = []
        if self.rules.excused:
            found.append(_g("excused"))
        elif self.override:
            found.append(_g("exception"))
        if self.extra_time_percent and self.rules.time_limit is not None:
            found.append(_g("extra time of %(percent)s") % {"percent": percent(self.extra_time_percent)})
        return found or [_g("as the class")]

    def warnings(self, zone: ZoneInfo, now: datetime) -> list[str]:
        """Where what the student was given cannot be had, since the assignment closes before; times are in `zone`.

        Somebody who has not started is taken to start when it opens, or now where it is open.
        """
        rules, closes = self.rules, self.rules.closes_at
        if closes is None or rules.excused:
            return []
        shown = {"closes": moment(closes, zone, near=rules.opens_at)}
        if closes <= rules.opens_at:
            return [_g("It closes at %(closes)s, before it opens.") % shown]
        found = []
        if rules.due_at is not None and rules.due_at > closes:
            shown |= {"due": moment(rules.due_at, zone, near=closes)}
            found.append(_g("Due at %(due)s, but it closes at %(closes)s.") % shown)
        starts = self._starts(now)
        if starts is not None and rules.time_limit is not None and starts + rules.time_limit > closes:
            shown |= {"starts": moment(starts, zone, near=closes), "minutes": str(rules.minutes)}
            said = (
                _g("Started at %(starts)s and has %(minutes)s minutes, but it closes at %(closes)s.")
                if self.running
                else _g("Starts at %(starts)s or later and has %(minutes)s minutes, but it closes at %(closes)s.")
            )
            found.append(said % shown)
        return found

    def _starts(self, now: datetime) -> datetime | None:
        if self.running:
            return self.running.started_at
        bar = self.rules.bar(made=self.made, now=now)
        return max(self.rules.opens_at, now) if bar in (None, Bar.NOT_OPEN) else None


def dates(assignment: Assignment, overrides: Mapping[int, Override] | None = None) -> list[Dates]:
    """What holds for each student in the class now, by name. Three queries, whatever the number of students.

    `overrides` takes these exceptions, by student, instead of the stored ones: what would hold with them.
    """
    if overrides is None:
        overrides = overrides_of(assignment)
    attempts: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(assignment=assignment.pk).order_by("number"):
        attempts.setdefault(attempt.student_id, []).append(attempt)
    places = Enrollment.objects.filter(classroom=assignment.classroom_id, removed_at__isnull=True)
    found = []
    for place in sorted(places.select_related("student"), key=lambda one: one.student.display_name.casefold()):
        made = attempts.get(place.student_id, [])
        override = overrides.get(place.student_id)
        shown = max(made, key=_running_first, default=None)
        if shown:
            shown.student = place.student
        found.append(
            Dates(
                student=place.student,
                rules=combined(assignment, override, place.extra_time_percent),
                override=override,
                extra_time_percent=place.extra_time_percent,
                made=len(made),
                handed_in=sum(one.state == Attempt.State.SUBMITTED for one in made),
                attempt=shown,
            )
        )
    return found


def _running_first(attempt: Attempt) -> tuple[bool, int]:
    return attempt.state == Attempt.State.IN_PROGRESS, attempt.number


def overrides_of(assignment: Assignment) -> dict[int, Override]:
    """The exceptions to the assignment by student."""
    return {one.student_id: one for one in Override.objects.filter(assignment=assignment.pk).select_related("student")}


def running_dates(assignment: Assignment, running: QuerySet[Attempt]) -> Iterator[tuple[Attempt, Rules]]:
    """Each of the running attempts with the rules that hold for its student, also one taken out of the class."""
    overrides = overrides_of(assignment)
    extra = dict(
        Enrollment.objects.filter(classroom=assignment.classroom_id).values_list("student_id", "extra_time_percent")
    )
    for attempt in running:
        yield (
            attempt,
            combined(assignment, overrides.get(attempt.student_id), extra.get(attempt.student_id, 0)),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a change alters for a student, in words: what, from what, to what."""

    what: "str | Promise"
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A student whom a change touches: what it alters, whether they have started, and what will not fit."""

    dates: Dates
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]

    @property
    def started(self) -> bool:
        return self.dates.made > 0


def touched(before: Iterable[Dates], after: Iterable[Dates], zone: ZoneInfo, now: datetime) -> list[Touched]:
    """The students for whom something differs between the two; times are in `zone`.

    Who joined or left between the two readings is not among them.
    """
    found = []
    for old, new in _of_the_same(before, after):
        if changes := tuple(_changes(old, new, zone)):
            found.append(Touched(new, changes, tuple(new.warnings(zone, now))))
    return found


def _of_the_same(before: Iterable[Dates], after: Iterable[Dates]) -> Iterator[tuple[Dates, Dates]]:
    earlier = {one.student.pk: one for one in before}
    return ((earlier[one.student.pk], one) for one in after if one.student.pk in earlier)


def _changes(old: Dates, new: Dates, zone: ZoneInfo) -> Iterator[Change]:
    ends = [(_("time of the running attempt ends"), old.running.deadline, new.deadline)] if old.running else []
    for what, was, now in (
        *ends,
        (_("opens"), old.rules.opens_at, new.rules.opens_at),
        (_("due"), old.rules.due_at, new.rules.due_at),
        (_("closes"), old.rules.closes_at, new.rules.closes_at),
    ):
        # Forms have minutes: that seconds get lost is no change that anybody made.
        if moment(was, zone) != moment(now, zone):
            yield Change(what, moment(was, zone), moment(now, zone))
    if old.rules.time_limit != new.rules.time_limit:
        yield Change(_("minutes"), _minutes(old.rules), _minutes(new.rules))
    if old.rules.attempts_allowed != new.rules.attempts_allowed:
        yield Change(_("attempts allowed"), str(old.rules.attempts_allowed), str(new.rules.attempts_allowed))
    if old.rules.excused != new.rules.excused:
        yield Change(_("excused"), _yes(old.rules.excused), _yes(new.rules.excused))


# Rules of the whole assignment that touch whoever has handed in.
_OF_WORK_DONE = ("grading_method", "release")


def touched_by_change(before: Assignment, after: Assignment, now: datetime) -> list[Touched]:
    """The students who have started and whom the change of the assignment touches; `after` is not saved yet.

    A rule for which attempt counts touches those who handed in several; one for showing results, those who handed in.
    """
    zone = before.classroom.zone
    overrides = overrides_of(before)
    found = []
    for old, new in _of_the_same(dates(before, overrides), dates(after, overrides)):
        if not new.made:
            continue
        changes = list(_changes(old, new, zone))
        for name, fewest in zip(_OF_WORK_DONE, (2, 1), strict=True):
            if new.handed_in >= fewest and getattr(before, name) != getattr(after, name):
                label = Assignment._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # fields of its own
                changes.append(Change(label, _display(before, name), _display(after, name)))
        if changes:
            found.append(Touched(new, tuple(changes), tuple(new.warnings(zone, now))))
    return found


def fingerprint(found: Collection[Touched]) -> str:
    """What a page said would happen, in short: nothing is done that was not shown."""
    lines = [(one.dates.student.pk, [(str(c.what), c.old, c.new) for c in one.changes]) for one in found]
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:16]


def moment(at: datetime | None, zone: ZoneInfo, *, near: datetime | None = None) -> str:
    """The moment on a clock in `zone`; without the day where `near` is on the same; "never" for None."""
    if at is None:
        return _g("never")
    local = timezone.localtime(at, zone)
    if near is not None and local.date() == timezone.localtime(near, zone).date():
        return formats.date_format(local, "H:i")
    return formats.date_format(local, "j M Y, H:i")


def _minutes(rules: Rules) -> str:
    return _g("no limit") if rules.minutes is None else str(rules.minutes)


def _yes(is_so: bool) -> str:
    return _g("yes") if is_so else _g("no")


def _display(assignment: Assignment, name: str) -> str:
    return str(capfirst(getattr(assignment, f"get_{name}_display")()))
