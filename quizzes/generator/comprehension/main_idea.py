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
# How many of the article's central words the key has where there is no title, or where it is not near it, and a detail
# at most.
BROAD, BROADEST, NARROW = 4, 6, 2
# A lead that names its source is news where it has this many.
REPORTED = 3
# Whatever is announced or shown is what the article is about; whatever is merely said may be one side of it.
ANNOUNCING = frozenset({"announce", "reveal", "find", "show", "discover", "confirm", "warn"})


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
        first in {"if", "but", "and", "so", "or", "yet", "however", "this", "that", "these", "those"}
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
    return sentence.text.endswith((".", ".”")) and not opens and not pointing and not _is_claim(sentence)


def _is_claim(sentence: Sentence) -> bool:
    """Whether the sentence is what somebody says; a source at the end of a lead and an announcement are no matter."""
    root = sentence.span.root
    if root.lemma_.lower() not in words("saying"):
        return False
    return root.lemma_.lower() not in ANNOUNCING and not (sentence.index < OPENING and _ends_with_source(sentence))


def _ends_with_source(sentence: Sentence) -> bool:
    """Whether who says so stands after what is said: "..., a report warns", "..., according to a report"."""
    root = sentence.span.root
    told = next((child for child in root.children if child.dep_ == "ccomp"), None)
    said = root.lemma_.lower() in words("saying") and told is not None and told.i < root.i
    speaker = next((child for child in root.children if child.dep_ == "nsubj"), None)
    named = speaker is not None and not personal(speaker)
    return (said and named) or re.search(r", according to [^,]+\.$", sentence.text) is not None


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
        least = REPORTED if sentence.index == 0 and _ends_with_source(sentence) else BROAD
        return sentence.index < OPENING and _breadth(reading, sentence) >= least
    said = {token.lower_ for token in sentence.span} | {token.lemma_.lower() for token in sentence.span}
    share = len({word for word in title if word in said}) / len(title)
    if sentence.index < FIRST and _breadth(reading, sentence) >= BROADEST:
        return True
    if sentence.index < OPENING:
        return share >= OPENING_SHARE
    closing = sentence.paragraph == reading.sentences[-1].paragraph and not sentence.quoted_part
    placed = sentence.index < FIRST or closing
    return placed and share >= TITLE_SHARE


def _breadth(reading: Reading, sentence: Sentence) -> int:
    """How many of the words the article keeps coming back to, and of its title's, the sentence has."""
    lemmas = content_lemmas(sentence.span)
    return len(lemmas & reading.central) + len(lemmas & reading.title_lemmas)


def _details(reading: Reading, told: list[Sentence], best: Sentence) -> Iterator[Choice]:
    """True sentences about little, from different paragraphs where there are enough, of about the key's length."""
    length, most = len(best.text.split()), _breadth(reading, best)
    fitting = [
        sentence
        for sentence in told
        if sentence is not best
        and _breadth(reading, sentence) <= min(NARROW + (most >= BROADEST), most - 2)
        and 0.4 <= len(sentence.text.split()) / length <= 1.8
        and not re.search(r"[“”]", sentence.text)
    ]
    # Of about the key's length, since the longest would give itself away.
    fitting.sort(key=lambda one: (abs(len(one.text.split()) - length) // 6, _breadth(reading, one), one.index))
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
