"""Contested terms: words whose meaning the article calls open, sets in quotation marks, or uses to judge."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from quizzes.generator.clause import Clause
from quizzes.generator.drafts import DebateForm
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence, content_lemmas, personal

from .tension import Tension

TERM = re.compile(r"[“\"‘]([^“”\"‘’.!?]{3,40}?)[,.]?[”\"’](?!\w)")
JUDGING_VERBS = frozenset({"describe", "view", "see", "regard", "portray", "treat"})
LONGEST_TERM = 3


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """One for each contested term."""
    done: set[str] = set()
    for sentence in reading.sentences:
        unclear = _calls_unclear(sentence) or _left_open_next(reading, sentence)
        for term in _terms(sentence):
            known = term.lower()
            if known in done or (not unclear and _open_somewhere(reading, term)):
                continue
            if unclear or _charged(sentence, term):
                done.add(known)
                yield _tension(reading, sentence, term, unclear)
    for clause in clauses:
        yield from _called(reading, clause)


def _terms(sentence: Sentence) -> Iterator[str]:
    """The short common-noun terms in quotation marks."""
    for match in TERM.finditer(sentence.text):
        term = match.group(1).strip(" ,")
        if not 1 <= len(term.split()) <= LONGEST_TERM:
            continue
        start = sentence.start + match.start(1)
        tokens = [t for t in sentence.span if start <= sentence.place(t) < start + len(term)]
        if tokens and all(_fits_a_term(t) for t in tokens) and any(t.pos_ in {"NOUN", "ADJ"} for t in tokens):
            yield term


def _fits_a_term(token: Token) -> bool:
    """Whether the token may be part of a term: no name, no pronoun, no finite verb."""
    plain = token.pos_ in {"NOUN", "ADJ", "ADP", "DET", "ADV", "PUNCT", "PART"} or token.dep_ == "amod"
    return plain and not _is_name(token)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in {"PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC"}


def _calls_unclear(sentence: Sentence) -> bool:
    """Whether the sentence says that a meaning is open."""
    lemmas = {token.lemma_.lower() for token in sentence.span}
    asks_meaning = any(token.lemma_ == "mean" and token.pos_ == "VERB" for token in sentence.span) and "what" in lemmas
    denied = bool(lemmas & {"not", "no", "n’t", "n't", "never", "nobody", "without"})
    unsaid = (
        denied and "what" in lemmas and bool(lemmas & {"explain", "say", "specify", "state", "cover", "tell", "know"})
    )
    return (
        asks_meaning
        or unsaid
        or bool(lemmas & words("unclear"))
        or ("clear" in lemmas and (denied or "less" in lemmas))
    )


def _left_open_next(reading: Reading, sentence: Sentence) -> bool:
    """Whether the next sentence says of "that word" or "the term" that its meaning is open."""
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    return any(
        following.paragraph == sentence.paragraph
        and _calls_unclear(following)
        and {token.lemma_.lower() for token in following.span} & {"word", "term", "phrase", "expression"}
        for following in after
    )


def _open_somewhere(reading: Reading, term: str) -> bool:
    return any(
        term in list(_terms(sentence)) and (_calls_unclear(sentence) or _left_open_next(reading, sentence))
        for sentence in reading.sentences
    )


def _charged(sentence: Sentence, term: str) -> bool:
    """Whether a term in quotation marks judges: "soft", "moral squalor"; not a mere name of something."""
    tokens = [token for token in sentence.span if token.text in term.split()]
    lemmas = {token.lemma_.lower() for token in tokens}
    judging = words("evaluative") | words("favourable") | words("unfavourable")
    return any(token.pos_ == "NOUN" for token in tokens) and bool(lemmas & judging)


def _tension(reading: Reading, sentence: Sentence, term: str, unclear: bool) -> Tension:
    head = term.split()[-1].lower()
    uses = sum(one.text.lower().count(head) for one in reading.sentences)
    in_title = head in reading.title.lower()
    return Tension(
        form=DebateForm.DEFINITION,
        frame="unclear" if unclear else "quoted",
        anchors=(sentence,),
        score=(0.9 if unclear else 0.66) + 0.02 * min(uses, 4) + 0.05 * in_title,
        slots={"term": term},
        about=frozenset({head, *content_lemmas(sentence.span)}),
        said=_uses(reading, head, sentence)[:1],
        against=_uses(reading, head, sentence)[1:2],
        any_mood=True,
    )


def _uses(reading: Reading, head: str, anchor: Sentence) -> tuple[Sentence, ...]:
    """The other sentences that use the term: cases to test it on."""
    return tuple(one for one in reading.sentences if one is not anchor and head in one.text.lower())


def _called(_reading: Reading, clause: Clause) -> Iterator[Tension]:
    """ "They view the alliance as a threat": is it right to view the alliance as a threat?"""
    thing = clause.unit("dobj")
    if clause.how == "subordinate":
        # "While many see it as a right, ...": said in passing.
        return
    if clause.verb.lemma_ not in JUDGING_VERBS or thing is None or clause.passive or clause.negated:
        return
    if any(personal(token) for token in thing.tokens):
        return
    for unit in clause.units:
        if (
            unit.role == "prep"
            and unit.head.lower_ == "as"
            and 2 < len(unit.tokens) <= 8
            and unit.tokens[1].tag_ != "VBG"
        ):
            yield Tension(
                form=DebateForm.DEFINITION,
                frame="called",
                anchors=(clause.sentence,),
                score=0.76,
                slots={"verb": clause.verb.lemma_, "thing": thing.text, "term": unit.text, "who": clause.subject},
                about=frozenset(content_lemmas(list(clause.tokens))),
                said=(clause.sentence,),
            )
