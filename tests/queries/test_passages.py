"""Quotes and the paragraphs they stand in."""

import pytest

from quizzes.models import Evidence
from quizzes.queries.passages import Piece, find_quote, passages

TEXT = "One two. Three four.\n\nFive six seven.\n\nEight."


def span(quote):
    start = TEXT.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote)


def cut(*quotes):
    return [passage.pieces for passage in passages(TEXT, [span(quote) for quote in quotes])]


def test_a_paragraph_is_cut_where_evidence_begins_and_ends():
    assert cut("Three four.") == [(Piece("One two. ", False), Piece("Three four.", True))]
    assert cut("six") == [(Piece("Five ", False), Piece("six", True), Piece(" seven.", False))]


def test_only_paragraphs_with_evidence_are_there_in_the_articles_order():
    assert cut("Eight.", "One") == [
        (Piece("One", True), Piece(" two. Three four.", False)),
        (Piece("Eight.", True),),
    ]


def test_overlapping_evidence_is_marked_once():
    assert cut("Five six", "six seven") == [(Piece("Five six seven", True), Piece(".", False))]


def test_evidence_over_two_paragraphs_is_marked_in_both():
    assert cut("four.\n\nFive") == [
        (Piece("One two. Three ", False), Piece("four.", True)),
        (Piece("Five", True), Piece(" six seven.", False)),
    ]


def test_no_evidence_no_passage():
    assert cut() == []


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("He said no.", "said no", (3, 10)),
        ("He said\n\nno.", "said no", (3, 11)),
        ("He said “no”.", 'said "no"', (3, 12)),
        ("It’s a well–known 5 (five).", "It's a well-known 5 (five)", (0, 26)),
        ("He said no.", "said yes", None),
        ("He said no.", "", None),
        ("He said no.", " \n ", None),
        ("a.b", "a-b", None),
    ],
)
def test_a_quote_is_found_by_its_words(text, quote, found):
    assert find_quote(text, quote) == found
