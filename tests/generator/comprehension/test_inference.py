"""Inference: what two places of the article tell together, both cited; and what follows from nothing."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from tests.generator.reading_aids import asked, asks

CONCEDED = [
    # Text, question, answer, and the two spans.
    (
        "Although the school had warned the council, the council closed the library in Hill Street.",
        "According to the article, what happened even though the school had warned the council?",
        "The council closed the library in Hill Street",
        ["Although the school had warned the council", "the council closed the library in Hill Street."],
    ),
    (
        "Although the doctors had warned the town, the pool stayed open.",
        "According to the article, what happened even though the doctors had warned the town?",
        "The pool stayed open",
        ["Although the doctors had warned the town", "the pool stayed open."],
    ),
    (
        "Although the county had warned the town, the council allowed heavy lorries on the bridge.",
        "According to the article, what happened even though the county had warned the town?",
        "The council allowed heavy lorries on the bridge",
        ["Although the county had warned the town", "the council allowed heavy lorries on the bridge."],
    ),
]


@pytest.mark.parametrize(("text", "stem", "answer", "quotes"), CONCEDED)
def test_what_happened_in_spite_of_something(text: str, stem: str, answer: str, quotes: list[str]) -> None:
    (ask,) = asks(text, "inference.concession")
    assert (ask.stem, ask.answer, ask.form) == (stem, answer, Form.CLAUSE)
    assert (ask.kind, ask.skill, ask.bloom) == (Kind.INFERENCE, Skill.INTERPRET, Bloom.ANALYSE)
    assert [span.quote for span in ask.spans] == quotes
    assert all(text[span.start : span.end] == span.quote for span in ask.spans)


NOT_CONCEDED = [
    # What is so in spite of it has too many answers.
    "Although the van is small, the library is popular.",
    "Although the school had warned the council, the library is open in Hill Street.",
    # A pronoun on either side.
    "Although it had warned the council, the school lost its old library.",
    "Although the school had warned the council, it closed the library in Hill Street.",
    # No concession.
    "When the school had warned the council, the council closed the library in Hill Street.",
    "The school had warned the council. The council closed the library in Hill Street.",
]


@pytest.mark.parametrize("text", NOT_CONCEDED)
def test_what_is_no_concession_is_left_alone(text: str) -> None:
    assert asked(text, "inference.concession") == []


MAYOR = "Paul Okoro, the mayor of Elm Valley, promised to buy a van."
BY_ROLE = [
    (
        f"{MAYOR} Okoro sold the old town hall in order to pay for the books.",
        ("Why did the mayor of Elm Valley sell the old town hall?", "To pay for the books"),
    ),
    (
        f"{MAYOR} Okoro said doctors should explain the risks to every patient.",
        ("According to the mayor of Elm Valley, what should doctors do?", "Explain the risks to every patient"),
    ),
    (
        "Rosa Klein, the driver of the library van, visits nine villages. Klein saved money by walking to work.",
        ("How did the driver of the library van save money?", "By walking to work"),
    ),
]


@pytest.mark.parametrize(("text", "made"), BY_ROLE)
def test_a_person_is_meant_by_a_role_that_another_sentence_gives(text: str, made: tuple[str, str]) -> None:
    assert made in asked(text, "inference.role")
    for ask in asks(text, "inference.role"):
        assert (ask.kind, ask.skill, ask.bloom) == (Kind.INFERENCE, Skill.INTERPRET, Bloom.ANALYSE)
        assert [sentence.index for sentence in ask.sentences] == [0, 1]
        assert ask.because.startswith("One sentence says that ")


NO_ROLE = [
    # "A teacher" may be anybody, and without a role there is none.
    "Paul Okoro, a teacher, promised to buy a van. Okoro sold the old town hall in order to pay for the books.",
    "Paul Okoro promised to buy a van. Okoro sold the old town hall in order to pay for the books.",
    # The same sentence gives role and answer.
    "Paul Okoro, the mayor of Elm Valley, sold the old town hall in order to pay for the books.",
    # A bare name or number needs no second sentence.
    f"{MAYOR} The mill burned down.",
]


@pytest.mark.parametrize("text", NO_ROLE)
def test_without_a_role_in_another_sentence_nothing_is_asked(text: str) -> None:
    assert asked(text, "inference.role") == []


FOUNDER = "Paul Okoro opened the bookshop in Selby in 2011."
BY_DEED = [
    (
        f"{FOUNDER} Okoro said doctors should explain the risks to every patient.",
        (
            "According to the person who opened the bookshop in Selby in 2011, what should doctors do?",
            "Explain the risks to every patient",
        ),
    ),
    # By whom it was done.
    (
        "The night market in Selby was opened by Rosa Klein. Klein saved money by walking to work.",
        ("How did the person who opened the night market in Selby save money?", "By walking to work"),
    ),
]


@pytest.mark.parametrize(("text", "made"), BY_DEED)
def test_a_person_is_meant_by_a_deed_that_another_sentence_tells(text: str, made: tuple[str, str]) -> None:
    assert made in asked(text, "inference.deed")
    for ask in asks(text, "inference.deed"):
        assert (ask.kind, ask.skill, ask.bloom) == (Kind.INFERENCE, Skill.INTERPRET, Bloom.ANALYSE)
        assert [sentence.index for sentence in ask.sentences] == [0, 1]
        assert ask.because.startswith("One sentence tells who opened the ")


NO_DEED = [
    # The name is only part of another word.
    "Rosa Klein opened the night market in Selby. The Rosa Kleinism of the council left many shops empty.",
    # Somebody only says that he did it.
    "Anna Berg said Paul Okoro opened the bookshop in Selby. Okoro saved money by walking to work.",
    # The same sentence tells the deed and the answer.
    "Paul Okoro opened the bookshop in Selby in order to help the town.",
    # Anybody may have sold a car.
    "Paul Okoro sold a car. Okoro saved money by walking to work.",
]


@pytest.mark.parametrize("text", NO_DEED)
def test_without_a_deed_in_another_sentence_nobody_is_meant_by_one(text: str) -> None:
    assert asked(text, "inference.deed") == []
