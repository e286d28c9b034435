"""Whether the article states something as a fact or reports it as somebody's claim."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.facts import Clause
from quizzes.generator.lexicon import words
from quizzes.generator.pronouns import possessive
from quizzes.generator.reading import Attribution, Reading, is_body, is_person
from quizzes.generator.wording import capitalise

from .common import open_pronoun, reports

NOBODY = "Nobody’s: the article states it as a fact"
SHORTEST, LONGEST = 5, 22


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks about judgments of named speakers, and about dated or counted facts, where the article has both."""
    speakers = _speakers(clauses)
    others = [entity.name for entity in reading.entities if entity.sure or entity.label == "ORG"]
    named = tuple(name for name in others if name not in speakers)
    if not speakers or len(speakers) + len(named) < 3:
        return
    for clause in clauses:
        if not SHORTEST <= len(clause.statement.split()) <= LONGEST or open_pronoun(tuple(clause.tokens)):
            continue
        if reports(clause) or clause.how == "apposition" or "“" in clause.statement:
            continue
        if clause.attribution is not None:
            if clause.attribution.speaker in speakers and _judges(clause):
                yield _claim(reading, clause, speakers, named)
        elif _is_checkable(clause):
            yield _fact(reading, clause, speakers, named)


def _speakers(clauses: tuple[Clause, ...]) -> dict[str, Clause]:
    """Those who claim something in the article, with their first claim, in the order of the article."""
    found: dict[str, Clause] = {}
    for clause in clauses:
        if clause.attribution is not None and _is_somebody(clause.attribution):
            found.setdefault(clause.attribution.speaker, clause)
    return found


def _is_somebody(attribution: Attribution) -> bool:
    """Whether people speak, not a study or data."""
    if attribution.person is not None:
        return True
    subject = next((c for c in attribution.verb.children if c.dep_ == "nsubj"), None) if attribution.verb else None
    return bool(attribution.speaker) and subject is not None and (is_person(subject) or is_body(subject))


def _judges(clause: Clause) -> bool:
    """Whether the clause judges, hopes or demands: what cannot be looked up."""
    if any(token.like_num or token.ent_type_ == "DATE" for token in clause.tokens):
        return False
    thought = {"believe", "think", "hope", "fear", "feel", "doubt"}
    opinion = clause.attribution is not None and clause.attribution.lemma in thought
    modal = clause.modal is not None and clause.modal.lower_ in {
        "should",
        "must",
        "may",
        "might",
        "could",
        "will",
        "would",
    }
    valued = any(token.lemma_.lower() in words("evaluative") for token in clause.tokens)
    return opinion or modal or valued


def _is_checkable(clause: Clause) -> bool:
    """Whether the clause tells a dated or counted thing in plain words."""
    counted = any(token.ent_type_ in {"DATE", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"} for token in clause.tokens)
    plain = not clause.hedged and clause.modal is None and clause.how in {"main", "coordinate"}
    valued = any(token.lemma_.lower() in words("evaluative") | words("judging") for token in clause.tokens)
    return counted and plain and not valued and re.search(r"\d", clause.statement) is not None


def _stem(clause: Clause) -> str:
    return f"Whose opinion is it that {clause.inside}?"


def _claim(reading: Reading, clause: Clause, speakers: dict[str, Clause], named: tuple[str, ...]) -> Ask:
    speaker = clause.attribution.speaker if clause.attribution else ""
    options = [
        Choice(NOBODY, False, Reason.MISREADS, f"The article does not say so itself: it reports what {speaker} says.")
    ]
    options += _others(reading, speakers, named, besides=speaker)[:2]
    return Ask(
        kind=Kind.CLAIM_OR_FACT,
        rule="claim_or_fact.claim",
        stem=_stem(clause),
        answer=possessive_start(speaker),
        form=Form.SOURCE,
        statement=f"{speaker} claims that {clause.inside}",
        clause=clause,
        sentences=(clause.sentence,),
        worth=0.6,
        skill=Skill.EVALUATE,
        bloom=Bloom.ANALYSE,
        options=tuple(options[:3]),
        because=f"It is what {speaker} says; the article reports it without confirming it.",
    )


def _fact(reading: Reading, clause: Clause, speakers: dict[str, Clause], named: tuple[str, ...]) -> Ask:
    options = _others(reading, speakers, named)
    return Ask(
        kind=Kind.CLAIM_OR_FACT,
        rule="claim_or_fact.fact",
        stem=_stem(clause),
        answer=NOBODY,
        form=Form.SOURCE,
        statement=clause.statement,
        clause=clause,
        sentences=(clause.sentence,),
        worth=0.2,
        skill=Skill.EVALUATE,
        bloom=Bloom.ANALYSE,
        options=tuple(options[:3]),
        because="The article says it in its own words and puts it in nobody’s mouth; it can be looked up.",
    )


def possessive_start(name: str) -> str:
    """
    >>> possessive_start("the workers")
    'The workers’'
    """
    return capitalise(possessive(name))


def _others(reading: Reading, speakers: dict[str, Clause], named: tuple[str, ...], besides: str = "") -> list[Choice]:
    """Opinions of the article's other speakers, then of others it names."""
    choices = []
    for speaker, clause in speakers.items():
        if speaker != besides:
            (source,) = reading.evidence(clause.sentence)
            note = f"The article reports other words of theirs: “{source.quote}”"
            choices.append(Choice(possessive_start(speaker), False, Reason.ELSEWHERE, note, source))
    for name in named:
        note = f"The article names {name}, but does not put this in their mouth."
        choices.append(Choice(possessive_start(name), False, Reason.UNSUPPORTED, note))
    return choices
