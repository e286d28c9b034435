"""Evidence: which sentence of the article gives a reason or shows a view; the options are its sentences."""

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
        "Otters have returned to the River Wend because the water is clean again.",
        "Which sentence in the article explains why otters have returned to the River Wend?",
        "The water is clean again",
    ),
    (
        "The ferry stopped in the afternoon because the wind was too strong.",
        "Which sentence in the article explains why the ferry stopped in the afternoon?",
        "The wind was too strong",
    ),
    (
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        "Which sentence in the article shows what Anna Berg thinks about the tunnel?",
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
    # Too short to quote, without a reason or a view, or with a pronoun in the question.
    f"The ferry stopped because it rained. {OTHERS}",
    f"Otters have returned to the River Wend after forty long years. {OTHERS}",
    f"They left the old mill in May because the water was too cold. {OTHERS}",
    # Too few others to choose from.
    "Otters have returned to the River Wend because the water is clean again.",
    "Otters have returned to the River Wend because the water is clean again. The council closed two mills in 1990.",
]


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_no_sentence_shows_is_not_asked(text: str) -> None:
    assert asks(text, "evidence.shows") == []
