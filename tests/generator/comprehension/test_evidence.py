"""Evidence: which sentence of the article supports a claim or shows a view; the options are its sentences."""

import pytest

from quizzes.generator.asks import Form
from quizzes.generator.drafts import Bloom, Kind, Reason, Skill
from tests.generator.reading_aids import asks, reading

OTHERS = (
    "The council closed two paper mills in 1990. Volunteers plant willow trees along the banks every spring.\n\n"
    "Young animals need a kilo of food every single day. Visitors can climb a wooden tower near the old mill. "
    "Schools from the whole county bring their pupils to the tower in June. "
    "A baker in Mill Street sells biscuits and tea to the visitors."
)

SHOWN = [
    # First sentence, question, and the answer that makes it the evidence.
    (
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        "Which sentence in the article shows what Anna Berg says about the tunnel?",
        "It would cost twice as much as planned",
    ),
]


@pytest.mark.parametrize(("sentence", "stem", "shows"), SHOWN)
def test_the_sentence_that_shows_it_is_the_key(sentence: str, stem: str, shows: str) -> None:
    (ask,) = asks(f"{sentence} {OTHERS}", "evidence.shows")
    assert (ask.stem, ask.answer) == (stem, sentence)
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (Kind.EVIDENCE, Form.SENTENCE, Skill.EVALUATE, Bloom.ANALYSE)
    assert ask.because.endswith(f"it says: {shows}.")


@pytest.mark.parametrize(("sentence", "stem", "shows"), SHOWN)
def test_the_wrong_ones_are_sentences_of_the_article_not_beside_it(sentence: str, stem: str, shows: str) -> None:
    text = f"{sentence} {OTHERS}"
    (ask,) = asks(text, "evidence.shows")
    places = {one.text: one.index for one in reading(text).sentences}
    assert len({choice.text for choice in ask.options}) == 3
    for choice in ask.options:
        assert places[choice.text] >= 2
        assert choice.reason is Reason.ELSEWHERE
        assert choice.note
        assert choice.source is not None
        assert choice.source.quote == choice.text == text[choice.source.start : choice.source.end]


NOT_SHOWN = [
    # Too short to quote, without a view, or a reason, which would stand in the question.
    f"The tunnel is too expensive, said Anna Berg. {OTHERS}",
    f"Otters have returned to the River Wend after forty long years. {OTHERS}",
    f"The ferry stopped in the afternoon because the wind was too strong. {OTHERS}",
    # Too few others to choose from.
    "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
    "Mayor Anna Berg said the tunnel would cost twice as much as planned. The council closed two mills in 1990.",
]


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_no_sentence_shows_is_not_asked(text: str) -> None:
    assert asks(text, "evidence.shows") == []


BRIDGE = (
    f"{OTHERS} “My grandfather sold bread and biscuits to the sailors of the harbour,” said Tom Hill. "
    "The pond has 200 ducks and the bridge over the pond is made of stone."
)
SUPPORTED = [
    # Two sentences, what is claimed in the first, and the second as an option.
    (
        "Mayor Anna Berg said the old bridge was too narrow for modern lorries. "
        "“Drivers have to wait for an hour before they can cross the bridge,” she said.",
        "the claim by Anna Berg that the old bridge was too narrow for modern lorries",
        "“Drivers have to wait for an hour before they can cross the bridge,” she said.",
    ),
    # Speech over two sentences, its quotation closed.
    (
        "“The old bridge is dangerous for lorries and buses,” said Anna Berg. "
        "“Drivers have to wait for an hour before they can cross the bridge. We measured that in May.”",
        "the claim by Anna Berg that the old bridge is dangerous for lorries and buses",
        "“Drivers have to wait for an hour before they can cross the bridge.”",
    ),
    # A figure, without the word that ties it to the claim.
    (
        "Visitors leave a lot of rubbish on the old bridge near the mill. "
        "For example, helpers collected 400 bags of rubbish from the bridge in a single week.",
        "the statement that visitors leave a lot of rubbish on the old bridge near the mill",
        "Helpers collected 400 bags of rubbish from the bridge in a single week.",
    ),
]


@pytest.mark.parametrize(("sentences", "claim", "key"), SUPPORTED)
def test_what_is_said_right_after_a_claim_supports_it(sentences: str, claim: str, key: str) -> None:
    (ask,) = asks(f"{sentences} {BRIDGE}", "evidence.supports")
    assert ask.stem == f"Which sentence from the article best supports {claim}?"
    assert ask.answer == key
    assert (ask.kind, ask.form) == (Kind.EVIDENCE, Form.SENTENCE)
    assert len({choice.text for choice in ask.options} - {key}) == 3
    for choice in ask.options:
        assert choice.reason is Reason.ELSEWHERE
        assert choice.note == "The article says this, but it is about something else."


NOT_SUPPORTED = [
    # What is only granted.
    "While the old bridge was too narrow for lorries, Anna Berg said it was safe. “Drivers can cross it,” she said.",
    # Another speaker, a turn, another matter, a deed and no judgement.
    "Anna Berg said the old bridge was too narrow for lorries. “Drivers can cross the bridge by night,” said Tom Hill.",
    "Anna Berg said the old bridge was too narrow for lorries. “But drivers can cross the bridge by night,” she said.",
    "Anna Berg said the old bridge was too narrow for lorries. “Visitors can see the museum by night,” she said.",
    "Anna Berg said the town had painted the old bridge. “Drivers see the bridge from the hill at night,” she said.",
    # The figure is about something else that the subject does.
    "The bridge near the mill is a danger to lorries. The bridge attracts 400 visitors to the mill every year.",
]


@pytest.mark.parametrize("sentences", NOT_SUPPORTED)
def test_what_supports_no_claim_is_not_asked(sentences: str) -> None:
    assert asks(f"{sentences} {BRIDGE}", "evidence.supports") == []
