"""The tails and bounds that everything else leans on, against scipy and a printed table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics.distributions import chi_squared_tail, normal_bound, student_t_below, student_t_bound


# Fisher RA, Yates F. Statistical Tables for Biological, Agricultural and Medical Research, 1938 on: t and chi-squared
# at 5 %.
@pytest.mark.parametrize(("degrees", "bound"), [(1, 12.706), (2, 4.303), (9, 2.262), (30, 2.042), (120, 1.980)])
def test_students_bounds_are_the_printed_ones(degrees: int, bound: float) -> None:
    assert round(student_t_bound(0.95, degrees), 3) == bound


@pytest.mark.parametrize(("degrees", "value"), [(1, 3.841), (2, 5.991), (5, 11.070), (18, 28.869), (30, 43.773)])
def test_chi_squared_reaches_five_per_cent_where_the_tables_say(degrees: int, value: float) -> None:
    assert math.isclose(chi_squared_tail(value, degrees), 0.05, abs_tol=5e-5)


def test_the_normal_bounds_of_a_funnel() -> None:
    assert round(normal_bound(0.95), 4) == 1.9600
    assert round(normal_bound(0.998), 4) == 3.0902


@given(st.floats(0, 2000), st.integers(1, 200))
def test_chi_squared_agrees_with_scipy(value: float, degrees: int) -> None:
    assert math.isclose(chi_squared_tail(value, degrees), stats.chi2.sf(value, degrees), rel_tol=1e-9, abs_tol=1e-15)


@given(st.floats(-60, 60), st.floats(0.5, 1e6))
def test_student_agrees_with_scipy_for_degrees_that_are_not_whole(t: float, degrees: float) -> None:
    assert math.isclose(student_t_below(t, degrees), stats.t.cdf(t, degrees), abs_tol=1e-9)


@given(st.sampled_from([0.5, 0.9, 0.95, 0.998]), st.floats(0.9, 1e5))
def test_students_bounds_agree_with_scipy(level: float, degrees: float) -> None:
    theirs = stats.t.ppf(0.5 + level / 2, degrees)
    assert math.isclose(student_t_bound(level, degrees), theirs, rel_tol=1e-9)
