"""Sentences as students quote them."""

import pytest

from quizzes.queries.sentences import places, sentences
from tests import factories


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rained. We left.", [["It rained.", "We left."]]),
        ("Mr. Lee left. J. K. Poe stayed.", [["Mr. Lee left.", "J. K. Poe stayed."]]),
        ("“Is it safe?” she asked. “No!”", [["“Is it safe?” she asked.", "“No!”"]]),
        ("It cost 2.5 million. 30 people paid.", [["It cost 2.5 million.", "30 people paid."]]),
        ("A heading\n\nThen it rained…", [["A heading"], ["Then it rained…"]]),
    ],
)
def test_sentences_are_found_by_their_punctuation(text, wanted):
    assert [[one.text for one in paragraph] for paragraph in sentences(text)] == wanted


def test_sentences_are_numbered_and_stand_where_they_say():
    found = places(factories.TEXT)
    assert [one.number for one in found.values()] == [1, 2, 3, 4, 5]
    assert all(factories.TEXT[start:end] == one.text for (start, end), one in found.items())
