"""The clause around a verb: its subject with any pronoun resolved, its complements, what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from .alone import understandable
from .clause import AUXILIARIES, CONDITIONS, SUBJECTS, Clause, OwnClause, Unit
from .entities import Entity, entity_of
from .lexicon import words
from .pronouns import SUBJECTS as PLAIN_SUBJECTS
from .pronouns import person_of, possessive, referent
from .reading import FIRST_SECOND, Attribution, Reading, Sentence, is_plural, personal
from .speakers import attribution_of, voice
from .wording import SWAPS, is_demonstrative, noun_tokens, phrase_text, plain_tokens, set_off

FINITE = frozenset({"VBD", "VBZ", "VBP"})
LONGEST_SUBJECT = 20
# How a phrase starts that tells why or after what something happened.
OCCASIONS = frozenset({"after", "following", "because", "due", "thanks", "owing"})
# What hangs on the right of a verb and belongs to the plain statement.
COMPLEMENTS = frozenset(
    {
        "dobj",
        "dative",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "prt",
        "prep",
        "agent",
        "advmod",
        "npadvmod",
        "advcl",
        "pcomp",
    }
)


def clause_at(reading: Reading, sentence: Sentence, verb: Token) -> Clause | None:
    """The clause around a verb, or None when it is not finite or something in it cannot be understood alone."""
    attribution = attribution_of(verb)
    quoted = sentence.in_speech(verb) and verb.doc is sentence.span.doc
    if quoted and quotes_within(reading, sentence, verb):
        return None
    if quoted:
        speaker = voice(reading, sentence, verb)
        if speaker is None and (attribution is None or not attribution.speaker):
            return None
        if attribution is None or not attribution.speaker:
            # "We hope that ...": whoever speaks hopes.
            own = attribution.verb if attribution is not None else None
            attribution = replace(speaker, verb=own) if own is not None and speaker is not None else speaker
    return build(reading, sentence, verb, attribution)


def quotes_within(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """Whether the token stands in a quotation inside a quotation: somebody else's words, real or made up."""
    place = sentence.place(token)
    start = next(begin for begin, end in sentence.quoted if begin <= place < end)
    before = reading.text[start + 1 : place]
    return before.count("‘") > len(re.findall(r"’(?!\w)", before))


def build(
    reading: Reading,
    sentence: Sentence,
    verb: Token,
    attribution: Attribution | None,
    *,
    subject: Token | None = None,
    how: str = "main",
) -> Clause | None:
    """The clause around `verb`; `subject` stands in for a relative pronoun."""
    given = subject
    subject = subject or next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    auxiliaries = tuple(child for child in verb.children if child.dep_ in AUXILIARIES)
    negations = [child for child in verb.children if child.dep_ == "neg"]
    expletive = next((child for child in verb.children if child.dep_ == "expl"), None)
    if expletive is not None:
        if expletive.lower_ != "there" or verb.lemma_ != "be":
            return None
        subject = expletive
    if subject is None and verb.dep_ == "conj":
        first = verb.head
        if first.pos_ not in {"VERB", "AUX"} or any(child.dep_ == "expl" for child in first.children):
            return None
        subject = next((child for child in first.children if child.dep_ in SUBJECTS), None)
        if subject is not None and verb.tag_ == "VBP" and first.tag_ == "VBZ":
            # "Berg points out, the rich tend to ...": the second verb has another subject.
            return None
        shared = {child.lower_ for child in first.children if child.dep_ == "aux"}
        if not auxiliaries and verb.tag_ == "VBD" and "have" in shared and len(shared) > 1:
            # "It would have covered less and delayed the rest": it did neither.
            return None
        if not auxiliaries and verb.tag_ in {"VB", "VBN", "VBG"}:
            auxiliaries = tuple(child for child in first.children if child.dep_ in AUXILIARIES)
            if verb.tag_ != "VB" and any(token.tag_ == "MD" for token in auxiliaries) and verb.tag_ != first.tag_:
                return None
        if any(child.dep_ == "neg" for child in first.children):
            return None
    # The parser often takes a coordinated present for an infinitive: "insects emit few gases, contain protein and ...".
    bare = verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VBP" and not auxiliaries
    if subject is None or subject.i > verb.i or not (bare or _finite(verb, auxiliaries)):
        return None
    if any(token.text in {"’d", "'d"} for token in auxiliaries):
        return None
    if _shares_object_with_next(verb):
        return None
    if subject.lower_ == "i" and attribution is not None:
        return _own(reading, sentence, verb, subject, auxiliaries, attribution)
    named = named_subject(reading, sentence, subject, attribution)
    if named is None:
        return None
    subject_text, subject_tokens, resolved = named
    if attribution is not None and attribution.person is not None and person_of(subject) is attribution.person:
        # What people say of themselves needs nobody else to vouch for it, but what they would do is no fact yet.
        if any(token.tag_ == "MD" for token in auxiliaries):
            return None
        attribution = None
    if attribution is not None and attribution.speaker.lower() == subject_text.lower():
        # "The museum, Berg said, is short of rooms": the parser took the museum for the speaker.
        return None
    adverbs = tuple(
        child
        for child in verb.children
        if child.dep_ == "advmod"
        and (subject.i < child.i or given is not None)
        and child.i < verb.i
        and child.lower_ not in words("connecting") | {"when", "where"}
        and (not list(child.children) or child.lower_ == "longer")
    )
    adverbs = tuple(token for adverb in adverbs for token in adverb.subtree)
    if _under_a_case(verb):
        return None
    clause = Clause(
        sentence=sentence,
        verb=verb,
        subject=subject_text,
        subject_head=subject,
        subject_tokens=subject_tokens,
        auxiliaries=auxiliaries,
        negated=bool(negations) or any(token.lower_ in {"no", "never", "hardly", "barely"} for token in adverbs),
        adverbs=adverbs,
        units=tuple(_units(verb)),
        leading=() if given is not None else tuple(_leading(verb, subject)),
        attribution=attribution,
        plural=_plural_subject(subject, verb, auxiliaries),
        resolved=resolved,
        how=how,
    )
    if _at_odds(clause):
        return None
    if attribution is not None and _is_direct(sentence, clause):
        clause = replace(clause, direct=True)
    return clause if understandable(reading, clause) else None


def _at_odds(clause: Clause) -> bool:
    """Whether a plural noun has a verb in the singular: then another is the subject; not in "six months is long"."""
    head = clause.subject_head
    finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    counted = any(child.dep_ == "nummod" for child in head.children)
    return head.tag_ == "NNS" and finite.tag_ == "VBZ" and not counted


def _is_direct(sentence: Sentence, clause: Clause) -> bool:
    """Whether the speaker says "we" or "you" after the verb, in the article or in a statement lifted from it."""
    spoken = [
        token for unit in clause.units if not unit.set_off for token in unit.tokens if personal(token) in FIRST_SECOND
    ]
    if not spoken or clause.leading:
        return False
    if clause.verb.doc is sentence.span.doc:
        return all(sentence.in_speech(token) for token in spoken)
    quoted = clause.verb.doc.text.partition("“")[2]
    return all(token.idx > len(clause.verb.doc.text) - len(quoted) - 1 for token in spoken) and bool(quoted)


def _under_a_case(verb: Token) -> bool:
    """Whether a case stands before the clause that it does not keep: "in case the dam breaks", "provided that ..."."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and (
            child.left_edge.lower_ in PERHAPS
            or any(token.lower_ == "not" for token in child.doc[max(0, child.left_edge.i - 2) : child.left_edge.i + 1])
        ):
            return True
        if child.i > verb.i or child.dep_ in AUXILIARIES:
            continue
        if child.lower_ in PERHAPS and child.dep_ == "advmod" and child.i == verb.left_edge.i:
            return True
        start = [token.lower_ for token in list(child.subtree)[:3]]
        if tuple(start[:2]) in CASES or tuple(start[:1]) in CASES or start == ["in", "the", "event"]:
            return True
    return False


# What takes back half of what follows it.
PERHAPS = frozenset(
    {"perhaps", "maybe", "apparently", "allegedly", "supposedly", "possibly", "reportedly", "seemingly", "probably"}
)
# How a case starts that the clause after it does not hold without.
CASES = frozenset(
    {
        ("in", "case"), ("even", "if"), ("as", "long"), ("as", "soon"), ("only", "if"), ("without",),
        ("provided",), ("providing",), ("assuming",), ("given",), ("should",), ("had",), ("were",), ("supposing",),
    }
)  # fmt: skip


def _own(
    reading: Reading,
    sentence: Sentence,
    verb: Token,
    subject: Token,
    auxiliaries: tuple[Token, ...],
    attribution: Attribution,
) -> Clause | None:
    """What a known person says of themselves, as theirs: nobody else needs to be named for it."""
    person = attribution.person
    if person is None:
        return None
    whose = {"he": "his", "she": "her"}.get(person.gender or "")
    theirs = {"my": whose, "me": None, "myself": None, "mine": None}
    units = tuple(_units(verb))
    for unit in units:
        for token in unit.tokens:
            if personal(token) in FIRST_SECOND:
                told = theirs.get(token.lower_)
                if told is None:
                    return None
                token.doc.user_data.setdefault(SWAPS, {})[token.i] = told
    adverbs = tuple(
        child
        for child in verb.children
        if child.dep_ == "advmod"
        and subject.i < child.i < verb.i
        and child.lower_ not in words("connecting")
        and not list(child.children)
    )
    clause = OwnClause(
        sentence=sentence,
        verb=verb,
        subject=person.name,
        subject_head=subject,
        subject_tokens=(subject,),
        auxiliaries=auxiliaries,
        negated=any(child.dep_ == "neg" for child in verb.children),
        adverbs=adverbs,
        units=units,
        leading=(),
        attribution=None,
        plural=False,
        resolved=True,
    )
    return clause if understandable(reading, clause) else None


def _finite(verb: Token, auxiliaries: tuple[Token, ...]) -> bool:
    if auxiliaries:
        return auxiliaries[0].tag_ in FINITE | {"MD"} and auxiliaries[0].lower_ != "to"
    return verb.tag_ in FINITE


def _plural_subject(subject: Token, verb: Token, auxiliaries: tuple[Token, ...]) -> bool:
    finite = auxiliaries[0] if auxiliaries else verb
    if finite.tag_ == "VBZ" or finite.lower_ == "was":
        return False
    if finite.lower_ in {"were", "are", "have"} or (finite.tag_ == "VBP" and subject.lower_ not in {"i", "you"}):
        return True
    return is_plural(subject)


def _shares_object_with_next(verb: Token) -> bool:
    """Whether the verb's object stands only after the verb joined to it: "mentioned and commended the ties"."""
    following = [child for child in verb.children if child.i > verb.i]
    joined = next((child for child in following if child.dep_ == "conj"), None)
    if joined is None:
        return False
    between = [child for child in following if child.i < joined.i and child.dep_ not in {"cc", "punct"}]
    return not between and any(child.dep_ in {"dobj", "prep"} for child in joined.children)


def named_subject(
    reading: Reading, sentence: Sentence, subject: Token, attribution: Attribution | None = None
) -> tuple[str, tuple[Token, ...], bool] | None:
    """The subject's text and tokens and whether a pronoun was resolved, or None when it stays open.

    "His clients" in what somebody says are the speaker's, where nobody else is named in the sentence.
    """
    if subject.dep_ == "expl":
        return "there", (subject,), False
    if subject.dep_ == "csubj":
        tokens = tuple(subject.subtree)
        if subject.tag_ != "VBG" or any(personal(token) for token in tokens):
            return None
        return phrase_text(tokens), tokens, False
    person = person_of(subject)
    if person is not None and _stands_alone(subject, person):
        named = entity_of(subject) is not None
        # A surname alone keeps its title: "Mayor Berg".
        text = phrase_text(noun_tokens(subject)) if named and " " not in person.name else person.name
        return text, noun_tokens(subject) if named else (subject,), not named
    if subject.pos_ == "PRON" or subject.lower_ in {"this", "that", "these", "those", "who", "which", "what"}:
        known = referent(subject)
        return None if known is None else (known.text, (subject,), True)
    one_of = subject.lower_ in words("partitive") and any(child.lower_ == "of" for child in subject.children)
    # "The rich", not "the most".
    adjective = subject.pos_ == "ADJ" and not subject.lower_.endswith("st")
    the_rich = adjective and any(child.lower_ == "the" for child in subject.children)
    if subject.pos_ not in {"NOUN", "PROPN"} and not one_of and not the_rich:
        return None
    tokens = noun_tokens(subject)
    if (
        not tokens
        or len(tokens) > LONGEST_SUBJECT
        or (subject.lemma_.lower() in {"one", "other", "latter", "former"} and not one_of)
    ):
        return None
    owners = [token for token in tokens if personal(token) and token.i not in token.doc.user_data.get(SWAPS, {})]
    text = phrase_text(tokens)
    for owner in owners:
        whose = referent(owner)
        if whose is not None and any(entity_of(token) is whose.entity for token in tokens if token.i < owner.i):
            continue
        if owner.lower_ in {"his", "her"} and _only_speaker(sentence, attribution):
            continue
        if owner.lower_ in {"his", "her"} and any(person_of(one) is not None and one.i < owner.i for one in tokens):
            # "Anna Berg and her colleagues".
            continue
        if owner.lower_ == "their" and any(is_plural(one) and one.i < owner.i for one in tokens if one != subject):
            # "Models for how artists earn their living".
            continue
        if owner.tag_ != "PRP$" or whose is None or owner.lower_ not in text.lower().split():
            return None
        text = re.sub(rf"\b{owner.lower_}\b", possessive(whose.text), text, count=1, flags=re.IGNORECASE)
    if any(token.lower_ == "whom" for token in tokens):
        return None
    if len(tokens) == 2 and tokens[0].lower_ in {"the", "this", "that"}:
        text += _of_what(reading, sentence, subject)
    if any(token.text == "," for token in tokens) and not any(token.dep_ == "conj" for token in tokens):
        return None
    if tokens[0].lower_ in {"such", "another", "other", "both", "either", "neither"} and tokens[0].dep_ != "preconj":
        return None
    return text, tokens, False


def _only_speaker(sentence: Sentence, attribution: Attribution | None) -> bool:
    """Whether the speaker is the only person that the sentence names."""
    if attribution is None or attribution.person is None:
        return False
    return {person_of(token) for token in sentence.span} <= {None, attribution.person}


def _of_what(reading: Reading, sentence: Sentence, noun: Token) -> str:
    """ "The planet's population will increase ... The increase will mean ...": " in the planet's population"."""
    if noun.lemma_.lower() not in words("changing"):
        return ""
    for before in reading.near(sentence, 3):
        verb = before.span.root
        subject = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
        if before.paragraph != sentence.paragraph:
            return ""
        if verb.lemma_.lower() != noun.lemma_.lower() or subject is None or subject.pos_ != "NOUN":
            continue
        tokens = noun_tokens(subject)
        return f" in {phrase_text(tokens)}" if len(tokens) <= 6 and not any(personal(token) for token in tokens) else ""
    return ""


def _stands_alone(subject: Token, person: Entity) -> bool:
    """Whether a subject is a person's name with only titles and asides, so that the full name may stand for it."""
    if entity_of(subject) is not person:
        # A pronoun, or "the governor, Anna Berg, ...": the name says it all.
        return subject.pos_ == "PRON" or any(
            child.dep_ == "appos" and entity_of(child) is person for child in subject.children
        )
    within = {token for token in noun_tokens(subject) if entity_of(token) is not person}
    return all(token.pos_ in {"PROPN", "PUNCT"} or token.is_space for token in within) and not any(
        child.dep_ in {"conj", "relcl", "prep"} and not set_off(child) for child in subject.children
    )


def _units(verb: Token) -> Iterator[Unit]:
    aside = False
    last = verb.i
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in COMPLEMENTS:
            continue
        loose = child.lower_ in words("connecting") or (child.lower_ in words("linking") and set_off(child))
        if child.dep_ == "advmod" and (loose or child.lower_ in words("judging")):
            continue
        if child.dep_ in {"dobj", "attr", "npadvmod", "oprd", "dative", "acomp"} and child.pos_ in {
            "NOUN",
            "PROPN",
            "NUM",
            "PRON",
        }:
            tokens = noun_tokens(child)
        else:
            tokens = plain_tokens(child)
        if tokens:
            # What goes on straight after an aside, without a comma to close it, is part of it.
            goes_on = aside and child.left_edge.i == last + 1
            aside = goes_on or (
                set_off(child)
                and child.dep_ in {"advcl", "prep", "advmod", "npadvmod"}
                and marked(child) not in CONDITIONS | {"because"}
                and child.lower_ not in {"due", "because", "thanks", "owing"}
            )
            last = child.right_edge.i
            yield Unit(child.dep_, child, tokens, aside)


def _leading(verb: Token, subject: Token) -> Iterator[Unit]:
    """What stands before the subject and must stay: conditions, reasons, times, places. "In 1961, ..."."""
    for child in verb.children:
        if child.i > subject.i:
            continue
        aim = (
            child.tag_ == "VB"
            and child.lemma_ != "add"
            and any(grand.lower_ == "to" and grand.dep_ == "aux" for grand in child.children)
        )
        if child.dep_ == "advcl" and (marked(child) in CONDITIONS | {"because", "before"} or aim):
            yield Unit(child.dep_, child, plain_tokens(child))
        elif child.dep_ in {"prep", "npadvmod", "advmod"} and (
            child.lower_ in OCCASIONS
            or any(token.ent_type_ in {"DATE", "TIME", "EVENT", "GPE", "LOC"} for token in child.subtree)
            or _where_it_holds(child)
        ):
            tokens = plain_tokens(child)
            while tokens and tokens[-1].dep_ == "cc":
                tokens = tokens[:-1]
            longest = 12 if child.lower_ in OCCASIONS else 8
            alone = not any(personal(token) or is_demonstrative(token) for token in tokens)
            if 2 <= len(tokens) <= longest and alone:
                yield Unit(child.dep_, child, tokens)


def _where_it_holds(phrase: Token) -> bool:
    """Whether the phrase says where the clause holds: "in developing countries", "in nearby Easterby"."""
    return phrase.lower_ in {"in", "across", "among", "outside"} and any(
        child.dep_ == "pobj" and (child.pos_ == "PROPN" or child.lemma_.lower() in words("sites") | {"world"})
        for child in phrase.children
    )


def marked(verb: Token) -> str:
    """The word that introduces a subordinate clause, or ""."""
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return marks[0] if marks else ""
