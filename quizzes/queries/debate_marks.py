"""The marks of debates: points of assessments, and who is marked."""

from dataclasses import dataclass

from django.db.models import F, Max, Prefetch, Sum
from django.db.models.functions import Coalesce

from quizzes.models import Assessment, Criterion, CriterionMark, Discussion, Enrollment, Rubric, User


@dataclass(frozen=True, slots=True)
class Points:
    """Points given by a rubric, and the most it gives."""

    given: int
    possible: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A student of a debate with the teacher's mark; `complete` when every criterion has a level."""

    student: User
    removed: bool
    assessment: Assessment | None
    points: Points | None
    complete: bool


def marks_beside() -> Prefetch[str]:
    """The marks of assessments with their criteria and levels, to prefetch in one query."""
    return Prefetch("marks", CriterionMark.objects.select_related("criterion", "level"))


def possible_points(rubric: Rubric) -> int:
    """The most the rubric gives: each criterion's weight times the points of its best level."""
    return sum(_best(rubric).values())


def _best(rubric: Rubric) -> dict[int, int]:
    """Criterion -> the most it gives."""
    criteria = rubric.criteria.annotate(best=Coalesce(Max("levels__points"), 0))
    return {criterion.pk: criterion.weight * criterion.best for criterion in criteria}


def points_of(assessment: Assessment) -> Points:
    """The sum over the criteria of weight times the points of the level given, out of the most there is."""
    given = assessment.marks.aggregate(sum=Sum(F("criterion__weight") * F("level__points")))["sum"] or 0
    rubric = assessment.discussion.rubric
    return Points(given, possible_points(rubric) if rubric else 0)


def rubric_points(rubric: Rubric) -> dict[int, Points]:
    """The points of every teacher's mark by the rubric, by the key of its assessment."""
    possible = possible_points(rubric)
    sums = (
        CriterionMark.objects.filter(assessment__counts=True, criterion__rubric=rubric)
        .values_list("assessment_id")
        .annotate(sum=Sum(F("criterion__weight") * F("level__points")))
        .order_by("assessment_id")
    )
    return {pk: Points(given, possible) for pk, given in sums}


def roster(discussion: Discussion) -> list[tuple[User, bool]]:
    """The students of a debate by name, each with whether they were removed: those in the class, and those seated."""
    places = Enrollment.objects.filter(classroom=discussion.classroom_id).select_related("student")
    seated = {seat.student_id for seat in discussion.seats.all()}
    here = [place for place in places if place.removed_at is None or place.student_id in seated]
    return [
        (place.student, place.removed_at is not None)
        for place in sorted(here, key=lambda place: place.student.display_name.casefold())
    ]


def marked(discussion: Discussion) -> list[Marked]:
    """Every student of the debate, by name, with the teacher's mark."""
    found = {one.student_id: one for one in discussion.assessments.filter(counts=True).prefetch_related(marks_beside())}
    best = _best(discussion.rubric) if discussion.rubric else {}
    criteria, possible = set(best), sum(best.values())
    return [
        _marked(student, removed, found.get(student.pk), criteria, possible) for student, removed in roster(discussion)
    ]


def _marked(student: User, removed: bool, one: Assessment | None, criteria: set[int], possible: int) -> Marked:
    if one is None:
        return Marked(student, removed, None, None, False)
    marks = list(one.marks.all())
    given = sum(mark.criterion.weight * mark.level.points for mark in marks)
    return Marked(student, removed, one, Points(given, possible), {mark.criterion_id for mark in marks} >= criteria)


def released_mark(discussion: Discussion, student: User) -> Marked | None:
    """The student's own mark, for the student: None until the teacher has marked them and released the marks."""
    if discussion.marks_released_at is None:
        return None
    own = (row for row in marked(discussion) if row.student == student)
    return next((row for row in own if row.complete), None)


def own_view(discussion: Discussion, student: User) -> Assessment | None:
    """How the student sees their own part, where they have said so."""
    found = Assessment.objects.filter(discussion=discussion, student=student, assessor=student)
    return found.prefetch_related(marks_beside()).first()


def criteria_of(rubric: Rubric) -> list[Criterion]:
    """The rubric's criteria in order, with their levels."""
    return list(rubric.criteria.prefetch_related("levels"))


@dataclass(frozen=True, slots=True)
class PointsChange:
    """How the points of one mark change with its rubric."""

    assessment: Assessment
    before: Points
    after: Points


def points_changes(rubric: Rubric, before: dict[int, Points]) -> list[PointsChange]:
    """The marks whose points, or the most they could be, are no longer those `before`, by debate and student."""
    after = rubric_points(rubric)
    pks = [pk for pk, points in after.items() if pk in before and points != before[pk]]
    changed = Assessment.objects.filter(pk__in=pks).select_related(
        "student", "discussion__question", "discussion__classroom"
    )
    return [PointsChange(one, before[one.pk], after[one.pk]) for one in changed]
