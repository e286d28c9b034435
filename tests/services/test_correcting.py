"""Correcting a right answer: what is shown is what is done, teachers' points stay, and all of it is on record."""

from decimal import Decimal

import pytest

from quizzes.models import ClassChange, Correction, GradeChange, Response
from quizzes.queries.gradebook import gradebook
from quizzes.services import attempting, correcting, grading, undoing
from quizzes.services.refusal import Refusal
from tests import factories


def hand_in(assignment, student, answer):
    attempt = attempting.start_attempt(assignment=assignment, student=student)
    response = attempt.responses.get()
    attempting.save_response(response=response, answer=answer(response) if callable(answer) else answer, sequence=1)
    attempting.submit_attempt(attempt=attempt)
    return Response.objects.get(pk=response.pk)


def picking(text):
    return lambda response: {
        "choice": next(choice["id"] for choice in response.shown["choices"] if choice["text"].startswith(text))
    }


@pytest.fixture
def asked(world):
    """Bob picked the key, Ann the first wrong choice, Cem the second, Dana nothing; two points each."""
    people = [factories.EnrollmentFactory(classroom=world.classroom, student__username=name).student for name in NAMES]
    answers = [picking("Its"), picking("Shops"), picking("It was"), {}]
    for student, answer in zip([world.bob, *people], answers, strict=True):
        hand_in(world.assignment, student, answer)
    return world.assignment.quiz.items.get()


NAMES = ("ann", "cem", "dana")


def keys(item, *starts):
    found = item.question.choices.all()
    return sorted(choice.pk for choice in found if choice.text.startswith(starts))


def plan(world, item, rule, **more):
    return correcting.plan_correction(assignments=[world.assignment], item=item, rule=rule, **more)


def correct(world, item, rule, reason="The key was wrong.", **more):
    return correcting.correct(plan=plan(world, item, rule, **more), by=world.alice, reason=reason)


def points(*names):
    found = Response.objects.filter(attempt__student__username__in=names) if names else Response.objects.all()
    return {response.attempt.student.username: response.points for response in found}


def lines(found):
    return [(line.response.attempt.student.username, line.before, line.after) for line in found]


def test_what_counts_now(world, asked):
    now = correcting.current(assignment=world.assignment, item=asked)
    assert now.rule == {"keys": keys(asked, "Its"), "everyone": False}
    assert [*now.choices.values()] == ["Its supports were cracked.", "Shops lost customers.", "It was too narrow."]
    assert correcting.in_words(now.rule, now.choices) == "Its supports were cracked."


def test_another_key(world, asked):
    rule = {"keys": keys(asked, "Shops"), "everyone": False}
    before = plan(world, asked, rule)
    assert lines(before.changed) == [("ann", 0, 2), ("bob", 2, 0)]
    assert (before.kept, before.unchanged) == ([], 2)
    assert points() == {"bob": 2, "ann": 0, "cem": 0, "dana": 0}
    (made,) = correcting.correct(plan=before, by=world.alice, reason=" The shops it was. ")
    assert points() == {"bob": 0, "ann": 2, "cem": 0, "dana": 0}
    assert list(
        GradeChange.objects.order_by("response__attempt__student__username").values_list(
            "response__attempt__student__username", "old_points", "new_points", "reason", "changed_by__username"
        )
    ) == [("ann", 0, 2, "The shops it was.", "alice"), ("bob", 2, 0, "The shops it was.", "alice")]
    assert set(GradeChange.objects.values_list("correction", flat=True)) == {made.pk}
    assert list(ClassChange.objects.values_list("action", "kind", "old", "new", "reason")) == [
        ("corrected", "key", "Its supports were cracked.", "Shops lost customers.", "The shops it was.")
    ]
    assert {response.key_text for response in Response.objects.all()} == {"Shops lost customers."}
    # The note on what Ann picked said why it is wrong.
    assert {one.choice_note for one in Response.objects.filter(attempt__student__username="ann")} == {""}


def test_a_further_right_choice(world, asked):
    correct(world, asked, {"keys": keys(asked, "Its", "Shops"), "everyone": False})
    assert points() == {"bob": 2, "ann": 2, "cem": 0, "dana": 0}
    shown = Response.objects.get(attempt__student=world.bob)
    assert sorted(shown.key_text.split("\n")) == ["Its supports were cracked.", "Shops lost customers."]


def test_credit_to_all_is_for_empty_answers_too(world, asked):
    correct(world, asked, {"keys": keys(asked, "Its"), "everyone": True})
    assert points() == {"bob": 2, "ann": 2, "cem": 2, "dana": 2}
    # The results count them too; an empty answer without credit is none.
    assert [row.score for row in gradebook(world.assignment).rows] == [2, 2, 2, 2]
    assert Correction.objects.get().new == "Its supports were cracked.; full points for everyone"


def test_a_teachers_points_win(world, asked):
    ann = Response.objects.get(attempt__student__username="ann")
    grading.grade_response(response=ann, teacher=world.alice, points=Decimal("0.5"))
    before = plan(world, asked, {"keys": keys(asked, "Shops"), "everyone": False})
    assert lines(before.changed) == [("bob", 2, 0)]
    assert [(line.before, line.by_rule) for line in before.kept] == [(Decimal("0.5"), 2)]
    assert before.unchanged == 2
    correcting.correct(plan=before, by=world.alice, reason="wrong")
    assert points("ann", "bob") == {"ann": Decimal("0.5"), "bob": 0}
    # Taken back, the mark leaves what the correction gives.
    grading.grade_response(response=ann, teacher=world.alice, points=None)
    assert points("ann") == {"ann": 2}


def test_a_correction_is_corrected_again(world, asked):
    wrong, right = {"keys": keys(asked, "Shops"), "everyone": True}, {"keys": keys(asked, "Its"), "everyone": False}
    correct(world, asked, wrong)
    last = Correction.objects.get()
    assert (last.before, last.rule) == (right, wrong)
    correct(world, asked, last.before, reason="It was right after all.")
    assert points() == {"bob": 2, "ann": 0, "cem": 0, "dana": 0}
    assert {one.marking["everyone"] for one in Response.objects.all()} == {False}
    assert GradeChange.objects.count() == 6


def test_it_is_not_done_otherwise_than_shown(world, asked):
    before = plan(world, asked, {"keys": keys(asked, "Shops"), "everyone": False})
    ann = Response.objects.get(attempt__student__username="ann")
    grading.grade_response(response=ann, teacher=world.alice, points=Decimal(1))
    with pytest.raises(Refusal, match="marked meanwhile"):
        correcting.correct(plan=before, by=world.alice, reason="wrong")
    assert points("bob") == {"bob": 2}
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("reason", "everyone", "message"), [(" ", True, "Say why"), ("wrong", False, "already")])
def test_without_reason_or_difference_nothing_is_done(world, asked, reason, everyone, message):
    with pytest.raises(Refusal, match=message):
        correct(world, asked, {"keys": keys(asked, "Its"), "everyone": everyone}, reason)
    assert not ClassChange.objects.exists()


def test_nobody_has_handed_in(world):
    with pytest.raises(Refusal, match="Nobody has handed in"):
        correcting.current(assignment=world.assignment, item=world.assignment.quiz.items.get())


def test_it_holds_for_attempts_under_way_and_still_to_come(world, asked):
    world.assignment.attempts_allowed = 2
    world.assignment.save()
    late = factories.EnrollmentFactory(classroom=world.classroom, student__username="late").student
    running = attempting.start_attempt(assignment=world.assignment, student=late)
    response = running.responses.get()
    attempting.save_response(response=response, answer=picking("Shops")(response), sequence=1)
    correct(world, asked, {"keys": keys(asked, "Shops"), "everyone": False})
    attempting.submit_attempt(attempt=running)
    assert points("late") == {"late": 2}
    second = hand_in(world.assignment, world.bob, picking("Shops"))
    assert (second.points, second.attempt.number, second.key_text) == (2, 2, "Shops lost customers.")


def test_typed_answers(world):
    item = world.assignment.quiz.items.get()
    item.question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    item.save()
    people = [factories.EnrollmentFactory(classroom=world.classroom, student__username=name).student for name in NAMES]
    for student, text in zip([world.bob, *people], ["cracks", "a Crevice", "fissures", "holes"], strict=True):
        hand_in(world.assignment, student, {"text": text})
    assert points() == {"bob": 2, "ann": None, "cem": None, "dana": None}
    before = plan(world, item, {"accepted": ["cracks", "crevice"], "everyone": False}, change_question=True)
    assert lines(before.changed) == [("ann", None, 2)]
    correcting.correct(plan=before, by=world.alice, reason="Means the same.")
    assert points("ann", "cem") == {"ann": 2, "cem": None}
    assert list(item.question.accepted_answers.values_list("text", flat=True)) == ["cracks", "crevice"]
    # The question's own change stands in the record beside the correction of what was handed in.
    assert list(ClassChange.objects.values_list("action", "old", "new")) == [
        ("corrected", "cracks", "cracks | crevice"),
        ("key", "cracks", "cracks | crevice"),
    ]
    # What no longer counts waits for the teacher; it is not wrong by rule.
    correct(world, item, {"accepted": ["crevice"], "everyone": False})
    assert points() == {"bob": None, "ann": 2, "cem": None, "dana": None}


def test_the_right_order_of_events(world):
    item = world.assignment.quiz.items.get()
    item.question = factories.OrderingFactory(article=world.assignment.quiz.article)
    item.save()

    def backwards(response):
        order = response.marking["order"][::-1]
        return {"places": [order.index(choice["id"]) + 1 for choice in response.shown["choices"]]}

    hand_in(world.assignment, world.bob, backwards)
    now = correcting.current(assignment=world.assignment, item=item)
    assert [*now.choices.values()] == list(factories.EVENTS)
    rule = {"order": now.rule["order"][::-1], "everyone": False}
    correct(world, item, rule, change_question=True)
    assert points() == {"bob": 2}
    assert [choice.text for choice in item.question.choices.all()] == list(factories.EVENTS[::-1])


def test_the_question_is_changed_only_where_that_is_asked(world, asked):
    correct(world, asked, {"keys": keys(asked, "Shops"), "everyone": False})
    assert asked.question.choices.get(is_key=True).text == "Its supports were cracked."
    # What holds for the answers already can still be done to the question.
    correct(world, asked, {"keys": keys(asked, "Shops"), "everyone": False}, change_question=True)
    key = asked.question.choices.get(is_key=True)
    assert (key.text, key.reason, key.note) == ("Shops lost customers.", "", "")
    assert Correction.objects.count() == 1
    # On the review of the article this is the last act, and the first that is undone there.
    undoing.undo_last(article=asked.question.article, by=world.alice)
    assert asked.question.choices.get(is_key=True).text == "Its supports were cracked."


def test_a_question_cannot_have_two_keys(world, asked):
    with pytest.raises(Refusal):
        correct(world, asked, {"keys": keys(asked, "Shops", "Its"), "everyone": False}, change_question=True)
    assert points("ann") == {"ann": 0}
    assert not Correction.objects.exists()


def test_other_classes_of_the_quiz_are_corrected_with_it(world, asked):
    other = factories.AssignmentFactory(classroom=world.other_classroom, quiz=world.assignment.quiz)
    third = factories.AssignmentFactory(quiz=world.assignment.quiz)
    hand_in(other, world.charlie, picking("Shops"))
    both = correcting.plan_correction(
        assignments=[world.assignment, other, third],
        item=asked,
        rule={"keys": keys(asked, "Shops"), "everyone": False},
    )
    assert [name for name, _old, _new in lines(both.changed)] == ["ann", "bob", "charlie"]
    made = correcting.correct(plan=both, by=world.alice, reason="wrong")
    # Nobody has handed in in the third: it holds for those who will.
    assert [one.assignment for one in made] == [world.assignment, other, third]
    student = factories.EnrollmentFactory(classroom=third.classroom, student__username="new").student
    hand_in(third, student, picking("Shops"))
    assert points("charlie", "new") == {"charlie": 2, "new": 2}
    assert {one.classroom for one in ClassChange.objects.all()} == {
        world.classroom,
        world.other_classroom,
        third.classroom,
    }


def test_a_choice_an_attempt_did_not_have_changes_nothing_there(world, asked):
    """The teacher put another choice into the question after the first had answered."""
    new = asked.question.choices.create(position=4, text="It was ugly.", reason="unsupported")
    late = factories.EnrollmentFactory(classroom=world.classroom, student__username="late").student
    hand_in(world.assignment, late, picking("It was ugly"))
    found = plan(world, asked, {"keys": [new.pk], "everyone": False})
    assert lines(found.changed) == [("late", 0, 2)]


def test_an_answer_that_was_left_out_is_corrected_by_the_same_rule(world, asked):
    """As where somebody handed in at the very moment of the correction."""
    rule = {"keys": keys(asked, "Shops"), "everyone": False}
    correct(world, asked, rule)
    ann = Response.objects.get(attempt__student__username="ann")
    ann.auto_points, ann.marking = Decimal(0), ann.marking | {"key": None}
    ann.save()
    assert lines(plan(world, asked, rule).changed) == [("ann", 0, 2)]
    correct(world, asked, rule)
    assert points("ann") == {"ann": 2}
