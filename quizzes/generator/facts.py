"""Sentences -> clauses that stand on their own: a subject with no open pronoun, a finite verb, its complements.

Clause simplification after Heilman & Smith, "Extracting simplified statements for factual question generation" (2010):
coordinated verb phrases are split, asides and leading adverbials come off. Nothing is lifted from under a condition,
and what somebody says stays tied to who says it.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from .lexicon import words
from .reading import (
    FIRST_SECOND,
    HE_SHE,
    IT,
    PRONOUNS,
    THEY,
    Reading,
    Sentence,
    is_person,
    is_plural,
    referent,
)
from .speakers import Attribution, attribution_of, speaker_of_quotation
from .wording import capitalise, full_form, is_demonstrative, join, noun_tokens, phrase_text, plain_tokens, set_off

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
AUXILIARIES = frozenset({"aux", "auxpass"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})

# What hangs on the right of a verb and belongs to the plain statement.
COMPLEMENTS = frozenset(
    {
        "dobj",
        "dative",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "prt",
        "prep",
        "agent",
        "advmod",
        "npadvmod",
        "advcl",
        "pcomp",
    }
)
# Those without which most verbs say nothing.
CORE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "prep", "agent", "dative", "prt"})


@dataclass(frozen=True, eq=False)
class Unit:
    """One complement or adverbial of a clause, as it stands in the sentence."""

    role: str
    head: Token
    tokens: tuple[Token, ...]
    set_off: bool = False

    @property
    def text(self) -> str:
        text = phrase_text(self.tokens)
        return f"on {text}" if self.role == "npadvmod" and self.head.lower_ in WEEKDAYS else text


@dataclass(frozen=True, eq=False)
class Clause:
    """A finite clause that can be read on its own.

    `subject` is the text to use, with any pronoun resolved; `units` follow the verb in the order of the sentence;
    `leading` are time and place adverbials that stood before the subject.
    """

    sentence: Sentence
    verb: Token
    subject: str
    subject_head: Token
    subject_tokens: tuple[Token, ...]
    auxiliaries: tuple[Token, ...]
    negated: bool
    adverbs: tuple[Token, ...]
    units: tuple[Unit, ...]
    leading: tuple[Unit, ...]
    attribution: Attribution | None
    plural: bool
    resolved: bool

    def unit(self, *roles: str) -> Unit | None:
        """The first unit with one of these roles."""
        return next((unit for unit in self.units if unit.role in roles), None)

    def without(self, *dropped: Unit) -> "Clause":
        """The clause without some of its units."""
        return replace(self, units=tuple(unit for unit in self.units if unit not in dropped))

    @property
    def passive(self) -> bool:
        return any(token.dep_ == "auxpass" for token in self.auxiliaries)

    @property
    def modal(self) -> Token | None:
        return next((token for token in self.auxiliaries if token.tag_ == "MD"), None)

    @property
    def hedged(self) -> bool:
        group = (self.verb, *self.auxiliaries, *self.adverbs)
        return any(token.lemma_.lower() in words("hedges") for token in group)

    @property
    def tokens(self) -> list[Token]:
        """Every token the clause uses, in the order of the sentence."""
        used = {*self.subject_tokens, *self.auxiliaries, *self.adverbs, self.verb}
        for unit in self.units:
            used.update(unit.tokens)
        used.update(child for child in self.verb.children if child.dep_ == "neg")
        return sorted(used, key=lambda token: int(token.i))

    @property
    def verb_group(self) -> list[str]:
        """The auxiliaries, negation, adverbs and the verb as words, contractions written out."""
        group = [*self.auxiliaries, *self.adverbs, self.verb, *(c for c in self.verb.children if c.dep_ == "neg")]
        return [full_form(token) for token in sorted(group, key=lambda token: int(token.i))]

    @property
    def unit_texts(self) -> list[str]:
        """The units that are not set off, as text; a comma of the sentence between two of them stays."""
        shown = [unit for unit in self.units if not unit.set_off]
        texts = [unit.text for unit in shown]
        for place, (one, other) in enumerate(itertools.pairwise(shown)):
            between = one.head.doc[one.tokens[-1].i + 1 : other.tokens[0].i]
            if len(between) == 1 and between[0].text == ",":
                texts[place] += ","
        return texts

    @property
    def predicate(self) -> str:
        """The clause without its subject, as it stands: "signed a treaty in 1961"."""
        return join([*self.verb_group, *self.unit_texts])

    @property
    def statement(self) -> str:
        """The clause as a plain sentence without a full stop: "In 1961, the two countries signed a treaty"."""
        plain = join([self.subject, self.predicate])
        if self.leading:
            return f"{capitalise(self.leading[0].text)}, {plain}"
        return capitalise(plain)


def introduced(reading: Reading, head: Token) -> bool:
    """Whether the article or its title uses the noun elsewhere too, so that "the ..." can be understood."""
    return reading.salience[head.lemma_.lower()] > 1 or any(
        child.dep_ in {"compound", "prep", "amod"} for child in head.children
    )


def clauses(reading: Reading) -> Iterator[Clause]:
    """Every clause of the article that can stand on its own, in the article's order."""
    for sentence in reading.sentences:
        yield from sentence_clauses(reading, sentence)


def sentence_clauses(reading: Reading, sentence: Sentence) -> Iterator[Clause]:
    """The clauses of one sentence that can stand on their own."""
    if sentence.text.endswith("?") or not re.search(r"[.!”\"’)…]$", sentence.text):
        return
    for token in sentence.span:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in AUXILIARIES:
            continue
        if token.dep_ == "advcl" and not _time_clause(token):
            continue
        if token.dep_ == "ccomp" and (token.head.lemma_.lower() not in words("saying") or _denied(token.head)):
            continue
        if token.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "advcl"}:
            clause = clause_at(reading, sentence, token)
            if clause is not None and not _conditional(token):
                yield clause


def _denied(verb: Token) -> bool:
    """Whether a saying verb is negated or only supposed: "doesn't think", "might say"."""
    return any(child.dep_ == "neg" or child.tag_ == "MD" or child.lower_ == "never" for child in verb.children)


def _time_clause(verb: Token) -> bool:
    """Whether an adverbial clause tells something that happened or holds: because, although, while ..."""
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return bool(marks) and marks[0] in {"because", "although", "though", "while", "since"}


def _conditional(verb: Token) -> bool:
    """Whether the verb stands under "if", "unless" or the like, or in a question."""
    for token in (verb, *verb.ancestors):
        if token.dep_ in {"advcl", "ROOT", "ccomp", "conj"}:
            for child in token.children:
                if (
                    child.dep_ in {"mark", "advmod"}
                    and child.lower_ in {"if", "unless", "whether", "lest"}
                    and token.dep_ != "ROOT"
                ):
                    return True
        if token.dep_ in {"relcl", "acl", "csubj", "pcomp"}:
            return True
    return False


def clause_at(reading: Reading, sentence: Sentence, verb: Token) -> Clause | None:
    """The clause around a verb, or None when it is not finite or something in it cannot be understood alone."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    auxiliaries = tuple(child for child in verb.children if child.dep_ in AUXILIARIES)
    negations = [child for child in verb.children if child.dep_ == "neg"]
    expletive = next((child for child in verb.children if child.dep_ == "expl"), None)
    if expletive is not None:
        if expletive.lower_ != "there" or verb.lemma_ != "be":
            return None
        subject = expletive
    if subject is None and verb.dep_ == "conj":
        first = verb.head
        if first.pos_ not in {"VERB", "AUX"} or any(child.dep_ == "expl" for child in first.children):
            return None
        subject = next((child for child in first.children if child.dep_ in SUBJECTS), None)
        if not auxiliaries and verb.tag_ in {"VB", "VBN", "VBG"}:
            auxiliaries = tuple(child for child in first.children if child.dep_ in AUXILIARIES)
            if verb.tag_ != "VB" and any(token.tag_ == "MD" for token in auxiliaries) and verb.tag_ != first.tag_:
                return None
        if any(child.dep_ == "neg" for child in first.children):
            return None
    if subject is None or subject.i > verb.i or not _finite(verb, auxiliaries):
        return None
    if any(token.text in {"’d", "'d"} for token in auxiliaries):
        return None
    if _shares_object_with_next(verb):
        return None
    attribution = attribution_of(reading, sentence, verb)
    if attribution is None and (sentence.in_speech(verb) or sentence.in_speech(subject)):
        attribution = speaker_of_quotation(reading, sentence)
        if attribution is None:
            return None
    named = _subject(reading, sentence, subject, attribution)
    if named is None:
        return None
    subject_text, subject_tokens, resolved = named
    adverbs = tuple(
        child
        for child in verb.children
        if child.dep_ == "advmod"
        and subject.i < child.i < verb.i
        and child.lower_ not in words("connecting")
        and not list(child.children)
    )
    units = tuple(_units(verb))
    leading = tuple(_leading(verb, subject))
    clause = Clause(
        sentence=sentence,
        verb=verb,
        subject=subject_text,
        subject_head=subject,
        subject_tokens=subject_tokens,
        auxiliaries=auxiliaries,
        negated=bool(negations),
        adverbs=adverbs,
        units=units,
        leading=leading,
        attribution=attribution,
        plural=_plural_subject(subject, verb, auxiliaries),
        resolved=resolved,
    )
    return clause if _understandable(reading, clause) else None


def _finite(verb: Token, auxiliaries: tuple[Token, ...]) -> bool:
    if auxiliaries:
        return auxiliaries[0].tag_ in FINITE | {"MD"} and auxiliaries[0].lower_ != "to"
    return verb.tag_ in FINITE


def _plural_subject(subject: Token, verb: Token, auxiliaries: tuple[Token, ...]) -> bool:
    finite = auxiliaries[0] if auxiliaries else verb
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return False
    if finite.lower_ in {"were", "are", "have"} or (finite.tag_ == "VBP" and subject.lower_ not in {"i", "you"}):
        return True
    return is_plural(subject)


def _shares_object_with_next(verb: Token) -> bool:
    """Whether the verb's object stands only after the verb joined to it: "mentioned and commended the ties"."""
    following = [child for child in verb.children if child.i > verb.i]
    joined = next((child for child in following if child.dep_ == "conj"), None)
    if joined is None:
        return False
    between = [child for child in following if child.i < joined.i and child.dep_ not in {"cc", "punct"}]
    return not between and any(child.dep_ in {"dobj", "prep"} for child in joined.children)


def _subject(
    reading: Reading, sentence: Sentence, subject: Token, attribution: Attribution | None
) -> tuple[str, tuple[Token, ...], bool] | None:
    """The subject's text and tokens and whether a pronoun was resolved, or None when it stays open."""
    if subject.dep_ == "expl":
        return "there", (subject,), False
    if subject.dep_ == "csubj":
        tokens = tuple(subject.subtree)
        if subject.tag_ != "VBG" or any(token.lower_ in PRONOUNS for token in tokens):
            return None
        return phrase_text(tokens), tokens, False
    if subject.pos_ == "PRON" or subject.lower_ in {"this", "that", "these", "those", "who", "which", "what"}:
        name = None if attribution else referent(reading, sentence, subject)
        return None if name is None else (name, (subject,), True)
    one_of = subject.lower_ == "one" and any(child.lower_ == "of" for child in subject.children)
    if subject.pos_ not in {"NOUN", "PROPN"} and not one_of:
        return None
    tokens = noun_tokens(subject)
    if len(tokens) > 16 or (subject.lemma_.lower() in {"one", "other", "latter", "former"} and not one_of):
        return None
    if any(token.lower_ in PRONOUNS or token.lower_ == "whom" for token in tokens):
        return None
    if any(token.text == "," for token in tokens) and not any(token.dep_ == "conj" for token in tokens):
        return None
    if tokens[0].lower_ in {"such", "another", "other", "both", "either", "neither"} and tokens[0].dep_ != "preconj":
        return None
    return phrase_text(tokens), tokens, False


def _units(verb: Token) -> Iterator[Unit]:
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in COMPLEMENTS:
            continue
        if child.dep_ == "advmod" and child.lower_ in words("linking") | words("judging"):
            continue
        if child.dep_ in {"dobj", "attr", "npadvmod", "oprd", "dative", "acomp"} and child.pos_ in {
            "NOUN",
            "PROPN",
            "NUM",
            "PRON",
        }:
            tokens = noun_tokens(child)
        else:
            tokens = plain_tokens(child)
        if tokens:
            yield Unit(child.dep_, child, tokens, set_off(child) and child.dep_ in {"advcl", "prep", "advmod"})


def _leading(verb: Token, subject: Token) -> Iterator[Unit]:
    """Times and places that stand before the subject: "In 1961, ..."."""
    for child in verb.children:
        if (
            child.i < subject.i
            and child.dep_ in {"prep", "npadvmod"}
            and any(token.ent_type_ in {"DATE", "TIME", "EVENT", "GPE", "LOC"} for token in child.subtree)
        ):
            tokens = plain_tokens(child)
            if len(tokens) <= 6 and not any(token.lower_ in PRONOUNS for token in tokens):
                yield Unit(child.dep_, child, tokens)


def _understandable(reading: Reading, clause: Clause) -> bool:
    """Whether every pronoun left in the clause can only mean its subject, and no "this" or "such" points outside it.

    "This pact" stays, as "the pact", where the article names a pact elsewhere too.
    """
    subject = clause.subject_head
    if any(is_demonstrative(token) and not introduced(reading, token.head) for token in clause.tokens):
        return False
    if any(token.lower_ in words("pointing") and token.dep_ not in {"expl", "compound"} for token in clause.tokens):
        return False
    core = [unit for unit in clause.units if unit.role in CORE and unit.head.lower_ not in {"due", "because", "thanks"}]
    if not core and not clause.passive and clause.verb.lemma_.lower() not in words("alone"):
        return False
    person = clause.resolved or is_person(subject)
    for unit in clause.units:
        for token in unit.tokens:
            word = token.lower_
            if word in FIRST_SECOND:
                return False
            if word in HE_SHE and (not person or clause.plural or _cannot_be_subject(token, clause.verb)):
                return False
            if word in THEY and not clause.plural and not _plural_before(token, unit.tokens):
                return False
            if (
                word in IT
                and token.dep_ != "expl"
                and (clause.plural or person or _cannot_be_subject(token, clause.verb))
            ):
                return False
            if word in {"this", "these", "those", "that", "such"} and token.tag_ == "DT" and token.dep_ != "det":
                return False
            if word == "such" and token.dep_ in {"amod", "predet", "det"} and token.nbor(1).lower_ != "as":
                return False
    return True


def _cannot_be_subject(pronoun: Token, verb: Token) -> bool:
    """Whether the pronoun is an object of the clause's own verb, as in "she met him": then it is not the subject."""
    if pronoun.dep_ not in {"dobj", "dative", "pobj"} or pronoun.lower_.endswith("self"):
        return False
    head = pronoun.head
    while head.dep_ in {"prep", "pcomp"}:
        head = head.head
    return head is verb or (head.head is verb and head.dep_ in {"dobj", "conj"})


def _plural_before(pronoun: Token, tokens: tuple[Token, ...]) -> bool:
    return any(token.i < pronoun.i and is_plural(token) and token.pos_ in {"NOUN", "PROPN"} for token in tokens)
