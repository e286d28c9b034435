"""What followed, follows or would follow: from verbs of bringing about, from after, because of and if."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause, Unit
from quizzes.generator.drafts import Bloom, Kind, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import finish, question
from quizzes.generator.reading import THEY, Reading, is_body, is_person, is_plural, personal
from quizzes.generator.wording import full_form, noun_tokens, phrase_text
from quizzes.generator.wordnet import supersense

from .common import (
    as_answer,
    attributed,
    causes,
    content_count,
    cut,
    dangling,
    open_pronoun,
    prefixed,
    pronoun_for,
    usable,
)


def ask(_reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for effects and consequences the article names."""
    for clause in clauses:
        if usable(clause):
            yield from _brought_about(clause)
            yield from _had(clause)
            yield from _after(clause)
            yield from _because_of(clause)
            yield from _if(clause)


def _effect(clause: Clause, rule: str, stem: str, answer: str, form: Form, statement: str, worth: float) -> Ask:
    return Ask(
        kind=Kind.EFFECT,
        rule=rule,
        stem=stem,
        answer=as_answer(answer),
        form=form,
        statement=statement,
        clause=clause,
        sentences=(clause.sentence,),
        worth=worth,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        plural=clause.plural,
    )


def _brought_about(clause: Clause) -> Iterator[Ask]:
    """ "The flood left cracks in the bridge": what effect did the flood have?"""
    head = clause.subject_head
    if clause.verb.lemma_ not in words("causing") or clause.passive or clause.negated or not _brings_about(clause):
        return
    if clause.resolved or is_person(head) or is_body(head) or head.dep_ == "nsubjpass":
        return
    if content_count(clause.subject_tokens) < 1 or len(clause.subject_tokens) > 12:
        return
    many = supersense(head.lemma_.lower(), "NOUN") == "group" and head.lemma_.lower() not in {"law", "system"}
    if many or (is_plural(head) and clause.verb.tag_ == "VBZ"):
        return
    pronoun = pronoun_for(clause)
    if pronoun is None or clause.subject_head.dep_ == "csubj":
        pronoun = "It"
    brought = {"prep"} if clause.verb.lemma_ in {"lead", "result", "contribute"} else {"dobj", "xcomp", "ccomp"}
    if not any(unit.role in brought and content_count(unit.tokens) >= 1 for unit in clause.units):
        return
    modal = clause.modal
    perfect = any(token.lower_ in {"has", "have", "had"} for token in clause.auxiliaries)
    if modal is not None:
        stem = finish(["What effect", full_form(modal), clause.subject, "have had" if perfect else "have"])
    elif clause.verb.tag_ == "VBD" or perfect:
        stem = finish(["What effect did", clause.subject, "have"])
        if clause.auxiliaries:
            stem = finish(["What effect", full_form(clause.auxiliaries[0]), clause.subject, "had"])
    else:
        stem = finish(["What effect", "do" if clause.plural else "does", clause.subject, "have"])
    yield _effect(
        clause,
        "effect.brought_about",
        prefixed(clause, stem),
        f"{pronoun} {clause.predicate}",
        Form.ABOUT,
        attributed(clause, clause.statement),
        0.9,
    )


def _had(clause: Clause) -> Iterator[Ask]:
    """ "The ban could have lasting effects on fish": what effects could the ban have?"""
    unit = clause.unit("dobj")
    if clause.verb.lemma_ != "have" or unit is None or unit.head.lemma_.lower() not in EFFECTS or clause.negated:
        return
    described = any(child.dep_ in {"amod", "compound", "relcl", "acl"} for child in unit.head.children)
    if not described or open_pronoun(unit.tokens) or clause.resolved or content_count(clause.subject_tokens) < 1:
        return
    noun = unit.head.lower_
    on = next((other for other in clause.units if other.role == "prep" and other.head.lower_ in {"on", "for"}), None)
    keep = (on,) if on is not None and not open_pronoun(on.tokens) else ()
    stem = question(f"What {noun}", clause, unit, keep=keep)
    answer = phrase_text(unit.tokens)
    yield _effect(
        clause, "effect.had", prefixed(clause, stem), answer, Form.THING, attributed(clause, clause.statement), 0.9
    )


EFFECTS = frozenset(
    {"effect", "impact", "influence", "consequence", "benefit", "advantage", "drawback", "disadvantage"}
)


def _brings_about(clause: Clause) -> bool:
    """Whether the verb has its causal sense: "makes it hard", not "made a debut"; "leads to", not "results from"."""
    roles = {unit.role for unit in clause.units}
    prepositions = {unit.head.lower_ for unit in clause.units if unit.role == "prep"}
    lemma = clause.verb.lemma_
    if lemma in {"make", "let"}:
        return bool(roles & {"ccomp", "xcomp", "oprd"})
    if lemma == "bring":
        return any(unit.role == "prt" and unit.head.lower_ in {"about", "down", "up"} for unit in clause.units)
    if lemma in {"change", "help", "spread", "raise"}:
        return bool(roles & {"ccomp", "xcomp"}) or (lemma == "raise" and "dobj" in roles)
    if lemma == "result":
        return "in" in prepositions
    return True


VAGUE = frozenset({"thing", "something", "somebody", "someone", "anything"})
AFTER = frozenset({"after", "following"})


def _after(clause: Clause) -> Iterator[Ask]:
    """ "Following the collapse of the U.S.S.R., the deal was replaced": what happened after the collapse?"""
    for child in clause.verb.children:
        if child.dep_ != "prep" or child.lower_ not in AFTER:
            continue
        noun = next((t for t in child.subtree if t.dep_ == "pobj" and t.i > child.i), None)
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in words("times"):
            continue
        tokens = noun_tokens(noun)
        if content_count(tokens) < 2 or open_pronoun(tokens) or len(tokens) > 12 or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        rest = _without_leading(cut(clause, set(child.subtree)), child)
        yield from _what_happened(clause, rest, "after", phrase_text(tokens), "effect.after", 0.85)


def _because_of(clause: Clause) -> Iterator[Ask]:
    """ "Sales fell due to the strike": what happened because of the strike?"""
    for cause, rest in causes(clause):
        if len(cause) <= 12:
            yield from _what_happened(clause, rest, "because of", phrase_text(cause), "effect.because_of", 0.75)


def _what_happened(clause: Clause, rest: Clause, link: str, occasion: str, rule: str, worth: float) -> Iterator[Ask]:
    if len(rest.statement.split()) < 4:
        return
    yield _effect(
        clause,
        rule,
        prefixed(clause, finish([_opening(rest), link, occasion])),
        rest.statement,
        Form.CLAUSE,
        attributed(clause, f"{rest.statement} {link} {occasion}"),
        worth,
    )


def _deep(pronoun: Token, unit: Unit) -> bool:
    thing = pronoun if pronoun.dep_ == "dobj" else pronoun.head
    return thing.dep_ == "dobj" and thing.head.dep_ in {"relcl", "conj"} and thing.head in unit.tokens


def _opening(rest: Clause) -> str:
    """How to ask for what happens, in the time of the clause."""
    finite = rest.auxiliaries[0] if rest.auxiliaries else rest.verb
    if rest.modal is not None:
        return f"What {full_form(rest.modal)} happen"
    if finite.tag_ == "VBD":
        return "What happened"
    if finite.lemma_ == "be" and rest.verb.tag_ == "VBG":
        return "What is happening"
    return "What has happened" if finite.lemma_ == "have" else "What happens"


def _without_leading(clause: Clause, head: Token) -> Clause:
    return replace(clause, leading=tuple(unit for unit in clause.leading if unit.head != head))


def _if(clause: Clause) -> Iterator[Ask]:
    """ "If the repairs fail, the bridge will close for good": what will happen if the repairs fail?"""
    for unit in (*clause.leading, *clause.units):
        if unit.role != "advcl" or unit.tokens[0].lower_ not in {"if", "unless", "when", "once"} or unit.set_off:
            continue
        if not any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in unit.head.children):
            continue
        if len(unit.tokens) < 3 or dangling(unit.tokens) or content_count(unit.tokens) < 1:
            continue
        if any(token.lemma_.lower() in VAGUE for token in (*unit.tokens, *clause.tokens)):
            continue
        if any(personal(token) in THEY and _deep(token, unit) for token in unit.tokens) and clause.plural:
            # "Unless states fight forces that block their escape": that of those who will stay poor.
            continue
        rest = clause.without(unit)
        if len(rest.statement.split()) < 4 or open_pronoun(rest.subject_tokens):
            continue
        lasting = rest.verb.lemma_ == "be" or (rest.verb.tag_ == "VBG" and rest.auxiliaries)
        if _opening(rest) == "What has happened" and unit.tokens[0].lower_ == "when":
            continue
        if lasting and _opening(rest) == "What happened":
            # "When they came, the firm was entering its best years": that did not happen then.
            continue
        yield _effect(
            clause,
            "effect.if",
            prefixed(clause, finish([_opening(rest), unit.text])),
            rest.statement,
            Form.CLAUSE,
            attributed(clause, clause.statement),
            0.95,
        )
