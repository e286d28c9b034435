"""Turning a statement into a false one by a single change: an opposite, a number, a name; never by adding "not"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lemminflect import getInflection
from spacy.tokens import Span, Token
from wordfreq import zipf_frequency

from .entities import entity_of
from .lexicon import frames, number_words, opposite, words
from .reading import Reading
from .wording import capitalise
from .wordnet import dominant

SWAPPED_ENTITIES = frozenset({"GPE", "PERSON", "ORG", "NORP", "LOC"})
# After these a "person" is a place with a person's name.
WHERE = frozenset({"in", "at", "on", "near", "through", "outside", "inside", "into"})


# Names of countries that have "the" before them.
WITH_THE = frozenset({"UK", "US", "USA", "U.S.", "EU", "UAE", "United Kingdom", "Netherlands", "Philippines", "Gambia"})
# Adjectives that count rather than describe.
COUNTING = frozenset(
    {"more", "less", "fewer", "most", "few", "many", "first", "last", "higher", "lower", "larger", "smaller"}
)


@dataclass(frozen=True)
class Twist:
    """One change of a text: the words taken out, those put in, and the text after it."""

    old: str
    new: str
    text: str


def twists(reading: Reading, text: str, tokens: list[Token]) -> Iterator[Twist]:
    """Every single change that makes `text`, which renders `tokens`, say something else; the surest first."""
    tokens = sorted(tokens, key=_peripheral)
    turned = [(token, new) for token in tokens if (new := _opposite(token)) is not None]
    # An adjective before its noun says little, and turned round it is often silly; "more" and "first" are not.
    for token, new in turned:
        described = token.dep_ == "amod" or (token.dep_ == "conj" and token.head.dep_ == "amod")
        if not described or token.lower_ in COUNTING:
            yield from _applied(text, token.text, new)
    yield from _phrases(text, tokens)
    yield from _names(reading, text, tokens)
    yield from _numbers(reading, text, tokens)


def _phrases(text: str, tokens: list[Token]) -> Iterator[Twist]:
    """ "More than" as "less than", "before" as "after": pairs of language/opposites.yaml turned round."""
    # "They have a long way to go before ..." is no order of events: only what has happened has one.
    happened = any(
        one.lower_ in {"before", "after"}
        and next((verb for verb in one.ancestors if verb.pos_ == "VERB"), one).tag_ in PAST
        for one in (tokens[0].doc if tokens else ())
    )
    for one, other in frames("opposites")["phrases"]:
        for old, new in ((one, other), (other, one)):
            if happened or old not in {"before", "after"}:
                yield from _applied(text, old, new)


PAST = frozenset({"VBD", "VBN"})


def _peripheral(token: Token) -> bool:
    """Whether the token stands in a clause under the main one, where a change is easily missed."""
    return any(one.dep_ in {"relcl", "advcl", "acl"} for one in (token, *token.ancestors))


def _applied(text: str, old: str, new: str) -> Iterator[Twist]:
    """The change, where the old words stand in the text exactly once."""
    if old.lower() not in text.lower():
        return
    pattern = rf"(?<![\w-]){re.escape(old)}(?![\w-])"
    if re.match(pattern, text, re.IGNORECASE) and text[:1] != old[:1]:
        old, new = capitalise(old), capitalise(new)
        pattern = rf"(?<![\w-]){re.escape(old)}(?![\w-])"
    elif re.match(pattern, text):
        new = capitalise(new) if text[:1].isupper() else new
    if len(re.findall(pattern, text)) != 1 or old.lower() == new.lower():
        return
    changed = re.sub(pattern, lambda _match: new, text)
    changed = re.sub(rf"\b([Aa])n? (?={re.escape(new)})", lambda m: m.group(1) + _n(new) + " ", changed)
    yield Twist(old, new, changed)


def _n(word: str) -> str:
    return "n" if word[:1].lower() in "aeiou" and not word.lower().startswith(("uni", "use", "eu", "one")) else ""


def _opposite(token: Token) -> str | None:
    if any(child.lower_ == "no" for one in token.ancestors for child in one.children):
        # "No consensus that it was reliable": it may not have been agreed to be unreliable either.
        return None
    if token.lower_ in {"true", "false"}:
        # "Dreams come false".
        return None
    if token.ent_type_ or token.dep_ in {"aux", "auxpass"} or token.text[:1].isupper():
        return None
    if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound"}:
        return _opposite_verb(token)
    if token.lower_ == "support" and any(child.lower_ in {"of", "for"} for child in token.children):
        # One is in support of something and in opposition to it.
        return None
    described = any(child.dep_ in {"amod", "compound", "conj", "nummod"} for child in token.children)
    if token.pos_ == "NOUN" and token.dep_ not in {"compound", "conj"} and not described and token.lemma_ != "ability":
        other = opposite(token.lemma_.lower(), "nouns") or _antonym(token)
        return _inflected(other, token.tag_) if token.tag_ == "NNS" else other
    if token.lower_ == "more" and token.pos_ in {"ADJ", "ADV"}:
        return "fewer" if token.head.tag_ == "NNS" and token.dep_ == "amod" else "less"
    if token.pos_ not in {"ADJ", "ADV"} or (token.i and token.nbor(-1).lower_ == "for"):
        # "For good" is not "for bad".
        return None
    if (
        token.lower_ == "possible"
        and token.i
        and token.nbor(-1).lower_ in {"wherever", "whenever", "where", "if", "as"}
    ):
        return None
    if token.dep_ == "oprd":
        # Whoever keeps people safe does not keep them dangerous.
        return None
    if token.pos_ == "ADV" and any(child.dep_ == "neg" for child in token.head.children):
        # Nobody says "rarely not" or "do not rarely".
        return None
    other = opposite(token.lower_, "adjectives" if token.pos_ == "ADJ" else "adverbs") or _antonym(token)
    compared = token.tag_ in {"JJR", "RBR"} and token.lower_.endswith("er")
    if compared and any(child.dep_ == "advmod" for child in token.children):
        # "Far wider" turned round would read like no English.
        return None
    if other is None or not compared or " " in other or other.endswith("er"):
        return other
    forms = getInflection(other, tag=token.tag_)
    return forms[0] if forms and len(other) <= LONGEST_BENT else f"more {other}"


# Longer adjectives are compared with "more".
LONGEST_BENT = 6
# Nouns of these sorts are not turned round: the opposite of a man is no misreading of him.
NOT_TURNED = frozenset({"person", "animal", "body", "artifact", "food", "plant", "location", "time", "group"})


# What is lost, as letters are, is not gained otherwise.
UNGAINED = frozenset({"lose", "gain", "win", "miss"})
# A year further off than this is never mistaken for another.
YEARS_APART = 30


def _antonym(token: Token) -> str | None:
    """The common direct antonym of a word with one main sense, by WordNet."""
    lemma = token.lemma_.lower()
    sense = dominant(lemma, token.pos_, 0.6)
    # A plural noun mostly means things one can count, whatever its singular means.
    if sense is None or token.tag_ == "NNS" or sense.supersense.partition(".")[2] in NOT_TURNED:
        return None
    common = [word for word in sense.antonyms if word.isalpha() and 3.6 <= zipf_frequency(word, "en") <= 5.6]
    return common[0] if len(common) == 1 else None


def _opposite_verb(verb: Token) -> str | None:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    bound = [
        child for child in verb.children if child.dep_ in {"dobj", "prep", "prt", "xcomp", "ccomp"} and child.i > verb.i
    ]
    if any(child.dep_ == "prep" and child.lower_ == "from" for child in bound) and any(
        grand.dep_ == "pcomp" for child in bound for grand in child.children
    ):
        # "Ban from working" has no opposite that takes "from" as well.
        return None
    if verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl"}:
        # Nobody acts "to worsen" anything.
        return None
    if passive and verb.lemma_.lower() in UNGAINED:
        return None
    if passive or any(child.dep_ == "dobj" for child in bound):
        if any(child.dep_ in {"prt", "ccomp"} for child in bound) or any(
            child.dep_ in {"acomp", "oprd"} for child in verb.children
        ):
            return None
        other = opposite(verb.lemma_.lower(), "verbs_with_object")
        led = any(
            deed.tag_ == "VB" and deed.i > verb.i
            for head in (verb, *(child for child in bound if child.dep_ == "dobj"))
            for deed in head.children
        )
        # "Encourage them to rest": nobody is discouraged to do something.
        return None if led and other in words("taking_from") else _inflected(other, verb.tag_)
    if any(
        child.dep_ != "prep" or child.lower_ not in {"in", "by", "from", "to", "since", "at", "on"} for child in bound
    ):
        return None
    if verb.dep_ == "pcomp":
        # Nobody is "close to starting".
        return None
    return _inflected(opposite(verb.lemma_.lower(), "verbs_alone"), verb.tag_)


def _inflected(lemma: str | None, tag: str) -> str | None:
    if lemma is None:
        return None
    if tag in {"VB", "VBP", "NN"}:
        return lemma
    forms = getInflection(lemma, tag=tag)
    return forms[0] if forms else None


def _numbers(reading: Reading, text: str, tokens: list[Token]) -> Iterator[Twist]:
    for token in tokens:
        if token.pos_ != "NUM" and not re.fullmatch(r"\d[\d,.]*", token.text):
            continue
        if token.lower_ == "one" or token.ent_type_ in {
            "ORDINAL",
            "TIME",
            "LAW",
            "PRODUCT",
            "EVENT",
            "WORK_OF_ART",
            "FAC",
            "ORG",
        }:
            continue
        for new in other_numbers(reading, token):
            if _is_young(tokens) and (not new.isdigit() or int(new) > OLDEST_CHILD):
                continue
            yield from _applied(text, token.text, new)
            break


# Nobody is a child at 23.
OLDEST_CHILD = 17


def _is_young(tokens: list[Token]) -> bool:
    """Whether the text is about the age of children."""
    said = {token.lemma_.lower() for token in tokens}
    return bool(said & {"age", "aged", "old"}) and bool(said & {"child", "pupil", "boy", "girl", "teenager"})


def other_numbers(reading: Reading, token: Token) -> list[str]:
    """Numbers that might be taken for this one: first the article's own of the same sort, then near ones."""
    found: list[str] = []
    year = _is_year(token)
    for sentence in reading.sentences:
        for other in sentence.span:
            if (
                other.pos_ == "NUM"
                and other.text != token.text
                and other.lower_ != "one"
                and _is_year(other) == year
                and _alike(token, other)
            ):
                found.append(other.text)
    found.extend(_near(token))
    return list(dict.fromkeys(found))


def _is_year(token: Token) -> bool:
    return re.fullmatch(r"(1[5-9]|20)\d\d", token.text) is not None and token.ent_type_ in {"DATE", ""}


def _alike(one: Token, other: Token) -> bool:
    """Whether two numbers are of one sort: the same entity type, both in digits or both in words, of one size."""
    if one.ent_type_ != other.ent_type_ or one.text[0].isdigit() != other.text[0].isdigit():
        return False
    if not one.text[0].isdigit():
        return one.lower_ in number_words() and other.lower_ in number_words()
    first, second = _value(one.text), _value(other.text)
    if _is_year(one) and first and second:
        return abs(first - second) <= YEARS_APART
    return bool(first and second and 0.3 <= first / second <= 3.3)


def _value(text: str) -> float | None:
    plain = text.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _near(token: Token) -> list[str]:
    """Made-up numbers of the same look."""
    if token.lower_ in number_words():
        place = number_words().index(token.lower_)
        return [
            number_words()[other]
            for other in (place + 2, place * 2, place - 1, place + 3)
            if 2 <= other <= 20 and other not in {place, 1}
        ]
    value = _value(token.text)
    if value is None or value == 0:
        return []
    if _is_year(token):
        return [str(int(value) + step) for step in (-10, 5, -4, -15)]
    if value.is_integer():
        whole = int(value)
        step = 10 ** max(0, len(str(whole)) - 2)
        near = (whole + 5 * step, max(1, whole // 2), whole * 2, whole + 2 * step)
        return [f"{number:,}" if "," in token.text else str(number) for number in near if number != whole]
    return [f"{value * factor:.{len(token.text.split('.')[1])}f}" for factor in (1.5, 0.5, 2)]


def _names(reading: Reading, text: str, tokens: list[Token]) -> Iterator[Twist]:
    doc = tokens[0].doc if tokens else None
    if doc is None:
        return
    if any(token.dep_ == "neg" or token.lower_ in {"no", "never"} for token in tokens):
        # What is not so of one may well not be so of another.
        return
    inside = {token.i for token in tokens}
    present = text.lower()
    for entity in doc.ents:
        if entity.label_ not in SWAPPED_ENTITIES or not {token.i for token in entity} <= inside:
            continue
        before = entity[0].nbor(-1).lower_ if entity[0].i else ""
        if entity.root.dep_ in {"compound", "amod", "nmod", "poss"} or "the" in {before, entity[0].lower_}:
            continue
        if entity.label_ == "PERSON" and entity.root.dep_ == "pobj" and entity.root.head.lower_ in WHERE:
            continue
        if entity[0].i and entity[0].nbor(-1).pos_ in {"ADJ", "DET", "NUM", "PROPN"}:
            # "A young Londoner" is no name to put another for, nor is the "Bena" of "Itta Bena".
            continue
        if any(token.dep_ == "conj" or any(child.dep_ == "conj" for child in token.children) for token in entity):
            continue
        whose = entity_of(entity.root)
        if entity.label_ == "ORG" or (whose is not None and whose.label != entity.label_):
            continue
        if entity.label_ == "PERSON" and (whose is None or not whose.sure):
            # The parser takes many a street for a person.
            continue
        # A pronoun or a surname of the article may stand as the full name in the text.
        aliases = sorted((entity.text, *(whose.aliases if whose is not None else ())), key=len, reverse=True)
        old = next((alias for alias in aliases if alias in text), entity.text)
        # The name alone: an "’s" after it stays.
        old = re.sub(r"[’']s?$", "", old)
        if _stays_put(entity):
            continue
        state = entity.text.lower() in words("countries")
        for other in reading.names.get(entity.label_, ()):
            if state != (other.lower() in words("countries")) and entity.label_ == "GPE":
                # What is so of a town is so of its country.
                continue
            if other.lower() not in present and not _share_word(other, text):
                yield from _applied(text, old, with_article(other))
                break


def _stays_put(place: Span) -> bool:
    """Whether the place is only where something is so: "it is new to Rwanda" tells nothing of Brooklyn."""
    root = place.root
    verb = next((one for one in root.ancestors if one.pos_ in {"VERB", "AUX"}), root)
    return place.label_ in {"GPE", "LOC"} and root.dep_ == "pobj" and verb.lemma_ == "be"


def with_article(name: str) -> str:
    """The name with "the" before it where it has one: "the UK".

    >>> with_article("UK"), with_article("Norway")
    ('the UK', 'Norway')
    """
    return f"the {name}" if name in WITH_THE or name.endswith(("Islands", "Republic", "States")) else name


def _share_word(name: str, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in name.split() if word[:1].isupper())


@cache
def _sensitive_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('sensitive')))})(?:e?s|e?d|ing|e?rs?)?\b", re.IGNORECASE)


def is_sensitive(text: str) -> bool:
    """Whether the text speaks of crime, death, illness or the like, which a false statement may say of nobody."""
    return _sensitive_words().search(text) is not None
