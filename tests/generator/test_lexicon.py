"""The word lists and opposites are loadable, in lower case, and mean what their users take them to mean."""

from importlib.resources import files
from itertools import chain

import pytest
import yaml

from quizzes.generator.lexicon import frames, number_words, opposite, words

LANGUAGE = files("quizzes.generator") / "language"
LISTS = yaml.safe_load((LANGUAGE / "words.yaml").read_text(encoding="utf-8"))
OPPOSITES = yaml.safe_load((LANGUAGE / "opposites.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_words_in_lower_case_each_once(name: str) -> None:
    assert words(name) and len(words(name)) == len(LISTS[name])
    assert all(isinstance(word, str) and word == word.lower().strip() for word in LISTS[name])


@pytest.mark.parametrize("use", OPPOSITES)
def test_opposites_are_pairs_of_different_words_in_lower_case(use: str) -> None:
    for one, other in OPPOSITES[use]:
        assert one == one.lower().strip() and other == other.lower().strip()
        assert one != other


@pytest.mark.parametrize("use", [use for use in OPPOSITES if use != "phrases"])
def test_every_word_of_a_pair_has_an_opposite(use: str) -> None:
    for word in chain(*OPPOSITES[use]):
        assert opposite(word, use) not in (None, word)


@pytest.mark.parametrize(
    ("word", "use", "other"),
    [
        ("increase", "verbs_with_object", "reduce"),
        ("reduce", "verbs_with_object", "increase"),
        ("increase", "verbs_alone", "decrease"),
        ("rise", "verbs_alone", "fall"),
        ("rise", "nouns", "fall"),
        ("cheaper", "adjectives", "more expensive"),
        ("more expensive", "adjectives", "cheaper"),
        ("quickly", "adverbs", "slowly"),
        # The first pair of a word counts, and a word has none where it is not used so.
        ("reject", "verbs_with_object", "accept"),
        ("rise", "verbs_with_object", None),
        ("bridge", "nouns", None),
    ],
)
def test_opposites_depend_on_use(word: str, use: str, other: str | None) -> None:
    assert opposite(word, use) == other


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("saying", "warn", "walk"),
        ("causing", "reduce", "sit"),
        ("hedges", "may", "must"),
        ("people", "mayor", "council"),
        ("bodies", "council", "mayor"),
        ("times", "april", "river"),
        ("sensitive", "murder", "bridge"),
        ("absolute", "never", "seldom"),
        ("countries", "norway", "oslo"),
        ("prepositions", "on", "up"),
        ("evaluative", "dangerous", "wooden"),
    ],
)
def test_what_a_list_holds(name: str, inside: str, outside: str) -> None:
    assert inside in words(name)
    assert outside not in words(name)


@pytest.mark.parametrize(("number", "word"), [(0, "zero"), (1, "one"), (7, "seven"), (12, "twelve"), (20, "twenty")])
def test_number_words_stand_at_their_own_places(number: int, word: str) -> None:
    assert number_words()[number] == word


def test_frames_are_what_the_file_holds() -> None:
    assert frames("opposites") == OPPOSITES
    assert ["more than", "less than"] in frames("opposites")["phrases"]


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("no such list")
