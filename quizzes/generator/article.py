"""The article's text: cleaned once, measured, and refused with a reason when nothing could be made of it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pyphen
from langdetect import DetectorFactory, detect_langs
from langdetect.lang_detect_exception import LangDetectException

from .lexicon import frames

MIN_WORDS = 120
MAX_WORDS = 10_000

# Without a fixed seed langdetect may answer differently for the same text.
DetectorFactory.seed = 0


class Problem(StrEnum):
    """Why a text cannot be used."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_ENGLISH = "not_english"


class UnusableArticle(ValueError):
    """The generator can make nothing of a text. `problem` says why, `words` how many it has; str() is a sentence."""

    def __init__(self, problem: Problem, words: int = 0) -> None:
        self.problem = problem
        self.words = words
        super().__init__(
            {
                Problem.EMPTY: "There is no text. Paste the whole article.",
                Problem.BINARY: "This is not plain text; it looks like a file such as a PDF or a picture. "
                "Open the file, copy the words of the article and paste those.",
                Problem.TOO_SHORT: f"The article has {words} words; good questions need at least {MIN_WORDS}. "
                "Paste the whole article.",
                Problem.TOO_LONG: f"The article has {words:,} words; the limit is {MAX_WORDS:,}. "
                "Paste the part your class will read.",
                Problem.NOT_ENGLISH: "The article does not seem to be in English, the only language supported so far.",
            }[problem]
        )


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A text as it is stored: normalised and measured, with the lines of web furniture that were dropped."""

    text: str
    words: int
    reading_grade: float
    sha256: str
    furniture: tuple[str, ...]


def prepare(raw: str) -> PreparedText:
    """Normalise `raw`, drop trailing web furniture and measure the rest.

    Preparing a prepared text changes nothing. Paragraphs come apart by one blank line, words by one space; quotation
    marks stay as they are. Raises UnusableArticle when the text is empty, binary, shorter than MIN_WORDS, longer than
    MAX_WORDS, or not English.
    """
    if _looks_binary(raw):
        raise UnusableArticle(Problem.BINARY)
    paragraphs, furniture = _without_furniture(_paragraphs(raw))
    text = _joined("\n\n".join(paragraphs))
    words = count_words(text)
    if not words:
        raise UnusableArticle(Problem.EMPTY)
    if words > MAX_WORDS:
        raise UnusableArticle(Problem.TOO_LONG, words)
    if words < MIN_WORDS:
        raise UnusableArticle(Problem.TOO_SHORT, words)
    if not _is_english(text):
        raise UnusableArticle(Problem.NOT_ENGLISH, words)
    return PreparedText(
        text=text,
        words=words,
        reading_grade=reading_grade(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        furniture=tuple(furniture),
    )


def split_title(raw: str) -> tuple[str, str]:
    """A file's title and text: its first line is the title when a blank line follows it and it is no sentence.

    >>> split_title("Storm Warning\\n\\nIt rained.")
    ('Storm Warning', 'It rained.')
    """
    first, separator, rest = raw.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").partition("\n\n")
    first = first.strip()
    is_title = separator and "\n" not in first and len(first.split()) <= 25 and not re.search(r"[.!,;]['\"”’]?$", first)
    return (" ".join(first.split()), rest) if is_title else ("", raw)


# --- cleaning -------------------------------------------------------------------------------------------------------

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\x0b|\x0c|\x85")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_WRAPPED_LINE = 100


def _looks_binary(raw: str) -> bool:
    """Whether more than one character in a hundred is a control or replacement character, or a file mark leads."""
    if raw.startswith(("%PDF", "PK\x03\x04", "{\\rtf", "\x89PNG", "ÿØÿ", "GIF8")):
        return True
    odd = sum(
        1
        for letter in raw
        if letter == "\ufffd" or (unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\x0b\x0c\x85")
    )
    return odd * 100 > len(raw)


def _paragraphs(raw: str) -> list[str]:
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", raw).replace("\u2029", "\n\n").translate(_INVISIBLE))
    text = "".join(
        letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc" or letter == "\t"
    )
    blocks = [
        [line for line in (" ".join(line.split()) for line in block.split("\n")) if line]
        for block in re.split(r"\n\s*\n", text)
    ]
    return [paragraph for block in blocks for paragraph in _unwrap(block)]


def _unwrap(lines: list[str]) -> list[str]:
    """Join lines broken at a margin; a line that ends a sentence, or is longer than a margin, ends its paragraph."""
    paragraphs: list[str] = []
    wrapped = len(lines) > 2 and all(len(line) <= _WRAPPED_LINE for line in lines)
    margin = max((len(line) for line in lines), default=0)
    previous = ""
    for line in lines:
        # In wrapped text only a clearly short last line can end a paragraph.
        ends = _SENTENCE_END.search(previous) and (not wrapped or len(previous) < margin * 0.75)
        if paragraphs and not ends and (wrapped or (not _SENTENCE_END.search(previous) and line[:1].islower())):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        previous = line
    return paragraphs


_TORN_COMPOUND = re.compile(r"\b(\w+)- (\w+)")


def _joined(text: str) -> str:
    """The text with words whole that came apart after a hyphen: "Jean- Pierre", "zero- hours" beside "zero-hours"."""
    known = text.lower()

    def whole(found: re.Match[str]) -> str:
        one, other = found.groups()
        goes_on = text[found.end() : found.end() + 1] == "-"
        names = one[0].isupper() and other[0].isupper()
        return f"{one}-{other}" if goes_on or names or f"{one}-{other}".lower() in known else found.group()

    return _TORN_COMPOUND.sub(whole, text)


def _any_of(name: str, tail: str) -> re.Pattern[str]:
    """One of the expressions of language/furniture.yaml, then `tail`."""
    return re.compile(f"(?:{'|'.join(frames('furniture')[name])}){tail}", re.IGNORECASE)


# A line is furniture when it is one of these headings, or is short and starts with one of these calls; what follows a
# heading goes with it unless prose does.
_HEADING = _any_of("headings", r"\s*[:…>»|.]*")
_CALL = _any_of("calls", r"(?!\w).*")


def _without_furniture(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs of the article, and the lines of web furniture that stood at its end."""
    end = len(paragraphs)
    for index in range(1, len(paragraphs)):
        tail = paragraphs[index + 1 :]
        if _HEADING.fullmatch(paragraphs[index]) and not any(_is_prose(line) for line in tail):
            end = index
            break
    while end > 1 and _is_furniture(paragraphs[end - 1]):
        end -= 1
    return paragraphs[:end], paragraphs[end:]


def _is_furniture(line: str) -> bool:
    return bool(_HEADING.fullmatch(line) or (_CALL.match(line) and not _is_sentence(line, words=15)))


def _is_prose(line: str) -> bool:
    """Whether a line reads as part of the article."""
    return _is_sentence(line, words=20) and not _is_furniture(line)


def _is_sentence(line: str, *, words: int) -> bool:
    return len(line.split()) >= words and bool(_SENTENCE_END.search(line))


# --- measuring ------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def count_words(text: str) -> int:
    """How many words the text has; a hyphenated word or one with an apostrophe counts once.

    >>> count_words("Kim’s well-known 1961 pact.")
    4
    """
    return sum(1 for _word in _WORD.finditer(text))


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def _syllables(word: str) -> int:
    """Syllables of a word: the vowel groups heard in it, or the places it may be hyphenated if those are more."""
    plain = word.lower()
    groups = len(re.findall(r"[aeiouy]+", plain))
    if re.search(r"[^aeiouyl]e$|[^td]ed$", plain) and groups > 1:
        groups -= 1
    return max(1, groups, len(_hyphenator().positions(plain)) + 1)


def reading_grade(text: str) -> float:
    """The US school grade of the text by Flesch-Kincaid (Kincaid et al. 1975), to one decimal and not below 0."""
    words = [match.group() for match in _WORD.finditer(text)]
    sentences = len(re.findall(r"[.!?…]+[\"'”’)\]]*(?=\s|$)", text)) or 1
    syllables = sum(_syllables(word) for word in words)
    return max(0.0, round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1))


def _is_english(text: str) -> bool:
    try:
        best = detect_langs(text[:6000])[0]
    except LangDetectException:
        return False
    return bool(best.lang == "en")
