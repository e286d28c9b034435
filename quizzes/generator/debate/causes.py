"""What leads to what: forecasts that may not come true, and causes that may not be the whole story."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import content_count
from quizzes.generator.drafts import DebateForm, DebatePrompt
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import yes_no
from quizzes.generator.reading import Reading, content_lemmas, is_body, is_person

from .brief import prompt

FORECASTING = frozenset({"will", "would", "could", "may", "might", "can"})
LINKS = frozenset({"because", "due", "thanks"})


def prompts(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[DebatePrompt]:
    """Cause prompts: forecasts, hedged and stated causes."""
    for clause in clauses:
        if clause.negated or clause.resolved:
            continue
        frame, score = _kind(clause)
        if not frame or content_count(tuple(clause.tokens)) < 4 or len(clause.statement.split()) > 24:
            continue
        made = prompt(
            reading,
            form=DebateForm.CAUSE,
            frame=frame,
            anchor=clause.sentence,
            score=score,
            slots={"question": yes_no(clause)},
            about=content_lemmas(list(clause.tokens)),
        )
        if made is not None:
            yield made


def _kind(clause: Clause) -> tuple[str, float]:
    """The frame for a causal claim, and how sharp its tension is; ("", 0) for what is no such claim."""
    causing = (
        clause.verb.lemma_ in words("causing") - {"make", "bring", "help", "produce"}
        and clause.unit("dobj", "prep", "xcomp", "ccomp") is not None
    )
    linked = any(unit.head.lower_ in LINKS or _because(unit.head) for unit in clause.units)
    thing = not (is_person(clause.subject_head) or is_body(clause.subject_head))
    if clause.modal is not None and clause.modal.lower_ in FORECASTING and (linked or (causing and thing)):
        return "forecast", 0.82 if linked else 0.78
    open_ = clause.hedged or clause.attribution is not None
    changes = clause.verb.lemma_ in words("causing") | words("alone") - {"be", "matter"}
    if (causing and thing and open_) or (linked and changes):
        return "cause", 0.65 if open_ else 0.55
    return "", 0.0


def _because(head: Token) -> bool:
    return head.dep_ == "advcl" and any(child.lower_ == "because" for child in head.children)
