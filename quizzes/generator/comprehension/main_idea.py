"""What the article as a whole says: a sentence about what it keeps coming back to, against true but narrow details."""

from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.facts import Clause
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, content_lemmas

from .common import attributed, reports, usable

WANTED = 3
# A key says more than this of what the article is about, a distractor less.
BROAD, NARROW = 3, 2
SHORTEST, LONGEST = 8, 32
FIRST = 8
# Of the words of weight in the title, a sentence that sums the article up has this share.
TITLE_SHARE = 0.6


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """One ask for the article's main idea, where one of its own statements covers it."""
    told = [clause for clause in clauses if usable(clause) and clause.how != "apposition"]
    told = [clause for clause in told if SHORTEST <= len(clause.statement.split()) <= LONGEST]
    if not told:
        return
    weight = {id(clause): breadth(reading, clause) for clause in told}
    keys = [clause for clause in told if weight[id(clause)] >= BROAD and _may_sum_up(reading, clause)]
    if not keys:
        return
    best = max(keys, key=lambda clause: (weight[id(clause)] + _place(reading, clause), -clause.sentence.index))
    key = attributed(best, best.statement)
    narrow = tuple(_narrow(reading, told, best, weight, len(key.split())))
    if len(narrow) < WANTED:
        return
    yield Ask(
        kind=Kind.MAIN_IDEA,
        rule="main_idea.article",
        stem="What is the main idea of the article?",
        answer=key,
        form=Form.SUMMARY,
        statement=key,
        clause=best,
        sentences=(best.sentence,),
        worth=0.9,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        options=narrow,
        because="The article as a whole is about this, and the other sentences are details of it.",
    )


def breadth(reading: Reading, clause: Clause) -> float:
    """How much of what the article is about the clause speaks of: central words, those of its title counted double."""
    lemmas = content_lemmas(list(clause.tokens))
    return sum(1.0 for lemma in lemmas if lemma in reading.central) + sum(
        1.0 for lemma in lemmas if lemma in reading.title_lemmas
    )


def _may_sum_up(reading: Reading, clause: Clause) -> bool:
    """Whether the clause takes up the title, where news says what it is about, and stands at the start or the end."""
    about = content_lemmas(list(clause.tokens)) & reading.title_lemmas
    last = reading.sentences[-1].paragraph
    placed = clause.sentence.index < FIRST or clause.sentence.paragraph == last
    reason = clause.subject_head.lemma_.lower() in words("relational")
    enough = len(about) >= max(2, TITLE_SHARE * len(reading.title_words))
    if clause.attribution is not None or clause.verb.lemma_.lower() in words("saying"):
        return False
    return enough and placed and not reason and not reports(clause) and clause.how != "relative"


def _place(reading: Reading, clause: Clause) -> float:
    """News says the main thing first, and comes back to it at the end."""
    if clause.sentence.index < 4:
        return 1.5
    return 0.5 if clause.sentence.paragraph == reading.sentences[-1].paragraph else 0.0


def _narrow(
    reading: Reading, told: list[Clause], best: Clause, weight: dict[int, float], length: int
) -> Iterator[Choice]:
    """True statements about little, each from another paragraph where there are enough, of about the key's length."""
    fitting = [
        clause
        for clause in told
        if clause.sentence is not best.sentence
        and weight[id(clause)] <= min(NARROW, weight[id(best)] - 2)
        and 0.55 <= len(attributed(clause, clause.statement).split()) / length <= 1.6
    ]
    fitting.sort(key=lambda clause: (weight[id(clause)], abs(len(clause.statement.split()) - length)))
    used: set[int] = set()
    chosen: list[Clause] = []
    for clause in [*fitting, *fitting]:
        fresh = clause.sentence.paragraph not in used or len(used) >= len({c.sentence.paragraph for c in fitting})
        if len(chosen) < WANTED and fresh and all(clause.sentence is not one.sentence for one in chosen):
            used.add(clause.sentence.paragraph)
            chosen.append(clause)
    for clause in chosen:
        (source,) = reading.evidence(clause.sentence)
        note = f"The article says so, but it is only one detail (paragraph {clause.sentence.paragraph + 1})."
        yield Choice(attributed(clause, clause.statement), False, Reason.ELSEWHERE, note, source)
