"""What the review of an article shows: its text with the evidence of each question, and how questions cover it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch, prefetch_related_objects

from quizzes.models import Article, Evidence, Position, Question, Skill, Waiver

from .sentences import Sentence, sentences

SHOWN = (Question.Status.DRAFT, Question.Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a paragraph, with the keys of the questions that rest on it."""

    text: str
    questions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many questions of a skill rest on a paragraph."""

    skill: Skill
    approved: int
    waiting: int

    @property
    def is_gap(self) -> bool:
        return not self.approved and not self.waiting


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph by its number, with a cell a skill."""

    number: int
    cells: tuple[Cell, ...]


def questions_of(article: Article) -> tuple[list[Question], list[Question]]:
    """The questions to show, in the order they were made, with all that is theirs; and the rejected, the last first."""
    statuses = (*SHOWN, Question.Status.REJECTED)
    found = article.questions.filter(status__in=statuses).select_related("brief", "reviewed_by").order_by("pk")
    shown: list[Question] = []
    rejected: list[Question] = []
    for question in found:
        question.article = article
        (shown if question.status in SHOWN else rejected).append(question)
    waivers = Prefetch("waivers", Waiver.objects.select_related("by"))
    prefetch_related_objects(shown, "choices", "accepted_answers", "evidence", waivers, "brief__positions")
    rejected.sort(key=lambda question: (question.reviewed_at is not None, question.reviewed_at), reverse=True)
    return shown, rejected


def bounds(text: str) -> list[tuple[int, int]]:
    """(start, end) of each paragraph."""
    found, start = [], 0
    for paragraph in text.split("\n\n"):
        found.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return found


def marked(article: Article, questions: Iterable[Question]) -> list[list[Part]]:
    """Each paragraph cut wherever the evidence of one of the questions begins or ends."""
    spans = [(span.start, span.end, question.pk) for question in questions for span in question.evidence.all()]
    paragraphs = []
    for start, end in bounds(article.text):
        edges = {start, end} | {edge for first, last, _pk in spans for edge in (first, last) if start < edge < end}
        cuts = sorted(edges)
        paragraphs.append(
            [
                Part(
                    article.text[first:last],
                    tuple(dict.fromkeys(pk for begin, stop, pk in spans if begin < last and stop > first)),
                )
                for first, last in pairwise(cuts)
            ]
        )
    return paragraphs


def paragraphs_of(article: Article, question: Question) -> set[int]:
    """The numbers of the paragraphs the question rests on."""
    return {
        number
        for number, (start, end) in enumerate(bounds(article.text), start=1)
        if any(span.start < end and span.end > start for span in question.evidence.all())
    }


def coverage(article: Article, questions: Iterable[Question]) -> list[Row]:
    """Paragraph by skill, how many of the questions are approved and how many wait."""
    approved: dict[tuple[int, str], int] = {}
    waiting: dict[tuple[int, str], int] = {}
    for question in questions:
        counted = approved if question.status == Question.Status.APPROVED else waiting
        for number in paragraphs_of(article, question):
            place = (number, question.skill)
            counted[place] = counted.get(place, 0) + 1
    return [
        Row(
            number,
            tuple(Cell(skill, approved.get((number, skill), 0), waiting.get((number, skill), 0)) for skill in Skill),
        )
        for number in range(1, len(article.paragraphs) + 1)
    ]


def sides(question: Question) -> list[tuple[Position, list[str]]]:
    """The positions of a debate in order, each with the quotes it rests on."""
    return [
        (position, [span.quote for span in question.evidence.all() if span.position_id == position.pk])
        for position in question.brief.positions.all()
    ]


def chosen(article: Article, evidence: Iterable[Evidence]) -> set[str]:
    """The keys of the sentences that the evidence touches."""
    spans = [(span.start, span.end) for span in evidence]
    return {
        sentence.key
        for paragraph in sentences(article.text)
        for sentence in paragraph
        if any(start < sentence.end and end > sentence.start for start, end in spans)
    }


def spans_of(article: Article, keys: Iterable[str], stored: Collection[Evidence] = ()) -> list[tuple[int, int]]:
    """(start, end) of the evidence that the chosen sentences make: neighbours in a paragraph are one.

    Where they are the sentences of the evidence that is stored already, it stays as it is, which may be less than whole
    sentences.
    """
    wanted = set(keys)
    if wanted == chosen(article, stored):
        return [(span.start, span.end) for span in stored]
    spans: list[tuple[int, int]] = []
    for paragraph in sentences(article.text):
        last: Sentence | None = None
        for sentence in paragraph:
            if sentence.key not in wanted:
                last = None
                continue
            if last:
                spans[-1] = (spans[-1][0], sentence.end)
            else:
                spans.append((sentence.start, sentence.end))
            last = sentence
    return spans
