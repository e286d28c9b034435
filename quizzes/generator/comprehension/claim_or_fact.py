"""Telling an opinion the article reports from the facts it states."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Attribution, Reading, is_body, is_person
from quizzes.generator.wording import capitalise
from quizzes.generator.wordnet import supersense

from .common import content_count, open_pronoun, reports

SHORTEST, LONGEST = 5, 22
WANTED = 3
# A comparison whose other side stands in another sentence.
LEANING = re.compile(r"\b(far|much|even|still) \w+er\b|\b(further|wider|worse|better|more|less)$|\bthe \w+er\b")


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks which of four statements is an opinion, where the article reports one and states three checkable facts."""
    told = [clause for clause in clauses if _stands_alone(clause)]
    claims = [
        clause
        for clause in told
        if clause.attribution is not None
        and _is_somebody(clause.attribution)
        and _judges(clause)
        # "He said he was proud of the reforms, which received huge cheers": the article says that.
        and clause.how != "relative"
    ]
    facts = [clause for clause in told if clause.attribution is None and _is_checkable(clause)]
    for clause in claims:
        yield from _which(reading, clause, facts)


def _stands_alone(clause: Clause) -> bool:
    statement = clause.statement
    return (
        SHORTEST <= len(statement.split()) <= LONGEST
        and not open_pronoun(tuple(clause.tokens))
        and content_count(clause.subject_tokens) >= 1
        and not reports(clause)
        and clause.how != "apposition"
        and "“" not in statement
        and not re.search(r"\b(this|these|those)\b", statement.lower())
        and LEANING.search(statement) is None
    )


def _which(reading: Reading, clause: Clause, facts: list[Clause]) -> Iterator[Ask]:
    """The opinion among three facts of the article, of about its length and from other sentences."""
    length = len(clause.statement)
    near = sorted(facts, key=lambda one: (abs(len(one.statement) - length), one.sentence.index))
    chosen: list[Clause] = []
    for fact in near:
        apart = all(fact.sentence is not other.sentence for other in (clause, *chosen))
        if apart and 0.5 <= len(fact.statement) / length <= 2 and len(chosen) < WANTED:
            chosen.append(fact)
    if len(chosen) < WANTED:
        return
    speaker = clause.attribution.speaker if clause.attribution else ""
    says, claims = ("say", "claim") if clause.attribution and clause.attribution.plural else ("says", "claims")
    yield Ask(
        kind=Kind.CLAIM_OR_FACT,
        rule="claim_or_fact.which",
        stem="Which of these statements is an opinion that the article reports, and not a fact that it states?",
        answer=clause.statement,
        form=Form.SENTENCE,
        statement=f"{capitalise(speaker)} {claims} that {clause.inside}",
        clause=clause,
        sentences=(clause.sentence,),
        worth=0.75,
        skill=Skill.EVALUATE,
        bloom=Bloom.ANALYSE,
        options=tuple(_stated(reading, fact) for fact in chosen),
        because=f"It is what {speaker} {says}; others may see it differently.",
    )


def _stated(reading: Reading, fact: Clause) -> Choice:
    (source,) = reading.evidence(fact.sentence)
    note = f"The article states this itself, and it can be checked: “{source.quote}”"
    return Choice(fact.statement, False, Reason.ELSEWHERE, note, source)


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
    lemma = clause.attribution.lemma if clause.attribution is not None else ""
    opinion = lemma in thought
    # What studies find will happen is no opinion; what somebody argues will happen is.
    modal = clause.modal is not None and (
        clause.modal.lower_ in {"should", "must"}
        or (clause.modal.lower_ in {"may", "might", "could", "will", "would"} and lemma in words("opinion"))
    )
    valued = any(token.lemma_.lower() in words("evaluative") for token in clause.tokens)
    demanded = clause.verb.lemma_ == "need"
    return opinion or modal or valued or demanded


# "Better", "the most popular": somebody compares.
COMPARED = frozenset({"JJR", "JJS", "RBR", "RBS"})
# WordNet's sorts of verbs for what goes on in a mind or between two.
THOUGHT = frozenset({"cognition", "emotion", "communication", "perception"})
# What can be looked up: dates, counts, and names of people, places and bodies.
CHECKABLE = frozenset({"DATE", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "PERSON", "GPE", "ORG", "LOC", "FAC"})


def _is_checkable(clause: Clause) -> bool:
    """Whether the clause tells something dated, counted or named in plain words, or what was done."""
    told = [token for token in clause.tokens if token not in clause.subject_tokens]
    # "Is only half the battle", "is a champion at filling Anna's club" are for the writer to say.
    sorts = CHECKABLE - {"CARDINAL", "PERSON"} if clause.verb.lemma_ == "be" else CHECKABLE
    named = any(token.ent_type_ in sorts for token in told)
    digits = re.search(r"\d", clause.statement) is not None
    counted = digits or (clause.verb.lemma_ != "be" and any(token.like_num for token in told))
    plain = not clause.hedged and clause.modal is None and not clause.negated
    plain = plain and clause.how in {"main", "coordinate", "relative"}
    judging = words("evaluative") | words("judging") | words("opinion")
    valued = any(token.lemma_.lower() in judging or token.tag_ in COMPARED for token in clause.tokens)
    verbs = [clause.verb, *(unit.head for unit in clause.units if unit.role == "xcomp")]
    thought = any(supersense(verb.lemma_.lower(), "VERB") in THOUGHT for verb in verbs)
    return plain and not valued and not thought and (counted or named or clause.passive)
