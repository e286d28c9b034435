"""Answers that sound likely and that the article does not give, in the form of the right answer."""

# They are the "plausible without support" of STARC (Berzak, Malmaud & Levy, ACL 2020). The frames and the words that
# keep one from an article are in language/answers.yaml.

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from lemminflect import getInflection, getLemma
from spacy.tokens import Token

from .asks import Ask, Form
from .drafts import Kind
from .lexicon import frames, words
from .reading import Reading, is_body, is_person, is_plural
from .twists import is_sensitive, with_article
from .wording import capitalise
from .wordnet import senses, supersense

ADVISING = frozenset({"should", "must", "ought", "need", "needs", "needed"})
LEADS = frozenset({"he", "she", "it", "they"})
# "It needs to", "They should": what stands before the verb of advice.
URGED = re.compile(r"(It|They|He|She) (should|must|(need|ought|have|has|needs) to) ")
STUDY = re.compile(r"\b(stud(y|ies)|surveys?|research|reports?|polls?|figures|data|evidence|find|found|show)\b")
TRYING = re.compile(r"\b(challeng\w+|difficult\w*|hard|problem|important|involve)\b")
# What can only be said of more than one.
MANY = re.compile(r"\b(they|them|their)\b")
BE = {("VBZ", False): "is", ("VBZ", True): "are", ("VBD", False): "was", ("VBD", True): "were"}
# "It would have surprised" and "it will deserve" say something else than "it has surprised" and "it deserves".
NEVER_MODAL = frozenset({"have", "deserve"})
PHRASES = frozenset({"causes", "views"})
SLOT = re.compile(r"<(\w+)>")
# WordNet's sorts of nouns that one can count, sell and talk about.
CONCRETE = frozenset({"artifact", "animal", "plant", "food"})


@dataclass(frozen=True)
class Frame:
    """One answer: a verb in its base form and what follows; `subject` is empty where it is the question's own.

    An answer that is no more than a noun phrase has no verb. What is in angle brackets is filled from the article.
    """

    subject: str
    plural: bool
    verb: str
    rest: str
    guards: frozenset[str]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(SLOT.findall(f"{self.subject} {self.rest}"))

    def filled(self, nouns: dict[str, str]) -> "Frame":
        """The answer with nouns of the article in its slots."""
        subject, rest = (SLOT.sub(lambda slot: nouns[slot[1]], text) for text in (self.subject, self.rest))
        return replace(self, subject=subject, rest=rest)


def invented(reading: Reading, ask: Ask) -> Iterator[str]:
    """Every answer of the key's form that nothing in the article comes near."""
    told, nouns = _told(reading), _nouns(reading, ask)
    for section in _sections(ask):
        for frame in _frames(section):
            agrees = ask.plural or frame.subject or not MANY.search(frame.rest)
            if agrees and frame.guards.isdisjoint(told) and frame.slots <= nouns.keys():
                text = _in_form(ask, frame.filled(nouns))
                if text is not None:
                    yield capitalise(text)


def _sections(ask: Ask) -> tuple[str, ...]:
    """The headings of language/answers.yaml that answer such a question."""
    acts = _acts(ask)
    match ask.form:
        case Form.CLAUSE:
            return _of_clauses(ask, acts)
        case Form.ABOUT:
            return _of_predicates(ask, acts)
        case Form.BARE if not acts:
            return ("effects",) if ask.kind is Kind.STATEMENT else ()
        case Form.BARE if ask.plural or is_body(ask.clause.subject_head):
            advising = set(re.findall(r"\w+", ask.stem.lower())) & ADVISING
            return ("advice",) if advising else ("plans",)
        case Form.PURPOSE | Form.SO_THAT:
            return ("aims", *_of_aims(ask))
        case Form.BECAUSE_OF:
            return ("causes",)
        case Form.THING if ask.kind is Kind.REASON:
            return ("causes",)
        case Form.MANNER if is_body(ask.clause.subject_head):
            return ("means",)
        case Form.AS if re.match(r"As (?:an?|the) ", ask.answer):
            return ("views",)
        case Form.DOING if TRYING.search(ask.stem):
            return ("tasks",)
    return ()


def _of_aims(ask: Ask) -> tuple[str, ...]:
    """Bodies follow policies, a single person wishes; of others only what anybody may want is likely."""
    head = ask.clause.subject_head
    if is_body(head):
        return ("policies",)
    return ("wishes",) if is_person(head) and not is_plural(head) else ()


def _of_clauses(ask: Ask, acts: bool) -> tuple[str, ...]:
    if ask.kind is Kind.EFFECT or ask.rule == "inference.concession":
        return ("events",)
    if not re.match(r"(?:According to .*, )?why ", ask.stem, re.IGNORECASE):
        return ("conditions",) if ask.kind is Kind.REASON else ("findings",) if STUDY.search(ask.stem) else ()
    motives = ("motives", "interests") if is_body(ask.clause.subject_head) else ("motives",)
    if ask.answer.split()[0].lower() in LEADS - {"it"}:
        return motives
    return (*motives, "conditions") if acts and _lead(ask) else ("conditions",)


def _of_predicates(ask: Ask, acts: bool) -> tuple[str, ...]:
    finite = _finite(ask)
    modal = finite.lower_ if finite is not None and finite.tag_ == "MD" else ""
    if asks_effect(ask):
        return ("effects",)
    if URGED.match(ask.answer):
        return ("advice",) if acts else ()
    if acts:
        # A single body is spoken of in too many ways.
        return () if modal or not (ask.plural or is_person(ask.clause.subject_head)) else ("characters",)
    if finite is not None and finite.tag_ == "VBD":
        # What a thing did or was once is an event, which no lasting trait stands beside.
        return ()
    sort = supersense(ask.clause.subject_head.lemma_.lower(), "NOUN")
    if modal in {"can", "could"}:
        return ("abilities",) if sort == "artifact" else ()
    return ("traits", "qualities") if sort in CONCRETE | {"act", "communication"} else ("traits",)


def asks_effect(ask: Ask) -> bool:
    """Whether the question is what effect something has, whoever says so."""
    return ask.kind is Kind.EFFECT or "what effect" in ask.stem.lower()


def _acts(ask: Ask) -> bool:
    """Whether the question is about people or a body that decides for itself."""
    head = ask.clause.subject_head
    if is_body(head) and supersense(head.lemma_.lower(), "NOUN") in CONCRETE:
        return False
    return ask.clause.resolved or is_person(head) or is_body(head)


# --- in the form of the key ------------------------------------------------------------------------------------------


def _in_form(ask: Ask, frame: Frame) -> str | None:
    """The answer in the form of the key, or None where it has none."""
    bare = f"{frame.verb} {frame.rest}"
    match ask.form:
        case Form.CLAUSE:
            lead = "that " if ask.answer.startswith("That ") else ""
            subject = frame.subject or _lead(ask)
            return f"{lead}{subject} {_finite_verb(ask, frame, frame.plural if frame.subject else subject == 'they')}"
        case Form.ABOUT:
            if urged := URGED.match(ask.answer):
                return urged[0] + bare
            if frame.verb in NEVER_MODAL and (finite := _finite(ask)) is not None and finite.tag_ == "MD":
                return None
            some = re.match(r"\w+ of them\b|\w+", ask.answer)
            return f"{some[0]} {_finite_verb(ask, frame, ask.plural)}" if some else None
        case Form.BARE:
            return bare
        case Form.PURPOSE:
            return f"to {bare}"
        case Form.SO_THAT:
            start = re.match(r"So that (\w+) (can|could|will|would|may|might) ", ask.answer)
            return f"{start[0]}{bare}" if start else None
        case Form.MANNER | Form.DOING:
            return f"{'by ' if ask.form is Form.MANNER else ''}{_bent(frame.verb, 'VBG')} {frame.rest}"
        case Form.BECAUSE_OF:
            return f"because of {frame.rest}"
        case Form.AS:
            return f"as {frame.rest}"
    return frame.rest


def _finite_verb(ask: Ask, frame: Frame, plural: bool) -> str:
    """The frame's predicate in the time of the key: under its modal verb, in the past, the perfect or the present."""
    finite = _finite(ask)
    tag = finite.tag_ if finite is not None else "VBZ"
    if finite is not None and tag == "MD" and (ask.form is Form.ABOUT or finite.lower_ in {"will", "would"}):
        return f"{finite.lower_} {frame.verb} {frame.rest}"
    timeless = ask.form is Form.ABOUT and not asks_effect(ask)
    if frame.verb != "have" and _is_perfect(finite) and not timeless:
        return f"{'have' if plural else 'has'} {_bent(frame.verb, 'VBN')} {frame.rest}"
    return f"{_agreeing(frame.verb, 'VBD' if tag == 'VBD' else 'VBZ', plural)} {frame.rest}"


def _is_perfect(finite: Token | None) -> bool:
    return (
        finite is not None and finite.lower_ in {"has", "have"} and finite.head.tag_ == "VBN" and finite.dep_ == "aux"
    )


def _agreeing(verb: str, tag: str, plural: bool) -> str:
    if verb == "be":
        return BE[tag, plural]
    return verb if tag == "VBZ" and plural else _bent(verb, tag)


@cache
def _bent(verb: str, tag: str) -> str:
    return next(iter(getInflection(verb, tag=tag)), verb)


@lru_cache(maxsize=64)
def _finite(ask: Ask) -> Token | None:
    """The first finite verb of the key, which gives its time."""
    said = [word.lower() for word in re.findall(r"\w+", ask.answer)]
    tokens = [token for sentence in ask.sentences for token in sentence.span if token.lower_ in said]
    tokens.sort(key=lambda token: said.index(token.lower_))
    return next((token for token in tokens if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)


def _lead(ask: Ask) -> str:
    """What stands for the question's subject: the key's own pronoun, "they", "it", or a short name; "" for none."""
    first = ask.answer.split()[0].lower()
    if first in LEADS:
        return first
    if ask.clause.plural:
        return "they"
    if is_body(ask.clause.subject_head):
        return "it"
    return ask.clause.subject if len(ask.clause.subject.split()) <= 3 else ""


# --- what the article comes near ------------------------------------------------------------------------------------


@cache
def _frames(section: str) -> tuple[Frame, ...]:
    found = []
    for entry in frames("answers")[section]:
        ((text, guards),) = entry.items()
        kin = frozenset().union(*(_kin(word) for word in guards))
        found.append(_frame(text, kin, phrase=section in PHRASES))
    return tuple(found)


def _frame(text: str, guards: frozenset[str], *, phrase: bool) -> Frame:
    """
    >>> _frame("the weather | becomes worse", frozenset(), phrase=False)
    Frame(subject='the weather', plural=False, verb='become', rest='worse', guards=frozenset())
    """
    if phrase:
        return Frame("", False, "", text, guards)
    subject, _bar, predicate = text.rpartition(" | ")
    verb, _space, rest = predicate.partition(" ")
    plural = verb == "are" or not verb.endswith("s")
    return Frame(subject, plural, getLemma(verb, upos="VERB")[0] if verb not in {"are", "is"} else "be", rest, guards)


@cache
def _kin(word: str) -> frozenset[str]:
    """The word and its synonyms in the senses in use."""
    found = {word}
    for pos in ("NOUN", "VERB", "ADJ"):
        for place, sense in enumerate(senses(word, pos)):
            if sense.count or place == 0:
                found.update(synonym.lower() for synonym in sense.synonyms)
    return frozenset(found)


@lru_cache(maxsize=2)
def _told(reading: Reading) -> frozenset[str]:
    """Every word of the article, as it stands and in its base form."""
    tokens = [token for sentence in reading.sentences for token in sentence.span]
    return frozenset({form for token in tokens for form in (token.lower_, token.lemma_.lower())} - words("small"))


# --- what the article keeps speaking of -------------------------------------------------------------------------------

# A noun the article uses less often is none of its topics.
TOPICAL = 3


def _nouns(reading: Reading, ask: Ask) -> dict[str, str]:
    """For each slot the article's own noun that is used most and stands in neither question nor answer."""
    asked = f"{ask.stem} {ask.answer}".lower()
    fresh = {
        slot: next((noun for noun in found if noun.lower() not in asked and noun.lower()[:-1] not in asked), None)
        for slot, found in _topics(reading).items()
    }
    return {slot: noun for slot, noun in fresh.items() if noun is not None}


@lru_cache(maxsize=2)
def _topics(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The article's nouns for each slot, those used most first."""
    counts: dict[str, Counter[str]] = {"people": Counter(), "things": Counter()}
    unfit = words("vague") | words("times") | {"people", "person"}
    for token in (token for sentence in reading.sentences for token in sentence.span):
        lemma = token.lemma_.lower()
        if token.tag_ != "NNS" or not token.is_alpha or token.ent_type_:
            continue
        if lemma in unfit or is_sensitive(token.text):
            continue
        if is_person(token):
            counts["people"][token.lower_] += 1
        elif lemma in reading.central and supersense(lemma, "NOUN") in CONCRETE and not is_body(token):
            counts["things"][token.lower_] += 1
    found = {
        slot: tuple(noun for noun, count in kept.most_common() if count >= TOPICAL) for slot, kept in counts.items()
    }
    countries = [one for one in reading.entities if one.name.lower() in words("countries") and len(one.mentions) > 1]
    countries.sort(key=lambda one: -len(one.mentions))
    return found | {"place": tuple(with_article(one.name) for one in countries)}
