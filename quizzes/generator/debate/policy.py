"""What should be done: from "should", "must" and "ought to", and from plans somebody wants to carry out."""

from collections.abc import Iterator

from quizzes.generator.building import clause_at
from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import acts, content_count
from quizzes.generator.drafts import DebateForm, DebatePrompt
from quizzes.generator.reading import Reading, content_lemmas
from quizzes.generator.wording import join, phrase_text

from .brief import prompt

# "An attacker must expect" tells what follows, not what is right.
MENTAL = frozenset({"be", "expect", "have", "know", "feel", "mean", "seem", "think", "believe", "remember", "admit"})
NORMATIVE = frozenset({"should", "must", "ought"})
PLANNING = frozenset(
    {"plan", "want", "seek", "propose", "intend", "aim", "agree", "decide", "hope", "vow", "pledge", "refuse"}
)


def prompts(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[DebatePrompt]:
    """Policy prompts: somebody's "should", and somebody's plan."""
    yield from _left_open(reading)
    for clause in clauses:
        proposal, score = _demanded(clause) or _planned(clause) or ("", 0.0)
        if not proposal or len(proposal.split()) > 24:
            continue
        made = prompt(
            reading,
            form=DebateForm.POLICY,
            frame="should",
            anchor=clause.sentence,
            score=score,
            slots={"proposal": proposal},
            about=content_lemmas(list(clause.tokens)),
        )
        if made is not None:
            yield made


def _left_open(reading: Reading) -> Iterator[DebatePrompt]:
    """ "Councillors will decide whether the lane should stay closed": should the lane stay closed?"""
    for sentence in reading.sentences:
        for token in sentence.span:
            if not any(child.lower_ == "whether" and child.dep_ == "mark" for child in token.children):
                continue
            clause = clause_at(reading, sentence, token)
            if clause is None or clause.modal is None or clause.modal.lower_ not in NORMATIVE or clause.resolved:
                continue
            made = prompt(
                reading,
                form=DebateForm.POLICY,
                frame="should",
                anchor=sentence,
                score=0.95,
                slots={"proposal": _proposal(clause)},
                about=content_lemmas(list(clause.tokens)),
            )
            if made is not None:
                yield made


def _demanded(clause: Clause) -> tuple[str, float] | None:
    """ "Singh says drones should carry maps": should drones carry maps?"""
    modal = clause.modal
    if modal is None or modal.lower_ not in NORMATIVE or clause.negated or clause.resolved:
        return None
    if modal.lower_ == "must" and clause.verb.lemma_ in MENTAL:
        return None
    return _proposal(clause), 0.9


def _proposal(clause: Clause) -> str:
    """The clause without its "should": "the lane stay closed"."""
    rest = [word for word in clause.verb_group if word not in NORMATIVE | {"to"}]
    return join([clause.subject, *rest, *clause.unit_texts])


def _planned(clause: Clause) -> tuple[str, float] | None:
    """ "The council plans to close the bridge": should the council close the bridge?"""
    unit = clause.unit("xcomp")
    if unit is None or clause.verb.lemma_ not in PLANNING or not acts(clause) or clause.passive or clause.negated:
        return None
    if unit.tokens[0].lower_ != "to" or content_count(unit.tokens) < 2 or clause.resolved:
        return None
    return join([clause.subject, phrase_text(unit.tokens[1:])]), 0.7
