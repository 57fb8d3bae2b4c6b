"""Each method gives what was published for it, and what another program gives on figures of any kind."""

import math
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics import benjamini_hochberg, newcombe, score_test, wilson

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


# Benjamini Y, Hochberg Y. Controlling the false discovery rate. Journal of the Royal Statistical Society B
# 1995;57:289-300, section 3: fifteen p-values, of which four are found at a rate of 5 %.
def test_benjamini_and_hochberg_find_the_published_four() -> None:
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
    ]
    assert benjamini_hochberg(p_values, 0.05) == (*[True] * 4, *[False] * 11)


def test_a_small_p_value_lifts_a_larger_one_below_its_own_limit() -> None:
    """Step-up: 0.04 alone of two would fail at its first rank, and passes with the second."""
    assert benjamini_hochberg([0.04, 0.03], 0.05) == (True, True)
    assert benjamini_hochberg([0.04, 0.06], 0.05) == (False, False)


def test_nothing_to_compare_finds_nothing() -> None:
    assert benjamini_hochberg([], 0.05) == ()


def test_two_shares_at_the_same_end_do_not_differ() -> None:
    assert score_test(0.0, 30, 0.0, 300) == 1.0
    assert score_test(1.0, 30, 1.0, 300) == 1.0


@given(shares)
def test_wilson_agrees_with_scipy(share: tuple[int, int]) -> None:
    count, n = share
    ours = wilson(count / n, n)
    theirs = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert math.isclose(ours.low, theirs.low, abs_tol=1e-9)
    assert math.isclose(ours.high, theirs.high, abs_tol=1e-9)


@given(shares, shares)
def test_the_score_test_agrees_with_scipy(first: tuple[int, int], second: tuple[int, int]) -> None:
    assume(0 < first[0] + second[0] < first[1] + second[1])
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    theirs = stats.chi2_contingency(table, correction=False).pvalue
    ours = score_test(first[0] / first[1], first[1], second[0] / second[1], second[1])
    assert math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-12)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_benjamini_and_hochberg_agree_with_scipy(p_values: list[float]) -> None:
    adjusted = stats.false_discovery_control(p_values, method="bh")
    assume(all(abs(p - 0.05) > 1e-9 for p in adjusted))
    assert benjamini_hochberg(p_values, 0.05) == tuple(p <= 0.05 for p in adjusted)
