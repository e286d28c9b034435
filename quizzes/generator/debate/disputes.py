"""Two people in the article who see the same thing differently."""

from collections.abc import Iterator
from itertools import combinations

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import reports
from quizzes.generator.drafts import DebateForm
from quizzes.generator.entities import entity_of
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, content_lemmas

from .tension import Tension

NAMED_OFTEN = 3
DENIALS = frozenset({"not", "no", "never", "n’t", "n't"})


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """One for each pair of named speakers of whom one praises and one faults what the article keeps coming back to."""
    told = [clause for clause in clauses if _of_somebody(clause)]
    done: set[frozenset[str]] = set()
    for one, other in combinations(told, 2):
        if one.attribution is None or other.attribution is None:
            continue
        pair = frozenset({one.attribution.speaker, other.attribution.speaker})
        topic = _topic(reading, one, other)
        if len(pair) < 2 or pair in done or not topic or _mood(one) * _mood(other) >= 0:
            continue
        done.add(pair)
        first, second = (one, other) if _mood(one) > 0 else (other, one)
        yield _tension(topic, first, second)


def _of_somebody(clause: Clause) -> bool:
    who = clause.attribution
    return who is not None and who.person is not None and not reports(clause) and "“" not in clause.statement


def _mood(clause: Clause) -> int:
    lemmas = [token.lemma_.lower() for token in clause.tokens]
    good = sum(lemma in words("favourable") for lemma in lemmas)
    bad = sum(lemma in words("unfavourable") or lemma in DENIALS for lemma in lemmas)
    return (good > bad) - (bad > good)


def _topic(reading: Reading, one: Clause, other: Clause) -> str:
    """The noun both clauses are about, which the article keeps coming back to, else ""."""
    shared = _about(one) & _about(other)
    often = [lemma for lemma in shared if reading.salience[lemma] >= NAMED_OFTEN]
    return max(often, key=lambda lemma: (reading.salience[lemma], lemma), default="")


def _about(clause: Clause) -> set[str]:
    """The common nouns that are subject or object of the clause."""
    heads = [clause.subject_head, *(unit.head for unit in clause.units if unit.role in {"dobj", "attr"})]
    return {head.lemma_.lower() for head in heads if head.pos_ == "NOUN" and entity_of(head) is None}


def _tension(topic: str, first: Clause, second: Clause) -> Tension:
    assert first.attribution is not None and second.attribution is not None
    return Tension(
        form=DebateForm.STAKEHOLDER,
        frame="dispute",
        anchors=(first.sentence, second.sentence),
        score=0.9,
        slots={
            "topic": first.subject if first.subject_head.lemma_.lower() == topic else f"the {topic}",
            "one": first.attribution.speaker,
            "two": second.attribution.speaker,
            "yes": first.inside,
            "no": second.inside,
        },
        about=frozenset(content_lemmas(list(first.tokens)) | content_lemmas(list(second.tokens))),
        said=(first.sentence,),
        against=(second.sentence,),
    )
