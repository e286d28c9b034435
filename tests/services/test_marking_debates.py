"""Marking a debate by its rubric: points are sums of weights times points, and every change is recorded."""

import pytest

from quizzes.models import Assessment, CriterionMark, MarkChange, Rubric
from quizzes.queries.debate_marks import (
    Points,
    marked,
    points_changes,
    points_of,
    possible_points,
    released_mark,
    rubric_points,
)
from quizzes.services import marking_debates, rosters, rubrics
from quizzes.services.refusal import Refusal
from tests import factories
from tests.debates import debate


@pytest.fixture
def rubric(world):
    """Alice's copy, in which the claim weighs three times as much."""
    rubric = rubrics.copy_rubric(rubric=Rubric.objects.get(owner=None), owner=world.alice)
    rubric.criteria.filter(name="Claim").update(weight=3)
    return rubric


@pytest.fixture
def discussion(world, rubric):
    return debate(world, rubric=rubric).discussion


def levels(discussion, points, **others):
    return {
        criterion: criterion.levels.get(points=others.get(criterion.name, points))
        for criterion in discussion.rubric.criteria.all()
    }


def mark(world, discussion, points, student=None, assessor=None, **others):
    return marking_debates.mark(
        discussion=discussion,
        student=student or world.bob,
        assessor=assessor or world.alice,
        levels=levels(discussion, points, **others),
        comment=" Well said. ",
    )


def changes():
    return [(one.student.username, one.changed_by.username, one.old_points, one.new_points) for one in
            MarkChange.objects.all()]  # fmt: skip


def test_points_are_weighed(world, discussion):
    assessment = mark(world, discussion, 1, Claim=2)
    assert points_of(assessment) == Points(10, 21)
    assert (assessment.counts, assessment.comment) == (True, "Well said.")
    assert possible_points(discussion.rubric) == 21
    assert rubric_points(discussion.rubric) == {assessment.pk: Points(10, 21)}
    assert changes() == [("bob", "alice", None, 10)]


def test_a_mark_is_changed_by_whoever_teaches_the_class(world, discussion):
    other = factories.TeacherFactory(username="olga")
    world.classroom.teachers.add(other)
    first = mark(world, discussion, 1)
    second = mark(world, discussion, 2, assessor=other)
    assert (second.pk, second.assessor) == (first.pk, other)
    mark(world, discussion, 2)
    assert changes() == [("bob", "alice", None, 7), ("bob", "olga", 7, 14)]


def test_what_cannot_be_marked(world, discussion):
    given = levels(discussion, 1)
    missing = dict(list(given.items())[1:])
    with pytest.raises(Refusal, match="Choose a level for every criterion"):
        marking_debates.mark(discussion=discussion, student=world.bob, assessor=world.alice, levels=missing)
    wrong = {criterion: next(iter(given.values())) for criterion in given}
    with pytest.raises(Refusal, match="belongs to another criterion"):
        marking_debates.mark(discussion=discussion, student=world.bob, assessor=world.alice, levels=wrong)
    with pytest.raises(Refusal, match="not in the class"):
        marking_debates.mark(discussion=discussion, student=world.charlie, assessor=world.alice, levels=given)
    discussion.rubric = None
    with pytest.raises(Refusal, match="has no rubric"):
        marking_debates.mark(discussion=discussion, student=world.bob, assessor=world.alice, levels=given)
    assert not Assessment.objects.exists()


def test_assessing_oneself_never_counts(world, discussion):
    one = marking_debates.assess_oneself(
        discussion=discussion, student=world.bob, levels=levels(discussion, 3), comment="Good."
    )
    two = marking_debates.assess_oneself(discussion=discussion, student=world.bob, levels=levels(discussion, 2))
    assert (two.pk, two.counts, two.comment, points_of(two)) == (one.pk, False, "", Points(14, 21))
    assert changes() == []
    assert rubric_points(discussion.rubric) == {}
    assert [row.assessment for row in marked(discussion)] == [None, None]


def test_marks_are_released_once_and_withheld(world, discussion):
    released_at = marking_debates.release_marks(discussion=discussion).marks_released_at
    assert released_at is not None
    assert marking_debates.release_marks(discussion=discussion).marks_released_at == released_at
    assert marking_debates.withhold_marks(discussion=discussion).marks_released_at is None


def test_students_see_their_mark_once_it_is_released(world, discussion):
    assessment = mark(world, discussion, 1)
    assert released_mark(discussion, world.bob) is None
    marking_debates.release_marks(discussion=discussion)
    row = released_mark(discussion, world.bob)
    assert (row.assessment, row.points) == (assessment, Points(7, 21))
    assert released_mark(discussion, discussion.seats.get(student__username="ann").student) is None


def test_who_is_marked(world, discussion):
    assessment = mark(world, discussion, 1)
    rosters.remove_student(enrollment=world.classroom.enrollments.get(student=world.bob))
    assert [(row.student.username, row.removed, row.assessment, row.points, row.complete) for row in
            marked(discussion)] == [
        ("ann", False, None, None, False),
        ("bob", True, assessment, Points(7, 21), True),
    ]  # fmt: skip
    CriterionMark.objects.filter(criterion__name="Claim").delete()
    assert [(row.points, row.complete) for row in marked(discussion)] == [(None, False), (Points(4, 21), False)]


def test_a_changed_rubric_is_recorded_for_those_it_changes(world, discussion, rubric):
    ann = discussion.classroom.enrollments.get(student__username="ann").student
    mark(world, discussion, 1)
    mark(world, discussion, 1, student=ann, Claim=0)
    before = rubric_points(rubric)
    rubric.criteria.filter(name="Claim").update(weight=5)
    assert [(one.assessment.student, one.before, one.after) for one in points_changes(rubric, before)] == [
        (world.bob, Points(7, 21), Points(9, 27)),
        (ann, Points(4, 21), Points(4, 27)),
    ]
    (change,) = marking_debates.record_recalculation(rubric=rubric, before=before, by=world.alice)
    assert (change.student, change.old_points, change.new_points) == (world.bob, 7, 9)
