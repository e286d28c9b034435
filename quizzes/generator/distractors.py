"""Wrong options, each with the reason it is wrong and where it came from."""

# After STARC (Berzak, Malmaud & Levy, ACL 2020): one option misreads the sentence the key rests on, one is true of
# another part of the article, one sounds likely and has no support. Where too few sound like answers to the question
# the ask gets none, and is asked in another format.

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lemminflect import getInflection
from spacy.tokens import Token

from .asks import Ask, Form
from .clause import Clause, OwnClause
from .drafts import Choice, Evidence, Kind, Reason
from .entities import Entity, entity_of
from .invented import asks_effect, invented
from .lexicon import words
from .phrasing import bare_predicate, base_form
from .reading import Reading, Sentence, is_body, is_content, is_person, is_plural, personal
from .twists import is_sensitive, other_numbers, twists
from .wording import capitalise, full_form, join, noun_tokens, phrase_text
from .wordnet import supersense

WANTED = 3
NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"})
# Forms whose options are made of whole clauses, and those among them that are said of the question's subject.
PREDICATES = frozenset({Form.ABOUT, Form.BARE, Form.PAST, Form.PRESENT, Form.DONE})
CLAUSES = PREDICATES | {Form.CLAUSE, Form.PURPOSE, Form.MANNER, Form.DOING}
# Forms that answer what somebody plans or should do.
DEEDS = frozenset({Form.BARE, Form.PURPOSE, Form.MANNER, Form.DOING})
AIMS = frozenset({Form.PURPOSE, Form.MANNER})
# The same change of the key twice would tell that neither is it.
MOST_TWISTS = 2
MOST_MADE_UP = 2
# With so many made-up answers to choose from, none of the article's is changed.
ENOUGH = 8
STRAINED = 0.7
# What ranks behind this sounds like no answer at all.
WORST = 0.9
UNFIT = frozenset(
    {"such", "which", "what", "both", "another", "any", "no", "each", "this", "that", "these", "those", "every"}
)
# Pronouns that in an option would have nothing to stand for.
OPEN = frozenset({"it", "them", "him", "her", "he", "she", "they"})
# Owners that agree with the subject they stand for.
OWN = frozenset({"its", "their", "his", "her", "itself", "themselves", "himself", "herself"})
# Beside an answer that starts so one that does not would stand out.
OPENINGS = frozenset({"to", "by", "because", "as", "in", "at", "it", "they", "he", "she"})
MADE_UP = "The article does not say this anywhere."
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, eq=False)
class Option:
    """A text from the article in the form the key has, with the sentence it stands in.

    `strain` tells how ill it fits the question, beyond what its words show: another sort of subject, another topic.
    """

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    clause: Clause | None = None
    strain: float = 0.0


@dataclass(frozen=True)
class Distractor:
    """A wrong option; `rank` sorts the better ones first."""

    text: str
    reason: Reason
    note: str
    rank: float
    source: Evidence | None = None


def distractors(reading: Reading, clauses: tuple[Clause, ...], ask: Ask, seed: int) -> tuple[Choice, ...]:
    """Three wrong options for the ask, of different reasons where possible; () when fewer than three are good."""
    chance = random.Random(f"{seed}:{ask.stem}")
    pool = tuple(option for option in _pool(reading, clauses, ask) if not _too_near(ask, option))
    found = [*_misreadings(reading, ask), *_elsewhere(reading, pool, ask), *_unsupported(reading, pool, ask)]
    found = [
        one for one in found if one.rank <= WORST and _fits(ask, one.text) and not _is_said(reading, ask, one.text)
    ]
    order = {id(one): (one.rank, chance.random()) for one in found}
    found.sort(key=lambda one: order[id(one)])
    chosen: list[Distractor] = []
    for reason in (Reason.MISREADS, Reason.ELSEWHERE, Reason.UNSUPPORTED, None, None):
        for one in found:
            twisted = sum(other.reason is Reason.MISREADS for other in chosen)
            if one.reason is Reason.MISREADS and twisted >= MOST_TWISTS:
                continue
            if one.source is None and sum(other.source is None for other in chosen) >= _most_made_up(ask):
                continue
            if (
                len(chosen) < WANTED
                and reason in (one.reason, None)
                and _apart(one.text, [ask.answer, *(other.text for other in chosen)])
            ):
                chosen.append(one)
                break
    if len(chosen) < WANTED or not _is_anchored(ask, chosen):
        return ()
    chosen = _balanced(ask, chosen, found)
    return tuple(Choice(one.text, False, one.reason, one.note, one.source) for one in chosen)


def _is_anchored(ask: Ask, chosen: list[Distractor]) -> bool:
    """Whether one option misreads the key, where others are merely what somebody else says in the article."""
    said = ask.form is Form.CLAUSE and ask.kind not in {Kind.REASON, Kind.EFFECT}
    return not said or any(one.reason is not Reason.ELSEWHERE for one in chosen)


def _most_made_up(ask: Ask) -> int:
    """How many options may come from outside the article: beside what a thing did its key would show."""
    said = ask.form is Form.ABOUT and ask.kind is Kind.STATEMENT
    return MOST_MADE_UP if ask.form in PREDICATES and not said else WANTED


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


# --- what fits -------------------------------------------------------------------------------------------------------


def _fits(ask: Ask, text: str) -> bool:
    """Whether the text is of the key's length, does not repeat the question, accuses nobody and claims no absolutes."""
    ours, theirs = len(ask.answer.split()), len(text.split())
    slack = 2 if ours <= 4 else max(3, round(ours * 0.5))
    if abs(ours - theirs) > slack or (is_sensitive(text) and not is_sensitive(ask.answer)):
        return False
    if re.search(r"\b(?:and|or|but|the|an?|of|to|on and off)$", text):
        # It breaks off.
        return False
    if ask.form in CLAUSES and bool(_opening(ask.answer)) != bool(_opening(text)):
        return False
    absolute = words("absolute")
    if any(word in absolute for word in _words(text)) and not any(word in absolute for word in _words(ask.answer)):
        return False
    return not _contained(text, ask.stem) and text.lower() != ask.answer.lower()


def _is_said(reading: Reading, ask: Ask, text: str) -> bool:
    """Whether one sentence says the text of what the question is about: then it may be right as well."""
    said = _words(text)
    about = _words(ask.clause.subject_head.text)
    return len(said) >= 2 and any(said | about <= told for told in _told(reading))


@lru_cache(maxsize=2)
def _told(reading: Reading) -> tuple[set[str], ...]:
    """The words of each sentence."""
    return tuple(_words(sentence.text) for sentence in reading.sentences)


def _opening(text: str) -> str:
    """The first word where it tells the form of an answer: "to", "by", "they"."""
    first = text.split()[0].lower()
    return first if first in OPENINGS else ""


def _contained(text: str, stem: str) -> bool:
    return re.search(rf"\b{re.escape(text.lower())}\b", stem.lower()) is not None


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.lower()) if word not in words("small")}


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
        if shared >= 0.5 if place else shared >= 0.6 and len(mine ^ theirs) > 4:
            return False
    return True


def _too_near(ask: Ask, option: Option) -> bool:
    """Whether the option may be right as well: it stands by the evidence, is about the same, or says the same."""
    for sentence in ask.sentences:
        if option.sentence is sentence:
            return True
        near = abs(option.sentence.index - sentence.index) <= 1 or option.sentence.paragraph == sentence.paragraph
        if ask.form is Form.THING and near:
            return True
        if ask.form in CLAUSES | {Form.BECAUSE_OF} and abs(option.sentence.index - sentence.index) <= 1:
            return True
    if option.clause is not None and ask.form in PREDICATES | {Form.PURPOSE}:
        mine, theirs = ask.clause.subject_head, option.clause.subject_head
        same = mine.lemma_.lower() == theirs.lemma_.lower() or ask.clause.subject == option.clause.subject
        if same and not _at_another_time(ask, option.clause):
            return True
    if ask.form is Form.CLAUSE:
        stem = _words(ask.stem)
        if len(stem & _words(option.text)) >= max(2, len(stem) // 2):
            return True
    key, other = _words(ask.answer), _words(option.text)
    return bool(key) and len(key & other) >= max(1, len(min(key, other, key=len)) / 2)


def _at_another_time(ask: Ask, clause: Clause) -> bool:
    """Whether the question is about one year and the clause about others: then the same subject's deeds are wrong."""
    asked, told = set(YEAR.findall(ask.stem)), set(YEAR.findall(clause.statement))
    return bool(asked and told) and not asked & told


def _rank(reading: Reading, ask: Ask, option: Option) -> float:
    """How unlike an answer the option looks; the best is below nought. Its topic counts most, then its length."""
    about = _words(ask.stem) | _words(ask.answer)
    shared = sum(reading.weights.get(word, 0.3) for word in _words(option.text) & about)
    return option.strain + _unlike(ask, option.text) - 0.25 * min(2.0, shared)


def _unlike(ask: Ask, text: str) -> float:
    """How unlike the key's the text's length is; a shorter one makes the key stand out."""
    ours, theirs = len(ask.answer), len(text)
    return abs(ours - theirs) / max(ours, theirs) + (0.0 if theirs >= ours else 0.15)


# --- the three kinds of wrong ----------------------------------------------------------------------------------------


def _misreadings(reading: Reading, ask: Ask) -> Iterator[Distractor]:
    """The key turned round: an opposite, another name or number."""
    if ask.form in {Form.PERSON, Form.PLACE}:
        return
    source = reading.evidence(*ask.sentences)[0]
    tokens = [token for sentence in ask.sentences for token in sentence.span]
    for place, twist in enumerate(twists(reading, ask.answer, tokens)):
        if twist.old.lower() in ask.stem.lower() or twist.new in ask.stem or is_sensitive(twist.new):
            continue
        if ask.form in AIMS and ask.answer.split()[1] == twist.old:
            # Nobody means to worsen what is theirs.
            continue
        note = f"The article says “{twist.old}”, not “{twist.new}”."
        yield Distractor(twist.text, Reason.MISREADS, note, 0.1 * place, source)
        if place == MOST_TWISTS:
            return


def _elsewhere(reading: Reading, pool: tuple[Option, ...], ask: Ask) -> Iterator[Distractor]:
    """What the article says in another place."""
    for option in pool:
        note = f"The article says this about something else: “{_short(option.sentence.text)}”"
        rank = _rank(reading, ask, option)
        yield Distractor(option.text, Reason.ELSEWHERE, note, rank, reading.evidence(option.sentence)[0])


def _unsupported(reading: Reading, pool: tuple[Option, ...], ask: Ask) -> Iterator[Distractor]:
    """What the article does not say: a likely answer made up, or what it says elsewhere with a change."""
    if ask.form in {Form.NUMBER, Form.DATE}:
        yield from _other_numbers(reading, ask)
    made_up = tuple(invented(reading, ask))
    for text in made_up:
        # Rounded, so that answers of much the same length take turns; one that is built as the key is tempts most.
        rank = round(_unlike(ask, text), 1) - (0.6 if _verb(ask, text) == _verb(ask, ask.answer) else 0.3)
        yield Distractor(text, Reason.UNSUPPORTED, MADE_UP, rank)
    if len(made_up) >= ENOUGH or ask.form not in CLAUSES | {Form.THING, Form.BECAUSE_OF}:
        return
    for option in pool:
        for twist in twists(reading, option.text, list(option.tokens)):
            if is_sensitive(twist.text):
                continue
            note = f"The article does not say this. It says “{twist.old}”, not “{twist.new}”, and about something else."
            rank = 0.3 + _rank(reading, ask, replace(option, text=twist.text))
            yield Distractor(twist.text, Reason.UNSUPPORTED, note, rank, reading.evidence(option.sentence)[0])
            break


def _verb(ask: Ask, text: str) -> str:
    """The word that is the verb in texts of the key's form, or the first where none is."""
    said = text.lower().split()
    return said[1] if ask.form in {Form.ABOUT, Form.PURPOSE, Form.MANNER} else said[0]


def _other_numbers(reading: Reading, ask: Ask) -> Iterator[Distractor]:
    number = next((t for s in ask.sentences for t in s.span if t.pos_ == "NUM" and t.text in ask.answer), None)
    if number is None:
        return
    homes = {token.text: sentence for sentence in reversed(reading.sentences) for token in sentence.span}
    shown = number.lower_ if number.lower_ in ask.answer else number.text
    for place, other in enumerate(other_numbers(reading, number)):
        text = capitalise(ask.answer.replace(shown, other).replace(number.text.capitalize(), other))
        if text == ask.answer:
            continue
        if other in homes:
            note = "This number belongs to something else in the article."
            yield Distractor(text, Reason.ELSEWHERE, note, 0.1 * place, reading.evidence(homes[other])[0])
        else:
            note = "The article does not give this number."
            yield Distractor(text, Reason.UNSUPPORTED, note, 0.3 + 0.1 * place)


def _short(quote: str) -> str:
    """A quote cut at a word near 160 characters."""
    return quote if len(quote) <= 160 else quote[:160].rsplit(" ", 1)[0] + " …"


# --- texts of the article in a form ----------------------------------------------------------------------------------


def _pool(reading: Reading, clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    """Everything in the article that has the form of the key and could answer such a question."""
    if ask.form in CLAUSES:
        yield from _clauses(clauses, ask)
    elif ask.form is Form.PERSON:
        yield from _people(reading, clauses, ask)
    elif ask.form in {Form.NAME, Form.PLACE}:
        yield from _names(reading, ask)
    elif ask.form in {Form.THING, Form.BECAUSE_OF, Form.AS}:
        yield from _things(reading, ask)


def _clauses(clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    about = _words(ask.stem) | _words(ask.answer)
    for clause in clauses:
        if (
            clause.how in {"apposition", "participle"}
            or clause.direct
            or isinstance(clause, OwnClause)
            or not any(not unit.set_off for unit in clause.units)
        ):
            continue
        if clause.attribution is not None and not clause.attribution.speaker:
            continue
        if ask.kind is Kind.STATEMENT and ask.form is Form.CLAUSE and _same_voice(ask, clause):
            # It may answer what they feel or think as well.
            continue
        if ask.form in PREDICATES and clause.subject_head.dep_ == "expl":
            continue
        if ask.form in {Form.ABOUT, Form.CLAUSE} and clause.verb.lemma_.lower() in words("saying"):
            continue
        if ask.form is Form.ABOUT and clause.verb.lemma_ == "be" and not _tells(clause):
            continue
        # What a thing does is no deed of somebody's, nor the other way round.
        if ask.form in PREDICATES and not _alike(ask, clause):
            continue
        if ask.form in DEEDS and not _is_deed(clause):
            continue
        if ask.form is Form.ABOUT and asks_effect(ask) and clause.verb.lemma_.lower() not in words("causing"):
            continue
        strain = 0.0
        text = _in_form(clause, ask)
        if text is not None and "“" in text:
            continue
        if text is None or not 3 <= len(text.split()) <= 24 or re.search(r"\b(this|these|those|such)\b", text):
            continue
        if ask.form in PREDICATES and set(re.findall(r"\w+", text.lower())[1:]) & OPEN:
            continue
        owner = is_person(clause.subject_head), clause.plural
        if (
            ask.form in PREDICATES
            and OWN & set(re.findall(r"\w+", text.lower()))
            and owner != (is_person(ask.clause.subject_head), ask.plural)
        ):
            continue
        if ask.form not in PREDICATES and not _words(text) & about:
            strain = STRAINED
        own = [t for t in clause.tokens if ask.form is Form.CLAUSE or t not in clause.subject_tokens]
        yield Option(capitalise(text), clause.sentence, tuple(own), clause, strain)


def _same_voice(ask: Ask, clause: Clause) -> bool:
    """Whether whoever says the answer also says the clause."""
    mine, theirs = ask.clause.attribution, clause.attribution
    return mine is not None and theirs is not None and mine.speaker == theirs.speaker


def _alike(ask: Ask, clause: Clause) -> bool:
    """Whether the subjects of both are of one sort, so that what one does or is the other may do or be."""
    one, other = ask.clause.subject_head, clause.subject_head
    if is_person(one) != is_person(other) or _sort(one) != _sort(other):
        return False
    return _sort(one) == "agent" or supersense(one.lemma_.lower(), "NOUN") == supersense(other.lemma_.lower(), "NOUN")


def _is_deed(clause: Clause) -> bool:
    """Whether somebody does something to something, not says or thinks or is something."""
    lemma = clause.verb.lemma_.lower()
    still = supersense(lemma, "VERB") in {"stative", "communication", "cognition", "perception", "emotion"}
    return not still and lemma not in words("saying") and clause.unit("dobj") is not None


def _tells(clause: Clause) -> bool:
    """Whether two words of weight follow the verb: "is Article 4" tells nothing of anything else."""
    return sum(is_content(t) and t.pos_ != "NUM" for unit in clause.units for t in unit.tokens) >= 2


def _sort(noun: Token) -> str:
    """What sort of thing a noun means, so that what is said of one may be said of the other."""
    if is_person(noun) or is_body(noun) or noun.pos_ == "PRON":
        return "agent"
    found = supersense(noun.lemma_.lower(), "NOUN")
    if found is None:
        return "agent" if noun.ent_type_ in {"ORG", "NORP", "PERSON"} else "place" if noun.ent_type_ else "idea"
    return SORTS.get(found, "idea")


# WordNet's sorts of nouns, in a few heaps; what is in none of them is an idea, an act or a state.
SORTS = {
    **dict.fromkeys(("person", "group"), "agent"),
    **dict.fromkeys(("artifact", "object", "substance", "plant", "food", "body", "animal"), "thing"),
    "location": "place",
}


def _in_form(clause: Clause, ask: Ask) -> str | None:
    """The clause's text in the form of the ask's key, or None where it has none."""
    timeless = clause
    if YEAR.search(ask.stem):
        timeless = clause.without(*(unit for unit in clause.units if YEAR.search(unit.text)))
    match ask.form:
        case Form.CLAUSE:
            return clause.statement
        case Form.ABOUT:
            return _said_of(timeless, ask)
    if (
        clause.passive
        or clause.negated
        or clause.verb.lemma_ in {"be", "seem", "have"}
        or clause.unit("ccomp") is not None
    ):
        return None
    if any(adverb.lower_ in {"never", "rarely", "hardly", "seldom", "scarcely"} for adverb in clause.adverbs):
        return None
    if clause.verb.lemma_ == "use" and clause.unit("xcomp") is not None:
        return None
    if clause.adverbs and clause.modal is not None:
        return None
    bare = bare_predicate(timeless) if clause.modal is not None and len(clause.auxiliaries) == 1 else None
    if bare is None:
        bare = join([base_form(clause.verb), *timeless.unit_texts])
    if ask.form is Form.BARE:
        return bare
    if ask.form is Form.PURPOSE:
        return f"to {bare}"
    tag = {Form.PAST: "VBD", Form.DONE: "VBN", Form.PRESENT: ask.clause.verb.tag_}.get(ask.form, "VBG")
    verb, _space, rest = bare.partition(" ")
    inflected = getInflection(base_form(clause.verb), tag=tag)
    if verb != base_form(clause.verb) or not inflected:
        return None
    return f"by {inflected[0]} {rest}" if ask.form is Form.MANNER else f"{inflected[0]} {rest}"


def _said_of(clause: Clause, ask: Ask) -> str | None:
    """The predicate said of "it" or "they", in number and time as the key."""
    if clause.leading:
        return None
    lead = ask.answer.split()[0]
    past = _is_past(ask.clause)
    if ask.clause.modal is not None or clause.modal is not None:
        same = (clause.modal is not None) == (ask.clause.modal is not None)
        return f"{lead} {clause.predicate}" if same else None
    group = list(clause.verb_group)
    finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    if _is_past(clause) != past:
        return None
    if not past or finite.lemma_ == "be":
        forms = {
            ("be", False, True): "are", ("be", False, False): "is",
            ("be", True, True): "were", ("be", True, False): "was",
        }  # fmt: skip
        told = forms.get((finite.lemma_, past, ask.plural))
        if told is None:
            found = getInflection(base_form(finite), tag="VBP" if ask.plural else "VBZ")
            told = found[0] if found else None
        if told is None:
            return None
        group[group.index(full_form(finite))] = told
    return join([lead, *group, *clause.unit_texts])


def _is_past(clause: Clause) -> bool:
    finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    return finite.tag_ == "VBD"


def _people(reading: Reading, clauses: tuple[Clause, ...], ask: Ask) -> Iterator[Option]:
    """Other persons of the article: for a name only names, for a common noun only common nouns of nobody named."""
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
    return next(
        (
            sentence
            for span in entity.mentions
            for sentence in reading.sentences
            if sentence.span.doc is span.doc and sentence.span.start <= span.start < sentence.span.end
        ),
        None,
    )


def _names(reading: Reading, ask: Ask) -> Iterator[Option]:
    """Other names of the key's sort."""
    asked = f"{ask.answer} {ask.stem}"
    key = next((entity for entity in reading.entities if any(name in ask.answer for name in entity.aliases)), None)
    lead = re.match(r"(In|At|Near|On) ", ask.answer) if ask.form is Form.PLACE else None
    for name in reading.names.get(key.label, ()) if key is not None else ():
        entity = next(one for one in reading.entities if one.name == name)
        if entity is key or any(alias in asked for alias in entity.aliases):
            continue
        if ask.stem.startswith("Which countr") and name.lower() not in words("countries"):
            continue
        if any(word in asked for word in name.split() if word[:1].isupper()):
            continue
        home = _home(reading, entity)
        if home is not None:
            yield Option(capitalise(f"{lead.group(1)} {name}" if lead else name), home, tuple(entity.mentions[0]))


def _things(reading: Reading, ask: Ask) -> Iterator[Option]:
    """Noun phrases of the sort of the key's: food for food, a cause for a cause."""
    indefinite = ask.form is Form.AS and re.match(r"As an? ", ask.answer) is not None
    key = {word.lower() for word in ask.answer.split()}
    heads = [t for s in ask.sentences for t in s.span if t.pos_ == "NOUN" and t.lower_ in key and t.dep_ != "compound"]
    if not heads:
        return
    sort = _sort(heads[0])
    for token, tokens, sentence in _noun_phrases(reading):
        if token.ent_type_ in {"PERCENT", "MONEY"} or is_plural(token) != is_plural(heads[0]):
            continue
        alike = supersense(token.lemma_.lower(), "NOUN") == supersense(heads[0].lemma_.lower(), "NOUN")
        strain = 0.0 if alike else 0.3 if _sort(token) == sort else 2 * STRAINED
        if ask.form is Form.AS and not alike:
            continue
        if re.match(r"the \w+er\b|an? (average|number|lot|total)\b", phrase_text(tokens[:2]).lower()):
            continue
        if len(tokens) > 16 or sum(is_content(t) for t in tokens) < 2 - (ask.form is Form.AS):
            continue
        if tokens[0].lower_ in UNFIT or any(t.dep_ == "relcl" for t in tokens):
            continue
        text = phrase_text(tokens)
        if ask.form is Form.AS:
            if indefinite and tokens[0].lower_ not in {"a", "an"}:
                continue
            text = f"as {text}"
        elif ask.form is Form.BECAUSE_OF:
            text = f"because of {text}"
        yield Option(capitalise(text), sentence, tokens, strain=strain)


@lru_cache(maxsize=2)
def _noun_phrases(reading: Reading) -> tuple[tuple[Token, tuple[Token, ...], Sentence], ...]:
    """The article's noun phrases without pronouns, times and empty nouns, found once an article."""
    empty = words("vague") | words("times")
    found = []
    for sentence in reading.sentences:
        for token in sentence.span:
            if token.pos_ != "NOUN" or token.dep_ not in NOUN_PLACES or token.ent_type_ in {"DATE", "TIME"}:
                continue
            in_order = token.lower_ == "order" and token.head.lower_ == "in"
            if token.lemma_.lower() in empty or in_order:
                continue
            tokens = noun_tokens(token)
            if tokens and not any(personal(t) for t in tokens):
                found.append((token, tokens, sentence))
    return tuple(found)
