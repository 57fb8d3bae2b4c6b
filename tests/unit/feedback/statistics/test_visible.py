"""The smallest gap that so many people could show."""

import math

import pytest
from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from feedback.statistics import score_test
from feedback.statistics.visible import smallest_gap


def points(gap: float | None) -> int:
    assert gap is not None
    return math.ceil(100 * gap)


@pytest.mark.parametrize(("n", "gap"), [(10, 39), (20, 28), (30, 24), (50, 19), (100, 14), (200, 11)])
def test_a_drop_from_80_per_cent_beside_400_others(n: int, gap: int) -> None:
    assert points(smallest_gap(0.8, n, 400)) == gap


def test_30_beside_300_can_show_21_points_where_the_others_are_at_87_per_cent_and_24_where_they_are_at_80() -> None:
    assert points(smallest_gap(0.87, 30, 300)) == 21
    assert points(smallest_gap(0.80, 30, 300)) == 24


def test_the_gap_is_found_four_times_in_five_when_all_outcomes_are_gone_through() -> None:
    """30 beside 300, from 80 to 56 %: the exact power of the score test is 0.82, and of 21 points it is 0.73."""
    assert [round(_exact_power(0.8, gap), 2) for gap in (0.24, 0.21)] == [0.82, 0.73]


def test_a_few_people_beside_a_low_share_could_show_nothing() -> None:
    assert smallest_gap(0.1, 5, 300) is None


def test_it_agrees_with_statsmodels_where_sides_are_of_one_size() -> None:
    gap = smallest_gap(0.8, 200, 200)
    assert gap is not None
    power = power_proportions_2indep(diff=-gap, prop2=0.8, nobs1=200, ratio=1, alpha=0.05, return_results=False)
    assert power == pytest.approx(0.8, abs=1e-3)


def test_it_is_near_what_the_arcsine_gives() -> None:
    """Cohen's effect size: another road to the same place."""
    gap = smallest_gap(0.8, 100, 400)
    assert gap is not None
    effect = 2 * (math.asin(math.sqrt(0.8)) - math.asin(math.sqrt(0.8 - gap)))
    assert NormalIndPower().power(effect, 100, 0.05, ratio=4) == pytest.approx(0.8, abs=0.04)


def _exact_power(others: float, gap: float) -> float:
    own, theirs = stats.binom(30, others - gap), stats.binom(300, others)
    power: float = sum(
        own.pmf(yes) * theirs.pmf(other)
        for yes in range(31)
        for other in range(200, 275)
        if score_test(yes / 30, 30, other / 300, 300) < 0.05
    )
    return power
