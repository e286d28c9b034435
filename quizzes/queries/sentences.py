"""The sentences of an article as students quote them, found by their punctuation: quick, and always the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*(\w))")
# A full stop behind these words, or behind a single capital letter, ends no sentence.
_SHORT = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Pres|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its number in the article from 1, and its place in the text."""

    number: int
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """The sentence's place as a form sends it."""
        return f"{self.start}-{self.end}"


def sentences(text: str) -> list[list[Sentence]]:
    """The sentences of each paragraph of `text`.

    >>> [[one.text for one in paragraph] for paragraph in sentences("Dr. Ruiz came. “Why?” He left.\\n\\nRain fell")]
    [['Dr. Ruiz came.', '“Why?”', 'He left.'], ['Rain fell']]
    """
    found: list[list[Sentence]] = []
    offset = number = 0
    for paragraph in text.split("\n\n"):
        inside = []
        for start, end in _cuts(paragraph):
            number += 1
            inside.append(Sentence(number, offset + start, offset + end, paragraph[start:end]))
        found.append(inside)
        offset += len(paragraph) + 2
    return found


def _cuts(paragraph: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _END.finditer(paragraph):
        if _ends(paragraph[start : match.end()], match[1]):
            yield _trimmed(paragraph, start, match.end())
            start = match.end()
    if paragraph[start:].strip():
        yield _trimmed(paragraph, start, len(paragraph))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _ends(piece: str, following: str) -> bool:
    """Whether a sentence ends with `piece` where `following` is the next letter or figure."""
    return not following.islower() and not _SHORT.search(piece)


def places(text: str) -> dict[tuple[int, int], Sentence]:
    """(start, end) -> sentence, for every sentence of `text`."""
    return {(one.start, one.end): one for paragraph in sentences(text) for one in paragraph}
