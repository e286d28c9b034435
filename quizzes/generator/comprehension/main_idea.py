"""What the article as a whole says: its sentence that sums it up, against true but narrow details."""

import re
from collections.abc import Iterator

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Choice, Kind, Reason, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence, content_lemmas, personal

WANTED = 3
SHORTEST, LONGEST = 8, 42
# Of the words of weight in the title, a sentence that sums the article up has this share; the opening ones, where news
# says what it is about, need less.
TITLE_SHARE, OPENING_SHARE = 0.6, 0.55
OPENING, FIRST = 2, 8
# How many of the article's central words the key has where there is no title, and a detail at most.
BROAD, NARROW = 4, 2


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """One ask for the article's main idea, where one of its sentences takes up what its title says."""
    told = [sentence for sentence in reading.sentences if _stands_alone(sentence)]
    keys = [sentence for sentence in told if _sums_up(reading, sentence) and _is_named(reading, sentence)]
    by_sentence = {clause.sentence.index: clause for clause in reversed(clauses)}
    keys = [sentence for sentence in keys if sentence.index in by_sentence]
    if not keys:
        return
    best = max(keys, key=lambda sentence: (_breadth(reading, sentence), -sentence.index))
    narrow = tuple(_details(reading, told, best))
    if len(narrow) < WANTED:
        return
    key = _unlinked(best.text)
    yield Ask(
        kind=Kind.MAIN_IDEA,
        rule="main_idea.article",
        stem="What is the main idea of the article?",
        answer=key,
        form=Form.SUMMARY,
        statement=key,
        clause=by_sentence[best.index],
        sentences=(best,),
        worth=0.9,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        options=narrow,
        because="The article as a whole is about this, and the other sentences are details of it.",
    )


def _stands_alone(sentence: Sentence) -> bool:
    """Whether the sentence can be read without those before it, and is not speech."""
    first = sentence.span[0].lower_
    if (
        first in {"but", "and", "so", "or", "yet", "however", "this", "that", "these", "those"}
        or not SHORTEST <= len(sentence.text.split()) <= LONGEST
    ):
        return False
    if any(start < sentence.end and sentence.start < end for start, end in sentence.quoted):
        return False
    own = {"its", "their", "his", "her", "it", "they"}
    pronouns = [token for token in sentence.span if personal(token)]
    opens = any(token.lower_ not in own or token.i - sentence.span.start < 4 for token in pronouns)
    pointing = any(
        token.lower_ in {"this", "these", "that", "those"} and token.dep_ == "det" for token in sentence.span
    )
    saying = sentence.span.root.lemma_.lower() in words("saying")
    return sentence.text.endswith((".", ".”")) and not opens and not pointing and not saying


def _is_named(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence says what it is about: not "the project" where no title has told of one."""
    subject = next((child for child in sentence.span.root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or sentence.index < OPENING or subject.pos_ != "NOUN":
        return True
    bare = [token.lower_ for token in subject.subtree][:-1] == ["the"]
    return not bare or subject.lemma_.lower() in reading.title_lemmas


def _sums_up(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence takes up the title and stands at the start or the end."""
    title = reading.title_words
    if not title:
        # Without a title, an opening sentence that speaks of more than any other.
        return sentence.index < OPENING and _breadth(reading, sentence) >= BROAD
    said = {token.lower_ for token in sentence.span} | {token.lemma_.lower() for token in sentence.span}
    share = len({word for word in title if word in said}) / len(title)
    if sentence.index < OPENING:
        return share >= OPENING_SHARE
    placed = sentence.index < FIRST or sentence.paragraph == reading.sentences[-1].paragraph
    return placed and share >= TITLE_SHARE


def _breadth(reading: Reading, sentence: Sentence) -> int:
    """How many of the words the article keeps coming back to, and of its title's, the sentence has."""
    lemmas = content_lemmas(sentence.span)
    return len(lemmas & reading.central) + len(lemmas & reading.title_lemmas)


def _details(reading: Reading, told: list[Sentence], best: Sentence) -> Iterator[Choice]:
    """True sentences about little, from different paragraphs where there are enough, of about the key's length."""
    length = len(best.text.split())
    fitting = [
        sentence
        for sentence in told
        if sentence is not best
        and _breadth(reading, sentence) <= min(NARROW, _breadth(reading, best) - 2)
        and 0.5 <= len(sentence.text.split()) / length <= 1.7
        and not re.search(r"[“”]", sentence.text)
    ]
    fitting.sort(key=lambda one: (_breadth(reading, one), abs(len(one.text.split()) - length), one.index))
    chosen: list[Sentence] = []
    for fresh in (True, False):
        for sentence in fitting:
            known = any(sentence.paragraph == one.paragraph for one in chosen)
            if len(chosen) < WANTED and sentence not in chosen and not (fresh and known):
                chosen.append(sentence)
    for sentence in chosen:
        (source,) = reading.evidence(sentence)
        note = f"The article says so, but it is only one detail (paragraph {sentence.paragraph + 1})."
        yield Choice(_unlinked(sentence.text), False, Reason.ELSEWHERE, note, source)


def _unlinked(said: str) -> str:
    """The sentence as an option, without the word that ties it to the one before: "In March, though, ..."."""
    return re.sub(r", (?:though|however|meanwhile|moreover|too),", ",", said).rstrip(".")
