"""Who answered, beside who could have."""

import pytest

from feedback.statistics import wilson
from feedback.statistics.representation import represent

RESPONDENTS = {"white": 160.0, "asian": 30.0, "black": 10.0}
CASELOAD = {"white": 1200.0, "asian": 400.0, "black": 400.0}


def test_each_groups_share_stands_beside_the_caseloads() -> None:
    found = represent(RESPONDENTS, CASELOAD, not_stated=40, not_asked=10)
    assert found is not None
    black = found.groups["black"]
    assert (black.share.share, black.reference) == (0.05, 0.2)
    assert black.difference.share == pytest.approx(-0.15)
    assert black.ratio is not None
    assert black.ratio.share == pytest.approx(0.25)


def test_the_interval_is_the_respondents_own_for_the_caseload_is_counted_in_full() -> None:
    found = represent(RESPONDENTS, CASELOAD, not_stated=40, not_asked=10)
    assert found is not None
    black, own = found.groups["black"], wilson(0.05, 200)
    assert black.share == own
    assert black.difference.high == pytest.approx(own.high - 0.2)
    assert black.ratio is not None
    assert black.ratio.low == pytest.approx(own.low / 0.2)
    assert black.ratio.high == pytest.approx(own.high / 0.2)


def test_not_stated_and_not_asked_stand_apart_and_make_no_group_smaller() -> None:
    some, many = (represent(RESPONDENTS, CASELOAD, not_stated=n, not_asked=10) for n in (40, 4000))
    assert some is not None
    assert many is not None
    assert some.groups == many.groups
    assert some.not_stated == wilson(40 / 250, 250)
    assert some.not_asked == wilson(10 / 250, 250)


def test_the_census_comes_in_shares_and_says_the_same() -> None:
    in_shares = {group: people / 2000 for group, people in CASELOAD.items()}
    assert represent(RESPONDENTS, in_shares, 0, 0) == represent(RESPONDENTS, CASELOAD, 0, 0)


def test_a_group_that_the_caseload_does_not_have_has_no_ratio() -> None:
    found = represent({"white": 90, "roma": 10}, {"white": 500, "roma": 0}, 0, 0)
    assert found is not None
    assert found.groups["roma"].ratio is None
    assert found.groups["roma"].difference.share == pytest.approx(0.1)


def test_nobody_who_stated_a_group_represents_nobody() -> None:
    assert represent({"white": 0}, CASELOAD, not_stated=40, not_asked=0) is None
    assert represent(RESPONDENTS, {}, not_stated=0, not_asked=0) is None
