"""Is there any difference among many groups, and which findings to believe."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics import benjamini_hochberg
from feedback.statistics.fisher import Exact
from feedback.statistics.many import ChiSquared, any_difference, chi_squared


# Penn State STAT 500, tax reform by party (favour, indifferent, opposed): X-squared 22.152, df 2, p 1.548e-05.
def test_chi_squared_is_the_published_one_for_two_groups_and_three_answers() -> None:
    found = chi_squared([(138, 83, 64), (64, 67, 84)])
    assert (round(found.value, 3), found.degrees) == (22.152, 2)
    assert found.p == pytest.approx(1.548e-05, abs=5e-9)


# Fisher's tea, by Pearson: T 2.000, P 0.15730 in Fagerland, Lydersen and Laake 2017, chapter 4.
def test_too_few_cups_of_tea_for_chi_squared() -> None:
    found = chi_squared([(3, 1), (1, 3)])
    assert (round(found.value, 3), found.degrees, round(found.p, 5)) == (2.0, 1, 0.15730)
    assert not found.enough_expected
    assert any_difference([(3, 1), (1, 3)]) == Exact(34 / 70)


def test_cochrans_rule_decides_between_the_tests() -> None:
    """Four fifths of the cells need five expected, and none may have under one."""
    assert isinstance(any_difference([(10, 10), (10, 10)]), ChiSquared)
    assert isinstance(any_difference([(5, 5), (5, 5)]), ChiSquared)
    assert isinstance(any_difference([(5, 5), (4, 5)]), Exact)
    assert isinstance(any_difference([(40, 40), (40, 40), (40, 40), (40, 40), (3, 3)]), ChiSquared)
    assert isinstance(any_difference([(40, 40), (40, 40), (40, 40), (40, 40), (1, 0)]), Exact)
    a_fifth_is_small, three_tenths_are = [(40, 60)] * 4 + [(2, 4)], [(40, 60)] * 3 + [(4, 6), (2, 4)]
    assert isinstance(any_difference(a_fifth_is_small), ChiSquared)
    assert isinstance(any_difference(three_tenths_are), Exact)


def test_a_group_without_anybody_and_an_answer_nobody_gave_drop_out() -> None:
    assert chi_squared([(30, 20, 0), (0, 0, 0), (10, 40, 0)]) == chi_squared([(30, 20), (10, 40)])


def test_nothing_to_compare_differs_in_nothing() -> None:
    assert any_difference([]) == ChiSquared(0.0, 0, 1.0, enough_expected=True)
    assert any_difference([(30, 10)]) == any_difference([(30, 0), (20, 0)]) == any_difference([])


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


def test_of_no_findings_none_is_found() -> None:
    assert benjamini_hochberg([], 0.05) == ()


@given(st.lists(st.tuples(*[st.floats(0.5, 300)] * 3), min_size=2, max_size=19))
def test_chi_squared_agrees_with_scipy_on_counts_that_are_not_whole(rows: list[tuple[float, ...]]) -> None:
    theirs = stats.chi2_contingency(rows, correction=False)
    found = chi_squared(rows)
    assert found.value == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-9)
    assert found.degrees == theirs.dof
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-7, abs=1e-12)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_benjamini_and_hochberg_agree_with_scipy(p_values: list[float]) -> None:
    adjusted = stats.false_discovery_control(p_values, method="bh")
    assume(all(abs(p - 0.05) > 1e-9 for p in adjusted))
    assert benjamini_hochberg(p_values, 0.05) == tuple(p <= 0.05 for p in adjusted)
