"""What pronouns refer to: resolved only where nothing else is in reach, else left open."""

# Precision first, after the rules of centering theory (Grosz, Joshi & Weinstein 1995): the subject of the sentence
# before is preferred, and a pronoun with two candidates of the same rank stays open.

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from .entities import HE, SHE, Entity, entity_of
from .lexicon import frames, words
from .reading import HE_SHE, IT, THEY, Reading, Sentence, is_person, is_plural, personal
from .wording import SWAPS, noun_tokens, phrase_text

REFERENTS = "referents"
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH = 2
LONGEST_NOUN = 8
# How often an article names its topic at least, and something that competes with it.
TOPIC, RIVAL = 4, 3
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL"})


@dataclass(frozen=True, eq=False)
class Referent:
    """Who or what a pronoun stands for: the words to use, and the person where it is one."""

    text: str
    plural: bool
    entity: Entity | None = None


def referent(pronoun: Token) -> Referent | None:
    """What the pronoun refers to, or None where that is open."""
    found: Referent | None = pronoun.doc.user_data.get(REFERENTS, {}).get(pronoun.i)
    return found


def resolve(reading: Reading) -> None:
    """Note for each pronoun outside speech what it refers to, and what to write in its place where it stands alone.

    "He" and "she" are resolved to a named person in reach of two sentences; "they" and "it" as subjects only, to the
    subject of the sentence before. A pronoun bound by a subject of its own sentence keeps its place in the text.
    """
    for sentence in reading.sentences:
        for token in sentence.span:
            if token.lower_ not in HE_SHE | THEY | IT or token.dep_ == "expl" or sentence.in_speech(token):
                continue
            found = _person(reading, sentence, token) if token.lower_ in HE_SHE else _thing(reading, sentence, token)
            if found is None:
                continue
            data = token.doc.user_data
            data.setdefault(REFERENTS, {})[token.i] = found
            if found.entity is not None and token.dep_ not in SUBJECTS and not _bound(token, found.entity):
                data.setdefault(SWAPS, {})[token.i] = possessive(found.text) if token.tag_ == "PRP$" else found.text


def possessive(name: str) -> str:
    """
    >>> possessive("Nils Oberg"), possessive("the workers")
    ('Nils Oberg’s', 'the workers’')
    """
    return f"{name}’" if name.endswith("s") and name[:1].islower() else f"{name}’s"


def person_of(token: Token) -> Entity | None:
    """The named person a noun or a resolved pronoun stands for."""
    entity = entity_of(token)
    if entity is None and token.lower_ in HE_SHE:
        found = referent(token)
        entity = found.entity if found else None
    if entity is None:
        for child in token.children:
            named = entity_of(child) if child.dep_ in {"appos", "compound"} else None
            if named is not None and named.is_person and token.pos_ in {"NOUN", "PROPN", "NUM"}:
                return named
    return entity if entity is not None and entity.is_person else None


def _bound(token: Token, entity: Entity) -> bool:
    """Whether the same person stands before it in its phrase or as subject: "Oberg praised his staff"."""
    joined = token.head.head if token.head.dep_ == "conj" else token.head
    return person_of(joined) is entity or any(
        child.dep_ in SUBJECTS and child.i < token.i and person_of(child) is entity
        for verb in token.ancestors
        for child in verb.children
    )


# --- he and she -------------------------------------------------------------------------------------------------------


def _person(reading: Reading, sentence: Sentence, pronoun: Token) -> Referent | None:
    gender = SHE if pronoun.lower_ in {"she", "her", "hers", "herself"} else HE
    reach = [sentence, *_in_reach(reading, sentence, pronoun)]
    for place in reach:
        named = _compatible(_before(place, sentence, pronoun), gender)
        if not named:
            continue
        subjects = _compatible((t for t in _before(place, sentence, pronoun) if _is_subject(t)), gender)
        others = {one for near in reach for one in _compatible(_before(near, sentence, pronoun), gender)}
        if len(subjects) == 1 and (place is not sentence or len(named) == 1):
            (chosen,) = subjects
        elif len(named) == len(others) == 1:
            (chosen,) = named
        else:
            return None
        if _rivals(reach, sentence, pronoun, gender, chosen):
            return None
        chosen.gender = chosen.gender or gender
        return Referent(chosen.name, plural=False, entity=chosen)
    return None


def _in_reach(reading: Reading, sentence: Sentence, pronoun: Token) -> list[Sentence]:
    """The sentences before it that count; for the subject of a saying verb, speech in between does not."""
    speaks = pronoun.head.lemma_.lower() in words("saying")
    found: list[Sentence] = []
    for near in reading.near(sentence, 3 * REACH if speaks else REACH):
        if sentence.paragraph - near.paragraph > 1 or sum(not one.wholly_speech for one in found) >= REACH:
            break
        found.append(near)
    return found


def _is_subject(token: Token) -> bool:
    """Whether the token is a subject or joined to one."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token.dep_ in SUBJECTS


def _compatible(tokens: Iterable[Token], gender: str) -> list[Entity]:
    """The persons of that gender, or of an unknown one, that the tokens stand for."""
    found = {id(one): one for token in tokens if (one := person_of(token)) is not None}
    return [one for one in found.values() if one.sure and one.gender in {gender, None}]


def _before(place: Sentence, sentence: Sentence, pronoun: Token) -> Iterator[Token]:
    """What stands before the pronoun; whoever a speaker only speaks of is not the one who speaks next."""
    speaks = pronoun.head.lemma_.lower() in words("saying")
    for token in place.span:
        if speaks and place.in_speech(token):
            continue
        if place is not sentence or token.i < pronoun.i:
            yield token


def _rivals(reach: list[Sentence], sentence: Sentence, pronoun: Token, gender: str, chosen: Entity) -> bool:
    """Whether an unnamed person competes: a common noun of that gender nearer than the name, or a subject beside it."""
    for place in reach:
        before = list(_before(place, sentence, pronoun))
        mine = [token for token in before if person_of(token) is chosen]
        others = [
            token
            for token in before
            if token.pos_ == "NOUN"
            and token.dep_ in SUBJECTS | {"dobj", "pobj"}
            and person_of(token) is None
            and _may_be(token, gender)
        ]
        if not mine:
            if others:
                return True
            continue
        leads = any(_is_subject(token) for token in mine)
        return any((token.i > mine[-1].i or _is_subject(token)) and not leads for token in others)
    return False


def _may_be(noun: Token, gender: str) -> bool:
    """Whether one person of that gender may be meant by the noun."""
    if is_plural(noun) or not is_person(noun):
        return False
    word = noun.lemma_.lower()
    if word in frames("names")["she_titles"] or word in {"woman", "girl"}:
        return gender == SHE
    if word in frames("names")["he_titles"] or word in {"man", "boy"}:
        return gender == HE
    return True


# --- they and it ------------------------------------------------------------------------------------------------------


def _thing(reading: Reading, sentence: Sentence, pronoun: Token) -> Referent | None:
    """The subject of the case before it or of the sentence before, when it is a main subject without rivals."""
    if pronoun.dep_ not in SUBJECTS or pronoun.lower_ not in {"they", "it"} or sentence.span.root != pronoun.head:
        return None
    if announces(pronoun):
        return None
    if any(token.i < pronoun.i and token.pos_ in {"NOUN", "PROPN"} for token in sentence.span):
        return _of_the_case(pronoun)
    before = next(reading.near(sentence, 1), None)
    if before is None or before.paragraph != sentence.paragraph:
        return None
    subjects = [token for token in before.span.root.children if token.dep_ in SUBJECTS]
    if len(subjects) != 1 or before.in_speech(subjects[0]):
        return None
    (subject,) = subjects
    plural = pronoun.lower_ == "they"
    known = referent(subject)
    if known is not None and known.entity is None and known.plural == plural:
        return known if not _rival_things(reading, before.span, subject, plural) else None
    return None if _rival_things(reading, before.span, subject, plural) else _named_thing(subject, plural)


def _of_the_case(pronoun: Token) -> Referent | None:
    """ "When the plant is complete, it will be the largest": the plant, where the clause before names nothing else."""
    cases = [child for child in pronoun.head.children if child.dep_ == "advcl" and child.i < pronoun.i]
    subjects = [child for case in cases for child in case.children if child.dep_ in SUBJECTS]
    if len(cases) != 1 or len(subjects) != 1 or subjects[0].pos_ not in {"NOUN", "PROPN"}:
        return None
    (subject,), plural = subjects, pronoun.lower_ == "they"
    within = set(subject.subtree)
    others = [
        token
        for token in pronoun.doc[pronoun.sent.start : pronoun.i]
        if token.pos_ in {"NOUN", "PROPN"} and token not in within and is_plural(token) == plural
    ]
    return None if others else _named_thing(subject, plural)


def _named_thing(subject: Token, plural: bool) -> Referent | None:
    """The subject's words, where it is a thing or several, in a short phrase without a pronoun."""
    if subject.pos_ not in {"NOUN", "PROPN"} or is_plural(subject) != plural or (is_person(subject) and not plural):
        return None
    tokens = noun_tokens(subject)
    if len(tokens) > LONGEST_NOUN or any(personal(token) for token in tokens):
        return None
    return Referent(phrase_text(tokens), plural)


def announces(it: Token) -> bool:
    """Whether "it" only announces what follows: "it is clear that ...", "it is hard to ..."."""
    verb = it.head
    praise = [child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd"}]
    return verb.lemma_ in {"be", "seem", "become", "appear"} and any(
        (grand.i > verb.i and grand.dep_ in {"ccomp", "xcomp", "csubj", "acl", "advcl"})
        # "It was she who came", but not "it was a knife anybody might have carried".
        or (grand.dep_ == "relcl" and any(child.tag_ in {"WP", "WDT"} for child in grand.children))
        or (grand.dep_ == "prep" and grand.lower_ == "for")
        for place in (verb, *praise)
        for grand in place.children
    )


def _rival_things(reading: Reading, before: Span, subject: Token, plural: bool) -> bool:
    """Whether something else of that number may be meant.

    Where the subject is what the article is about, only what it also keeps coming back to competes.
    """
    within = set(subject.subtree)
    topic = subject.lemma_.lower() in reading.title_lemmas and reading.salience[subject.lemma_.lower()] >= TOPIC
    return any(
        token.pos_ in {"NOUN", "PROPN"}
        and token not in within
        and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr", "dative"}
        and is_plural(token) == plural
        and token.ent_type_ not in MEASURES
        and token.lemma_.lower() not in words("times")
        and (plural or not is_person(token))
        and not (topic and token.dep_ not in SUBJECTS and reading.salience[token.lemma_.lower()] < RIVAL)
        for token in before
    )
