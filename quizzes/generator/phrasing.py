"""A clause and the part asked for -> a grammatical English question."""

# The first auxiliary goes before the subject, else a form of "do"; a question about the subject keeps the order of the
# statement; particles and negation stay where they are; a preposition goes with its answer unless the verb needs it.

import re

from lemminflect import getInflection, getLemma
from spacy.tokens import Token

from .clause import Clause, Unit, texts_of
from .lexicon import words
from .reading import is_person, is_plural
from .wording import capitalise, full_form, join, uncapitalised

# Adverbs that a question does without.
PASSING = frozenset(
    {"already", "successfully", "really", "actually", "now", "currently", "just", "also", "even", "only"}
)
BE = frozenset({"am", "is", "are", "was", "were"})


def fronted(clause: Clause) -> tuple[str, list[str]]:
    """What goes before the subject in a question, and the rest of the verb group: ("did", ["sign"])."""
    negation = [child for child in clause.verb.children if child.dep_ == "neg"]
    denying = any(adverb.lower_ == "no" for adverb in clause.adverbs)
    adverbs = [a for a in clause.adverbs if denying or (len(clause.adverbs) == 1 and a.lower_ not in PASSING)]
    group = sorted([*clause.auxiliaries, *adverbs, *negation, clause.verb], key=lambda token: int(token.i))
    if clause.auxiliaries:
        first = clause.auxiliaries[0]
        return full_form(first), [full_form(token) for token in group if token != first]
    if clause.verb.lemma_ == "be":
        return full_form(clause.verb), [full_form(token) for token in group if token != clause.verb]
    support = {"VBD": "did", "VBP": "do", "VB": "do"}.get(clause.verb.tag_, "does")
    rest = [base_form(token) if token == clause.verb else full_form(token) for token in group]
    return support, rest


def base_form(verb: Token) -> str:
    """The bare infinitive; lemminflect's where the parser's lemma is none of the verb ("hopes" is not of "hop")."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return verb.text
    lemma = verb.lemma_.lower()
    if verb.pos_ == "VERB" and verb.lower_ not in {lemma, *getInflection(lemma, tag=verb.tag_)}:
        return next(iter(getLemma(verb.lower_, upos="VERB")), lemma)
    return lemma


def question(
    wh: str, clause: Clause, gap: Unit | None = None, *, keep: tuple[Unit, ...] | None = None, tail: str = ""
) -> str:
    """Ask for `gap` (a unit of the clause, left out of the question): "What did the two countries sign in 1961?".

    `keep` names the units to keep; by default all that follow the verb and are not set off by commas.
    """
    auxiliary, rest = fronted(clause)
    units = [unit for unit in (keep if keep is not None else clause.units) if unit is not gap and not unit.set_off]
    leading = [unit.text for unit in clause.leading]
    return finish([wh, auxiliary, clause.subject, *rest, *texts_of(units), tail, *leading])


def subject_question(wh: str, clause: Clause) -> str:
    """Ask for the subject: "Who signed a treaty in 1961?"."""
    leading = [unit.text for unit in clause.leading]
    return finish([wh, clause.predicate, *leading])


def predicate_question(clause: Clause, keep: tuple[Unit, ...]) -> str:
    """Ask what the subject did, does or will do: "What did the council do in March?"."""
    leading = [unit.text for unit in clause.leading]
    auxiliary, rest = fronted(clause)
    aspect = [word for word in rest[:-1] if word in {"have", "be", "been"}]
    if auxiliary in {"has", "have", "had"}:
        return finish(["What", auxiliary, clause.subject, "done", *(unit.text for unit in keep), *leading])
    if auxiliary in BE:
        return finish(["What", auxiliary, clause.subject, "doing", *(unit.text for unit in keep), *leading])
    do = {"have": "done", "be": "doing"}.get(aspect[-1] if aspect else "", "do")
    return finish(["What", auxiliary, clause.subject, *aspect, do, *(unit.text for unit in keep), *leading])


def yes_no(clause: Clause) -> str:
    """The clause as a question to be answered yes or no: "Will the pact create waves across the world?"."""
    auxiliary, rest = fronted(clause)
    units = clause.unit_texts
    return finish([auxiliary, clause.subject, *rest, *units, *(unit.text for unit in clause.leading)])


def denied(clause: Clause) -> str:
    """The clause with "not", as it stands inside a sentence: "the pact will not create waves across the world"."""
    auxiliary, rest = fronted(clause)
    plain = join([clause.subject, auxiliary, "not", *rest, *clause.unit_texts, *(unit.text for unit in clause.leading)])
    plain = re.sub(r"^there (is|are|was|were) not (?:an? )?", r"there \1 no ", plain)
    return plain.replace("can not", "cannot")


def finish(parts: list[str]) -> str:
    """The parts as one question: a capital, single spaces, a question mark."""
    text = re.sub(r"\s+", " ", join(parts)).strip(" ,;:")
    return capitalise(text if re.search(r"\b\w\.$", text) else text.rstrip(".")) + "?"


def bare_predicate(clause: Clause) -> str:
    """What answers a `predicate_question`: the predicate from its bare, -ing or -en verb on ("sign a treaty")."""
    _auxiliary, rest = fronted(clause)
    return join([*(rest[1:] if rest[0] in {"have", "be"} and len(rest) > 1 else rest), *clause.unit_texts])


def wh_for(head: Token, *, subject: bool = False) -> str:
    """The question word for a noun phrase: who, what, or for a state that does something which country."""
    if is_person(head) and head.ent_type_ not in {"WORK_OF_ART", "PRODUCT", "EVENT"}:
        return "Who"
    if is_country(head) and subject:
        return "Which country" if not is_plural(head) else "Which countries"
    if subject and (head.ent_type_ in {"ORG", "NORP"} or head.lemma_.lower() in words("bodies")):
        return "Who"
    return "What"


def is_country(head: Token) -> bool:
    """Whether a name is a state's: "North Korea"."""
    if head.ent_type_ != "GPE":
        return False
    name = " ".join(
        token.lower_ for token in head.lefts if token.dep_ in {"compound", "amod"} and token.ent_type_ == "GPE"
    )
    return f"{name} {head.lower_}".strip() in words("countries")


def counted(head: Token) -> str:
    """The counted noun of "how many": its words without the number and its articles."""
    tokens = [
        token
        for token in head.subtree
        if (token.i <= head.i and token.dep_ in {"amod", "compound", "nmod"} and not token.like_num) or token == head
    ]
    return " ".join(
        uncapitalised(token) for token in tokens if token.lower_ not in {"more", "other", "further", "additional"}
    )
