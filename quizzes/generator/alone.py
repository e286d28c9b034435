"""Whether a clause can be understood alone: every pronoun bound, nothing that points outside it, no phrase torn."""

import itertools

from spacy.tokens import Token

from .clause import CLOSERS, SUBJECTS, WEEKDAYS, Clause
from .lexicon import number_words, words
from .pronouns import SUBJECTS as PLAIN_SUBJECTS
from .pronouns import announces
from .reading import FIRST_SECOND, HE_SHE, IT, THEY, Reading, is_person, is_plural, personal
from .wording import SWAPS, is_demonstrative

# Those without which most verbs say nothing.
CORE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "prep", "agent", "dative", "prt"})


def understandable(reading: Reading, clause: Clause) -> bool:
    """Whether every pronoun left in the clause can only mean its subject, and no "this" or "such" points outside it.

    "This pact" stays, as "the pact", where the article names a pact elsewhere too.
    """
    subject = clause.subject_head
    if any(is_demonstrative(token) and not introduced(reading, token) for token in clause.tokens):
        return False
    if any(_points(token) for token in clause.tokens):
        return False
    if any(token.dep_ == "mark" and token.lower_ == "that" and token.head.pos_ == "ADJ" for token in clause.tokens):
        # "It makes that consent needless": no clause follows this "that".
        return False
    if (
        clause.plural
        and not is_plural(subject)
        and not clause.resolved
        and subject.dep_ != "expl"
        and not _collective(clause)
    ):
        return False
    if _strays(clause) or any(
        _misread(token) or _headless(token) or _amount_of_nothing(token) for token in clause.tokens
    ):
        return False
    if _half_said(clause) or _leaps(clause):
        return False
    if any(_broken(unit.tokens) for unit in clause.units if not unit.set_off) or _broken(clause.subject_tokens):
        return False
    if clause.verb.lemma_ in {"put", "place"} and not clause.passive and clause.unit("prep", "prt", "advmod") is None:
        return False
    if (
        clause.verb.lemma_.lower() in words("needing")
        and not clause.passive
        and clause.unit("dobj", "ccomp", "xcomp") is None
    ):
        return False
    core = [unit for unit in clause.units if unit.role in CORE and unit.head.lower_ not in {"due", "because", "thanks"}]
    if not core and not clause.passive and clause.verb.lemma_.lower() not in words("alone"):
        return False
    person = clause.resolved or is_person(subject)
    for unit in (*clause.leading, *clause.units):
        if unit.set_off:
            continue
        for token in unit.tokens:
            word = personal(token) or ("" if token.text == "US" or token.lower_ == "mine" else token.lower_)
            if token.i in token.doc.user_data.get(SWAPS, {}) and token.doc is clause.verb.doc:
                continue
            if word in FIRST_SECOND and not clause.direct:
                return False
            if word in HE_SHE and (not person or clause.plural or _cannot_be_subject(token, clause.verb)):
                return False
            opens = not any(one.i < token.i and one.pos_ in {"NOUN", "PROPN"} for one in unit.tokens)
            case = unit in clause.leading and unit.tokens[0].lower_ in {"if", "unless"}
            if case and opens and word in THEY | IT and token.dep_ != "expl" and not announces(token):
                # "If they are not on the list, the parents must ask": those may be told of before.
                return False
            if word in THEY:
                others = clause.tokens
                if _cannot_be_subject(token, clause.verb):
                    others = [one for one in others if one not in clause.subject_tokens]
                elif clause.plural:
                    continue
                if not _plural_before(token, others):
                    return False
            if (
                word in IT
                and token.dep_ != "expl"
                and not announces(token)
                and (clause.plural or person or _cannot_be_subject(token, clause.verb))
                and not _one_thing_before(token, clause.tokens)
            ):
                return False
            points = word in {"this", "these", "those", "that", "such"} and token.tag_ == "DT" and token.dep_ != "det"
            if points and not any(child.dep_ in {"prep", "relcl", "acl"} for child in token.children):
                return False
            if word == "such" and token.dep_ in {"amod", "predet", "det"} and token.nbor(1).lower_ != "as":
                return False
    return True


def _strays(clause: Clause) -> bool:
    """Whether a part hangs on the verb that cannot belong there: a second object, or an "of" after a day.

    The parser lost its way in "the authenticity of the document, a presentation", "a leak on Monday of an order".
    """
    shown = [unit for unit in clause.units if not unit.set_off]
    of_day = any(
        token.lower_ in WEEKDAYS and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of"
        for token in clause.tokens
    )
    return of_day or sum(unit.role == "dobj" for unit in shown) > 1


def _misread(token: Token) -> bool:
    """Whether no English word stands so: a noun with two articles or an object, a verb that another just follows."""
    if token.dep_ == "ROOT":
        # "Care introduced long ago has served them": the first is no verb of the sentence.
        return any(
            child.dep_ == "conj"
            and child.tag_ in {"VBN", "VBZ", "VBP", "VBD"}
            and not any(one.dep_ in SUBJECTS for one in child.children)
            and not any(one.dep_ == "cc" for one in token.children)
            and token.tag_ in {"VBD", "VBN"}
            and _runs_into(child)
            for child in token.children
        )
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    articles = sum(child.dep_ == "det" and child.lower_ in {"the", "a", "an"} for child in token.children)
    verb = token.dep_ == "conj" and any(child.dep_ == "dobj" for child in token.children)
    return articles > 1 or verb


def _runs_into(verb: Token) -> bool:
    first = min([verb, *(child for child in verb.children if child.i < verb.i)], key=lambda one: int(one.i))
    return first.i > 0 and not first.nbor(-1).is_punct and first.nbor(-1).dep_ != "cc"


def _headless(token: Token) -> bool:
    """Whether a share or a count stands for people or things told of before: "while a fifth died"."""
    share = token.lower_ in words("shares") and any(child.lower_ in {"a", "the"} for child in token.children)
    count = token.tag_ == "CD" and token.pos_ == "NUM" and token.ent_type_ in {"CARDINAL", "ORDINAL", ""}
    alone = not any(child.dep_ in {"prep", "nummod", "quantmod"} and child.i > token.i for child in token.children)
    return (share or (count and token.lower_ in number_words())) and token.dep_ in PLAIN_SUBJECTS and alone


def _amount_of_nothing(noun: Token) -> bool:
    """Whether "the higher levels" or "the number" does not say of what."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in words("amounts") or noun.lower_ == "numbers":
        return False
    definite = any(child.dep_ == "det" and child.lower_ == "the" for child in noun.children)
    if noun.lemma_ == "amount":
        return definite and not any(child.lower_ == "of" for child in noun.children)
    of = any(
        child.dep_ in {"compound", "poss", "relcl", "acl"} or child.lower_ in {"of", "for"} or child.tag_ == "VBG"
        for child in noun.children
    )
    return definite and not of


def _half_said(clause: Clause) -> bool:
    """Whether a clause breaks off: after "not only", at a torn "but", before the "who" of "there are people"."""
    tokens = clause.tokens
    said = {token.lower_ for token in tokens}
    if any(one.lower_ == "not" and other.lower_ == "only" for one, other in itertools.pairwise(tokens)):
        return "but" not in said
    if clause.subject_head.dep_ == "expl" and any(
        token.dep_ == "relcl" and token not in tokens and any(child.lower_ == "who" for child in token.children)
        for token in clause.verb.subtree
    ):
        return True
    subject = {token.lower_ for token in clause.subject_tokens}
    torn = "but" in subject and not subject & {"not", "all", "nothing", "anything", "none"}
    return torn or bool(subject & {"because", "although", "though"})


def _leaps(clause: Clause) -> bool:
    """Whether a colon, or the "’s" of a name, went missing between words that do not go together without it."""
    tokens = clause.tokens
    colon = any(other.i - one.i == 2 and one.nbor(1).text == ":" for one, other in itertools.pairwise(tokens))
    return colon or any(child.dep_ == "case" and child not in tokens for token in tokens for child in token.children)


def _collective(clause: Clause) -> bool:
    """Whether a singular noun may take a plural verb: many people in one word, or a share of them."""
    head = clause.subject_head
    many = any(token.dep_ == "conj" for token in clause.subject_tokens)
    return (
        many
        or head.lemma_.lower() in words("collective")
        or head.tag_ in {"CD", "JJ", "VBG"}
        or (head.tag_ == "NNP" and not is_person(head))
    )


def _broken(tokens: tuple[Token, ...]) -> bool:
    """Whether an aside taken out of a phrase was never closed, so that what is left does not belong together."""
    return any(
        other.i - one.i > 2 and other.nbor(-1).text not in CLOSERS and not other.nbor(-1).is_space
        for one, other in itertools.pairwise(tokens)
    )


def _points(token: Token) -> bool:
    """Whether the token points back at another sentence; the "so" of "and so on" does not."""
    behind = token.nbor(-1) if token.i else None
    if behind is not None and token.lower_ in {"later", "earlier"} and behind.lemma_.lower() in words("times"):
        # "Two years later": than what?
        return True
    if behind is not None and token.lower_ in {"following", "equivalent"} and behind.lower_ == "the":
        return True
    if token.lower_ not in words("pointing") or token.dep_ in {"expl", "compound"}:
        return False
    if token.lower_ in {"former", "latter", "opposite"} and token.dep_ == "amod":
        return False
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    before = token.nbor(-1).lower_ if token.i else ""
    return not (
        (token.lower_ == "so" and following in {"on", "that", "far", "much", "many", "as"})
        or (token.lower_ == "same" and before == "the" and following in {"time", "way"})
        or (
            token.lower_ == "so"
            and token.dep_ == "advmod"
            and (token.head.pos_ in {"ADJ", "ADV"} or token.head.dep_ == "acomp")
        )
    )


def _is_quality(token: Token) -> bool:
    return token.pos_ in {"ADJ", "ADV"} or token.dep_ == "acomp"


def _cannot_be_subject(pronoun: Token, verb: Token) -> bool:
    """Whether the pronoun is an object of the clause's own verb, as in "she met him": then it is not the subject."""
    if pronoun.dep_ not in {"dobj", "dative", "pobj"} or pronoun.lower_.endswith("self"):
        return False
    head = pronoun.head
    while head.dep_ in {"prep", "pcomp", "xcomp", "conj", "dobj"} and head != verb:
        head = head.head
    return head == verb


def _one_thing_before(pronoun: Token, tokens: list[Token]) -> bool:
    """Whether one thing in the singular stands between verb and pronoun: "they follow the sun as it moves"."""
    things = [
        token
        for token in tokens
        if token.i < pronoun.i
        and token.pos_ in {"NOUN", "PROPN"}
        and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"}
        and not is_plural(token)
        and not is_person(token)
        and token.lemma_.lower() not in words("times")
    ]
    return len(things) == 1 and pronoun.head.pos_ in {"VERB", "AUX"} and pronoun.dep_ in SUBJECTS


def _plural_before(pronoun: Token, tokens: list[Token]) -> bool:
    return any(token.i < pronoun.i and is_plural(token) and token.pos_ in {"NOUN", "PROPN"} for token in tokens)


def introduced(reading: Reading, this: Token) -> bool:
    """Whether the article uses the noun after "this" elsewhere too, so that "the ..." can be understood.

    "That" and "those" point farther: their noun must be described.
    """
    head = this.head
    if head.lemma_.lower() in words("times"):
        return False
    if this.lower_ in {"that", "those"}:
        return any(child.dep_ == "prep" for child in head.children)
    described = {"compound", "prep", "amod"}
    return reading.salience[head.lemma_.lower()] > 1 or any(child.dep_ in described for child in head.children)
