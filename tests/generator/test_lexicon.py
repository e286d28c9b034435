"""The word lists are loadable, lower-case and free of double entries."""

from importlib.resources import files

import pytest
import yaml

from quizzes.generator.lexicon import opposite, words

LISTS = yaml.safe_load((files("quizzes.generator") / "language" / "words.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_words_in_lower_case(name: str) -> None:
    assert words(name)
    assert all(isinstance(word, str) and word == word.lower() for word in LISTS[name])


@pytest.mark.parametrize(
    ("word", "use", "other"),
    [
        ("increase", "verbs_with_object", "reduce"),
        ("increase", "verbs_alone", "decrease"),
        ("reduce", "verbs_with_object", "increase"),
        ("cheaper", "adjectives", "more expensive"),
        ("bridge", "nouns", None),
    ],
)
def test_opposites_depend_on_use(word: str, use: str, other: str | None) -> None:
    assert opposite(word, use) == other
