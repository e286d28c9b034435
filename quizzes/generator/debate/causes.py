"""What leads to what: causes that may not be the whole story, and forecasts that may not come true."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import content_count, dangling, reports
from quizzes.generator.drafts import DebateForm
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import denied, yes_no
from quizzes.generator.reading import Reading, content_lemmas, is_body, is_person
from quizzes.generator.wording import phrase_text

from .tension import Tension, matters

FORECASTING = frozenset({"will", "would", "could", "may", "might", "can"})
LINKS = frozenset({"because", "due", "thanks"})
LEADING = frozenset({"lead", "result", "contribute"})
REASONS = frozenset({"reason", "cause", "explanation"})
LONGEST = 26


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """Forecasts, and hedged or attributed causes."""
    for clause in clauses:
        if clause.negated or clause.resolved or reports(clause) or dangling(tuple(clause.tokens)):
            continue
        if clause.subject_head.lemma_.lower() in REASONS:
            yield from _main_reason(clause)
            continue
        form, score = _kind(clause)
        if not matters(reading, clause):
            continue
        if form is None or content_count(tuple(clause.tokens)) < 4 or len(clause.statement.split()) > LONGEST:
            continue
        # The reason somebody gives for the link is one side's argument, not the question.
        reasons = [unit for unit in clause.units if form is DebateForm.CAUSE and _because(unit.head)]
        plain = replace(clause.without(*reasons), attribution=None)
        yield Tension(
            form=form,
            frame="forecast" if form is DebateForm.FORECAST else "cause",
            anchors=(clause.sentence,),
            score=score,
            slots=_in_will({"question": yes_no(plain), "yes": plain.inside, "no": denied(plain)}),
            about=frozenset(content_lemmas(list(clause.tokens))),
            said=(clause.sentence,),
        )


def _in_will(slots: dict[str, str]) -> dict[str, str]:
    """What "might" happen as what "will": nobody would deny that it might."""
    question = re.sub(r"^(?:Might|May|Could|Can) ", "Will ", slots["question"])
    yes = re.sub(r"\b(?:might|may|could|can) ", "will ", slots["yes"], count=1)
    no = re.sub(r"\b(?:might not|may not|could not|cannot) ", "will not ", slots["no"], count=1)
    # "It could well affect ..." is no more than "it could".
    return {name: text.replace(" well ", " ", 1) for name, text in (("question", question), ("yes", yes), ("no", no))}


def _main_reason(clause: Clause) -> Iterator[Tension]:
    """ "One reason for the fall might be the help they get": is the help they get the main reason for the fall?"""
    of = next((c for c in clause.subject_head.children if c.lower_ == "for" and c.dep_ == "prep"), None)
    unit = clause.unit("attr")
    if clause.subject_head.lemma_.lower() not in REASONS or clause.verb.lemma_ != "be" or of is None or unit is None:
        return
    result, cause = phrase_text([token for token in of.subtree if token != of]), unit.text
    if content_count(tuple(of.subtree)) < 1 or content_count(unit.tokens) < 2:
        return
    yield Tension(
        form=DebateForm.CAUSE,
        frame="cause",
        anchors=(clause.sentence,),
        score=0.9,
        slots={
            "question": f"Is {cause} the main reason for {result}?",
            "yes": f"{cause} is the main reason for {result}",
            "no": f"{cause} is not the main reason for {result}",
        },
        about=frozenset(content_lemmas(list(clause.tokens))),
        said=(clause.sentence,),
    )


def _kind(clause: Clause) -> tuple[DebateForm | None, float]:
    """Whether the clause forecasts or explains something, and how sharp the tension is."""
    causing = (
        clause.verb.lemma_ in words("causing") - {"make", "bring", "produce", "create"}
        and clause.unit("dobj", "xcomp", "ccomp", *(("prep",) if clause.verb.lemma_ in LEADING else ())) is not None
        and not clause.passive
    )
    because = any(_because(unit.head) for unit in clause.units)
    linked = because or any(unit.head.lower_ in LINKS for unit in clause.units)
    thing = not (is_person(clause.subject_head) or is_body(clause.subject_head))
    modal = clause.modal.lower_ if clause.modal is not None else ""
    if modal in FORECASTING and (linked or (causing and thing)):
        return DebateForm.FORECAST, 0.86 if linked else 0.8
    if modal in {"could", "may", "might"} and clause.verb.lemma_ in {"be", "become"} and thing:
        return DebateForm.FORECAST, 0.74
    finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    # What is past and nobody doubts is told, not argued.
    open_ = clause.hedged or (clause.attribution is not None and finite.tag_ != "VBD" and finite.lower_ != "had")
    if causing and thing and open_:
        return DebateForm.CAUSE, 0.7
    if linked and not because and open_:
        return DebateForm.CAUSE, 0.66
    return None, 0.0


def _because(head: Token) -> bool:
    return head.dep_ == "advcl" and any(child.lower_ == "because" for child in head.children)
