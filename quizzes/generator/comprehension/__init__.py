"""One module a question kind; each turns the article's clauses into asks."""

from collections.abc import Iterator

from quizzes.generator.asks import Ask
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Kind
from quizzes.generator.reading import Reading

from . import (
    claim_or_fact,
    detail,
    effect,
    evidence,
    inference,
    main_idea,
    reason,
    sequence,
    statement,
    vocabulary,
)

KINDS = {
    Kind.DETAIL: detail.ask,
    Kind.REASON: reason.ask,
    Kind.EFFECT: effect.ask,
    Kind.STATEMENT: statement.ask,
    Kind.MAIN_IDEA: main_idea.ask,
    Kind.VOCABULARY: vocabulary.ask,
    Kind.SEQUENCE: sequence.ask,
    Kind.CLAIM_OR_FACT: claim_or_fact.ask,
}
# Those whose questions others build on.
PLAIN = (Kind.DETAIL, Kind.REASON, Kind.EFFECT, Kind.STATEMENT)


def ask(reading: Reading, clauses: tuple[Clause, ...], kinds: tuple[Kind, ...]) -> Iterator[Ask]:
    """Everything the rules of the `kinds` wanted (all when empty) find worth asking, unchecked and unranked."""
    plain: list[Ask] = []
    for kind, rules in KINDS.items():
        wanted = not kinds or kind in kinds
        if wanted or (kind in PLAIN and {Kind.INFERENCE, Kind.EVIDENCE} & set(kinds)):
            for one in rules(reading, clauses):
                if kind in PLAIN:
                    plain.append(one)
                if wanted:
                    yield one
    if not kinds or Kind.EVIDENCE in kinds:
        yield from evidence.ask(reading, clauses, tuple(plain))
    if not kinds or Kind.INFERENCE in kinds:
        yield from inference.ask(reading, clauses, tuple(plain))
