"""Why something happened or was done: from because, due to, in order to, and from sentences that say "that is why"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.building import clause_at
from quizzes.generator.clause import Clause, Unit
from quizzes.generator.drafts import Bloom, Kind, Skill
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import question
from quizzes.generator.reading import HE_SHE, IT, THEY, Reading, is_person, is_plural
from quizzes.generator.wording import phrase_text

from .common import (
    acts,
    as_answer,
    attributed,
    causes,
    complement_of,
    content_count,
    cut,
    open_pronoun,
    prefixed,
    reports,
    usable,
    what_is,
)


def ask(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Ask]:
    """Asks for the reasons the article gives in so many words."""
    previous: Clause | None = None
    for clause in clauses:
        if usable(clause):
            yield from _because(reading, clause)
            yield from _because_of(clause)
            yield from _so_that(clause)
            yield from _so_much_that(reading, clause)
            yield from _given_reason(clause)
            yield from _purpose(clause)
            yield from _across(clause, previous)
        previous = clause


def _why(clause: Clause, rest: Clause, answer: str, form: Form, rule: str, because: str, worth: float) -> Ask:
    statement = attributed(clause, f"{rest.statement} {because}")
    return Ask(
        kind=Kind.REASON,
        rule=rule,
        stem=prefixed(clause, question("Why", rest)),
        answer=as_answer(answer),
        form=form,
        statement=statement,
        clause=clause,
        sentences=(clause.sentence,),
        worth=worth,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
    )


def _because(reading: Reading, clause: Clause) -> Iterator[Ask]:
    for unit in _clauses_of(clause):
        marks = [child for child in unit.head.children if child.dep_ == "mark" and child.i < unit.head.i]
        if not marks or marks[0].lower_ != "because" or _goes_on(unit):
            continue
        inner = clause_at(reading, clause.sentence, unit.head)
        answer = inner.statement if inner is not None else None
        if answer is None or len(answer.split()) < 0.75 * (len(unit.tokens) - 1):
            answer = _own_words(clause, unit, marks[0])
        rest = clause.without(unit)
        if answer is None or not _worth_asking(rest) or reports(clause):
            continue
        yield _why(clause, rest, answer, Form.CLAUSE, "reason.because", phrase_text(unit.tokens), 1.0)


def _goes_on(unit: Unit) -> bool:
    """Whether a finite verb follows the reason straight away: the parser cut it short."""
    last = unit.tokens[-1]
    return last.i + 1 < len(last.doc) and last.nbor(1).tag_ in {"VBZ", "VBD", "VBP", "MD"}


def _clauses_of(clause: Clause) -> list[Unit]:
    """The adverbial clauses of the clause, also those set off by a comma or standing before it."""
    return [unit for unit in (*clause.leading, *clause.units) if unit.role == "advcl"]


def _own_words(clause: Clause, unit: Unit, mark: Token) -> str | None:
    """The reason in its own words where its only pronoun can mean nothing but the subject of the question."""
    tokens = tuple(token for token in unit.tokens if token.i > mark.i)
    person = clause.resolved or is_person(clause.subject_head)
    allowed = THEY if clause.plural else HE_SHE if person else IT
    if any(token.pos_ == "NOUN" and is_plural(token) for token in clause.tokens if token.i < mark.i):
        allowed = allowed | THEY
    pronouns = {token.lower_ for token in tokens if token.lower_ in HE_SHE | THEY | IT}
    if not pronouns <= allowed or any(
        token.lower_ in {"this", "that", "these", "those"} and token.dep_ != "mark" for token in tokens[:2]
    ):
        return None
    if any(token.lower_ in {"i", "we", "you", "me", "us", "my", "our", "your"} for token in tokens):
        return None
    return phrase_text(tokens)


def _because_of(clause: Clause) -> Iterator[Ask]:
    """ "Sales fell due to the strike": why did sales fall? Because of the strike."""
    for cause, rest in causes(clause):
        if _worth_asking(rest):
            text = f"because of {phrase_text(cause)}"
            yield _why(clause, rest, text, Form.BECAUSE_OF, "reason.because_of", text, 0.95)


def _so_that(clause: Clause) -> Iterator[Ask]:
    """ "They start early so that they can rest at noon": why do they start early?"""
    for unit in clause.units:
        if unit.role != "advcl" or [token.lower_ for token in unit.tokens[:2]] != ["so", "that"]:
            continue
        rest = clause.without(unit)
        if content_count(unit.tokens) >= 2 and _worth_asking(rest):
            yield _why(clause, rest, unit.text, Form.SO_THAT, "reason.so_that", unit.text, 0.9)


def _so_much_that(reading: Reading, clause: Clause) -> Iterator[Ask]:
    """ "The numbers were so small that nobody noticed them": why did nobody notice them?"""
    unit = clause.unit("acomp")
    if unit is None or clause.negated or not any(child.lower_ == "so" for child in unit.head.children):
        return
    follows = next((child for child in (*unit.head.children, *clause.verb.children) if _that(child, unit.head)), None)
    inner = clause_at(reading, clause.sentence, follows) if follows is not None else None
    if follows is None or inner is None or inner.resolved or not _worth_asking(inner):
        return
    if open_pronoun(tuple(inner.tokens)):
        # "What they are doing": who they are stands in what the question leaves out.
        return
    cause = cut(clause, set(follows.subtree))
    rest = replace(inner, attribution=clause.attribution)
    # Without what follows from it nothing is "so" dazzling.
    plain = cut(cause, {child for child in unit.head.children if child.lower_ == "so"})
    yield _why(clause, rest, plain.statement, Form.CLAUSE, "reason.so_much_that", f"because {plain.inside}", 0.95)


def _that(verb: Token, quality: Token) -> bool:
    """Whether the verb's clause follows the quality and opens with "that"."""
    marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
    return verb.dep_ in {"ccomp", "advcl"} and verb.i > quality.i and marks == ["that"]


def _given_reason(clause: Clause) -> Iterator[Ask]:
    """ "One reason for the fall is that courts are milder": what is one reason for the fall?"""
    answer = complement_of(clause, frozenset({"reason", "cause", "explanation", "motive"}))
    if answer is None:
        return
    stem = what_is(clause)
    yield Ask(
        kind=Kind.REASON,
        rule="reason.given",
        stem=prefixed(clause, stem),
        answer=as_answer(answer[0]),
        form=answer[1],
        statement=attributed(clause, clause.statement),
        clause=clause,
        sentences=(clause.sentence,),
        worth=1.0,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
        plural=clause.plural,
    )


def _purpose(clause: Clause) -> Iterator[Ask]:
    """ "They closed the bridge to repair it": why did they close it? To repair it."""
    if not acts(clause):
        return
    yield from _in_order(clause)
    yield from _aim_first(clause)
    yield from _done_to(clause)
    yield from _provided(clause)
    deepest = clause.verb
    while (deeper := next((c for c in deepest.children if c.dep_ == "xcomp" and c.i > deepest.i), None)) is not None:
        deepest = deeper
    for verb in dict.fromkeys((clause.verb, deepest)):
        for child in verb.children:
            tokens = tuple(child.subtree)
            if child.dep_ != "advcl" or child.tag_ != "VB" or child.i < verb.i or tokens[0].lower_ != "to":
                continue
            rest = cut(clause, set(tokens))
            said = any(unit.role in {"dobj", "prep", "xcomp", "attr"} for unit in rest.units)
            if said and 3 <= len(tokens) <= 22 and content_count(tokens) >= 2 and _worth_asking(rest):
                answer = phrase_text(_until_comma(tokens))
                yield _why(clause, rest, answer, Form.PURPOSE, "reason.purpose", answer, 0.92)


def _in_order(clause: Clause) -> Iterator[Ask]:
    """ "in order to ...", which the parser reads as a noun phrase."""
    for unit in clause.units:
        if [token.lower_ for token in unit.tokens[:3]] == ["in", "order", "to"] and content_count(unit.tokens[2:]) >= 2:
            rest = clause.without(unit)
            if _worth_asking(rest):
                answer = phrase_text(unit.tokens[2:])
                yield _why(clause, rest, answer, Form.PURPOSE, "reason.purpose", answer, 0.95)


def _done_to(clause: Clause) -> Iterator[Ask]:
    """ "Zimbabwe was given money to develop a project": why was it given money? Not of "asked", "allowed"."""
    unit = clause.unit("xcomp")
    if unit is None or unit.tokens[0].lower_ != "to" or unit.head.tag_ != "VB" or content_count(unit.tokens) < 2:
        return
    lemma = clause.verb.lemma_.lower()
    if lemma in words("controlling") | words("intending") | words("saying") or open_pronoun(unit.tokens):
        return
    if clause.unit("dobj") is None and not (clause.passive and clause.unit("prep", "npadvmod")) and lemma not in MOVING:
        return
    rest = clause.without(unit)
    if _worth_asking(rest):
        answer = phrase_text(_until_comma(unit.tokens))
        yield _why(clause, rest, answer, Form.PURPOSE, "reason.purpose", answer, 0.92)


def _provided(clause: Clause) -> Iterator[Ask]:
    """ "The charity offers training to raise incomes": why does it offer training? Not of "a plan to raise incomes"."""
    unit = clause.unit("dobj")
    if unit is None or clause.passive or clause.verb.lemma_.lower() not in words("providing"):
        return
    aim = next((child for child in unit.head.children if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB"), None)
    if aim is None or aim.lemma_.lower() not in words("furthering") or unit.head.lemma_.lower() in words("aiming"):
        return
    tokens = _until_comma(tuple(aim.subtree))
    if tokens[0].lower_ != "to" or content_count(tokens) < 2 or open_pronoun(tokens):
        return
    rest = cut(clause, set(aim.subtree))
    if _worth_asking(rest):
        answer = phrase_text(tokens)
        yield _why(clause, rest, answer, Form.PURPOSE, "reason.purpose", answer, 0.9)


MOVING = frozenset({"go", "come", "travel", "return", "gather", "meet", "join", "fly", "rush", "work", "train", "stop"})


def _aim_first(clause: Clause) -> Iterator[Ask]:
    """ "To spread the risk, gangs recruit in schools": why do gangs recruit in schools?"""
    for unit in clause.leading:
        start = [token.lower_ for token in unit.tokens]
        if unit.role != "advcl" or "to" not in start[:3] or open_pronoun(unit.tokens) or content_count(unit.tokens) < 2:
            continue
        rest = clause.without(unit)
        if _worth_asking(rest):
            answer = phrase_text(unit.tokens[start.index("to") :])
            yield _why(clause, rest, answer, Form.PURPOSE, "reason.purpose", answer, 0.95)


def _until_comma(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens up to a relative clause or participle set off by a comma."""
    for position, token in enumerate(tokens):
        if (
            token.text == ","
            and position + 1 < len(tokens)
            and tokens[position + 1].lower_ in {"which", "who", "where"}
        ):
            return tokens[:position]
    return tokens


RESULT_OPENERS = (
    ("as", "a", "result"),
    ("therefore",),
    ("consequently",),
    ("for", "this", "reason"),
)


def _across(clause: Clause, previous: Clause | None) -> Iterator[Ask]:
    """Two sentences joined by "As a result, ..." or "Therefore, ...": the first is the reason for the second."""
    opening = [token.lower_ for token in clause.sentence.span if not token.is_space][:3]
    if previous is None or clause.how != "main":
        return
    if previous.sentence.index != clause.sentence.index - 1 or previous.sentence.paragraph != clause.sentence.paragraph:
        return
    if previous.how != "main" or not usable(previous) or previous.attribution is not None:
        return
    if not any(tuple(opening[: len(opener)]) == opener for opener in RESULT_OPENERS) or not _worth_asking(clause):
        return
    yield Ask(
        kind=Kind.REASON,
        rule="reason.across",
        stem=prefixed(clause, question("Why", clause)),
        answer=previous.statement,
        form=Form.CLAUSE,
        statement=f"{clause.statement} because {previous.statement[:1].lower()}{previous.statement[1:]}",
        clause=clause,
        sentences=(previous.sentence, clause.sentence),
        worth=0.9,
        skill=Skill.INTERPRET,
        bloom=Bloom.UNDERSTAND,
    )


def _worth_asking(rest: Clause) -> bool:
    """Whether what is left makes a question by itself: enough said."""
    said = [token for unit in rest.units if not unit.set_off for token in unit.tokens]
    if rest.subject_head.dep_ == "expl" and any(token.dep_ == "relcl" for token in said):
        # "Why are there people who ...?": asked better of the people themselves.
        return False
    return content_count((*rest.subject_tokens, rest.verb, *said)) >= 2 and len(rest.statement.split()) >= 3
