"""Into which groups people are counted, and in which order groups are listed."""

import pytest

from bot.survey_files import load_library
from feedback.scheme import UnknownValue, in_order, plain_grouping
from feedback.tally import CHARACTERISTICS
from surveys.answers import Nothing
from surveys.definition import Question
from tests.support.crowds import census


def equality(question: str) -> Question:
    return load_library()["equality"].edition.survey.question(question)


def ethnicities() -> set[str]:
    question = equality("ethnicity")
    assert question.narrowing is not None
    return {*question.options, *question.narrowing.by_answer, *question.narrowing.always}


def test_whatever_can_be_answered_has_exactly_one_place_in_the_tree() -> None:
    every = ethnicities() | {nothing.value for nothing in Nothing}
    assert set(census().leaves) == every
    leaves = [group for group in in_order(census().tree) if group not in census().tree]
    assert set(census().leaves.values()) == set(leaves)


def test_the_broad_answer_alone_is_a_child_of_its_own() -> None:
    assert census().upward(census().leaf("asian")) == ("asian-unspecified", "asian", "all")
    assert census().upward(census().leaf("roma")) == ("roma", "white", "all")


def test_declined_and_skipped_are_put_together_and_not_asked_with_not_reached() -> None:
    assert census().leaf("prefer-not-to-say") == census().leaf("~skipped") == "declined"
    assert census().leaf("~not-asked") == census().leaf("~not-reached") == "not-asked"
    assert census().merged == {
        "declined": ("prefer-not-to-say", "~skipped"),
        "not-asked": ("~not-asked", "~not-reached"),
    }


def test_groups_stand_in_the_agreed_order() -> None:
    """Alphabetical by label between and inside groups, other after the rest, then declined and not asked."""
    labels = census().labels
    assert census().tree["all"] == ("asian", "black", "mixed", "white", "other", "declined", "not-asked")
    for broad in ("asian", "black", "mixed", "white"):
        *named, other, unspecified = census().tree[broad]
        assert [labels[group] for group in named] == sorted(labels[group] for group in named)
        assert labels[other].startswith("Any other")
        assert labels[unspecified].endswith("nothing further said")


def test_every_answer_has_its_code_of_2001() -> None:
    codes = census().codes
    assert {codes[group] for group in ("white-other", "roma", "gypsy-irish-traveller")} == {"C"}
    assert (codes["british"], codes["chinese"], codes["arab"]) == ("A", "R", "S")
    assert (codes["declined"], codes["not-asked"]) == ("Z", "99")
    detailed = {group for group in ethnicities() if group not in census().tree} - {"prefer-not-to-say"}
    assert set(codes) == detailed | {"declined", "not-asked"}
    assert set(codes.values()) == {*"ABCDEFGHJKLMNPRS", "Z", "99"}


@pytest.mark.parametrize("characteristic", [one for one in CHARACTERISTICS if one != "ethnicity"])
def test_another_characteristic_keeps_the_order_of_its_options(characteristic: str) -> None:
    options = equality(characteristic).options
    grouping = plain_grouping(characteristic, options)
    assert in_order(grouping.tree) == ("all", *options[:-1], "declined", "not-asked")
    assert options[-1] == "prefer-not-to-say"
    assert {grouping.leaf(option) for option in options} == {*options[:-1], "declined"}


def test_nobody_drops_out_of_a_table_because_a_value_is_unknown() -> None:
    with pytest.raises(UnknownValue, match="ethnicity: martian"):
        census().leaf("martian")
