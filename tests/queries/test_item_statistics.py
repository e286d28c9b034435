"""The statistics of items, against tables worked by hand and against other formulas for the same thing."""

from fractions import Fraction
from itertools import product
from math import sqrt
from statistics import StatisticsError, correlation, fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.queries import item_statistics as statistics

# Five students, four items right or wrong. By hand: totals 4 3 2 1 0, mean 2, their squared deviations sum to 10.
# Items: p = .8 .6 .4 .2, sums of squared deviations n p q = .8 1.2 1.2 .8, together 4.
# alpha = 4/3 x (1 - 4/10) = .8, which is KR-20 as well.
GUTTMAN = [(1, 1, 1, 1), (1, 1, 1, 0), (1, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]

# Six students, three items, partial credit. By hand: totals 9 8 6 6 4 3, mean 6, squared deviations 9 4 0 0 4 9 = 26.
# Items 3 3 2 2 1 1 (mean 2, sum of squares 4), 4 3 2 3 2 1 (2.5, 5.5), 2 2 2 1 1 1 (1.5, 1.5), together 11.
# alpha = 3/2 x (1 - 11/26) = 45/52.
PARTIAL = [(3, 4, 2), (3, 3, 2), (2, 2, 2), (2, 3, 1), (1, 2, 1), (1, 1, 1)]

# Eight students, four items, the last one keyed wrongly: the strong get it wrong. By hand: totals 3 3 3 2 2 2 1 2,
# mean 2.25, sum of squares 44 - 40.5 = 3.5; n p q = 8 x (6/8 x 2/8 + 5/8 x 3/8 + 4/8 x 4/8 + 3/8 x 5/8) = 7.25;
# alpha = 4/3 x (1 - 7.25/3.5) = -10/7.
MISKEYED = [
    (1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 0, 1), (0, 0, 0, 1), (1, 0, 0, 1),
]  # fmt: skip

DATA = {"guttman": GUTTMAN, "partial": PARTIAL, "miskeyed": MISKEYED}


def covariance(one, other):
    mean_one, mean_other = Fraction(sum(one), len(one)), Fraction(sum(other), len(other))
    return sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True)) / (len(one) - 1)


def alpha_by_covariances(students):
    """Alpha from the covariance matrix: the mean covariance of two items, times k squared, over the sum of them all.

    In exact fractions.
    """
    items = list(zip(*students, strict=True))
    matrix = {(i, j): covariance(items[i], items[j]) for i, j in product(range(len(items)), repeat=2)}
    between = [value for (i, j), value in matrix.items() if i != j]
    return len(items) ** 2 * (sum(between) / len(between)) / sum(matrix.values())


def point_biserial(item, rest):
    """(M1 - M0) / s x sqrt(p q): the classical formula, of the means of those who have the item right and wrong."""
    right = [score for mark, score in zip(item, rest, strict=True) if mark]
    wrong = [score for mark, score in zip(item, rest, strict=True) if not mark]
    p = len(right) / len(item)
    return (fmean(right) - fmean(wrong)) / pstdev(rest) * sqrt(p * (1 - p))


def henrysson(item, totals):
    """The correction from the uncorrected correlation: (r s_t - s_i) / sqrt(s_t^2 + s_i^2 - 2 r s_t s_i)."""
    r, of_item, of_total = correlation(item, totals), pstdev(item), pstdev(totals)
    return (r * of_total - of_item) / sqrt(of_total**2 + of_item**2 - 2 * r * of_total * of_item)


@pytest.mark.parametrize(
    ("students", "alpha"), [(GUTTMAN, Fraction(4, 5)), (PARTIAL, Fraction(45, 52)), (MISKEYED, Fraction(-10, 7))]
)
def test_alpha_is_that_worked_by_hand_and_that_of_the_covariances(students, alpha):
    assert alpha_by_covariances(students) == alpha
    assert statistics.cronbach_alpha(students) == pytest.approx(float(alpha), abs=1e-12)


@pytest.mark.parametrize(
    ("students", "possible", "facilities"),
    [
        (GUTTMAN, (1, 1, 1, 1), (0.8, 0.6, 0.4, 0.2)),
        (PARTIAL, (3, 4, 2), (2 / 3, 0.625, 0.75)),
        (MISKEYED, (1, 1, 1, 1), (0.75, 0.625, 0.5, 0.375)),
    ],
)
def test_facility_is_that_worked_by_hand(students, possible, facilities):
    items = zip(*students, strict=True)
    found = [statistics.facility(item, most) for item, most in zip(items, possible, strict=True)]
    assert found == pytest.approx(facilities, abs=1e-12)


@pytest.mark.parametrize("name", DATA)
def test_discrimination_agrees_with_henryssons_correction(name):
    totals = [sum(scores) for scores in DATA[name]]
    for item in zip(*DATA[name], strict=True):
        assert statistics.corrected_item_total(item, totals) == pytest.approx(henrysson(item, totals), abs=1e-9)


@pytest.mark.parametrize("students", [GUTTMAN, MISKEYED])
def test_discrimination_of_right_or_wrong_is_the_point_biserial(students):
    for item in zip(*students, strict=True):
        rest = [sum(scores) - mark for scores, mark in zip(students, item, strict=True)]
        found = statistics.corrected_item_total(item, [sum(scores) for scores in students])
        assert found == pytest.approx(point_biserial(item, rest), abs=1e-12)


def test_discrimination_worked_by_hand():
    # The first item of GUTTMAN is 1 1 1 1 0, the rest 3 2 1 0 0: means .8 and 1.2, squared deviations .8 and 6.8,
    # cross products 6 - 5 x .96 = 1.2; r = 1.2 / sqrt(.8 x 6.8).
    found = statistics.corrected_item_total((1, 1, 1, 1, 0), (4, 3, 2, 1, 0))
    assert found == pytest.approx(1.2 / sqrt(0.8 * 6.8), abs=1e-12)
    # The wrongly keyed item stands against the rest: 0 0 0 0 0 1 1 1 and 3 3 3 2 2 1 0 1.
    last = [scores[-1] for scores in MISKEYED]
    assert statistics.corrected_item_total(last, [sum(scores) for scores in MISKEYED]) < -0.8


def test_what_cannot_be_worked_out_is_none():
    assert statistics.facility([], 1) is None
    assert statistics.facility([0, 0], 0) is None
    assert statistics.corrected_item_total([1], [3]) is None
    assert statistics.corrected_item_total([1, 1, 1], [3, 2, 1]) is None
    assert statistics.corrected_item_total([1, 0, 1], [2, 1, 2]) is None
    assert statistics.cronbach_alpha([]) is None
    assert statistics.cronbach_alpha([(1, 2)]) is None
    assert statistics.cronbach_alpha([(1,), (2,)]) is None
    assert statistics.cronbach_alpha([(1, 0), (0, 1), (1, 0)]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 5), min_size=3, max_size=30))
def test_any_scores_agree_with_the_other_formulas(students):
    alpha = statistics.cronbach_alpha(students)
    totals = [sum(scores) for scores in students]
    if alpha is None:
        assert len(set(totals)) == 1
    else:
        assert alpha == pytest.approx(float(alpha_by_covariances(students)), abs=1e-9)
    for item in zip(*students, strict=True):
        found = statistics.corrected_item_total(item, totals)
        try:
            other = correlation(item, [total - mark for total, mark in zip(totals, item, strict=True)])
        except StatisticsError:
            assert found is None
        else:
            assert found == pytest.approx(other, abs=1e-9)
