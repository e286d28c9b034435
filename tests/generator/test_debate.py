"""Tensions of an article and the prompts made of them."""

import pytest

from quizzes.generator import debate
from quizzes.generator.drafts import DebateForm, DebatePrompt, Options

from .reading_aids import clauses, reading

AROUND = (
    " The two countries sold military equipment to each other in recent years. Critics warn that the treaty is a "
    "danger to peace in the region. Supporters hope that the treaty will improve the safety of both countries. "
    "The treaty may prevent an attack on either country."
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
            "The government plans to sell old equipment to both countries.",
            DebateForm.POLICY,
            "Should the government sell old equipment to both countries?",
        ),
        (
            "The treaty will lead to new attacks in the region.",
            DebateForm.FORECAST,
            "Will the treaty lead to new attacks in the region?",
        ),
        (
            "The treaty could well weaken the peace of the region.",
            DebateForm.FORECAST,
            "Will the treaty weaken the peace of the region?",
        ),
        (
            "The government is considering publishing the whole treaty.",
            DebateForm.POLICY,
            "Should the government publish the whole treaty?",
        ),
        (
            "The new law bans countries in the region from selling military equipment.",
            DebateForm.POLICY,
            "Should countries in the region be banned from selling military equipment?",
        ),
        (
            "But is the treaty a danger to small countries?",
            DebateForm.EVIDENCE,
            "Is the treaty a danger to small countries?",
        ),
        (
            "Professor Dana Cole said the secret treaty is unfair to small countries.",
            DebateForm.EVIDENCE,
            "Is the secret treaty unfair to small countries?",
        ),
        (
            "Professor Dana Cole said that the old treaties do not protect small countries.",
            DebateForm.EVIDENCE,
            "Do the old treaties protect small countries?",
        ),
        (
            "One reason for the fear in the region is the sale of military equipment.",
            DebateForm.CAUSE,
            "Is the sale of military equipment the main reason for the fear in the region?",
        ),
        (
            "A study of old treaties suggests that secret treaties could make wars longer.",
            DebateForm.EVIDENCE,
            "Is the evidence in the article strong enough to believe that secret treaties could make wars longer?",
        ),
        (
            "Although the treaty protects small countries, the treaty isolates the people of the region.",
            DebateForm.VALUE,
            "What matters more: that the treaty protects small countries, "
            "or that the treaty isolates the people of the region?",
        ),
    ],
)
def test_a_tension_becomes_a_motion_in_the_articles_words(sentence: str, form: DebateForm, motion: str) -> None:
    prompts = _prompts(sentence, debates=10)
    (made,) = [prompt for prompt in prompts if prompt.motion == motion]
    assert made.form is form
    assert made.anchor[0].quote == sentence


def test_an_unclear_term_comes_first_and_has_definitions_and_a_case() -> None:
    first = _prompts("It is not clear what counts as “aggression” in the treaty.")[0]
    assert first.motion == "What should count as “aggression”, and who should decide?"
    assert len(first.definitions) == 3
    assert all("aggression" in definition.lower() for definition in first.definitions)
    assert "Test each definition on these cases from the article" in first.follow_ups[0]


def test_what_should_be_done_suits_a_controversy_and_a_word_a_class_discussion() -> None:
    made = _prompts(
        "Professor Dana Cole said the two countries should publish the whole treaty. "
        "It is not clear what counts as “aggression” in the treaty.",
        debates=10,
    )
    suits = {prompt.motion: prompt.suits for prompt in made}
    assert suits["Should the two countries publish the whole treaty?"] == "controversy"
    assert suits["What should count as “aggression”, and who should decide?"] == "board"
    for prompt in made:
        assert (prompt.suits == "controversy") == prompt.activity.startswith("Structured academic controversy")


def test_two_speakers_who_see_a_thing_differently_are_set_against_each_other() -> None:
    sentence = (
        "Professor Dana Cole said that the treaty is a success for small countries. "
        "Minister Ana Ruiz said that the treaty is a threat to the whole region."
    )
    made = next(prompt for prompt in _prompts(sentence) if prompt.form is DebateForm.STAKEHOLDER)
    assert made.motion == "Whose view of the treaty is better founded: that of Dana Cole or that of Ana Ruiz?"
    assert made.positions[0].evidence[0].quote.startswith("Professor Dana Cole")
    assert made.positions[1].evidence[0].quote.startswith("Minister Ana Ruiz")


def test_a_question_of_the_title_is_a_motion_with_capitals_only_for_names() -> None:
    text = f"The treaty between Norway and Chile was signed in May.{AROUND}"
    made = debate.prompts(reading(text, "Will the New Treaty Protect Norway?"), clauses(text), Options(debates=1))
    assert [prompt.motion for prompt in made] == ["Will the new treaty protect Norway?"]


def test_both_sides_have_lines_and_no_line_is_on_both() -> None:
    for made in _prompts("Professor Dana Cole said the two countries should publish the whole treaty."):
        yes, no = (set(position.evidence) for position in made.positions[:2])
        assert yes and no and not yes & no


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
    around = (
        " The old farmers lost money in the years of peace. The old farmers need help to protect the land they own."
    )
    first = _prompts(text, around)[0]
    assert "old farmers" in first.unheard
    assert not any("teachers" in group for group in first.unheard)
