"""Senses and relations of words: what WordNet 3.0 says, word by word."""

import doctest
import gzip
import subprocess
import sys
from importlib.resources import files

import pytest

from quizzes.generator import wordnet
from quizzes.generator.wordnet import Sense

LANGUAGE = files("quizzes.generator") / "language"


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        (
            "treaty",
            "NOUN",
            Sense(
                "n06773434",
                "noun.communication",
                3,
                ("pact", "accord"),
                (),
                ("written agreement",),
                "a written agreement between two states or sovereigns",
            ),
        ),
        (
            "announce",
            "VERB",
            Sense("v00974385", "verb.communication", 74, ("denote",), (), ("inform",), "make known"),
        ),
        ("gigantic", "ADJ", Sense("a01386538", "adj.all", 9, ("mammoth",), (), ("large", "big"))),
        (
            "quickly",
            "ADV",
            Sense(
                "r00085811",
                "adv.all",
                24,
                ("rapidly", "speedily", "chop-chop", "apace"),
                ("slowly",),
                ("quick", "speedy", "rapid"),
                "with rapid movements",
            ),
        ),
    ],
)
def test_the_first_sense(lemma: str, pos: str, expected: Sense) -> None:
    assert wordnet.senses(lemma, pos)[0] == expected


@pytest.mark.parametrize(
    ("lemma", "pos", "counts"),
    [
        ("bank", "NOUN", [25, 20, 2, 1, 0, 0, 0, 0, 0, 0]),
        ("china", "NOUN", [4, 0]),  # the porcelain and a service of it, not the country
        ("xyzzy", "NOUN", []),
        ("treaty", "VERB", []),
        ("Paris", "PROPN", []),
        ("he", "PRON", []),
        ("motor vehicle", "NOUN", []),
        ("", "NOUN", []),
        ("am", "VERB", []),
    ],
)
def test_the_uses_of_all_senses(lemma: str, pos: str, counts: list[int]) -> None:
    assert [sense.count for sense in wordnet.senses(lemma, pos)] == counts


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("march", "noun.act"),
        ("March", "noun.time"),
        ("Treaty", "noun.communication"),
        ("cuban", "noun.person"),
        ("dna", "noun.substance"),
    ],
)
def test_the_spelling_given_goes_before_the_others(lemma: str, expected: str) -> None:
    assert wordnet.senses(lemma, "NOUN")[0].supersense == expected


@pytest.mark.parametrize(
    ("lemma", "pos", "share", "synset"),
    [
        ("treaty", "NOUN", 0.7, "n06773434"),  # the only sense
        ("robot", "NOUN", 0.7, "n02761392"),  # the only sense, never counted
        ("dog", "NOUN", 0.7, "n02084071"),  # 42 of 42 uses, granted 43 of 49
        ("dog", "NOUN", 0.9, None),
        ("shark", "NOUN", 0.7, None),  # 1 of 1 use, granted 2 of 4
        ("bank", "NOUN", 0.7, None),
        ("increase", "VERB", 0.7, None),
        ("xyzzy", "NOUN", 0.7, None),
    ],
)
def test_a_dominant_sense_carries_its_share(lemma: str, pos: str, share: float, synset: str | None) -> None:
    sense = wordnet.dominant(lemma, pos, share)
    assert (sense and sense.synset) == synset


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        ("teacher", "NOUN", "person"),
        ("person", "NOUN", "person"),
        ("city", "NOUN", "location"),
        ("yesterday", "NOUN", "time"),
        ("treaty", "NOUN", "communication"),
        ("government", "NOUN", "group"),
        ("hurricane", "NOUN", "phenomenon"),
        ("announce", "VERB", "communication"),
        ("walk", "VERB", "motion"),
        ("big", "ADJ", "all"),
        ("quickly", "ADV", "all"),
        ("Paris", "PROPN", None),
        ("xyzzy", "NOUN", None),
    ],
)
def test_the_supersense_of_the_first_sense(lemma: str, pos: str, expected: str | None) -> None:
    assert wordnet.supersense(lemma, pos) == expected


@pytest.mark.parametrize(
    ("lemma", "ancestor", "pos", "expected"),
    [
        ("shopkeeper", "person", "NOUN", True),
        ("lawyer", "attorney", "NOUN", True),
        ("person", "person", "NOUN", True),
        ("sparrow", "bird", "NOUN", True),
        ("car", "Motor vehicle", "NOUN", True),
        ("bank", "institution", "NOUN", True),  # its second sense is needed for the share
        ("shark", "person", "NOUN", False),  # the loan shark is not
        ("letter", "person", "NOUN", False),
        ("person", "shopkeeper", "NOUN", False),
        ("xyzzy", "person", "NOUN", False),
        ("whisper", "talk", "VERB", True),
        ("whisper", "person", "VERB", False),
        ("gigantic", "large", "ADJ", False),
    ],
)
def test_what_falls_under_what(lemma: str, ancestor: str, pos: str, expected: bool) -> None:
    assert wordnet.is_a(lemma, ancestor, pos) is expected


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        ("old", "ADJ", {"new", "young"}),
        ("big", "ADJ", {"little"}),
        ("large", "ADJ", {"small"}),
        ("gigantic", "ADJ", set()),  # only by way of "large"
        ("increase", "VERB", {"decrease"}),
        ("war", "NOUN", {"peace"}),
        ("quickly", "ADV", {"slowly"}),
        ("bridge", "NOUN", set()),
    ],
)
def test_antonyms_in_any_sense(lemma: str, pos: str, expected: set[str]) -> None:
    assert wordnet.antonyms(lemma, pos) == expected


@pytest.mark.parametrize(
    ("one", "other", "pos", "expected"),
    [
        ("Paris", "paris", "PROPN", True),  # one word
        ("doctor", "physician", "NOUN", True),  # a synset
        ("bus", "car", "NOUN", True),  # a synset, in a sense hardly used
        ("river", "stream", "NOUN", True),  # right above
        ("gigantic", "big", "ADJ", True),  # similar
        ("car", "vehicle", "NOUN", True),  # far above
        ("car", "motor vehicle", "NOUN", True),
        ("magazine", "newspaper", "NOUN", True),  # a small family
        ("huge", "enormous", "ADJ", True),  # similar to "large"
        ("quickly", "swiftly", "ADV", True),  # as "quick" and "swift" to "fast"
        ("dog", "cat", "NOUN", False),
        ("lake", "river", "NOUN", False),
        ("teacher", "student", "NOUN", False),
        ("summer", "winter", "NOUN", False),  # a family of four
        ("red", "blue", "ADJ", False),  # similar to "chromatic", as 146 others
        ("increase", "decrease", "VERB", False),  # a small family, but antonyms
        ("hot", "cold", "ADJ", False),
        ("quickly", "slowly", "ADV", False),
        ("cat", "xyzzy", "NOUN", False),
        ("Paris", "London", "PROPN", False),
    ],
)
def test_words_that_may_mean_nearly_the_same(one: str, other: str, pos: str, expected: bool) -> None:
    assert wordnet.related(one, other, pos) is expected
    assert wordnet.related(other, one, pos) is expected


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        ("myth", "NOUN", ("mythology",)),
        ("zebra", "NOUN", ("zebu",)),
        ("xyzzy", "NOUN", ()),
        ("gnaw", "VERB", ("gnash",)),
    ],
)
def test_words_spelt_like_it(lemma: str, pos: str, expected: tuple[str, ...]) -> None:
    assert wordnet.spelt_like(lemma, pos) == expected


def test_the_examples_hold() -> None:
    assert doctest.testmod(wordnet).failed == 0


def test_importing_reads_nothing() -> None:
    asked = "from quizzes.generator import wordnet; print(wordnet._lines.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "0"


def test_the_licence_stands_beside_the_data() -> None:
    notice = (LANGUAGE / "WORDNET-LICENSE.txt").read_text(encoding="ascii")
    assert notice.startswith(
        "This software and database is being provided to you, the LICENSEE, by\nPrinceton University"
    )
    assert "WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved." in notice
    assert notice.endswith("Princeton University and LICENSEE agrees to preserve same.\n")


def test_the_data_is_relations_and_short_glosses() -> None:
    data = (LANGUAGE / "relations.gz").read_bytes()
    lines = gzip.decompress(data).decode("ascii").splitlines()
    assert len(data) < 2_500_000
    assert "WORDNET-LICENSE.txt" in lines[0]
    assert lines == sorted(lines)
    # A word has two fields, a synset six, the last a gloss or empty.
    assert {(line[1] == " ", line.count("\t")) for line in lines[1:]} == {(True, 1), (False, 5)}
    assert max(len(line.rpartition("\t")[2].split()) for line in lines if line[1] != " ") == 11
