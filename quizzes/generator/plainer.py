"""Sentences that the parser lost its way in, in plainer words: without asides, without who says so, in halves."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from .lexicon import words
from .pronouns import SUBJECTS
from .reading import Attribution, Reading, Sentence, is_plural, personal
from .speakers import denied, named_speaker, speaker_of, voice
from .wording import capitalise, noun_tokens, phrase_text

# Asides that may come out of a sentence as text: in brackets, between dashes, or a few words between a subject and its
# verb or after "that".
BEFORE_VERB = (
    r"(?=,? (?:(?:\w+ly|never|also|still|now) )?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must"
    r"|should|does|do|did|said|says|told|\w{2,}ed|\w{3,}s)\b(?!,| and| or))"
)
ASIDES = (
    re.compile(r"^(?:That|This) (?:is|was) why "),
    re.compile(r" \([^()]*\)"),
    re.compile(r" [–—] [^–—]*? [–—] "),
    re.compile(rf", (?!(?:and|but|or|which|who|whose|where|that|as|if|when) )[^,“”;:–—]{{3,70}}{BEFORE_VERB},"),
    re.compile(rf", (?:who|which) [^,“”;:–—]{{3,80}}{BEFORE_VERB},"),
    re.compile(r", (?:for example|for instance|however|though|of course|in fact|meanwhile|instead|indeed|too),"),
    re.compile(
        r", \w{2,}(?:ed|en|wn|lt|de) (?:by|in|from|at|with|for|as|on) [^,“”;:–—]{2,60}(?=, (?!and|but|or|\w+ing)[a-z]),"
    ),
    re.compile(r"(?<= that)(?= ), (?!if|when|unless)[^,“”;:–—]{3,50},"),
)
# What a sentence ends in and can do without.
TAILS = (
    re.compile(r" [–—] [^–—]+(?=\.$)"),
    re.compile(
        r", (?:compared with|including|such as|of which|of whom|which|who|where|whose|with|(?!according)\w{3,}ing)"
        r" [^“”]+(?=\.$)"
    ),
)
OPENERS = re.compile(r"^(?:But|And|Yet|So|(?:However|As a result|In fact|Indeed|Meanwhile|For example|Of course),?) ")
# Two sentences joined into one.
JOINTS = re.compile(r"(?:,|;)? (?:and|but) |; ")
# What a part of a sentence may hang on, or open without closing it.
HANGING = re.compile(
    r"\b(?:if|unless|whether|when|because|although|while|as|since|so|both|either|neither|only|between|which|who|where)\b",
    re.IGNORECASE,
)
# What is added in one's own name to what is said of others: "and we can measure this".
OWN = re.compile(r",? and (?:I|we|I’m|we’re|I’ve|we’ve) [^“”]+(?=\.$)")
# "For a plan to be approved, it has to be tested": what has to be, and what for.
CONDITION = re.compile(r"^[Ff]or ((?:an?|the) [^,]+?) to ([^,]+), (?:it|they) ((?:has|have|needs?) to|must) ([^,]+)\.$")
# A first half that says nothing and leaves the second one free.
OPEN = re.compile(
    r"^(?:But |And )?[Ww]hether .* (?:remains to be seen|is (?:unclear|not clear|not known|an open question))$"
)
SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|add(?:ed|s)|argue[ds]?|warn(?:ed|s)|claim(?:ed|s)|according|insist(?:ed|s)|points?)\b"
)
LIST = re.compile(r",|\b(?:such as|including|like|between)\b")
# How a clause of its own starts, by the parser's tags, and what its verb may be.
STARTS, FINITE = (
    frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP$", "JJ", "CD", "EX", "VBG"}),
    {"VBZ", "VBD", "VBP", "MD"},
)
# How a noun in the singular starts that is told about by itself.
STARTED = frozenset({"DT", "NNP", "NNPS", "PRP$", "CD"})
FEWEST, HALF = 5, 5


def plainer(reading: Reading, sentence: Sentence) -> Iterator[tuple[str, Attribution | None]]:
    """Shorter texts that say part of what the sentence says, each with who says so."""
    found: list[tuple[str, Attribution | None]] = []
    if sentence.text.endswith("?"):
        return
    if any(start < sentence.end and sentence.start < end for start, end in sentence.quoted):
        found.extend(_spoken(reading, sentence))
    else:
        found.append((sentence.text, None))
        for text, who in _with_source(sentence):
            # A source named at the end vouches for what stands before it.
            found.extend([(text, who), *((half, who) for half in list(_halves(sentence, text))[-1:])])
        found.extend(_reported(sentence))
        if not _tells(sentence):
            found.extend((text, None) for text in _related(sentence))
            found.extend((half, None) for half in _halves(sentence, sentence.text))
    seen = {sentence.text}
    for said, who in found:
        for text in _shorter(said):
            if text not in seen and len(text.split()) >= FEWEST:
                seen.add(text)
                yield text, who


def _related(sentence: Sentence) -> Iterator[str]:
    """What a relative clause at the end says of its noun: "..., which plans a ban" as "the government plans a ban"."""
    for token in sentence.span:
        which = next((child for child in token.children if child.lower_ in {"which", "who"}), None)
        if token.dep_ != "relcl" or which is None or which.i == 0 or which.nbor(-1).text != ",":
            continue
        noun = noun_tokens(token.head)
        rest = sentence.text[which.idx + len(which) - sentence.span.start_char :].strip()
        alone = token.head.dep_ != "pobj" or token.head.head.head.pos_ not in {"NOUN", "PROPN"}
        opened = is_plural(token.head) or noun[0].tag_ in STARTED
        if "," not in rest and alone and opened and not any(personal(one) for one in noun):
            yield capitalise(f"{phrase_text(noun)} {rest}")


def _shorter(text: str) -> Iterator[str]:
    """The text without its opener and asides, and without its tail too."""
    plain = OPENERS.sub("", text)
    plain = capitalise(CONDITION.sub(r"\1 \3 \4 to \2.", plain))
    for aside in ASIDES:
        plain = " ".join(aside.sub(_unless_saying, plain).split())
    yield plain
    for tail in TAILS:
        # "There are people who will read it": without the "who" it says something else.
        plain = plain if plain.startswith("There ") else tail.sub("", plain)
    yield plain


def _unless_saying(aside: re.Match[str]) -> str:
    """Nothing in place of an aside; but who says so stays, what follows that, and what is one of a list."""
    before = aside.string[: aside.start()]
    said = SAID.search(aside.group()) or re.search(rf"{SAID.pattern}(?: out)?$", before)
    listed = re.match(r", (?!who |which )", aside.group()) is not None and LIST.search(before) is not None
    clause = re.search(r"\b(?:I|we|you|he|she|they|it)\b", aside.group()) is not None
    return aside.group() if said or listed or clause else " "


def _tells(sentence: Sentence) -> bool:
    """Whether somebody says something in the sentence: a half of it alone would be told as a fact."""
    return any(
        (token.pos_ == "VERB" and token.lemma_.lower() in words("saying")) or token.lower_ == "according"
        for token in sentence.span
    )


def _halves(sentence: Sentence, text: str) -> Iterator[str]:
    """The parts of two sentences joined by "and" or "but", where neither hangs on the other.

    `text` is the sentence or its end.
    """
    for joint in JOINTS.finditer(text):
        one, other = text[: joint.start()], text[joint.end() :]
        open_ = OPEN.search(one) is not None
        if min(len(one.split()), len(other.split())) < HALF or "“" in text or (HANGING.search(one) and not open_):
            continue
        start = sentence.span.start_char + sentence.text.find(other[:24])
        if _is_clause([token for token in sentence.span if token.idx >= start]):
            if not open_:
                yield f"{one}."
            yield capitalise(other)
            return


def _is_clause(tokens: list[Token]) -> bool:
    """Whether the words start with a subject and go straight on to its verb, which has no other subject before them."""
    verb = next((place for place, token in enumerate(tokens) if token.tag_ in FINITE), 0)
    broken = any(token.tag_ in {"WDT", "WP", "WRB"} or token.text == "," for token in tokens[:verb])
    if verb == 0 or broken or tokens[0].tag_ not in STARTS:
        return False
    main = tokens[verb].head if tokens[verb].dep_ in {"aux", "auxpass"} else tokens[verb]
    return not any(child.dep_ in SUBJECTS and child.i < tokens[0].i for child in main.children)


def _spoken(reading: Reading, sentence: Sentence) -> Iterator[tuple[str, Attribution | None]]:
    """What stands in quotation marks in the sentence, of a known speaker."""
    for start, end in sentence.quoted:
        first, last = max(start + 1, sentence.start), min(end - 1, sentence.end)
        text = reading.text[first:last].strip(" ,“”")
        token = next((one for one in sentence.span if first <= sentence.place(one) < last), None)
        who = voice(reading, sentence, token) if token is not None else None
        if who is not None and who.speaker and not re.search(r"[“”‘?]", text):
            said = capitalise(text.rstrip(".") + ".")
            yield said, who
            yield OWN.sub("", said), who


def _reported(sentence: Sentence) -> Iterator[tuple[str, Attribution | None]]:
    """What follows "she said that", or stands around ", she said,"."""
    for token in sentence.span:
        if token.pos_ != "VERB" or token.lemma_.lower() not in words("saying") or not _asserts(token):
            continue
        who = speaker_of(token)
        if who is None or not who.speaker:
            continue
        around = _around(sentence, token)
        if around is not None:
            yield around, who
        elif token.i < sentence.span.end - FEWEST and _opens(sentence, token):
            rest = sentence.text[token.idx + len(token) - sentence.span.start_char :].strip()
            rest = re.sub(r"^(?:out |[^,]{0,30}?)?\bthat,? ", "", rest) if token.lemma_ in {"tell", "point"} else rest
            rest = capitalise(re.sub(r"^that,? ", "", rest))
            # Whether the second of two sentences is still what they say is open.
            yield next(_halves(sentence, rest), rest), who


def _asserts(saying: Token) -> bool:
    """Whether the verb is a finite one that nobody denies or doubts."""
    helpers = [child for child in saying.children if child.dep_ in {"aux", "auxpass"}]
    finite = saying.tag_ in FINITE or any(child.lemma_ == "have" for child in helpers)
    return finite and not denied(saying) and saying.lemma_ not in {"hope", "fear", "worry"}


def _opens(sentence: Sentence, saying: Token) -> bool:
    """Whether the saying verb is the sentence's first, so that all that follows is said."""
    said = sentence.text[: saying.idx - sentence.span.start_char]
    # Before a dash stands a sentence of its own.
    start = said.find(" – ") + 3 if said.count(" – ") == 1 else 0
    before = said[start:]
    first = not any(
        sentence.span.start_char + start <= token.idx < saying.idx
        and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        and token.dep_ not in {"aux", "auxpass"}
        for token in sentence.span
    )
    following = saying.nbor(1) if saying.i + 1 < len(saying.doc) else None
    straight = following is not None and (
        following.lower_ == "that" or following.pos_ in {"DET", "NOUN", "PROPN", "NUM", "ADJ"}
    )
    told = saying.lemma_ in {"tell", "point"} and re.search(r" that\b", sentence.text[len(said) :]) is not None
    return first and HANGING.search(before) is None and (straight or told)


def _around(sentence: Sentence, saying: Token) -> str | None:
    """The sentence without a ", she said," in its midst or ", she said" at its end."""
    text, place = sentence.text, saying.idx - sentence.span.start_char
    start = text.rfind(",", 0, place)
    end = place + len(saying)
    follows = re.match(r"(?: out)?(?: (?:on|in) \w+| recently| later| yesterday)?(?=[,.])", text[end:])
    if start < 0 or follows is None or len(text[start:place].split()) > 8 or HANGING.search(text[start:place]):
        return None
    end += follows.end()
    return f"{text[:start]}{text[end + 1 :]}" if text[end] == "," else f"{text[:start]}."


def _with_source(sentence: Sentence) -> Iterator[tuple[str, Attribution | None]]:
    """The sentence without its "according to ...", and whom that names."""
    for token in sentence.span:
        if token.lower_ != "according" or token.i + 2 >= len(token.doc):
            continue
        source = next((one for one in token.subtree if one.dep_ == "pobj" and one.i > token.i + 1), None)
        who = named_speaker(source) if source is not None else None
        text = re.sub(r"^According to [^,]+, |,? according to [^,.]+(?=[,.])", "", sentence.text)
        if who is not None and text != sentence.text:
            yield capitalise(text), who
