"""What the words of a question and its options alone give away; needs no parse."""

import re

from .lexicon import words


def lower_words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    # "US" is a country, and "a mine" one of coal.
    return re.findall(r"[^\W\d_]+", re.sub(r"\bUS\b|(?<=\w )mine\b", "U.S", text).lower())


def weighty(text: str) -> set[str]:
    """The words of a text that carry something."""
    return {word for word in re.findall(r"\w+", text.lower()) if word not in words("small")}


def alias(key: str, other: str) -> bool:
    """Whether two short options name the same: one holds all the words of the other."""
    mine, theirs = set(lower_words(key)), set(lower_words(other))
    small = {"the", "a", "an", "of", "in", "at"}
    mine, theirs = mine - small, theirs - small
    return (
        max(len(mine), len(theirs)) <= 4
        and bool(mine)
        and bool(theirs)
        and (mine <= theirs or theirs <= mine)
        and not re.search(r"\d", key)
    )


def same_substance(key: str, other: str) -> bool:
    """Whether two options say the same in other order."""
    mine, theirs = re.findall(r"\w+", key.lower()), re.findall(r"\w+", other.lower())
    return sorted(mine) == sorted(theirs)


def absolute(texts: list[str]) -> bool:
    """Whether one of the texts says "always", "never" or the like."""
    return any(word in words("absolute") for text in texts for word in lower_words(text))


def echoes(stem: str, key: str, wrong: list[str]) -> bool:
    """Whether the key alone repeats two words of weight from the question (a clang association)."""
    asked = weighty(stem)
    return len(weighty(key) & asked) >= 2 and not any(weighty(other) & asked for other in wrong)


def odd_start(key: str, wrong: list[str]) -> bool:
    """Whether the key alone starts otherwise than all the wrong options, which start alike: "to", "by", "an", "the"."""
    starts = {"to", "by", "because", "as", "in", "at", "it", "they", "a", "an", "the"}
    kinds = [word if (word := (lower_words(text) or [""])[0]) in starts else "" for text in (key, *wrong)]
    kinds = ["a" if kind == "an" else kind for kind in kinds]
    clause_start = {"to", "by", "because", "as", "in", "at", "it", "they"}
    mixed = any((kind in clause_start) != (kinds[0] in clause_start) for kind in kinds[1:])
    return mixed or (kinds[0] != kinds[1] and len(set(kinds[1:])) == 1)
