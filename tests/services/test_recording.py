"""What is written down about assignments and keys."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.models import Assignment, Choice, ClassChange, Discussion, Override, Rubric
from quizzes.queries.audit import changes
from quizzes.services import assigning, debating, marking_debates, recording, reviewing
from quizzes.services.refusal import Refusal
from tests import factories

DUE = datetime(2031, 3, 4, 12, tzinfo=UTC)


def recorded(*fields):
    return list(ClassChange.objects.values_list(*fields))


def test_every_action_has_a_kind():
    assert set(recording.KIND_OF) == set(ClassChange.Action)


def test_an_assignment_that_is_made_changed_and_deleted(world):
    made = assigning.assign_quiz(
        assignment=Assignment(
            quiz=world.assignment.quiz, classroom=world.classroom, due_at=DUE, release=Assignment.Release.BY_HAND
        ),
        teacher=world.alice,
    )
    made.due_at, made.attempts_allowed, made.time_limit_minutes = DUE + timedelta(days=1), 2, 30
    assigning.assign_quiz(assignment=made, teacher=world.alice)
    assigning.assign_quiz(assignment=made, teacher=world.alice)
    for _time in range(2):
        assigning.release_results(assignment=made, by=world.alice)
    for _time in range(2):
        assigning.withhold_results(assignment=made, by=world.alice)
    assigning.delete_assignment(assignment=made, by=world.alice)
    assert recorded("action", "field", "old", "new") == [
        ("assigned", "", "", ""),
        ("changed", "due_at", "2031-03-04T12:00:00+00:00", "2031-03-05T12:00:00+00:00"),
        ("changed", "time_limit_minutes", "", "30"),
        ("changed", "attempts_allowed", "1", "2"),
        ("released", "", "", ""),
        ("withheld", "", "", ""),
        ("taken_back", "", "", ""),
    ]
    assert set(recorded("kind", "by__username", "subject")) == {("assignment", "alice", "Bridge quiz")}


def test_exceptions_are_recorded_field_by_field(world):
    before = [Override(assignment=world.assignment, student=world.bob, due_at=DUE)]
    after = [Override(assignment=world.assignment, student=world.bob, due_at=DUE, attempts_allowed=3)]
    for old, new in (([], before), (before, after), (after, [])):
        recording.record_overrides(assignment=world.assignment, before=old, after=new, by=world.alice)
    moment = "2031-03-04T12:00:00+00:00"
    assert recorded("student__username", "field", "old", "new") == [
        ("bob", "due_at", "", moment),
        ("bob", "attempts_allowed", "", "3"),
        ("bob", "due_at", moment, ""),
        ("bob", "attempts_allowed", "3", ""),
    ]


@pytest.mark.parametrize(("old", "new", "count"), [("deep cracks", "cracks", 1), ("cracks", "cracks", 0)])
def test_a_key_is_recorded_in_the_classes_that_were_given_the_question(world, old, new, count):
    question = world.assignment.quiz.items.get().question
    factories.AssignmentFactory(classroom=world.other_classroom)
    made = recording.record_key(question=question, by=world.alice, old=old, new=new, reason="spelling")
    assert [(one.classroom, one.kind, one.subject, one.old, one.new, one.reason) for one in made] == [
        (world.classroom, "key", question.stem, old, new, "spelling")
    ] * count


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (factories.QuestionFactory, "Its supports were cracked."),
        (factories.TrueFalseFactory, "True"),
        (factories.OrderingFactory, "A flood came. → Cracks were found. → The council voted. → The bridge was closed."),
        (factories.DebateFactory, ""),
    ],
)
def test_what_counts_as_right(world, make, right):
    assert recording.right_answer(make()) == right


def test_every_accepted_answer_counts_as_right(world):
    question = factories.ShortAnswerFactory()
    texts = list(question.accepted_answers.values_list("text", flat=True))
    question.accepted_answers.create(text="Cracks in the supports")
    assert recording.right_answer(question) == " | ".join([*texts, "Cracks in the supports"])


def test_an_edited_key_is_recorded_in_the_class_that_was_given_the_question(world):
    question = world.assignment.quiz.items.get().question
    old, new = recording.right_answer(question), "It had become too old."
    spans = list(question.evidence.values_list("start", "end"))
    for _once_more in range(2):
        choices = [Choice(text=new, is_key=True), Choice(text="It was too narrow.")]
        reviewing.edit_question(question=question, editor=world.alice, choices=choices, answers=None, spans=spans)
    found = ClassChange.objects.filter(kind="key").values_list("classroom", "subject", "old", "new", "by")
    assert list(found) == [(world.classroom.pk, question.stem, old, new, world.alice.pk)]


def test_a_debate_that_is_given_changed_released_and_deleted(world):
    question = factories.DebateFactory(article=factories.ArticleFactory(owner=world.alice))
    given = Discussion(question=question, classroom=world.classroom, due_at=DUE)
    debating.give_debate(discussion=given, teacher=world.alice, seed=1)
    given.due_at, given.peers, given.rubric = DUE + timedelta(days=1), 2, Rubric.objects.get(owner=None)
    debating.change_debate(discussion=given, by=world.alice)
    debating.change_debate(discussion=given, by=world.alice)
    for _time in range(2):
        marking_debates.release_marks(discussion=given, by=world.alice)
    for _time in range(2):
        marking_debates.withhold_marks(discussion=given, by=world.alice)
    debating.delete_debate(discussion=given, by=world.alice)
    assert recorded("action", "field", "old", "new") == [
        ("given", "", "", ""),
        ("debate_changed", "due_at", "2031-03-04T12:00:00+00:00", "2031-03-05T12:00:00+00:00"),
        ("debate_changed", "rubric", "", Rubric.objects.get().name),
        ("debate_changed", "peers", "0", "2"),
        ("marks_released", "", "", ""),
        ("marks_withheld", "", "", ""),
        ("debate_taken_back", "", "", ""),
    ]
    assert set(recorded("kind", "by__username", "subject")) == {("assignment", "alice", question.stem)}
    found = [(str(one.what), one.old, one.new) for one in changes(world.classroom).entries]
    assert found[3:6] == [
        ("classmates each student reads", "0", "2"),
        ("rubric", "", Rubric.objects.get().name),
        ("due", "4 Mar 2031, 12:00", "5 Mar 2031, 12:00"),
    ]


def test_a_debate_with_posts_is_not_deleted(world):
    board = factories.BoardFactory(discussion__classroom=world.classroom)
    factories.PostFactory(board=board)
    with pytest.raises(Refusal, match="it stays"):
        debating.delete_debate(discussion=board.discussion, by=world.alice)
    assert recorded("action") == []
