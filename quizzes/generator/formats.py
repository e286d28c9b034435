"""An ask dressed in a format: multiple choice, true or false, cloze, short answer or ordering."""

import random
import re
from dataclasses import dataclass

from spacy.tokens import Token
from wordfreq import zipf_frequency

from .asks import Ask, Form
from .clause import Clause
from .distractors import distractors
from .drafts import BLANK, Choice, DraftQuestion, Evidence, Format, Kind, Options, Skill
from .flaws import Flaw, typeable
from .lexicon import number_words, words
from .pronouns import person_of
from .reading import Reading
from .twists import Twist, is_sensitive, twists
from .wording import capitalise

EASE = {
    Format.TRUE_FALSE: 0.2,
    Format.MULTIPLE_CHOICE: 0.3,
    Format.CLOZE: 0.45,
    Format.SHORT_ANSWER: 0.5,
    Format.ORDERING: 0.5,
}
# Zipf frequencies: above the one a word is so common that others fit its gap too; below the other few readers know it.
COMMONEST, RAREST = 4.4, 2.5


@dataclass(frozen=True)
class Dressing:
    """What dressing needs besides the ask: the article, its clauses, the seed, and what the set still wants."""

    reading: Reading
    clauses: tuple[Clause, ...]
    seed: int
    key_place: int
    want_false: bool


def dress(ask: Ask, format_: Format, dressing: Dressing, score: float) -> DraftQuestion | Flaw:
    """The ask in the format, or the flaw that keeps it from being had."""
    match format_:
        case Format.MULTIPLE_CHOICE:
            return _multiple_choice(ask, dressing, score)
        case Format.TRUE_FALSE:
            return _true_false(ask, dressing, score)
        case Format.CLOZE:
            return _cloze(ask, dressing, score)
        case Format.SHORT_ANSWER:
            return _short_answer(ask, dressing, score)
        case Format.ORDERING:
            return _ordering(ask, dressing, score)


def _draft(
    ask: Ask,
    dressing: Dressing,
    format_: Format,
    score: float,
    *,
    stem: str,
    model_answer: str,
    explanation: str,
    choices: tuple[Choice, ...] = (),
    accepted: tuple[str, ...] = (),
) -> DraftQuestion:
    return DraftQuestion(
        kind=ask.kind,
        format=format_,
        stem=stem,
        choices=choices,
        accepted_answers=accepted,
        model_answer=model_answer,
        evidence=_evidence(ask, dressing),
        skill=ask.skill,
        bloom=ask.bloom,
        difficulty=_difficulty(ask, format_),
        rule=ask.rule,
        score=round(score, 3),
        explanation=explanation,
    )


def _difficulty(ask: Ask, format_: Format) -> float:
    """A first estimate: harder when typed, when it asks why, over two sentences, and in long sentences."""
    estimate = EASE[format_]
    estimate += 0.15 if ask.kind is not Kind.DETAIL else 0.0
    estimate += 0.1 if ask.skill is Skill.EVALUATE else 0.0
    estimate += 0.15 if len(ask.sentences) > 1 else 0.0
    estimate += min(0.2, sum(len(sentence.span) for sentence in ask.sentences) / 200)
    return round(min(1.0, estimate), 2)


def _quotes(ask: Ask, dressing: Dressing) -> str:
    return " ".join(f"“{span.quote}”" for span in _evidence(ask, dressing))


def _explained(ask: Ask, quoted: str) -> str:
    return f"{ask.because} {quoted}" if ask.because else quoted


def _evidence(ask: Ask, dressing: Dressing) -> tuple[Evidence, ...]:
    return ask.spans or dressing.reading.evidence(*ask.sentences)


def _ordering(ask: Ask, dressing: Dressing, score: float) -> DraftQuestion:
    """The events in their right order; whoever shows the question shuffles them."""
    return _draft(
        ask, dressing, Format.ORDERING, score,
        stem=ask.stem, model_answer=ask.answer, choices=ask.options,
        explanation=f"The years in the article give the order: {_quotes(ask, dressing)}",
    )  # fmt: skip


def _multiple_choice(ask: Ask, dressing: Dressing, score: float) -> DraftQuestion | Flaw:
    wrong = list(ask.options or distractors(dressing.reading, dressing.clauses, ask, dressing.seed))
    if not wrong:
        return Flaw.FEW_DISTRACTORS
    random.Random(f"{dressing.seed}:order:{ask.stem}").shuffle(wrong)
    place = dressing.key_place % (len(wrong) + 1)
    choices = (*wrong[:place], Choice(ask.answer, is_key=True), *wrong[place:])
    explanation = _explained(ask, f"The article says: {_quotes(ask, dressing)}")
    return _draft(
        ask, dressing, Format.MULTIPLE_CHOICE, score,
        stem=ask.stem, model_answer=ask.answer, explanation=explanation, choices=choices,
    )  # fmt: skip


def _true_false(ask: Ask, dressing: Dressing, score: float) -> DraftQuestion | Flaw:
    statement = _sentence(ask.statement)
    if ask.clause.hedged and ask.clause.attribution is None:
        statement = _sentence(f"According to the article, {ask.clause.inside}")
    quotes = _quotes(ask, dressing)
    if not dressing.want_false:
        if any(statement.lower() == sentence.text.lower() for sentence in ask.sentences):
            return Flaw.COPIED
        choices = (Choice("True", is_key=True), Choice("False", note=f"The article says so: {quotes}"))
        return _draft(
            ask, dressing, Format.TRUE_FALSE, score,
            stem=statement, model_answer="True", explanation=f"True. The article says: {quotes}", choices=choices,
        )  # fmt: skip
    twist = _false_twist(ask, dressing, statement)
    if twist is None:
        return Flaw.NO_FALSE_STATEMENT
    if _hurts(ask, statement) or _hurts(ask, twist.text):
        return Flaw.SENSITIVE
    note = f"The article says “{twist.old}”, not “{twist.new}”: {quotes}"
    return _draft(
        ask, dressing, Format.TRUE_FALSE, score,
        stem=twist.text, model_answer="False", explanation=f"False. {note}",
        choices=(Choice("True", note=note), Choice("False", is_key=True)),
    )  # fmt: skip


def _hurts(ask: Ask, text: str) -> bool:
    """Whether a false statement speaks of crime, death or illness; of how prisons are run it may, naming nobody."""
    if any(token.ent_type_ == "PERSON" or person_of(token) is not None for token in ask.clause.tokens):
        return is_sensitive(text)
    prisons = "|".join(sorted(words("prisons"), key=len, reverse=True))
    return is_sensitive(re.sub(rf"\b(?:{prisons})\b", "", text, flags=re.IGNORECASE))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _false_twist(ask: Ask, dressing: Dressing, statement: str) -> Twist | None:
    """The surest change of the predicate that makes the statement false, and true of no other sentence."""
    predicate = [token for token in ask.clause.tokens if token not in ask.clause.subject_tokens]
    speaker = ask.clause.attribution.speaker if ask.clause.attribution else ""
    for twist in twists(dressing.reading, statement, predicate):
        if twist.old in speaker or _says_so(dressing.reading, twist, ask):
            continue
        return twist
    return None


def _says_so(reading: Reading, twist: Twist, ask: Ask) -> bool:
    """Whether some sentence of the article holds all the words of weight of the twisted statement."""
    wanted = set(re.findall(r"\w{4,}|\d+", twist.text.lower()))
    return any(
        wanted <= set(re.findall(r"\w{4,}|\d+", sentence.text.lower()))
        for sentence in reading.sentences
        if sentence not in ask.sentences
    )


def _cloze(ask: Ask, dressing: Dressing, score: float) -> DraftQuestion | Flaw:
    statement = _sentence(ask.statement)
    gap = _gap(ask, statement)
    if gap is None:
        return Flaw.NO_GAP
    words_out, tokens = gap
    stem = re.sub(rf"(?<![\w-]){re.escape(words_out)}(?![\w-])", BLANK, statement)
    stem = re.sub(rf"\b([Aa])n? (?={BLANK})", r"\1(n) ", stem)
    return _draft(
        ask, dressing, Format.CLOZE, score,
        stem=stem, model_answer=words_out, accepted=_variants(dressing.reading, words_out, tokens),
        explanation=f"The missing words are “{words_out}”. The article says: {_quotes(ask, dressing)}",
    )  # fmt: skip


def _gap(ask: Ask, statement: str) -> tuple[str, tuple[Token, ...]] | None:
    """The words to leave out: in the second half, there once, and hard to fill otherwise by who read the article."""
    best: tuple[float, str, tuple[Token, ...]] | None = None
    subject = set(ask.clause.subject_tokens)
    used = [token for token in ask.clause.tokens if token not in subject]
    for token in used:
        tokens = _whole(token)
        text = " ".join(part.text for part in tokens) if len(tokens) > 1 else token.text
        if not set(tokens) <= set(used) or len(re.findall(rf"(?<![\w-]){re.escape(text)}(?![\w-])", statement)) != 1:
            continue
        if statement.index(text) < len(statement) * 0.4 or statement.rstrip(".").lower().count(text.lower()) > 1:
            continue
        worth = _gap_worth(token)
        if worth and (best is None or worth > best[0]):
            best = (worth, text, tokens)
    return None if best is None else best[1:]


def _whole(token: Token) -> tuple[Token, ...]:
    """The name the token belongs to, or the token alone."""
    for entity in token.doc.ents:
        if entity.start <= token.i < entity.end and entity.label_ in {"PERSON", "GPE", "ORG", "LOC"}:
            tokens = tuple(
                part for part in entity if part.dep_ not in {"det", "case"} and part.text not in {"’s", "'s"}
            )
            return tokens if 1 <= len(tokens) <= 3 else (token,)
    return (token,)


def _gap_worth(token: Token) -> float:
    if token.ent_type_ in {"PERSON", "GPE", "ORG", "LOC"} and token.pos_ == "PROPN":
        return 0.8
    if token.pos_ == "NUM":
        in_date = token.ent_type_ == "DATE" and any(e.start <= token.i < e.end and len(e) > 2 for e in token.doc.ents)
        return 0.0 if in_date or token.ent_type_ in {"ORDINAL", "TIME"} or token.lower_ == "one" else 0.7
    if token.pos_ != "NOUN" or token.lemma_.lower() in words("vague") | words("times") or not token.is_alpha:
        return 0.0
    frequency = zipf_frequency(token.lower_, "en")
    if not RAREST <= frequency <= COMMONEST:
        return 0.0
    return 0.6 - frequency / 20


def _short_answer(ask: Ask, dressing: Dressing, score: float) -> DraftQuestion | Flaw:
    if not typeable(ask):
        return Flaw.NOT_TYPEABLE
    said = set(ask.answer.lower().split())
    tokens = tuple(token for sentence in ask.sentences for token in sentence.span if token.lower_ in said)
    accepted = _variants(dressing.reading, ask.answer, tokens)
    return _draft(
        ask, dressing, Format.SHORT_ANSWER, score,
        stem=ask.stem, model_answer=ask.answer, accepted=accepted,
        explanation=f"A good answer: {ask.answer}. The article says: {_quotes(ask, dressing)}",
    )  # fmt: skip


_LEADS = re.compile(r"^(because of|because|to|by|as an?|as|in|at|on|the|an?|it|they) ", re.IGNORECASE)


def _variants(reading: Reading, answer: str, tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """Wordings that count as the answer: without its small first word, numbers in digits and words, names in full."""
    found = [answer]
    plain = _LEADS.sub("", answer)
    found.append(capitalise(plain))
    for token in tokens:
        if token.lower_ in number_words():
            # "Four hundred" is not "4 hundred".
            alone = token.i + 1 >= len(token.doc) or token.nbor(1).pos_ != "NUM"
            digits = str(number_words().index(token.lower_))
            if alone:
                found.append(re.sub(rf"\b{re.escape(token.text)}\b", digits, answer, flags=re.IGNORECASE))
        elif token.text.isdigit() and int(token.text) < len(number_words()):
            found.append(capitalise(re.sub(rf"\b{token.text}\b", number_words()[int(token.text)], answer)))
    if len(answer.split()) <= 3 and any(token.ent_type_ == "PERSON" for token in tokens):
        surname = answer.split()[-1]
        full = reading.people.get(surname)
        found.extend(name for name in (full, surname) if name)
    if len(answer.split()) == 1 and tokens and tokens[0].pos_ == "NOUN" and tokens[0].is_lower:
        found.append(tokens[0].lemma_)
    return tuple(dict.fromkeys(found))


# Kinds that ask for what matters in an article; of details the rules that ask what somebody means to do, how, and what
# becomes of something.
MATTERING = frozenset({Kind.REASON, Kind.EFFECT, Kind.STATEMENT, Kind.INFERENCE})
MATTERING_RULES = frozenset({"detail.intended", "detail.manner", "detail.happened", "detail.what_deed"})
# What somebody goes on doing or used to do is no plan.
PLANNING = re.compile(r"\b(need|want|hope|plan|promise|try|tried|seek|intend|aim|agree)\w*\b")


def formats_for(ask: Ask, options: Options) -> tuple[Format, ...]:
    """The formats that make sense for the ask, the most natural first.

    A question becomes a statement to judge or to complete only for a teacher who asks for those formats, and one about
    a minor detail a choice.
    """
    if ask.form is Form.FACT:
        return (Format.TRUE_FALSE, Format.CLOZE)
    if ask.form is Form.ORDER:
        return (Format.ORDERING,)
    if ask.options:
        return (Format.MULTIPLE_CHOICE,)
    asked = (Format.MULTIPLE_CHOICE, Format.SHORT_ANSWER) if _matters(ask) else (Format.SHORT_ANSWER,)
    if not options.formats:
        return asked
    return (*dict.fromkeys((*asked, Format.MULTIPLE_CHOICE)), Format.TRUE_FALSE, Format.CLOZE)


def _matters(ask: Ask) -> bool:
    """Whether the question is worth four options, and these would not show which of them is the article's."""
    if ask.clause.direct or "“" in ask.answer:
        # Somebody's own words show by their wording that the others were spoken by nobody.
        return False
    if ask.form.is_phrase and not (ask.form is Form.THING and ask.kind is Kind.REASON):
        return False
    if ask.rule == "inference.concession":
        # Whatever else happened happened even so.
        return False
    if ask.form is Form.CLAUSE and re.search(r"\b(feel|hope|fear|wish)\?$", ask.stem):
        # What the article says besides is nobody's feeling.
        return False
    if ask.rule == "detail.intended" and not PLANNING.search(ask.stem):
        return False
    return ask.kind in MATTERING or ask.rule in MATTERING_RULES
