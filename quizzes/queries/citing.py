"""How well the sentences that students cite agree with the evidence: a score of its own, never part of the points.

The score is the token-overlap F1 of extractive question answering (Rajpurkar et al. 2016, "SQuAD"), with two changes.
Both sides are places in one text, so a word counts as shared only where it is the same word at the same place. And as
students cite whole sentences, evidence is first widened to the sentences it stands in: who cites just those earns 1.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from quizzes.models import Assignment, Attempt, Response

from .sentences import sentences

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")

Span = Sequence[int]


class Citations:
    """Marks citations in one article."""

    def __init__(self, text: str) -> None:
        self._words = [match.start() for match in _WORD.finditer(text)]
        self._sentences = [(one.start, one.end) for inside in sentences(text) for one in inside]

    def score(self, cited: Iterable[Span], evidence: Iterable[Span]) -> Decimal | None:
        """The F1 of the words cited, 0 to 1, to two places; 0 for nothing cited, None where there is no evidence."""
        wanted = self._inside(self._widened(evidence))
        if not wanted:
            return None
        given = self._inside(cited)
        # F1 = 2PR / (P + R), with P = shared/given and R = shared/wanted.
        share = Decimal(2 * len(given & wanted)) / (len(given) + len(wanted))
        return share.quantize(Decimal("0.01"))

    def of(self, asked: bool, cited: Iterable[Span], evidence: Iterable[dict[str, Any]]) -> Decimal | None:
        """The score of a response as it is stored; None where no sentence was asked for."""
        return self.score(cited, ((one["start"], one["end"]) for one in evidence)) if asked else None

    def of_response(self, response: Response) -> Decimal | None:
        return self.of(bool(response.shown.get("cite")), response.cited, response.marking["evidence"])

    def _inside(self, spans: Iterable[Span]) -> set[int]:
        """The words that begin in the spans, by number."""
        return {
            word
            for start, end in spans
            for word in range(bisect_left(self._words, start), bisect_left(self._words, end))
        }

    def _widened(self, spans: Iterable[Span]) -> set[tuple[int, int]]:
        return {
            (first, last) for start, end in spans for first, last in self._sentences if first < end and last > start
        }


def mean(scores: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of an attempt's scores in per cent, to one place; None while there is none."""
    found = [score for score in scores if score is not None]
    return (100 * sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.1")) if found else None


def scores(assignments: Iterable[Assignment]) -> dict[int, Decimal | None]:
    """Attempt -> its mean score in per cent, of all that were handed in of the assignments that ask for sentences.

    Two queries; none where no assignment asks.
    """
    asking = [assignment.pk for assignment in assignments if assignment.cite_evidence]
    if not asking:
        return {}
    texts = Assignment.objects.filter(pk__in=asking).values_list("pk", "quiz__article__text")
    markers = {pk: Citations(text) for pk, text in texts}
    found: dict[int, list[Decimal | None]] = {}
    asked = Response.objects.filter(
        attempt__assignment__in=asking, attempt__state=Attempt.State.SUBMITTED, shown__cite=True
    )
    for attempt, assignment, cited, evidence in asked.order_by().values_list(
        "attempt_id", "attempt__assignment_id", "cited", "marking__evidence"
    ):
        found.setdefault(attempt, []).append(markers[assignment].of(True, cited, evidence))
    return {attempt: mean(given) for attempt, given in found.items()}


def evidence_of(responses: Iterable[Response]) -> dict[int, list[tuple[int, int]]]:
    """Question, by its position -> the places its answer rests on. Only for released results."""
    return {
        response.position: [(one["start"], one["end"]) for one in response.marking["evidence"]]
        for response in responses
        if response.marking["evidence"]
    }
