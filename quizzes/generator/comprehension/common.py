"""What the kinds share: checks of clauses, prefixes, and pieces of clauses that answers are made of."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Form
from quizzes.generator.clause import Clause, Unit
from quizzes.generator.entities import entity_of
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import finish, fronted
from quizzes.generator.pronouns import announces
from quizzes.generator.reading import HE_SHE, IT, THEY, Attribution, is_body, is_content, is_person, is_plural, personal
from quizzes.generator.wording import capitalise, join, phrase_text
from quizzes.generator.wordnet import supersense


def prefixed(clause: Clause, stem: str) -> str:
    """The stem with "According to X, ..." where the clause is somebody's claim, not the article's."""
    if clause.attribution is not None and clause.attribution.speaker:
        return according(clause.attribution, stem)
    if clause.hedged:
        return f"According to the article, {stem[:1].lower()}{stem[1:]}"
    return stem


def according(attribution: Attribution, stem: str) -> str:
    """ "What will it cost?" as "According to Ana Ruiz, what will it cost?"."""
    return f"According to {attribution.speaker}, {stem[:1].lower()}{stem[1:]}"


def attributed(clause: Clause, statement: str) -> str:
    """The statement with its speaker, so that a claim is never asked as a fact."""
    if clause.attribution is None or not clause.attribution.speaker:
        return statement
    if "according to" in statement.lower():
        return statement
    if clause.attribution.lemma in WISHING:
        verb = clause.attribution.lemma if clause.attribution.plural else f"{clause.attribution.lemma}s"
        return f"{capitalise(clause.attribution.speaker)} {verb.replace('ys', 'ies')} that {clause.inside}"
    return f"According to {clause.attribution.speaker}, {clause.inside if statement == clause.statement else statement}"


# What is hoped or feared is not said to be so.
WISHING = frozenset({"hope", "fear", "expect", "doubt", "worry"})


def usable(clause: Clause) -> bool:
    """Whether questions may rest on the clause as said: an attributed one needs a speaker who does more than hope."""
    who = clause.attribution
    return who is None or (bool(who.speaker) and who.lemma not in WISHING)


def reports(clause: Clause) -> bool:
    """Whether the clause only says that somebody says something: the kind "statement" asks about that."""
    return clause.verb.lemma_ in words("saying") and clause.unit("ccomp") is not None


def sure_person(noun: Token) -> bool:
    """Whether a name is a person's by more than the parser's guess."""
    entity = entity_of(noun)
    return entity is not None and entity.is_person and entity.sure


def content_count(tokens: tuple[Token, ...]) -> int:
    """How many of the tokens carry meaning and are not too empty to ask about."""
    return sum(1 for token in tokens if is_content(token) and token.lemma_.lower() not in words("vague"))


def says_something(clause: Clause) -> bool:
    """Whether the predicate is worth asking for: two words of weight, a number or a name; no dangling comparison."""
    after = tuple(token for unit in clause.units if not unit.set_off for token in unit.tokens)
    if after and after[-1].tag_ in {"JJR", "RBR"}:
        return False
    if any(token.lower_ == "one" and token.dep_ == "attr" and after[-1] is token for token in after):
        return False
    telling = any(token.like_num or entity_of(token) is not None or token.dep_ == "ccomp" for token in after)
    if clause.subject_head.dep_ == "csubj" and content_count(clause.subject_tokens) >= 3:
        return True
    return content_count((clause.verb, *after)) >= 2 + (clause.verb.lemma_ in {"want", "need", "have"}) or telling


def open_pronoun(tokens: tuple[Token, ...]) -> bool:
    """Whether a pronoun is among the tokens."""
    return any(personal(token) for token in tokens)


def dangling(tokens: tuple[Token, ...]) -> bool:
    """Whether a pronoun among the tokens has no noun of its number before it among them."""
    for token in tokens:
        word = personal(token)
        if not word or token.dep_ == "expl" or (word in IT and announces(token)):
            continue
        nouns = [one for one in tokens if one.i < token.i and one.pos_ in {"NOUN", "PROPN", "ADJ"}]
        if word in HE_SHE and token.i >= 2 and token.nbor(-1).lower_ == "and" and sure_person(token.nbor(-2)):
            # "Anna Berg and her colleagues".
            continue
        if word in THEY and any(is_plural(one) for one in nouns):
            continue
        if word in IT and any(not is_plural(one) and not is_person(one) for one in nouns):
            continue
        return True
    return False


def cut(clause: Clause, tokens: set[Token]) -> Clause:
    """The clause without some tokens of its units; units left empty go."""
    kept = []
    for unit in clause.units:
        left = tuple(token for token in unit.tokens if token not in tokens)
        while left and (left[-1].is_punct and left[-1].text not in {"”", ")", "%"}):
            left = left[:-1]
        if left:
            kept.append(Unit(unit.role, unit.head, left, unit.set_off))
    return replace(clause, units=tuple(kept))


def as_answer(text: str) -> str:
    """An answer as an option: capital first, no full stop."""
    return capitalise(text.strip(" ,;:.–—"))


def pronoun_for(clause: Clause) -> str | None:
    """ "It" or "They" for the clause's subject; None where it would be "he" or "she"."""
    if any(token.lower_ in {"old", "aged"} for token in clause.subject_tokens) and not clause.plural:
        return None
    if clause.plural:
        return "They"
    head = clause.subject_head
    if (
        clause.resolved
        or is_person(head)
        or head.ent_type_ == "PERSON"
        or supersense(head.lemma_.lower(), "NOUN") == "person"
    ):
        return None
    # A lone name may be a person's that the parser took for a place or a firm.
    named = clause.subject_head.pos_ == "PROPN" and len(clause.subject_tokens) == 1
    return None if named else "It"


def acts(clause: Clause) -> bool:
    """Whether the subject is someone or something that can be said to do things."""
    head = clause.subject_head
    # "The second Banksy due to be auctioned" is a picture.
    work = head.ent_type_ == "PERSON" and any(child.dep_ == "det" for child in head.children)
    titled = any(child.dep_ == "compound" and child.pos_ == "NOUN" for child in head.children)
    return clause.resolved or ((not work or titled) and is_person(head)) or is_body(head)


CONNECTORS = (("because", "of"), ("due", "to"), ("thanks", "to"), ("owing", "to"), ("as", "a", "result", "of"))


# Adverbs that lean on a reason: "largely because of".
FOCUS = frozenset(
    {"largely", "mainly", "mostly", "partly", "partially", "simply", "often", "only", "just", "primarily", ","}
)


def causes(clause: Clause) -> Iterator[tuple[tuple[Token, ...], Clause]]:
    """What the clause is due to, as tokens, with the rest of it: "because of", "thanks to", "as a result of", ..."""
    if clause.negated:
        # "It did not close because of the strike": perhaps it closed for another reason.
        return
    for unit in clause.leading:
        said = [token.lower_ for token in unit.tokens]
        opener = next((one for one in CONNECTORS if tuple(said[: len(one)]) == one), ())
        if opener and content_count(unit.tokens[len(opener) :]) >= 2:
            yield unit.tokens[len(opener) :], clause.without(unit)
            return
    tokens = [token for token in clause.tokens if token.i > clause.verb.i]
    said = [token.lower_ for token in tokens]
    for place in range(len(tokens)):
        connector = next((one for one in CONNECTORS if tuple(said[place : place + len(one)]) == one), None)
        if connector is None:
            continue
        before = [token.lower_ for token in tokens[max(0, place - 2) : place]]
        if "not" in before or reports(clause) or (clause.verb.lemma_ == "be" and place == 0):
            return
        while place and tokens[place - 1].lower_ in FOCUS:
            place -= 1
            connector = ("", *connector)
        cause: list[Token] = []
        for token in tokens[place + len(connector) :]:
            if token.text in {",", ";", "–", "—"} and not any(t.dep_ == "conj" and t.i > token.i for t in tokens):
                break
            cause.append(token)
        loose = cause[-1:] and cause[-1].pos_ in {"CCONJ", "ADP", "VERB", "AUX", "ADJ"}
        finite = any(token.tag_ in {"VBZ", "VBD", "VBP"} and token.dep_ == "ROOT" for token in cause)
        if content_count(tuple(cause)) >= 2 and not loose and not finite and not open_pronoun(tuple(cause)):
            yield tuple(cause), cut(clause, set(tokens[place:]))
        return


def complement_of(clause: Clause, heads: frozenset[str]) -> tuple[str, Form] | None:
    """What a subject headed by one of the nouns is said to be, and the form of it: "the reason is that ..."."""
    head = clause.subject_head
    being = [token.lemma_ for token in clause.auxiliaries] == ["be"]
    if clause.verb.tag_ == "VBG" and being and head.lemma_.lower() in heads and not clause.negated:
        # "One problem is finding a spare": the parser takes the answer for a verb in progress.
        doing = join([clause.verb.text, *clause.unit_texts])
        # Whose they are in the subject was settled when the clause was built.
        own = [token for token in clause.tokens if token in clause.subject_tokens and personal(token) in HE_SHE]
        open_ = dangling(tuple(token for token in clause.tokens if token not in own))
        rich = content_count(clause.subject_tokens) >= 2 and not open_
        return (doing, Form.DOING) if rich else None
    if clause.verb.lemma_ != "be" or head.lemma_.lower() not in heads or clause.negated or clause.resolved:
        return None
    if content_count(clause.subject_tokens) < 2 and len(clause.subject_tokens) < (4 if clause.attribution else 5):
        return None
    for unit in clause.units:
        if open_pronoun(unit.tokens) or len(unit.tokens) < 2:
            continue
        if unit.role == "ccomp" and unit.tokens[0].lower_ == "that":
            return phrase_text(unit.tokens[1:]), Form.CLAUSE
        if unit.role == "xcomp" and unit.tokens[0].lower_ == "to" and content_count(unit.tokens) >= 2:
            return phrase_text(unit.tokens), Form.PURPOSE
        if unit.role == "attr" and content_count(unit.tokens) >= 2 and unit.head.lemma_ not in words("relational"):
            return phrase_text(unit.tokens), Form.THING
    return None


def what_is(clause: Clause) -> str:
    """The question for a complement: "What is one reason for the fall?", "What might be the reason?"."""
    auxiliary, rest = fronted(clause)
    if clause.verb.tag_ == "VBG":
        return finish(["What", auxiliary, clause.subject])
    if clause.auxiliaries:
        return finish(["What", auxiliary, *rest, clause.subject])
    return finish(["What", auxiliary, clause.subject])
