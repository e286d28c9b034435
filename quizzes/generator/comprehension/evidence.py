"""Which sentence gives a reason or shows what somebody says: the options are sentences of the article."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.reading import Reading, Sentence, content_lemmas

WANTED = 3
SHORTEST, LONGEST = 8, 45
# The kinds whose answers a sentence can be evidence of.
SHOWN = frozenset({Kind.REASON, Kind.STATEMENT, Kind.EFFECT})


def ask(reading: Reading, asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """Asks for the sentence that holds the answer to a question of another kind; `asked` are those questions."""
    for one in asked:
        if one.kind not in SHOWN or len(one.sentences) != 1 or not _fits(one.sentences[0].text):
            continue
        stem = _stem(one)
        others = tuple(_others(reading, one))
        if stem is None or len(others) < WANTED:
            continue
        (sentence,) = one.sentences
        yield Ask(
            kind=Kind.EVIDENCE,
            rule="evidence.shows",
            stem=stem,
            answer=sentence.text,
            form=Form.SENTENCE,
            statement=one.statement,
            clause=one.clause,
            sentences=(sentence,),
            worth=0.6 * one.worth,
            skill=Skill.EVALUATE,
            bloom=Bloom.ANALYSE,
            options=others[:WANTED],
            because=f"In answer to “{one.stem}” it says: {one.answer}.",
        )


def _stem(one: Ask) -> str | None:
    """The question as a question for its sentence: "why ..." and "what ... says about ..." go in as they are."""
    if one.rule == "statement.about" and one.clause.attribution is not None:
        said = re.fullmatch(r"What (?:do|does|did) (.+) (\w+(?: out)?) about (.+)\?", one.stem)
        if said is None:
            return None
        speaker, _verb, topic = said.groups()
        thinks = "think" if one.clause.attribution.plural else "thinks"
        if one.clause.attribution.person is None:
            thinks = "say" if one.clause.attribution.plural else "says"
        return f"Which sentence in the article shows what {speaker} {thinks} about {topic}?"
    if one.kind is Kind.REASON and one.stem.startswith("Why ") and one.clause.attribution is None:
        whole, because, _rest = one.clause.inside.partition(" because ")
        if because and not re.search(r"\b(it|they|he|she)\b", whole.lower()):
            return f"Which sentence in the article explains why {whole}?"
    return None


def _fits(said: str) -> bool:
    return (
        SHORTEST <= len(said.split()) <= LONGEST
        and said.count("“") == said.count("”")
        and re.search(r"[.!”]$", said) is not None
    )


def _others(reading: Reading, one: Ask) -> Iterator[Choice]:
    """Sentences on the same matter that do not answer: first those of the same speaker, none beside the evidence."""
    (home,) = one.sentences
    about = content_lemmas(list(one.clause.tokens))
    speaker = one.clause.attribution.speaker.split()[-1] if one.clause.attribution else ""
    ranked: list[tuple[float, int, Sentence]] = []
    for sentence in reading.sentences:
        if abs(sentence.index - home.index) < 2 or not _fits(sentence.text):
            continue
        if len(content_lemmas(sentence.span) & about) > max(1, len(about) // 3):
            continue
        if one.kind is Kind.REASON and re.search(r"\b(because|due to|so that|in order to|reason)\b", sentence.text):
            continue
        length = abs(len(sentence.text) - len(home.text)) / len(home.text)
        same = 0.6 if speaker and speaker in sentence.text else 0.0
        ranked.append((length - same, sentence.index, sentence))
    for _rank, _index, sentence in sorted(ranked, key=lambda row: row[:2]):
        (source,) = reading.evidence(sentence)
        note = "The article says this, but it does not answer the question."
        yield Choice(sentence.text, False, Reason.ELSEWHERE, note, source)
