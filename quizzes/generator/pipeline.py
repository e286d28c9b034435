"""The order in which an article becomes drafts, and nothing else."""

import time
from functools import cache

from lemminflect import getInflection
from wordfreq import zipf_frequency

from . import comprehension, debate
from .drafts import BACKEND, VERSION, Drafts, Options, Progress, Timing
from .facts import clauses
from .pronouns import resolve
from .reading import language_model, read
from .selection import select
from .speakers import attribute


@cache
def warm() -> None:
    """Load what the first article would otherwise wait for: the language model, inflections and word frequencies."""
    language_model()("The first sentence takes longer than the second.")
    getInflection("take", tag="VBD")
    zipf_frequency("sentence", "en")


def generate(text: str, options: Options, *, title: str = "", progress: Progress | None = None) -> Drafts:
    """Draft questions and debate prompts on an article's text as `prepare` leaves it.

    The same text, title, options and version give the same drafts. `progress` hears (stage, per cent done).
    """
    tell = progress or (lambda _stage, _per_cent: None)
    warm()
    began = time.perf_counter()
    tell("Reading the article", 5)
    reading = read(text, title)
    resolve(reading)
    attribute(reading)
    tell("Finding facts", 45)
    facts = clauses(reading)
    tell("Asking questions", 60)
    asks = tuple(comprehension.ask(reading, facts, options.kinds))
    tell("Checking and choosing", 75)
    questions, dropped, left_out = select(reading, facts, asks, options)
    tell("Looking for debates", 92)
    debates = debate.prompts(reading, facts, options)
    if options.debates and not debates:
        left_out["debate"] = debate.NO_TENSION
    return Drafts(
        backend=BACKEND,
        version=VERSION,
        seed=options.seed,
        questions=tuple(questions),
        debates=tuple(debates),
        dropped={str(reason): count for reason, count in sorted(dropped.items())},
        timing=Timing(round(reading.parse_s, 4), round(time.perf_counter() - began, 4)),
        left_out=left_out,
    )
