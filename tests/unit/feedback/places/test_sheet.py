"""A file of places is read as spreadsheets write it."""

import pytest

from feedback.places.caseload import groups_of_files
from feedback.places.codes import LONGEST_CODE, is_carried
from feedback.places.sheet import Row
from tests.support.crowds import census
from tests.unit.feedback.places.files import HEAD, sheet

TWO = (Row(2, "north", "trust", "North", "", {}), Row(3, "ward-7", "north", "Ward 7, upstairs", "", {}))
PLAIN = f'{HEAD}\nnorth,trust,North\nward-7,north,"Ward 7, upstairs"\n'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.removesuffix("\n"),
        PLAIN + "\r\n,,\n  \n , ,\n",
        ' Code , PARENT,Name \n north,trust , North\n"ward-7", north ,  "Ward  7,\u00a0upstairs"\n',
        f'{HEAD},,\nnorth,trust,North,,\nward-7,north,"Ward 7, upstairs"\n',
    ],
    ids=["plain", "windows", "mark", "no-end", "empty-lines", "blanks", "empty-columns"],
)
def test_spreadsheets_habits_change_nothing(text: str) -> None:
    read = sheet(text)
    assert (read.rows, read.problems) == (TWO, ())


def test_columns_stand_in_any_order_and_lines_are_counted_as_an_editor_does() -> None:
    read = sheet('\nname,level,code,parent\n"Ward\n7",Team,ward-7,trust\n\nNorth,,north,trust\n')
    assert read.rows == (Row(3, "ward-7", "trust", "Ward 7", "team", {}), Row(6, "north", "trust", "North", "", {}))


def test_a_caseload_is_of_fine_groups_broad_ones_and_those_not_stated() -> None:
    read = sheet(f"{HEAD},caseload.indian,CASELOAD.Asian,caseload.not-asked\na,trust,A,12, 0 ,007\nb,trust,B,,,\n")
    assert read.problems == ()
    assert [row.caseload for row in read.rows] == [{"indian": 12, "asian": 0, "not-asked": 7}, {}]


def test_every_group_that_a_response_can_have_can_stand_in_a_caseload() -> None:
    groups = groups_of_files(census())
    answered = {value for value in census().leaves if not value.startswith("~")} - {"prefer-not-to-say"}
    assert set(groups) == answered | {"declined", "not-asked"}
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize("length", [0, 1, LONGEST_CODE - 1, LONGEST_CODE, LONGEST_CODE + 1])
def test_a_code_is_as_long_as_every_link_can_carry(length: int) -> None:
    assert is_carried("w" * length) is (1 <= length <= LONGEST_CODE)
