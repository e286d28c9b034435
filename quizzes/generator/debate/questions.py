"""What the article itself asks: a question of its writer or its title that can be answered yes or no."""

import re
from collections.abc import Iterator

from quizzes.generator.drafts import DebateForm
from quizzes.generator.reading import Reading, Sentence, content_lemmas, personal

from .tension import Tension

ASKING = re.compile(
    r"^(?:But|And|So|Yet|Or)?,? ?((?:Is|Are|Do|Does|Did|Will|Would|Can|Could|Should|Has|Have) .+\?)$", re.IGNORECASE
)
FEWEST, MOST = 4, 22
FORECASTS = frozenset({"will", "would", "can", "could"})


def tensions(reading: Reading) -> Iterator[Tension]:
    """The writer's own questions, and the title's."""
    for sentence in reading.sentences:
        asked = ASKING.match(sentence.text)
        if asked is None or any(start < sentence.end and sentence.start < end for start, end in sentence.quoted):
            continue
        if any(personal(token) for token in sentence.span) or not FEWEST <= len(asked.group(1).split()) <= MOST:
            continue
        yield _tension(asked.group(1), (sentence,), frozenset(content_lemmas(sentence.span)))
    yield from _of_the_title(reading)


def _of_the_title(reading: Reading) -> Iterator[Tension]:
    title = reading.title if reading.title.endswith("?") else f"{reading.title}?"
    asked = ASKING.match(title)
    if asked is None or not FEWEST <= len(title.split()) <= MOST:
        return
    about = frozenset(reading.title_lemmas)
    anchor = max(reading.sentences, key=lambda one: (len(content_lemmas(one.span) & about), -one.index), default=None)
    if anchor is not None and content_lemmas(anchor.span) & about:
        yield _tension(_in_sentence_case(reading, asked.group(1)), (anchor,), about)


def _in_sentence_case(reading: Reading, title: str) -> str:
    """The title with capitals only where the article has them: "Will Drones Deliver?" as "Will drones deliver?"."""
    first, *rest = title.split()
    small = [word if word.strip("?,").lower() in reading.capitals or word.isupper() else word.lower() for word in rest]
    return " ".join([first, *small])


def _tension(motion: str, anchors: tuple[Sentence, ...], about: frozenset[str]) -> Tension:
    first = motion.split()[0].lower()
    if first == "should":
        form = DebateForm.POLICY
    else:
        form = DebateForm.FORECAST if first in FORECASTS else DebateForm.EVIDENCE
    return Tension(form, "asked", anchors, 0.97, {"question": motion[:1].upper() + motion[1:]}, about)
