"""Short ways to read a sentence or two in the generator's tests."""

from functools import cache

from quizzes.generator import comprehension, facts
from quizzes.generator.asks import Ask
from quizzes.generator.facts import Clause
from quizzes.generator.pronouns import resolve
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


def asks(text: str, rule: str) -> list[Ask]:
    return [ask for ask in comprehension.ask(reading(text), clauses(text), ()) if ask.rule == rule]


def asked(text: str, rule: str) -> list[tuple[str, str]]:
    """The (question, answer) pairs one rule makes."""
    return [(ask.stem, ask.answer) for ask in asks(text, rule)]
