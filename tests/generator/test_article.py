"""Cleaning, measuring and refusing an article's text."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generator.article import (
    MAX_WORDS,
    MIN_WORDS,
    Problem,
    UnusableArticle,
    count_words,
    prepare,
    reading_grade,
    split_title,
)

SENTENCE = "The town council voted on Tuesday to close the old bridge to cars because it was not safe."
LONG = " ".join([SENTENCE] * 8)


def test_paragraphs_come_apart_by_one_blank_line_and_words_by_one_space() -> None:
    raw = f"\ufeff{LONG}\r\n\r\n\r\n  It  is\u00a0“old”\tand\u00adrusty.\u200b  "
    assert prepare(raw).text == f"{LONG}\n\nIt is “old” andrusty."


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("A tongue- in-cheek video.", "A tongue-in-cheek video."),
        ("Zero-hours contracts and other zero- hours work.", "Zero-hours contracts and other zero-hours work."),
        ("It was Jean- Pierre Moore.", "It was Jean-Pierre Moore."),
        ("Pre- and post-war houses.", "Pre- and post-war houses."),
        ("Long- or short-term plans.", "Long- or short-term plans."),
    ],
)
def test_words_that_came_apart_after_a_hyphen_are_whole(torn: str, whole: str) -> None:
    assert prepare(f"{torn}\n\n{LONG}").text == f"{whole}\n\n{LONG}"


def test_lines_broken_at_a_margin_are_joined() -> None:
    wrapped = "\n".join(SENTENCE.replace(" on ", "\non ") for _ in range(10))
    assert "\n" not in prepare(wrapped).text


def test_one_line_a_paragraph_stays_one_paragraph_each() -> None:
    assert prepare("\n".join([LONG, LONG, LONG])).text == "\n\n".join([LONG, LONG, LONG])


def test_the_text_is_measured() -> None:
    prepared = prepare(LONG)
    assert prepared.words == 8 * 18
    assert prepared.sha256 == hashlib.sha256(LONG.encode()).hexdigest()
    assert prepared.reading_grade == 5.9  # 18 words and 22 syllables a sentence


@pytest.mark.parametrize(
    "tail",
    [
        ["Related"],
        ["Related articles:", "Storm closes school", "Ten best bridges"],
        ["Share this story on social media"],
        ["Read more: The bridge in pictures"],
        ["Sign up to our newsletter", "Follow us on Twitter"],
        ["© 2024 The Marlow Post. All rights reserved."],
        ["Topics", "Bridges", "Marlow"],
    ],
)
def test_trailing_web_furniture_is_dropped_and_reported(tail: list[str]) -> None:
    prepared = prepare("\n\n".join([LONG, LONG, *tail]))
    assert prepared.text == f"{LONG}\n\n{LONG}"
    assert prepared.furniture == tuple(tail)


@pytest.mark.parametrize(
    "last",
    [
        "Related problems will keep the council busy until the repairs are done, the mayor said on Tuesday in town.",
        "“Share this burden,” she said, “and we shall have a safe bridge again before the summer comes to the valley.”",
    ],
)
def test_prose_that_starts_like_furniture_stays(last: str) -> None:
    assert prepare(f"{LONG}\n\n{last}").text.endswith(last)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", Problem.EMPTY),
        (" \n\u200b\t ", Problem.EMPTY),
        ("%PDF-1.7 stream of letters", Problem.BINARY),
        ("abc\x00\x01\x02def\ufffd" * 40, Problem.BINARY),
        (SENTENCE, Problem.TOO_SHORT),
        ("word " * (MIN_WORDS - 1), Problem.TOO_SHORT),
        ("word " * (MAX_WORDS + 1), Problem.TOO_LONG),
        ("Le conseil municipal a voté mardi la fermeture du vieux pont aux voitures. " * 12, Problem.NOT_ENGLISH),
        ("Der Stadtrat hat am Dienstag beschlossen, die alte Brücke zu schließen. " * 14, Problem.NOT_ENGLISH),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(raw: str, problem: Problem) -> None:
    with pytest.raises(UnusableArticle) as refused:
        prepare(raw)
    assert refused.value.problem is problem


def test_a_refusal_tells_how_many_words_there_are() -> None:
    with pytest.raises(UnusableArticle, match="has 18 words; good questions need at least 120"):
        prepare(SENTENCE)


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        ("Old Bridge Closes\n\nIt rained.", "Old Bridge Closes", "It rained."),
        ("Where Does This Leave Us?\n\nIt rained.", "Where Does This Leave Us?", "It rained."),
        ("\r\nOld  Bridge\r\n\r\nIt rained.", "Old Bridge", "It rained."),
        ("It rained all day.\n\nThen it stopped.", "", "It rained all day.\n\nThen it stopped."),
        ("One line only", "", "One line only"),
        ("Two lines\nof text\n\nIt rained.", "", "Two lines\nof text\n\nIt rained."),
    ],
)
def test_a_files_first_line_is_its_title_when_it_looks_like_one(raw: str, title: str, text: str) -> None:
    assert split_title(raw) == (title, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("Kim’s well-known 1961 pact.", 4), ("", 0), ("– ... “”", 0), ("1,200 workers", 3), ("U.S. troops", 3)],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_reading_grade_rises_with_long_words_and_sentences() -> None:
    easy = "The cat sat on the mat. It was a big cat. It ate a fish."
    hard = "Municipal representatives unanimously acknowledged considerable infrastructural deterioration."
    assert reading_grade(easy) == 0.0
    assert reading_grade(hard) > 20


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(max_examples=60, deadline=None)
def test_preparing_what_was_prepared_changes_nothing(noise: str) -> None:
    try:
        once = prepare(f"{LONG}\n\n{noise}\n\n{LONG}")
    except UnusableArticle:
        return
    assert prepare(once.text).text == once.text
