"""Who says so: the speaker a clause or a quotation belongs to."""

from dataclasses import dataclass

from spacy.tokens import Token

from .lexicon import words
from .reading import PRONOUNS, Reading, Sentence, is_plural, referent
from .wording import noun_tokens, phrase_text


@dataclass(frozen=True)
class Attribution:
    """Who a clause is put in the mouth of, and the verb that does it."""

    speaker: str
    verb: Token | None
    plural: bool


def attribution_of(reading: Reading, sentence: Sentence, verb: Token) -> Attribution | None:
    """Who the clause around `verb` is attributed to: the subject of its saying verb, or of "according to"."""
    for token in (verb, *verb.ancestors):
        parent = token.head
        if token.dep_ in {"ccomp", "parataxis"} and parent.lemma_.lower() in words("saying") and parent is not token:
            speaker = speaker_name(reading, sentence, parent)
            return Attribution(speaker[0], parent, speaker[1]) if speaker else Attribution("", parent, False)
        for child in token.children:
            if child.dep_ == "parataxis" and child.lemma_.lower() in words("saying") and token is not child:
                speaker = speaker_name(reading, sentence, child)
                return Attribution(speaker[0], child, speaker[1]) if speaker else Attribution("", child, False)
            if child.lower_ == "according" and child.dep_ == "prep":
                source = next((grand for to in child.children for grand in to.children if grand.dep_ == "pobj"), None)
                if source is not None:
                    return Attribution(phrase_text(noun_tokens(source)), None, is_plural(source))
    return None


def speaker_of_quotation(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Who speaks a sentence that is all quotation: the one speaker its paragraph names outside the quotation marks."""
    if not sentence.wholly_speech:
        return None
    found: dict[str, Attribution] = {}
    for other in reading.sentences:
        if other.paragraph != sentence.paragraph:
            continue
        for token in other.span:
            if (
                token.lemma_.lower() not in words("speech") | {"talk", "speak"}
                or token.pos_ != "VERB"
                or other.in_speech(token)
            ):
                continue
            speaker = speaker_name(reading, other, token)
            if speaker is None:
                return None
            found[speaker[0]] = Attribution(speaker[0], token, speaker[1])
    return next(iter(found.values())) if len(found) == 1 else None


def speaker_name(reading: Reading, sentence: Sentence, verb: Token) -> tuple[str, bool] | None:
    """The subject of a saying verb as a name to use and whether it is plural, or None when it stays open."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((child for child in verb.head.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return None
    if subject.pos_ == "PRON":
        name = referent(reading, sentence, subject)
        return None if name is None else (name, subject.lower_ == "they")
    tokens = noun_tokens(subject)
    if not tokens or len(tokens) > 10 or any(token.lower_ in PRONOUNS for token in tokens):
        return None
    return phrase_text(tokens), is_plural(subject)
