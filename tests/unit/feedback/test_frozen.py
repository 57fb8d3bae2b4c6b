"""What a release keeps of a table is all of it: read back, it is the same table and makes the same report."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from feedback.disclosure import protect
from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.frozen import frozen, thawed
from feedback.policy import Breakdown, PeriodKind, policy_text, read_policy
from feedback.report import Stamp, make_report
from feedback.safe_table import SafeTable
from feedback.scheme import plain_grouping
from tests.properties.test_disclosure import crowds
from tests.support.crowds import SUBJECT, Crowd, exact, policy, respect, table, words

MADE = table([*respect("british", yes=300, no=100), *respect("indian", yes=200, no=50), *respect("roma", yes=4)], 7)
STAMP = Stamp(3, date(2026, 7, 6), "a-hash")


@settings(max_examples=10)
@given(crowds)
def test_a_table_reads_back_as_itself(people: list[Crowd]) -> None:
    made = table(people)
    assert thawed(frozen([made])) == (made,)


def test_its_report_is_the_same_to_the_byte() -> None:
    (again,) = thawed(frozen([MADE]))
    one, other = make_report(MADE, STAMP), make_report(again, STAMP)
    assert report_json(one, words()) == report_json(other, words())
    assert report_html(one, words()) == report_html(other, words())


def test_a_plain_characteristic_reads_back_too() -> None:
    grouping = plain_grouping("sex", ["female", "male"])
    made = protect(replace(exact([]), cells={}), 0, SUBJECT, grouping, policy())
    assert isinstance(made, SafeTable)
    assert thawed(frozen([MADE, made])) == (MADE, made)


@pytest.mark.parametrize("characteristics", [("ethnicity",), ("religion", "ethnicity")])
def test_the_policy_keeps_its_hash(characteristics: tuple[str, ...]) -> None:
    text = policy_text(policy())
    assert read_policy(text) == policy()
    kinds = (PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR)
    breakdown = {"trust": Breakdown.DETAILED_WITHIN_BROAD}
    other = replace(
        policy(), lattice=replace(policy().lattice, characteristics=characteristics, periods=kinds, breakdown=breakdown)
    )
    assert read_policy(policy_text(other)).lattice == other.lattice
