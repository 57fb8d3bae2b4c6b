"""A series into a chart: which limits, which icons, and when there are none."""

from collections.abc import Sequence
from datetime import date

import pytest

from feedback.periods import Period
from feedback.statistics.trend.chart import Chart, Method, draw
from feedback.statistics.trend.icons import Assurance, Better, Meaning, Variation, assurance, variation
from feedback.statistics.trend.limits import Limits
from feedback.statistics.trend.rules import MAKING_DATA_COUNT, Direction, Rule, Signal
from feedback.statistics.trend.series import NotARebase, NotASeries, Point, Rebase, stretches

STEADY = [0.70, 0.72, 0.69, 0.71, 0.73, 0.68, 0.70, 0.72, 0.69, 0.71, 0.73, 0.70]


def month(at: int) -> Period:
    """The first 28 days of a month."""
    return Period(date(2023 + at // 12, at % 12 + 1, 1), date(2023 + at // 12, at % 12 + 1, 28))


def monthly(values: Sequence[float], n: float | None = None) -> list[Point]:
    return [Point(month(at), value, n) for at, value in enumerate(values)]


def icons(chart: Chart) -> tuple[Variation | None, Assurance | None]:
    return chart.variation, chart.assurance


def test_twelve_steady_points_are_common_cause() -> None:
    chart = draw(monthly(STEADY), Better.UP)
    assert chart.variation == Variation(Meaning.COMMON_CAUSE, None)
    assert not chart.stretches[0].trial
    assert chart.rules.name == "Making Data Count"


def test_eleven_points_have_trial_limits_and_no_icon() -> None:
    chart = draw(monthly(STEADY[:11]), Better.UP, target=0.2)
    assert chart.stretches[0].trial
    assert chart.stretches[0].points[0].limits is not None
    assert icons(chart) == (None, None)


def test_one_point_has_neither_limits_nor_signal() -> None:
    chart = draw(monthly([0.7]), Better.UP)
    assert (chart.stretches[0].points[0].limits, chart.stretches[0].points[0].signal) == (None, None)
    assert icons(chart) == (None, None)


def test_the_icon_is_the_newest_points() -> None:
    assert draw(monthly([*STEADY, 0.95]), Better.UP).variation == Variation(Meaning.IMPROVEMENT, Direction.UP)
    assert draw(monthly([*STEADY, 0.95]), Better.DOWN).variation == Variation(Meaning.CONCERN, Direction.UP)
    assert draw(monthly([0.95, *STEADY]), Better.UP).variation == Variation(Meaning.COMMON_CAUSE, None)


@pytest.mark.parametrize(
    ("direction", "better", "meaning"),
    [
        (Direction.UP, Better.UP, Meaning.IMPROVEMENT),
        (Direction.DOWN, Better.UP, Meaning.CONCERN),
        (Direction.UP, Better.DOWN, Meaning.CONCERN),
        (Direction.DOWN, Better.DOWN, Meaning.IMPROVEMENT),
        (Direction.UP, Better.NEITHER, Meaning.NEITHER),
        (Direction.DOWN, Better.NEITHER, Meaning.NEITHER),
    ],
)
def test_what_a_signal_means_hangs_on_which_way_is_better(
    direction: Direction, better: Better, meaning: Meaning
) -> None:
    assert variation(Signal(Rule.SHIFT, direction), better) == Variation(meaning, direction)


# NHSRplotthedots' tests of its assurance: limits 1 to 3, 5 to 7 and 1 to 5, a target of 4.
@pytest.mark.parametrize(
    ("mean", "reach", "up", "down"),
    [
        (2, 1, Assurance.FAILED, Assurance.PASSED),
        (6, 1, Assurance.PASSED, Assurance.FAILED),
        (3, 2, Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
    ],
)
def test_the_published_assurances(mean: float, reach: float, up: Assurance, down: Assurance) -> None:
    limits = Limits(mean, reach)
    assert assurance(limits, 4, Better.UP) is up
    assert assurance(limits, 4, Better.DOWN) is down
    assert assurance(limits, 4, Better.NEITHER) is None


def test_a_target_on_a_limit_is_hit_and_missed() -> None:
    assert assurance(Limits(3, 1), 4, Better.UP) is Assurance.HIT_AND_MISS


def test_a_target_is_held_against_the_newest_limits() -> None:
    assert draw(monthly(STEADY), Better.UP, target=0.5).assurance is Assurance.PASSED
    assert draw(monthly(STEADY), Better.UP, target=0.9).assurance is Assurance.FAILED
    assert draw(monthly(STEADY), Better.UP).assurance is None


def test_a_p_chart_where_sizes_vary_twofold_and_xmr_where_they_do_not() -> None:
    even = monthly(STEADY, n=100)
    assert draw(even, Better.UP).method is Method.XMR
    varied = [Point(point.period, point.value, 200 if at == 3 else 100) for at, point in enumerate(even)]
    chart = draw(varied, Better.UP)
    assert chart.method is Method.P_CHART
    widths = {round(drawn.limits.reach, 4) for drawn in chart.stretches[0].points if drawn.limits}
    assert len(widths) == 2
    unknown = [Point(point.period, point.value, None if at == 0 else point.n) for at, point in enumerate(varied)]
    assert draw(unknown, Better.UP).method is Method.XMR


def test_a_new_start_has_limits_of_its_own_and_its_reason_stays_with_it() -> None:
    moved = Rebase(date(2024, 1, 1), "the ward moved")
    chart = draw(monthly([*STEADY, *(value - 0.3 for value in STEADY)]), Better.UP, rebases=[moved])
    before, after = chart.stretches
    assert (before.began, after.began) == (None, moved)
    assert (len(before.points), len(after.points)) == (12, 12)
    means = [stretch.points[0].limits.mean for stretch in chart.stretches if stretch.points[0].limits]
    assert means == [pytest.approx(0.7067, abs=1e-4), pytest.approx(0.4067, abs=1e-4)]
    assert chart.variation == Variation(Meaning.COMMON_CAUSE, None)


def test_without_the_new_start_the_same_points_are_a_shift() -> None:
    chart = draw(monthly([*STEADY, *(value - 0.3 for value in STEADY)]), Better.UP)
    assert chart.variation == Variation(Meaning.CONCERN, Direction.DOWN)


def test_after_a_new_start_limits_are_trial_again() -> None:
    chart = draw(monthly([*STEADY, 0.4, 0.42]), Better.UP, rebases=[Rebase(date(2024, 1, 1), "a new question")])
    assert [stretch.trial for stretch in chart.stretches] == [False, True]
    assert chart.variation is None


def test_a_period_that_had_begun_before_the_new_start_stays_before_it() -> None:
    first, second = stretches(monthly(STEADY), [Rebase(date(2023, 3, 2), "a new manager")])
    assert (len(first.points), len(second.points)) == (3, 9)


def test_a_new_start_needs_a_reason_and_points() -> None:
    with pytest.raises(NotARebase, match="reason"):
        Rebase(date(2024, 1, 1), "  ")
    with pytest.raises(NotARebase, match="no period"):
        draw(monthly(STEADY), Better.UP, rebases=[Rebase(date(2030, 1, 1), "one day")])


def test_rolling_averages_and_points_out_of_order_are_refused() -> None:
    rolling = [Point(Period(date(2023, at, 1), date(2023, at + 2, 28)), 0.7) for at in (1, 2, 3)]
    with pytest.raises(NotASeries, match="rolling averages have no limits"):
        draw(rolling, Better.UP)
    with pytest.raises(NotASeries):
        draw([*monthly(STEADY)][::-1], Better.UP)
    touching = [
        Point(Period(date(2023, 1, 1), date(2023, 2, 1)), 0.7),
        Point(Period(date(2023, 2, 1), date(2023, 3, 1)), 0.7),
    ]
    with pytest.raises(NotASeries):
        draw(touching, Better.UP)


def test_the_rule_set_is_there_to_be_printed() -> None:
    rules = draw(monthly(STEADY), Better.UP).rules
    assert rules is MAKING_DATA_COUNT
    assert (rules.shift, rules.trend, rules.near_points, rules.near_window) == (7, 7, 2, 3)
