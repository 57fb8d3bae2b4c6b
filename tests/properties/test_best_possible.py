"""What the product shows of small tables, beside the most that could be shown: never more, and rarely less."""

from dataclasses import replace

import pytest

from feedback.lines import Truth
from scripts.bench.best import large, most_shown, shown
from scripts.bench.small import protected, small_table
from tests.support.crowds import census, exact, policy, respect


@pytest.mark.parametrize("seed", [3, 8, 10])
def test_never_more_is_shown_than_policy_and_attack_allow(seed: int) -> None:
    truth = small_table(seed)
    ours, ruled = shown(protected(truth), truth), most_shown(truth, ruled=True)
    assert 0 < ours <= ruled <= most_shown(truth, ruled=False) <= len(large(truth))


def test_one_small_group_alone_costs_one_more_by_the_rule() -> None:
    """Twelve Roma and three Irish people: the Irish are withheld, and by the rule so is somebody beside them."""
    crowds = [*respect("british", yes=300, no=300), *respect("irish", yes=3), *respect("roma", yes=12)]
    truth = Truth(exact(crowds), census(), policy())
    truth = replace(truth, exact=replace(truth.exact, shapes=truth.exact.shapes[2:3]))
    assert {cell.group for cell in large(truth)} == {"all", "white", "british", "roma"}
    assert shown(protected(truth), truth) == most_shown(truth, ruled=True) == len(large(truth)) - 1
