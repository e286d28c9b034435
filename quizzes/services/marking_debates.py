"""Marking a student's part in a debate by its rubric, and keeping marks true when the rubric changes."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assessment, Criterion, CriterionMark, Discussion, Enrollment, Level, MarkChange, Rubric, User
from quizzes.queries.debate_marks import Points, points_of, rubric_points

from .recording import Action, record
from .refusal import Refusal

LONGEST_REASON = 500
NO_RUBRIC = _("This debate has no rubric. Choose one on the debate's page first.")


@transaction.atomic
def mark(
    *,
    discussion: Discussion,
    student: User,
    assessor: User,
    levels: Mapping[Criterion, Level],
    comment: str = "",
    reason: str = "",
) -> Assessment:
    """The teacher's mark, new or changed; a change of points is recorded.

    Raises Refusal for a debate without rubric, a student of another class, or a level that is missing or of another
    criterion.
    """
    _refuse_unfit(discussion, student, levels)
    # Marks of one student are given one after the other: the place in the class is held until this one is written.
    Enrollment.objects.select_for_update().get(classroom=discussion.classroom_id, student=student)
    found = Assessment.objects.filter(discussion=discussion, student=student, counts=True).first()
    before = points_of(found).given if found else None
    assessment = found or Assessment(discussion=discussion, student=student, counts=True)
    assessment.assessor = assessor
    _write(assessment, levels, comment)
    after = points_of(assessment).given
    if after != before:
        MarkChange.objects.create(
            discussion=discussion,
            student=student,
            changed_by=assessor,
            old_points=before,
            new_points=after,
            reason=reason,
        )
    return assessment


@transaction.atomic
def take_back(*, discussion: Discussion, student: User, by: User, reason: str) -> MarkChange:
    """Leave the student without a mark, also where it was released. Raises Refusal without a reason, or a mark."""
    if not reason.strip():
        raise Refusal(_("Say why you take the mark back; it is kept in the history."))
    if len(reason.strip()) > LONGEST_REASON:
        raise Refusal(_("Say it in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    found = (
        Assessment.objects.select_for_update(of=("self",))
        .filter(discussion=discussion, student=student, counts=True)
        .first()
    )
    if found is None:
        raise Refusal(_("This student has no mark."))
    before = points_of(found).given
    found.delete()
    return MarkChange.objects.create(
        discussion=discussion,
        student=student,
        changed_by=by,
        old_points=before,
        new_points=None,
        reason=reason.strip(),
    )


@transaction.atomic
def assess_oneself(
    *, discussion: Discussion, student: User, levels: Mapping[Criterion, Level], comment: str = ""
) -> Assessment:
    """The student's own view of their part, new or changed; it never counts. Raises Refusal as `mark` does."""
    return assess(discussion=discussion, student=student, assessor=student, levels=levels, comment=comment)


def assess(
    *,
    discussion: Discussion,
    student: User,
    assessor: User,
    levels: Mapping[Criterion, Level],
    comment: str,
    suggestion: str = "",
) -> Assessment:
    """A student's view of a student's part, new or changed; it never counts. Raises Refusal as `mark` does."""
    _refuse_unfit(discussion, student, levels)
    found = Assessment.objects.filter(discussion=discussion, student=student, assessor=assessor).first()
    assessment = found or Assessment(discussion=discussion, student=student, assessor=assessor)
    assessment.suggestion = suggestion.strip()
    _write(assessment, levels, comment)
    return assessment


def _refuse_unfit(discussion: Discussion, student: User, levels: Mapping[Criterion, Level]) -> None:
    if discussion.rubric is None:
        raise Refusal(NO_RUBRIC)
    if not Enrollment.objects.filter(classroom=discussion.classroom_id, student=student).exists():
        raise Refusal(_("This student is not in the class."))
    criteria = list(discussion.rubric.criteria.all())
    if set(levels) != set(criteria):
        raise Refusal(_("Choose a level for every criterion."))
    if any(level.criterion_id != criterion.pk for criterion, level in levels.items()):
        raise Refusal(_("This level belongs to another criterion."))


def _write(assessment: Assessment, levels: Mapping[Criterion, Level], comment: str) -> None:
    assessment.comment = comment.strip()
    assessment.save()
    for criterion, level in levels.items():
        CriterionMark.objects.update_or_create(assessment=assessment, criterion=criterion, defaults={"level": level})


@transaction.atomic
def release_marks(*, discussion: Discussion, by: User | None = None) -> Discussion:
    """Let the students see their marks; a second release changes nothing."""
    now = timezone.now()
    if Discussion.objects.filter(pk=discussion.pk, marks_released_at__isnull=True).update(marks_released_at=now):
        _record(discussion, Action.MARKS_RELEASED, by)
    discussion.refresh_from_db()
    return discussion


@transaction.atomic
def withhold_marks(*, discussion: Discussion, by: User | None = None) -> Discussion:
    """Take the release back; doing it again changes nothing."""
    if Discussion.objects.filter(pk=discussion.pk, marks_released_at__isnull=False).update(marks_released_at=None):
        _record(discussion, Action.MARKS_WITHHELD, by)
    discussion.refresh_from_db()
    return discussion


def _record(discussion: Discussion, action: Action, by: User | None) -> None:
    record(classroom=discussion.classroom, action=action, by=by, subject=discussion.question.stem)


def record_recalculation(*, rubric: Rubric, before: Mapping[int, Points], by: User) -> list[MarkChange]:
    """Record whose points another weight or other points of a level changed; `before` is by assessment."""
    after = rubric_points(rubric)
    changed = Assessment.objects.filter(
        pk__in=[pk for pk, points in after.items() if pk in before and points.given != before[pk].given]
    )
    return [
        MarkChange.objects.create(
            discussion_id=one.discussion_id,
            student_id=one.student_id,
            changed_by=by,
            old_points=before[one.pk].given,
            new_points=after[one.pk].given,
            reason=str(_("The rubric was changed.")),
        )
        for one in changed
    ]
