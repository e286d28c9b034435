"""What words mean, by WordNet 3.0: senses with short glosses, synonyms, antonyms, kinds and kinds of kinds."""

# The data is language/relations.gz; tools/build_relations.py makes it and describes it. It is read at the first
# question and kept as lines (13 MB), which are searched by halves and taken apart when asked for.
#
# Lemmas are single words, with or without hyphens; parts of speech have spaCy's names. Names of single people and
# places are not in the data, so PROPN knows nothing; days, months, nationalities and the like are there, with a capital
# letter.
#
# Fellbaum, C. (ed.), 1998. WordNet: An Electronic Lexical Database. MIT Press.

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

_LETTERS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "ADV": "r"}
# The parts of speech that have kinds of kinds; among adjectives being similar leads round in circles.
_RANKED = frozenset({"NOUN", "VERB"})
# Under a parent with fewer children than this they may stand for one another: magazine and newspaper, error and fault.
# With four come the seasons and the limbs, which are told apart.
_FEW = 4
# Two words similar to one adjective are alike, unless very many are: colours, numbers and shapes differ.
_MANY = 60


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word; words of several parts have blanks in them, names their capital letters."""

    synset: str
    """The synset's letter and its offset in WordNet 3.0: the same for all words that share the sense."""
    supersense: str
    """WordNet's lexicographer file: "noun.person", "verb.communication", "adj.all", ..."""
    count: int
    """How often the word was met in this sense in WordNet's tagged texts; for most senses never."""
    synonyms: tuple[str, ...]
    """The other words of the synset."""
    antonyms: tuple[str, ...]
    """The antonyms of this very word; those of similar words ("gigantic" for "little") are left out."""
    parents: tuple[str, ...]
    """The words of the direct hypernyms; for an adjective of what is similar, for an adverb of its adjective."""
    gloss: str = ""
    """What the sense means in a few plain words; "" where WordNet needs more, or the word none."""


@dataclass(frozen=True, slots=True)
class _Synset:
    file: str
    words: tuple[str, ...]
    parents: tuple[str, ...]
    children: int
    gloss: str


@lru_cache(maxsize=8192)
def senses(lemma: str, pos: str) -> tuple[Sense, ...]:
    """The senses of a word in WordNet's order, the usual ones first; none for words and parts of speech not known.

    The spelling given goes first, then the others: "march" is the walk, "March" the month, "cuban" is found as "Cuban".

    >>> [(sense.supersense, sense.count, sense.synonyms[:2]) for sense in senses("treaty", "NOUN")]
    [('noun.communication', 3, ('pact', 'accord'))]
    """
    letter = _LETTERS.get(pos)
    if letter is None:
        return ()
    for word in dict.fromkeys((lemma, lemma.lower(), lemma.capitalize(), lemma.upper())):
        if found := _fields(f"{letter} {word}"):
            return tuple(_sense(word, letter, item) for item in found[0].split(" "))
    return ()


def dominant(lemma: str, pos: str, share: float = 0.7) -> Sense | None:
    """The sense that carries at least this share of the counted uses, or the only sense; None where senses compete.

    Each sense is granted one use more than was counted (Laplace's rule), so that a few counts decide little: with two
    senses one must have been met twice and the other never.

    >>> dominant("dog", "NOUN").synonyms, dominant("bank", "NOUN")
    (('domestic dog', 'Canis familiaris'), None)
    """
    leading = _leading(senses(lemma, pos), share, granted=1)
    return leading[0] if len(leading) == 1 else None


def supersense(lemma: str, pos: str) -> str | None:
    """The broad class of the first sense, without the part of speech; None for a word not known.

    >>> supersense("teacher", "NOUN"), supersense("announce", "VERB"), supersense("big", "ADJ")
    ('person', 'communication', 'all')
    """
    found = senses(lemma, pos)
    return found[0].supersense.partition(".")[2] if found else None


def is_a(lemma: str, ancestor: str, pos: str = "NOUN") -> bool:
    """Whether a usual sense of the word falls under any sense of `ancestor`, which may be of several words.

    Usual are the first sense and those after it that are needed to reach 70% of the counted uses. A word is what it is
    and what its synonyms are. For nouns and verbs; False for others.

    >>> is_a("shopkeeper", "person"), is_a("car", "motor vehicle"), is_a("letter", "person")
    (True, True, False)
    """
    if pos not in _RANKED:
        return False
    wanted = ancestor.lower()
    return any(wanted in _above(sense.synset) for sense in _usual(lemma, pos))


def antonyms(lemma: str, pos: str) -> frozenset[str]:
    """The antonyms of the word in any of its senses.

    >>> sorted(antonyms("increase", "NOUN"))
    ['decrease']
    """
    return frozenset(word for sense in senses(lemma, pos) for word in sense.antonyms)


def spelt_like(lemma: str, pos: str) -> tuple[str, ...]:
    """The other words with the same first three letters, in the order of the alphabet.

    >>> spelt_like("squalor", "NOUN")[:4]
    ('squab', 'squabble', 'squad', 'squadron')
    """
    lines, start = _lines(), f"{_LETTERS[pos]} {lemma[:3]}"
    found = lines[bisect_left(lines, start) : bisect_left(lines, f"{start}~")]
    return tuple(word for line in found if (word := line[2:].partition("\t")[0]) != lemma)


def related(one: str, other: str, pos: str) -> bool:
    """Whether the two words may mean the same or nearly so, in any senses; when in doubt True, for unknown words False.

    They do when they share a synset, when one is right above the other or similar to it, when a usual sense of one is a
    kind of the other ("car", "vehicle"), and when both, without being antonyms, stand right under one synset with fewer
    than four children or are similar to one adjective (adverbs by way of their adjectives).

    >>> related("shout", "yell", "VERB"), related("huge", "enormous", "ADJ"), related("dog", "cat", "NOUN")
    (True, True, False)
    """
    if one.lower() == other.lower():
        return True
    if any(_meets(*pair, pos) or is_a(*pair, pos) for pair in ((one, other), (other, one))):
        return True
    return other not in antonyms(one, pos) and not _families(one, pos).isdisjoint(_families(other, pos))


def _usual(lemma: str, pos: str) -> tuple[Sense, ...]:
    return _leading(senses(lemma, pos), share=0.7, granted=0)


def _leading(found: tuple[Sense, ...], share: float, granted: int) -> tuple[Sense, ...]:
    """The most used senses, as many as it takes to reach this share of all uses; each is granted some beyond its count.

    Where nothing was counted and nothing is granted it is the first sense, which WordNet holds to be the usual one.
    """
    ranked = sorted(found, key=lambda sense: -sense.count)
    uses = [sense.count + granted for sense in ranked]
    needed = sum(met < share * sum(uses) for met in accumulate(uses)) + 1
    return tuple(ranked[:needed])


def _meets(one: str, other: str, pos: str) -> bool:
    """Whether `other` is among the synonyms of `one` or right above it."""
    return any(other in sense.synonyms or other in sense.parents for sense in senses(one, pos))


def _families(lemma: str, pos: str) -> frozenset[str]:
    """The synsets right above the word whose children may stand for one another."""
    parents = {parent for sense in senses(lemma, pos) for parent in _synset(sense.synset).parents}
    if pos == "ADV":
        parents |= {similar for adjective in parents for similar in _synset(adjective).parents}
    limit = _FEW if pos in _RANKED else _MANY
    return frozenset(parent for parent in parents if _synset(parent).children < limit)


@lru_cache(maxsize=1024)
def _above(name: str) -> frozenset[str]:
    """The words, in lower case, of a synset and of all above it."""
    seen: dict[str, _Synset] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        # Many are reached in several ways.
        if name not in seen:
            seen[name] = _synset(name)
            waiting += seen[name].parents
    return frozenset(word.lower() for synset in seen.values() for word in synset.words)


def _sense(lemma: str, letter: str, item: str) -> Sense:
    offset, count, *antonyms = item.split(":")
    name = letter + offset
    synset = _synset(name)
    return Sense(
        synset=name,
        supersense=synset.file,
        count=int(count),
        synonyms=tuple(word for word in synset.words if word.lower() != lemma.lower()),
        antonyms=tuple(_words(antonyms[0], ",")) if antonyms else (),
        parents=tuple(dict.fromkeys(word for parent in synset.parents for word in _synset(parent).words)),
        gloss=synset.gloss,
    )


@lru_cache(maxsize=8192)
def _synset(name: str) -> _Synset:
    file, names, parents, children, gloss = _fields(name)
    return _Synset(file, tuple(_words(names, " ")), tuple(parents.split()), int(children), gloss)


def _words(items: str, separator: str) -> Iterator[str]:
    return (item.replace("_", " ") for item in items.split(separator))


def _fields(key: str) -> list[str]:
    """The fields after the key of a line; none where there is no such line."""
    lines = _lines()
    at = bisect_left(lines, f"{key}\t")
    found = lines[at].split("\t") if at < len(lines) else [""]
    return found[1:] if found[0] == key else []


@cache
def _lines() -> list[str]:
    data = (files(__package__) / "language" / "relations.gz").read_bytes()
    return gzip.decompress(data).decode("ascii").splitlines()
