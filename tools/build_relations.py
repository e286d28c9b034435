"""Makes the lexicon of the generator out of WordNet 3.0: which words share a sense, oppose or stand above one another.

    python -m tools.build_relations quizzes/generator/language/relations.gz [--wordnet /usr/share/wordnet]

The folder holds `data.noun`, `data.verb`, `data.adj` and `data.adv` (Debian's wordnet-base; described in wndb(5WN)) and
`index.sense` (wordnet-sense-index; senseidx(5WN)). Examples stay behind, and so do glosses but for the short ones of
words that a reader may have to be told.

The file made is gzip'd ASCII. Its first line names the source; all are sorted by code point, so that they can be
searched by halves. Fields are parted by tabs, items by spaces; the parts of a compound are joined by underscores.
A line opens with the part of speech as in WordNet: n, v, a, r. There are two sorts of lines:

    a big             senses in WordNet's order, each offset:uses or offset:uses:antonym,antonym
    n06773432         lexicographer file, words, synsets above, number of synsets below, gloss or nothing

Above a noun or verb are its direct hypernyms, "above" an adjective what is similar to it, above an adverb the
adjectives it is derived from. WordNet and wordfreq being the same, the bytes made are the same.
"""

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

SOURCE = "# WordNet 3.0, relations and short glosses, Copyright 2006 by Princeton University; see WORDNET-LICENSE.txt"
# Rarer words hardly stand in news, and half of WordNet is rarer.
LEAST_ZIPF = 1.5
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# Single letters and the symbols of the chemical elements: "10 am" is not about americium.
SYMBOL = re.compile(r"[A-Za-z]|[A-Z][a-z]")
# Words between these may be asked for; rarer ones few readers know, commoner ones need no explaining.
RAREST, COMMONEST = 2.2, 4.3
LONGEST_GLOSS = 11
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
# The digit after % in a sense key; 5 is an adjective satellite.
SENSE_TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
# Pointer symbols by part of speech: hypernym, similar to, and what an adverb is derived from.
UPWARDS = {"n": "@", "v": "@", "a": "&", "r": "\\"}
INSTANCE, ANTONYM = "@i", "!"
# Numbered from 00, as in lexnames(5WN).
LEXICOGRAPHER_FILES = (
    *("adj.all", "adj.pert", "adv.all"),
    *("noun.Tops", "noun.act", "noun.animal", "noun.artifact", "noun.attribute", "noun.body", "noun.cognition"),
    *("noun.communication", "noun.event", "noun.feeling", "noun.food", "noun.group", "noun.location", "noun.motive"),
    *("noun.object", "noun.person", "noun.phenomenon", "noun.plant", "noun.possession", "noun.process"),
    *("noun.quantity", "noun.relation", "noun.shape", "noun.state", "noun.substance", "noun.time"),
    *("verb.body", "verb.change", "verb.cognition", "verb.communication", "verb.competition", "verb.consumption"),
    *("verb.contact", "verb.creation", "verb.emotion", "verb.motion", "verb.perception", "verb.possession"),
    *("verb.social", "verb.stative", "verb.weather", "adj.ppl"),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """One relation: its symbol, the synset it leads to, and the numbers of the two words (from 1; 0 for all words)."""

    symbol: str
    target: str
    from_word: int
    to_word: int


@dataclass(frozen=True, slots=True)
class Synset:
    """A sense and the words for it, as WordNet spells them but without syntactic markers such as "(p)"."""

    file: str
    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]
    gloss: str

    @property
    def is_instance(self) -> bool:
        """Whether this is one person, place or event, not a class of them."""
        return any(pointer.symbol == INSTANCE for pointer in self.pointers)

    def targets(self, symbol: str) -> tuple[str, ...]:
        """The synsets to which pointers of this symbol lead, each once."""
        return tuple(dict.fromkeys(pointer.target for pointer in self.pointers if pointer.symbol == symbol))


@dataclass(frozen=True, slots=True)
class Use:
    """One sense of one word: its number among the senses of the word, its synset, and how often it was counted."""

    number: int
    synset: str
    count: int


Uses = Mapping[tuple[str, str], list[Use]]


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Every synset of the four data files by its name, the letter and the offset: "n06773432"."""
    return {
        letter + line[:8]: _synset(line)
        for part, letter in PARTS.items()
        for line in (folder / f"data.{part}").read_text(encoding="ascii").splitlines()
        if not line.startswith("  ")  # the licence, ahead of the data
    }


def _synset(line: str) -> Synset:
    """offset, file, type, words in hexadecimal, (word, lexical id)..., pointers, (symbol, offset, letter, ends)..."""
    data, _, gloss = line.partition(" | ")
    fields = data.split()
    end = 4 + 2 * int(fields[3], 16)
    words = tuple(word.partition("(")[0] for word in fields[4:end:2])
    pointers = tuple(
        Pointer(symbol, letter + offset, int(ends[:2], 16), int(ends[2:], 16))
        for symbol, offset, letter, ends in (
            fields[at : at + 4] for at in range(end + 1, end + 1 + 4 * int(fields[end]), 4)
        )
    )
    return Synset(_file(int(fields[1]), words), words, pointers, short_gloss(gloss))


def short_gloss(gloss: str) -> str:
    """The first definition of a gloss without what stands in brackets; "" where it is long or no plain words.

    >>> short_gloss('(law) a formal request; "they filed a request"'), short_gloss("of or relating to: law")
    ('a formal request', '')
    """
    first = " ".join(re.sub(r"\([^()]*\)", "", gloss.partition(";")[0]).split()).replace(" ,", ",").strip(" ,")
    plain = re.fullmatch(r"[A-Za-z][A-Za-z', -]+[a-z]", first) is not None
    return first if plain and 2 <= len(first.split()) <= LONGEST_GLOSS else ""


def _file(number: int, words: tuple[str, ...]) -> str:
    """The lexicographer file; a unique beginner such as "person" counts with the file that has its name."""
    name = LEXICOGRAPHER_FILES[number]
    if name != "noun.Tops":
        return name
    return next((f"noun.{word}" for word in words if f"noun.{word}" in LEXICOGRAPHER_FILES), name)


def read_uses(folder: Path, synsets: Mapping[str, Synset]) -> dict[tuple[str, str], list[Use]]:
    """The senses of every word kept, by letter and spelling, in WordNet's order.

    Left out are words of several parts, letters and symbols, rare words and whatever names one person, place or event.
    """
    uses: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="ascii").splitlines():
        key, offset, number, count = line.split()
        lemma, _, rest = key.partition("%")
        letter = SENSE_TYPES[rest[0]]
        synset = synsets[letter + offset]
        if synset.is_instance or not _is_kept(lemma):
            continue
        # The index writes everything in lower case; the synset knows March from march.
        for word in dict.fromkeys(word for word in synset.words if word.lower() == lemma):
            if not SYMBOL.fullmatch(word):
                uses[letter, word].append(Use(int(number), letter + offset, int(count)))
    for of_word in uses.values():
        of_word.sort(key=lambda use: use.number)
    return uses


@cache
def _is_kept(lemma: str) -> bool:
    return WORD.fullmatch(lemma) is not None and zipf_frequency(lemma, "en") >= LEAST_ZIPF


def word_lines(uses: Uses, synsets: Mapping[str, Synset]) -> Iterator[str]:
    """A line for each word: the letter, a blank and the word; its senses."""
    for (letter, word), of_word in uses.items():
        senses = (
            ":".join((use.synset[1:], str(use.count), *_antonyms(word, synsets[use.synset], synsets)))
            for use in of_word
        )
        yield f"{letter} {word}\t{' '.join(senses)}"


def _antonyms(word: str, synset: Synset, synsets: Mapping[str, Synset]) -> tuple[str, ...]:
    """The antonyms of this word in this sense as one item, or no item."""
    antonyms = [
        synsets[pointer.target].words[pointer.to_word - 1]
        for pointer in synset.pointers
        if pointer.symbol == ANTONYM and synset.words[pointer.from_word - 1] == word
    ]
    return (",".join(antonyms),) if antonyms else ()


def explained(uses: Uses) -> frozenset[str]:
    """The synsets of the words that may be asked for, whose glosses are kept."""
    return frozenset(
        use.synset
        for (_letter, word), of_word in uses.items()
        if RAREST <= zipf_frequency(word, "en") <= COMMONEST
        for use in of_word
    )


def synset_lines(
    named: Iterable[str], synsets: Mapping[str, Synset], glossed: Container[str] = frozenset()
) -> Iterator[str]:
    """A line for each synset named and for each above one of them, all the way up; those `glossed` with their gloss."""
    above: dict[str, tuple[str, ...]] = {}
    waiting = list(named)
    while waiting:
        name = waiting.pop()
        if name not in above:
            above[name] = synsets[name].targets(UPWARDS[name[0]])
            waiting += above[name]
    below = Counter(parent for parents in above.values() for parent in parents)
    for name, parents in above.items():
        synset = synsets[name]
        gloss = synset.gloss if name in glossed else ""
        yield f"{name}\t{synset.file}\t{' '.join(synset.words)}\t{' '.join(parents)}\t{below[name]}\t{gloss}"


def relations(folder: Path) -> str:
    """The whole file as text, made from WordNet's files in `folder`."""
    synsets = read_synsets(folder)
    uses = read_uses(folder, synsets)
    named = (use.synset for of_word in uses.values() for use in of_word)
    lines = (*word_lines(uses, synsets), *synset_lines(named, synsets, explained(uses)))
    return "\n".join((SOURCE, *sorted(lines))) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Write the file; from the same input always the same bytes."""
    parser = argparse.ArgumentParser(description="Makes the lexicon of the generator out of WordNet 3.0.")
    parser.add_argument("output", type=Path, help="the file to write, such as relations.gz")
    parser.add_argument(
        "--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="the folder of WordNet's files"
    )
    options = parser.parse_args(arguments)
    # Without a time of writing, which would differ at each build.
    options.output.write_bytes(gzip.compress(relations(options.wordnet).encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main()
