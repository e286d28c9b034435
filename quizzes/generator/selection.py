"""Which asks become the drafts: the best first, spread over sentences, paragraphs, kinds and formats."""

import math
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .asks import Ask, Form
from .clause import Clause
from .drafts import Difficulty, DraftQuestion, Format, Kind, Options
from .flaws import WHOLE, Flaw, ask_flaw, draft_flaw, is_grammatical
from .formats import Dressing, dress, formats_for
from .lexicon import words
from .phrasing import base_form
from .reading import Reading, content_lemmas, language_model
from .wording import capitalise

# The blend of formats a teacher gets who asks for none in particular; statements to judge or to complete come from
# facts that no question was found for, the others from questions.
BLEND = {
    Format.MULTIPLE_CHOICE: 0.55,
    Format.SHORT_ANSWER: 0.35,
    Format.TRUE_FALSE: 0.1,
    Format.CLOZE: 0.0,
    Format.ORDERING: 0.1,
}
# The weight of a format outside the blend where it is asked for by name.
NAMED = 0.1
# How much of a set one kind may fill, and at least one question; what goes beyond waits until nothing else is left.
SHARES = {
    Kind.DETAIL: 0.5,
    Kind.REASON: 0.5,
    Kind.EFFECT: 0.4,
    Kind.STATEMENT: 0.4,
    Kind.INFERENCE: 0.2,
    Kind.VOCABULARY: 0.1,
    Kind.CLAIM_OR_FACT: 0.1,
    Kind.EVIDENCE: 0.1,
    Kind.SEQUENCE: 0.1,
    Kind.MAIN_IDEA: 0.05,
}
# Rules that ask for bare names and numbers, which readers seldom care about: at most this share.
SCARCE = {
    "detail.how_many": 0.1,
    "detail.year": 0.1,
    "detail.where": 0.1,
    "detail.how_long": 0.1,
    "detail.subject": 0.3,
    "statement.who": 0.1,
}
BEYOND = 0.35
# So many kinds and formats a set has at least where they can be had, and so many sentences for each question asked for.
KINDS, FORMATS, SENTENCES = 4, 3, 0.8
# Rules that test a skill more than the article, or ask in a roundabout way: for a set nobody asked for them in that
# lacks kinds or sentences.
LAST = frozenset({"vocabulary.definition", "vocabulary.synonym", "evidence.shows", "inference.deed"})
# From which part of a set on a format that is still missing presses, and how much.
LATE, PRESSING = 0.5, 2.0
# Statements to judge true or false are at most this share of a set nobody asked for them in; readers find them copied.
MOST_STATEMENTS = 0.2
# What a statement to judge may be made of where no bare fact is to be had: what somebody says, and why.
JUDGED, LONGEST_JUDGED = frozenset({Kind.REASON, Kind.EFFECT, Kind.STATEMENT}), 26
# Two questions with more than this share of their words in common ask the same.
NEARLY = 0.7
# Why an article has nothing to ask for a kind, in a teacher's words.
NOTHING = {
    Kind.REASON: "the article gives no reason in so many words",
    Kind.EFFECT: "the article names no effect in so many words",
    Kind.STATEMENT: "nobody in the article says something that can be asked about by itself",
    Kind.MAIN_IDEA: "no single sentence of the article sums it up",
    Kind.VOCABULARY: "no word of middling difficulty has one sure meaning that plain words tell",
    Kind.SEQUENCE: "the article dates fewer than three events",
    Kind.CLAIM_OR_FACT: "the article has no opinion of somebody beside three facts that can be checked",
    Kind.INFERENCE: "no two sentences of the article are tied together by a name or a contrast",
    Kind.EVIDENCE: "no claim in the article is followed by what supports it, and no opinion can be asked about",
}
# What scores less is worth a place only in a set that is short of sentences.
WEAK = 0.2
# What scores less is worth none, however short the set.
FAINT = 0.05
# What a statement to judge scores at least in a set that has none.
THIN = 0.15
# What a word of the teacher's adds, so that no balance of the set outweighs it.
FOCUSED = 4.0
# A sentence that scores less is not what the article is about as a whole.
CENTRAL = 0.5
# A statement to judge is worth this share of itself where a question can be asked of its sentence.
SPARED = 0.6
# What a question is worth whose clause is only background in its sentence.
ASIDE = {"relative": 0.3, "apposition": 0.3, "subordinate": 0.7}
BATCH = 24


@dataclass
class Chosen:
    """The drafts taken so far and what they have used up."""

    drafts: list[DraftQuestion] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def share(self, format_: Format) -> float:
        """How much of the set, with one more question in it, has the format."""
        return sum(draft.format is format_ for draft in self.drafts) / (len(self.drafts) + 1)


def select(
    reading: Reading, clauses: tuple[Clause, ...], asks: Iterable[Ask], options: Options
) -> tuple[list[DraftQuestion], Counter[str], dict[str, str]]:
    """Up to `options.count` drafts, why the rest was dropped (reason -> count), and why kinds are missing."""
    chosen = Chosen()
    found = list(asks)
    sound = _sound(reading, (ask for ask in found if _wanted(ask, options)), options, chosen.dropped)
    scores = {id(ask): score(reading, ask, options) for ask in sound}
    asked = {ask.sentences[0] for ask in sound if ask.form is not Form.FACT and scores[id(ask)] >= WEAK}
    for ask in sound:
        if ask.form is Form.FACT and ask.sentences[0] in asked:
            scores[id(ask)] *= SPARED
    chance = random.Random(f"{options.seed}:{reading.title}:{len(reading.text)}")
    ties = {id(ask): chance.random() * 0.02 for ask in sound}
    everything = tuple(sound)
    last = [] if _particular(options) else [ask for ask in sound if _is_last(ask, scores[id(ask)])]
    sound = [ask for ask in sound if ask not in last]
    checked: dict[int, bool] = {}
    tried: Counter[Kind] = Counter()
    while sound and len(chosen.drafts) < options.count:
        ranked = sorted(sound, key=lambda ask: (-_worth_now(ask, scores, chosen, options) - ties[id(ask)], ask.stem))
        _check_grammar(ranked, checked)
        ask = ranked[0]
        sound.remove(ask)
        tried[ask.kind] += 1
        if not checked[id(ask)]:
            chosen.dropped[Flaw.UNGRAMMATICAL] += 1
        elif _is_filler(ask, scores[id(ask)], chosen, options):
            chosen.dropped[Flaw.TOO_WEAK] += 1
        elif _worth_now(ask, scores, chosen, options) <= 0:
            chosen.dropped[_taken(ask, chosen)] += 1
        else:
            _take(reading, clauses, ask, min(1.0, scores[id(ask)]), options, chosen)
    _complete(reading, clauses, last, scores, options, chosen, checked)
    _exchange(reading, clauses, everything, scores, options, chosen)
    for ask in sound:
        chosen.dropped[Flaw.SENTENCE_USED if _sentence_used(ask, chosen) else Flaw.SURPLUS] += 1
    return chosen.drafts, chosen.dropped, _left_out(found, tried, chosen, options)


def _particular(options: Options) -> bool:
    """Whether the teacher asks for something in particular, so that the usual blend does not count."""
    return bool(options.kinds or options.formats or options.near or options.skills)


def _is_last(ask: Ask, worth: float) -> bool:
    """Whether a set must lack something for the ask: of a kind of last resort, a thin statement, a faint detail."""
    return ask.rule in LAST or (THIN if ask.form is Form.FACT else FAINT) <= worth < WEAK


def _complete(
    reading: Reading,
    clauses: tuple[Clause, ...],
    last: list[Ask],
    scores: dict[int, float],
    options: Options,
    chosen: Chosen,
    checked: dict[int, bool],
) -> None:
    """Let what is kept for last into a set that is short of kinds, sentences or formats, what it lacks most first."""
    for ask in sorted(last, key=lambda one: (-scores[id(one)], one.stem)):
        kinds, formats = _counts(chosen)
        used = {sentence for one in chosen.asks for sentence in one.sentences}
        enough = len(used) >= SENTENCES * options.count
        if len(chosen.drafts) >= options.count:
            return
        faint = scores[id(ask)] < WEAK and ask.form is not Form.FACT
        if faint:
            wanted = not enough and ask.rule not in LAST
        elif ask.form is Form.FACT:
            wanted = len(formats) < FORMATS and not formats[Format.TRUE_FALSE]
        elif len(kinds) < KINDS:
            wanted = ask.kind not in kinds
        else:
            wanted = not enough and ask.kind is not Kind.EVIDENCE
        if not wanted:
            chosen.dropped[Flaw.TOO_WEAK] += faint
            continue
        _check_grammar([ask], checked)
        if not checked[id(ask)]:
            chosen.dropped[Flaw.UNGRAMMATICAL] += 1
            continue
        if _worth_now(ask, scores, chosen, options) > 0:
            _take(reading, clauses, ask, min(1.0, scores[id(ask)]), options, chosen)


def _exchange(
    reading: Reading,
    clauses: tuple[Clause, ...],
    sound: tuple[Ask, ...],
    scores: dict[int, float],
    options: Options,
    chosen: Chosen,
) -> None:
    """Give a set of few kinds or formats another: a question of it in place of a commoner one on its sentence."""
    if options.kinds or options.formats:
        return
    scored = {
        sentence: draft.score
        for ask, draft in zip(chosen.asks, chosen.drafts, strict=True)
        for sentence in ask.sentences
    }
    # What costs the set least first: the weakest question gives way.
    for ask in sorted(sound, key=lambda one: (scored.get(one.sentences[0], 0.0), one.stem)):
        kinds, formats = _counts(chosen)
        if len(kinds) >= KINDS and len(formats) >= FORMATS:
            return
        beside = [place for place, other in enumerate(chosen.asks) if set(ask.sentences) & set(other.sentences)]
        if len(beside) != 1 or scores[id(ask)] < WEAK:
            continue
        kind, format_ = chosen.drafts[beside[0]].kind, chosen.drafts[beside[0]].format
        another_kind = len(kinds) < KINDS and ask.form in WHOLE and ask.kind not in kinds and kinds[kind] > 1
        fact = ask.form is Form.FACT and (kinds[kind] > 1 or ask.kind is kind)
        # The question itself may be asked as a statement to judge.
        judged = fact or (ask is chosen.asks[beside[0]] and _better_judged(ask, chosen, options))
        another_format = len(formats) < FORMATS and not formats[Format.TRUE_FALSE] and formats[format_] > 1
        if not another_kind and not (judged and another_format):
            continue
        if ask.kind is Kind.MAIN_IDEA and scores[id(ask)] < CENTRAL:
            continue
        before = len(chosen.drafts)
        _take(reading, clauses, ask, scores[id(ask)], options, chosen)
        if len(chosen.drafts) > before and (another_kind or chosen.drafts[-1].format is Format.TRUE_FALSE):
            chosen.asks[beside[0]], chosen.drafts[beside[0]] = chosen.asks.pop(), chosen.drafts.pop()
        elif len(chosen.drafts) > before:
            chosen.asks.pop(), chosen.drafts.pop()


def _counts(chosen: Chosen) -> tuple[Counter[Kind], Counter[Format]]:
    """How many drafts there are of each kind and of each format."""
    return Counter(draft.kind for draft in chosen.drafts), Counter(draft.format for draft in chosen.drafts)


def _wanted(ask: Ask, options: Options) -> bool:
    """Whether the ask has a skill and rests on sentences that the teacher wants."""
    if options.skills and ask.skill not in options.skills:
        return False
    if options.formats and not set(formats_for(ask, options)) & set(options.formats):
        return False
    if any(sentence.paragraph + 1 in options.leave_out for sentence in ask.sentences):
        return False
    if options.near is None:
        return True
    start, end = options.near
    return any(sentence.start < end and start < sentence.end for sentence in ask.sentences)


def _left_out(found: list[Ask], tried: Counter[Kind], chosen: Chosen, options: Options) -> dict[str, str]:
    """Of each kind wanted that has no question, why."""
    have = {draft.kind for draft in chosen.drafts}
    reasons: dict[str, str] = {}
    for kind in options.kinds or tuple(Kind):
        if kind in have or not options.count:
            continue
        asks = [ask for ask in found if ask.kind is kind]
        fitting = [ask for ask in asks if _wanted(ask, options)]
        if not asks:
            reasons[kind.value] = NOTHING.get(kind, "the article has nothing to ask for it")
        elif not fitting:
            reasons[kind.value] = "nothing of it fits what was asked for"
        elif all(_is_seen(ask.stem, options) for ask in fitting):
            reasons[kind.value] = "all of it has been asked before"
        elif tried[kind] or len(chosen.drafts) < options.count:
            reasons[kind.value] = "what was found had flaws or did not fit what was asked for"
        else:
            reasons[kind.value] = "better questions of other kinds filled the set"
    return reasons


def _is_filler(ask: Ask, worth: float, chosen: Chosen, options: Options) -> bool:
    """Whether the ask would only fill the set up: a bare statement beyond its share, or a question nobody misses."""
    if _particular(options):
        return False
    if ask.kind is Kind.MAIN_IDEA and worth < CENTRAL:
        return True
    return worth < WEAK or (ask.form is Form.FACT and chosen.share(Format.TRUE_FALSE) >= MOST_STATEMENTS)


def _sentence_used(ask: Ask, chosen: Chosen) -> bool:
    return any(set(ask.sentences) & set(other.sentences) for other in chosen.asks)


def _taken(ask: Ask, chosen: Chosen) -> Flaw:
    """Why an ask is worth nothing any more."""
    if _sentence_used(ask, chosen):
        return Flaw.SENTENCE_USED
    return Flaw.DUPLICATE if any(_alike(ask, other) for other in chosen.asks) else Flaw.GIVEN_AWAY


def _sound(reading: Reading, asks: Iterable[Ask], options: Options, dropped: Counter[str]) -> list[Ask]:
    """The asks without flaws of their own, each question once and none that was seen before."""
    sound: list[Ask] = []
    seen: set[str] = set()
    for ask in asks:
        flaw = ask_flaw(reading, ask)
        if flaw is None and _is_seen(ask.stem, options):
            flaw = Flaw.SEEN
        if flaw is None and ask.stem in seen:
            flaw = Flaw.DUPLICATE
        if flaw is not None:
            dropped[flaw] += 1
            continue
        seen.add(ask.stem)
        sound.append(ask)
    return sound


def _is_seen(stem: str, options: Options) -> bool:
    """Whether the question, or one with the same question word and nearly all its words, was asked before."""
    mine = set(_bare(stem).split()) - words("small")
    for other in options.seen:
        theirs = set(_bare(other).split()) - words("small")
        same_start = stem.split()[:1] == other.split()[:1]
        if _bare(stem) == _bare(other) or (same_start and mine and len(mine & theirs) > NEARLY * len(mine | theirs)):
            return True
    return False


def _bare(stem: str) -> str:
    return " ".join(re.findall(r"\w+", stem.lower()))


def _check_grammar(ranked: list[Ask], checked: dict[int, bool]) -> None:
    """Parse the best questions not parsed yet, some at a time, so that few are parsed in vain."""
    if id(ranked[0]) in checked:
        return
    batch = [ask for ask in ranked if id(ask) not in checked][:BATCH]
    ours = [ask for ask in batch if ask.form in WHOLE | {Form.FACT}]
    checked.update({id(ask): True for ask in ours})
    others = [ask for ask in batch if id(ask) not in checked]
    # Who says so is no part of the question's grammar, and names are hard to parse.
    stems = [capitalise(re.sub(r"^According to [^,?]*, ", "", ask.stem)) for ask in others]
    docs = language_model().pipe(stems, disable=["ner", "lemmatizer"])
    checked.update(
        {id(ask): is_grammatical(doc, base_form(ask.clause.verb)) for ask, doc in zip(others, docs, strict=True)}
    )


def score(reading: Reading, ask: Ask, options: Options) -> float:
    """How good the ask is by itself, about 0-1: the worth of its rule, how central its sentence is, and its length.

    Sentences with a word of the teacher's focus come before all others.
    """
    if ask.form in WHOLE:
        fit = 1.0
    else:
        stem_words, answer_words = len(ask.stem.split()), len(ask.answer.split())
        stem_fit = 1.0 if 6 <= stem_words <= 16 else 0.85 if stem_words <= 22 else 0.65
        answer_fit = 1.0 if 4 <= answer_words <= 18 else 0.9 if answer_words == 3 else 0.75
        fit = stem_fit * answer_fit * min(1.0, 0.7 + 0.1 * len(_content(ask.stem)))
    # What stands in a relative clause or an apposition is background.
    aside = 1.0 if ask.form in WHOLE else ASIDE.get(ask.clause.how, 1.0)
    # The name in the title is what everybody would guess.
    guessed = 0.4 if ask.form.is_phrase and set(_bare(ask.answer).split()) <= reading.title_words else 1.0
    central = aside * guessed * ask.worth * (0.45 + 0.55 * _centrality(reading, ask)) * fit
    focus = {word.lower() for word in options.focus}
    said = {word for s in ask.sentences for token in s.span for word in (token.lower_, token.lemma_.lower())}
    return central + (FOCUSED if focus & said else 0.0)


@lru_cache(maxsize=1024)
def _content(stem: str) -> frozenset[str]:
    return frozenset(
        word
        for word in re.findall(r"[^\W\d_]{4,}|\d+", stem.lower())
        if word not in {"what", "which", "does", "according", "article"}
    )


def _centrality(reading: Reading, ask: Ask) -> float:
    """How much the sentence is about what the article keeps coming back to, 0-1: its share of the article's weight.

    Words weigh by how often the article and how seldom other texts use them (tf-idf, Spärck Jones 1972).
    """
    lemmas = set().union(*(content_lemmas(sentence.span) for sentence in ask.sentences))
    weights = reading.weights
    best = sum(sorted(weights.values(), reverse=True)[:8]) or 1.0
    share = sum(sorted((weights.get(lemma, 0.0) for lemma in lemmas), reverse=True)[:8]) / best
    early = 0.15 if min(sentence.index for sentence in ask.sentences) < 4 else 0.0
    return min(1.0, 1.4 * share + early)


def _worth_now(ask: Ask, scores: dict[int, float], chosen: Chosen, options: Options) -> float:
    """The ask's score given what is chosen already; 0 when its sentence or its question is used up."""
    if _sentence_used(ask, chosen):
        return 0.0
    worth = scores[id(ask)]
    for other in chosen.asks:
        if _alike(ask, other) or _gives_away(ask, other) or _gives_away(other, ask):
            return 0.0
        if ask.sentences[0].paragraph == other.sentences[0].paragraph:
            worth *= 0.93
        if ask.kind == other.kind:
            worth *= 0.95
        if ask.rule == other.rule:
            worth *= 0.92
        if ask.clause.subject == other.clause.subject:
            worth *= 0.95
    # Details come by themselves.
    if not options.kinds and ask.kind is not Kind.DETAIL and not any(ask.kind is one.kind for one in chosen.asks):
        worth *= 1.2
    return worth * _room(ask, chosen, options)


def _room(ask: Ask, chosen: Chosen, options: Options) -> float:
    """1 while the set has room for the ask's kind, rule and format; less when it has its share of them."""
    room = 1.0
    if not options.kinds:
        most = max(1, math.ceil(SHARES[ask.kind] * options.count))
        if sum(other.kind is ask.kind for other in chosen.asks) >= most:
            room *= BEYOND
    if ask.rule in SCARCE:
        most = max(1, round(SCARCE[ask.rule] * options.count))
        if sum(other.rule == ask.rule for other in chosen.asks) >= most:
            room *= BEYOND
    if ask.form is Form.FACT and not options.formats:
        late = len(chosen.drafts) >= LATE * options.count
        # The blend has a statement to judge; the last places are kept for it.
        room *= BEYOND if chosen.share(Format.TRUE_FALSE) else PRESSING if late else 0.8
    return room


def _alike(one: Ask, other: Ask) -> bool:
    mine, theirs = _content(one.stem), _content(other.stem)
    if not mine or not theirs:
        return False
    same_stem = len(mine & theirs) / len(mine | theirs) > NEARLY
    return same_stem or (one.answer.lower() == other.answer.lower() and one.form is not Form.NUMBER)


def _gives_away(one: Ask, other: Ask) -> bool:
    """Whether the question of one says what the other asks for."""
    answer = other.answer.lower()
    return len(answer.split()) >= 3 and other.form not in WHOLE and answer in one.stem.lower()


def _take(
    reading: Reading, clauses: tuple[Clause, ...], ask: Ask, worth: float, options: Options, chosen: Chosen
) -> None:
    """Dress the ask in the format the set needs most, and keep it, unless every format has a flaw."""
    wanted = [
        format_
        for format_ in formats_for(ask, options)
        if options.wants_format(format_) and (BLEND[format_] or options.formats)
    ]
    if _better_judged(ask, chosen, options):
        wanted.insert(0, Format.TRUE_FALSE)
    last = Flaw.FEW_DISTRACTORS
    # The most natural format first, unless the set is ahead of its blend in it.
    order = {one: _surplus(one, chosen, options) + place for place, one in enumerate(wanted)}
    for format_ in sorted(wanted, key=order.__getitem__):
        for want_false in _truths(format_, chosen):
            place = _key_place(reading, chosen, options.seed)
            dressing = Dressing(reading, clauses, options.seed, place, want_false)
            draft = dress(ask, format_, dressing, worth)
            flaw = draft if isinstance(draft, Flaw) else draft_flaw(reading, ask, draft)
            if isinstance(draft, DraftQuestion) and flaw is None:
                flaw = _misfit(draft, chosen, options)
            if isinstance(draft, DraftQuestion) and flaw is None:
                chosen.drafts.append(draft)
                chosen.asks.append(ask)
                return
            last = flaw or last
    chosen.dropped[last] += 1


def _better_judged(ask: Ask, chosen: Chosen, options: Options) -> bool:
    """Whether a set that has no statement to judge by now takes the answer to this question as one."""
    late = len(chosen.drafts) >= LATE * options.count and not chosen.share(Format.TRUE_FALSE)
    plain = not ask.clause.direct and not re.search(r"\b(not|no|never|few)\b", ask.statement)
    sayable = ask.kind in JUDGED and plain and len(ask.statement.split()) <= LONGEST_JUDGED
    return late and sayable and not options.formats


def _misfit(draft: DraftQuestion, chosen: Chosen, options: Options) -> Flaw | None:
    """Why a sound draft does not go with the set or with what was asked for."""
    if draft.format is Format.MULTIPLE_CHOICE and _key_longest_too_often(draft, chosen):
        return Flaw.KEY_LONGEST
    if options.difficulties and Difficulty.of(draft.difficulty) not in options.difficulties:
        return Flaw.OTHER_DIFFICULTY
    if _bare(draft.stem) in {_bare(stem) for stem in options.seen}:
        return Flaw.SEEN
    if any(_judges_an_option(draft, other) or _judges_an_option(other, draft) for other in chosen.drafts):
        return Flaw.GIVEN_AWAY
    return None


def _judges_an_option(judged: DraftQuestion, other: DraftQuestion) -> bool:
    """Whether a statement to judge stands among the options of another question, right or wrong there."""
    return judged.format is Format.TRUE_FALSE and _bare(judged.stem) in {_bare(choice.text) for choice in other.choices}


def _surplus(format_: Format, chosen: Chosen, options: Options) -> float:
    """How far the set is ahead of its blend in this format, in questions; the smallest is needed most."""
    wanted = [one for one in BLEND if options.wants_format(one)]
    # A format that is in no blend counts like any other for a teacher who asks for it by name.
    weights = {one: BLEND[one] or (NAMED if options.formats else 0.0) for one in wanted}
    share = weights[format_] / sum(weights.values())
    have = sum(draft.format is format_ for draft in chosen.drafts)
    return have - share * (len(chosen.drafts) + 1)


def _truths(format_: Format, chosen: Chosen) -> tuple[bool, ...]:
    """Which way a true-or-false statement should go, and the other way if that cannot be had."""
    if format_ is not Format.TRUE_FALSE:
        return (False,)
    answers = [draft.model_answer for draft in chosen.drafts if draft.format is Format.TRUE_FALSE]
    ahead = answers.count("True") - answers.count("False")
    # At most one more of the one than of the other.
    return (True, False) if ahead == 0 else (ahead > 0,)


def _key_place(reading: Reading, chosen: Chosen, seed: int) -> int:
    """Where the key goes: each place once in every four questions, in an order of the article's and the seed's."""
    done = sum(draft.format is Format.MULTIPLE_CHOICE for draft in chosen.drafts)
    places = [0, 1, 2, 3]
    random.Random(f"{seed}:places:{done // 4}:{reading.text[:200]}").shuffle(places)
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
