"""Tokens -> running text: phrases, capitals, contractions, quotation marks, brackets, hyphens."""

import pytest
from spacy.tokens import Token

from quizzes.generator.wording import (
    capitalise,
    full_form,
    is_demonstrative,
    join,
    noun_tokens,
    phrase_text,
    plain_tokens,
    set_off,
)

from .reading_aids import reading, statements

# A text, the head of a phrase in its last sentence, the phrase.
NOUNS = [
    ("The old bridge was closed.", "bridge", "the old bridge"),
    ("This bridge was closed.", "bridge", "the bridge"),
    ("Those bridges were closed.", "bridges", "the bridges"),
    ("The bank that lent the money has closed.", "bank", "the bank that lent the money"),
    ("The children’s hospital is full.", "hospital", "the children’s hospital"),
    ("The workers’ council met in May.", "council", "the workers’ council"),
    ("The price of bread rose.", "price", "the price of bread"),
    ("About 300 trees fell.", "trees", "about 300 trees"),
    ("More than 40 villages lost power.", "villages", "more than 40 villages"),
    ("The plan to sell the land failed.", "plan", "the plan to sell the land"),
    ("The people who live near the airport sleep badly.", "people", "the people who live near the airport"),
    ("The treaty of 4 June 1961 is still in force.", "treaty", "the treaty of 4 June 1961"),
    ("The $2 million bridge is closed.", "bridge", "the $2 million bridge"),
    ("A 6% drop in sales worried the firm.", "drop", "a 6% drop in sales"),
    ("The decision to close the school was wrong.", "decision", "the decision to close the school"),
    ("The fear that the dam will break is old.", "fear", "the fear that the dam will break"),
]

ASIDES = [
    ("The mill, built by monks in 1820, is empty.", "mill", "the mill"),
    ("The bank, which was founded in 1820, lent money.", "bank", "the bank"),
    ("The lighthouse, a gift from the king, is dark.", "lighthouse", "the lighthouse"),
    ("The workers (most of them young) repaired the roof.", "workers", "the workers"),
    ("The hospital – the only one on the island – is full.", "hospital", "the hospital"),
    ("Bread, milk and eggs cost more.", "Bread", "bread, milk and eggs"),
    ("The council sold a small, dark house.", "house", "a small, dark house"),
    ("The museum’s collection of old, rare maps grew.", "collection", "the museum’s collection of old, rare maps"),
    ("The World Health Organization (WHO) sent doctors.", "Organization", "the World Health Organization"),
    ("The report, published in May, is long.", "report", "the report"),
    ("The river, however, is clean.", "river", "the river"),
    ("The lake – which never freezes – is deep.", "lake", "the lake"),
    ("The man, 43, sold his boat.", "man", "the man"),
    ("The head of the service, Nils Oberg, left.", "head", "the head of the service"),
    ("The cities of Oslo, Bergen and Molde voted.", "cities", "the cities of Oslo, Bergen and Molde"),
]

HYPHENS = [
    ("The firm makes low-cost solar panels.", "panels", "low-cost solar panels"),
    ("A 12-year-old girl found the ring.", "girl", "a 12-year-old girl"),
    ("The north-south railway is old.", "railway", "the north-south railway"),
    ("A well-known singer lost her voice.", "singer", "a well-known singer"),
    ("The so-called “green tax” is unpopular.", "tax", "the so-called “green tax”"),
    ("The three-year-old boy slept.", "boy", "the three-year-old boy"),
    ("The firm’s long-term plan failed.", "plan", "the firm’s long-term plan"),
    ("A state-owned bank lent the money.", "bank", "a state-owned bank"),
    ("Low-paid night nurses left the hospital.", "nurses", "low-paid night nurses"),
    ("The price of a one-way ticket rose.", "price", "the price of a one-way ticket"),
    ("The so-called experts (two of them) left.", "experts", "the so-called experts"),
]

CAPITALS = [
    ("Anna Berg opened the library.", "Berg", "Anna Berg"),
    ("The European court rejected the appeal.", "court", "the European court"),
    ("Western countries signed the treaty.", "countries", "Western countries"),
    ("French farmers blocked the road.", "farmers", "French farmers"),
    ("Farmers blocked the road.", "Farmers", "farmers"),
    ("A “soft” prison stands on the hill.", "prison", "a “soft” prison"),
    ("The University of Oslo hired ten nurses.", "University", "the University of Oslo"),
    ("The US president visited Oslo.", "president", "the US president"),
    ("NASA engineers found the crack.", "engineers", "NASA engineers"),
    ("Doctors and nurses walked out.", "Doctors", "doctors and nurses"),
    ("The Green Party won the vote. Green Party members cheered.", "members", "Green Party members"),
    ("Green fields cover the valley.", "fields", "green fields"),
    ("Doctors in Lagos treat malaria.", "Doctors", "doctors in Lagos"),
    ("Asian markets fell on Monday.", "markets", "Asian markets"),
    ("Christmas sales rose by a third.", "sales", "Christmas sales"),
    ("Parliament voted for the law. Members of Parliament cheered.", "Parliament", "Parliament"),
    ("“Soft” prisons are cheap.", "prisons", "“soft” prisons"),
]

PHRASES = [
    ("The tower was built in 1820, according to the map, by monks.", "in", "in 1820"),
    ("The team works with farmers, who grow coffee, in the hills.", "with", "with farmers"),
    ("The ship sailed to Bergen (the largest port) in May.", "to", "to Bergen"),
    ("The town lies near the river, a branch of the Rhine.", "near", "near the river"),
    ("The firm lives from bread, milk and eggs.", "from", "from bread, milk and eggs"),
    ("The council voted for the new stadium.", "for", "for the new stadium"),
    ("The bank fell because the state sold its shares, which were cheap.", "sold", "because the state sold its shares"),
    ("The ship sailed to Oslo, the capital, in May.", "to", "to Oslo"),
    ("The firm sells bread (and milk) to schools.", "to", "to schools"),
    ("The team met on Monday, when it rained.", "on", "on Monday"),
    ("The bank gave money to farmers, who bought seeds.", "to", "to farmers"),
    ("The bank gave money to farmers who bought seeds.", "to", "to farmers who bought seeds"),
    ("The council closed the road in order to protect the marchers.", "in", "in order to protect the marchers"),
]

# A text, the first and the last word taken from it, what they are as text.
PIECES = [
    ("He said “the dam is safe” on Monday.", "“", "safe", "“the dam is safe”"),
    ("He called it a “green tax” in May.", "a", "“", "a"),
    ("He called it a “green tax” in May.", "green", "”", "green tax"),
    ("He called it a “green tax” in May.", "a", "tax", "a “green tax”"),
    ("The mill, however, is empty.", "The", "is", "the mill, however, is"),
    ("The firm makes low-cost panels.", "makes", "panels", "makes low-cost panels"),
    ("Prices rose by 4%.", "by", "%", "by 4%"),
    ("The bridge cost $2 million.", "cost", "million", "cost $2 million"),
    ("The mill (built in 1820) is empty.", "The", ")", "the mill (built in 1820)"),
    ("The mill (built in 1820) is empty.", "The", "1820", "the mill built in 1820"),
    ("The mill (built in 1820) is empty.", "built", ")", "built in 1820"),
    ("He said “the dam is safe” on Monday.", "the", "”", "the dam is safe"),
    ("He said “the dam is safe” on Monday.", "said", "Monday", "said “the dam is safe” on Monday"),
    ('He called it a "green tax" in May.', "a", "tax", "a green tax"),
    ("The bank, the firm and the state, all failed.", "bank", "state", "bank, the firm and the state"),
    ("The town – once rich – is poor.", "town", "rich", "town – once rich"),
    ("The town – once rich – is poor.", "town", "–", "town"),
    ("Prices rose; wages fell.", "Prices", ";", "prices rose"),
]

FULL_FORMS = [
    ("The firm won’t sell.", ["the", "firm", "will", "not", "sell", "."]),
    ("The firm can’t sell.", ["the", "firm", "can", "not", "sell", "."]),
    ("The firm didn’t sell.", ["the", "firm", "did", "not", "sell", "."]),
    ("They’ve sold it.", ["they", "have", "sold", "it", "."]),
    ("They’re late.", ["they", "are", "late", "."]),
    ("They’ll come.", ["they", "will", "come", "."]),
    ("It’s late.", ["it", "is", "late", "."]),
    ("It's late.", ["it", "is", "late", "."]),
    ("They can't come.", ["they", "can", "not", "come", "."]),
    ("I said so.", ["I", "said", "so", "."]),
    ("The US agreed.", ["the", "US", "agreed", "."]),
    ("A dog barked.", ["a", "dog", "barked", "."]),
]

WRITTEN_OUT = [
    ("The firm can’t sell the land.", "The firm cannot sell the land"),
    ("The firm hasn’t sold the land.", "The firm has not sold the land"),
    ("The farmers weren’t paid on time.", "The farmers were not paid on time"),
    ("The farmers don’t own the land.", "The farmers do not own the land"),
    ("The miners couldn’t reach the exit.", "The miners could not reach the exit"),
    ("The state-run airline cut its low-cost flights.", "The state-run airline cut its low-cost flights"),
    ("The firm makes small, cheap, light drones.", "The firm makes small, cheap, light drones"),
    ("The minister called the strike “a serious mistake”.", "The minister called the strike “a serious mistake”"),
    ("The firm sells “green” cars (and vans).", "The firm sells “green” cars"),
    ("Nils Oberg (61) has run the service since 2009.", "Nils Oberg has run the service since 2009"),
]

SET_OFF = [
    ("The mill, built by monks, is empty.", "built", True),
    ("The mill built by monks is empty.", "built", False),
    ("The bank, which was founded in 1820, lent money.", "founded", True),
    ("The bank that lent the money has closed.", "lent", False),
    ("The hospital (the only one) is full.", "one", True),
    ("The hospital – the only one – is full.", "one", True),
    ("The ship sailed to Bergen.", "to", False),
    ("The ship sailed in May, to Bergen.", "to", True),
]

DEMONSTRATIVES = [
    ("This pact is old.", "This", True),
    ("These pacts are old.", "These", True),
    ("That pact is old.", "That", True),
    ("He said that it rained.", "that", False),
    ("This is old.", "This", False),
    ("The pact is old.", "The", False),
]


def _token(text: str, word: str) -> Token:
    """The word's first place in the last sentence that has it."""
    return next(
        token for sentence in reversed(reading(text).sentences) for token in sentence.span if token.text == word
    )


@pytest.mark.parametrize(("text", "head", "expected"), NOUNS)
def test_a_noun_phrase_is_told_whole(text: str, head: str, expected: str) -> None:
    assert phrase_text(noun_tokens(_token(text, head))) == expected


@pytest.mark.parametrize(("text", "head", "expected"), ASIDES)
def test_what_only_adds_to_a_noun_comes_off_with_its_commas_dashes_and_brackets(
    text: str, head: str, expected: str
) -> None:
    assert phrase_text(noun_tokens(_token(text, head))) == expected


@pytest.mark.parametrize(("text", "head", "expected"), HYPHENS)
def test_hyphenated_words_stay_together(text: str, head: str, expected: str) -> None:
    assert phrase_text(noun_tokens(_token(text, head))) == expected


@pytest.mark.parametrize(("text", "head", "expected"), CAPITALS)
def test_names_keep_their_capital_and_the_first_word_of_a_sentence_loses_it(
    text: str, head: str, expected: str
) -> None:
    assert phrase_text(noun_tokens(_token(text, head))) == expected


@pytest.mark.parametrize(("text", "head", "expected"), PHRASES)
def test_any_phrase_loses_its_asides(text: str, head: str, expected: str) -> None:
    assert phrase_text(plain_tokens(_token(text, head))) == expected


@pytest.mark.parametrize(("text", "first", "last", "expected"), PIECES)
def test_a_piece_of_text_has_no_loose_punctuation_and_no_half_pair(
    text: str, first: str, last: str, expected: str
) -> None:
    start = _token(text, first)
    end = next(token for token in start.doc[start.i :] if token.text == last)
    assert phrase_text(start.doc[start.i : end.i + 1]) == expected


def test_words_taken_from_several_places_are_put_in_order() -> None:
    doc = reading("The old bridge of the town was closed.").sentences[0].span
    assert phrase_text([doc[2], doc[0], doc[1]]) == "the old bridge"
    assert phrase_text([doc[0], doc[2]]) == "the bridge"
    assert phrase_text([]) == ""


@pytest.mark.parametrize(("text", "expected"), FULL_FORMS)
def test_contractions_are_written_out_and_openers_lose_their_capital(text: str, expected: list[str]) -> None:
    assert [full_form(token) for token in reading(text).sentences[0].span] == expected


@pytest.mark.parametrize(("sentence", "expected"), WRITTEN_OUT)
def test_a_statement_is_plain_text(sentence: str, expected: str) -> None:
    assert statements(sentence) == [expected]


@pytest.mark.parametrize(("text", "word", "expected"), SET_OFF)
def test_punctuation_before_a_phrase_sets_it_off(text: str, word: str, expected: bool) -> None:
    assert set_off(_token(text, word)) is expected


@pytest.mark.parametrize(("text", "word", "expected"), DEMONSTRATIVES)
def test_only_a_demonstrative_before_its_noun_is_one(text: str, word: str, expected: bool) -> None:
    assert is_demonstrative(_token(text, word)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soft prisons", "Soft prisons"),
        ("“soft” prisons", "“Soft” prisons"),
        ("(most of them)", "(Most of them)"),
        ("300 trees", "300 trees"),
        ("iPhone users", "IPhone users"),
        ("", ""),
        ("–", "–"),
        ("école", "École"),
        ("‘old’ rules", "‘Old’ rules"),
        ("Anna Berg", "Anna Berg"),
    ],
)
def test_the_first_letter_gets_a_capital(text: str, expected: str) -> None:
    assert capitalise(text) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["the firm", "can", "not", "sell"], "the firm cannot sell"),
        (["the firm", "", "sold it"], "the firm sold it"),
        (["bread", ",", "milk"], "bread, milk"),
        (["they", "can not sell"], "they cannot sell"),
        ([" a", "b "], "a b"),
        ([], ""),
        (["Why", "?"], "Why?"),
    ],
)
def test_parts_are_joined_with_single_spaces(parts: list[str], expected: str) -> None:
    assert join(parts) == expected
