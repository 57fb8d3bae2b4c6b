"""Limits from moving ranges, and from sizes where these vary."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.statistics import Sample
from feedback.statistics.trend.limits import Limits
from feedback.statistics.trend.pchart import p_limits, sizes_vary
from feedback.statistics.trend.xmr import xmr_limits


def rounded(limits: Limits | None, digits: int) -> tuple[float, float, float]:
    assert limits is not None
    return round(limits.low, digits), round(limits.mean, digits), round(limits.high, digits)


# NHSRplotthedots, vignette "Deviations from Excel defaults", section 1: upper limit 4.6, mean 1.94, lower limit -0.72
# (without screening it would be 6.95 and -3.06).
def test_the_published_series_with_one_jump() -> None:
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    assert rounded(xmr_limits(values), 2) == (-0.72, 1.94, 4.6)


# R's rnorm(20) after set.seed(123), as in NHSRplotthedots' own tests of its limits: mean 0.1416238, limits -3.01138 and
# 3.294627; with a ten for the fifteenth, whose moving ranges are screened out, 0.6694159, -2.383666 and 3.722497.
NORMAL = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123),
    *(-0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314),
    *(0.49785048, -1.96661716, 0.70135590, -0.47279141),
]


def test_the_limits_of_the_reference_codes_own_tests() -> None:
    assert rounded(xmr_limits(NORMAL), 5) == (-3.01138, 0.14162, 3.29463)
    assert rounded(xmr_limits([*NORMAL[:14], 10, *NORMAL[15:]]), 5) == (-2.38367, 0.66942, 3.7225)


def test_a_constant_series_has_limits_on_its_mean() -> None:
    assert rounded(xmr_limits([0.8] * 12), 12) == (0.8, 0.8, 0.8)


def test_one_step_in_a_flat_line_is_not_screened_away() -> None:
    """Screening would leave limits without width, and every point outside them."""
    limits = xmr_limits([95.0] * 7 + [94.0] * 6)
    assert limits is not None
    assert limits.reach == pytest.approx(2.66 / 12)


def test_one_point_has_no_limits() -> None:
    assert xmr_limits([0.8]) is None
    assert xmr_limits([]) is None


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_only_jumps_of_3267_means_are_left_out(values: list[int]) -> None:
    limits = xmr_limits(values)
    assert limits is not None
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    expected = kept.mean() if kept.any() else ranges.mean()
    assert limits.reach == pytest.approx(2.66 * expected)
    assert limits.mean == pytest.approx(np.mean(values))


# An Introduction to Business Statistics, example 16.6: ten samples of 200, 320 defectives in all; limits 0.2378 and
# 0.0822 round 0.16.
def test_the_published_p_chart() -> None:
    defectives = [40, 44, 22, 34, 24, 32, 28, 32, 34, 30]
    limits = p_limits([Sample(count / 200, 200) for count in defectives])
    assert {rounded(each, 4) for each in limits} == {(0.0822, 0.16, 0.2378)}


def test_a_smaller_quarter_has_wider_limits() -> None:
    small, large = p_limits([Sample(0.7, 50), Sample(0.8, 200)])
    assert small.mean == large.mean == pytest.approx(0.78)
    assert small.reach == pytest.approx(2 * large.reach)
    assert large.reach == pytest.approx(3 * math.sqrt(0.78 * 0.22 / 200))


def test_sizes_vary_from_twofold_on() -> None:
    assert [sizes_vary([100, n]) for n in (199, 200, 201)] == [False, True, True]
