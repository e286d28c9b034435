"""Item-flaw checks: every ask and every draft passes all of them or is dropped under the name of the first it fails."""

import itertools
import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from spacy.tokens import Doc, Token

from .asks import Ask, Form
from .cues import absolute, alias, echoes, lower_words, odd_start, same_substance, weighty
from .drafts import DraftQuestion, Format
from .entities import Entity, entity_of
from .lexicon import words
from .pronouns import announces, person_of
from .reading import FIRST_SECOND, HE_SHE, IT, THEY, Reading, is_content, is_person, is_plural

MAX_STEM_WORDS = 32
MAX_ANSWER_WORDS = 25
# Forms whose stems are frames of ours around the article's own sentences.
WHOLE = frozenset({Form.SUMMARY, Form.SENTENCE, Form.WORD, Form.ORDER})


class Flaw(StrEnum):
    """Why a draft was dropped, as the report names it."""

    UNRESOLVED_PRONOUN = "unclear who “it”, “he” or “they” is"
    DEMONSTRATIVE = "unclear what “this” is"
    NEVER_INTRODUCED = "unclear which thing is meant"
    STRANDED_PREPOSITION = "ends in a loose preposition"
    VAGUE_STEM = "vague question"
    IDENTITY = "asks only who or what something is"
    STEM_ANSWERS_ITSELF = "question answers itself"
    KEY_ENTAILED = "question says most of the answer"
    LONG = "too long"
    UNGRAMMATICAL = "ungrammatical"
    BROKEN_QUOTATION = "broken quotation"
    FEW_DISTRACTORS = "too few good wrong options"
    KEY_LONGEST = "right option longest by far"
    ALIAS = "wrong option names the right one"
    TWO_DEFENSIBLE = "two defensible options"
    ABSOLUTE_WORDS = "absolute words only in wrong options"
    DISTRACTOR_TRUE = "wrong option true in the article"
    ECHO = "only the right option echoes the question"
    GRAMMAR_CUE = "grammar gives the answer away"
    DUPLICATE = "too like another question"
    SURPLUS = "more than was asked for"
    SENTENCE_USED = "its sentence has a question already"
    TOO_WEAK = "not worth asking"
    GIVEN_AWAY = "another question gives it away"
    SEEN = "asked before"
    OTHER_DIFFICULTY = "not of the difficulty asked for"
    NOT_VERBATIM = "evidence not verbatim"
    SENSITIVE = "insensitive false statement"
    NO_FALSE_STATEMENT = "no false statement to be had"
    COPIED = "true statement copied from the article"
    NO_GAP = "no gap that only one word fits"
    NOT_TYPEABLE = "answer too long to type"


def ask_flaw(reading: Reading, ask: Ask) -> Flaw | None:
    """The first flaw of the question and its answer, before it is dressed in a format; None when there is none."""
    checks: tuple[tuple[Flaw, Callable[[Reading, Ask], bool]], ...] = (
        (Flaw.LONG, _too_long),
        (Flaw.BROKEN_QUOTATION, _broken_quotation),
        (Flaw.UNRESOLVED_PRONOUN, _unresolved_pronoun),
        (Flaw.DEMONSTRATIVE, _demonstrative),
        (Flaw.STRANDED_PREPOSITION, _stranded),
        (Flaw.NEVER_INTRODUCED, _never_introduced),
        (Flaw.VAGUE_STEM, _vague),
        (Flaw.IDENTITY, _identity),
        (Flaw.STEM_ANSWERS_ITSELF, _answers_itself),
        (Flaw.KEY_ENTAILED, _entailed),
    )
    framed = {Flaw.LONG, Flaw.BROKEN_QUOTATION, *({Flaw.NEVER_INTRODUCED} if ask.form is Form.SENTENCE else ())}
    wanted = [(flaw, has) for flaw, has in checks if ask.form not in WHOLE or flaw in framed]
    return next((flaw for flaw, has in wanted if has(reading, ask)), None)


def _too_long(_reading: Reading, ask: Ask) -> bool:
    most = 2 if ask.form in WHOLE else 1
    return len(ask.stem.split()) > MAX_STEM_WORDS + 12 * (most - 1) or len(ask.answer.split()) > MAX_ANSWER_WORDS * most


def _broken_quotation(_reading: Reading, ask: Ask) -> bool:
    texts = (ask.stem, ask.answer)
    return any(
        text.count("“") != text.count("”")
        or text.count('"') % 2
        or text.count("(") != text.count(")")
        or len(re.findall(r"(?<!\w)['‘](?=[^\W\d])", text)) > len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text))
        for text in texts
    )


def _unquoted(text: str) -> str:
    """The text without what stands in quotation marks: there somebody else's "we" is in its place."""
    return re.sub(r"“[^”]*”", "", text)


# Somebody's own word for themselves.
ALONE = frozenset({"i", "me", "my", "mine", "myself"})


def _unresolved_pronoun(reading: Reading, ask: Ask) -> bool:
    """A "we" or "you" outside quotation marks, or in the question a pronoun that the clause's subject does not bind."""
    stem = lower_words(_unquoted(ask.stem))
    if ask.form is Form.FACT:
        open_ = any(not _bound_before(ask, word) for word in set(stem) & (THEY | IT) - _of_the_subject(ask))
        return bool(set(stem) & FIRST_SECOND) or open_ or (bool(set(stem) & HE_SHE) and not _one_person(ask))
    if set(stem) & FIRST_SECOND or set(lower_words(_unquoted(ask.answer))) & FIRST_SECOND:
        return True
    if set(lower_words(ask.answer)) & ALONE:
        # "It is “very different from when I joined”": read by itself the quotation is nobody's.
        return True
    named = ask.clause.subject.lower() in ask.stem.lower()
    bound: set[str] = set()
    if named:
        person = is_person(ask.clause.subject_head) or ask.clause.resolved
        bound = set(THEY if ask.clause.plural else HE_SHE if person else IT)
    speaker = ask.clause.attribution.person if ask.clause.attribution is not None else None
    if speaker is not None and named and ask.stem.find(speaker.name) < ask.stem.find(ask.clause.subject):
        # "According to Berg, what is a mistake that her clients make?": building them saw to whose they are.
        bound |= {"his", "her"} & set(lower_words(ask.clause.subject))
    # "Anna Berg and her colleagues".
    beside = re.findall(r"(\w+) and (his|her)\b", _unquoted(ask.stem))
    bound |= {owner for name, owner in beside if stem.count(owner) == 1 and name in reading.people}
    return any(not _bound_before(ask, word) for word in set(stem) & (HE_SHE | THEY | IT) - bound)


def _of_the_subject(ask: Ask) -> frozenset[str]:
    """The pronouns that can stand for the clause's own subject: not where that is "the thought of clearing ..."."""
    head = ask.clause.subject_head
    if (
        ask.clause.verb.lemma_.lower() in words("saying")
        and ask.clause.unit("ccomp") is not None
        and not ask.clause.plural
    ):
        # "Research shows that it is dangerous": not the research.
        return frozenset()
    if head.dep_ == "expl" or any(child.dep_ == "prep" and child.lower_ == "of" for child in head.children):
        within = any(token.dep_ == "pobj" and is_plural(token) for token in ask.clause.subject_tokens)
        return THEY if within or ask.clause.plural else frozenset(IT)
    return frozenset(THEY if ask.clause.plural else IT)


def _bound_before(ask: Ask, word: str) -> bool:
    """Whether the question names, before its "they" or "it", what that can only stand for."""
    units = (*ask.clause.leading, *ask.clause.units)
    pronoun = next((token for unit in units for token in unit.tokens if token.lower_ == word), None)
    if pronoun is None or word not in THEY | IT:
        return False
    if word in IT and announces(pronoun):
        return True
    many = word in THEY
    before = re.split(rf"\b{word}\b", ask.stem.lower(), maxsplit=1)[0]
    return any(
        token.i < pronoun.i
        and token.pos_ == "NOUN"
        and is_plural(token) == many
        and (many or not is_person(token))
        and re.search(rf"\b{re.escape(token.lower_)}\b", before) is not None
        for unit in units
        for token in unit.tokens
    )


def _one_person(ask: Ask) -> bool:
    """Whether "he" or "she" in a statement can only be its subject, and in reported words straight their speaker."""
    clause = ask.clause
    person = (is_person(clause.subject_head) or clause.resolved) and not clause.plural
    reported = clause.verb.lemma_.lower() in words("saying") and clause.unit("ccomp") is not None
    own = re.search(rf"\b{re.escape(clause.verb.text)} (that )?s?he\b", ask.stem) is not None
    who = person_of(clause.subject_head)
    other = {"he": {"she", "her", "hers", "herself"}, "she": {"he", "him", "his", "himself"}}
    another = who is not None and bool(other.get(who.gender or "", set()) & set(lower_words(_unquoted(ask.stem))))
    return person and (own or not reported) and not another


def _demonstrative(_reading: Reading, ask: Ask) -> bool:
    return bool({"this", "these", "those"} & set(lower_words(ask.stem))) or ask.answer.lower().startswith(
        ("this ", "these ", "those ")
    )


def _stranded(_reading: Reading, ask: Ask) -> bool:
    # "What do they rely on?" is how everybody asks.
    bound = ask.rule == "detail.leaned_on"
    if ask.form is Form.FACT:
        return False
    asked = re.findall(r"\w+", ask.stem.lower())
    # "What do they prepare them for with classes?", but "up to" and whatever the article has so.
    torn = any(
        {one, other} <= PAIRED and f"{one} {other}" not in ask.clause.sentence.text.lower()
        for one, other in itertools.pairwise(asked)
    )
    return torn or (not bound and bool(set(asked[-1:]) & words("prepositions")))


PAIRED = frozenset(
    {"of", "to", "for", "with", "from", "by", "at", "about", "into", "over", "under", "between", "on", "in"}
)


def _never_introduced(reading: Reading, ask: Ask) -> bool:
    """ "The" plus a bare common noun that the article names only once, in a question with little else to tell which."""
    stem = ask.stem.lower()
    if re.search(
        r"\bthe (thing|things|ones?|issues?|matters?|case|point)\b|\bones\b|\bthe place\?|\bpart of the \w+\?$", stem
    ):
        return True
    if _which_place(reading, ask) or _a_stranger(reading, ask):
        return True
    if (ask.form is Form.FACT and _unnamed(reading, ask)) or _out_of_nowhere(reading, ask, ask.stem):
        return True
    for token in ask.clause.tokens:
        if token.pos_ != "NOUN" or entity_of(token) is not None or not _definite(token):
            continue
        if token.dep_ not in {"nsubj", "nsubjpass", "dobj"} or token.head != ask.clause.verb:
            continue
        if any(child.dep_ in DESCRIBING for child in token.children) or f"the {token.lower_}" not in stem:
            continue
        if token.lemma_.lower() in words("known") or token.ent_type_ in {"DATE", "TIME"}:
            continue
        if len(weighty(ask.stem) - {token.lower_}) >= TELLING:
            continue
        lemma = token.lemma_.lower()
        if reading.salience[lemma] < KNOWN and lemma not in reading.title_lemmas and not _told(reading, ask, lemma):
            return True
    return False


def _a_stranger(reading: Reading, ask: Ask) -> bool:
    """Whether the question is about somebody whom the article names once, by one name, and does not introduce."""
    who = entity_of(ask.clause.subject_head)
    who = next((one for one in reading.entities if who is not None and one.name == who.name), None)
    if who is None or not who.is_person or " " in who.name or len(who.mentions) > 1:
        return False
    return not any(
        token.dep_ in {"compound", "appos", "relcl", "poss"} for span in who.mentions for token in span.root.children
    )


def _which_place(reading: Reading, ask: Ask) -> bool:
    """Whether the question is about "the country" in an article about several, or "the city" in one about several."""
    bare = {
        token.lemma_.lower()
        for token in ask.clause.tokens
        if token.lemma_.lower() in COUNTRIES | TOWNS
        and token.tag_ == "NN"
        and _definite(token)
        and not any(child.dep_ in DESCRIBING for child in token.children)
        and re.search(rf"\bthe {token.lower_}\b(?!’s)", ask.stem.lower())
    }
    countries = [one for one in reading.entities if one.name.lower() in words("countries")]
    towns = [one for one in reading.entities if one not in countries and one.label == "GPE"]
    return bool(bare & COUNTRIES and _several(countries)) or bool(bare & TOWNS and _several(towns))


def _several(places: list[Entity]) -> bool:
    """Whether the article speaks of two of them nearly as often, so that neither is the one it is about."""
    first, second = [*sorted((len(one.mentions) for one in places), reverse=True), 0, 0][:2]
    return 2 * second >= first and second > 0


def _unnamed(reading: Reading, ask: Ask) -> bool:
    """Whether a statement to judge is about "the project" or gives "the reason", with nothing to tell which."""
    return any(
        token.pos_ == "NOUN"
        and _definite(token)
        and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        and not any(child.dep_ in DESCRIBING for child in token.children)
        and token.lemma_.lower() not in words("known") | reading.title_lemmas
        # "The closure" where the article has told of closing.
        and (_rivals(reading, ask, token) or not _from_a_verb(reading, token))
        and token.ent_type_ not in {"DATE", "TIME"}
        for token in ask.clause.tokens
    )


def _from_a_verb(reading: Reading, noun: Token) -> bool:
    """Whether another word of the article has the same stem."""
    return any(other[:4] == noun.lemma_[:4] and other != noun.lemma_ for other in reading.salience)


def _rivals(reading: Reading, ask: Ask, noun: Token) -> bool:
    """Whether the article tells of two such things apart: "a regulatory proposal" and "the proposal of the makers"."""
    told = {
        child.lower_
        for sentence in reading.sentences
        if sentence is not ask.clause.sentence
        for token in sentence.span
        if token.lemma_ == noun.lemma_
        for child in token.children
        if child.dep_ in {"amod", "compound", "poss"}
    }
    return len(told) > 1


def _out_of_nowhere(reading: Reading, ask: Ask, stem: str) -> bool:
    """Whether the stem names "the law" or "the technical brilliance" of which nothing was said before."""
    # News opens with things as if they were known, but not with "the figure", which some sentence has given.
    index = ask.clause.sentence.index
    definite = {word for near in re.findall(r"\bthe (\w+)(?: (\w+))?", stem.lower()) for word in near}
    return any(
        (index >= OPENING or (index and token.lower_ in words("given"))) and _first_told(reading, ask, token)
        for token in ask.clause.tokens
        if token.lower_ in definite
    )


def _first_told(reading: Reading, ask: Ask, noun: Token) -> bool:
    """Whether a definite noun has nothing in the question or before its sentence to tell which one is meant."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or not _definite(noun) or entity_of(noun) is not None:
        return False
    if noun.ent_type_ in {"DATE", "TIME"} or any(child.dep_ in DESCRIBING - QUALITIES for child in noun.children):
        return False
    pointed = re.search(rf"\b(these|those) {re.escape(noun.lower_)}\b", ask.clause.sentence.text.lower()) is not None
    if (pointed and noun.lower_ not in reading.title_words) or any(child.lower_ in RANKS for child in noun.children):
        # "These children", those just told of; "the second test", of two that the question does not name.
        return True
    if noun.dep_ not in {"nsubj", "nsubjpass"} or lemma in words("known") | reading.title_lemmas:
        return False
    return not _told(reading, ask, lemma)


def _told(reading: Reading, ask: Ask, lemma: str) -> bool:
    """Whether the article tells of it before: of "the closure" also where it tells of closing."""
    stem = lemma[: max(4, round(0.55 * len(lemma)))]
    before = reading.sentences[: ask.clause.sentence.index]
    return any(token.lemma_.lower().startswith(stem) for sentence in before for token in sentence.span)


COUNTRIES = frozenset({"country", "nation"})
TOWNS = frozenset({"city", "town", "village"})
QUALITIES = frozenset({"amod", "nummod"})
RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "other", "next", "last", "same", "latter", "former"})
DESCRIBING = frozenset({"prep", "relcl", "acl", "compound", "amod", "poss", "nmod", "nummod", "appos"})
KNOWN = 2
# So many sentences open an article.
OPENING = 3
# So many other words of weight in a question tell which thing is meant.
TELLING = 3


def _definite(noun: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in {"the", "this", "these", "those", "that"} for child in noun.children
    )


def _vague(reading: Reading, ask: Ask) -> bool:
    """Too little in the question to know which fact of the article is meant."""
    known = {token.lower_ for sentence in ask.sentences for token in sentence.span if _carries(token)}
    carried = [word for word in lower_words(ask.stem) if word in known]
    base = {token.lemma_.lower() for sentence in ask.sentences for token in sentence.span if _carries(token)}
    carried += [word for word in lower_words(ask.stem) if word in base and word not in known]
    # "The increase in the population", where the sentence itself says "the increase" alone.
    carried += [word for word in lower_words(ask.clause.subject) if reading.salience[word] and word in ask.stem]
    numbers = re.findall(r"\d+", ask.stem)
    numbers += [name for name in reading.people.values() if name in ask.stem]
    return len(set(carried)) + len(numbers) < 2


def _carries(token: Token) -> bool:
    return is_content(token) and token.lemma_.lower() not in words("vague")


def _identity(_reading: Reading, ask: Ask) -> bool:
    """ "Who is Anna Berg?", "What is Masen?": an apposition turned round."""
    telling = ask.clause.subject_head.lemma_.lower() in words("relational")
    return (
        ask.form is not Form.FACT
        and not telling
        and re.fullmatch(
            rf"(who|what) (is|are|was|were) (the )?{re.escape(ask.clause.subject.lower())}\?", ask.stem.lower()
        )
        is not None
    )


def _answers_itself(_reading: Reading, ask: Ask) -> bool:
    """Every word of weight in the answer stands in the question."""
    if ask.form is Form.FACT:
        return False
    answer = weighty(ask.answer)
    return not answer or answer <= weighty(ask.stem)


def _entailed(_reading: Reading, ask: Ask) -> bool:
    """Most words of weight in a longer answer stand in the question."""
    if ask.form is Form.FACT:
        return False
    answer = weighty(ask.answer)
    return len(answer) >= 3 and len(answer & weighty(ask.stem)) > 0.6 * len(answer)


# --- after a second parse --------------------------------------------------------------------------------------------


def is_grammatical(parsed: Doc, verb: str = "") -> bool:
    """Whether the parser reads a question as one: a verb at the root, a question word, and nothing left loose.

    `verb` is the verb asked with, where that is known: the parser often takes the last word of "What did the court
    rule?" for a noun, whatever the verb of the article was ("by how much did sales drop?" of "a drop").
    """
    roots = [token for token in parsed if token.dep_ == "ROOT"]
    if len(roots) != 1:
        return False
    (root,) = roots
    closing = root.i + 2 == len(parsed)
    asked_with = (closing or root.lower_ == verb) and any(
        child.lower_ in {"do", "does", "did"} for child in root.children
    )
    if not asked_with and not _heads_a_question(root):
        return False
    asking = next(
        (token for token in parsed if token.lower_ in {"who", "whom", "what", "which", "when", "where", "why", "how"}),
        None,
    )
    if asking is None:
        return False
    # "What do they expect it to do?": the question word hangs on "do".
    todo = parsed[-2:-1].text == "do"
    return not any(token.dep_ == "dep" and not (todo and token == asking) for token in parsed)


def _heads_a_question(root: Token) -> bool:
    """Whether the root is a verb, is used as one though tagged as a noun, or is the preposition asked with."""
    used = {child.dep_ for child in root.children}
    asked_with = root.pos_ == "ADP" and any(child.dep_ == "pcomp" and child.pos_ == "VERB" for child in root.children)
    return (
        root.pos_ in {"VERB", "AUX"} or asked_with or bool(used & {"aux", "auxpass"} and used & {"nsubj", "nsubjpass"})
    )


# --- drafts ----------------------------------------------------------------------------------------------------------


def draft_flaw(reading: Reading, ask: Ask, draft: DraftQuestion) -> Flaw | None:
    """The first flaw of the ask as it is dressed; None when there is none."""
    text = reading.text
    if any(text[span.start : span.end] != span.quote for span in draft.evidence) or not draft.evidence:
        return Flaw.NOT_VERBATIM
    unclear = _out_of_nowhere(reading, ask, draft.stem) or _unnamed(reading, ask)
    if draft.format is Format.TRUE_FALSE and unclear:
        return Flaw.NEVER_INTRODUCED
    if draft.format is not Format.MULTIPLE_CHOICE:
        return None
    key = next(choice.text for choice in draft.choices if choice.is_key)
    wrong = [choice.text for choice in draft.choices if not choice.is_key]
    whole = ask.form in WHOLE
    checks: Iterable[tuple[Flaw, bool]] = (
        (Flaw.KEY_LONGEST, len(key) > 1.5 * max(len(text) for text in wrong)),
        (Flaw.ALIAS, any(alias(key, other) for other in wrong)),
        (Flaw.TWO_DEFENSIBLE, any(same_substance(key, other) for other in wrong)),
        (Flaw.DISTRACTOR_TRUE, not whole and any(_is_said(reading, ask, other) for other in wrong)),
        (Flaw.ABSOLUTE_WORDS, not whole and absolute(wrong) and not absolute([key])),
        (Flaw.ECHO, not whole and echoes(draft.stem, key, wrong)),
        (Flaw.GRAMMAR_CUE, not whole and odd_start(key, wrong)),
    )
    return next((flaw for flaw, found in checks if found), None)


def _is_said(reading: Reading, ask: Ask, option: str) -> bool:
    """Whether a sentence holds what the option says of what the question is about: then it may be right as well."""
    said = weighty(option)
    about = weighty(ask.clause.subject_head.text)
    return len(said) >= 2 and any(said | about <= weighty(sentence.text) for sentence in reading.sentences)


def typeable(ask: Ask) -> bool:
    """Whether a student can be expected to type the answer: a name or number in a few words, a thing in a sentence."""
    return len(ask.answer.split()) <= (8 if ask.form.is_phrase and ask.form is not Form.THING else 22)
