"""Which sentence supports a claim or shows what somebody says: the options are sentences of the article."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import SUBJECTS, Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence, content_lemmas

from .common import content_count, open_pronoun, reports

WANTED = 3
SHORTEST, LONGEST = 8, 45
# How long a claim is, and how many words of weight it has at least.
CLAIM_SHORTEST, CLAIM_LONGEST, WEIGHTY = 5, 22, 3
# A figure is about a claim when both have so many of the article's nouns; what the same person says, with fewer.
FIGURE_SHARED, SPEECH_SHARED = 2, 1
COUNTED = frozenset({"CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
# What turns against the sentence before or leaves it, and what leans on it, which speech may do.
TURNING = re.compile(
    r"“?(?:but|however|yet|although|though|despite|instead|still|and|so|or|if|when|others?|meanwhile|also|in contrast"
    r"|by contrast|on the other hand|this|that|these|those|such|we need)\b",
    re.IGNORECASE,
)
LEANING = re.compile(r"“?(?:it|they|he|she|its|their|his|her)\b", re.IGNORECASE)
LEADING = re.compile(r"^(?:For example|For instance|In fact|Indeed), (.)")


def ask(reading: Reading, clauses: tuple[Clause, ...], asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """Asks for what supports a claim, and for the sentence that shows a view that a question of `asked` is about."""
    for clause in clauses:
        if _is_claim(clause):
            yield from _supports(reading, clause)
    for one in asked:
        yield from _shows(reading, one)


def _is_claim(clause: Clause) -> bool:
    """Whether the clause says something general that can be understood alone and wants support."""
    said = clause.statement
    return (
        clause.how in {"main", "reported", "coordinate"}
        and CLAIM_SHORTEST <= len(said.split()) <= CLAIM_LONGEST
        and content_count(tuple(clause.tokens)) >= WEIGHTY
        and not reports(clause)
        and not open_pronoun(tuple(clause.tokens))
        and (clause.attribution is None or bool(clause.attribution.speaker))
        and re.search(r"\d|“|\b(this|these|those)\b", said) is None
        and not _granted(clause)
    )


def _granted(clause: Clause) -> bool:
    """Whether the clause is only what somebody grants before they say something else: "While it is complex, ..."."""
    before = clause.sentence.text.lower().partition(clause.subject.lower())[0].split()
    return before[-1:] != [] and before[-1].strip("“‘") in {"while", "although", "though", "whereas"}


def _supports(reading: Reading, clause: Clause) -> Iterator[Ask]:
    """The figure or the speech right after a claim that is about the same."""
    after = reading.sentences[clause.sentence.index + 1 : clause.sentence.index + 2]
    for sentence in after:
        others = tuple(_unlike(reading, clause, sentence)) if _is_support(reading, clause, sentence) else ()
        if len(others) < WANTED:
            continue
        speaker = clause.attribution.speaker if clause.attribution else ""
        claim = f"the claim by {speaker} that" if speaker else "the statement that"
        yield Ask(
            kind=Kind.EVIDENCE,
            rule="evidence.supports",
            stem=f"Which sentence from the article best supports {claim} {clause.inside}?",
            answer=_shown(sentence),
            form=Form.SENTENCE,
            statement=clause.statement,
            clause=clause,
            sentences=(sentence,),
            worth=0.75,
            skill=Skill.EVALUATE,
            bloom=Bloom.ANALYSE,
            options=others[:WANTED],
            because="It tells more about the same; the other sentences are about something else.",
        )


def _is_support(reading: Reading, clause: Clause, sentence: Sentence) -> bool:
    """Whether the sentence is speech of whoever makes the claim, or has a figure, and is about the same things."""
    if not _fits(_shown(sentence)) or TURNING.match(sentence.text):
        return False
    shared = _nouns(reading, list(clause.tokens)) & _nouns(reading, sentence.span)
    if clause.attribution is not None and clause.attribution.speaker in _speakers(reading, sentence):
        return len(shared) >= SPEECH_SHARED and _judges(clause)
    about = {token.lemma_.lower() for token in clause.tokens}
    # What the subject does besides is no support.
    goes_on = any(child.dep_ in SUBJECTS and child.lemma_.lower() in about for child in sentence.span.root.children)
    plain = not sentence.quoted_part and not LEANING.match(sentence.text) and not goes_on
    return plain and _counts(sentence) and len(shared) >= FIGURE_SHARED


def _judges(clause: Clause) -> bool:
    """Whether the clause says how something is or what is to be done: speech goes on to say why."""
    judged = any(unit.role == "acomp" and unit.head.pos_ == "ADJ" for unit in clause.units)
    attributed = any(
        child.dep_ == "amod" for unit in clause.units if unit.role == "attr" for child in unit.head.children
    )
    wanted = clause.modal is not None and clause.modal.lower_ in {"should", "must"}
    return (judged or attributed or wanted or clause.verb.lemma_ == "need") and not clause.hedged


def _nouns(reading: Reading, tokens: Iterable[Token]) -> set[str]:
    """The nouns and names that the article comes back to; times are about anything."""
    return {
        token.lemma_.lower()
        for token in tokens
        if token.pos_ in {"NOUN", "PROPN"}
        and token.lemma_.lower() not in words("times") | words("vague")
        and reading.weights.get(token.lemma_.lower(), 0.0) > 0
    }


def _speakers(reading: Reading, sentence: Sentence) -> set[str]:
    """Who speaks in the sentence's quotations."""
    return {
        voice.speaker for (start, end), voice in reading.voices.items() if start < sentence.end and sentence.start < end
    }


def _counts(sentence: Sentence) -> bool:
    return any(entity.label_ in COUNTED and re.search(r"\d", entity.text) for entity in sentence.span.ents)


def _shown(sentence: Sentence) -> str:
    """The sentence as an option: without the word that ties it to the one before, its quotation closed."""
    said = LEADING.sub(lambda found: found.group(1).upper(), sentence.text)
    missing = said.count("“") - said.count("”")
    return said + "”" if missing > 0 else "“" + said if missing < 0 else said


def _unlike(reading: Reading, clause: Clause, key: Sentence) -> Iterator[Choice]:
    """Sentences of the same sort that are about something else, those nearest in length first."""
    about = _nouns(reading, list(clause.tokens))
    fitting = [
        sentence
        for sentence in reading.sentences
        if not -2 < sentence.index - clause.sentence.index < 4
        and _fits(_shown(sentence))
        and not TURNING.match(sentence.text)
        and (key.quoted_part or not LEANING.match(sentence.text))
        and len(_nouns(reading, sentence.span) & about) < FIGURE_SHARED
    ]
    length = len(key.text)
    fitting.sort(
        key=lambda one: (
            _counts(one) + one.quoted_part != _counts(key) + key.quoted_part,
            abs(len(one.text) - length) // 30,
            one.index,
        )
    )
    for sentence in fitting:
        yield _option(reading, sentence, "The article says this, but it is about something else.")


def _option(reading: Reading, sentence: Sentence, note: str) -> Choice:
    (source,) = reading.evidence(sentence)
    return Choice(_shown(sentence), False, Reason.ELSEWHERE, note, source)


def _shows(reading: Reading, one: Ask) -> Iterator[Ask]:
    """The sentence that holds the answer to the question what somebody says about something."""
    stem = _stem(one)
    if stem is None or len(one.sentences) != 1 or not _fits(one.sentences[0].text):
        return
    (sentence,) = one.sentences
    others = tuple(_others(reading, one))
    if len(others) < WANTED:
        return
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
    """The question as a question for its sentence: "what ... says about ..." goes in as it is."""
    said = re.fullmatch(r"What (?:do|does|did) (.+) (\w+(?: out)?) about (.+)\?", one.stem)
    if one.rule != "statement.about" or one.clause.attribution is None or said is None:
        return None
    speaker, _verb, topic = said.groups()
    says = "say" if one.clause.attribution.plural else "says"
    return f"Which sentence in the article shows what {speaker} {says} about {topic}?"


def _fits(said: str) -> bool:
    return (
        SHORTEST <= len(said.split()) <= LONGEST
        and said.count("“") == said.count("”")
        and re.search(r"[.!”]$", said) is not None
    )


def _others(reading: Reading, one: Ask) -> Iterator[Choice]:
    """Sentences on the same matter that do not answer: none of the same speaker, none beside the evidence."""
    (home,) = one.sentences
    about = content_lemmas(list(one.clause.tokens))
    # A sentence that names the topic may show what is said about it as well.
    topic = content_lemmas(list(one.clause.subject_tokens))
    # What the same person says besides may bear on the topic by another name.
    speaker = one.clause.attribution.speaker if one.clause.attribution else ""
    ranked: list[tuple[float, int, Sentence]] = []
    for sentence in reading.sentences:
        if abs(sentence.index - home.index) < 2 or not _fits(sentence.text):
            continue
        lemmas = content_lemmas(sentence.span)
        if speaker and (speaker.split()[-1] in sentence.text or speaker in _speakers(reading, sentence)):
            continue
        if lemmas & topic or len(lemmas & about) > max(1, len(about) // 3):
            continue
        length = abs(len(sentence.text) - len(home.text)) / len(home.text)
        ranked.append((length, sentence.index, sentence))
    for _rank, _index, sentence in sorted(ranked, key=lambda row: row[:2]):
        yield _option(reading, sentence, "The article says this, but it does not answer the question.")
