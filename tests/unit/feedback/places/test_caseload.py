"""Caseloads of a tree, added up to the groups that respondents are set beside."""

import pytest

from feedback.places.caseload import Fineness, folded
from feedback.records import Place
from feedback.statistics.representation import represent
from tests.support.crowds import census

PLACES = [
    Place("trust", None, "", "trust"),
    *(Place(*pair, "", "team") for pair in (("north", "trust"), ("south", "trust"))),
]
PLACES += [Place("ward-7", "north", "", "team")]
CASELOADS = {
    "north": {"indian": 10, "asian": 5, "declined": 2},
    "ward-7": {"indian": 1, "roma": 3, "white": 4, "not-asked": 7},
    "south": {"indian": 100, "declined": 1},
}


def test_a_place_counts_with_all_beneath_it() -> None:
    found = folded(CASELOADS, PLACES, "north", census(), Fineness.BROAD)
    assert found.groups == {"asian": 16, "black": 0, "mixed": 0, "white": 7, "other": 0}
    assert (found.declined, found.not_asked) == (2, 7)
    assert folded(CASELOADS, PLACES, "trust", census(), Fineness.BROAD).groups["asian"] == 116
    assert folded(CASELOADS, PLACES, "ward-7", census(), Fineness.BROAD).declined == 0


def test_in_detail_the_broad_group_alone_is_a_group_of_its_own() -> None:
    found = folded(CASELOADS, PLACES, "north", census(), Fineness.DETAILED).groups
    assert {group: people for group, people in found.items() if people} == {
        "indian": 11,
        "asian-unspecified": 5,
        "roma": 3,
        "white-unspecified": 4,
    }
    leaves = set(census().leaves.values()) - {"declined", "not-asked"}
    assert set(found) == leaves


@pytest.mark.parametrize("fineness", Fineness)
def test_respondents_can_be_set_beside_it(fineness: Fineness) -> None:
    reference = folded(CASELOADS, PLACES, "trust", census(), fineness).groups
    shown = represent(dict.fromkeys(reference, 10), reference, 5, 5)
    assert shown is not None
    assert sum(one.reference for one in shown.groups.values()) == pytest.approx(1)


def test_where_no_caseload_is_known_nothing_is_worked_out() -> None:
    reference = folded({}, PLACES, "trust", census(), Fineness.BROAD).groups
    assert represent(dict.fromkeys(reference, 10), reference, 0, 0) is None
