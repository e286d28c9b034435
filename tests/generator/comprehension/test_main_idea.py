"""Main idea: the sentence that takes up the title, against true but narrow details; and articles without one."""

import pytest

from quizzes.generator import comprehension, facts
from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Kind, Reason, Skill
from tests.generator.reading_aids import reading

TITLE = "Otters return to the River Wend"
KEY = "Otters have returned to the River Wend after forty years."
DETAILS = """

The council closed two paper mills in 1990. Volunteers plant willow trees along the banks every spring. The county \
bought nine night cameras for the students.

Young animals need a kilo of food every day. Schools bring their pupils to a wooden tower in June.

A baker in Mill Street sells biscuits to the visitors. The old mill has a small museum about paper."""
ARTICLE = f"{KEY}{DETAILS}"


def _asks(text: str, title: str) -> list[Ask]:
    parsed = reading(text, title)
    return list(comprehension.ask(parsed, facts.clauses(parsed), (Kind.MAIN_IDEA,)))


SUMMED_UP = [
    (TITLE, ARTICLE, KEY),
    # A narrow sentence first, the one that takes up the title second.
    (TITLE, f"A boy saw a brown head in the water in May. {ARTICLE}", KEY),
    (
        "Town closes its old bridge to cars",
        f"The town has closed its old bridge to all cars and lorries.{DETAILS}",
        "The town has closed its old bridge to all cars and lorries.",
    ),
    # A lead that names its source.
    (
        TITLE,
        f"Otters have returned to the River Wend after forty years, a new report by the county says.{DETAILS}",
        "Otters have returned to the River Wend after forty years, a new report by the county says.",
    ),
]


@pytest.mark.parametrize(("title", "text", "key"), SUMMED_UP)
def test_the_sentence_that_takes_up_the_title_is_the_key(title: str, text: str, key: str) -> None:
    (ask,) = _asks(text, title)
    assert ask.stem == "What is the main idea of the article?"
    assert ask.answer == key.rstrip(".")
    assert [sentence.text for sentence in ask.sentences] == [key]
    assert (ask.form, ask.skill, ask.bloom) == (Form.SUMMARY, Skill.INTERPRET, Bloom.UNDERSTAND)


@pytest.mark.parametrize(("title", "text", "key"), SUMMED_UP)
def test_the_wrong_ones_are_details_of_different_paragraphs(title: str, text: str, key: str) -> None:
    (ask,) = _asks(text, title)
    paragraphs = [text[: choice.source.start].count("\n\n") + 1 for choice in ask.options if choice.source]
    assert len(set(paragraphs)) == len(ask.options) == 3
    for choice, paragraph in zip(ask.options, paragraphs, strict=True):
        assert choice.source is not None
        assert choice.source.quote == text[choice.source.start : choice.source.end] == f"{choice.text}."
        assert choice.text != ask.answer
        assert choice.reason is Reason.ELSEWHERE
        assert choice.note == f"The article says so, but it is only one detail (paragraph {paragraph})."


TOLD_IN_A_CLAUSE = [
    # Without the aside, which says nothing more of what the article is about.
    (
        TITLE,
        "For ten years, the Wend Trust, a small charity that a local brewery and two banks pay for, has been bringing "
        "otters back to the River Wend.",
        "For ten years, the Wend Trust has been bringing otters back to the River Wend",
    ),
    # Without the "but" that ties it to the sentence before.
    (
        TITLE,
        "A heron stood in the water. But otters have returned to the River Wend after forty years.",
        "Otters have returned to the River Wend after forty years",
    ),
    # What is announced.
    (
        TITLE,
        "The county announced that otters have returned to the River Wend after forty years.",
        "According to the county, otters have returned to the River Wend after forty years",
    ),
    # What somebody says whom the title names is what the article is about, as theirs.
    (
        "Anna Berg: otters are the pride of the River Wend",
        "Otters are the pride of the River Wend, as much as the bridge that stands by the church is, says Anna Berg.",
        "According to Anna Berg, otters are the pride of the River Wend",
    ),
]


@pytest.mark.parametrize(("title", "opening", "key"), TOLD_IN_A_CLAUSE)
def test_the_key_is_the_clause_that_says_it(title: str, opening: str, key: str) -> None:
    (ask,) = _asks(f"{opening}{DETAILS}", title)
    assert ask.answer == key
    assert ask.sentences[0].text in opening


def test_no_detail_points_back_to_another_sentence_or_says_what_is_not_so() -> None:
    text = f"{KEY}\n\nThe move pleased two anglers in Selby. The prize was not paid to the winner in May.{DETAILS}"
    (ask,) = _asks(text, TITLE)
    assert not {choice.text for choice in ask.options} & {
        "The move pleased two anglers in Selby",
        "The prize was not paid to the winner in May",
    }


NOT_SUMMED_UP = [
    # A clause that lost words no comma sets off says something else.
    ("Otters and herons return", f"But the River Wend is the best river for otters and the Ouse the worst.{DETAILS}"),
    # The title speaks of something else.
    ("A cheap holiday in Spain", ARTICLE),
    # Only a claim takes it up.
    (TITLE, f"Anna Berg said otters have returned to the River Wend after forty years.{DETAILS}"),
    (TITLE, f"If otters return to the River Wend, the county will build a wooden tower for visitors.{DETAILS}"),
    # Too few details to choose from.
    (TITLE, KEY),
    (TITLE, f"{KEY}\n\nThe council closed two paper mills in 1990."),
    # No title, and no sentence that speaks of more than any other.
    ("", ARTICLE),
]


@pytest.mark.parametrize(("title", "text"), NOT_SUMMED_UP)
def test_an_article_that_nothing_sums_up_has_no_main_idea(title: str, text: str) -> None:
    assert _asks(text, title) == []
