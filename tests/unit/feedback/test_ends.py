"""Where percentages end, held against every answer that so many people can have given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

import pytest

from feedback.disclosure import shown_count, shown_share
from feedback.ends import ends
from feedback.safe_table import Bound, Count, Percent
from tests.support.crowds import policy

Seen: TypeAlias = tuple[Count, bool, Percent]  # how many, whether single options stand beside, and the share


def everything_that_looks_alike(largest: int) -> Mapping[Seen, list[tuple[int, int]]]:
    """The ways in which people can have answered, by what is shown of them."""
    alike: dict[Seen, list[tuple[int, int]]] = {}
    rules = policy()
    for people in range(rules.share_from, largest + 1):
        for chose in range(people + 1):
            look = shown_count(people, rules), people >= rules.options_from, shown_share(chose, people, rules)
            alike.setdefault(look, []).append((chose, people - chose))
    return alike


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(30, 30, 70), (40, 24, 76), (50, 19, 81), (70, 13, 87), (100, 9, 91), (150, 6, 94), (200, 5, 95), (5000, 5, 95)],
)
def test_the_fewer_people_the_further_in_the_ends_lie(n: int, low: int, high: int) -> None:
    assert ends(n, policy()) == (low, high)


def test_nothing_that_is_shown_tells_a_small_number_of_people() -> None:
    """On neither side of any percentage: whoever sees it cannot narrow a number under ten down to four."""
    for look, ways in everything_that_looks_alike(260).items():
        for side in zip(*ways, strict=True):
            assert min(side) >= policy().threshold or max(side) - min(side) > policy().k, look


def test_a_number_of_people_ends_at_the_same_places_whatever_they_said() -> None:
    shown: dict[Count, set[Percent]] = {}
    for n, _, share in everything_that_looks_alike(260):
        shown.setdefault(n, set()).add(share)
    for n, shares in shown.items():
        assert isinstance(n, int)
        low, high = ends(n, policy())
        assert {share for share in shares if share.bound} == {
            Percent(low, Bound.AT_MOST),
            Percent(high, Bound.AT_LEAST),
        }
        assert all(low < share.value < high for share in shares if share.bound is None)


def test_the_ends_meet_where_even_they_would_tell() -> None:
    assert ends(50, replace(policy(), k=60)) == (50, 50)
