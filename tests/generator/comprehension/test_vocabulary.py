"""Vocabulary: a word of middling frequency in its sentence, defined or explained; and words that are not asked for."""

import pytest

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Kind, Reason, Skill
from quizzes.generator.wordnet import related
from tests.generator.reading_aids import asks

OTHERS = (
    "The price of a ticket has risen sharply in the county. The old ferry formerly carried letters to the island. "
    "Workers hastily packed the fish in boxes."
)


def _asked(text: str, word: str) -> list[Ask]:
    """The questions for the word."""
    return [ask for ask in asks(text, "vocabulary.synonym") if f"“{word}” mean in" in ask.stem]


# First sentence, the word asked for, and what it means there.
EXPLAINED = [
    ("Buses seldom reach the other side of the river at night.", "seldom", "Rarely"),
    ("The lake is chiefly fed by rain from the hills.", "chiefly", "Mainly"),
    ("Farmers in the valley principally grow rice and tea.", "principally", "Mainly"),
    ("The town subsequently built a stone wall along the river.", "subsequently", "Later"),
]


@pytest.mark.parametrize(("sentence", "word", "meaning"), EXPLAINED)
def test_a_word_is_explained_by_a_commoner_one(sentence: str, word: str, meaning: str) -> None:
    (ask,) = _asked(f"{sentence} {OTHERS}", word)
    assert ask.stem == f"What does “{word}” mean in the sentence “{sentence.rstrip('.')}”?"
    assert ask.answer == meaning
    assert ask.because == f"Here “{word}” means “{meaning.lower()}”."
    assert (ask.kind, ask.form, ask.skill, ask.bloom) == (
        Kind.VOCABULARY,
        Form.WORD,
        Skill.INTERPRET,
        Bloom.UNDERSTAND,
    )


@pytest.mark.parametrize(("sentence", "word", "meaning"), EXPLAINED)
def test_the_wrong_words_are_the_articles_and_mean_something_else(sentence: str, word: str, meaning: str) -> None:
    text = f"{sentence} {OTHERS}"
    (ask,) = _asked(text, word)
    assert [choice.text for choice in ask.options] == ["Sharply", "Formerly", "Hastily"]
    for choice in ask.options:
        found = choice.text.lower()
        assert choice.reason is Reason.ELSEWHERE
        assert choice.note == f"This is another word of the article (“{found}”); it does not mean the same."
        assert choice.source is not None
        assert text[choice.source.start : choice.source.end] == choice.source.quote
        assert found in choice.source.quote
        assert not related(found, word, "ADV")


NOT_ASKED = [
    # Too short a sentence, a capital, quotation marks, brackets, a question.
    ("Buses seldom come.", "seldom"),
    ("Seldom, Anna Berg said, is a bus late in the town.", "Seldom"),
    ("The word “seldom” means that a thing is rare in the town.", "seldom"),
    ("Buses (which seldom come) stop at the gate of the old mill.", "seldom"),
    ("Do buses seldom reach the other side of the river at night?", "seldom"),
    # What everybody knows, what is a thing, what is sensitive.
    ("The buses go quickly to the other side of the river at night.", "quickly"),
    ("The council of the town bought a sofa for the big garden.", "sofa"),
    ("The doctors of the town treat an illness with a new drug.", "illness"),
    # A name, and a word that is half of another.
    ("The firm Seldom sells bread at the other side of the river.", "Seldom"),
    ("The seldom-used path leads to the other side of the river.", "seldom"),
]


@pytest.mark.parametrize(("sentence", "word"), NOT_ASKED)
def test_words_that_are_not_asked_for(sentence: str, word: str) -> None:
    assert _asked(f"{sentence} {OTHERS}", word) == []


def test_a_word_is_asked_for_once() -> None:
    text = (
        f"Buses seldom reach the other side of the river at night. {OTHERS} Trains seldom stop at the mill in winter."
    )
    assert len(_asked(text, "seldom")) == 1


def test_without_three_wrong_words_nothing_is_asked() -> None:
    assert asks("Buses seldom reach the other side of the river at night.", "vocabulary.synonym") == []


# What words of these sentences mean is wrong for the others.
WORDY = (
    "The engineers measured the depth of the lake. An early frost destroyed the harvest of the whole valley. "
    "A generous baker gave the noisy visitors a portable stove. Strict rules protect the fragile plants. "
    "The versatile helpers keep a voluntary and reusable record."
)
# First sentence, the word asked for, its definition, and those of other words.
DEFINED = [
    (
        "The scarcity of clean water worried the farmers of the valley.",
        "scarcity",
        "A small and inadequate amount",
        {
            "scaling": "The act of arranging in a graduated series",
            "farmer": "A person who operates a farm",
            "harvest": "The yield from plants in a single growing season",
        },
    ),
    (
        "The porous stone of the wall lets the rain into the cellar.",
        "porous",
        "Able to absorb fluids",
        {
            "portable": "Easily or conveniently transported",
            "versatile": "Having great diversity or variety",
            "reusable": "Capable of being used again",
        },
    ),
    (
        "“The wall needs porous stone,” said the builder of the old pier.",
        "porous",
        "Able to absorb fluids",
        {
            "portable": "Easily or conveniently transported",
            "versatile": "Having great diversity or variety",
            "reusable": "Capable of being used again",
        },
    ),
]


def _defined(text: str, word: str) -> list[Ask]:
    """The questions that define the word."""
    return [ask for ask in asks(text, "vocabulary.definition") if ask.stem.startswith(f"What does “{word}” mean")]


@pytest.mark.parametrize(("sentence", "word", "meaning", "others"), DEFINED)
def test_a_word_is_defined_among_the_definitions_of_others(
    sentence: str, word: str, meaning: str, others: dict[str, str]
) -> None:
    (ask,) = _defined(f"{sentence} {WORDY}", word)
    quoted = sentence.replace(".", "").replace("“", "‘").replace("”", "’")
    assert ask.stem == f"What does “{word}” mean in the sentence “{quoted}”?"
    assert ask.answer == meaning
    assert ask.because == f"Here “{word}” means “{meaning[:1].lower()}{meaning[1:]}”."
    assert (ask.kind, ask.form) == (Kind.VOCABULARY, Form.WORD)
    assert [choice.text for choice in ask.options] == list(others.values())
    for choice, other in zip(ask.options, others, strict=True):
        named = f"another word of the article, “{other}”," if choice.source is not None else f"“{other}”"
        assert choice.note == f"This is what {named} means."
        assert choice.reason is (Reason.UNSUPPORTED if choice.source is None else Reason.ELSEWHERE)


NOT_DEFINED = [
    # More than a word of its own, half of another word, a word with several senses, one whose definition repeats it.
    ("The data of the new station surprised the weather office of the town.", "datum"),
    ("The porous-looking stone of the wall lets the rain into the cellar.", "porous"),
    ("The “porous” stone of the wall lets the rain into the cellar.", "porous"),
    ("The bank of the river was steep and dark behind the old mill.", "bank"),
    ("The outreach of the museum surprised the critics of the town.", "outreach"),
    # Its sense in the news is younger than the lexicon.
    ("The drone surprised the farmers of the valley on a quiet day.", "drone"),
]


@pytest.mark.parametrize(("sentence", "word"), NOT_DEFINED)
def test_words_that_are_not_defined(sentence: str, word: str) -> None:
    assert _defined(f"{sentence} {WORDY}", word) == []
