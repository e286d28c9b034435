"""Telling an opinion the article reports from the facts it states."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Attribution, Reading, content_lemmas, is_body, is_person
from quizzes.generator.wording import capitalise

from .common import content_count, open_pronoun, reports

NOBODY = "Nobody in particular: the article states it as a fact"
SHORTEST, LONGEST = 5, 22
WANTED = 3
# A comparison whose other side stands in another sentence.
LEANING = re.compile(r"\b(far|much|even|still) \w+er\b|\b(further|wider|worse|better|more|less)$|\bthe \w+er\b")


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks which statement is an opinion where the article states three checkable facts, and who holds an opinion."""
    speakers = _speakers(clauses)
    others = [entity.name for entity in reading.entities if entity.sure or entity.label == "ORG"]
    named = tuple(name for name in others if name not in speakers)
    told = [clause for clause in clauses if _stands_alone(clause)]
    claims = [
        clause
        for clause in told
        if clause.attribution is not None and clause.attribution.speaker in speakers and _judges(clause)
    ]
    facts = [clause for clause in told if clause.attribution is None and _is_checkable(clause)]
    for clause in claims:
        yield from _which(reading, clause, facts)
        whose = _whose(reading, clause, speakers, named)
        if len(whose.options) == WANTED and clause.attribution is not None and clause.attribution.person is not None:
            yield whose


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
    yield Ask(
        kind=Kind.CLAIM_OR_FACT,
        rule="claim_or_fact.which",
        stem="Which of these statements is an opinion that the article reports, and not a fact that it states?",
        answer=clause.statement,
        form=Form.SENTENCE,
        statement=f"{speaker} claims that {clause.inside}",
        clause=clause,
        sentences=(clause.sentence,),
        worth=0.75,
        skill=Skill.EVALUATE,
        bloom=Bloom.ANALYSE,
        options=tuple(_stated(reading, fact) for fact in chosen),
        because=f"It is what {speaker} says; others may see it differently.",
    )


def _stated(reading: Reading, fact: Clause) -> Choice:
    (source,) = reading.evidence(fact.sentence)
    note = f"The article states this itself, and it can be checked: “{source.quote}”"
    return Choice(fact.statement, False, Reason.ELSEWHERE, note, source)


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


# What can be looked up: dates, counts, and names of people, places and bodies.
CHECKABLE = frozenset({"DATE", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "PERSON", "GPE", "ORG", "LOC", "FAC"})


def _is_checkable(clause: Clause) -> bool:
    """Whether the clause tells something dated, counted or named in plain words."""
    named = {token.ent_type_ for token in clause.tokens if token not in clause.subject_tokens}
    done = clause.verb.tag_ in {"VBD", "VBN"} or clause.passive or clause.verb.lemma_ == "be"
    plain = not clause.hedged and clause.modal is None and clause.how in {"main", "coordinate", "relative"}
    valued = any(token.lemma_.lower() in words("evaluative") | words("judging") for token in clause.tokens)
    thought = clause.verb.lemma_.lower() in words("opinion")
    counted = re.search(r"\d", clause.statement) is not None
    return plain and not valued and not thought and (counted or (done and bool(named & CHECKABLE)))


def _whose(reading: Reading, clause: Clause, speakers: dict[str, Clause], named: tuple[str, ...]) -> Ask:
    """Who holds the opinion: somebody the article quotes, or the article itself."""
    speaker = clause.attribution.speaker if clause.attribution else ""
    options = [
        Choice(NOBODY, False, Reason.MISREADS, f"The article does not say so itself: it reports what {speaker} says.")
    ]
    options += _others(reading, clause, speakers, named)[:2]
    return Ask(
        kind=Kind.CLAIM_OR_FACT,
        rule="claim_or_fact.whose",
        stem=f"Who holds the view that {clause.inside}?",
        answer=capitalise(speaker),
        form=Form.SOURCE,
        statement=f"{speaker} claims that {clause.inside}",
        clause=clause,
        sentences=(clause.sentence,),
        worth=0.4,
        skill=Skill.EVALUATE,
        bloom=Bloom.ANALYSE,
        options=tuple(options[:3]),
        because=f"It is what {speaker} says; the article reports it without confirming it.",
    )


def _others(reading: Reading, claim: Clause, speakers: dict[str, Clause], named: tuple[str, ...]) -> list[Choice]:
    """The article's other speakers, but none whose words touch the claim: they may agree; then others it names."""
    besides = claim.attribution.speaker if claim.attribution else ""
    choices = []
    for speaker, clause in speakers.items():
        if speaker != besides and not content_lemmas(claim.tokens) & content_lemmas(clause.sentence.span):
            (source,) = reading.evidence(clause.sentence)
            note = f"The article reports other words of theirs: “{source.quote}”"
            choices.append(Choice(capitalise(speaker), False, Reason.ELSEWHERE, note, source))
    for name in named:
        note = f"The article names {name}, but does not put this in their mouth."
        choices.append(Choice(capitalise(name), False, Reason.UNSUPPORTED, note))
    return choices
