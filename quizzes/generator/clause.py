"""A finite clause that can be read on its own: its parts, and how it reads."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from lemminflect import getInflection
from spacy.tokens import Token

from .lexicon import words
from .pronouns import SUBJECTS as PLAIN_SUBJECTS
from .reading import Attribution, Sentence
from .wording import capitalise, full_form, join, phrase_text

SUBJECTS = PLAIN_SUBJECTS | {"csubj"}
AUXILIARIES = frozenset({"aux", "auxpass"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
# What closes an aside.
CLOSERS = frozenset({",", "–", "—", ")", ";", ":", "”", "-"})
# What a clause says only under these; it never stands without them.
CONDITIONS = frozenset({"if", "unless", "when", "whenever", "once", "until"})


@dataclass(frozen=True, eq=False)
class Unit:
    """One complement or adverbial of a clause, as it stands in the sentence."""

    role: str
    head: Token
    tokens: tuple[Token, ...]
    set_off: bool = False

    @cached_property
    def text(self) -> str:
        text = phrase_text(self.tokens)
        bare = self.role == "npadvmod" and self.head.lower_ in WEEKDAYS and text.lower() == self.head.lower_
        return f"on {text}" if bare else text


@dataclass(frozen=True, eq=False)
class Clause:
    """A finite clause that can be read on its own.

    `subject` is the text to use, with any pronoun resolved; `units` follow the verb in the order of the sentence;
    `leading` are time and place adverbials that stood before the subject; `how` tells what part of its sentence the
    clause was: main, coordinate, reported, subordinate, relative, apposition or participle. A `direct` clause quotes
    its speaker's "we" and "you", so what follows its verb stands in quotation marks.
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
    how: str = "main"
    direct: bool = False

    def unit(self, *roles: str) -> Unit | None:
        """The first unit with one of these roles."""
        return next((unit for unit in self.units if unit.role in roles), None)

    def without(self, *dropped: Unit) -> "Clause":
        """The clause without some of its units."""
        heads = {unit.head for unit in dropped}
        return replace(
            self,
            units=tuple(unit for unit in self.units if unit.head not in heads),
            leading=tuple(unit for unit in self.leading if unit.head not in heads),
        )

    @property
    def passive(self) -> bool:
        return any(token.dep_ == "auxpass" for token in self.auxiliaries)

    @property
    def modal(self) -> Token | None:
        return next((token for token in self.auxiliaries if token.tag_ == "MD"), None)

    @cached_property
    def hedged(self) -> bool:
        group = (self.verb, *self.auxiliaries, *self.adverbs)
        said = any(unit.role == "acomp" and unit.head.lemma_.lower() in words("hedges") for unit in self.units)
        supposed = self.passive and self.verb.lemma_.lower() in words("supposing")
        return said or supposed or any(token.lemma_.lower() in words("hedges") for token in group)

    @cached_property
    def tokens(self) -> list[Token]:
        """Every token the clause uses, in the order of the sentence."""
        used = {*self.subject_tokens, *self.auxiliaries, *self.adverbs, self.verb}
        for unit in self.units:
            if not unit.set_off:
                used.update(unit.tokens)
        used.update(child for child in self.verb.children if child.dep_ == "neg")
        return sorted(used, key=lambda token: int(token.i))

    @cached_property
    def verb_group(self) -> list[str]:
        """The auxiliaries, negation, adverbs and the verb as words, contractions written out."""
        group = [*self.auxiliaries, *self.adverbs, self.verb, *(c for c in self.verb.children if c.dep_ == "neg")]
        return [full_form(token) for token in sorted(group, key=lambda token: int(token.i))]

    @cached_property
    def inside(self) -> str:
        """The statement as it stands inside another sentence: a small letter unless it starts with a name."""
        text = self.leading[0].text if self.leading else self.subject
        return self.statement if text[:1].isupper() else self.statement[:1].lower() + self.statement[1:]

    @cached_property
    def unit_texts(self) -> list[str]:
        """The units that are not set off, as text."""
        return texts_of(unit for unit in self.units if not unit.set_off)

    @cached_property
    def predicate(self) -> str:
        """The clause without its subject, as it stands: "signed a treaty in 1961"."""
        said = join(self.unit_texts)
        return join([*self.verb_group, f"“{said}”" if self.direct and "“" not in said else said])

    @cached_property
    def statement(self) -> str:
        """The clause as a plain sentence without a full stop: "In 1961, the two countries signed a treaty"."""
        plain = join([self.subject, self.predicate])
        if self.leading:
            return f"{capitalise(', '.join(unit.text for unit in self.leading))}, {plain}"
        return capitalise(plain)


def texts_of(units: Iterable[Unit]) -> list[str]:
    """The texts of units in the order of the sentence; a comma of the sentence between two of them stays."""
    shown = list(units)
    texts = [unit.text for unit in shown]
    for place, (one, other) in enumerate(itertools.pairwise(shown)):
        between = one.head.doc[one.tokens[-1].i + 1 : other.tokens[0].i]
        if len(between) == 1 and between[0].text == ",":
            texts[place] += ","
    return texts


FIRST_TO_THIRD = {"am": "is", "’m": "is", "'m": "is", "have": "has", "’ve": "has", "'ve": "has", "do": "does"}


@dataclass(frozen=True, eq=False)
class OwnClause(Clause):
    """A clause somebody says of themselves, told of them: "I run a shop" as "Ana Ruiz runs a shop"."""

    @property
    def verb_group(self) -> list[str]:
        group = list(super().verb_group)
        first = self.auxiliaries[0] if self.auxiliaries else self.verb
        if first.tag_ in {"VBP", "VB"} and not first.text.endswith("ed"):
            told = FIRST_TO_THIRD.get(first.lower_) or next(iter(getInflection(first.lemma_, tag="VBZ")), first.text)
            place = group.index(full_form(first))
            group[place] = told
        return group
