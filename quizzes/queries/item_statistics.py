"""The statistics of classical test theory, on plain numbers. Each formula cites its source.

Crocker & Algina (1986), Introduction to Classical and Modern Test Theory; Cronbach (1951), Coefficient alpha and the
internal structure of tests, Psychometrika 16; Henrysson (1963), Correction of item-total correlations in item
analysis, Psychometrika 28. Variances are those of the sample (divided by n - 1); in alpha and in correlations the
divisor cancels.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance

Scores = Sequence[float]


def facility(scores: Scores, possible: float) -> float | None:
    """The mean score as a share of the points to be had, from 0 (nobody had any) to 1 (all had all).

    For items right or wrong it is the proportion right, p (Crocker & Algina 1986, chapter 14). None without scores or
    without points to be had.
    """
    return fmean(scores) / possible if scores and possible else None


def correlation(one: Scores, other: Scores) -> float | None:
    """Pearson's product-moment correlation, from -1 to 1; None where either does not vary, or for fewer than two."""
    if len(one) < 2:
        return None
    mean_one, mean_other = fmean(one), fmean(other)
    from_one = [value - mean_one for value in one]
    from_other = [value - mean_other for value in other]
    spread = sqrt(sum(value * value for value in from_one)) * sqrt(sum(value * value for value in from_other))
    # Scores have two places; what is left of a spread below that is the error of floating-point numbers.
    if spread < 1e-9:
        return None
    return sum(a * b for a, b in zip(from_one, from_other, strict=True)) / spread


def corrected_item_total(item: Scores, totals: Scores) -> float | None:
    """The discrimination of an item: its correlation with the total of the *other* items, from -1 to 1.

    For an item right or wrong this is the point-biserial correlation, corrected for the item's own part in the total
    (Henrysson 1963; Crocker & Algina 1986, chapter 14), here by taking the item out of the total. `totals` are with the
    item in them. None where the item or the rest does not vary.
    """
    return correlation(item, [total - score for score, total in zip(item, totals, strict=True)])


def cronbach_alpha(students: Sequence[Scores]) -> float | None:
    """Cronbach's alpha of a row of item scores for each student; at most 1, and it can be below 0.

    alpha = k / (k - 1) x (1 - sum of the items' variances / variance of the totals) (Cronbach 1951, equation 2; Crocker
    & Algina 1986, chapter 7). None for fewer than two items or two students, or where totals do not vary.
    """
    items = len(students[0]) if students else 0
    if items < 2 or len(students) < 2:
        return None
    of_totals = variance([sum(scores) for scores in students])
    if of_totals < 1e-9:
        return None
    of_items: float = sum(variance(scores) for scores in zip(*students, strict=True))
    return items / (items - 1) * (1 - of_items / of_totals)
