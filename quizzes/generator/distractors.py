"""Wrong options, each with the reason it is wrong and where it came from.

After STARC (Berzak, Malmaud & Levy, ACL 2020): one option misreads the sentence the key rests on, one is true of
another part of the article, one sounds likely and has no support.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lemminflect import getInflection
from spacy.tokens import Token

from .asks import Ask, Form
from .drafts import Choice, Evidence, Reason
from .entities import Entity, entity_of
from .facts import Clause
from .lexicon import words
from .phrasing import bare_predicate
from .reading import Reading, Sentence, is_body, is_content, is_person, is_plural, personal
from .twists import is_sensitive, other_numbers, twists
from .wording import capitalise, noun_tokens, phrase_text
from .wordnet import related, supersense

WANTED = 3
NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"})
CLAUSE_FORMS = frozenset(
    {Form.CLAUSE, Form.ABOUT, Form.BARE, Form.PAST, Form.PRESENT, Form.DONE, Form.PURPOSE, Form.MANNER, Form.DOING}
)


@dataclass(frozen=True, eq=False)
class Option:
    """A text from the article in the form the key has, with the sentence it stands in."""

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    clause: Clause | None = None


@dataclass(frozen=True)
class Distractor:
    """A wrong option; `rank` sorts the better ones first."""

    text: str
    reason: Reason
    note: str
    rank: float
    source: Evidence | None = None


def distractors(reading: Reading, clauses: tuple[Clause, ...], ask: Ask, seed: int) -> tuple[Choice, ...]:
    """Up to three wrong options for the ask, of different reasons where possible; () when fewer than three are good."""
    chance = random.Random(f"{seed}:{ask.stem}")
    pool = tuple(_pool(reading, clauses, ask))
    found = [
        *_misreadings(reading, pool, ask),
        *_elsewhere(reading, pool, ask),
        *_unsupported(reading, pool, ask),
        *_recombined(reading, ask),
    ]
    found = [one for one in found if _fits(ask, one.text)]
    order = {id(one): (one.rank, chance.random()) for one in found}
    found.sort(key=lambda one: order[id(one)])
    chosen: list[Distractor] = []
    for reason in (Reason.MISREADS, Reason.ELSEWHERE, Reason.UNSUPPORTED, None, None):
        for one in found:
            if (
                len(chosen) < WANTED
                and (reason in (one.reason, None))
                and _apart(one.text, [ask.answer, *(c.text for c in chosen)])
            ):
                chosen.append(one)
                break
    if len(chosen) < WANTED:
        return ()
    chosen = _balanced(ask, chosen, found)
    return tuple(Choice(one.text, False, one.reason, one.note, one.source) for one in chosen)


def _balanced(ask: Ask, chosen: list[Distractor], found: list[Distractor]) -> list[Distractor]:
    """The chosen, with one exchanged for a longer one where the key would be the longest of all."""
    if max(len(one.text) for one in chosen) >= len(ask.answer):
        return chosen
    for one in found:
        if len(one.text) < len(ask.answer) or one in chosen:
            continue
        for place, present in enumerate(chosen):
            others = [other.text for other in chosen if other is not present]
            if present.reason is one.reason and _apart(one.text, [ask.answer, *others]):
                return [*chosen[:place], one, *chosen[place + 1 :]]
    return chosen


def _fits(ask: Ask, text: str) -> bool:
    """Whether the text is of the key's length, does not repeat the question, and accuses nobody."""
    ours, theirs = len(ask.answer.split()), len(text.split())
    slack = 2 if ours <= 4 else max(3, round(ours * 0.5))
    if abs(ours - theirs) > slack or (is_sensitive(text) and not is_sensitive(ask.answer)):
        return False
    absolute = words("absolute")
    if any(word in absolute for word in _words(text)) and not any(word in absolute for word in _words(ask.answer)):
        return False
    return not _contained(text, ask.stem) and text.lower() != ask.answer.lower()


def _contained(text: str, stem: str) -> bool:
    return re.search(rf"\b{re.escape(text.lower())}\b", stem.lower()) is not None


ASKING = frozenset({"what", "why", "how", "who", "does", "do", "did", "say", "says", "according", "article", "about"})


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.lower()) if word not in SMALL}


SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "and",
        "or",
        "it",
        "they",
        "he",
        "she",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "as",
        "from",
        "that",
        "will",
        "would",
    ]
)


def _apart(text: str, others: list[str]) -> bool:
    """Whether the text differs in substance from the key, which comes first, and from the other wrong options.

    Of the key it may be a twist, one word changed; two wrong options that are twists of each other tell too much.
    """
    mine = _words(text)
    for place, other in enumerate(others):
        theirs = _words(other)
        if not mine or not theirs or mine <= theirs or theirs <= mine:
            return False
        shared = len(mine & theirs) / min(len(mine), len(theirs))
        if shared > 0.6 and (place > 0 or len(mine ^ theirs) > 4):
            return False
    return True


# --- the three kinds of wrong ----------------------------------------------------------------------------------------


def _misreadings(reading: Reading, pool: tuple[Option, ...], ask: Ask) -> Iterator[Distractor]:
    """The key turned round, or something else of the same sentence."""
    source = reading.evidence(*ask.sentences)[0]
    quote = source.quote
    tokens = [token for sentence in ask.sentences for token in sentence.span]
    made = 0
    if ask.form not in {Form.PERSON, Form.PLACE}:
        for twist in twists(reading, ask.answer, tokens):
            if twist.old.lower() in ask.stem.lower() or is_sensitive(twist.new):
                continue
            note = f"The article says “{twist.old}”, not “{twist.new}”."
            yield Distractor(
                twist.text, Reason.MISREADS, note, 0.1 * made + (0.0 if ask.form in CLAUSE_FORMS else 0.2), source
            )
            made += 1
            if made == 3:
                break
    for option in pool:
        if option.sentence in ask.sentences and not _overlaps(ask, option) and ask.form not in CLAUSE_FORMS:
            note = f"This stands in the same sentence, but it is not what is asked for: “{_short(quote)}”"
            yield Distractor(option.text, Reason.MISREADS, note, 0.1 + _distance(ask, option.text), source)


def _overlaps(ask: Ask, option: Option) -> bool:
    """Whether the option shares words with the key or the question."""
    used = _words(ask.answer) | _words(ask.stem)
    return bool(_words(option.text) & used)


def _elsewhere(reading: Reading, pool: tuple[Option, ...], ask: Ask) -> Iterator[Distractor]:
    """What the article says in another place."""
    for option in pool:
        if _too_near(ask, option) or not _of_one_sort(ask, option):
            continue
        quote = _short(option.sentence.text)
        note = f"The article says this about something else: “{quote}”"
        yield Distractor(
            option.text, Reason.ELSEWHERE, note, _distance(ask, option.text), reading.evidence(option.sentence)[0]
        )


def _unsupported(reading: Reading, pool: tuple[Option, ...], ask: Ask) -> Iterator[Distractor]:
    """Something like what the article says elsewhere, changed so that it no longer says it."""
    if ask.form is Form.NUMBER or ask.form is Form.DATE:
        yield from _made_up_numbers(reading, ask)
        return
    for option in pool:
        if _too_near(ask, option) or ask.form not in CLAUSE_FORMS | {Form.THING, Form.BECAUSE_OF, Form.AS}:
            continue
        if not _of_one_sort(ask, option):
            continue
        for twist in twists(reading, option.text, list(option.tokens)):
            if is_sensitive(twist.text):
                continue
            yield Distractor(
                twist.text,
                Reason.UNSUPPORTED,
                f"The article does not say this. It says “{twist.old}”, not “{twist.new}”, and about something else.",
                0.05 + _distance(ask, twist.text),
                reading.evidence(option.sentence)[0],
            )
            break


def _recombined(reading: Reading, ask: Ask) -> Iterator[Distractor]:
    """The key with one of its nouns exchanged for another of the article that is of its sort, and not said there."""
    if ask.form not in CLAUSE_FORMS | {Form.BECAUSE_OF, Form.SO_THAT, Form.THING}:
        return
    phrases = _noun_phrases(reading)
    verb = ask.clause.verb.lemma_.lower()
    for token in ask.clause.verb.doc:
        if token.pos_ != "NOUN" or token.dep_ not in {"dobj", "pobj", "attr"} or entity_of(token) is not None:
            continue
        old = phrase_text(noun_tokens(token))
        if ask.answer.count(old) != 1 or len(old.split()) > 8 or old.lower() == ask.answer.lower():
            continue
        sort = supersense(token.lemma_.lower(), "NOUN")
        for other, tokens, sentence in phrases:
            new = phrase_text(tokens)
            if supersense(other.lemma_.lower(), "NOUN") != sort or is_plural(other) != is_plural(token):
                continue
            if _determiner(other) != _determiner(token):
                continue
            if related(other.lemma_.lower(), token.lemma_.lower(), "NOUN") or sentence in ask.sentences:
                continue
            if verb in {one.lemma_.lower() for one in sentence.span} or _words(new) & _words(
                f"{ask.stem} {ask.answer}"
            ):
                continue
            text = ask.answer.replace(old, new)
            if is_sensitive(new) and not is_sensitive(ask.answer):
                continue
            note = f"The article says “{old}”, not “{new}”."
            source = reading.evidence(sentence)[0]
            length = abs(len(old.split()) - len(new.split())) / 6
            common = 0.1 * min(4, reading.salience[other.lemma_.lower()])
            yield Distractor(capitalise(text), Reason.UNSUPPORTED, note, 0.6 + length - common, source)


def _determiner(noun: Token) -> str:
    """ "the", "a" or "" for a noun without one, which all fit in different places."""
    word = next((child.lower_ for child in noun.children if child.dep_ in {"det", "poss"}), "")
    return "a" if word in {"a", "an"} else "the" if word else ""


@lru_cache(maxsize=2)
def _noun_phrases(reading: Reading) -> tuple[tuple[Token, tuple[Token, ...], Sentence], ...]:
    """The article's plain noun phrases of one to six words, each head once."""
    found: dict[str, tuple[Token, tuple[Token, ...], Sentence]] = {}
    for token, tokens, sentence in _all_noun_phrases(reading):
        plain = not any(t.pos_ in {"VERB", "AUX", "NUM", "CCONJ"} or t.is_punct for t in tokens)
        if len(tokens) <= 6 and plain and tokens[0].lower_ not in UNFIT and token.ent_type_ != "PERCENT":
            found.setdefault(token.lemma_.lower(), (token, tokens, sentence))
    return tuple(found.values())


UNFIT = frozenset(
    {"such", "which", "what", "both", "another", "any", "no", "each", "this", "that", "these", "those", "every"}
)


def _made_up_numbers(reading: Reading, ask: Ask) -> Iterator[Distractor]:
    number = next((t for s in ask.sentences for t in s.span if t.pos_ == "NUM" and t.text in ask.answer), None)
    if number is None:
        return
    inside = {token.text for sentence in reading.sentences for token in sentence.span}
    for place, other in enumerate(other_numbers(reading, number)):
        text = capitalise(
            ask.answer.replace(number.lower_ if number.lower_ in ask.answer else number.text, other).replace(
                number.text.capitalize(), other
            )
        )
        if text == ask.answer:
            continue
        if other in inside:
            yield Distractor(
                text, Reason.ELSEWHERE, "This number belongs to something else in the article.", 0.1 * place
            )
        else:
            yield Distractor(text, Reason.UNSUPPORTED, "The article does not give this number.", 0.3 + 0.1 * place)


def _too_near(ask: Ask, option: Option) -> bool:
    """Whether the option may be right as well: it stands by the evidence, or speaks of the same subject."""
    for sentence in ask.sentences:
        if option.sentence is sentence:
            return True
        if ask.form in CLAUSE_FORMS | {Form.BECAUSE_OF} and abs(option.sentence.index - sentence.index) <= 1:
            return True
    if option.clause is not None and ask.form in {
        Form.ABOUT,
        Form.BARE,
        Form.PAST,
        Form.PRESENT,
        Form.DONE,
        Form.PURPOSE,
    }:
        mine, theirs = ask.clause.subject_head, option.clause.subject_head
        if mine.lemma_.lower() == theirs.lemma_.lower() or ask.clause.subject == option.clause.subject:
            return True
    if ask.form is Form.CLAUSE:
        stem_lemmas = _words(ask.stem)
        if len(stem_lemmas & _words(option.text)) >= max(2, len(stem_lemmas) // 2):
            return True
    return _overlaps_key(ask, option.text)


def _of_one_sort(ask: Ask, option: Option) -> bool:
    """Whether what the option says could be said of the question's subject: of people, of a body, of a price, ..."""
    if option.clause is None:
        return True
    if ask.form in {Form.ABOUT, Form.BARE, Form.PAST, Form.PRESENT, Form.DONE}:
        return bool(_sorts(ask.clause) & _sorts(option.clause))
    about = (_words(ask.stem) | _words(ask.answer)) - ASKING
    return bool(_words(option.text) & about)


def _sorts(clause: Clause) -> set[str]:
    """The sorts of thing a clause's subject is: by its name's label, else by WordNet."""
    head = clause.subject_head
    if is_person(head) or is_body(head) or clause.resolved:
        return {"agent"}
    found = supersense(head.lemma_.lower(), "NOUN")
    return {found} if found else {head.ent_type_ or "thing"}


def _overlaps_key(ask: Ask, text: str) -> bool:
    """Whether the text says much of what the key says."""
    key, other = _words(ask.answer), _words(text)
    return bool(key) and len(key & other) >= max(1, len(min(key, other, key=len)) / 2)


def _distance(ask: Ask, text: str) -> float:
    """How unlike the key the text looks (0 is best): its length, and whether it speaks of the same things."""
    ours, theirs = len(ask.answer), len(text)
    length = abs(ours - theirs) / max(ours, theirs)
    longer = 0.0 if theirs >= ours else 0.15
    about = (_words(ask.stem) | _words(ask.answer)) - ASKING
    shared = 0.3 - 0.15 * min(2, len(_words(text) & about))
    return length + longer + shared


def _short(quote: str) -> str:
    """A quote cut at a word near 160 characters."""
    return quote if len(quote) <= 160 else quote[:160].rsplit(" ", 1)[0] + " …"


# --- texts of the article in a form ----------------------------------------------------------------------------------


def _pool(reading: Reading, clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    """Everything in the article that has the form of the key."""
    if ask.form in CLAUSE_FORMS:
        yield from _clause_pool(clauses, ask)
    elif ask.form is Form.PERSON:
        yield from _people(reading, clauses, ask)
    elif ask.form in {Form.NAME, Form.PLACE}:
        yield from _named(reading, ask)
    elif ask.form in {Form.THING, Form.BECAUSE_OF, Form.AS}:
        yield from _things(reading, ask)


def _clause_pool(clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    for clause in clauses:
        text = _in_form(clause, ask)
        if text is not None and 3 <= len(text.split()) <= 24:
            tokens = (
                tuple(clause.tokens)
                if ask.form is Form.CLAUSE
                else tuple(t for t in clause.tokens if t not in clause.subject_tokens)
            )
            yield Option(capitalise(text), clause.sentence, tokens, clause)


def _in_form(clause: Clause, ask: Ask) -> str | None:
    """The clause's text in the form of the ask's key, or None where it has none."""
    if clause.attribution is not None and not clause.attribution.speaker:
        return None
    if clause.how in {"apposition", "participle"} or (clause.verb.lemma_ == "use" and clause.unit("xcomp")):
        return None
    if not any(not unit.set_off for unit in clause.units):
        return None
    match ask.form:
        case Form.CLAUSE:
            return clause.statement
        case Form.ABOUT:
            modal = ask.clause.modal is not None
            same = clause.plural == ask.plural and (clause.modal is not None) == modal
            same_time = clause.verb.tag_ == ask.clause.verb.tag_ or modal
            return (
                f"{ask.answer.split()[0]} {clause.predicate}" if same and same_time and not _personal(clause) else None
            )
        case Form.PAST:
            return (
                clause.predicate
                if not clause.auxiliaries and clause.verb.tag_ == "VBD" and clause.verb.lemma_ != "be"
                else None
            )
        case Form.PRESENT:
            plain = not clause.auxiliaries and clause.verb.lemma_ != "be"
            return clause.predicate if plain and clause.verb.tag_ == ask.clause.verb.tag_ else None
    if clause.passive or clause.negated or clause.adverbs or clause.verb.lemma_ in {"be", "have"}:
        return None
    if clause.auxiliaries and clause.modal is None:
        return None
    if clause.modal is not None and len(clause.auxiliaries) > 1:
        return None
    bare = bare_predicate(clause)
    if ask.form is Form.BARE:
        return bare
    if ask.form is Form.PURPOSE:
        return f"to {bare}"
    verb, _space, rest = bare.partition(" ")
    inflected = getInflection(clause.verb.lemma_, tag="VBN" if ask.form is Form.DONE else "VBG")
    if verb != clause.verb.lemma_ or not inflected:
        return None
    return f"by {inflected[0]} {rest}" if ask.form is Form.MANNER else f"{inflected[0]} {rest}"


def _personal(clause: Clause) -> bool:
    return is_person(clause.subject_head) and not clause.plural


def _people(reading: Reading, clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    """Other persons of the article; for a name only names, for a common noun only common nouns that are nobody named."""
    key_named = any(entity.name in ask.answer for entity in reading.entities)
    taken = {entity.name for entity in reading.entities if any(name in ask.answer for name in entity.aliases)}
    asked = f"{ask.answer} {ask.stem}"
    if key_named:
        for entity in reading.entities:
            if not entity.is_person or entity.name in taken or any(name in asked for name in entity.aliases):
                continue
            home = _home(reading, entity)
            if home is not None and (entity.sure or len(entity.name.split()) > 1):
                yield Option(entity.name, home, tuple(entity.mentions[0]))
        return
    plural = " and " in ask.answer or ask.plural
    roles = {unit.text.lower() for clause in clauses if clause.how == "apposition" and (unit := clause.unit("attr"))}
    seen: set[str] = set()
    for sentence in reading.sentences:
        for token in sentence.span:
            if token.pos_ != "NOUN" or not is_person(token) or token.dep_ not in NOUN_PLACES or token.lower_ in seen:
                continue
            tokens = noun_tokens(token)
            text = phrase_text(tokens)
            named = any(entity_of(one) is not None for one in tokens) or text.lower() in roles
            if named or is_plural(token) != plural or not 1 <= len(tokens) <= 8 or any(personal(t) for t in tokens):
                continue
            if token.text in asked:
                continue
            seen.add(token.lower_)
            yield Option(capitalise(text), sentence, tokens)


def _home(reading: Reading, entity: Entity) -> Sentence | None:
    """The sentence of the entity's first mention."""
    docs = {id(sentence.span.doc): sentence for sentence in reading.sentences}
    for span in entity.mentions:
        if id(span.doc) in docs:
            return next(
                one
                for one in reading.sentences
                if one.span.doc is span.doc and one.span.start <= span.start < one.span.end
            )
    return None


def _named(reading: Reading, ask: Ask) -> Iterator[Option]:
    """Other names of the key's sort."""
    asked = f"{ask.answer} {ask.stem}"
    key = next((entity for entity in reading.entities if any(name in ask.answer for name in entity.aliases)), None)
    lead = re.match(r"(In|At|Near|On) ", ask.answer) if ask.form is Form.PLACE else None
    for name in reading.names.get(key.label, ()) if key is not None else ():
        entity = next(one for one in reading.entities if one.name == name)
        if entity is key or any(alias in asked for alias in entity.aliases):
            continue
        if any(word in asked for word in name.split() if word[:1].isupper()):
            continue
        home = _home(reading, entity)
        if home is not None:
            yield Option(capitalise(f"{lead.group(1)} {name}" if lead else name), home, tuple(entity.mentions[0]))


def _things(reading: Reading, ask: Ask) -> Iterator[Option]:
    """Noun phrases that could stand where the key stands."""
    indefinite = ask.form is Form.AS and re.match(r"As an? ", ask.answer) is not None
    head = next(
        (t for s in ask.sentences for t in s.span if t.pos_ in {"NOUN", "PROPN"} and t.text in ask.answer.split()), None
    )
    least = 1 if ask.form is Form.AS else 2
    for token, tokens, sentence in _all_noun_phrases(reading):
        if token.ent_type_ in {"PERCENT", "MONEY"} or (is_person(token) and head is not None and not is_person(head)):
            continue
        if len(tokens) > 16 or sum(is_content(t) for t in tokens) < least or tokens[0].lower_ in UNFIT:
            continue
        text = phrase_text(tokens)
        if ask.form is Form.AS:
            if indefinite and tokens[0].lower_ not in {"a", "an"}:
                continue
            text = f"as {text}"
        elif ask.form is Form.BECAUSE_OF:
            text = f"because of {text}"
        yield Option(capitalise(text), sentence, tokens)


@lru_cache(maxsize=2)
def _all_noun_phrases(reading: Reading) -> tuple[tuple[Token, tuple[Token, ...], Sentence], ...]:
    """The article's noun phrases without pronouns, times and empty nouns, found once an article."""
    empty = words("vague") | words("times")
    found = []
    for sentence in reading.sentences:
        for token in sentence.span:
            if token.pos_ != "NOUN" or token.dep_ not in NOUN_PLACES or token.ent_type_ in {"DATE", "TIME"}:
                continue
            if token.lemma_.lower() in empty:
                continue
            tokens = noun_tokens(token)
            if tokens and not any(personal(t) for t in tokens):
                found.append((token, tokens, sentence))
    return tuple(found)
