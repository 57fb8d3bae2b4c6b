"""Koopman's interval for a ratio: published, agreed, and well behaved where nobody or everybody said so."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from feedback.statistics import Sample, score_test
from feedback.statistics.ratio import Ratio, koopman

counts = st.integers(2, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ratio(first: tuple[float, float], second: tuple[float, float]) -> Ratio:
    return koopman(Sample(first[0] / first[1], first[1]), Sample(second[0] / second[1], second[1]))


# Perondi and others 2004 (7 of 34 against 1 of 34), the example of Fagerland MW, Lydersen S, Laake P. Statistical
# Analysis of Contingency Tables, 2017, chapter 4. Figures of its companion R package contingencytables: 7.0, 1.2209 to
# 42.5757; and from the package's tests, 3 of 4 against none of 2: 0.8257 to infinity.
@pytest.mark.parametrize(
    ("first", "second", "value", "low", "high"),
    [((7, 34), (1, 34), 7.0, 1.2209, 42.5757), ((3, 4), (0, 2), math.inf, 0.8257, math.inf)],
)
def test_koopmans_interval_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], value: float, low: float, high: float
) -> None:
    found = ratio(first, second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == pytest.approx(value)


def test_none_in_the_first_has_an_upper_bound_and_nought_below() -> None:
    found = ratio((0, 50), (10, 100))
    assert (found.value, found.low) == (0.0, 0.0)
    assert 0 < found.high < 1


def test_none_in_either_says_nothing_at_all() -> None:
    assert ratio((0, 50), (0, 100)) == Ratio(None, 0.0, math.inf)


def test_everybody_in_both_is_one_with_room_on_both_sides() -> None:
    found = ratio((50, 50), (100, 100))
    assert found.value == 1.0
    assert 0.9 < found.low < 1 < found.high < 1.1


def test_the_adverse_answer_shows_what_the_good_one_hides() -> None:
    """70 against 80 % looks like nine tenths; 30 against 20 % is half as many again."""
    good, bad = ratio((70, 100), (320, 400)), ratio((30, 100), (80, 400))
    assert round(good.value or 0, 3) == 0.875
    assert round(bad.value or 0, 3) == 1.5


@given(counts, counts)
def test_turned_round_it_is_its_own_inverse(first: tuple[int, int], second: tuple[int, int]) -> None:
    one, other = ratio(first, second), ratio(second, first)
    assert one.low * other.high == pytest.approx(1) or (one.low, other.high) == (0, math.inf)


@given(counts, counts)
def test_it_leaves_out_one_exactly_when_the_score_test_finds_a_difference(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = ratio(first, second)
    p = score_test(first[0] / first[1], first[1], second[0] / second[1], second[1])
    assume(abs(p - 0.05) > 1e-6)
    assert (found.low > 1 or found.high < 1) == (p < 0.05)


@given(
    st.integers(5, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
    st.integers(5, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
)
def test_it_agrees_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = ratio(first, second)
    low, high = confint_proportions_2indep(*first, *second, compare="ratio", method="score", correction=False)
    assume(math.isfinite(low) and math.isfinite(high))
    assert found.low == pytest.approx(low, rel=1e-5)
    assert found.high == pytest.approx(high, rel=1e-5)
