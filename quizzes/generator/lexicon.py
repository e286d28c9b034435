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
def number_words() -> tuple[str, ...]:
    """The words for the numbers from nought, each at its own place: number_words()[7] is "seven"."""
    return tuple(_load("words")["numbers"])


@cache
def _opposites() -> dict[tuple[str, str], str]:
    table: dict[tuple[str, str], str] = {}
    for use, pairs in _load("opposites").items():
        if use == "phrases":
            continue
        for one, other in pairs:
            table.setdefault((one, use), other)
            table.setdefault((other, use), one)
    return table


def opposite(word: str, use: str) -> str | None:
    """The word that turns a statement with `word` round, or None; `use` is a heading of language/opposites.yaml.

    >>> opposite("increase", "verbs_with_object"), opposite("increase", "verbs_alone")
    ('reduce', 'decrease')
    """
    return _opposites().get((word, use))


def frames(name: str) -> Any:
    """The sentence frames in language/`name`.yaml."""
    return _load(name)
