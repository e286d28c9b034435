"""What the kinds share: spans, prefixes, and pieces of clauses that answers are made of."""

from dataclasses import replace

from spacy.tokens import Token

from ..facts import Attribution, Clause, Unit, capitalise, phrase_text
from ..lexicon import words
from ..reading import PRONOUNS, is_content, is_person


def prefixed(clause: Clause, stem: str) -> str:
    """The stem with "According to X, ..." where the clause is somebody's claim, not the article's."""
    if clause.attribution is not None and clause.attribution.speaker:
        return according(clause.attribution, stem)
    if clause.hedged:
        return f"According to the article, {stem[:1].lower()}{stem[1:]}"
    return stem


def according(attribution: Attribution, stem: str) -> str:
    """ "What will it cost?" as "According to Ana Ruiz, what will it cost?"."""
    return f"According to {attribution.speaker}, {stem[:1].lower()}{stem[1:]}"


def attributed(clause: Clause, statement: str) -> str:
    """The statement with its speaker, so that a claim is never asked as a fact."""
    if clause.attribution is None or not clause.attribution.speaker:
        return statement
    first = clause.subject_tokens[0]
    keeps_capital = first.pos_ == "PROPN" or first.ent_type_ not in {"", "DATE", "CARDINAL"} or clause.resolved
    inner = statement if keeps_capital or clause.leading else statement[:1].lower() + statement[1:]
    return f"According to {clause.attribution.speaker}, {inner}"


def usable(clause: Clause) -> bool:
    """Whether questions may rest on the clause: an attributed one needs a named speaker."""
    return clause.attribution is None or bool(clause.attribution.speaker)


def span_of(clause: Clause, tokens: tuple[Token, ...]) -> tuple[int, int]:
    """Where the tokens stand in the article."""
    first, last = min(tokens, key=lambda t: int(t.i)), max(tokens, key=lambda t: int(t.i))
    return clause.sentence.place(first), clause.sentence.place(last) + len(last.text)


def content_count(tokens: tuple[Token, ...]) -> int:
    """How many of the tokens carry meaning and are not too empty to ask about."""
    return sum(1 for token in tokens if is_content(token) and token.lemma_.lower() not in words("vague"))


def open_pronoun(tokens: tuple[Token, ...]) -> bool:
    """Whether a pronoun is among the tokens."""
    return any(token.lower_ in PRONOUNS for token in tokens)


def cut(clause: Clause, tokens: set[Token]) -> Clause:
    """The clause without some tokens of its units; units left empty go."""
    kept = []
    for unit in clause.units:
        left = tuple(token for token in unit.tokens if token not in tokens)
        while left and (left[-1].is_punct and left[-1].text not in {"”", ")"}):
            left = left[:-1]
        if left:
            kept.append(Unit(unit.role, unit.head, left, unit.set_off))
    return replace(clause, units=tuple(kept))


def as_answer(text: str) -> str:
    """An answer as an option: capital first, no full stop."""
    return capitalise(text.strip(" ,;:.–—"))


def pronoun_for(clause: Clause) -> str | None:
    """ "It" or "They" for the clause's subject; None where it would be "he" or "she"."""
    if clause.plural:
        return "They"
    if clause.resolved or is_person(clause.subject_head):
        return None
    return "It"
