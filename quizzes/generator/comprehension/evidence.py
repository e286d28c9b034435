"""Which sentence of the article supports a claim: the options are sentences of the article."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.facts import Clause
from quizzes.generator.reading import Reading, Sentence, content_lemmas

from .common import content_count, open_pronoun, usable

WANTED = 3
SHORTEST, LONGEST = 8, 40
# Of a sentence's words, at most this share may stand in the claim: else the claim is the sentence once more.
COPIED = 0.65


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for the sentence that shows what a shorter claim says."""
    for clause in clauses:
        said = clause.sentence.text
        share = len(clause.statement.split()) / len(said.split())
        if not usable(clause) or clause.how == "apposition" or share > COPIED or not _fits(said):
            continue
        if content_count(tuple(clause.tokens)) < 4 or open_pronoun(tuple(clause.tokens)) or clause.attribution:
            continue
        others = tuple(_others(reading, clause))
        if len(others) < WANTED:
            continue
        yield Ask(
            kind=Kind.EVIDENCE,
            rule="evidence.supports",
            stem=f"Which sentence in the article best supports the claim that {clause.inside}?",
            answer=said,
            form=Form.SENTENCE,
            statement=clause.statement,
            clause=clause,
            sentences=(clause.sentence,),
            worth=0.3,
            skill=Skill.EVALUATE,
            bloom=Bloom.ANALYSE,
            options=others[:WANTED],
            because=f"This sentence says that {clause.inside}.",
        )


def _fits(said: str) -> bool:
    return (
        SHORTEST <= len(said.split()) <= LONGEST
        and said.count("“") == said.count("”")
        and re.search(r"[.!”]$", said) is not None
    )


def _others(reading: Reading, clause: Clause) -> Iterator[Choice]:
    """Sentences on the same matter that do not say it: they share a word or two with the claim, not more."""
    about = content_lemmas(list(clause.tokens))
    ranked: list[tuple[float, int, Sentence]] = []
    for sentence in reading.sentences:
        if abs(sentence.index - clause.sentence.index) < 2 or not _fits(sentence.text):
            continue
        shared = len(content_lemmas(sentence.span) & about)
        if shared > max(1, len(about) // 3):
            continue
        length = abs(len(sentence.text) - len(clause.sentence.text)) / len(clause.sentence.text)
        ranked.append((length - 0.4 * min(shared, 2), sentence.index, sentence))
    for _rank, _index, sentence in sorted(ranked, key=lambda row: row[:2]):
        (source,) = reading.evidence(sentence)
        yield Choice(
            sentence.text, False, Reason.ELSEWHERE, "The article says this, but it does not show the claim.", source
        )
