"""A tension of the article before it becomes a prompt: the motion, what it turns on, and the words it rests on."""

from dataclasses import dataclass

from quizzes.generator.drafts import DebateForm
from quizzes.generator.reading import Sentence


@dataclass(frozen=True, eq=False)
class Tension:
    """What the article leaves open, disputed or undecided.

    `frame` names its frame in language/debates.yaml, whose braces `slots` fill. `about` are the lemmas it turns on;
    `said` holds the sentences that speak for the first position whatever their mood, `against` those for the second;
    with `any_mood` the positions are meanings of a word, and any line that bears on it may be cited for either.
    """

    form: DebateForm
    frame: str
    anchors: tuple[Sentence, ...]
    score: float
    slots: dict[str, str]
    about: frozenset[str]
    said: tuple[Sentence, ...] = ()
    against: tuple[Sentence, ...] = ()
    definitions: tuple[str, ...] = ()
    any_mood: bool = False
