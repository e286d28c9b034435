"""Which asks become the drafts: the best first, spread over sentences, paragraphs, kinds and formats."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .asks import Ask, Form
from .drafts import DraftQuestion, Format, Kind, Options
from .facts import Clause
from .flaws import Flaw, ask_flaw, draft_flaw, is_grammatical
from .formats import Dressing, dress, formats_for
from .reading import Reading, content_lemmas, language_model

# The blend of formats a teacher gets who asks for none in particular.
BLEND = {Format.MULTIPLE_CHOICE: 0.5, Format.TRUE_FALSE: 0.2, Format.CLOZE: 0.13, Format.SHORT_ANSWER: 0.17}
BATCH = 24


@dataclass
class Chosen:
    """The drafts taken so far and what they have used up."""

    drafts: list[DraftQuestion] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def select(
    reading: Reading, clauses: tuple[Clause, ...], asks: Iterable[Ask], options: Options
) -> tuple[list[DraftQuestion], Counter[str]]:
    """Up to `options.count` drafts and why the rest was dropped (reason -> count)."""
    chosen = Chosen()
    sound = _sound(reading, asks, chosen.dropped)
    scores = {id(ask): score(reading, ask) for ask in sound}
    chance = random.Random(f"{options.seed}:{reading.title}:{len(reading.text)}")
    ties = {id(ask): chance.random() * 0.02 for ask in sound}
    checked: dict[int, bool] = {}
    while sound and len(chosen.drafts) < options.count:
        ranked = sorted(sound, key=lambda ask: (-_worth_now(ask, scores, chosen) - ties[id(ask)], ask.stem))
        _check_grammar(ranked, checked)
        ask = ranked[0]
        sound.remove(ask)
        if not checked[id(ask)]:
            chosen.dropped[Flaw.UNGRAMMATICAL] += 1
        elif _worth_now(ask, scores, chosen) <= 0:
            chosen.dropped[Flaw.SENTENCE_USED if _sentence_used(ask, chosen) else Flaw.DUPLICATE] += 1
        else:
            _take(reading, clauses, ask, scores[id(ask)], options, chosen)
    for ask in sound:
        chosen.dropped[Flaw.SENTENCE_USED if _sentence_used(ask, chosen) else Flaw.SURPLUS] += 1
    return chosen.drafts, chosen.dropped


def _sentence_used(ask: Ask, chosen: Chosen) -> bool:
    return any(set(ask.sentences) & set(other.sentences) for other in chosen.asks)


def _sound(reading: Reading, asks: Iterable[Ask], dropped: Counter[str]) -> list[Ask]:
    """The asks without flaws of their own, each question once."""
    sound: list[Ask] = []
    seen: set[str] = set()
    for ask in asks:
        flaw = ask_flaw(reading, ask)
        if flaw is None and ask.stem in seen:
            flaw = Flaw.DUPLICATE
        if flaw is not None:
            dropped[flaw] += 1
            continue
        seen.add(ask.stem)
        sound.append(ask)
    return sound


def _check_grammar(ranked: list[Ask], checked: dict[int, bool]) -> None:
    """Parse the best questions not parsed yet, some at a time, so that few are parsed in vain."""
    if id(ranked[0]) in checked:
        return
    batch = [ask for ask in ranked if id(ask) not in checked][:BATCH]
    docs = language_model().pipe([ask.stem for ask in batch], disable=["ner", "lemmatizer"])
    for ask, doc in zip(batch, docs, strict=True):
        checked[id(ask)] = ask.form is Form.FACT or is_grammatical(doc)


def score(reading: Reading, ask: Ask) -> float:
    """How good the ask is by itself, 0-1: the worth of its rule, how central its sentence is, and its length."""
    central = _centrality(reading, ask)
    stem_words, answer_words = len(ask.stem.split()), len(ask.answer.split())
    stem_fit = 1.0 if 6 <= stem_words <= 16 else 0.85 if stem_words <= 22 else 0.65
    answer_fit = 1.0 if 2 <= answer_words <= 16 else 0.8
    specific = min(1.0, 0.7 + 0.1 * len(_content(ask.stem)))
    return min(1.0, ask.worth * (0.6 + 0.4 * central) * stem_fit * answer_fit * specific)


def _content(stem: str) -> set[str]:
    return {
        word
        for word in re.findall(r"[^\W\d_]{4,}|\d+", stem.lower())
        if word not in {"what", "which", "does", "according", "article"}
    }


def _centrality(reading: Reading, ask: Ask) -> float:
    """How much the sentence is about what the article keeps coming back to, 0-1."""
    lemmas = set().union(*(content_lemmas(sentence.span) for sentence in ask.sentences))
    if not lemmas:
        return 0.0
    top = sorted(reading.salience.values(), reverse=True)[:12]
    if not top:
        return 0.0
    share = sorted((min(1.0, reading.salience[lemma] / top[-1]) for lemma in lemmas), reverse=True)[:6]
    early = 0.15 if min(sentence.index for sentence in ask.sentences) < 3 else 0.0
    return min(1.0, sum(share) / len(share) + early)


def _worth_now(ask: Ask, scores: dict[int, float], chosen: Chosen) -> float:
    """The ask's score given what is chosen already; 0 when its sentence or its question is used up."""
    worth = scores[id(ask)]
    if _sentence_used(ask, chosen):
        return 0.0
    for other in chosen.asks:
        if _alike(ask, other):
            return 0.0
        if ask.sentences[0].paragraph == other.sentences[0].paragraph:
            worth *= 0.93
        if ask.kind == other.kind:
            worth *= 0.95 if ask.kind is not Kind.DETAIL else 0.97
        if ask.rule == other.rule:
            worth *= 0.94
        if ask.clause.subject == other.clause.subject:
            worth *= 0.96
    return worth


def _alike(one: Ask, other: Ask) -> bool:
    mine, theirs = _content(one.stem), _content(other.stem)
    if not mine or not theirs:
        return False
    same_stem = len(mine & theirs) / len(mine | theirs) > 0.7
    return same_stem or one.answer.lower() == other.answer.lower()


def _take(
    reading: Reading, clauses: tuple[Clause, ...], ask: Ask, worth: float, options: Options, chosen: Chosen
) -> None:
    """Dress the ask in the format the set needs most, and keep it, unless every format has a flaw."""
    wanted = [format_ for format_ in formats_for(ask) if options.wants_format(format_)]
    last = Flaw.FEW_DISTRACTORS
    for format_ in sorted(wanted, key=lambda one: _surplus(one, chosen, options)):
        for want_false in _truths(format_, chosen):
            dressing = Dressing(reading, clauses, options.seed, _key_place(chosen, options.seed), want_false)
            draft = dress(ask, format_, dressing, worth)
            flaw = draft if isinstance(draft, Flaw) else draft_flaw(reading.text, draft)
            if (
                flaw is None
                and isinstance(draft, DraftQuestion)
                and format_ is Format.MULTIPLE_CHOICE
                and _key_longest_too_often(draft, chosen)
            ):
                flaw = Flaw.KEY_LONGEST
            if flaw is None and isinstance(draft, DraftQuestion):
                chosen.drafts.append(draft)
                chosen.asks.append(ask)
                return
            last = flaw or last
    chosen.dropped[last] += 1


def _surplus(format_: Format, chosen: Chosen, options: Options) -> float:
    """How far the set is ahead of its blend in this format, in questions; the smallest is needed most."""
    wanted = [one for one in BLEND if options.wants_format(one)]
    share = BLEND[format_] / sum(BLEND[one] for one in wanted)
    have = sum(draft.format is format_ for draft in chosen.drafts)
    return have - share * (len(chosen.drafts) + 1)


def _truths(format_: Format, chosen: Chosen) -> tuple[bool, ...]:
    """Which way a true-or-false statement should go, and the other way if that cannot be had."""
    if format_ is not Format.TRUE_FALSE:
        return (False,)
    answers = [draft.model_answer for draft in chosen.drafts if draft.format is Format.TRUE_FALSE]
    false_first = answers.count("False") <= answers.count("True")
    return (True, False) if false_first else (False, True)


def _key_place(chosen: Chosen, seed: int) -> int:
    """Where the key goes: each place once in every four questions, in an order of the seed's."""
    done = sum(draft.format is Format.MULTIPLE_CHOICE for draft in chosen.drafts)
    places = [0, 1, 2, 3]
    random.Random(f"{seed}:places:{done // 4}").shuffle(places)
    return places[done % 4]


def _key_longest_too_often(draft: DraftQuestion, chosen: Chosen) -> bool:
    """Whether this key, as the longest option, would make more than a quarter of the set's keys so."""
    if not key_longest(draft):
        return False
    earlier = [one for one in chosen.drafts if one.format is Format.MULTIPLE_CHOICE]
    return sum(map(key_longest, earlier)) + 1 > max(1, (len(earlier) + 1) / 4)


def key_longest(draft: DraftQuestion) -> bool:
    """Whether the key is longer than each of the wrong options."""
    key = next(choice for choice in draft.choices if choice.is_key)
    return all(len(choice.text) < len(key.text) for choice in draft.choices if choice is not key)
