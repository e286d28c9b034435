"""An article as a student reads it: its sentences, cut where highlights, evidence and explained words begin and end."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from quizzes.models import Article, GlossaryNote, Highlight, User

from .sentences import Sentence, sentences

Span = tuple[int, int]

# What a stem says of where to read: "in paragraph 3", and words of the article between quotation marks.
_NAMED = re.compile(r"\bparagraphs? (\d{1,3})\b", re.I)
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the article that the teacher explained, at one of its places."""

    id: str
    phrase: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence in which nothing begins or ends.

    `colour` is that of the highlight over it, `anchors` are the highlights that begin with it, `evidence` are the
    questions whose answer rests on it and `begins` those of them whose evidence begins here.
    """

    text: str
    colour: str = ""
    anchors: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    term: Term | None = None

    @property
    def look(self) -> str:
        """The names of the styles it is shown in; "" for plain text."""
        return " ".join(
            name for name in (f"in-{self.colour}" if self.colour else "", "evidence" if self.evidence else "") if name
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its pieces."""

    sentence: Sentence
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Page:
    """An article for one student: what the student wrote beside it, the words explained, and evidence by question."""

    article: Article
    highlights: tuple[Highlight, ...]
    glossary: tuple[GlossaryNote, ...] = ()
    evidence: Mapping[int, Sequence[Span]] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        return laid_out(self.article.text, self.highlights, self.evidence, self.glossary)

    @property
    def alike(self) -> str:
        """All that is on the page, where it is the same for everybody; "" where something on it is not.

        The page of who marked nothing and gets no evidence shown is made once for all of them. A change of the text or
        of a word explained makes it another.
        """
        if self.highlights or any(self.evidence.values()):
            return ""
        return repr((self.article.text, [(note.pk, note.phrase, note.note) for note in self.glossary]))

    @property
    def sentences(self) -> list[Sentence]:
        return [line.sentence for paragraph in self.paragraphs for line in paragraph]


def page(
    article: Article,
    student: User | None,
    evidence: Mapping[int, Sequence[Span]] | None = None,
    *,
    has_terms: bool = True,
) -> Page:
    """The article with the student's highlights, the words explained, and the evidence given as question -> places.

    Two queries; one less without a student, and one less where it is known that no words are explained.
    """
    highlights = student.highlights.filter(article=article) if student else Highlight.objects.none()
    # A text that was changed before any question cited it may have left a highlight behind.
    kept = tuple(one for one in highlights if article.text[one.start : one.end] == one.quote)
    return Page(article, kept, tuple(article.glossary.all()) if has_terms else (), evidence or {})


def laid_out(
    text: str,
    highlights: Iterable[Highlight] = (),
    evidence: Mapping[int, Sequence[Span]] | None = None,
    glossary: Iterable[GlossaryNote] = (),
) -> tuple[tuple[Line, ...], ...]:
    """The paragraphs of `text` as sentences in pieces. Where highlights overlap, the one made last is seen."""
    marks = sorted(highlights, key=lambda one: one.pk)
    spans = {question: sorted(places) for question, places in (evidence or {}).items() if places}
    notes = list(glossary)
    return tuple(
        tuple(_line(text, sentence, marks, spans, terms) for sentence in inside)
        for inside in sentences(text)
        for terms in [_terms(text, inside, notes)]
    )


def _line(
    text: str,
    sentence: Sentence,
    marks: list[Highlight],
    evidence: Mapping[int, list[Span]],
    terms: Sequence[tuple[Span, Term]],
) -> Line:
    first, last = sentence.start, sentence.end
    every = [(mark.start, mark.end) for mark in marks]
    every += [place for places in evidence.values() for place in places]
    every += [place for place, _term in terms]
    cuts = sorted({first, last, *(cut for span in every for cut in span if first < cut < last)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        rests = tuple(
            question for question, places in evidence.items() if any(a <= start and end <= b for a, b in places)
        )
        pieces.append(
            Piece(
                text[start:end],
                over[-1].colour if over else "",
                tuple(mark.pk for mark in over if _begins(mark.start, start, sentence)),
                rests,
                # The first place alone is where a link from the question leads.
                tuple(question for question in rests if _begins(evidence[question][0][0], start, sentence)),
                next((term for place, term in terms if place[0] == start), None),
            )
        )
    return Line(sentence, tuple(pieces))


def _begins(span_start: int, start: int, sentence: Sentence) -> bool:
    """Whether what begins at `span_start` begins with the piece at `start`; blanks between sentences are in none."""
    return span_start == start or (start == sentence.start and start - 2 <= span_start < start)


def _terms(text: str, inside: Sequence[Sentence], glossary: Iterable[GlossaryNote]) -> list[tuple[Span, Term]]:
    """Each explained word at its first place in the paragraph; none inside another."""
    if not inside:
        return []
    found: list[tuple[Span, Term]] = []
    begin, end = inside[0].start, inside[-1].end
    # Longer phrases first, so that "interest rate" is not taken apart by "interest".
    for note in sorted(glossary, key=lambda one: -len(one.phrase)):
        pattern = re.compile(rf"(?<!\w){re.escape(note.phrase)}(?!\w)", re.I)
        for match in pattern.finditer(text, begin, end):
            place = match.span()
            whole = any(one.start <= place[0] and place[1] <= one.end for one in inside)
            if whole and not any(place[0] < other[1] and other[0] < place[1] for other, _term in found):
                found.append((place, Term(f"term-{note.pk}-{inside[0].number}", match[0], note.note)))
                break
    return found


def paragraphs_named(stem: str, text: str) -> list[int]:
    """The paragraphs, from 1, that the stem itself names: by number, or by quoting words that stand in one alone.

    It reads nothing but the stem, so a link to them tells nothing that the question does not.

    >>> paragraphs_named("What does “it will rain” in paragraph 2 mean?", "Sun.\\n\\nThey say it will rain.")
    [2]
    """
    paragraphs = text.split("\n\n")
    found = {int(number) for number in _NAMED.findall(stem)}
    for quote in _QUOTED.findall(stem):
        inside = [number for number, paragraph in enumerate(paragraphs, start=1) if quote in paragraph]
        found |= set(inside if len(inside) == 1 else ())
    return sorted(number for number in found if 1 <= number <= len(paragraphs))
