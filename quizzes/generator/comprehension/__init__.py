"""One module a question kind; each turns the article's clauses into asks."""

from collections.abc import Iterator

from quizzes.generator.asks import Ask
from quizzes.generator.drafts import Kind
from quizzes.generator.facts import Clause
from quizzes.generator.reading import Reading

from . import detail, effect, reason, statement

KINDS = {Kind.DETAIL: detail.ask, Kind.REASON: reason.ask, Kind.EFFECT: effect.ask, Kind.STATEMENT: statement.ask}


def ask(reading: Reading, clauses: tuple[Clause, ...], kinds: tuple[Kind, ...]) -> Iterator[Ask]:
    """Everything the rules of the `kinds` wanted (all when empty) find worth asking, unchecked and unranked."""
    for kind, rules in KINDS.items():
        if not kinds or kind in kinds:
            yield from rules(reading, clauses)
