"""What somebody in the article judges to be so: "downloading is theft", "the media is to blame"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lemminflect import getInflection
from spacy.tokens import Token

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import content_count, dangling, reports
from quizzes.generator.drafts import DebateForm
from quizzes.generator.lexicon import words
from quizzes.generator.phrasing import denied, yes_no
from quizzes.generator.reading import Reading, content_lemmas, is_person
from quizzes.generator.wordnet import dominant

from .tension import Tension, is_central

LONGEST = 20
SORTS = frozenset({"kind", "sort", "form", "type"})
# What is good or bad about a thing, which others may see otherwise.
MORAL = frozenset(
    {
        *("fair", "unfair", "right", "wrong", "acceptable", "unacceptable", "dangerous", "safe", "necessary", "good"),
        *("unnecessary", "bad", "effective", "outrageous", "moral", "immoral", "legitimate", "justified", "unjust"),
    }
)
# What "there is" that others may deny.
DISPUTED = frozenset({"benefit", "danger", "risk", "problem", "need", "advantage", "right", "threat", "evidence"})


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """One for each judgment of somebody in the article, put as a question."""
    for clause in clauses:
        who = clause.attribution
        if who is None or not who.speaker or reports(clause) or clause.direct or clause.resolved:
            continue
        finite = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
        if finite.tag_ == "VBD" or len(clause.statement.split()) > LONGEST or dangling(tuple(clause.tokens)):
            continue
        if not is_central(reading, clause):
            continue
        plain = replace(clause, attribution=None)
        told = {"speaker": who.speaker, "says": "say" if who.plural else "says"}
        yield from _judged(plain, told) if clause.verb.lemma_ == "be" else _denied(plain, told)


def _judged(clause: Clause, told: dict[str, str]) -> Iterator[Tension]:
    """ "Downloading is theft": is downloading theft?"""
    judged = _judgment(clause)
    if judged is None or clause.negated:
        return
    if "“" in clause.statement:
        plain = _without_quoted(clause)
        if plain is None:
            return
        clause, judged = plain
    meanings = _definitions(judged) if clause.subject_head.dep_ != "expl" else ()
    yield Tension(
        form=DebateForm.DEFINITION if meanings else DebateForm.EVIDENCE,
        frame="judged" if meanings else "described",
        anchors=(clause.sentence,),
        score=0.88 if judged.lemma_.lower() in words("evaluative") | MORAL | DISPUTED else 0.8,
        slots={
            "question": yes_no(clause),
            "yes": clause.inside,
            "no": denied(clause),
            **told,
            "term": judged.lemma_.lower() if meanings else judged.text,
        },
        about=frozenset(content_lemmas(list(clause.tokens))),
        said=(clause.sentence,),
        definitions=meanings,
    )


def _without_quoted(clause: Clause) -> tuple[Clause, Token] | None:
    """ "Downloading is “moral squalor” and theft" as "downloading is theft"; None where all of it is quoted."""
    for unit in clause.units:
        for token in unit.tokens:
            phrase = tuple(one for one in unit.tokens if one in set(token.subtree))
            if (
                token.dep_ == "conj"
                and token.lemma_.lower() in words("verdicts")
                and "“" not in {t.text for t in phrase}
            ):
                bare = replace(unit, tokens=phrase)
                return replace(clause, units=tuple(bare if one is unit else one for one in clause.units)), token
    return None


def _judgment(clause: Clause) -> Token | None:
    """The noun or adjective of a clause that judges something understandable by itself, else None."""
    unit = clause.unit("attr", "acomp")
    if unit is None or is_person(clause.subject_head) or any(token.like_num for token in clause.tokens):
        return None
    if any(token.tag_ in {"JJR", "RBR"} for token in unit.tokens):
        return None
    if clause.subject_head.dep_ == "expl":
        return unit.head if unit.head.lemma_.lower() in DISPUTED and content_count(unit.tokens) >= 3 else None
    if content_count(clause.subject_tokens) < 1:
        return None
    head = unit.head
    if head.lemma_.lower() in SORTS:
        head = next((token for token in unit.tokens if token.i > head.i and token.dep_ == "pobj"), head)
    if head.pos_ == "ADJ":
        return head if head.lemma_.lower() in MORAL else None
    return head if head.pos_ == "NOUN" and head.lemma_.lower() in words("verdicts") else None


def _denied(clause: Clause, told: dict[str, str]) -> Iterator[Tension]:
    """ "The old laws do not work", somebody says: do the old laws work?"""
    said = re.search(r"\b(do|does) not (\w+)", clause.statement)
    if not clause.negated or said is None or content_count(clause.subject_tokens) < 1 or clause.leading:
        return
    if is_person(clause.subject_head) or content_count(tuple(clause.tokens)) < 4:
        return
    verb = said.group(2)
    works = next(iter(getInflection(verb, tag="VBZ")), verb) if said.group(1) == "does" else verb
    # "They do not work and risk ...": the second half says something else.
    no = clause.inside.split(" and ")[0]
    if len(no.split()) < 5:
        return
    yes = no[: said.start()] + works + no[said.end() :]
    asked = re.sub(r"\bnot ", "", yes_no(clause), count=1).split(" and ")[0]
    yield Tension(
        form=DebateForm.EVIDENCE,
        frame="denied",
        anchors=(clause.sentence,),
        score=0.86,
        slots={
            "question": f"{asked.rstrip('?')}?",
            "yes": yes,
            "no": no,
            **told,
        },
        about=frozenset(content_lemmas(list(clause.tokens))),
        against=(clause.sentence,),
    )


def _definitions(judged: Token) -> tuple[str, ...]:
    """Meanings that a noun may have, the dictionary's first; () where it has no short one."""
    word = judged.lemma_.lower()
    sense = dominant(word, "NOUN", 0.0) if judged.pos_ == "NOUN" else None
    if sense is None or not sense.gloss:
        return ()
    return (
        f"In a narrow sense, “{word}” is {sense.gloss}.",
        f"In a wide sense, “{word}” is also what has the same effect, whatever was meant by it.",
        f"Strictly, “{word}” is only what a rule or a law that all had agreed on calls so.",
    )
