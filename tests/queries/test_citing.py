"""The score of cited sentences: word-overlap F1 with the evidence, of its own and never part of the points."""

from decimal import Decimal

import pytest

from quizzes.models import Response
from quizzes.queries.citing import Citations, evidence_of, mean, scores
from quizzes.services import attempting
from tests import factories

# 5, 3 and 4 words.
TEXT = "The old bridge is closed. Cracks were found.\n\nShops will lose customers."
FIRST, SECOND, THIRD = (0, 25), (26, 44), (46, 72)


@pytest.mark.parametrize(
    ("cited", "evidence", "score"),
    [
        ([FIRST], [FIRST], "1.00"),
        ([SECOND], [FIRST], "0.00"),
        ([], [FIRST], "0.00"),
        # Evidence that is part of a sentence counts as the sentence, since only sentences can be cited.
        ([FIRST], [(4, 14)], "1.00"),
        # 2 * 5 / (8 + 5): all that is asked for and three words more.
        ([FIRST, SECOND], [FIRST], "0.77"),
        # 2 * 5 / (5 + 9): half of what is asked for.
        ([FIRST], [FIRST, THIRD], "0.71"),
        # The whole text proves nothing in particular: 2 * 3 / (12 + 3).
        ([(0, 5000)], [SECOND], "0.40"),
        ([FIRST], [], None),
    ],
)
def test_the_score_is_the_f1_of_the_words(cited, evidence, score):
    assert Citations(TEXT).score(cited, evidence) == (score and Decimal(score))


def test_the_mean_leaves_out_what_has_no_score():
    assert mean([Decimal("0.5"), None, Decimal(1)]) == Decimal("75.0")
    assert mean([None]) is None


@pytest.fixture
def handed_in(world):
    """Bob's attempt: the right sentence for the first question, none for the second, none asked for in a debate."""
    kinds = (factories.QuestionFactory, factories.ClozeFactory, factories.DebateFactory)
    article = factories.ArticleFactory(owner=world.alice)
    quiz = factories.QuizFactory(
        owner=world.alice, article=article, questions=[kind(article=article) for kind in kinds]
    )
    assignment = factories.AssignmentFactory(classroom=world.classroom, quiz=quiz, cite_evidence=True)
    attempt = attempting.start_attempt(assignment=assignment, student=world.bob)
    first = attempt.responses.get(position=1)
    place = [first.marking["evidence"][0][edge] for edge in ("start", "end")]
    attempting.save_response(response=first, answer={}, sequence=1, cited=[place])
    attempting.submit_attempt(attempt=attempt)
    return attempt


def test_an_attempt_has_the_mean_of_its_questions(handed_in, django_assert_num_queries):
    assert [response.shown.get("cite") for response in handed_in.responses.all()] == [True, True, None]
    assert handed_in.assignment.cite_evidence
    with django_assert_num_queries(2):
        assert scores([handed_in.assignment]) == {handed_in.pk: Decimal("50.0")}


def test_it_is_no_part_of_the_points(handed_in):
    assert [response.points for response in handed_in.responses.all()] == [0, 0, 0]


def test_an_assignment_that_asks_for_none_has_none_and_costs_nothing(handed_in, world, django_assert_num_queries):
    handed_in.assignment.cite_evidence = False
    with django_assert_num_queries(0):
        assert scores([handed_in.assignment, world.assignment]) == {}
    # What was asked of an attempt that runs already stays asked.
    assert handed_in.responses.get(position=1).shown["cite"]


def test_evidence_by_question_leaves_out_what_has_none(handed_in):
    Response.objects.filter(attempt=handed_in, position=2).update(marking={"evidence": []})
    assert set(evidence_of(handed_in.responses.all())) == {1, 3}
