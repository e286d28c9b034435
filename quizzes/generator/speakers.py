"""Who says so: the speaker a clause or a quotation belongs to."""

from spacy.tokens import Token

from .entities import entity_of
from .lexicon import words
from .pronouns import SUBJECTS, person_of, referent
from .reading import Attribution, Reading, Sentence, is_person, is_plural, personal
from .wording import noun_tokens, phrase_text

LONGEST_SPEAKER = 10


def attribution_of(verb: Token) -> Attribution | None:
    """Who the clause around `verb` is of: the subject of its saying verb, of "according to", or of a quotation."""
    for token in (verb, *verb.ancestors):
        parent = token.head
        for child in token.children:
            if child.dep_ == "parataxis" and child.lemma_.lower() in words("saying") and token != child:
                return _by(child)
        if (
            token.dep_ in {"ccomp", "parataxis"}
            and parent.lemma_.lower() in words("saying")
            and parent is not token
            and _reports(parent, token)
            and not _noted(parent)
        ):
            if _comes_upon(parent, verb):
                return Attribution("", parent, False)
            inner, outer = _by(parent), parent.head
            reported = parent.dep_ == "ccomp" and outer.lemma_.lower() in words("saying") and outer is not parent
            # "Berg said the protests showed that ...": it is hers, not the protests'.
            return Attribution("", parent, False) if reported and inner.person is None and inner.speaker else inner
        for child in token.children:
            if child.lower_ == "according" and child.dep_ == "prep" and not _set_against(child, verb):
                source = next((grand for to in child.children for grand in to.children if grand.dep_ == "pobj"), None)
                if source is not None:
                    return named_speaker(source) or Attribution("", None, False)
    return None


def _set_against(according: Token, verb: Token) -> bool:
    """Whether a "but" parts the verb from the source before it: "half do, according to them, but the share is 18%"."""
    return according.i < verb.i and any(
        token.lower_ == "but" and token.dep_ == "cc" for token in verb.doc[according.i : verb.i]
    )


def _reports(saying: Token, verb: Token) -> bool:
    """Whether a clause before its saying verb is cut off by a comma or a quotation mark: "It rained, he said"."""
    if verb.i > saying.i:
        return True
    first = min([saying, *(child for child in saying.children if child.dep_ in SUBJECTS)], key=lambda one: int(one.i))
    start = first.left_edge.i if first is not saying else saying.i
    return (
        start > 0
        and saying.doc[start - 1].text in {",", "”", "’", '"', "'", "–", "—"}
        and start > verb.i
        and (saying.doc[start - 1].text not in {"–", "—"} or saying.doc[saying.i + 1].text in {"–", "—"})
    )


def denied(verb: Token) -> bool:
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


def _comes_upon(saying: Token, verb: Token) -> bool:
    """Whether somebody finds a thing: "she found the letters of the people and copied them" reports nothing."""
    that = any(token.dep_ == "mark" for token in saying.doc[saying.i : verb.i])
    return saying.lemma_ == "find" and verb.dep_ == "conj" and not that


def _noted(saying: Token) -> bool:
    """Whether nobody is the speaker: "it is important to note that ..."."""
    return saying.tag_ == "VB" and saying.dep_ == "xcomp" and saying.head.lemma_ == "be"


def _by(verb: Token) -> Attribution:
    return speaker_of(verb) or Attribution("", verb, False)


def speaker_of(verb: Token) -> Attribution | None:
    """The subject of a saying verb, or None when who that is stays open. Inside speech "I said" stays open."""
    # The nearest: the parser hangs on "said" what stands before ", Berg said," too.
    subjects = sorted((child for child in verb.children if child.dep_ in SUBJECTS), key=lambda one: abs(one.i - verb.i))
    subject = next(iter(subjects), None)
    if subject is None and (verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")):
        subject = next((child for child in verb.head.children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    found = named_speaker(subject)
    if found is None or (subject.tag_ == "NNS" and verb.tag_ == "VBZ" and subject.lower_ not in words("collective")):
        # "Activists claims that ...": a noun, and no verb of theirs.
        return None
    # "Spiers believes": one person; "a number of firms predict": many.
    plural = verb.tag_ == "VBP" or (found.plural and verb.tag_ != "VBZ")
    return Attribution(found.speaker, verb, plural, found.person)


def named_speaker(subject: Token) -> Attribution | None:
    person = person_of(subject)
    joined = any(child.dep_ == "conj" for child in subject.children)
    if person is not None and not joined and (" " in person.name or entity_of(subject) is None):
        return Attribution(person.name, None, False, person)
    if subject.pos_ == "PRON":
        known = referent(subject)
        return None if known is None else Attribution(known.text, None, known.plural)
    entity = entity_of(subject)
    tokens = noun_tokens(subject)
    if not tokens or len(tokens) > LONGEST_SPEAKER or any(personal(token) for token in tokens):
        return None
    if subject.pos_ not in {"NOUN", "PROPN"} or subject.lower_ in {"who", "one", "some", "others", "many"}:
        return None
    if len(tokens) == 1 and subject.lower_ in {"people", "everybody", "everyone", "somebody", "someone"}:
        return None
    if tokens[0].lower_ in {"another", "other", "such"}:
        return None
    bare = len(tokens) == 1 and subject.tag_ == "NN" and is_person(subject)
    if bare and entity is None:
        # "Said Vint Cerf, ..., president": a calling without an article is part of something longer.
        return None
    alone = entity if entity is not None and entity.is_person and not joined else None
    return Attribution(phrase_text(tokens), None, is_plural(subject), alone)


def attribute(reading: Reading) -> None:
    """Note on the reading the speaker of each quotation where the text tells.

    A saying verb in the sentence where the quotation starts or ends names its speaker; a quotation without one goes on
    with the speaker before it in the paragraph, or belongs to the paragraph's only speaker.
    """
    by_paragraph: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    for sentences in by_paragraph.values():
        spans = sentences[0].quoted
        direct = {span: _beside(reading, sentences, span) for span in spans}
        known = {one.speaker: one for one in direct.values() if one is not None}
        previous: Attribution | None = None
        for span in spans:
            speaker = direct[span]
            if speaker is None and not _says_otherwise(reading, sentences, span):
                speaker = previous or (next(iter(known.values())) if len(known) == 1 else None)
            if speaker is not None and speaker.speaker:
                reading.voices[span] = speaker
            previous = speaker


def voice(reading: Reading, sentence: Sentence, token: Token) -> Attribution | None:
    """The speaker of the quotation the token stands in; None outside quotations and where the speaker is unknown."""
    place = sentence.place(token)
    return next((who for (start, end), who in reading.voices.items() if start <= place < end), None)


def _touching(reading: Reading, sentences: list[Sentence], span: tuple[int, int]) -> list[Sentence]:
    """The sentences that the quotation stands in, with what leads to it by a colon or goes on from it after a comma."""
    start, end = span
    goes_on = reading.text[end - 2 : end - 1] in {",", "?", "!", "’", "'"}
    led_to = reading.text[max(0, start - 2) : start].rstrip()[-1:] in {":", ","}
    return [
        one
        for one in sentences
        if (one.start < end and start < one.end)
        or (goes_on and end <= one.start <= end + 1)
        or (led_to and start - 2 <= one.end <= start)
    ]


def _beside(reading: Reading, sentences: list[Sentence], span: tuple[int, int]) -> Attribution | None:
    candidates: list[tuple[int, Attribution]] = []
    for sentence in _touching(reading, sentences, span):
        for token in sentence.span:
            if token.pos_ not in {"VERB", "AUX"} or sentence.in_speech(token):
                continue
            if token.lemma_.lower() not in words("saying") | {"talk", "speak", "ask", "continue"}:
                continue
            speaker = speaker_of(token)
            place = sentence.place(token)
            distance = place - span[1] if place >= span[1] else span[0] - place
            if speaker is not None:
                # After the quotation is the commoner place, so it wins over one as near before it.
                candidates.append((distance + (40 if place < span[0] else 0), speaker))
            elif distance < 40:
                return Attribution("", token, False)
    return min(candidates, key=lambda row: row[0])[1] if candidates else None


def _says_otherwise(reading: Reading, sentences: list[Sentence], span: tuple[int, int]) -> bool:
    """Whether a saying verb whose subject stays open stands beside the quotation."""
    return any(
        token.lemma_.lower() in words("speech")
        and token.pos_ == "VERB"
        and not sentence.in_speech(token)
        and any(child.dep_ in SUBJECTS and child.pos_ == "PRON" for child in token.children)
        for sentence in _touching(reading, sentences, span)
        for token in sentence.span
    )
