"""Where quotes stand in an article: finding a quote's words, and the paragraphs around evidence with it marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.models import Evidence

_ALIKE = {
    "'": "['‘’]",
    "‘": "['‘’]",
    "’": "['‘’]",
    '"': '["“”]',
    "“": '["“”]',
    "”": '["“”]',
    "-": "[-–—]",
    "–": "[-–—]",
}

# Characters of a paragraph from which a list shows its evidence alone and the rest on demand.
LONG = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph; `marked` when it is evidence."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, cut where evidence begins and ends."""

    pieces: tuple[Piece, ...]

    @property
    def is_long(self) -> bool:
        return sum(len(piece.text) for piece in self.pieces) > LONG


def passages(text: str, evidence: Iterable[Evidence]) -> list[Passage]:
    """The paragraphs of `text` that the evidence stands in, in order, each cut where evidence begins and ends."""
    spans = _merged((span.start, span.end) for span in evidence)
    found = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        inside = [(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]
        if inside:
            found.append(_cut(text, start, end, inside))
        start = end + 2
    return found


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, start: int, end: int, marked: list[tuple[int, int]]) -> Passage:
    pieces = []
    for first, last in marked:
        pieces += [Piece(text[start:first], False), Piece(text[first:last], True)]
        start = last
    pieces.append(Piece(text[start:end], False))
    return Passage(tuple(piece for piece in pieces if piece.text))


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words of `quote` first stand in `text`, as (start, end); None when they do not.

    Spaces, line ends and the shapes of quotation marks and dashes may differ, since copying often changes them.

    >>> find_quote("He said “no way”.", '"no  way"')
    (8, 16)
    """
    words = quote.split()
    if not words:
        return None
    pattern = r"\s+".join("".join(_ALIKE.get(letter, re.escape(letter)) for letter in word) for word in words)
    match = re.search(pattern, text)
    return match.span() if match else None
