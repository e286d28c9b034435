"""Claim or fact: who holds an opinion, and which statement is one; and what is neither."""

import pytest

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Kind, Reason, Skill
from tests.generator.reading_aids import asks

ARTICLE = (
    "The town council of Marlow closed the swimming pool on 3 May 2019. Anna Berg said the pool was dangerous for "
    "children. Paul Okoro said the council should repair the roof before the summer.\n\n"
    "The pool had 40,000 visitors in 2018. Maria Silva believes the closure is a mistake.\n\n"
    "According to Lena Roth, the swimming club is the best in the county. The club has 212 members. "
    "Tom Reed runs the cafe beside the pool."
)


def _whose(opinion: str, text: str = ARTICLE) -> Ask:
    (ask,) = (ask for ask in asks(text, "claim_or_fact.whose") if opinion in ask.stem)
    return ask


WHOSE = [
    ("the pool was dangerous for children", "Anna Berg", ["Paul Okoro", "Maria Silva"]),
    ("the closure is a mistake", "Maria Silva", ["Anna Berg", "Paul Okoro"]),
    ("the swimming club is the best in the county", "Lena Roth", ["Anna Berg", "Paul Okoro"]),
]


@pytest.mark.parametrize(("opinion", "speaker", "others"), WHOSE)
def test_an_opinion_belongs_to_who_says_it(opinion: str, speaker: str, others: list[str]) -> None:
    ask = _whose(opinion)
    assert ask.answer == speaker
    assert ask.because == f"It is what {speaker} says; the article reports it without confirming it."
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (
        Kind.CLAIM_OR_FACT,
        Form.SOURCE,
        Skill.EVALUATE,
        Bloom.ANALYSE,
    )


@pytest.mark.parametrize(("opinion", "speaker", "others"), WHOSE)
def test_the_other_holders_are_the_article_and_its_other_speakers(
    opinion: str, speaker: str, others: list[str]
) -> None:
    nobody, *theirs = _whose(opinion).options
    assert nobody.text.startswith("Nobody")
    assert (nobody.reason, nobody.source) == (Reason.MISREADS, None)
    assert nobody.note == f"The article does not say so itself: it reports what {speaker} says."
    assert [choice.text for choice in theirs] == others
    for choice in theirs:
        assert choice.reason is Reason.ELSEWHERE
        assert choice.source is not None
        assert choice.text in choice.source.quote
        assert ARTICLE[choice.source.start : choice.source.end] == choice.source.quote
        assert choice.note == f"The article reports other words of theirs: “{choice.source.quote}”"


def test_who_is_named_but_says_nothing_has_no_support() -> None:
    text = (
        "Anna Berg said the pool was dangerous for children. Tom Reed runs the cafe. Sara Lind founded the club in May."
    )
    choices = _whose("the pool was dangerous", text).options
    assert {(choice.text, choice.reason, choice.source) for choice in choices[1:]} == {
        ("Tom Reed", Reason.UNSUPPORTED, None),
        ("Sara Lind", Reason.UNSUPPORTED, None),
    }


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


NEITHER = [
    # A claim that can be looked up is no opinion.
    "Anna Berg said the pool had 40,000 visitors in 2018. Paul Okoro said so too. Maria Silva runs the cafe.",
    # Nobody says so, or nobody in particular.
    "The pool was dangerous for children. Paul Okoro paid. Maria Silva runs the cafe. Tom Reed drew a map.",
    "She said the pool was dangerous for children. Paul Okoro paid. Maria Silva runs the cafe. Tom Reed drew a map.",
    # Nobody else is named whose it might be.
    "Anna Berg said the pool was dangerous for children. The pool had 40,000 visitors in 2018.",
    # A study is no holder of views.
    "The study found that the pool was dangerous for children. The pool had 40,000 visitors in 2018.",
]


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_no_opinion_is_left_alone(text: str) -> None:
    assert asks(text, "claim_or_fact.whose") == asks(text, "claim_or_fact.which") == []
