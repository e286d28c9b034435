"""What a study, a survey or an estimate says, which may or may not be enough to believe it."""

from collections.abc import Iterator
from dataclasses import replace

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import content_count, dangling, reports
from quizzes.generator.drafts import DebateForm
from quizzes.generator.reading import Reading, content_lemmas

from .tension import Tension, is_central

SOURCES = frozenset(
    {"study", "research", "survey", "report", "test", "experiment", "poll", "analysis", "review", "trial"}
)
LONGEST = 26


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """One for each finding that claims an effect or hedges."""
    for clause in clauses:
        who = clause.attribution
        if who is None or not set(who.speaker.lower().split()) & SOURCES or clause.negated or reports(clause):
            continue
        if not (clause.hedged or clause.modal is not None) or len(clause.statement.split()) > LONGEST:
            continue
        if content_count(tuple(clause.tokens)) < 3 or dangling(tuple(clause.tokens)) or clause.resolved:
            continue
        if not is_central(reading, clause):
            continue
        plain = replace(clause, attribution=None)
        yield Tension(
            form=DebateForm.EVIDENCE,
            frame="finding",
            anchors=(clause.sentence,),
            score=0.76,
            slots={"source": who.speaker, "says": "say" if who.plural else "says", "yes": plain.inside},
            about=frozenset(content_lemmas(list(clause.tokens))),
            said=(clause.sentence,),
        )
