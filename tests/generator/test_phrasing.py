"""Clause -> question: auxiliaries, do-support, negation, particles, times."""

import pytest

from quizzes.generator.phrasing import bare_predicate, predicate_question, question, subject_question, yes_no

from .reading_aids import clauses

YES_NO = [
    ("The council closed the bridge.", "Did the council close the bridge?"),
    ("The council closes the bridge.", "Does the council close the bridge?"),
    ("The workers close the bridge.", "Do the workers close the bridge?"),
    ("The council will close the bridge.", "Will the council close the bridge?"),
    ("The council has closed the bridge.", "Has the council closed the bridge?"),
    ("The bridge was closed by the council.", "Was the bridge closed by the council?"),
    ("The bridge has been closed by the council.", "Has the bridge been closed by the council?"),
    ("The bridge is safe.", "Is the bridge safe?"),
    ("The bridges were safe.", "Were the bridges safe?"),
    ("The council may have closed the bridge.", "May the council have closed the bridge?"),
    ("The council is closing the bridge.", "Is the council closing the bridge?"),
    ("The council did not close the bridge.", "Did the council not close the bridge?"),
    ("The council won’t close the bridge.", "Will the council not close the bridge?"),
    ("The council didn’t close the bridge.", "Did the council not close the bridge?"),
    ("The council shut down the old mill.", "Did the council shut down the old mill?"),
    ("In 1961, the council built the bridge.", "Did the council build the bridge in 1961?"),
    ("The council probably closed the bridge.", "Did the council probably close the bridge?"),
    ("The workers’ council closed the bridge.", "Did the workers’ council close the bridge?"),
]


@pytest.mark.parametrize(("sentence", "expected"), YES_NO)
def test_the_first_auxiliary_or_do_goes_before_the_subject(sentence: str, expected: str) -> None:
    (clause,) = clauses(sentence)
    assert yes_no(clause) == expected


@pytest.mark.parametrize(
    ("sentence", "wh", "expected"),
    [
        ("The council closed the bridge in May.", "What", "What did the council close in May?"),
        ("The council will close the bridge in May.", "What", "What will the council close in May?"),
        ("In 1961, the council built the bridge.", "What", "What did the council build in 1961?"),
        ("The council gave up the plan.", "What", "What did the council give up?"),
    ],
)
def test_the_object_asked_for_is_left_out(sentence: str, wh: str, expected: str) -> None:
    (clause,) = clauses(sentence)
    assert question(wh, clause, clause.unit("dobj")) == expected


def test_a_subject_question_keeps_the_order_of_the_statement() -> None:
    (clause,) = clauses("In 1961, the council built the bridge.")
    assert subject_question("Who", clause) == "Who built the bridge in 1961?"


@pytest.mark.parametrize(
    ("sentence", "stem", "answer"),
    [
        ("The council closed the bridge.", "What did the council do?", "close the bridge"),
        ("The council will close the bridge.", "What will the council do?", "close the bridge"),
        ("The council has closed the bridge.", "What has the council done?", "closed the bridge"),
        ("The council is closing the bridge.", "What is the council doing?", "closing the bridge"),
    ],
)
def test_what_somebody_does_is_asked_with_do(sentence: str, stem: str, answer: str) -> None:
    (clause,) = clauses(sentence)
    assert predicate_question(clause, ()) == stem
    assert bare_predicate(clause) == answer


def test_the_last_full_stop_of_an_abbreviation_stays() -> None:
    (clause,) = clauses("The deal was replaced after the end of the U.S.S.R.")
    assert yes_no(clause).endswith("U.S.S.R.?")
