"""The word lists and opposites of the language folder, loaded once."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _load(name: str) -> Any:
    return yaml.safe_load((files(__package__) / "language" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """The word list `name` of language/words.yaml, in lower case."""
    return frozenset(str(word) for word in _load("words")[name])


@cache
def _opposites() -> dict[tuple[str, str], str]:
    parts = {"verbs": "VERB", "adjectives": "ADJ", "nouns": "NOUN", "adverbs": "ADV"}
    table: dict[tuple[str, str], str] = {}
    for part, pairs in _load("opposites").items():
        for one, other in pairs:
            table.setdefault((one, parts[part]), other)
            table.setdefault((other, parts[part]), one)
    return table


def opposite(lemma: str, part_of_speech: str) -> str | None:
    """The word that turns a statement with `lemma` round, or None.

    >>> opposite("increase", "VERB"), opposite("increase", "NOUN")
    ('reduce', 'decrease')
    """
    return _opposites().get((lemma, part_of_speech))


def frames(name: str) -> Any:
    """The sentence frames in language/`name`.yaml."""
    return _load(name)
