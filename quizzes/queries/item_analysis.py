"""How the questions of an assignment worked: how hard they were, what was picked, how well they tell students apart.

Students taken out of the class are left out, as they are of the mean of the results. An answer left empty counts as no
points, since leaving it out would make a hard question look easy; an answer that waits for marks is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, median

from django.db import models
from django.db.models import OuterRef, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Choice, Correction, Format, QuizItem, Response, Skill, User

from .gradebook import Row, Status, gradebook
from .item_statistics import corrected_item_total, cronbach_alpha, facility

# With fewer students, what one of them did by chance moves discrimination and alpha too far to be shown at all.
FEWEST_STUDENTS = 10
# With fewer students or items than these they are shown with a warning.
ENOUGH_STUDENTS = 30
ENOUGH_ITEMS = 10
VERY_EASY = 0.95
VERY_HARD = 0.25


class Which(models.TextChoices):
    """Which attempt of each student is looked at."""

    FIRST = "first", _("first attempt")
    COUNTED = "counted", _("attempt that counts")


class Hint(models.TextChoices):
    """What a question's figures tell the teacher to look at, the most urgent first."""

    CHECK_KEY = (
        "check_key",
        _("Students who did well elsewhere got this one wrong more often. Is the right answer right?"),
    )
    RIVAL = "rival", _("A wrong choice was picked more often than the right one. Is it wrong beyond doubt?")
    VERY_HARD = "very_hard", _("Few got it right. Talk about it in class, or look at its wording.")
    VERY_EASY = "very_easy", _("Nearly everybody got it right: it tells students apart no more.")
    IDLE = "idle", _("A wrong choice was picked by nobody: it could be made more tempting.")


class NoAlpha(models.TextChoices):
    """Why there is no alpha."""

    FEW_STUDENTS = "few_students", _("fewer than 10 students have every answer marked")
    FEW_ITEMS = "few_items", _("the quiz has fewer than two questions with points")
    NO_SPREAD = "no_spread", _("all students have the same score")


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """A choice and how many picked it; `reason` is why it is wrong (Choice.Reason), `share` of those who picked one.

    `is_key` is what counts as right in the assignment by its last correction; by the question where there is none.
    """

    key: int
    text: str
    is_key: bool
    reason: str
    note: str
    picked: int
    share: float

    @property
    def share_percent(self) -> int:
        return round(100 * self.share)

    @property
    def reason_label(self) -> str:
        return str(Choice.Reason(self.reason).label) if self.reason else ""


@dataclass(frozen=True, slots=True)
class ItemReport:
    """The figures of one item.

    `facility` is over the `marked` students, the `omitted` among them; `discrimination` over those who have every
    answer marked. `changed` counts picks of choices that the question no longer has.
    """

    number: int
    item: QuizItem
    marked: int
    omitted: int
    waiting: int
    facility: float | None
    discrimination: float | None
    choices: tuple[ChoiceCount, ...]
    changed: int

    @property
    def hint(self) -> Hint | None:
        """What to look at first; None where the figures raise no question or there are too few students."""
        if self.marked < FEWEST_STUDENTS or self.facility is None:
            return None
        key = max((choice.picked for choice in self.choices if choice.is_key), default=0)
        wrong = [choice.picked for choice in self.choices if not choice.is_key]
        if self.discrimination is not None and self.discrimination < 0:
            return Hint.CHECK_KEY
        if wrong and max(wrong) > key:
            return Hint.RIVAL
        if self.facility < VERY_HARD:
            return Hint.VERY_HARD
        if self.facility > VERY_EASY:
            return Hint.VERY_EASY
        return Hint.IDLE if len(wrong) > 1 and 0 in wrong else None


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One student's share of the points by skill, from 0 to 1; None where nothing of the skill is marked."""

    student: User
    attempt: int
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of an assignment.

    `students` have handed in the attempt looked at, `complete` of them have every answer marked; `idle` are in the
    class without having handed in, `removed` have handed in and left. `scores` are shares of the points, from 0 to 1,
    of the complete ones. `time` is the median from start to handing in.
    """

    which: Which
    items: tuple[ItemReport, ...]
    students: int
    complete: int
    idle: int
    removed: int
    scores: tuple[float, ...]
    alpha: float | None
    no_alpha: NoAlpha | None
    skills: tuple[Skill, ...]
    skill_lines: tuple[SkillLine, ...]
    skill_means: tuple[float | None, ...]
    time: timedelta | None

    @property
    def few_students(self) -> bool:
        return self.complete < ENOUGH_STUDENTS

    @property
    def few_items(self) -> bool:
        return len(self.items) < ENOUGH_ITEMS

    @property
    def has_discrimination(self) -> bool:
        return self.complete >= FEWEST_STUDENTS

    @property
    def minutes(self) -> int | None:
        return None if self.time is None else round(self.time.total_seconds() / 60)


def item_analysis(assignment: Assignment, which: Which) -> Analysis:
    """The figures of `assignment`, of the first attempt of each student or of the one that counts.

    Facility, discrimination and alpha are those of item_statistics.py. Discrimination and alpha need the same students
    in every item, so they are over those who have every answer marked.
    Who is excused is left out. Six queries, whatever the number of students.
    Attempts whose time has ended are handed in by services.attempting.close_overdue, which callers run first.
    """
    book = gradebook(assignment, Assignment.GradingMethod.FIRST if which is Which.FIRST else None)
    expected = [row for row in book.rows if row.status is not Status.EXCUSED]
    done = [row for row in expected if row.cells and row.cells[0].handed_in]
    rows = [row for row in done if not row.removed]
    complete = [row for row in rows if not any(cell.waits for cell in row.cells)]
    matrix = [[float(cell.points or 0) for cell in row.cells] for row in complete]
    totals = [sum(scores) for scores in matrix]
    possible = [float(row.possible) for row in complete]
    picks, changed = _picks(assignment, [item.pk for item in book.items if _has_choices(item)], rows)
    choices, right = _choices(assignment, book.items)
    enough = len(complete) >= FEWEST_STUDENTS
    items = tuple(
        _report(
            place,
            item,
            rows,
            corrected_item_total([scores[place] for scores in matrix], totals) if enough else None,
            choices[item.question_id],
            right,
            picks[item.pk],
            changed[item.pk],
        )
        for place, item in enumerate(book.items)
    )
    scored = [place for place, item in enumerate(book.items) if item.points]
    alpha, no_alpha = _alpha([[scores[place] for place in scored] for scores in matrix], len(scored))
    skills = tuple(skill for skill in Skill if any(item.question.skill == skill for item in book.items))
    places = [skills.index(Skill(item.question.skill)) for item in book.items]
    lines = tuple(_skill_line(row, places, len(skills)) for row in rows)
    return Analysis(
        which=which,
        items=items,
        students=len(rows),
        complete=len(complete),
        idle=sum(not row.removed for row in expected) - len(rows),
        removed=len(done) - len(rows),
        scores=tuple(total / most for total, most in zip(totals, possible, strict=True) if most),
        alpha=alpha,
        no_alpha=no_alpha,
        skills=skills,
        skill_lines=lines,
        skill_means=tuple(_mean([line.shares[place] for line in lines]) for place in range(len(skills))),
        time=_median_time(rows),
    )


def _has_choices(item: QuizItem) -> bool:
    return Format(item.question.format).has_choices


def _report(
    place: int,
    item: QuizItem,
    rows: Sequence[Row],
    discrimination: float | None,
    choices: Sequence[Choice],
    right: frozenset[int],
    picks: Counter[int],
    changed: int,
) -> ItemReport:
    cells = [row.cells[place] for row in rows]
    marked = [cell for cell in cells if not cell.waits]
    most = float(item.points)
    picked = picks.total()
    return ItemReport(
        number=place + 1,
        item=item,
        marked=len(marked),
        omitted=sum(cell.omitted for cell in marked),
        waiting=len(cells) - len(marked),
        facility=facility([float(cell.points or 0) for cell in marked], most),
        discrimination=discrimination,
        choices=tuple(
            ChoiceCount(
                choice.pk,
                choice.text,
                choice.pk in right,
                "" if choice.pk in right else choice.reason,
                "" if choice.pk in right else choice.note,
                picks[choice.pk],
                picks[choice.pk] / picked if picked else 0.0,
            )
            for choice in choices
        ),
        changed=changed + picked - sum(picks[choice.pk] for choice in choices),
    )


def _choices(
    assignment: Assignment, items: Sequence[QuizItem]
) -> tuple[defaultdict[int, list[Choice]], frozenset[int]]:
    """The choices of each question, and the keys of those that count as right: by the last correction, where one is."""
    found: defaultdict[int, list[Choice]] = defaultdict(list)
    right: set[int] = set()
    last = Correction.objects.filter(assignment=assignment, item__question=OuterRef("question")).order_by("-pk")
    for choice in Choice.objects.filter(
        question__in=[item.question_id for item in items if _has_choices(item)]
    ).annotate(rule=Subquery(last.values("rule")[:1])):
        found[choice.question_id].append(choice)
        if choice.pk in choice.rule["keys"] if choice.rule else choice.is_key:
            right.add(choice.pk)
    return found, frozenset(right)


def _picks(
    assignment: Assignment, items: list[int], rows: Sequence[Row]
) -> tuple[defaultdict[int, Counter[int]], Counter[int]]:
    """How often each choice of each item was picked in the attempts of the rows, and how often one unknown by now.

    Choices have ids of their own in each attempt; what was shown keeps which is which. That is read as text, since
    taking it apart would take as long as all the rest.
    """
    attempts = {row.attempt.pk for row in rows if row.attempt}
    picks: defaultdict[int, Counter[int]] = defaultdict(Counter)
    unknown: Counter[int] = Counter()
    found = Response.objects.filter(attempt__assignment=assignment, item__in=items)
    for attempt, item, picked, known in (
        found.order_by()
        .annotate(picked=KT("answer__choice"), known=Cast(KT("marking__picks"), TextField()))
        .values_list("attempt_id", "item_id", "picked", "known")
    ):
        if attempt not in attempts or not picked:
            continue
        choice = _key_of(picked, known or "")
        if choice is None:
            unknown[item] += 1
        else:
            picks[item][choice] += 1
    return picks, unknown


def _key_of(picked: str, known: str) -> int | None:
    """The key that stands beside the id `picked` in {"id": key, ...}; None where the id is not there."""
    # Ids have neither quotes nor anything that JSON writes otherwise.
    _before, found, rest = known.partition(f'"{picked}":')
    return int(rest.split(",", 1)[0].rstrip("}")) if found else None


def _alpha(matrix: Sequence[Sequence[float]], items: int) -> tuple[float | None, NoAlpha | None]:
    if items < 2:
        return None, NoAlpha.FEW_ITEMS
    if len(matrix) < FEWEST_STUDENTS:
        return None, NoAlpha.FEW_STUDENTS
    alpha = cronbach_alpha(matrix)
    return alpha, NoAlpha.NO_SPREAD if alpha is None else None


def _skill_line(row: Row, places: Sequence[int], skills: int) -> SkillLine:
    """The row's shares by skill; `places` are those of each item's skill among them."""
    given, possible = [0.0] * skills, [0.0] * skills
    for cell, skill in zip(row.cells, places, strict=True):
        if not cell.waits:
            given[skill] += float(cell.points or 0)
            possible[skill] += float(cell.possible)
    assert row.attempt is not None  # the row is of an attempt handed in
    shares = (points / most if most else None for points, most in zip(given, possible, strict=True))
    return SkillLine(row.student, row.attempt.pk, tuple(shares))


def _mean(shares: Sequence[float | None]) -> float | None:
    there = [share for share in shares if share is not None]
    return fmean(there) if there else None


def _median_time(rows: Sequence[Row]) -> timedelta | None:
    taken = [
        (row.attempt.submitted_at - row.attempt.started_at).total_seconds()
        for row in rows
        if row.attempt and row.attempt.submitted_at
    ]
    return timedelta(seconds=median(taken)) if taken else None
