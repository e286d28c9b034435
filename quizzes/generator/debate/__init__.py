"""The article's own tensions -> debate prompts with a brief a teacher can run."""

import random
from dataclasses import replace

from quizzes.generator.clause import Clause
from quizzes.generator.drafts import DebatePrompt, Options
from quizzes.generator.reading import Reading

from . import causes, policy, terms
from .brief import unheard


def prompts(reading: Reading, clauses: tuple[Clause, ...], options: Options) -> list[DebatePrompt]:
    """Up to `options.debates` prompts, the sharpest tension first and different forms before more of the same."""
    found = [*terms.prompts(reading, clauses), *policy.prompts(reading, clauses), *causes.prompts(reading, clauses)]
    chance = random.Random(f"{options.seed}:debates:{reading.title}")
    ties = {prompt.motion: chance.random() * 0.01 for prompt in found}
    chosen: list[DebatePrompt] = []
    while found and len(chosen) < options.debates:
        best = max(found, key=lambda prompt: (_worth_now(prompt, chosen) + ties[prompt.motion], prompt.motion))
        found.remove(best)
        if all(best.anchor != other.anchor or best.form != other.form for other in chosen):
            chosen.append(best)
    silent = unheard(reading) if chosen else ()
    return [replace(prompt, unheard=silent) for prompt in chosen]


def _worth_now(prompt: DebatePrompt, chosen: list[DebatePrompt]) -> float:
    worth = prompt.score
    for other in chosen:
        if other.form == prompt.form:
            worth *= 0.7
        if set(other.anchor) & set(prompt.anchor):
            worth *= 0.6
    return worth
