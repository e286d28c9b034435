"""Claim or fact: which of four statements is an opinion the article reports; and what is none."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Reason, Skill
from tests.generator.reading_aids import asks

ARTICLE = (
    "The town council of Marlow closed the swimming pool on 3 May 2019. Anna Berg said the pool was dangerous for "
    "children. Paul Okoro said the council should repair the roof before the summer.\n\n"
    "The pool had 40,000 visitors in 2018. Maria Silva believes the closure is a mistake.\n\n"
    "According to Lena Roth, the swimming club is the best in the county. The club has 212 members. "
    "Tom Reed runs the cafe beside the pool."
)


OPINIONS = [
    ("The pool was dangerous for children", "Anna Berg"),
    ("The swimming club is the best in the county", "Lena Roth"),
]


@pytest.mark.parametrize(("opinion", "speaker"), OPINIONS)
def test_an_opinion_is_somebodys(opinion: str, speaker: str) -> None:
    (ask,) = (ask for ask in asks(ARTICLE, "claim_or_fact.which") if ask.answer == opinion)
    assert ask.because == f"It is what {speaker} says; others may see it differently."
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (
        Kind.CLAIM_OR_FACT,
        Form.SENTENCE,
        Skill.EVALUATE,
        Bloom.ANALYSE,
    )


def test_an_opinion_stands_among_facts_that_can_be_checked() -> None:
    found = {ask.answer: ask for ask in asks(ARTICLE, "claim_or_fact.which")}
    ask = found["The pool was dangerous for children"]
    assert {choice.text for choice in ask.options} == {
        "The pool had 40,000 visitors in 2018",
        "The club has 212 members",
        "The town council of Marlow closed the swimming pool on 3 May 2019",
    }
    for choice in ask.options:
        assert choice.reason is Reason.ELSEWHERE
        assert choice.source is not None
        assert choice.source.quote == f"{choice.text}."


FACTS_OF_EVERY_SORT = [
    "The Marlow swimming club employs nine women",
    "The cafe lies two streets from the station",
    "The tickets are sold at the gate",
    "Tom Reed runs a cafe in Marlow",
]
NOT_FACTS = [
    # Somebody compares, thinks, speaks or denies; or it is only to come.
    "The pool is better known than the church of Marlow",
    "Tom Reed blames the council of Marlow",
    "Tom Reed was not born in Marlow",
    "The pool will open in Marlow in May",
    # What somebody is may be no more than what the writer thinks.
    "The open door is only half the battle",
    "Tom Reed is a genius at filling the cafe of Tom Reed",
]


@pytest.mark.parametrize(
    ("statement", "is_fact"), [*((one, True) for one in FACTS_OF_EVERY_SORT), *((one, False) for one in NOT_FACTS)]
)
def test_a_fact_is_told_in_plain_words(statement: str, is_fact: bool) -> None:
    others = "The club has 212 members.\n\nThe pool had 40,000 visitors in 2018."
    text = f"Anna Berg said the pool was dangerous for children.\n\n{others}\n\n{statement}."
    found = [ask for ask in asks(text, "claim_or_fact.which") if ask.answer == "The pool was dangerous for children"]
    assert [{choice.text for choice in ask.options} >= {statement} for ask in found] == [True] * is_fact


FACTS = (
    "The pool had 40,000 visitors in 2018.\n\nThe club has 212 members.\n\n"
    "The town council of Marlow closed the swimming pool on 3 May 2019."
)
NO_OPINION = [
    # A claim that can be looked up is no opinion.
    "Anna Berg said the cafe had 9,000 guests in 2018.",
    # Nobody says so, or nobody in particular.
    "The pool was dangerous for children.",
    "She said the pool was dangerous for children.",
    # A study is no holder of views.
    "The study found that the pool was dangerous for children.",
    # What the article adds to what somebody says.
    "Anna Berg said she was proud of the pool, which was dangerous for children.",
    # Wider than what?
    "Anna Berg said the effect would be far wider.",
]


@pytest.mark.parametrize("text", NO_OPINION)
def test_what_is_no_opinion_is_left_alone(text: str) -> None:
    assert asks(f"{text}\n\n{FACTS}", "claim_or_fact.which") == []


def test_what_somebody_says_is_needed_is_an_opinion() -> None:
    (ask,) = asks(f"Anna Berg said the town needs a new pool for young swimmers.\n\n{FACTS}", "claim_or_fact.which")
    assert ask.answer == "The town needs a new pool for young swimmers"


def test_an_opinion_needs_three_facts_beside_it() -> None:
    opinion = "Anna Berg said the pool was dangerous for children."
    assert len(asks(f"{opinion}\n\n{FACTS}", "claim_or_fact.which")) == 1
    assert asks(f"{opinion}\n\n{FACTS.rpartition('The town')[0]}", "claim_or_fact.which") == []
