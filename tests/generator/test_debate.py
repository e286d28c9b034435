"""Tensions of an article and the prompts made of them."""

import pytest

from quizzes.generator import debate
from quizzes.generator.drafts import DebateForm, DebatePrompt, Options

from .reading_aids import clauses, reading

AROUND = (
    " The two countries sold military equipment to each other in recent years. Critics warn that the deal is a danger "
    "to peace in the region. Supporters hope that the treaty will improve the safety of both countries. The treaty may "
    "prevent an attack on either country."
)


def _prompts(sentence: str, around: str = AROUND, debates: int = 3) -> list[DebatePrompt]:
    text = f"{sentence}{around}"
    return debate.prompts(reading(text), clauses(text), Options(debates=debates))


@pytest.mark.parametrize(
    ("sentence", "form", "motion"),
    [
        (
            "It is not clear what counts as “aggression” in the treaty.",
            DebateForm.DEFINITION,
            "What should count as “aggression”, and who should decide?",
        ),
        (
            "There is uncertainty as to what “mutual assistance” means.",
            DebateForm.DEFINITION,
            "What should count as “mutual assistance”, and who should decide?",
        ),
        (
            "Western countries view the treaty as a threat to the region.",
            DebateForm.DEFINITION,
            "Is it right to view the treaty as a threat to the region?",
        ),
        (
            "Professor Dana Cole said the two countries should publish the whole treaty.",
            DebateForm.POLICY,
            "Should the two countries publish the whole treaty?",
        ),
        (
            "The government plans to sell old ships to its neighbour.",
            DebateForm.POLICY,
            "Should the government sell old ships to its neighbour?",
        ),
        (
            "The treaty will lead to a new arms race in the region.",
            DebateForm.CAUSE,
            "Will the treaty lead to a new arms race in the region?",
        ),
    ],
)
def test_a_tension_becomes_a_motion_in_the_articles_words(sentence: str, form: DebateForm, motion: str) -> None:
    prompts = _prompts(sentence)
    (made,) = [prompt for prompt in prompts if prompt.motion == motion]
    assert made.form is form
    assert made.anchor[0].quote == sentence


def test_an_unclear_term_comes_first_and_has_definitions_and_a_case() -> None:
    first = _prompts("It is not clear what counts as “aggression” in the treaty.")[0]
    assert first.motion == "What should count as “aggression”, and who should decide?"
    assert len(first.definitions) == 3
    assert all("aggression" in definition for definition in first.definitions)
    assert "Test each definition on a case from the article" in first.follow_ups[0]


def test_forms_differ_before_they_repeat() -> None:
    sentence = (
        "It is not clear what counts as “aggression” in the treaty. Nobody knows what “mutual assistance” means. "
        "Professor Dana Cole said the two countries should publish the whole treaty."
    )
    assert len({prompt.form for prompt in _prompts(sentence)}) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "The two leaders met in the capital on a Wednesday.",
        "“We shall never give in to anybody,” he told the crowd.",
        "The film “The Long Road” opened in March.",
    ],
)
def test_no_tension_no_motion_about_it(sentence: str) -> None:
    assert not any(prompt.anchor[0].quote == sentence for prompt in _prompts(sentence, debates=10))


def test_an_article_without_tension_gives_none() -> None:
    assert _prompts("The two leaders met in the capital on a Wednesday.", " They had lunch. The sun shone.") == []


def test_those_who_never_speak_are_named() -> None:
    text = "It is not clear what counts as “aggression” in Norway. Young teachers in Norway said it is a danger."
    first = _prompts(
        text, " The old farmers lost money. The old farmers need help to protect the land. Peace is good."
    )[0]
    assert "old farmers" in first.unheard
    assert not any("teachers" in group for group in first.unheard)
