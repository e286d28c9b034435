"""Sentences -> clauses that stand on their own: a subject with no open pronoun, a finite verb, its complements."""

# Clause simplification after Heilman & Smith, "Extracting simplified statements for factual question generation"
# (2010): coordinated verb phrases are split; relative clauses, appositions, participles and subordinate clauses become
# statements of their own; asides and leading adverbials come off. Nothing is lifted from under a negation, a condition
# or an unknown speaker, and what somebody says stays tied to who says it. Every statement is then parsed once more by
# itself: where the parser no longer sees the same verb and subject it was not sure of the sentence, and the statement
# is dropped.

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lemminflect import getInflection
from spacy.tokens import Doc, Span, Token

from .building import build, clause_at, marked, named_subject, quotes_within
from .clause import AUXILIARIES, CLOSERS, CONDITIONS, SUBJECTS, Clause
from .entities import entity_of, recognise
from .lexicon import words
from .plainer import plainer
from .pronouns import SUBJECTS as PLAIN_SUBJECTS
from .pronouns import person_of
from .reading import (
    CAPITAL,
    FIRST_SECOND,
    SMALL,
    Attribution,
    Reading,
    Sentence,
    is_person,
    is_plural,
    language_model,
    personal,
    rehang,
)
from .speakers import attribution_of, denied, voice
from .wording import capitalise, full_form, join, noun_tokens, phrase_text, plain_tokens, set_off

SUBORDINATE = frozenset({"because", "although", "though", "while", "since", "after", "before", "when"})
LONGEST_STATEMENT = 36
# A sentence is read again where the statements found have less than this share of its words.
LEAST_TOLD = 0.4


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
    alone = Alone(reading)
    lifts = [lift for sentence in reading.sentences for lift in sentence_lifts(reading, sentence)]
    found = alone.confirmed(lifts)
    told = Counter[int]()
    for clause in found:
        if _tells(clause):
            told[clause.sentence.index] += len(clause.statement.split())
    unread = [one for one in reading.sentences if told[one.index] < LEAST_TOLD * len(one.text.split())]
    found += alone.confirmed(_second_reading(reading, unread, alone))
    return tuple(sorted(found, key=lambda clause: clause.sentence.index))


def _tells(clause: Clause) -> bool:
    """Whether the clause is what its sentence is there to say, not only who says it or what stands in an aside."""
    only_who = clause.verb.lemma_.lower() in words("saying") and clause.unit("ccomp") is not None
    return clause.how in {"main", "reported"} and not only_who


class Alone:
    """Statements parsed by themselves: each text once, and each statement of a speaker confirmed once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.by_name = {alias: entity for entity in reading.entities for alias in entity.aliases}
        # A lone name may be a thing's that the parser took for a person's; one with a first name is not.
        sure = {
            name: entity
            for name, entity in self.by_name.items()
            if entity.sure or not entity.is_person or " " in entity.name
        }
        self.labels = {name: entity.label for name, entity in sure.items()}
        self.docs: dict[str, Doc] = {}
        self.seen: set[tuple[str, str]] = set()

    def parsed(self, texts: Iterable[tuple[str, Sentence]]) -> list[Doc]:
        """The texts parsed, with the article's names known in them and what their sentences name, date and count.

        Names are not looked for again, which takes half of a parse.
        """
        wanted = list(texts)
        fresh = {text: sentence for text, sentence in wanted if text not in self.docs}
        for (text, sentence), doc in zip(fresh.items(), language_model().pipe(fresh, disable=["ner"]), strict=True):
            rehang(doc)
            doc.user_data |= {CAPITAL: self.reading.capitals, SMALL: self.reading.small}
            doc.ents = [*_carried(doc, {entity.text: entity.label_ for entity in sentence.span.ents} | self.labels)]
            recognise(doc, self.by_name)
            self.docs[text] = doc
        return [self.docs[text] for text, _sentence in wanted]

    def confirmed(self, lifts: Iterable[Lift]) -> list[Clause]:
        """The statements not seen before as clauses of a parse of their own, where it agrees with the first."""
        fresh: list[Lift] = []
        for lift in lifts:
            key = (lift.text.lower(), lift.attribution.speaker if lift.attribution else "")
            if key not in self.seen:
                self.seen.add(key)
                fresh.append(lift)
        docs = self.parsed((f"{lift.text.rstrip('.')}.", lift.sentence) for lift in fresh)
        again = [_reread(self.reading, lift, doc) for lift, doc in zip(fresh, docs, strict=True)]
        return [clause for clause in again if clause is not None]


# No name, date or count is longer.
LONGEST_NAME = 8


def _carried(doc: Doc, labels: Mapping[str, str]) -> Iterator[Span]:
    """The names, dates and counts known by their text where they stand in another text; the longest wins."""
    # Most words start no name: what a first token may be is looked up before any span is made.
    firsts = {first[:size] for label in labels for first in label.split()[:1] for size in range(1, len(first) + 1)}
    place = 0
    while place < len(doc):
        longest = place + LONGEST_NAME if doc[place].text in firsts else place
        for end in range(min(len(doc), longest), place, -1):
            label = labels.get(doc[place:end].text)
            # "Noor 2" is a plant; bodies and people have no numbers.
            if label and not (label in {"ORG", "PERSON"} and doc[end - 1].like_num):
                yield Span(doc, place, end, label=label)
                place = end - 1
                break
        place += 1


def _second_reading(reading: Reading, unread: list[Sentence], alone: Alone) -> Iterator[Lift]:
    """The statements of sentences whose parse gave none, from shorter texts that say part of the same."""
    plain = [(sentence, text, who) for sentence in unread for text, who in plainer(reading, sentence)]
    for (sentence, _text, who), doc in zip(
        plain, alone.parsed((text, sentence) for sentence, text, _ in plain), strict=True
    ):
        if len(list(doc.sents)) != 1:
            continue
        again = replace(sentence, span=doc[:], start=0, end=len(doc.text), offset=0, quoted=())
        for lift in sentence_lifts(reading, again):
            if who is None:
                yield replace(lift, sentence=sentence)
            elif lift.attribution is None and lift.how != "coordinate":
                how = "reported" if lift.how == "main" else lift.how
                yield replace(lift, sentence=sentence, attribution=who, how=how)


def _reread(reading: Reading, lift: Lift, doc: Doc) -> Clause | None:
    """The statement as a clause of its own parse, or None where the two parses disagree."""
    if len(list(doc.sents)) != 1:
        return None
    root = next(doc.sents).root
    if any(child.dep_ in SUBJECTS and child.i > root.i for child in root.children) or doc[-2].tag_ == "MD":
        return None
    if root.lemma_.lower() != lift.verb or any(token.dep_ == "dep" for token in doc):
        return None
    clause = build(reading, lift.sentence, root, lift.attribution, how=lift.how)
    if clause is None or not _names(clause.subject, lift.subject) or _mismatched(clause):
        return None
    if _says_no_clause(clause):
        return None
    before, after = _bare_words(lift.text), _bare_words(clause.statement)
    if clause.statement.count(",") > lift.text.count(","):
        return None
    return clause if before[: len(after)] == after and len(after) >= min(len(before), 4) else None


def _says_no_clause(clause: Clause) -> bool:
    """Whether what somebody says went elsewhere, or was not seen to be a clause: "Experts say young people"."""
    if clause.passive or clause.unit("ccomp", "xcomp") is not None:
        return False
    thing = clause.unit("dobj")
    finite = thing is not None and any(token.tag_ in {"VBD", "VBZ", "VBP", "VBN"} for token in thing.tokens)
    return clause.verb.lemma_ == "say" or (clause.verb.lemma_ in {"think", "believe"} and finite)


def _names(subject: str, word: str) -> bool:
    """Whether the subject has the word, or the sign: "%" in "18%"."""
    return word.lower() in (subject.lower().split() if word.isalnum() else subject.lower())


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


# --- taking statements out of a sentence -----------------------------------------------------------------------------


def sentence_lifts(reading: Reading, sentence: Sentence) -> Iterator[Lift]:
    """The statements of one sentence that can stand on their own."""
    if sentence.text.endswith("?") or not re.search(r"[.!”\"’)…;:]$", sentence.text):
        return
    for token in sentence.span:
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _appositions(sentence, token)
            yield from _aims(sentence, token)
            yield from _participles(reading, sentence, token)
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in AUXILIARIES:
            continue
        if token.dep_ == "advcl" and token.tag_ == "VBG":
            yield from _accompanying(reading, sentence, token)
        how = _part(token)
        if token.dep_ == "relcl" and _counted(token.head).dep_ == "attr" and _part(_counted(token.head).head):
            yield from _there_are(reading, sentence, token)
        if token.lemma_ == "need" and how:
            yield from _need(reading, sentence, token)
        if token.lemma_ == "be" and how:
            yield from _extraposed(reading, sentence, token, how)
        if not how or _conditional(token) or _deep_in_a_term(sentence, token) or _foretold(sentence, token):
            continue
        clause = _relative(reading, sentence, token) if how == "relative" else clause_at(reading, sentence, token)
        if clause is not None:
            yield from _lift(clause, how)


def _foretold(sentence: Sentence, verb: Token) -> bool:
    """Whether a "would" after a colon tells what somebody foretold: "it broke the news: cracks would soon appear"."""
    would = any(child.lower_ == "would" and child.dep_ == "aux" for child in verb.children)
    return would and any(token.text == ":" and token.i < verb.i for token in sentence.span)


def _deep_in_a_term(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands in a few quoted words, but not at their start: it is one of them, and heads no clause."""
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
    sourced = clause.attribution is not None or how == "relative" or "according to" in text.lower()
    if not sourced and any(_may_vouch(token, clause) for token in clause.sentence.span if token.lower_ == "according"):
        return
    if clause.verb.lemma_ == "tell" and clause.unit("ccomp", "xcomp") is None and len(clause.units) < 2:
        return
    if re.search(
        r", or (worse|so|not|more)$|^(About )?(\w+ )?(more|another|other|further|similar) ", text, re.IGNORECASE
    ):
        return
    if 3 <= len(text.split()) <= LONGEST_STATEMENT and text.count("“") == text.count("”"):
        subject = clause.subject_head.text if clause.subject_head.text in clause.subject else clause.subject.split()[-1]
        yield Lift(text, clause.sentence, clause.attribution, how, clause.verb.lemma_.lower(), subject)


def _may_vouch(according: Token, clause: Clause) -> bool:
    """Whether the source after "according to" may be that of the clause too: not where an "and" or "but" parts them."""
    if according.doc is not clause.verb.doc:
        return False
    last = max(token.i for token in clause.tokens)
    between = according.doc[last + 1 : according.i] if last < according.i else ()
    return not any(token.lower_ in {"but", "and"} for token in between)


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
    if last.text in {"’", "'"}:
        return True
    if following is not None and following.text in {"’", "'"} and last.text.endswith("s") and "‘" not in last.doc.text:
        # "Five days’ paid holiday": the owner is no end.
        return True
    if following is not None and following.text == "," and last.dep_ == "conj":
        # "The plant and the first phase, called Noor, will open": what follows the aside is the verb of the last noun.
        later = last.doc[following.i + 1 : following.i + 9]
        closed = next((token for token in later if token.text == ","), None)
        following = closed.nbor(1) if closed is not None and closed.i + 1 < len(last.doc) else following
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
            return "" if denied(verb.head) or verb.head.dep_ == "xcomp" else "reported"
        # The parser hangs the first of two joined sentences on the second.
        return "main" if verb.head.dep_ == "ROOT" and verb.i < verb.head.i and not marked(verb) else ""
    if verb.dep_ == "advcl":
        return "subordinate" if marked(verb) in SUBORDINATE and verb.tag_ != "VBG" and _happened(verb) else ""
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
    if marked(verb) not in {"when", "after", "before"}:
        return True
    finite = next((child for child in verb.children if child.dep_ in AUXILIARIES), verb)
    return finite.tag_ == "VBD"


def _conditional(verb: Token) -> bool:
    """Whether the verb stands under "if", "unless" or the like, in a question, or in a phrase that states nothing."""
    if _one_of_two(verb) or _under_the_case_of_another(verb):
        return True
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


def _one_of_two(verb: Token) -> bool:
    """Whether the verb is only one of two possibilities: "either the state pays or the hospital closes"."""
    first = verb.head if verb.dep_ == "conj" else verb
    joined = [child for child in first.children if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}]
    either = any(child.dep_ in {"cc", "preconj"} and child.lower_ in {"or", "either"} for child in first.children)
    # "Did not answer or explain": neither was done.
    denied = any(child.dep_ == "neg" for child in first.children)
    return bool(joined) and either and not denied


def _under_the_case_of_another(verb: Token) -> bool:
    """Whether the verb shares a case that stands before the first of the verbs joined: "if it rains, A and B"."""
    first = verb
    while first.dep_ == "conj":
        first = first.head
    return first != verb and any(
        child.dep_ == "advcl" and child.i < first.i and marked(child) in CONDITIONS | {"before"}
        for child in first.children
    )


def _relative(reading: Reading, sentence: Sentence, verb: Token) -> Clause | None:
    """ "Singh, who runs a company, ...": Singh runs a company."""
    pronoun = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
    noun = verb.head
    if pronoun is None or pronoun.lower_ not in {"who", "which"} or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    # "The tower of the church, which ...": either noun may be meant.
    if pronoun.lower_ == "which" and noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        return None
    finite = next((child for child in verb.children if child.dep_ in AUXILIARIES), verb)
    if finite.tag_ == "VBZ" and any(child.dep_ == "conj" for child in noun.children):
        # "Strada and Giraffe, which is owned by Tesco": only the last is.
        return None
    institute = any(child.lower_ in words("bodies") for child in noun.children)
    name = noun.pos_ == "PROPN" and not institute and noun.lower_ not in words("countries")
    many = is_plural(noun) or noun.lemma_.lower() in words("collective") | words("bodies")
    if pronoun.lower_ == "who" and not (name or many or is_person(noun)):
        # "Victims in the valley, who will ...": the parser hung it on the nearest noun.
        return None
    return build(reading, sentence, verb, attribution_of(verb), subject=noun, how="relative")


def _appositions(sentence: Sentence, noun: Token) -> Iterator[Lift]:
    """ "Nils Oberg, the head of the service, ...": Nils Oberg is the head of the service."""
    for child in noun.children:
        if child.dep_ != "appos" or not set_off(child) or sentence.in_speech(child):
            continue
        one, other = (noun, child) if person_of(noun) is not None and entity_of(noun) else (child, noun)
        entity = entity_of(one)
        if entity is None or entity_of(other) is entity or other.pos_ != "NOUN" or not entity.is_person:
            continue
        tokens = tuple(token for token in noun_tokens(other) if token not in set(one.subtree) or one == noun)
        if not 2 <= len(tokens) <= 14 or any(personal(token) for token in tokens) or is_plural(other):
            continue
        if tokens[0].lower_ not in {"a", "an", "the"} and tokens[0].tag_ not in {"PRP$", "NNP"}:
            continue
        yield Lift(
            f"{entity.name} is {phrase_text(tokens)}", sentence, None, "apposition", "be", entity.name.split()[-1]
        )


# What a noun of wanting says of whoever has it.
WANTING = {
    **dict.fromkeys(("ambition", "hope", "dream"), "hope"),
    **dict.fromkeys(("wish", "desire"), "want"),
    **dict.fromkeys(("aim", "goal"), "aim"),
    "plan": "plan",
}


def _aims(sentence: Sentence, noun: Token) -> Iterator[Lift]:
    """ "Morocco’s plans to sell power abroad": Morocco plans to sell power abroad."""
    verb = WANTING.get(noun.lemma_.lower())
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if verb is None or owner is None or sentence.in_speech(noun) or noun.i + 1 >= sentence.span.end:
        return
    # The parser may hang the aim on a noun before: "a plank in Morocco’s plans to ...".
    aim = noun.nbor(1).head
    if noun.nbor(1).lower_ != "to" or aim.tag_ != "VB" or aim.left_edge.i != noun.i + 1:
        return
    if entity_of(owner) is None and owner.pos_ != "PROPN":
        return
    root = sentence.span.root
    if attribution_of(root) is not None or root.lemma_.lower() in words("saying") or _conditional(root):
        return
    if any(child.dep_ == "neg" for child in root.children) or root.lemma_.lower() in ENDING:
        return
    who = phrase_text(token for token in owner.subtree if token.dep_ != "case")
    wants = getInflection(verb, tag="VBP" if is_plural(owner) else "VBZ")[0]
    yield Lift(f"{capitalise(who)} {wants} {phrase_text(aim.subtree)}", sentence, None, "main", verb, owner.text)


# What puts an end to a plan.
ENDING = frozenset({"abandon", "drop", "end", "fail", "give", "lose", "scrap", "cancel", "reject", "block", "stop"})


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
    if clause.passive:
        # "The days were spent in the office, writing reports": by whom?
        return
    rest = phrase_text([token for token in tokens if token.i > verb.i])
    subject = clause.subject.split()[-1]
    yield Lift(
        capitalise(f"{clause.subject} {past[0]} {rest}"), sentence, None, "participle", verb.lemma_.lower(), subject
    )


def _there_are(reading: Reading, sentence: Sentence, verb: Token) -> Iterator[Lift]:
    """ "There are many people who hide their wealth": many people hide their wealth."""
    noun = _counted(verb.head)
    being = noun.head
    pronoun = next((child for child in verb.children if child.dep_ in PLAIN_SUBJECTS), None)
    there = any(child.dep_ == "expl" and child.lower_ == "there" for child in being.children)
    if not there or pronoun is None or pronoun.lower_ not in {"who", "that"} or _conditional(being) or set_off(verb):
        return
    if any(child.dep_ in AUXILIARIES | {"neg"} for child in being.children):
        return
    attribution = attribution_of(being)
    if sentence.in_speech(being):
        attribution = attribution or voice(reading, sentence, being)
        if attribution is None or not attribution.speaker or quotes_within(reading, sentence, being):
            return
    within = set(verb.subtree)
    who = [token for token in noun.subtree if token not in within]
    done = [token for token in plain_tokens(verb) if token != pronoun]
    # The parser hangs the reason for what they do on "there are".
    for child in being.children:
        if child.dep_ == "advcl" and child.i > verb.i and marked(child) == "because":
            done.extend(plain_tokens(child))
    text = capitalise(f"{phrase_text(who)} {phrase_text(done)}")
    yield Lift(text, sentence, attribution, "coordinate", verb.lemma_.lower(), noun.text)


def _counted(noun: Token) -> Token:
    """The "lot" of "a lot of people", else the noun itself."""
    many = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"lot", "number", "plenty"}
    return noun.head.head if many else noun


def _need(reading: Reading, sentence: Sentence, verb: Token) -> Iterator[Lift]:
    """ "We need new rules for drones", somebody says: new rules for drones are needed."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    needed = next((child for child in verb.children if child.dep_ == "dobj"), None)
    speaker = voice(reading, sentence, verb)
    if subject is None or needed is None or speaker is None or subject.lower_ != "we":
        return
    if _conditional(verb) or not sentence.in_speech(verb):
        return
    if any(child.dep_ in AUXILIARIES | {"neg"} for child in verb.children) or quotes_within(reading, sentence, verb):
        return
    tokens = noun_tokens(needed)
    if needed.pos_ != "NOUN" or any(personal(token) in FIRST_SECOND for token in tokens):
        return
    are = "are" if is_plural(needed) else "is"
    text = f"{capitalise(phrase_text(tokens))} {are} needed"
    yield Lift(text, sentence, speaker, "reported", "need", needed.text)


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
    attribution = attribution_of(verb)
    if sentence.in_speech(verb):
        if quotes_within(reading, sentence, verb):
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
        if is_person(noun) and child.lemma_ in {"publish", "print", "broadcast", "release", "launch", "build", "open"}:
            # "An interview given to a journalist, published in 2010": it was the interview.
            continue
        dated = any(token.ent_type_ == "DATE" or token.dep_ == "agent" for token in child.subtree)
        tokens = plain_tokens(child)
        if not dated or len(tokens) < 3 or any(personal(token) for token in tokens):
            continue
        named = named_subject(reading, sentence, noun)
        if named is None:
            continue
        verb = "were" if is_plural(noun) else "was"
        text = f"{capitalise(named[0])} {verb} {phrase_text(tokens)}"
        yield Lift(text, sentence, None, "participle", child.lemma_.lower(), named[0].split()[-1])
