"""The item analysis as rows."""

from decimal import Decimal

import pytest

from quizzes.exports import items
from quizzes.queries.item_analysis import Which
from tests import factories
from tests.queries.test_item_statistics import GUTTMAN
from tests.results import WAITS, hand_in_all


@pytest.fixture
def item(world):
    return world.assignment.quiz.items.select_related("question").get()


def test_a_row_a_question(world, item):
    hand_in_all(world.assignment, [(1,), (0,), (None,), (WAITS,)])
    table = items.items_table(world.assignment, Which.COUNTED)
    assert table.header == items.ITEMS
    assert list(table.rows) == [
        [
            "q1", f"i{item.pk}", item.question.stem, "reason", "multiple_choice", "locate", "counted", Decimal(2),
            3, 1, 1, Decimal("0.3333"), None, 3, None, None, "few_items",
        ]
    ]  # fmt: skip


def test_discrimination_and_alpha_have_four_places(world, item):
    article = item.question.article
    questions = [factories.QuestionFactory(article=article) for _place in range(4)]
    quiz = factories.QuizFactory(owner=world.alice, article=article, questions=questions)
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz)
    hand_in_all(assignment, GUTTMAN * 2)
    rows = [row[11:] for row in items.items_table(assignment, Which.FIRST).rows]
    # 1.2 / sqrt(.8 x 6.8), as in the tests of the statistics, and 1.8 / sqrt(1.2 x 5.2); alpha is .8.
    assert rows[0] == [Decimal("0.8000"), Decimal("0.5145"), 10, None, Decimal("0.8000"), "shown"]
    assert rows[2] == [Decimal("0.4000"), Decimal("0.7206"), 10, None, Decimal("0.8000"), "shown"]


def test_a_row_a_choice(world, item):
    hand_in_all(world.assignment, [(1,), (1,), (0,)])
    table = items.choices_table(world.assignment, Which.FIRST)
    key, shops, _narrow = item.question.choices.all()
    about = ["q1", f"i{item.pk}", item.question.stem, "first"]
    assert table.header == items.CHOICES
    assert table.rows[:2] == [
        [*about, f"c{key.pk}", "Its supports were cracked.", "yes", None, None, 2, Decimal("0.6667")],
        [
            *about, f"c{shops.pk}", "Shops lost customers.", "no", "unsupported", "The article does not say so.",
            1, Decimal("0.3333"),
        ],
    ]  # fmt: skip
    assert [row[9] for row in table.rows] == [2, 1, 0]
