"""The order of events, only from explicit years."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.reading import Reading

from .common import as_answer, open_pronoun

YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
FEWEST, MOST = 3, 5


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """One ordering of three to five dated events, and one question for the earliest."""
    events = _events(clauses)
    if len(events) < FEWEST:
        return
    years = sorted(events)
    yield _ordering(reading, [events[year] for year in years[:MOST]])
    if len(years) > FEWEST and years[0] == min(map(int, YEAR.findall(reading.text))):
        yield _earliest(reading, [(year, *events[year]) for year in years[:4]])


def _events(clauses: tuple[Clause, ...]) -> dict[int, tuple[str, Clause]]:
    """Past events by their year, each told without it; years with two events are left out."""
    found: dict[int, tuple[str, Clause]] = {}
    twice: set[int] = set()
    for clause in clauses:
        years = set(YEAR.findall(clause.statement))
        finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
        if len(years) != 1 or finite.tag_ != "VBD" or clause.negated or clause.attribution is not None:
            continue
        told = _without_year(clause)
        if told is None or open_pronoun(tuple(clause.tokens)):
            continue
        year = int(years.pop())
        if year in found and found[year][1].sentence is not clause.sentence:
            twice.add(year)
        found.setdefault(year, (told, clause))
    return {year: event for year, event in found.items() if year not in twice}


def _without_year(clause: Clause) -> str | None:
    """The clause's statement without "in 1961", or None where the year belongs to something else."""
    dated = [unit for unit in (*clause.units, *clause.leading) if YEAR.search(unit.text)]
    if len(dated) != 1 or dated[0].role not in {"prep", "npadvmod"} or len(dated[0].tokens) > 4:
        return None
    if dated[0].head.lower_ not in {"in", "on"} and dated[0].role == "prep":
        return None
    kept = clause.without(dated[0])
    return as_answer(kept.statement) if 4 <= len(kept.statement.split()) <= 20 else None


def _ordering(reading: Reading, events: list[tuple[str, Clause]]) -> Ask:
    sentences = tuple(dict.fromkeys(clause.sentence for _told, clause in events))
    choices = tuple(Choice(told, source=reading.evidence(clause.sentence)[0]) for told, clause in events)
    return Ask(
        kind=Kind.SEQUENCE,
        rule="sequence.order",
        stem="Put these events from the article in the order in which they happened, the earliest first.",
        answer="; ".join(f"{number}. {told}" for number, (told, _clause) in enumerate(events, start=1)),
        form=Form.ORDER,
        statement="",
        clause=events[0][1],
        sentences=sentences,
        worth=0.7,
        skill=Skill.INTERPRET,
        bloom=Bloom.ANALYSE,
        options=choices,
    )


def _earliest(reading: Reading, dated: list[tuple[int, str, Clause]]) -> Ask:
    (first, told, clause), *later = dated
    options = tuple(
        Choice(
            other,
            False,
            Reason.ELSEWHERE,
            f"The article dates this to {year}, which is later than {first}.",
            reading.evidence(from_.sentence)[0],
        )
        for year, other, from_ in later
    )
    return Ask(
        kind=Kind.SEQUENCE,
        rule="sequence.earliest",
        stem="Of the dated events in the article, which happened first?",
        answer=told,
        form=Form.SENTENCE,
        statement=clause.statement,
        clause=clause,
        sentences=tuple(dict.fromkeys(from_.sentence for _year, _told, from_ in dated)),
        worth=0.65,
        skill=Skill.INTERPRET,
        bloom=Bloom.ANALYSE,
        options=options,
        because=f"It happened in {first}, the earliest of the years given.",
    )
