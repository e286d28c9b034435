"""Results in pictures, as numbers a template draws: bars of how hard questions were, of scores and of skills."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _g

from .item_analysis import Analysis
from .percent import percent

# In units of the picture's own coordinates.
LABEL_WIDTH = 170
LONGEST_BAR = 250
BAR = 16
ROW = 24
BINS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its value in words, and its place and length."""

    label: "str | Promise"
    value: str
    top: int
    length: int

    @property
    def middle(self) -> int:
        return self.top + 13

    @property
    def end(self) -> int:
        return LABEL_WIDTH + self.length + 6


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of bars, one below the other."""

    bars: tuple[Bar, ...]

    label_width = LABEL_WIDTH
    bar = BAR
    width = LABEL_WIDTH + LONGEST_BAR + 60

    @property
    def height(self) -> int:
        return len(self.bars) * ROW + 4


def _bars(values: Iterable[tuple["str | Promise", str, float]]) -> Bars:
    """Bars of (label, value in words, share of the longest bar)."""
    return Bars(
        tuple(
            Bar(label, value, place * ROW + 4, round(share * LONGEST_BAR))
            for place, (label, value, share) in enumerate(values)
        )
    )


def facilities(analysis: Analysis) -> Bars:
    """How hard each question was; one without a figure is left out."""
    return _bars(
        (_g("Question %(number)s") % {"number": report.number}, percent(round(100 * report.facility)), report.facility)
        for report in analysis.items
        if report.facility is not None
    )


def score_spread(analysis: Analysis) -> Bars:
    """How many students have scores in each tenth of the points; the full score is in the last."""
    counts = Counter(min(int(share * BINS + 1e-9), BINS - 1) for share in analysis.scores)
    most = max(counts.values(), default=0) or 1
    step = 100 // BINS
    return _bars(
        (
            percent(f"{place * step}–{100 if place == BINS - 1 else (place + 1) * step - 1}"),
            str(counts[place]),
            counts[place] / most,
        )
        for place in range(BINS)
    )


def skill_bars(analysis: Analysis) -> Bars:
    """The class's mean share of the points by skill; a skill without a figure is left out."""
    return _bars(
        (skill.label, percent(round(100 * mean)), mean)
        for skill, mean in zip(analysis.skills, analysis.skill_means, strict=True)
        if mean is not None
    )
