"""Which typed answers are put together, and which never."""

import random

import pytest

from quizzes.services.alike import alike, is_alike
from quizzes.services.grading import normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deep cracks", "Deep cracks!"),
        ("deep cracks", "deep crack"),
        ("deep cracks in its supports", "cracks in its supports"),
        ("The engineers found deep cracks", "the enginers found deep cracks"),
        ("because there were cracks in the supports", "There were cracks in the supports."),
        ("two million pounds were paid", "2 million pounds were paid"),
        ("they found cracks in the old bridge", "they found the cracks in the bridge"),
    ],
)
def test_answers_that_say_the_same(one, other):
    assert is_alike(normalise(one), normalise(other)) or normalise(one) == normalise(other)
    assert is_alike(normalise(other), normalise(one)) or normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Another number, also in words, also another currency or percent.
        ("12 people were hurt there", "13 people were hurt there"),
        ("two million pounds were paid", "three million pounds were paid"),
        ("they paid £5 for the ticket", "they paid $5 for the ticket"),
        ("it rose by 15 in that year", "it rose by 15% in that year"),
        # A negation more or less.
        ("the bridge is safe for cars", "the bridge is not safe for cars"),
        ("the council did close the bridge", "the council didn't close the bridge"),
        ("they voted for the new bridge", "they voted against the new bridge"),
        ("the repair of the bridge worked", "the repair of the bridge failed"),
        # One word for another.
        ("the bridge is safe for cars", "the bridge is unsafe for cars"),
        ("the South Korean government", "the North Korean government"),
        ("prices will increase next year", "prices will decrease next year"),
        # The same words in another order.
        ("Russia attacked Ukraine", "Ukraine attacked Russia"),
        # Too little in common, or nothing at all.
        ("cracks", "cracks in two of the supports of the old bridge"),
        ("", "cracks"),
        ("", ""),
    ],
)
def test_answers_that_are_never_put_together(one, other):
    assert not is_alike(normalise(one), normalise(other))
    assert not is_alike(normalise(other), normalise(one))


ANSWERS = ["Deep cracks.", "", "a flood", "deep crack", "the flood", "no flood", "", "deep cracks", "12 cracks"]


def test_groups_stand_in_the_order_of_their_first_answer():
    assert alike(ANSWERS) == [[0, 3, 7], [1, 6], [2, 4], [5], [8]]
    assert alike([]) == []


def test_the_order_of_the_answers_changes_no_group():
    expected = {frozenset(ANSWERS[place] for place in group) for group in alike(ANSWERS)}
    for seed in range(20):
        mixed = ANSWERS.copy()
        random.Random(seed).shuffle(mixed)
        assert {frozenset(mixed[place] for place in group) for group in alike(mixed)} == expected


def test_small_differences_do_not_add_up():
    """Each is like the next; the ends of the chain are not like each other, and are not together."""
    chain = [
        "cracks in the supports",
        "deep cracks in the supports",
        "deep cracks in the two old supports",
        "very deep cracks in the two old iron supports",
    ]
    groups = alike(chain)
    assert not any(0 in group and 3 in group for group in groups)
