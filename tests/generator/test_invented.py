"""Answers that sound likely and that the article does not give: their form, their time, and what keeps them away."""

import re

import pytest

from quizzes.generator import comprehension
from quizzes.generator.asks import Ask
from quizzes.generator.invented import invented
from quizzes.generator.lexicon import frames, words
from quizzes.generator.twists import is_sensitive

from .reading_aids import clauses, reading

ENTRIES = [
    (section, text, guards)
    for section, entries in frames("answers").items()
    for entry in entries
    for text, guards in entry.items()
]
SECTIONS = {section for section, _text, _guards in ENTRIES}
# Things that are there wherever one lives; of anything else the answer itself must tell which one it means.
EVERYWHERE = {"environment", "government", "internet", "law", "media", "news", "newspapers", "public", "rich"}
EVERYWHERE |= {"future", "past", "same", "time"}


def _ask(text: str, rule: str) -> Ask:
    return next(ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule)


def _made(text: str, rule: str) -> list[str]:
    return list(invented(reading(text), _ask(text, rule)))


# --- the frames ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "text", "guards"), ENTRIES)
def test_a_frame_is_harmless_and_guarded(section: str, text: str, guards: list[str]) -> None:
    assert guards
    assert all(re.fullmatch(r"[a-z-]+", word) for word in guards)
    assert not is_sensitive(text)
    assert not set(re.findall(r"\w+", text.lower())) & words("absolute")
    pointed = re.findall(r"\bthe (\w+)\b(?! (?:\w+ ){0,2}(?:of|people|who|that|for|in|than|years?|elsewhere)\b)", text)
    assert set(pointed) <= EVERYWHERE
    assert set(re.findall(r"<(\w+)>", text)) <= {"people", "things", "place"}


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_no_frame_stands_twice_and_there_are_enough(section: str) -> None:
    texts = [text for one, text, _guards in ENTRIES if one == section]
    assert len(set(texts)) == len(texts) >= 10


# --- their form ----------------------------------------------------------------------------------------------------

FORMS = [
    ("Farmers planted trees to protect their fields from the wind.", "reason.purpose", "To save money"),
    ("The firm planted trees to protect its fields from the wind.", "reason.purpose", "To create new jobs"),
    (
        "The museum closed because of a shortage of trained guards.",
        "reason.because_of",
        "Because of a change in the law",
    ),
    ("The bridge was shut because engineers had found cracks.", "reason.because", "It had become too expensive"),
    ("The bridge is shut because engineers find cracks in it.", "reason.because", "It has become too expensive"),
    ("The flood made the road slippery.", "effect.brought_about", "It led to higher prices"),
    ("Floods make the road slippery.", "effect.brought_about", "They lead to higher prices"),
    ("The flood will make the road slippery.", "effect.brought_about", "It will lead to higher prices"),
    ("The flood has made the road slippery.", "effect.brought_about", "It has led to higher prices"),
    ("Critics described the plan as a gift to drivers.", "statement.viewed_as", "As a sign of progress"),
    (
        "Mayor Anna Berg said the tunnel would cost twice as much as planned.",
        "statement.about",
        "It would be misunderstood by most people",
    ),
    (
        "Mayor Anna Berg says the old railway tunnels are too narrow for modern buses.",
        "statement.about",
        "They are misunderstood by most people",
    ),
    (
        "Anna Berg said teachers should plant trees in the yard.",
        "statement.proposed",
        "Find a cheaper way of working",
    ),
    ("The clubs saved fuel by walking to the stadium.", "detail.manner", "By borrowing money from a bank"),
]


@pytest.mark.parametrize(("text", "rule", "answer"), FORMS)
def test_an_answer_has_the_form_and_time_of_the_key(text: str, rule: str, answer: str) -> None:
    assert answer in _made(text, rule)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # One person has too many ways of doing things.
        ("Rosa Klein saved fuel by walking to work.", "detail.manner"),
        # What a thing once was is an event.
        ("Mayor Anna Berg said the old railway tunnels were too narrow for modern buses.", "statement.about"),
        ("The engineers finished the tunnel in 1988.", "detail.year"),
        ("Anna Berg founded the river trust in 2011.", "detail.subject"),
    ],
)
def test_some_questions_have_none(text: str, rule: str) -> None:
    assert _made(text, rule) == []


# --- what keeps them away ---------------------------------------------------------------------------------------------

PLANTED = "Farmers planted trees to protect their fields from the wind."


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ("They were saving a lot.", "To save money"),
        # A synonym is enough.
        (
            "It was good for the environment.",
            "To do something for the environment",
        ),
        ("They had answered a critic.", "To show that critics are mistaken"),
    ],
)
def test_what_the_article_comes_near_is_no_answer(more: str, answer: str) -> None:
    assert answer in _made(PLANTED, "reason.purpose")
    assert answer not in _made(f"{PLANTED} {more}", "reason.purpose")


TOPICS = (
    "The firm planted trees to protect its fields from the wind. All bees need flowers. The bees came from Norway. "
    "Few bees survived. Most tourists like honey. The tourists buy it in jars. Many tourists return. "
    "It rained in Norway."
)


def test_nouns_of_the_article_tie_an_answer_to_it() -> None:
    made = _made(TOPICS, "reason.purpose")
    assert "To find new uses for bees" in made
    assert "To change what people in Norway think about bees" in made
    assert not any("<" in text for text in made)


def test_nouns_of_the_question_are_not_put_in() -> None:
    made = _made(TOPICS.replace("bees", "trees"), "reason.purpose")
    assert not any("trees" in text for text in made)


def test_a_country_has_its_article() -> None:
    text = TOPICS.replace("Norway", "the UK")
    assert "To create more jobs in the UK" in _made(text, "reason.purpose")
