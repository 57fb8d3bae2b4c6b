"""Wilson, Newcombe and the score test give what was published for them, and what another program gives."""

import math
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from feedback.statistics import Sample, newcombe, score_test, wilson
from feedback.statistics.shares import put_together

shares = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


# Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven methods.
# Statistics in Medicine 1998;17:857-872, table I, method 3 (Wilson's score interval, no continuity correction).
@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(count: int, n: int, low: float, high: float) -> None:
    interval = wilson(count / n, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


# Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods.
# Statistics in Medicine 1998;17:873-890, table II, method 10.
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_interval_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    interval = newcombe(wilson(first[0] / first[1], first[1]), wilson(second[0] / second[1], second[1]))
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


# Physicians' Health Study, aspirin and heart attacks, as in Agresti A. An Introduction to Categorical Data Analysis,
# 2nd edition, 2007, section 2.2: 189 of 11,034 against 104 of 11,037, Pearson's chi-squared 25.0.
def test_the_score_test_is_the_published_chi_squared() -> None:
    p = score_test(189 / 11034, 11034, 104 / 11037, 11037)
    assert round(NormalDist().inv_cdf(p / 2) ** 2, 1) == 25.0


def test_two_shares_at_the_same_end_do_not_differ() -> None:
    assert score_test(0.0, 30, 0.0, 300) == 1.0
    assert score_test(1.0, 30, 1.0, 300) == 1.0


def test_nobody_put_together_is_nobody() -> None:
    assert put_together([]) is None
    assert put_together([Sample(0.0, 0)]) is None
    assert put_together([Sample(0.5, 10), Sample(0.0, 0), Sample(0.8, 30)]) == Sample(0.725, 40)


@given(shares, st.sampled_from([0.8, 0.95, 0.99, 0.998]))
def test_wilson_agrees_with_scipy_and_statsmodels_at_any_level(share: tuple[int, int], level: float) -> None:
    count, n = share
    ours = wilson(count / n, n, level)
    theirs = stats.binomtest(count, n).proportion_ci(confidence_level=level, method="wilson")
    assert math.isclose(ours.low, theirs.low, abs_tol=1e-9)
    assert math.isclose(ours.high, theirs.high, abs_tol=1e-9)
    low, high = proportion_confint(count, n, alpha=1 - level, method="wilson")
    assert math.isclose(ours.low, low, abs_tol=1e-9)
    assert math.isclose(ours.high, high, abs_tol=1e-9)


@given(shares, shares)
def test_newcombe_agrees_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    ours = newcombe(wilson(first[0] / first[1], first[1]), wilson(second[0] / second[1], second[1]))
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert math.isclose(ours.low, low, abs_tol=1e-9)
    assert math.isclose(ours.high, high, abs_tol=1e-9)


@given(shares, shares)
def test_the_score_test_agrees_with_scipy(first: tuple[int, int], second: tuple[int, int]) -> None:
    assume(0 < first[0] + second[0] < first[1] + second[1])
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    theirs = stats.chi2_contingency(table, correction=False).pvalue
    ours = score_test(first[0] / first[1], first[1], second[0] / second[1], second[1])
    assert math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-12)
