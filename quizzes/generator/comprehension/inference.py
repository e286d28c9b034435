"""What follows from two places of the article together; both are cited."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quizzes.generator.asks import Ask, Form
from quizzes.generator.clause import Clause
from quizzes.generator.drafts import Bloom, Evidence, Kind, Skill
from quizzes.generator.reading import Reading, Sentence

from .common import open_pronoun, usable

CONCEDING = frozenset({"although", "though"})
MAX_ROLE_WORDS = 12


def ask(reading: Reading, clauses: tuple[Clause, ...], asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """Asks over a concession and its main clause, and over a person's role and deeds; `asked` are the other kinds'."""
    for sentence in reading.sentences:
        yield from _concession(reading, clauses, sentence)
    yield from _by_role(clauses, asked)
    yield from _by_deed(reading, asked)


def _concession(reading: Reading, clauses: tuple[Clause, ...], sentence: Sentence) -> Iterator[Ask]:
    """ "Although A, B": what happened even though A?"""
    own = [clause for clause in clauses if clause.sentence is sentence and usable(clause)]
    given = next((clause for clause in own if clause.how == "subordinate"), None)
    verb = next((token for token in sentence.span if _concedes(token)), None)
    main = next((clause for clause in own if clause.how in {"main", "reported"}), None)
    if given is None or main is None or verb is None or given.verb.lemma_ != verb.lemma_:
        return
    if open_pronoun(tuple(given.tokens)) or open_pronoun(tuple(main.tokens)) or main.attribution != given.attribution:
        return
    finite = main.auxiliaries[0] if main.auxiliaries else main.verb
    happened = finite.tag_ == "VBD" or finite.lemma_ == "have"
    # "What is true even though ...?" has too many answers; what happened in spite of it has one.
    if not happened or (main.verb.lemma_ == "be" and main.subject_head.dep_ != "expl"):
        return
    yield Ask(
        kind=Kind.INFERENCE,
        rule="inference.concession",
        stem=f"According to the article, what happened even though {given.inside}?",
        answer=main.statement,
        form=Form.CLAUSE,
        statement=f"{main.statement} even though {given.inside}",
        clause=main,
        sentences=(sentence,),
        worth=0.85,
        skill=Skill.INTERPRET,
        bloom=Bloom.ANALYSE,
        spans=_two_spans(reading, sentence, verb),
    )


def _concedes(token: Token) -> bool:
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONCEDING for c in token.children)


def _two_spans(reading: Reading, sentence: Sentence, verb: Token) -> tuple[Evidence, ...]:
    """The conceded clause and the rest of its sentence."""
    start = sentence.place(verb.left_edge)
    end = sentence.place(verb.right_edge) + len(verb.right_edge.text)
    rest = (end, sentence.end) if start - sentence.start < sentence.end - end else (sentence.start, start)
    spans = []
    for begin, stop in ((start, end), rest):
        quote = reading.text[begin:stop]
        begin += len(quote) - len(quote.lstrip(" ,–—;"))
        quote = quote.strip(" ,–—;")
        if quote:
            spans.append(Evidence(begin, begin + len(quote), quote))
    return tuple(sorted(spans))


def _by_role(clauses: tuple[Clause, ...], asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """A question about a person who is named only by a role that another sentence gives."""
    roles: dict[str, tuple[str, Sentence]] = {}
    for clause in clauses:
        unit = clause.unit("attr")
        if clause.how == "apposition" and unit is not None and re.match(r"(the|[A-Z][\w’]+’s) ", unit.text):
            roles.setdefault(clause.subject, (unit.text, clause.sentence))
    for one in asked:
        for name, (role, told) in roles.items():
            because = f"One sentence says that {name} is {role}, another gives the answer."
            yield from _meant(one, name, role, told, "inference.role", because)


def _by_deed(reading: Reading, asked: tuple[Ask, ...]) -> Iterator[Ask]:
    """A question about a person who is named only by what another sentence says they did."""
    people = [entity for entity in reading.entities if entity.is_person and " " in entity.name]
    for deed in asked:
        if deed.form is not Form.PERSON or not deed.stem.startswith("Who ") or deed.clause.attribution is not None:
            continue
        did = deed.stem.removeprefix("Who ").rstrip("?")
        names = [entity.name for entity in people if entity.name in deed.answer]
        if len(names) != 1 or deed.clause.negated or not any(token.ent_type_ for token in _about(deed)):
            continue
        because = f"One sentence tells who {did}: {names[0]}. Another gives the answer."
        for one in asked:
            yield from _meant(one, names[0], f"the person who {did}", deed.sentences[0], "inference.deed", because)


def _about(deed: Ask) -> list[Token]:
    """The words of a deed's clause that are not the name of who did it."""
    return [token for token in deed.clause.tokens if token.text not in deed.answer]


def _meant(one: Ask, name: str, described: str, told: Sentence, rule: str, because: str) -> Iterator[Ask]:
    """The question with a description in place of the name, where a sentence of its own tells whose it is."""
    alone = re.compile(rf"\b{re.escape(name)}\b(?!’s)")
    if told in one.sentences or name in one.answer or one.stem.count(name) != 1 or not alone.search(one.stem):
        return
    if one.form.is_phrase or one.form is Form.FACT:
        return
    if len(described.split()) > MAX_ROLE_WORDS:
        return
    yield replace(
        one,
        kind=Kind.INFERENCE,
        rule=rule,
        stem=one.stem.replace(name, described),
        sentences=(told, *one.sentences),
        worth=one.worth * 0.98,
        skill=Skill.INTERPRET,
        bloom=Bloom.ANALYSE,
        because=because,
    )
