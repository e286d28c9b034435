"""The article's own tensions -> debate prompts with a brief a teacher can run."""

import random
from dataclasses import replace

from quizzes.generator.clause import Clause
from quizzes.generator.drafts import DebatePrompt, Options
from quizzes.generator.reading import Reading

from . import causes, claims, disputes, findings, policy, questions, terms, values
from .brief import prompt, unheard


def prompts(reading: Reading, clauses: tuple[Clause, ...], options: Options) -> list[DebatePrompt]:
    """Up to `options.debates` prompts, the sharpest tension first and different forms before more of the same."""
    tensions = (
        *questions.tensions(reading),
        *terms.tensions(reading, clauses),
        *policy.tensions(reading, clauses),
        *disputes.tensions(reading, clauses),
        *claims.tensions(reading, clauses),
        *values.tensions(reading, clauses),
        *causes.tensions(reading, clauses),
        *findings.tensions(reading, clauses),
    )
    found = [made for one in tensions if (made := prompt(reading, one)) is not None]
    chance = random.Random(f"{options.seed}:debates:{reading.title}")
    ties = {made.motion: chance.random() * 0.01 for made in found}
    chosen: list[DebatePrompt] = []
    while found and len(chosen) < options.debates:
        best = max(found, key=lambda made: (_worth_now(made, chosen) + ties[made.motion], made.motion))
        found.remove(best)
        if all(best.anchor != other.anchor for other in chosen):
            chosen.append(best)
    silent = unheard(reading) if chosen else ()
    return [replace(made, unheard=silent) for made in chosen]


# Why an article has no debate, in a teacher's words.
NO_TENSION = "the article has no claim, plan, forecast or word in dispute with lines to cite for both sides"


def _worth_now(made: DebatePrompt, chosen: list[DebatePrompt]) -> float:
    worth = made.score
    for other in chosen:
        if other.form == made.form:
            worth *= 0.7
        if set(other.anchor) & set(made.anchor):
            worth *= 0.6
    return worth
