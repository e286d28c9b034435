"""Who is who: the article's names, grouped to the people, bodies and places they stand for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from .lexicon import frames, words

# The sorts of names that are worth grouping.
NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
HE, SHE = "he", "she"


@dataclass(eq=False)
class Entity:
    """One person, body or place: its fullest name, its other names, and where it is mentioned.

    `label` is spaCy's, by a majority of the mentions; `gender` is "he", "she" or None where nothing tells.
    `sure` is whether more than the parser's guess tells that it is a person: a first name, a title, or speaking.
    """

    name: str
    label: str
    gender: str | None = None
    sure: bool = False
    aliases: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        return self.label == "PERSON"


def first_names(doc: Doc) -> Iterator[Span]:
    """The names that start with a known first name where the parser found no person: "Ana Ruiz"."""
    known = {token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
    place = 0
    while place < len(doc):
        end = place
        while end < len(doc) and doc[end].text[:1].isupper() and doc[end].is_alpha and doc[end].pos_ == "PROPN":
            end += 1
        if 2 <= end - place <= 3 and place not in known and doc[place].lower_ in _gendered_names():
            yield Span(doc, place, end, label="PERSON")
        place = max(end, place + 1)


def parted(docs: Iterable[Doc]) -> Iterator[Span]:
    """The names the parser found; two joined by a comma apart where one is known: "Index on Censorship, Pullman"."""
    found = [entity for doc in docs for entity in doc.ents]
    people = {entity[-1].text for entity in found if entity.label_ == "PERSON"}
    for entity in found:
        comma = next((token for token in entity if token.text == ","), None)
        if comma is None or entity[-1].text not in people or entity.label_ == "PERSON":
            yield entity
            continue
        yield Span(entity.doc, entity.start, comma.i, label=entity.label_)
        yield Span(entity.doc, comma.i + 1, entity.end, label="PERSON")


def clean_name(name: str) -> str:
    """A name without possessive ending, quotation marks or a leading article.

    >>> clean_name("the Putin’s")
    'Putin'
    """
    plain = re.sub(r"[’']s?$", "", name.partition("(")[0].strip(" \n“”\"',–—-")).strip()
    # The full stop of "U.S." is its own; that of a sentence is not.
    plain = plain if re.search(r"\b[A-Z]\.[A-Z]", plain) else plain.rstrip(".")
    return re.sub(r"^(?:the|a|an) ", "", plain, flags=re.IGNORECASE)


def group(spans: Iterable[Span]) -> tuple[Entity, ...]:
    """The entities behind the named spans of an article, those named most often first.

    A surname joins the one full name that ends with it; an acronym the name it abbreviates. Precision first: a name
    that could be two people's stays by itself.
    """
    named: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        name = _without_titles(clean_name(span.text))
        if span.label_ in NAMED and name and (name[0].isupper() or name[0].isdigit()) and len(name) > 1:
            named[name].append(span)
    longest_first = sorted(named, key=lambda name: (-len(name.split()), -len(name), name))
    entities: list[Entity] = []
    for name in longest_first:
        owners = [
            entity
            for entity in entities
            if _is_short_for(name, entity.name, "PERSON" if _vote(entity.mentions) == "PERSON" else _vote(named[name]))
        ]
        if len(owners) == 1:
            owner = owners[0]
            owner.aliases.add(name)
            owner.mentions.extend(named[name])
        else:
            entities.append(Entity(name, "", aliases={name}, mentions=list(named[name])))
    for entity in entities:
        entity.label = _label(entity)
        entity.gender = _gender(entity) if entity.is_person else None
        entity.sure = entity.is_person and (
            entity.gender is not None or any(_titled(span) or _speaks(span) for span in entity.mentions)
        )
        entity.mentions.sort(key=lambda span: (id(span.doc), span.start))
    return tuple(sorted(entities, key=lambda entity: (-len(entity.mentions), entity.name)))


def _without_titles(name: str) -> str:
    """A person's name without "Mr" or "Professor" before it; a title alone stays."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in frames("names")["titles"]:
        parts.pop(0)
    return " ".join(parts)


def _is_short_for(short: str, full: str, label: str) -> bool:
    if short == full:
        return True
    if any(short in same and full in same for same in frames("names")["same_place"]):
        return True
    parts, whole = short.split(), full.split()
    if len(parts) < len(whole) and label in {"PERSON", "ORG"}:
        if whole[-len(parts) :] == parts and len(whole) <= 4:
            return True
        if label == "PERSON" and len(parts) == 1 and whole[0] == parts[0] and len(whole) <= 3:
            return True
        if label == "ORG" and whole[: len(parts)] == parts and len(parts[0]) > 3:
            return True
    return len(short) >= 2 and short.isupper() and short == _initials(full)


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isupper())


def _vote(spans: list[Span]) -> str:
    return Counter(span.label_ for span in spans).most_common(1)[0][0]


def _label(entity: Entity) -> str:
    """The entity's sort: what speaks or has a first name is a person, unless it is named like a body."""
    votes = Counter(span.label_ for span in entity.mentions)
    label = votes.most_common(1)[0][0]
    parts = entity.name.split()
    if any(part.lower() in words("bodies") for part in parts):
        return label if label != "PERSON" else "ORG"
    if entity.name.lower().removeprefix("the ") in words("countries"):
        return "GPE"
    first = parts[0].lower()
    if len(parts) >= 2 and label != "PERSON" and first in _gendered_names() and votes["PERSON"]:
        return "PERSON"
    if label == "PERSON" or (votes["PERSON"] and any(_titled(span) for span in entity.mentions)):
        return "PERSON"
    return label


def _titled(span: Span) -> bool:
    before = span.doc[span.start - 1] if span.start else None
    inside = span[0].lower_.rstrip(".")
    titles = {*frames("names")["he_titles"], *frames("names")["she_titles"], *frames("names")["titles"]}
    return inside in titles or (before is not None and before.lower_.rstrip(".") in titles)


def _speaks(span: Span) -> bool:
    """Whether the name is the subject of a verb of saying or thinking."""
    root = span.root
    return root.dep_ == "nsubj" and root.head.lemma_.lower() in words("saying")


@cache
def _gendered_names() -> dict[str, str]:
    table = frames("names")
    return {**dict.fromkeys(table["he"], HE), **dict.fromkeys(table["she"], SHE)}


def _gender(entity: Entity) -> str | None:
    for span in entity.mentions:
        for token in (span.doc[span.start - 1] if span.start else None, span[0]):
            title = token.lower_.rstrip(".") if token is not None else ""
            if title in frames("names")["he_titles"]:
                return HE
            if title in frames("names")["she_titles"]:
                return SHE
    first = entity.name.split()[0].lower()
    return _gendered_names().get(first) if len(entity.name.split()) > 1 or len(entity.mentions) > 1 else None


ENTITIES = "entities"


def entity_of(token: Token) -> Entity | None:
    """The entity whose mention the token belongs to; None for other words and for texts that were not grouped."""
    found: Entity | None = token.doc.user_data.get(ENTITIES, {}).get(token.i)
    return found


def mark(entities: Iterable[Entity]) -> None:
    """Note on each mention's document which entity its tokens belong to, for `entity_of`."""
    for entity in entities:
        for span in entity.mentions:
            table = span.doc.user_data.setdefault(ENTITIES, {})
            table.update(dict.fromkeys(range(span.start, span.end), entity))


def recognise(doc: Doc, by_name: Mapping[str, Entity]) -> None:
    """Mark the known names in another text, whatever the parser took them for; the longest name wins."""
    table: dict[int, Entity] = doc.user_data.setdefault(ENTITIES, {})
    place = 0
    while place < len(doc):
        if not doc[place].text[:1].isupper():
            place += 1
            continue
        for length in range(min(6, len(doc) - place), 0, -1):
            entity = by_name.get(doc[place : place + length].text)
            if entity is not None:
                table.update(dict.fromkeys(range(place, place + length), entity))
                place += length - 1
                break
        place += 1
