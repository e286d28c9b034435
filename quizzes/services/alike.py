"""Typed answers that say the same in nearly the same words, put together so that they can be marked together."""

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .grading import normalise, same_answer

# Of 100. Below it two answers have too little in common to be read as one; the rules below do the rest.
ALIKE = 78.0
# So many forms are compared with one another at most; a class has far fewer.
MOST_FORMS = 2000

# "t" is what is left of "don't".
_NEGATION = re.compile(
    r"no|not|nor|neither|never|none|nobody|nothing|nowhere|without|cannot|t|hardly|barely|scarcely|against|unlike|except"
    r"|instead|fail(s|ed|ing)?|refuse[sd]?|lack(s|ed)?|less|fewer|least"
)


def alike(answers: Sequence[str]) -> list[list[int]]:
    """The places of the answers, those that say the same together; groups stand in the order of their first answer.

    Answers that are the same but for case, accents, punctuation and small leading words are one form. Forms go, the
    most frequent first, to the first group whose own first form they are like (Hartigan's leader algorithm, 1975), so
    that no chain of small differences joins two that are far apart. The same answers always give the same groups.
    """
    places: dict[str, list[int]] = {}
    for place, answer in enumerate(answers):
        places.setdefault(normalise(answer), []).append(place)
    forms = sorted(places, key=lambda form: (-len(places[form]), form))
    leaders: dict[str, list[str]] = {}
    for form in forms:
        near = (leader for leader in leaders if is_alike(leader, form)) if len(forms) <= MOST_FORMS else iter(())
        leaders.setdefault(next(near, form), []).append(form)
    groups = [sorted(place for form in group for place in places[form]) for group in leaders.values()]
    return sorted(groups)


def is_alike(one: str, other: str) -> bool:
    """Whether two normalised answers say the same: the same words in the same order, but for slips and words left out.

    Never where their numbers or negations differ, where each has a word that the other has not (north, south), or
    where one of them is nothing.
    """
    if not one or not other or fuzz.ratio(one, other) < ALIKE:
        return False
    mine, theirs = _words(one), _words(other)
    if _numbers(mine) != _numbers(theirs) or _negations(mine) != _negations(theirs):
        return False
    added = removed = False
    for step in Levenshtein.opcodes(mine, theirs):
        pairs = zip(
            mine[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end], strict=step.tag == "replace"
        )
        if step.tag == "replace" and not all(_same_word(left, right) for left, right in pairs):
            return False
        added = added or step.tag == "insert"
        removed = removed or step.tag == "delete"
    return not (added and removed)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in ("the", "a", "an")]


def _numbers(words: list[str]) -> Counter[str]:
    return Counter(word for word in words if any(letter.isdigit() for letter in word) or word == "%")


def _negations(words: list[str]) -> Counter[str]:
    return Counter(word for word in words if _NEGATION.fullmatch(word))


def _same_word(one: str, other: str) -> bool:
    """Whether the two are a word and a slip of the pen for it, or its singular and plural."""
    if min(len(one), len(other)) > 3 and one.removesuffix("s") == other.removesuffix("s"):
        return True
    return same_answer(one, other) or same_answer(other, one)
