"""What speaks for something and what against it in one sentence: "although it brings jobs, it spoils the coast"."""

from collections.abc import Iterator

from quizzes.generator.clause import Clause
from quizzes.generator.comprehension.common import content_count, dangling, reports
from quizzes.generator.drafts import DebateForm
from quizzes.generator.lexicon import words
from quizzes.generator.reading import Reading, Sentence, content_lemmas, is_person

from .tension import Tension

LONGEST = 18
TURNING = frozenset({"although", "though", "while", "but", "however", "yet"})


def tensions(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[Tension]:
    """One for each sentence that weighs a gain against a loss."""
    for sentence in reading.sentences:
        if not {token.lower_ for token in sentence.span} & TURNING:
            continue
        own = [one for one in clauses if one.sentence is sentence and _stands(one)]
        gain = next((one for one in own if _mood(one) > 0), None)
        loss = next((one for one in own if _mood(one) < 0), None)
        if gain is not None and loss is not None:
            yield _tension(sentence, gain, loss)


def _stands(clause: Clause) -> bool:
    if is_person(clause.subject_head) or clause.resolved or reports(clause):
        # What one person thinks of it twice is no choice.
        return False
    return (
        len(clause.statement.split()) <= LONGEST
        and not dangling(tuple(clause.tokens))
        and content_count(tuple(clause.tokens)) >= 3
        and "“" not in clause.statement
    )


def _mood(clause: Clause) -> int:
    lemmas = {token.lemma_.lower() for token in clause.tokens}
    return len(lemmas & words("favourable")) - len(lemmas & words("unfavourable"))


def _tension(sentence: Sentence, gain: Clause, loss: Clause) -> Tension:
    return Tension(
        form=DebateForm.VALUE,
        frame="tradeoff",
        anchors=(sentence,),
        score=0.87,
        slots={"gain": gain.inside, "loss": loss.inside},
        about=frozenset(content_lemmas(list(gain.tokens)) | content_lemmas(list(loss.tokens))),
        said=(sentence,),
    )
