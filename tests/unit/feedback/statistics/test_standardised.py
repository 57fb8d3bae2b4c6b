"""A gap between groups may be a gap between services, and may hang on one team."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.statistics import Interval, Sample
from feedback.statistics.standardised import Gap, Team, crude, side_by_side, standardised, turning_teams


def team(name: str, service: str, group: tuple[int, int], others: tuple[int, int]) -> Team:
    return Team(name, service, *(Sample(yes / n if n else 0.0, n) for yes, n in (group, others)))


# Tolbutamide and deaths by age, table 15-1 of Rothman KJ, Greenland S, Lash TL. Modern Epidemiology, 3rd edition, 2008:
# crude 0.045, Mantel-Haenszel 0.035. With Sato's variance the 90 % interval is -0.0176 to 0.0874 (R package metafor,
# its worked analysis of that chapter, which notes that the chapter prints 0.088).
TOLBUTAMIDE = [team("under 55", "under 55", (8, 106), (5, 120)), team("55 on", "55 on", (22, 98), (16, 85))]


def test_the_published_risk_difference_and_its_interval() -> None:
    both = side_by_side(TOLBUTAMIDE)
    assert both.crude is not None
    assert both.standardised is not None
    assert round(both.crude.difference, 4) == 0.0446
    assert round(both.standardised.difference, 4) == 0.0349
    ninety = standardised(TOLBUTAMIDE, level=0.9)
    assert ninety is not None
    assert (round(ninety.interval.low, 4), round(ninety.interval.high, 4)) == (-0.0176, 0.0874)


def test_a_gap_that_is_the_services_goes_away_within_them() -> None:
    """In each service both sides are alike; the group is mostly seen by the one with worse answers."""
    teams = [team("a", "crisis", (80, 160), (20, 40)), team("b", "community", (36, 40), (144, 160))]
    both = side_by_side(teams)
    assert both.crude is not None
    assert both.standardised is not None
    assert both.crude.side == -1
    assert both.standardised.difference == pytest.approx(0)
    assert both.standardised.side == 0


def test_teams_of_one_service_are_one_stratum() -> None:
    apart = [team("a", "s", (5, 20), (30, 60)), team("b", "s", (9, 10), (20, 40))]
    together = [team("c", "s", (14, 30), (50, 100))]
    one, other = standardised(apart), standardised(together)
    assert one is not None
    assert other is not None
    assert one.difference == pytest.approx(other.difference)


def test_nothing_can_be_said_without_both_sides_in_some_service() -> None:
    teams = [team("a", "crisis", (5, 20), (0, 0)), team("b", "community", (0, 0), (30, 60))]
    assert standardised(teams) is None
    assert crude(teams) is not None
    assert side_by_side([]).crude is None


def test_nothing_can_be_said_where_everybody_answers_alike() -> None:
    """Such a variance is nought, and an interval without width would be a lie."""
    assert standardised([team("a", "s", (0, 20), (0, 60))]) is None


def test_the_team_that_makes_the_verdict_is_named() -> None:
    teams = [
        team("north", "community", (20, 60), (150, 200)),
        team("south", "community", (44, 60), (150, 200)),
        team("east", "crisis", (45, 60), (150, 200)),
    ]
    gap = crude(teams)
    assert gap is not None
    assert gap.side == -1
    assert turning_teams(teams, crude) == ("north",)
    assert turning_teams(teams, standardised) == ("north",)


def test_no_team_turns_a_verdict_that_all_of_them_bear_out() -> None:
    teams = [team(name, "community", (30, 60), (160, 200)) for name in ("north", "south", "east")]
    assert turning_teams(teams, crude) == ()


def test_a_team_without_which_nothing_can_be_said_turns_the_verdict() -> None:
    teams = [team("north", "community", (20, 60), (150, 200)), team("south", "community", (0, 0), (30, 40))]
    assert turning_teams(teams, crude) == ("north",)


def test_a_side_is_taken_only_when_the_interval_leaves_out_nought() -> None:
    assert [Gap(0.1, Interval(low, high)).side for low, high in ((0.01, 0.2), (-0.2, -0.01), (0.0, 0.2))] == [1, -1, 0]


def test_satos_interval_is_near_greenland_and_robins_on_the_published_table() -> None:
    """Their variance (Biometrics 1985;41:55-68), worked out here: a standard error of 0.0319 either way."""
    variance = sum(
        (dead_1 * (n_1 - dead_1) * n_0**3 + dead_0 * (n_0 - dead_0) * n_1**3) / (n_1 * n_0 * (n_1 + n_0) ** 2)
        for dead_1, n_1, dead_0, n_0 in ((8, 106, 5, 120), (22, 98, 16, 85))
    )
    error = math.sqrt(variance) / (106 * 120 / 226 + 98 * 85 / 183)
    ours = standardised(TOLBUTAMIDE)
    assert ours is not None
    assert (ours.interval.high - ours.difference) / 1.959964 == pytest.approx(error, rel=0.01)


people = st.integers(10, 300).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(st.lists(st.tuples(people, people), min_size=1, max_size=6))
def test_the_difference_is_the_mean_of_the_services_weighed_by_what_they_can_tell(
    strata: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    found = standardised([team(str(at), str(at), *sides) for at, sides in enumerate(strata)])
    assert found is not None
    weights = [n_1 * n_0 / (n_1 + n_0) for (_, n_1), (_, n_0) in strata]
    gaps = [yes_1 / n_1 - yes_0 / n_0 for (yes_1, n_1), (yes_0, n_0) in strata]
    weighed = math.fsum(weight * gap for weight, gap in zip(weights, gaps, strict=True))
    assert found.difference == pytest.approx(weighed / math.fsum(weights), abs=1e-12)


@given(people, people)
def test_of_one_service_it_is_the_crude_difference(group: tuple[int, int], others: tuple[int, int]) -> None:
    both = side_by_side([team("a", "s", group, others)])
    assert both.crude is not None
    assert both.standardised is not None
    assert both.standardised.difference == pytest.approx(both.crude.difference, abs=1e-12)
