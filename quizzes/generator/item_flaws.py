"""Flaws of a question as somebody wrote it, found from its words and the article's alone, quickly enough while typing.

They are signs, not proofs: a teacher mends them or says why they do not matter. The flaws of drafts are in flaws.py.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .cues import absolute, alias, echoes, same_substance, weighty
from .drafts import Format

# A key by so much longer than every wrong option shows itself.
KEY_LONGER = 1.5
# Fewer words of weight may stand in another question by chance.
FEWEST_GIVING_AWAY = 3
# Fewer quoted words may be a word in its special sense, not a quotation.
QUOTED_WORDS = 3

_NEGATIVE = re.compile(
    r"\b(?:NOT|EXCEPT|LEAST)\b|\b(?:which|what)\b[^?]*\b(?:not|except|least)\b(?=[^?]*\?)", re.IGNORECASE
)
_CATCH_ALL = re.compile(
    r"^\W*(?:(?:all|none|both|neither|any) of (?:the above|these|them)|both a and b)\W*$", re.IGNORECASE
)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")
# A quotation in a quotation has marks of the other kind.
_SHAPES = str.maketrans(dict.fromkeys('‘’“”"', "'") | dict.fromkeys("–—", "-"))


class ItemFlaw(StrEnum):
    """What may be wrong with a question as it is written."""

    TWO_DEFENSIBLE = "two_defensible"
    KEY_LONGEST = "key_longest"
    NOT_VERBATIM = "not_verbatim"
    IN_STEM = "in_stem"
    IN_TITLE = "in_title"
    IN_OTHER = "in_other"
    NEGATIVE = "negative"
    ABSOLUTE_WORDS = "absolute_words"
    CATCH_ALL = "catch_all"
    ECHO = "echo"
    GRAMMAR_CUE = "grammar_cue"


@dataclass(frozen=True, slots=True)
class Option:
    """An option; `elsewhere` where it is known to be true of another part of the article and no answer here."""

    text: str
    is_key: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it stands on a page; `whole` where its options are the article's sentences, words or summaries."""

    format: Format
    stem: str
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question is read beside: its article, the title, and the stems of the other questions."""

    text: str
    title: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A flaw and the words it was found in; both together say whether it is the same flaw as before."""

    flaw: ItemFlaw
    about: str


def item_flaws(item: Item, setting: Setting) -> list[Found]:
    """The flaws of a comprehension question, the gravest first; a debate and an order of events have none here.

    >>> item = Item(Format.SHORT_ANSWER, "What did the deep cracks look like?", answers=("deep cracks",))
    >>> [found.flaw.value for found in item_flaws(item, Setting("They saw deep cracks."))]
    ['in_stem']
    """
    found = [*_two_defensible(item, setting), *_not_verbatim(item, setting), *_without_reading(item, setting)]
    if item.format is Format.MULTIPLE_CHOICE:
        found += _cues(item)
    return found


def _key(item: Item) -> str:
    return next((option.text for option in item.options if option.is_key), "")


def _wrong(item: Item) -> list[Option]:
    return [option for option in item.options if not option.is_key and option.text.strip()]


def _two_defensible(item: Item, setting: Setting) -> Iterator[Found]:
    key = _key(item)
    if item.format is not Format.MULTIPLE_CHOICE or not key:
        return
    asked = weighty(item.stem)
    sentences = [weighty(sentence) for sentence in _SENTENCE.split(setting.text)]
    for option in _wrong(item):
        same = (
            same_substance(key, option.text)
            or alias(key, option.text)
            or (bool(weighty(key)) and weighty(key) == weighty(option.text))
        )
        if same or (not item.whole and not option.elsewhere and _is_said(weighty(option.text), asked, sentences)):
            yield Found(ItemFlaw.TWO_DEFENSIBLE, option.text)


def _is_said(said: set[str], asked: set[str], sentences: Iterable[set[str]]) -> bool:
    """Whether a sentence about what is asked holds every word of weight of an option."""
    about = max(2, (len(asked) + 1) // 2)
    return len(said) >= 2 and any(said <= words_ and len(asked & words_) >= about for words_ in sentences)


def _plain(text: str) -> str:
    return " ".join(text.translate(_SHAPES).split())


def _not_verbatim(item: Item, setting: Setting) -> Iterator[Found]:
    text = _plain(setting.text)
    quoted = [first or second for first, second in _QUOTED.findall(item.stem)]
    for quote in (*item.quotes, *(one for one in quoted if len(one.split()) >= QUOTED_WORDS)):
        plain = _plain(quote)
        title = plain.rstrip(".,?!").casefold() == _plain(setting.title).rstrip(".,?!").casefold()
        if plain.rstrip(".,") not in text and not title:
            yield Found(ItemFlaw.NOT_VERBATIM, quote)


def _answers(item: Item) -> list[str]:
    if item.format is Format.MULTIPLE_CHOICE:
        return [key] if (key := _key(item)) else []
    return list(item.answers) if item.format in (Format.CLOZE, Format.SHORT_ANSWER) else []


def _without_reading(item: Item, setting: Setting) -> Iterator[Found]:
    """Where the answer stands outside the article: in the question, the title or another question."""
    stem = weighty(item.stem)
    title = weighty(setting.title)
    for answer in _answers(item):
        needed = weighty(answer)
        if not needed:
            continue
        if needed <= stem:
            yield Found(ItemFlaw.IN_STEM, answer)
        elif needed <= title:
            yield Found(ItemFlaw.IN_TITLE, answer)
        elif len(needed) >= FEWEST_GIVING_AWAY:
            giving = next((other for other in setting.others if needed <= weighty(other)), None)
            if giving is not None:
                yield Found(ItemFlaw.IN_OTHER, giving)


def _cues(item: Item) -> Iterator[Found]:
    """What gives a multiple-choice question away to somebody who has not read the article."""
    key = _key(item)
    wrong = [option.text for option in _wrong(item)]
    if not item.whole and _NEGATIVE.search(_QUOTED.sub("", item.stem)):
        yield Found(ItemFlaw.NEGATIVE, item.stem)
    for option in item.options:
        if _CATCH_ALL.match(option.text):
            yield Found(ItemFlaw.CATCH_ALL, option.text)
    if not key or not wrong:
        return
    if len(key) > KEY_LONGER * max(map(len, wrong)):
        yield Found(ItemFlaw.KEY_LONGEST, key)
    if item.whole:
        return
    sweeping = next((text for text in wrong if absolute([text]) and not _CATCH_ALL.match(text)), None)
    if sweeping and not absolute([key]):
        yield Found(ItemFlaw.ABSOLUTE_WORDS, sweeping)
    if echoes(item.stem, key, wrong):
        yield Found(ItemFlaw.ECHO, key)
    starts = {text.split()[0].lower() for text in wrong}
    if len(wrong) > 1 and len(starts) == 1 and key.split()[0].lower() not in starts:
        yield Found(ItemFlaw.GRAMMAR_CUE, key)
