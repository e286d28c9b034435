"""What should be done: from "should", "must" and bans, and from plans that are not yet carried out."""

from collections.abc import Iterator

from lemminflect import getInflection

from quizzes.generator.building import clause_at
from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import acts, content_count, dangling
from quizzes.generator.drafts import DebateForm
from quizzes.generator.reading import Reading, Sentence, content_lemmas, is_person, is_plural
from quizzes.generator.wording import join, phrase_text

from .tension import Tension, matters

# "An attacker must expect" tells what follows, not what is right.
MENTAL = frozenset({"be", "expect", "have", "know", "feel", "mean", "seem", "think", "believe", "remember", "admit"})
NORMATIVE = frozenset({"should", "must", "ought"})
PLANNING = frozenset({"plan", "want", "seek", "propose", "intend", "aim", "agree", "hope", "vow", "pledge", "refuse"})
FORBIDDING = frozenset({"ban", "forbid", "prohibit", "outlaw", "bar"})
WEIGHING = frozenset({"consider", "discuss", "debate", "propose", "suggest"})
LONGEST = 24


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """Somebody's "should", somebody's plan, a ban, and what is still to be decided."""
    yield from _left_open(reading)
    for clause in clauses:
        if not matters(reading, clause):
            continue
        for subject, rest, score in (*_demanded(clause), *_planned(clause), *_weighed(clause), *_banned(clause)):
            whole = len(f"{subject} {rest}".split()) <= LONGEST and not rest.endswith("’")
            if whole and not dangling(tuple(clause.tokens)):
                yield _tension(subject, rest, score, clause.sentence, frozenset(content_lemmas(list(clause.tokens))))


def _tension(subject: str, rest: str, score: float, anchor: Sentence, about: frozenset[str]) -> Tension:
    slots = {
        "question": f"Should {subject} {rest}?",
        "yes": f"{subject} should {rest}",
        "no": f"{subject} should not {rest}",
    }
    return Tension(DebateForm.POLICY, "should", (anchor,), score, slots, about, said=(anchor,))


def _left_open(reading: Reading) -> Iterator[Tension]:
    """ "Councillors will decide whether the lane should stay closed": should the lane stay closed?"""
    for sentence in reading.sentences:
        for token in sentence.span:
            if not any(child.lower_ == "whether" and child.dep_ == "mark" for child in token.children):
                continue
            clause = clause_at(reading, sentence, token)
            if clause is None or clause.modal is None or clause.modal.lower_ not in NORMATIVE or clause.resolved:
                continue
            about = frozenset(content_lemmas(list(clause.tokens)))
            yield _tension(clause.subject, _deed(clause), 0.95, sentence, about)


def _demanded(clause: Clause) -> Iterator[tuple[str, str, float]]:
    """ "Singh says drones should carry maps": should drones carry maps?"""
    modal = clause.modal
    if modal is None or modal.lower_ not in NORMATIVE or clause.negated or clause.resolved:
        return
    if clause.verb.lemma_ in (MENTAL if modal.lower_ == "must" else MENTAL - {"be", "have", "know", "feel"}):
        return
    if any(token.lemma_ == "have" for token in clause.auxiliaries):
        # What should have been done can no longer be decided.
        return
    yield clause.subject, _deed(clause), 0.92


def _deed(clause: Clause) -> str:
    """The clause without its subject and its "should": "stay closed"."""
    rest = [word for word in clause.verb_group if word not in NORMATIVE | {"to"}]
    return join([*rest, *clause.unit_texts])


def _planned(clause: Clause) -> Iterator[tuple[str, str, float]]:
    """ "The council plans to close the bridge": should the council close the bridge? Not what is done already."""
    unit = clause.unit("xcomp")
    if unit is None or clause.verb.lemma_ not in PLANNING or clause.passive or clause.negated or clause.resolved:
        return
    if not _decides(clause) or unit.tokens[0].lower_ != "to" or content_count(unit.tokens) < 2:
        return
    if clause.verb.tag_ == "VBD" and not clause.auxiliaries:
        return
    head = clause.subject_head
    if clause.verb.lemma_ == "hope" and not is_plural(head):
        # What one person or body hopes to do is no plan that others have a say in.
        return
    yield clause.subject, phrase_text(unit.tokens[1:]), 0.72


def _weighed(clause: Clause) -> Iterator[tuple[str, str, float]]:
    """ "The government is considering making holidays a duty": should the government make holidays a duty?"""
    unit = clause.unit("xcomp")
    if unit is None or clause.verb.lemma_ not in WEIGHING or clause.negated or clause.resolved or not _decides(clause):
        return
    if unit.head.tag_ == "VBG" and unit.tokens[0] == unit.head and content_count(unit.tokens) >= 2:
        yield clause.subject, join([unit.head.lemma_, phrase_text(unit.tokens[1:])]), 0.93


def _banned(clause: Clause) -> Iterator[tuple[str, str, float]]:
    """ "The law bans children under 14 from working": should children under 14 be banned from working?"""
    unit = clause.unit("dobj")
    if clause.verb.lemma_ not in FORBIDDING or clause.passive or clause.negated or unit is None:
        return
    others = [
        other.text
        for other in clause.units
        if other is not unit and not other.set_off and other.role == "prep" and other.head.lower_ != "because"
    ]
    if clause.subject_head.ent_type_ in {"GPE", "ORG"}:
        # What one country or firm forbids in passing is seldom what the article is about.
        return
    participle = getInflection(clause.verb.lemma_, tag="VBN")
    # "Bans children under 14 from working": whom it bans is named by what stands before "from".
    whom = [other for other in others if not other.startswith("from ")]
    what = [other for other in others if other.startswith("from ")]
    if participle and content_count(unit.tokens) >= 1:
        yield join([unit.text, *whom]), join(["be", participle[0], *what]), 0.85


def _decides(clause: Clause) -> bool:
    """Whether the subject is a body, a state or several people: what one person plans is their own affair."""
    head = clause.subject_head
    return acts(clause) and (is_plural(head) or (head.pos_ != "PRON" and not is_person(head)))
