"""The record of a class's changes out of all that is kept."""

from decimal import Decimal

from quizzes.models import ClassChange, GradeChange, MarkChange
from quizzes.queries.audit import Kind, changes
from quizzes.services import attempting, recording
from tests import factories


def test_grades_and_debate_marks_are_read_together_newest_first(world):
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    GradeChange.objects.create(
        response=attempt.responses.get(), changed_by=world.alice, old_points=None, new_points=Decimal("1.50")
    )
    discussion = factories.DiscussionFactory(classroom=world.classroom)
    MarkChange.objects.create(
        discussion=discussion, student=world.bob, changed_by=world.alice, old_points=3, new_points=4, reason="fair"
    )
    found = [(str(one.what), one.about, one.old, one.new) for one in changes(world.classroom, kind=Kind.GRADE).entries]
    assert found == [
        ("mark for the debate", discussion.question.stem, "3", "4"),
        ("points of question 1", "Bridge quiz", "not marked", "1.5"),
    ]
    assert changes(world.other_classroom).entries == ()


def test_a_record_outlives_who_made_it_and_goes_with_whom_it_is_about(world):
    teacher = factories.TeacherFactory()
    for student in (world.bob, world.charlie):
        recording.record(classroom=world.classroom, action=ClassChange.Action.ENROLLED, by=teacher, student=student)
    teacher.delete()
    world.charlie.delete()
    assert [(one.by, one.student) for one in changes(world.classroom).entries] == [(None, world.bob)]


def test_what_was_deleted_is_still_called_by_its_name(world):
    recording.record_assignment(assignment=world.assignment, before=None, by=world.alice)
    world.assignment.delete()
    (one,) = changes(world.classroom).entries
    assert (str(one.what), one.about) == ("assigned", "Bridge quiz")
