"""Marking by rule and by the teacher."""

from decimal import Decimal

import pytest

from quizzes.models import GradeChange, Response, Rubric
from quizzes.services import attempting, grading, rubrics
from quizzes.services.refusal import Refusal
from tests import factories


@pytest.mark.parametrize(
    ("typed", "accepted", "same"),
    [
        ("In the Baltic sea.", "Baltic Sea", True),
        ("the cracks", "cracks", True),
        ("  CRACKS! ", "cracks", True),
        ("café", "cafe", True),
        ("1,500", "1500", True),
        ("fifteen per cent", "15%", True),
        ("agression", "aggression", True),
        ("15%", "50%", False),
        ("western Europe", "eastern Europe", False),
        ("3 million dollars", "3 billion dollars", False),
        ("It was ratified by parliament", "It was not ratified by parliament", False),
        ("an official agreement", "an unofficial agreement", False),
        ("£5", "$5", False),
        ("-5", "5", False),
        ("unsafe for cyclists", "safe for cyclists", False),
        ("the South Korean government", "the North Korean government", False),
        ("illegal in every state", "legal in every state", False),
        ("the internationel comunity", "The international community", True),
        ("cats", "rats", False),
        ("", "cracks", False),
        ("?!", "…", False),
    ],
)
def test_the_same_answer(typed, accepted, same):
    assert grading.same_answer(typed, accepted) is same


def response_to(world, question, answer, hand_in=True):
    item = world.assignment.quiz.items.get()
    item.question = question
    item.save()
    attempt = attempting.start_attempt(assignment=world.assignment, student=world.bob)
    response = attempt.responses.get()
    if callable(answer):
        answer = answer(response)
    attempting.save_response(response=response, answer=answer, sequence=1)
    if hand_in:
        attempting.submit_attempt(attempt=attempt)
    return Response.objects.get(pk=response.pk)


def key(response):
    return {"choice": response.marking["key"]}


def wrong(response):
    ids = {choice["id"] for choice in response.shown["choices"]}
    return {"choice": min(ids - {response.marking["key"]})}


@pytest.mark.parametrize(
    ("make", "answer", "points"),
    [
        (factories.QuestionFactory, key, 2),
        (factories.QuestionFactory, wrong, 0),
        (factories.TrueFalseFactory, key, 2),
        (factories.ClozeFactory, {"text": "Cracks."}, 2),
        (factories.ClozeFactory, {"text": "holes"}, None),
        (factories.ClozeFactory, {}, 0),
        (factories.ShortAnswerFactory, {"text": "they found cracks"}, None),
        (factories.DebateFactory, {"text": "Yes."}, None),
        (factories.DebateFactory, {}, 0),
    ],
)
def test_points_by_rule(world, make, answer, points):
    question = make(article=world.assignment.quiz.article)
    assert response_to(world, question, answer).auto_points == points


def ordered(world, places):
    """A response to four events, A to D in the right order, given these places; a place for each, 0 for none."""
    question = factories.OrderingFactory(article=world.assignment.quiz.article)

    def answer(response):
        given = dict(zip(response.marking["order"], places, strict=True))
        return {"places": [given[choice["id"]] for choice in response.shown["choices"]]}

    return response_to(world, question, answer)


@pytest.mark.parametrize(
    ("places", "points"),
    [
        ([1, 2, 3, 4], "2"),
        ([1, 3, 2, 4], "1.33"),  # A C B D
        ([4, 1, 2, 3], "1.33"),  # B C D A: one event too late, the others right among themselves
        ([2, 1, 4, 3], "0.67"),  # B A D C
        ([4, 3, 2, 1], "0"),
        ([1, 2, 0, 0], "0.67"),  # unfinished
        ([0, 2, 0, 0], "0"),
        ([1, 1, 1, 1], "0"),
        ([1, 1, 2, 2], "0.67"),
        ([0, 0, 0, 0], "0"),
    ],
)
def test_each_pair_of_neighbours_in_order_earns_its_share(world, places, points):
    response = ordered(world, places)
    assert response.auto_points == Decimal(points)


def test_an_order_in_words(world):
    response = ordered(world, [2, 0, 1, 2])
    assert response.answer_text.split("\n")[0] == "1. The council voted."
    assert sorted(response.answer_text.split("\n")[1:3]) == ["2. A flood came.", "2. The bridge was closed."]
    assert response.answer_text.split("\n")[3] == "– Cracks were found."
    assert response.key_text == (
        "1. A flood came.\n2. Cracks were found.\n3. The council voted.\n4. The bridge was closed."
    )


@pytest.mark.parametrize(("typed", "points"), [("12", 2), ("twelve", 2), ("13", 0), ("a dozen", None)])
def test_a_wrong_number_is_wrong(world, typed, points):
    question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    question.accepted_answers.update(text="12")
    assert response_to(world, question, {"text": typed}).auto_points == points


@pytest.fixture
def waiting(world):
    question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    return response_to(world, question, {"text": "a flood"})


def test_each_change_of_points_is_recorded(world, waiting):
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), feedback=" Nearly. ")
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), feedback="Close.")
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(2), reason="read again")
    grading.grade_response(response=waiting, teacher=world.alice, points=None)
    assert list(GradeChange.objects.values_list("old_points", "new_points", "reason")) == [
        (None, 1, ""),
        (1, 2, "read again"),
        (2, None, ""),
    ]
    waiting.refresh_from_db()
    assert (waiting.points, waiting.feedback) == (None, "")


def test_the_record_is_never_rewritten(world, waiting):
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1))
    change = GradeChange.objects.get()
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()


@pytest.mark.parametrize("points", ["-0.5", "2.01"])
def test_points_outside_the_items_are_refused(world, waiting, points):
    with pytest.raises(Refusal, match="between 0 and 2"):
        grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(points))
    assert Response.objects.get(pk=waiting.pk).points is None


def test_a_running_attempt_cannot_be_graded(world):
    question = factories.ShortAnswerFactory(article=world.assignment.quiz.article)
    running = response_to(world, question, {"text": "a flood"}, hand_in=False)
    with pytest.raises(Refusal, match="not handed this in"):
        grading.grade_response(response=running, teacher=world.alice, points=Decimal(1))


@pytest.mark.parametrize(
    ("typed", "accepted", "points"),
    [("15%", "15%", 2), ("15", "15%", None), ("1.50", "1.5", None), ("50%", "15%", 0), ("7", "eight", 0)],
)
def test_a_number_is_wrong_only_when_its_value_is(world, typed, accepted, points):
    question = factories.ClozeFactory(article=world.assignment.quiz.article)
    question.accepted_answers.update(text=accepted)
    assert response_to(world, question, {"text": typed}).auto_points == points


def test_a_mark_that_is_behind_is_refused_unless_it_is_the_same(world, waiting):
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), feedback="Why?", seen=0)
    with pytest.raises(grading.Overtaken) as raised:
        grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(2), seen=0)
    assert (raised.value.current.teacher_points, raised.value.current.mark_sequence) == (1, 1)
    same = grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), feedback="Why?", seen=0)
    assert same.mark_sequence == 1
    assert grading.grade_response(response=waiting, teacher=world.alice, points=None, seen=1).mark_sequence == 2
    assert GradeChange.objects.count() == 2


@pytest.fixture
def scale(world):
    """Two criteria with levels of 0 to 3 points, the second of double weight."""
    rubric = Rubric.objects.create(owner=world.alice, name="Answers")
    scale = {}
    for order, weight in enumerate((1, 2), start=1):
        criterion = rubric.criteria.create(order=order, name=f"criterion {order}", weight=weight)
        scale[criterion] = [criterion.levels.create(points=points, name=f"level {points}") for points in range(4)]
    return scale


@pytest.mark.parametrize(
    ("places", "points"), [((3, 3), "2"), ((0, 0), "0"), ((3, 1), "1.11"), ((1, 2), "1.11"), ((0, 1), "0.44")]
)
def test_points_are_the_share_of_the_best_levels_by_weight(scale, places, points):
    levels = {criterion: steps[place] for (criterion, steps), place in zip(scale.items(), places, strict=True)}
    assert grading.points_by_levels(most=Decimal(2), scale=scale, levels=levels) == Decimal(points)


def test_some_levels_give_no_points_yet(scale):
    first = next(iter(scale))
    assert grading.points_by_levels(most=Decimal(2), scale=scale, levels={first: scale[first][3]}) is None
    assert grading.points_by_levels(most=Decimal(2), scale={}, levels={}) is None


def test_levels_are_those_given_last(world, waiting, scale):
    first, second = scale
    both = {first: scale[first][3], second: scale[second][0]}
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), levels=both)
    grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), feedback="Good.")
    assert [one.level.points for one in waiting.levels.all()] == [3, 0]
    one = {second: scale[second][2]}
    marked = grading.grade_response(response=waiting, teacher=world.alice, points=Decimal(1), levels=one, seen=2)
    assert [(given.criterion, given.level.points) for given in waiting.levels.all()] == [(second, 2)]
    assert marked.mark_sequence == 3
    with pytest.raises(Refusal, match="another criterion"):
        grading.grade_response(
            response=waiting, teacher=world.alice, points=Decimal(1), levels={first: scale[second][2]}
        )
    # A level that was given stays in its rubric.
    kept = [(level, level.points, level.name, "") for level in scale[second] if level.points != 2]
    with pytest.raises(Refusal, match="given to students"):
        rubrics.set_levels(criterion=second, levels=kept)


def test_quick_comments(world):
    kept = grading.keep_comment(owner=world.alice, text="  Read   it again. ")
    assert grading.keep_comment(owner=world.alice, text="Read it again.") == kept
    assert kept.text == "Read it again."
    for text in (" ", "x" * 501):
        with pytest.raises(Refusal, match="at most 500"):
            grading.keep_comment(owner=world.alice, text=text)
    for number in range(grading.MOST_QUICK_COMMENTS - 1):
        grading.keep_comment(owner=world.alice, text=f"comment {number}")
    with pytest.raises(Refusal, match="Delete one first"):
        grading.keep_comment(owner=world.alice, text="one more")
    assert grading.forget_comments(owner=world.mallory, pks=[kept.pk]) == 0
    assert grading.forget_comments(owner=world.alice, pks=[kept.pk]) == 1
    grading.keep_comment(owner=world.alice, text="one more")
