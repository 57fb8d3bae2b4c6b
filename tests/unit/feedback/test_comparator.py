"""Everyone else, from shown figures: near the truth, and never further from it than is said."""

import random

import pytest

from feedback.aggregate import Cell
from feedback.comparator import everyone_else, share_range
from feedback.safe_table import WITHHELD, Bound, Percent
from feedback.scheme import in_order
from tests.support.crowds import Crowd, census, exact, respect, table


def test_a_small_groups_others_are_everybody_less_the_group() -> None:
    made = table([*respect("british", yes=700, no=300), *respect("indian", yes=20, no=30)])
    others = everyone_else(made, "respect", "indian")
    assert others is not None
    assert others.n == 1000
    assert others.share == pytest.approx(0.7, abs=0.005)


def test_a_large_groups_others_are_better_put_together() -> None:
    """Half a point of 2,050 people is a fifth of fifty; their own half point stays half a point."""
    made = table([*respect("british", yes=1400, no=600), *respect("indian", yes=20, no=30)])
    others = everyone_else(made, "respect", "british")
    assert others is not None
    assert (others.n, others.share) == (50, 0.4)
    assert others.off_by == pytest.approx(0.005)


def test_a_detailed_groups_others_are_its_siblings_and_the_other_broad_groups() -> None:
    crowds = [*respect("british", yes=500), *respect("irish", no=100), *respect("indian", yes=50, no=50)]
    others = everyone_else(table(crowds), "respect", "british")
    assert others is not None
    assert others.share == pytest.approx(0.25, abs=0.06)


def test_people_who_are_not_shown_may_have_answered_anyhow() -> None:
    crowds = [*respect("british", yes=200, no=200), *respect("indian", yes=50, no=50)]
    shown = everyone_else(table(crowds), "respect", "british")
    less = everyone_else(table([*crowds, *respect("african", yes=20)]), "respect", "british")
    assert shown is not None
    assert less is not None
    assert shown.off_by < 0.01 < less.off_by


def test_everybody_withheld_and_a_sibling_withheld_leaves_nothing_to_compare_with() -> None:
    made = table([*respect("british", yes=40), Crowd("indian", 40, respect("indian", yes=1)[0].answers, "ward-1")])
    assert made.counts[Cell("respect", "indian", "base")] is WITHHELD
    assert everyone_else(made, "respect", "indian") is None


@pytest.mark.parametrize(
    ("percent", "low", "high"),
    [
        (Percent(50), 0.495, 0.505),
        (Percent(5, Bound.AT_MOST), 0.0, 0.055),
        (Percent(95, Bound.AT_LEAST), 0.945, 1.0),
    ],
)
def test_a_shown_share_stands_for_a_range(percent: Percent, low: float, high: float) -> None:
    assert share_range(percent) == pytest.approx((low, high))


@pytest.mark.parametrize("seed", range(20))
def test_the_truth_is_never_further_off_than_is_said(seed: int) -> None:
    chance = random.Random(seed)
    groups = [group for group in census().leaves if not group.startswith("~")]
    crowds = [
        crowd
        for group in chance.sample(groups, 14)
        for crowd in respect(group, yes=chance.choice((4, 15, 60, 400)), no=chance.choice((0, 3, 20, 90)))
    ]
    truth, made = exact(crowds), table(crowds)
    compared = 0
    for group in in_order(census().tree)[1:]:
        others = everyone_else(made, "respect", group)
        if others is None:
            continue
        counts = [
            truth.count(Cell("respect", "all", option)) - truth.count(Cell("respect", group, option))
            for option in ("positive", "base")
        ]
        compared += 1
        assert abs(counts[0] / counts[1] - others.share) <= others.off_by + 1e-9
    assert compared
