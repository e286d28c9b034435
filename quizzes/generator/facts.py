"""Sentences -> clauses that stand on their own: a subject with no open pronoun, a finite verb, its complements.

Clause simplification after Heilman & Smith, "Extracting simplified statements for factual question generation" (2010):
coordinated verb phrases are split; relative clauses, appositions, participles and subordinate clauses become statements
of their own; asides and leading adverbials come off. Nothing is lifted from under a negation, a condition or an
unknown speaker, and what somebody says stays tied to who says it. Every statement is then parsed once more by itself:
where the parser no longer sees the same verb and subject it was not sure of the sentence, and the statement is dropped.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lemminflect import getInflection
from spacy.tokens import Doc, Token

from .entities import Entity, entity_of, recognise
from .lexicon import words
from .pronouns import SUBJECTS as PLAIN_SUBJECTS
from .pronouns import person_of, possessive, referent
from .reading import (
    CAPITAL,
    FIRST_SECOND,
    HE_SHE,
    IT,
    THEY,
    Attribution,
    Reading,
    Sentence,
    is_person,
    is_plural,
    language_model,
    personal,
)
from .speakers import attribution_of, voice
from .wording import (
    SWAPS,
    capitalise,
    full_form,
    is_demonstrative,
    join,
    noun_tokens,
    phrase_text,
    plain_tokens,
    set_off,
)

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = PLAIN_SUBJECTS | {"csubj"}
AUXILIARIES = frozenset({"aux", "auxpass"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SUBORDINATE = frozenset({"because", "although", "though", "while", "since", "after", "before", "when"})
LONGEST_STATEMENT = 36
LONGEST_SUBJECT = 20
# What closes an aside.
CLOSERS = frozenset({",", "–", "—", ")", ";", ":", "”", "-"})
# What a clause says only under these; it never stands without them.
CONDITIONS = frozenset({"if", "unless", "when", "whenever", "once", "until"})

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
# Those without which most verbs say nothing.
CORE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "prep", "agent", "dative", "prt"})


@dataclass(frozen=True, eq=False)
class Unit:
    """One complement or adverbial of a clause, as it stands in the sentence."""

    role: str
    head: Token
    tokens: tuple[Token, ...]
    set_off: bool = False

    @property
    def text(self) -> str:
        text = phrase_text(self.tokens)
        return f"on {text}" if self.role == "npadvmod" and self.head.lower_ in WEEKDAYS else text


@dataclass(frozen=True, eq=False)
class Clause:
    """A finite clause that can be read on its own.

    `subject` is the text to use, with any pronoun resolved; `units` follow the verb in the order of the sentence;
    `leading` are time and place adverbials that stood before the subject; `how` tells what part of its sentence the
    clause was: main, coordinate, reported, subordinate, relative, apposition or participle. A `direct` clause quotes its
    speaker's "we" and "you", so what follows its verb stands in quotation marks.
    """

    sentence: Sentence
    verb: Token
    subject: str
    subject_head: Token
    subject_tokens: tuple[Token, ...]
    auxiliaries: tuple[Token, ...]
    negated: bool
    adverbs: tuple[Token, ...]
    units: tuple[Unit, ...]
    leading: tuple[Unit, ...]
    attribution: Attribution | None
    plural: bool
    resolved: bool
    how: str = "main"
    direct: bool = False

    def unit(self, *roles: str) -> Unit | None:
        """The first unit with one of these roles."""
        return next((unit for unit in self.units if unit.role in roles), None)

    def without(self, *dropped: Unit) -> "Clause":
        """The clause without some of its units."""
        return replace(self, units=tuple(unit for unit in self.units if unit not in dropped))

    @property
    def passive(self) -> bool:
        return any(token.dep_ == "auxpass" for token in self.auxiliaries)

    @property
    def modal(self) -> Token | None:
        return next((token for token in self.auxiliaries if token.tag_ == "MD"), None)

    @property
    def hedged(self) -> bool:
        group = (self.verb, *self.auxiliaries, *self.adverbs)
        said = any(unit.role == "acomp" and unit.head.lemma_.lower() in words("hedges") for unit in self.units)
        supposed = self.passive and self.verb.lemma_.lower() in words("supposing")
        return said or supposed or any(token.lemma_.lower() in words("hedges") for token in group)

    @property
    def tokens(self) -> list[Token]:
        """Every token the clause uses, in the order of the sentence."""
        used = {*self.subject_tokens, *self.auxiliaries, *self.adverbs, self.verb}
        for unit in self.units:
            if not unit.set_off:
                used.update(unit.tokens)
        used.update(child for child in self.verb.children if child.dep_ == "neg")
        return sorted(used, key=lambda token: int(token.i))

    @property
    def verb_group(self) -> list[str]:
        """The auxiliaries, negation, adverbs and the verb as words, contractions written out."""
        group = [*self.auxiliaries, *self.adverbs, self.verb, *(c for c in self.verb.children if c.dep_ == "neg")]
        return [full_form(token) for token in sorted(group, key=lambda token: int(token.i))]

    @property
    def inside(self) -> str:
        """The statement as it stands inside another sentence: a small letter unless it starts with a name."""
        text = self.leading[0].text if self.leading else self.subject
        return self.statement if text[:1].isupper() else self.statement[:1].lower() + self.statement[1:]

    @property
    def unit_texts(self) -> list[str]:
        """The units that are not set off, as text; a comma of the sentence between two of them stays."""
        shown = [unit for unit in self.units if not unit.set_off]
        texts = [unit.text for unit in shown]
        for place, (one, other) in enumerate(itertools.pairwise(shown)):
            between = one.head.doc[one.tokens[-1].i + 1 : other.tokens[0].i]
            if len(between) == 1 and between[0].text == ",":
                texts[place] += ","
        return texts

    @property
    def predicate(self) -> str:
        """The clause without its subject, as it stands: "signed a treaty in 1961"."""
        said = join(self.unit_texts)
        return join([*self.verb_group, f"“{said}”" if self.direct and "“" not in said else said])

    @property
    def statement(self) -> str:
        """The clause as a plain sentence without a full stop: "In 1961, the two countries signed a treaty"."""
        plain = join([self.subject, self.predicate])
        if self.leading:
            return f"{capitalise(', '.join(unit.text for unit in self.leading))}, {plain}"
        return capitalise(plain)


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


@dataclass(frozen=True, eq=False)
class Lift:
    """A statement taken out of a sentence: its text without a full stop, who says it, and what it should parse as.

    `verb` and `subject` are the lemma and the word that the second parse must find at the root again.
    """

    text: str
    sentence: Sentence
    attribution: Attribution | None
    how: str
    verb: str
    subject: str


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Every clause of the article that can stand on its own, in the article's order."""
    lifts: dict[tuple[str, str], Lift] = {}
    unread: list[Sentence] = []
    for sentence in reading.sentences:
        found_here = list(sentence_lifts(reading, sentence))
        if not any(lift.how == "main" for lift in found_here):
            unread.append(sentence)
        _collect(lifts, found_here)
    _collect(lifts, _second_reading(reading, unread))
    by_name = {alias: entity for entity in reading.entities for alias in entity.aliases}
    docs = language_model().pipe([f"{lift.text.rstrip('.')}." for lift in lifts.values()])
    found: list[Clause] = []
    for lift, doc in zip(lifts.values(), docs, strict=True):
        clause = _reread(reading, lift, doc, by_name)
        if clause is not None:
            found.append(clause)
    return tuple(found)


def _collect(lifts: dict[tuple[str, str], Lift], found: Iterable[Lift]) -> None:
    for lift in found:
        said = lift.attribution.speaker if lift.attribution else ""
        lifts.setdefault((lift.text.lower(), said), lift)


# Asides that may come out of a sentence as text: in brackets, between dashes, or a few words between two commas.
ASIDES = (
    re.compile(r" \([^()]*\)"),
    re.compile(r" [–—] [^–—]*? [–—] "),
    re.compile(r", (?!(?:and|but|or|which|who|whose|where|that) )[^,“”;:–—]{3,70}(?=, (?:[a-z]|said|says)),"),
)


def _unless_saying(aside: re.Match[str]) -> str:
    """Nothing in place of an aside, but "police said on Monday" stays: it tells who says so."""
    said = re.search(
        r"\b(sa(id|ys?)|told|tells?|add(ed|s)|argue[ds]?|warn(ed|s)|claim(ed|s)|according|insist(ed|s))\b",
        aside.group(),
    )
    return aside.group() if said else " "


def _second_reading(reading: Reading, unread: list[Sentence]) -> Iterator[Lift]:
    """The statements of sentences whose parse gave none, read again without their asides; not of speech."""
    plain: list[tuple[Sentence, str]] = []
    for sentence in unread:
        if any(start < sentence.end and sentence.start < end for start, end in sentence.quoted):
            continue
        text = sentence.text
        for aside in ASIDES:
            text = " ".join(aside.sub(_unless_saying, text).split())
        if text != sentence.text and len(text.split()) >= 5:
            plain.append((sentence, text))
    by_name = {alias: entity for entity in reading.entities for alias in entity.aliases}
    for (sentence, _text), doc in zip(plain, language_model().pipe([text for _, text in plain]), strict=True):
        if len(list(doc.sents)) != 1:
            continue
        doc.user_data[CAPITAL] = reading.capitals
        recognise(doc, by_name)
        again = replace(sentence, span=doc[:], start=0, end=len(doc.text), offset=0, quoted=())
        for lift in sentence_lifts(reading, again):
            yield replace(lift, sentence=sentence)


def _reread(reading: Reading, lift: Lift, doc: Doc, by_name: dict[str, Entity]) -> Clause | None:
    """The statement as a clause of its own parse, or None where the two parses disagree."""
    if len(list(doc.sents)) != 1:
        return None
    doc.user_data[CAPITAL] = reading.capitals
    recognise(doc, by_name)
    root = next(doc.sents).root
    if root.lemma_.lower() != lift.verb or any(token.dep_ == "dep" for token in doc):
        return None
    clause = _build(reading, lift.sentence, root, lift.attribution, how=lift.how)
    if clause is None or lift.subject.lower() not in clause.subject.lower().split() or _mismatched(clause):
        return None
    before, after = _bare_words(lift.text), _bare_words(clause.statement)
    if clause.statement.count(",") > lift.text.count(","):
        return None
    return clause if before[: len(after)] == after and len(after) >= min(len(before), 4) else None


def _bare_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _mismatched(clause: Clause) -> bool:
    """Whether the parser joined a finite verb to an infinitive or a participle, which no writer does."""
    return any(
        token.dep_ == "conj"
        and token.tag_ in {"VBZ", "VBD"}
        and token.head.tag_ in {"VB", "VBG"}
        and not any(child.dep_ in SUBJECTS for child in token.children)
        for token in clause.tokens
    )


# --- taking statements out of a sentence -------------------------------------------------------------------------------


def sentence_lifts(reading: Reading, sentence: Sentence) -> Iterator[Lift]:
    """The statements of one sentence that can stand on their own."""
    if sentence.text.endswith("?") or not re.search(r"[.!”\"’)…;:]$", sentence.text):
        return
    for token in sentence.span:
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _appositions(reading, sentence, token)
            yield from _participles(reading, sentence, token)
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in AUXILIARIES:
            continue
        if token.dep_ == "advcl" and token.tag_ == "VBG":
            yield from _accompanying(reading, sentence, token)
        how = _part(token)
        if token.dep_ == "relcl" and token.head.dep_ == "attr" and _part(token.head.head):
            yield from _there_are(reading, sentence, token)
        if token.lemma_ == "be" and how:
            yield from _extraposed(reading, sentence, token, how)
        if not how or _conditional(token) or _deep_in_a_term(sentence, token):
            continue
        if how == "relative":
            clause = _relative(reading, sentence, token)
        else:
            clause = clause_at(reading, sentence, token)
        if clause is not None:
            yield from _lift(clause, how)


def _deep_in_a_term(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands in a few quoted words, but not where they start: it is one of them, and heads no clause."""
    if sentence.in_speech(verb):
        return False
    doc = verb.doc
    for place in range(verb.i - 1, max(-1, verb.i - 8), -1):
        if doc[place].text == "”":
            return False
        if doc[place].text == "“":
            return verb.i - place > 2 and not any(child.dep_ in SUBJECTS and child.i > place for child in verb.children)
    return False


def _lift(clause: Clause, how: str) -> Iterator[Lift]:
    text = clause.statement
    if re.search(r"\w{2}\. [A-Z]", text) or text.split()[0].lower() in words("judging") or _torn(clause, how):
        return
    heads = (
        ("ccomp", "xcomp", "dobj")
        if clause.verb.lemma_.lower() in words("speech")
        else ("ccomp", "xcomp", "dobj", "prep")
    )
    if clause.verb.lemma_.lower() in words("saying") and clause.unit(*heads) is None and not clause.passive:
        return
    if re.search(
        r", or (worse|so|not|more)$|^(About )?(\w+ )?(more|another|other|further|similar) ", text, re.IGNORECASE
    ):
        return
    if 3 <= len(text.split()) <= LONGEST_STATEMENT and text.count("“") == text.count("”"):
        subject = clause.subject_head.text if clause.subject_head.text in clause.subject else clause.subject.split()[-1]
        yield Lift(text, clause.sentence, clause.attribution, how, clause.verb.lemma_.lower(), subject)


def _torn(clause: Clause, how: str) -> bool:
    """Whether words went missing that no comma or bracket closed off: a sign of a wrong parse.

    A coordinated or relative clause stands apart from its subject, so there only what follows the verb counts.
    """
    apart = how in {"coordinate", "relative"} or clause.resolved or clause.leading
    tokens = [token for token in clause.tokens if token.i > clause.verb.i or not apart]
    return any(
        other.i - one.i > 1
        and other.nbor(-1).text not in CLOSERS
        and any(
            token.pos_ not in {"ADV", "PUNCT", "SPACE", "INTJ"}
            and token.dep_ not in {"det", "appos"}
            and not token.lower_.endswith("self")
            for token in one.doc[one.i + 1 : other.i]
        )
        for one, other in itertools.pairwise(tokens)
    ) or _runs_on(tokens)


def _runs_on(tokens: list[Token]) -> bool:
    """Whether a finite verb that is not part of the clause follows its last noun: that noun is the verb's subject."""
    if not tokens:
        return False
    last = tokens[-1]
    following = last.nbor(1) if last.i + 1 < len(last.doc) else None
    return (
        following is not None
        and following.tag_ in {"VBZ", "VBD", "VBP", "MD"}
        and last.pos_ in {"NOUN", "PROPN"}
        and following.dep_ != "relcl"
        and not any(token.tag_ == "WDT" for token in tokens[-6:])
    )


def _part(verb: Token) -> str:
    """What part of its sentence the verb's clause is, or "" for one that is never lifted."""
    if verb.dep_ in {"ROOT", "parataxis"}:
        return "main"
    if verb.dep_ == "conj":
        return "coordinate" if _part(verb.head) and _joined(verb) else ""
    if verb.dep_ == "ccomp":
        if verb.head.lemma_.lower() in words("saying"):
            return "" if _denied(verb.head) or verb.head.dep_ == "xcomp" else "reported"
        # The parser hangs the first of two joined sentences on the second.
        return "main" if verb.head.dep_ == "ROOT" and verb.i < verb.head.i and not _marked(verb) else ""
    if verb.dep_ == "advcl":
        return "subordinate" if _marked(verb) in SUBORDINATE and verb.tag_ != "VBG" and _happened(verb) else ""
    if verb.dep_ == "relcl":
        return "relative" if set_off(verb) else ""
    return ""


def _joined(verb: Token) -> bool:
    """Whether a conjunction or a comma stands straight before a coordinated verb with all its own."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS | AUXILIARIES | {"neg", "advmod", "expl"}]
    first = min([verb, *own], key=lambda token: int(token.left_edge.i)).left_edge
    return first.i > 0 and (first.nbor(-1).dep_ == "cc" or first.nbor(-1).text in {",", ";", "–", "—", "”"})


def _happened(verb: Token) -> bool:
    """Whether a time clause tells of something past, so that it holds without its main clause."""
    if _marked(verb) not in {"when", "after", "before"}:
        return True
    finite = next((child for child in verb.children if child.dep_ in AUXILIARIES), verb)
    return finite.tag_ == "VBD"


def _marked(verb: Token) -> str:
    """The word that introduces a subordinate clause, or ""."""
    marks = [child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i]
    return marks[0] if marks else ""


def _denied(verb: Token) -> bool:
    """Whether a saying verb is negated, denies or only supposes: "doesn't think", "might say", "few believe"."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    nobody = subject is not None and {"few", "no", "nobody", "neither", "none", "hardly"} & {
        t.lower_ for t in subject.subtree
    }
    return (
        bool(nobody)
        or verb.lemma_.lower() in {"deny", "doubt", "dispute", "reject", "refute"}
        or any(child.dep_ == "neg" or child.tag_ == "MD" or child.lower_ == "never" for child in verb.children)
    )


def _conditional(verb: Token) -> bool:
    """Whether the verb stands under "if", "unless" or the like, in a question, or in a phrase that states nothing."""
    for place, token in enumerate((verb, *verb.ancestors)):
        if token.dep_ in {"ROOT", "advcl", "ccomp", "conj", "xcomp"} and any(
            child.dep_ in {"mark", "advmod"}
            and child.lower_ in {"if", "unless", "whether", "lest", "until"}
            and child.i < token.i
            for child in token.children
        ):
            return True
        saying = token.tag_ == "VBG" and token.lemma_.lower() in words("saying")
        if place and token.dep_ in {"relcl", "acl", "csubj", "pcomp", "advcl"} and not saying:
            return True
    return False


def _relative(reading: Reading, sentence: Sentence, verb: Token) -> Clause | None:
    """ "Singh, who runs a company, ...": Singh runs a company."""
    pronoun = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
    noun = verb.head
    if pronoun is None or pronoun.lower_ not in {"who", "which"} or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    # "The tower of the church, which ...": either noun may be meant.
    if pronoun.lower_ == "which" and noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        return None
    return _build(reading, sentence, verb, attribution_of(reading, sentence, verb), subject=noun, how="relative")


def _appositions(reading: Reading, sentence: Sentence, noun: Token) -> Iterator[Lift]:
    """ "Nils Oberg, the head of the service, ...": Nils Oberg is the head of the service."""
    for child in noun.children:
        if child.dep_ != "appos" or not set_off(child) or sentence.in_speech(child):
            continue
        one, other = (noun, child) if person_of(noun) is not None and entity_of(noun) else (child, noun)
        entity = entity_of(one)
        if entity is None or entity_of(other) is entity or other.pos_ != "NOUN" or not entity.is_person:
            continue
        tokens = tuple(token for token in noun_tokens(other) if token not in set(one.subtree) or one is noun)
        if not 2 <= len(tokens) <= 14 or any(personal(token) for token in tokens) or is_plural(other):
            continue
        if tokens[0].lower_ not in {"a", "an", "the"} and tokens[0].tag_ not in {"PRP$", "NNP"}:
            continue
        yield Lift(
            f"{entity.name} is {phrase_text(tokens)}", sentence, None, "apposition", "be", entity.name.split()[-1]
        )


def _accompanying(reading: Reading, sentence: Sentence, verb: Token) -> Iterator[Lift]:
    """ "Researchers have made a breakthrough, developing a new test": researchers developed a new test."""
    main = verb.head
    if verb.i < main.i or not set_off(verb) or _part(main) not in {"main", "coordinate"} or _conditional(main):
        return
    finite = next((child for child in main.children if child.dep_ in AUXILIARIES), main)
    done = finite.tag_ == "VBD" or (finite.lemma_ == "have" and main.tag_ in {"VBN", "VBD"})
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if not done or not objects or verb.lemma_ in words("saying") | {"use", "include", "follow", "be", "have", "make"}:
        return
    if any(child.dep_ in SUBJECTS | {"mark", "neg"} | AUXILIARIES for child in verb.children) or sentence.in_speech(
        verb
    ):
        return
    clause = clause_at(reading, sentence, main)
    past = getInflection(verb.lemma_, tag="VBD")
    tokens = plain_tokens(verb)
    if clause is None or clause.attribution is not None or not past or any(personal(token) for token in tokens):
        return
    rest = phrase_text([token for token in tokens if token.i > verb.i])
    subject = clause.subject.split()[-1]
    yield Lift(
        capitalise(f"{clause.subject} {past[0]} {rest}"), sentence, None, "participle", verb.lemma_.lower(), subject
    )


def _there_are(reading: Reading, sentence: Sentence, verb: Token) -> Iterator[Lift]:
    """ "There are many people who hide their wealth": many people hide their wealth."""
    noun, being = verb.head, verb.head.head
    pronoun = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
    there = any(child.dep_ == "expl" and child.lower_ == "there" for child in being.children)
    if not there or pronoun is None or pronoun.lower_ not in {"who", "that"} or _conditional(being) or set_off(verb):
        return
    if any(child.dep_ in AUXILIARIES | {"neg"} for child in being.children):
        return
    attribution = attribution_of(reading, sentence, being)
    if sentence.in_speech(being):
        attribution = attribution or voice(reading, sentence, being)
        if attribution is None or not attribution.speaker or _quotes_within(reading, sentence, being):
            return
    clause = _build(reading, sentence, verb, attribution, subject=noun, how="main")
    if clause is not None:
        kept = tuple(token for token in clause.subject_tokens if token not in set(verb.subtree))
        yield from _lift(replace(clause, subject=phrase_text(kept), subject_tokens=kept), "main")


def _extraposed(reading: Reading, sentence: Sentence, verb: Token, how: str) -> Iterator[Lift]:
    """ "It is a worker's right to take holidays": taking holidays is a worker's right."""
    it = next((c for c in verb.children if c.lower_ == "it" and c.dep_ in {"nsubj", "expl"} and c.i < verb.i), None)
    quality = next((c for c in verb.children if c.dep_ in {"attr", "acomp"} and c.i > verb.i), None)
    if it is None or quality is None or any(c.dep_ in AUXILIARIES | {"neg", "ccomp"} for c in verb.children):
        return
    if _conditional(verb) or any(c.dep_ == "advcl" for c in verb.children):
        return
    deeds = [c for place in (verb, quality) for c in place.children if c.tag_ == "VB" and c.i > quality.i]
    if len(deeds) != 1 or deeds[0].left_edge.lower_ != "to" or not getInflection(deeds[0].lemma_, tag="VBG"):
        return
    (deed,) = deeds
    tokens = plain_tokens(deed)
    praise = tuple(token for token in noun_tokens(quality) if token not in set(deed.subtree))
    if any(personal(token) or token.lower_ in {"this", "that", "these", "those"} for token in (*tokens, *praise)):
        return
    attribution = attribution_of(reading, sentence, verb)
    if sentence.in_speech(verb):
        if _quotes_within(reading, sentence, verb):
            return
        attribution = attribution or voice(reading, sentence, verb)
        if attribution is None or not attribution.speaker:
            return
    doing = getInflection(deed.lemma_, tag="VBG")[0]
    rest = phrase_text([token for token in tokens if token.i > deed.i])
    text = join([capitalise(doing), rest, full_form(verb), phrase_text(praise)])
    if len(tokens) > 2:
        yield Lift(text, sentence, attribution, how, "be", doing)


def _participles(reading: Reading, sentence: Sentence, noun: Token) -> Iterator[Lift]:
    """ "The mill, built by monks in 1820, ...": the mill was built by monks in 1820."""
    for child in noun.children:
        if child.dep_ != "acl" or child.tag_ != "VBN" or not set_off(child) or sentence.in_speech(child):
            continue
        if any(grand.dep_ in {"dobj", "ccomp", "nsubj", "conj"} for grand in child.children):
            continue
        dated = any(token.ent_type_ == "DATE" or token.dep_ == "agent" for token in child.subtree)
        tokens = plain_tokens(child)
        if not dated or len(tokens) < 3 or any(personal(token) for token in tokens):
            continue
        named = _subject(reading, sentence, noun, None)
        if named is None:
            continue
        verb = "were" if is_plural(noun) else "was"
        text = f"{capitalise(named[0])} {verb} {phrase_text(tokens)}"
        yield Lift(text, sentence, None, "participle", child.lemma_.lower(), named[0].split()[-1])


# --- clauses -----------------------------------------------------------------------------------------------------------


def clause_at(reading: Reading, sentence: Sentence, verb: Token) -> Clause | None:
    """The clause around a verb, or None when it is not finite or something in it cannot be understood alone."""
    attribution = attribution_of(reading, sentence, verb)
    quoted = sentence.in_speech(verb) and verb.doc is sentence.span.doc
    if quoted and _quotes_within(reading, sentence, verb):
        return None
    if quoted:
        speaker = voice(reading, sentence, verb)
        if speaker is None and (attribution is None or not attribution.speaker):
            return None
        if attribution is None or not attribution.speaker:
            # "We hope that ...": whoever speaks hopes.
            own = attribution.verb if attribution is not None and attribution.verb is not None else None
            attribution = replace(speaker, verb=own) if own is not None and speaker is not None else speaker
    return _build(reading, sentence, verb, attribution)


def _quotes_within(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """Whether the token stands in a quotation inside a quotation: somebody else's words, real or made up."""
    place = sentence.place(token)
    start = next(begin for begin, end in sentence.quoted if begin <= place < end)
    before = reading.text[start + 1 : place]
    return before.count("‘") > len(re.findall(r"’(?!\w)", before))


def _build(
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
    named = _subject(reading, sentence, subject, attribution)
    if named is None:
        return None
    subject_text, subject_tokens, resolved = named
    if attribution is not None and attribution.person is not None and person_of(subject) is attribution.person:
        # What people say of themselves needs nobody else to vouch for it.
        attribution = None
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
    if attribution is not None and _is_direct(sentence, clause):
        clause = replace(clause, direct=True)
    return clause if _understandable(reading, clause) else None


def _is_direct(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause's speaker says "we" or "you" after its verb, in the article or in a statement lifted from it."""
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
        if child.i > verb.i:
            continue
        start = [token.lower_ for token in list(child.subtree)[:3]]
        if tuple(start[:2]) in CASES or tuple(start[:1]) in CASES or start == ["in", "the", "event"]:
            return True
    return False


# How a case starts that the clause after it does not hold without.
CASES = frozenset(
    {
        ("in", "case"), ("even", "if"), ("as", "long"), ("as", "soon"), ("only", "if"), ("without",),
        ("provided",), ("providing",), ("assuming",), ("given",), ("should",), ("had",), ("were",), ("supposing",),
    }
)  # fmt: skip


FIRST_TO_THIRD = {"am": "is", "’m": "is", "'m": "is", "have": "has", "’ve": "has", "'ve": "has", "do": "does"}


@dataclass(frozen=True, eq=False)
class OwnClause(Clause):
    """A clause somebody says of themselves, told of them: "I run a shop" as "Ana Ruiz runs a shop"."""

    @property
    def verb_group(self) -> list[str]:
        group = list(super().verb_group)
        first = self.auxiliaries[0] if self.auxiliaries else self.verb
        if first.tag_ in {"VBP", "VB"} and first.tag_ != "MD":
            told = FIRST_TO_THIRD.get(first.lower_) or next(iter(getInflection(first.lemma_, tag="VBZ")), first.text)
            place = group.index(full_form(first))
            group[place] = told
        return group


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
            if token.lower_ in FIRST_SECOND:
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
    return clause if _understandable(reading, clause) else None


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


def _subject(
    reading: Reading, sentence: Sentence, subject: Token, attribution: Attribution | None
) -> tuple[str, tuple[Token, ...], bool] | None:
    """The subject's text and tokens and whether a pronoun was resolved, or None when it stays open."""
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
    the_rich = subject.pos_ == "ADJ" and any(child.lower_ == "the" for child in subject.children)
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


def _of_what(reading: Reading, sentence: Sentence, noun: Token) -> str:
    """ "The planet's population will increase ... The increase will mean ...": " in the planet's population"."""
    before = next(reading.near(sentence, 1), None)
    if before is None or before.paragraph != sentence.paragraph or noun.lemma_.lower() not in words("changing"):
        return ""
    verb = before.span.root
    subject = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
    if verb.lemma_.lower() != noun.lemma_.lower() or subject is None or subject.pos_ != "NOUN":
        return ""
    tokens = noun_tokens(subject)
    return f" in {phrase_text(tokens)}" if len(tokens) <= 6 and not any(personal(token) for token in tokens) else ""


def _stands_alone(subject: Token, person: Entity) -> bool:
    """Whether a subject is a person's name with nothing but titles and asides, so that the full name may stand for it."""
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
                and _marked(child) not in CONDITIONS | {"because"}
                and child.lower_ not in {"due", "because", "thanks", "owing"}
            )
            last = child.right_edge.i
            yield Unit(child.dep_, child, tokens, aside)


def _leading(verb: Token, subject: Token) -> Iterator[Unit]:
    """What stands before the subject and must stay: conditions, times and places. "In 1961, ...", "If it rains, ..."."""
    for child in verb.children:
        if child.i > subject.i:
            continue
        aim = child.tag_ == "VB" and any(grand.lower_ == "to" and grand.dep_ == "aux" for grand in child.children)
        if child.dep_ == "advcl" and (_marked(child) in CONDITIONS or aim):
            yield Unit(child.dep_, child, plain_tokens(child))
        elif child.dep_ in {"prep", "npadvmod"} and any(
            token.ent_type_ in {"DATE", "TIME", "EVENT", "GPE", "LOC"} for token in child.subtree
        ):
            tokens = plain_tokens(child)
            if len(tokens) <= 8 and not any(personal(token) for token in tokens):
                yield Unit(child.dep_, child, tokens)


def _understandable(reading: Reading, clause: Clause) -> bool:
    """Whether every pronoun left in the clause can only mean its subject, and no "this" or "such" points outside it.

    "This pact" stays, as "the pact", where the article names a pact elsewhere too.
    """
    subject = clause.subject_head
    if any(is_demonstrative(token) and not introduced(reading, token) for token in clause.tokens):
        return False
    if any(_points(token) for token in clause.tokens):
        return False
    if (
        clause.plural
        and not is_plural(subject)
        and not clause.resolved
        and subject.dep_ != "expl"
        and not _collective(clause)
    ):
        return False
    if any(_broken(unit.tokens) for unit in clause.units if not unit.set_off) or _broken(clause.subject_tokens):
        return False
    if clause.verb.lemma_ in {"put", "place"} and not clause.passive and clause.unit("prep", "prt", "advmod") is None:
        return False
    core = [unit for unit in clause.units if unit.role in CORE and unit.head.lower_ not in {"due", "because", "thanks"}]
    if not core and not clause.passive and clause.verb.lemma_.lower() not in words("alone"):
        return False
    person = clause.resolved or is_person(subject)
    for unit in (*clause.leading, *clause.units):
        if unit.set_off:
            continue
        for token in unit.tokens:
            word = personal(token) or ("" if token.text == "US" else token.lower_)
            if token.i in token.doc.user_data.get(SWAPS, {}) and token.doc is clause.verb.doc:
                continue
            if word in FIRST_SECOND and not clause.direct:
                return False
            if word in HE_SHE and (not person or clause.plural or _cannot_be_subject(token, clause.verb)):
                return False
            if word in THEY and not clause.plural and not _plural_before(token, clause.tokens):
                return False
            if (
                word in IT
                and token.dep_ != "expl"
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
    if token.lower_ not in words("pointing") or token.dep_ in {"expl", "compound"}:
        return False
    if token.lower_ in {"former", "latter", "opposite"} and token.dep_ == "amod":
        return False
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    before = token.nbor(-1).lower_ if token.i else ""
    return not (
        (token.lower_ == "so" and following in {"on", "that", "far", "much", "many", "as"})
        or (token.lower_ == "same" and before == "the" and following in {"time", "way"})
        or (token.lower_ == "so" and token.dep_ == "advmod" and token.head.pos_ in {"ADJ", "ADV"})
    )


def _cannot_be_subject(pronoun: Token, verb: Token) -> bool:
    """Whether the pronoun is an object of the clause's own verb, as in "she met him": then it is not the subject."""
    if pronoun.dep_ not in {"dobj", "dative", "pobj"} or pronoun.lower_.endswith("self"):
        return False
    head = pronoun.head
    while head.dep_ in {"prep", "pcomp", "xcomp", "conj", "dobj"} and head is not verb:
        head = head.head
    return head is verb


def _one_thing_before(pronoun: Token, tokens: list[Token]) -> bool:
    """Whether just one thing in the singular stands between the verb and the pronoun: "they follow the sun as it moves"."""
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
