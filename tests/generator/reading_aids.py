"""Short ways to read a sentence or two in the generator's tests."""

from functools import cache

from spacy.tokens import Token

from quizzes.generator import comprehension, facts
from quizzes.generator.asks import Ask
from quizzes.generator.clause import Clause
from quizzes.generator.pronouns import referent, resolve
from quizzes.generator.reading import Reading, read
from quizzes.generator.speakers import attribute


@cache
def reading(text: str, title: str = "") -> Reading:
    parsed = read(text, title)
    resolve(parsed)
    attribute(parsed)
    return parsed


def clauses(text: str) -> tuple[Clause, ...]:
    return facts.clauses(reading(text))


def statements(text: str) -> list[str]:
    """What the text states, with its speaker where it is attributed."""
    return [
        f"[{clause.attribution.speaker}] {clause.statement}" if clause.attribution else clause.statement
        for clause in clauses(text)
    ]


def last_statements(text: str) -> list[str]:
    """What the last sentence of the text states, with its speaker where it is attributed."""
    last = reading(text).sentences[-1]
    return [
        f"[{clause.attribution.speaker}] {clause.statement}" if clause.attribution else clause.statement
        for clause in clauses(text)
        if clause.sentence is last
    ]


def clause(text: str, start: str = "") -> Clause:
    """The one clause of the text whose statement starts so."""
    (found,) = (one for one in clauses(text) if one.statement.startswith(start))
    return found


def token(text: str, word: str) -> Token:
    """The last token of the text that reads so."""
    return [one for sentence in reading(text).sentences for one in sentence.span if one.text == word][-1]


def stands_for(text: str, pronoun: str) -> str | None:
    """What the last such pronoun of the text is taken to refer to."""
    found = referent(token(text, pronoun))
    return found.text if found else None


def asks(text: str, rule: str) -> list[Ask]:
    return [ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule]


def asked(text: str, rule: str) -> list[tuple[str, str]]:
    """The (question, answer) pairs one rule makes."""
    return [(ask.stem, ask.answer) for ask in asks(text, rule)]
