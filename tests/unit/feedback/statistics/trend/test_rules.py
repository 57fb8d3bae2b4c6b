"""Making Data Count's four rules at each edge, as NHS England's reference code (NHSRplotthedots) documents them."""

import pytest

from feedback.statistics.trend.limits import Limits
from feedback.statistics.trend.rules import MAKING_DATA_COUNT, Direction, Measured, Rule, RuleSet, Signal, signals
from feedback.statistics.trend.xmr import xmr_limits

LIMITS = Limits(mean=50.0, reach=30.0)  # near a limit from 20 away on
UP, DOWN = Direction.UP, Direction.DOWN


def told(*values: float, limits: Limits = LIMITS, rules: RuleSet = MAKING_DATA_COUNT) -> list[Signal | None]:
    return list(signals([Measured(value, limits) for value in values], rules))


def rules_of(*values: float) -> list[Rule | None]:
    return [signal.rule if signal else None for signal in told(*values)]


def test_a_point_past_a_limit_and_not_one_on_it() -> None:
    assert told(80, 81, 20, 19) == [None, Signal(Rule.OUTSIDE, UP), None, Signal(Rule.OUTSIDE, DOWN)]


# The vignette's series: one point, the fifth, is a special cause and the other seventeen are common cause.
def test_the_published_series_has_one_exception() -> None:
    values = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    limits = xmr_limits(values)
    assert limits is not None
    assert told(*values, limits=limits) == [*[None] * 4, Signal(Rule.OUTSIDE, UP), *[None] * 13]


# The package's own test: 1 and -1 in turn, then 5.5 and -5.5 near opposite limits, which is common cause.
def test_near_opposite_limits_is_no_signal_in_the_published_series() -> None:
    values = [*[1.0, -1.0] * 7, 5.5, -5.5]
    limits = xmr_limits(values)
    assert limits is not None
    assert told(*values, limits=limits)[-2:] == [None, None]


@pytest.mark.parametrize(("in_a_row", "found"), [(6, 0), (7, 7), (8, 8)])
def test_seven_on_one_side_are_a_shift_and_all_of_them_carry_it(in_a_row: int, found: int) -> None:
    values = [55.0, 57.0] * 4
    assert rules_of(45, *values[:in_a_row], 45).count(Rule.SHIFT) == found


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    assert told(55, 57, 55, 57, 50, 55, 57, 55) == [None] * 8


@pytest.mark.parametrize(("values", "found"), [((1, 2, 3, 4, 5, 6), 0), ((1, 2, 3, 4, 5, 6, 7), 7)])
def test_seven_points_one_way_are_a_trend_six_are_not(values: tuple[int, ...], found: int) -> None:
    assert rules_of(*(46 + value for value in values)).count(Rule.TREND) == found


def test_a_step_that_stays_level_breaks_a_trend() -> None:
    assert Rule.TREND not in rules_of(47, 48, 49, 49, 50, 51, 52)


def test_a_trend_tells_its_way_and_its_peak_belongs_to_the_fall_after_it() -> None:
    rise, fall = [44.0, 46, 48, 50, 52, 54], [56.0, 53, 51, 49, 47, 45, 43]
    found = told(*rise, *fall)
    assert [signal.direction for signal in found if signal] == [UP] * 6 + [DOWN] * 7


# The package's tests of two in three: the near points carry it, whichever two of the three they are, and four apart
# do not count.
@pytest.mark.parametrize(
    ("near", "carried"),
    [("101", "101"), ("011", "011"), ("110", "110"), ("0010100", "0010100"), ("1001", "0000"), ("10011", "00011")],
)
def test_two_of_three_near_a_limit(near: str, carried: str) -> None:
    values = [75.0 if mark == "1" else 60.0 for mark in near]
    found = rules_of(*values)
    assert [rule is Rule.NEAR for rule in found] == [mark == "1" for mark in carried]


def test_near_a_limit_starts_past_two_thirds_and_needs_all_three_on_one_side() -> None:
    assert Rule.NEAR not in rules_of(70, 70, 60)
    assert Rule.NEAR in rules_of(70.1, 70.1, 60)
    assert Rule.NEAR not in rules_of(75, 45, 75)
    assert rules_of(25, 25, 40)[:2] == [Rule.NEAR, Rule.NEAR]


def test_a_point_outside_is_not_also_near() -> None:
    assert rules_of(81, 75, 60) == [Rule.OUTSIDE, None, None]


def test_the_first_rule_that_holds_is_the_one_that_is_told() -> None:
    """Outside, then trend, then near a limit, then shift."""
    assert rules_of(51, 55, 59, 63, 67, 71, 85) == [*[Rule.TREND] * 6, Rule.OUTSIDE]
    assert rules_of(55, 57, 55, 57, 75, 55, 75) == [*[Rule.SHIFT] * 4, Rule.NEAR, Rule.SHIFT, Rule.NEAR]


@pytest.mark.parametrize("value", [0.1, 0.8, 1 / 3, 95.0])
def test_a_constant_series_has_no_exceptions(value: float) -> None:
    """Its mean can differ from its values in the last digit, which is neither above nor below."""
    values = [value] * 20
    limits = xmr_limits(values)
    assert limits is not None
    assert told(*values, limits=limits) == [None] * 20
    off = Limits(value * (1 + 1e-15), 0.0)
    assert told(*values, limits=off) == [None] * 20


def test_another_rule_set_is_another_value() -> None:
    eight = RuleSet("eights", shift=8, trend=8, near=2 / 3, near_points=2, near_window=3)
    values = [55.0, 57.0] * 3 + [55.0]
    assert told(*values)[0] == Signal(Rule.SHIFT, UP)
    assert told(*values, rules=eight) == [None] * 7


def test_nothing_to_look_at() -> None:
    assert told() == []
