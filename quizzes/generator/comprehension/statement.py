"""What somebody says, thinks, hopes or proposes; it stays theirs and is never turned into a fact."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Kind, Skill
from quizzes.generator.entities import entity_of
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import bare_predicate, finish, predicate_question, question
from quizzes.generator.reading import HE_SHE, IT, PRONOUNS, THEY, Reading, is_person
from quizzes.generator.wording import full_form, join, phrase_text
from quizzes.generator.wordnet import supersense

from .common import (
    WISHING,
    acts,
    as_answer,
    attributed,
    content_count,
    cut,
    open_pronoun,
    prefixed,
    pronoun_for,
    reports,
    says_something,
)

VIEWING = frozenset({"describe", "view", "see", "regard", "characterise", "characterize", "depict", "portray", "treat"})
MODAL_TASKS = frozenset({"should", "must", "can", "could", "will", "would", "may", "might"})


def ask(_reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for what named speakers say about things."""
    told = Counter((clause.subject, clause.verb.lemma_) for clause in clauses if reports(clause))
    for clause in clauses:
        attribution = clause.attribution
        if attribution is not None and attribution.speaker and reports(clause):
            yield from _said(clause, told)
        elif attribution is not None and attribution.speaker:
            yield from _needed(clause)
            yield from _proposed(clause)
            yield from _said_about(clause)
            yield from _hoped(clause)
        if reports(clause) and attribution is None:
            yield from _said(clause, told)
            yield from _said_of_self(clause)
        if attribution is None:
            yield from _viewed_as(clause)


def _ask(clause: Clause, rule: str, stem: str, answer: str, form: Form, worth: float) -> Ask:
    return Ask(
        kind=Kind.STATEMENT,
        rule=rule,
        stem=stem,
        answer=as_answer(answer),
        form=form,
        statement=attributed(clause, clause.statement),
        clause=clause,
        sentences=(clause.sentence,),
        worth=worth,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        plural=clause.plural,
    )


def _proposed(clause: Clause) -> Iterator[Ask]:
    """ "Singh says drones should carry maps": according to Singh, what should drones do?"""
    modal = clause.modal
    if (
        modal is None
        or modal.lower_ not in MODAL_TASKS
        or clause.passive
        or clause.negated
        or clause.attribution is None
    ):
        return
    if clause.verb.lemma_ in {"be", "have", "happen", "do"} or content_count(clause.subject_tokens) < 1:
        return
    if not acts(clause) and modal.lower_ not in {"should", "must"}:
        return
    if modal.lower_ in {"will", "would", "may", "might"} and clause.attribution.person is None:
        return
    if (
        clause.verb.lemma_ in {"need", "want", "receive", "get", "lose", "suffer", "die"}
        or supersense(clause.verb.lemma_.lower(), "VERB") == "stative"
    ):
        return
    if sum(len(unit.tokens) for unit in clause.units) < 2:
        return
    stem = predicate_question(clause, ())
    yield _ask(
        clause,
        "statement.proposed",
        f"According to {clause.attribution.speaker}, {stem[:1].lower()}{stem[1:]}",
        bare_predicate(clause),
        Form.BARE,
        0.95,
    )


# Verbs that take "about", and what to ask with for those that do not.
ABOUT = {
    "say": "say", "tell": "say", "add": "say", "explain": "say", "note": "say", "point": "say", "state": "say",
    "declare": "say", "report": "say", "claim": "claim", "argue": "say", "insist": "say", "stress": "say",
    "emphasise": "say", "emphasize": "say", "write": "say", "remark": "say", "comment": "say", "observe": "say",
    "believe": "believe", "think": "think", "suggest": "suggest", "warn": "say", "predict": "predict",
    "find": "find out",
    "show": "show", "reveal": "reveal", "discover": "find out", "conclude": "conclude", "estimate": "estimate",
    "admit": "admit", "acknowledge": "admit", "announce": "announce", "promise": "promise", "confirm": "confirm",
    "indicate": "indicate", "recall": "say", "maintain": "say", "complain": "say", "feel": "think", "joke": "say",
}  # fmt: skip


def _said_about(clause: Clause) -> Iterator[Ask]:
    """ "Ruiz said the bridge was unsafe": what does Ruiz say about the bridge?"""
    attribution = clause.attribution
    pronoun = pronoun_for(clause)
    if attribution is None or pronoun is None or attribution.lemma not in ABOUT:
        return
    if content_count(clause.subject_tokens) < 1 or len(clause.subject_tokens) > 10:
        return
    # A bare number is no topic, and words of their own that start with "when" or "if" answer nothing.
    if any(token.like_num for token in clause.subject_tokens) or re.search(
        r"“(when|if|where|that)\b", clause.predicate
    ):
        return
    if clause.subject_head.lemma_.lower() in {"thing", "way", "one"}:
        # "What does she say about the worst thing about it?"
        return
    if len(clause.predicate.split()) < 3 or clause.subject_head.dep_ == "expl" or clause.how == "relative":
        return
    if not says_something(clause):
        return
    # "What does she say about wealth?" has as many answers as she says things about it.
    narrow = content_count(clause.subject_tokens) >= 2 or entity_of(clause.subject_head) is not None
    # What stands before a "but" is half of what they say.
    half = 0.6 if re.search(r"\bbut\b", clause.sentence.text) and "but" not in clause.statement else 1.0
    topic = re.sub(r"^(even|only|also|just|often|such|all) ", "", clause.subject)
    if (
        re.match(r"((almost|nearly|about|over) )?(a |one )?(part|half|most) of |an? |no |too (many|much|few) ", topic)
        or attribution.speaker in topic
    ):
        return
    some = re.match(r"(some|many|most|few|several|a lot of|a number of) ", topic)
    if some is not None:
        topic, pronoun = topic[some.end() :], f"{some.group(1).removesuffix(' of')} of them"
    support = "do" if attribution.plural else "does"
    finite = attribution.verb
    says = ABOUT[attribution.lemma]
    if says in {"show", "reveal", "indicate", "find out"} and attribution.person is not None:
        says = "say"
    if says not in {"say", "think", "believe"} and finite is not None and finite.tag_ == "VBD":
        support = "did"
    yield _ask(
        clause,
        "statement.about",
        finish(["What", support, attribution.speaker, says, "about", topic]),
        f"{pronoun} {join([clause.predicate, *(unit.text for unit in clause.leading)])}",
        Form.ABOUT,
        half * (0.9 if narrow or clause.subject_head.dep_ == "csubj" else 0.5),
    )


def _hoped(clause: Clause) -> Iterator[Ask]:
    """ "They expect the town will lose its school": what do they expect the town to do?"""
    attribution = clause.attribution
    if attribution is None or attribution.lemma not in {"hope", "fear", "expect", "predict"}:
        return
    if clause.modal is None or clause.modal.lower_ not in {"will", "would", "could", "may", "might"}:
        return
    if clause.passive or clause.negated or clause.verb.lemma_ in {"be", "have"} or clause.subject_head.dep_ == "expl":
        return
    if content_count(clause.subject_tokens) < 1 or not says_something(clause):
        return
    support = "do" if attribution.plural else "does"
    if clause.modal.lower_ == "would" and attribution.verb is not None and attribution.verb.tag_ == "VBD":
        support = "did"
    # One expects somebody to do something, but fears that they will.
    todo = "to do" if attribution.lemma == "expect" else f"{clause.modal.lower_} do"
    stem = finish(["What", support, attribution.speaker, attribution.lemma, clause.subject, todo])
    yield _ask(clause, "statement.hoped", stem, bare_predicate(clause), Form.BARE, 0.88)


def _said(clause: Clause, told: Counter[tuple[str, str]]) -> Iterator[Ask]:
    """ "Oberg announced that four prisons would close": what did Oberg announce?

    `told` counts who says things with which verb: one who announces two things is not asked about one of them.
    """
    unit = clause.unit("ccomp")
    listener = clause.unit("dobj", "dative")
    if listener is not None and (clause.verb.lemma_ != "tell" or content_count(listener.tokens) < 1):
        return
    if (
        unit is None
        or clause.verb.lemma_ not in (words("saying") if clause.attribution else words("telling") | {"tell"})
        or (clause.verb.lemma_ == "tell" and listener is None)
        or clause.passive
        or clause.negated
        or unit.head.i < clause.verb.i
    ):
        return
    tokens = unit.tokens[1:] if unit.tokens[0].lower_ == "that" else unit.tokens
    if (
        len(tokens) < 5
        or tokens[0].lower_ in {"what", "how", "why", "who", "whether", "if", "where", "“"}
        or (tokens[0].lower_ in PRONOUNS and tokens[0].tag_ != "PRP$")
    ):
        return
    if clause.subject_head.lemma_.lower() in words("silent"):
        return
    if clause.leading and clause.verb.lemma_ in WISHING:
        # "By May, the firm hopes that prices will fall": it hopes now.
        return
    people = clause.attribution is not None or is_person(clause.subject_head) or clause.plural
    telling = clause.verb.lemma_ in TELLING_MUCH and told[clause.subject, clause.verb.lemma_] == 1
    dated = any(other.head.ent_type_ == "DATE" for other in clause.units)
    if clause.attribution is None and listener is None and people and not dated and not telling:
        # "What do experts believe?" leaves open what about; `_said_about` names it.
        return
    keep = tuple(
        other
        for other in clause.units
        if other.head.ent_type_ == "DATE" or other.role == "npadvmod" or other is listener
    )
    answer = phrase_text(_without_tail(tokens))
    if " and that " in answer:
        answer = f"that {answer}"
    # "What did the survey find?" has as many answers as it found things.
    narrow = content_count(clause.subject_tokens) >= 2 or bool(keep) or telling
    if not narrow and len(clause.subject_tokens) == 1 and clause.subject_head.pos_ == "NOUN":
        # "What has research found?"
        return
    worth = 0.85 if narrow and tokens[0].lower_ not in {"there", "it"} else 0.4
    stem = prefixed(clause, question("What", clause, unit, keep=keep))
    yield replace(
        _ask(clause, "statement.said", stem, answer, Form.CLAUSE, worth),
        statement=attributed(clause, clause.statement),
    )


# What one announces or concludes is one thing, what one says is many.
TELLING_MUCH = frozenset(
    {
        *("announce", "conclude", "predict", "calculate", "rule", "discover", "propose", "recommend", "promise"),
        *("reveal", "decide", "declare"),
    }
)


def _without_tail(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """What is said without an apposition or a participle that trails after a comma."""
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text != "," or place < 5 or following is None:
            continue
        later = tokens[place + 1 :]
        own_verb = any(one.tag_ in {"VBZ", "VBD", "VBP", "MD"} for one in later)
        if following.lower_ in {"a", "an", "which", "who"} and (following.tag_ != "DT" or not own_verb):
            return tokens[:place]
    return tokens


def _needed(clause: Clause) -> Iterator[Ask]:
    """ "We need new rules for drones", Ruiz said: what kind of rules does Ruiz say are needed?"""
    attribution, noun = clause.attribution, clause.subject_head
    if attribution is None or clause.verb.lemma_ != "need" or not clause.passive or clause.negated:
        return
    if [unit for unit in clause.units if not unit.set_off] or content_count(clause.subject_tokens) < 2:
        return
    says = "do" if attribution.plural else "does"
    are = full_form(clause.auxiliaries[0])
    stem = finish(["What kind of", noun.text, says, attribution.speaker, "say", are, "needed"])
    yield _ask(clause, "statement.needed", stem, clause.subject, Form.THING, 0.85)


def _said_of_self(clause: Clause) -> Iterator[Ask]:
    """ "Oberg said that he would close four prisons": what did Oberg say he would do?"""
    unit = clause.unit("ccomp")
    if unit is None or clause.passive or clause.negated or clause.verb.lemma_ not in words("telling") | words("speech"):
        return
    verb = unit.head
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    modal = next((child for child in verb.children if child.tag_ == "MD"), None)
    own = THEY if clause.plural else HE_SHE if clause.resolved or is_person(clause.subject_head) else IT
    if subject is None or modal is None or subject.lower_ not in own or verb.tag_ != "VB":
        return
    if clause.sentence.in_speech(subject):
        # "I believe she will win": in their own words nobody calls themselves "she".
        return
    if any(child.dep_ in {"neg", "auxpass"} for child in verb.children) or verb.lemma_ in {"be", "have"}:
        return
    doing = tuple(token for token in unit.tokens if token.i >= verb.i)
    if content_count(doing) < 2 or open_pronoun(tuple(token for token in doing if token.tag_ != "PRP$")):
        return
    keep = tuple(other for other in clause.units if other.head.ent_type_ == "DATE" and other is not unit)
    tail = f"{subject.lower_} {full_form(modal)} do"
    stem = question("What", clause, unit, keep=keep, tail=tail)
    yield replace(_ask(clause, "statement.own", stem, phrase_text(doing), Form.BARE, 0.92), statement=clause.statement)


def _viewed_as(clause: Clause) -> Iterator[Ask]:
    """ "Putin described the pact as a breakthrough": how did Putin describe it? Also "is seen as", "came to see as"."""
    chained = clause.unit("xcomp", "advcl")
    if (
        chained is not None
        and clause.verb.lemma_ in {"come", "grow", "continue", "tend"}
        and chained.head.lemma_ in VIEWING
    ):
        as_ = next((c for c in chained.tokens if c.dep_ == "prep" and c.lower_ == "as"), None)
        if as_ is not None and any(c.dep_ == "dobj" for c in chained.head.children) and not clause.negated:
            judged = set(as_.subtree)
            rest = cut(clause, judged)
            yield _ask(clause, "statement.viewed_as", question("How", rest), phrase_text(judged), Form.AS, 0.9)
        return
    if clause.verb.lemma_ not in VIEWING or (clause.unit("dobj") is None and not clause.passive):
        return
    for unit in clause.units:
        if unit.role == "prep" and unit.head.lower_ == "as" and len(unit.tokens) >= 2 and not open_pronoun(unit.tokens):
            yield _ask(clause, "statement.viewed_as", question("How", clause.without(unit)), unit.text, Form.AS, 0.9)
