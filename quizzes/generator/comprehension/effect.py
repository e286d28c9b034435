"""What followed, follows or would follow: from verbs of bringing about, from after, because of and if."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Kind, Skill
from quizzes.generator.facts import Clause
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import finish
from quizzes.generator.reading import Reading, is_body, is_person
from quizzes.generator.wording import full_form, noun_tokens, phrase_text

from .common import as_answer, attributed, content_count, cut, open_pronoun, prefixed, pronoun_for, usable


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for effects and consequences the article names."""
    for clause in clauses:
        if usable(clause):
            yield from _brought_about(clause)
            yield from _after(clause)
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
    if clause.verb.lemma_ not in words("causing") or clause.passive or clause.negated:
        return
    if clause.resolved or is_person(head) or is_body(head) or head.dep_ == "nsubjpass":
        return
    if content_count(clause.subject_tokens) < 1 or len(clause.subject_tokens) > 12:
        return
    pronoun = pronoun_for(clause)
    if pronoun is None or clause.subject_head.dep_ == "csubj":
        pronoun = "It"
    brought = {"prep"} if clause.verb.lemma_ in {"lead", "result", "contribute"} else {"dobj", "xcomp", "ccomp"}
    if not any(unit.role in brought and content_count(unit.tokens) >= 1 for unit in clause.units):
        return
    modal = clause.modal
    if modal is not None:
        stem = finish(["What effect", full_form(modal), clause.subject, "have"])
    elif clause.verb.tag_ == "VBD" or any(token.lower_ in {"has", "have", "had"} for token in clause.auxiliaries):
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


AFTER = frozenset({"after", "following"})
BECAUSE_OF = frozenset({"because", "due", "thanks"})


def _after(clause: Clause) -> Iterator[Ask]:
    """ "Following the collapse of the U.S.S.R., the deal was replaced": what happened following the collapse?"""
    for child in clause.verb.children:
        if child.dep_ != "prep" or child.lower_ not in AFTER | BECAUSE_OF:
            continue
        noun = next((t for t in child.subtree if t.dep_ == "pobj" and t.i > child.i), None)
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in words("times"):
            continue
        tokens = noun_tokens(noun)
        if content_count(tokens) < 2 or open_pronoun(tokens) or len(tokens) > 12 or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        link = {"after": "after", "following": "after"}.get(child.lower_, "because of")
        rest = cut(clause, set(child.subtree))
        rest = _without_leading(rest, child)
        if len(rest.statement.split()) < 4:
            continue
        occasion = phrase_text(tokens)
        if rest.modal is not None:
            opening = ["What", full_form(rest.modal), "happen"]
        else:
            past = clause.verb.tag_ == "VBD" or any(t.tag_ == "VBD" for t in clause.auxiliaries)
            opening = ["What happened" if past else "What happens"]
        yield _effect(
            clause,
            "effect.after" if link == "after" else "effect.because_of",
            prefixed(clause, finish([*opening, link, occasion])),
            rest.statement,
            Form.CLAUSE,
            attributed(clause, f"{rest.statement} {link} {occasion}"),
            0.85,
        )


def _without_leading(clause: Clause, head: Token) -> Clause:
    return replace(clause, leading=tuple(unit for unit in clause.leading if unit.head is not head))


def _if(clause: Clause) -> Iterator[Ask]:
    """ "If the repairs fail, the bridge will close for good": what will happen if the repairs fail?"""
    for unit in (*clause.leading, *clause.units):
        if unit.role != "advcl" or unit.tokens[0].lower_ not in {"if", "unless", "when", "once"} or unit.set_off:
            continue
        if len(unit.tokens) < 3 or open_pronoun(unit.tokens) or content_count(unit.tokens) < 1:
            continue
        rest = replace(
            clause,
            units=tuple(other for other in clause.units if other is not unit),
            leading=tuple(other for other in clause.leading if other is not unit),
        )
        if len(rest.statement.split()) < 4 or open_pronoun(rest.subject_tokens):
            continue
        finite = rest.auxiliaries[0] if rest.auxiliaries else rest.verb
        if rest.modal is not None:
            opening = ["What", full_form(rest.modal), "happen"]
        elif finite.tag_ in {"VBZ", "VBP"}:
            opening = ["What happens"]
        else:
            opening = ["What happened"]
        yield _effect(
            clause,
            "effect.if",
            prefixed(clause, finish([*opening, unit.text])),
            rest.statement,
            Form.CLAUSE,
            attributed(clause, clause.statement),
            0.95,
        )
