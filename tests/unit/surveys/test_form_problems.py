"""A form that asks what we cannot ask is refused once, with everything in it: the cell, what, and the way out."""

import pytest

from surveys import limits
from surveys.errors import CATALOGUE
from tests.unit.surveys.form_cases import EVERY_CODE
from tests.unit.surveys.forms import EN, HEAD, YES_NO, Rows, read, refused


@pytest.mark.parametrize("code", sorted(EVERY_CODE))
def test_every_mistake_is_found_at_its_place_and_nothing_else_is_said(code: str) -> None:
    form, place = EVERY_CODE[code]

    found = refused(**form)

    assert {(problem.place, problem.code) for problem in found} == {(place, code)}
    assert all(problem.says and problem.remedy for problem in found)


def test_every_code_of_forms_has_a_case() -> None:
    assert {code for code in CATALOGUE if code.startswith("xlsform-")} == set(EVERY_CODE)


def test_all_is_told_at_once_in_the_order_of_the_sheets() -> None:
    found = refused(
        survey=[
            [*HEAD, "relevant", "calculation", "heard::positive"],
            ["select_one yn", "good", "Good?", "", "", "maybe"],
            ["geopoint", "where", "Where?", "${good} = 'yes'", "", ""],
            ["text", "not", "Why?", "${good} = 'perhaps'", "", ""],
            ["text", "last", "", "${where} = 'here' and ${good} < 3", "now()", ""],
        ],
        choices=[*YES_NO, ["yn", "N_A!", "Does not apply"]],
        settings=[["version", "heard::audience"], ["2024-01", "visitors"]],
    )

    assert [(problem.place, problem.code) for problem in found] == [
        ("survey!F2", "option-unknown"),
        ("survey!A3", "xlsform-type"),
        ("survey!B4", "reserved-id"),
        ("survey!5", "xlsform-label-missing"),
        ("survey!E5", "xlsform-column"),
        ("choices!B4", "bad-id"),
        ("settings!A2", "not-a-number"),
        ("settings!B2", "not-one-of"),
    ]
    assert str(found[1]).startswith(
        "ward.xlsx:survey!A3: xlsform-type: The type `geopoint` is not supported. Use one of:"
    )


@pytest.mark.parametrize(
    ("relevant", "at"),
    [
        ("${good} = ", "its end"),
        ("${good} = 'yes' + 1", "+"),
        ("${good} > 'no'", "${good} > 'no'"),
        ("${why} = 'x'", "${why} = 'x'"),
        ("${good} != ''", "''"),
        ("true()", "true"),
        (". = 'yes'", "."),
        ("${good} = 'yes' or", "its end"),
        ("(${good} = 'yes'", "its end"),
        ("selected(${n}, 'yes')", "${n}"),
        ("count-selected(${good}) > 1", "${good}"),
        ("${n} = 'three'", "'three'"),
        ("(" * 100 + "${good} = 'yes'" + ")" * 100, "("),
        ("${good} = 'yes' or " * 1_000 + "${good} = 'yes'", "${good}"),
    ],
)
def test_what_is_not_in_the_subset_of_xpath_is_named(relevant: str, at: str) -> None:
    [problem] = refused(
        survey=[
            [*HEAD, "relevant"],
            ["select_one yn", "good", "Good?"],
            ["text", "why", "Why?"],
            ["integer", "n", "How many?"],
            ["text", "last", "Last?", relevant],
        ],
        choices=YES_NO,
    )

    assert (problem.place, problem.code, problem.facts["at"]) == ("survey!D5", "xlsform-condition", at)


@pytest.mark.parametrize(
    "constraint", [". > 0", ". >= 0 or . <= 9", ". >= 0 and . >= 1", ". <= ${n}", "0 <= .", ". >= '1'"]
)
def test_a_constraint_is_a_smallest_and_a_largest_and_nothing_else(constraint: str) -> None:
    [problem] = refused(survey=[[*HEAD, "constraint"], ["integer", "n", "How many?", constraint]])

    assert (problem.place, problem.code) == ("survey!D2", "xlsform-constraint")


def test_a_column_in_which_nothing_stands_is_no_problem() -> None:
    survey: Rows = [[*HEAD, "calculation", "audio", ""], ["text", "why", "Why?", "", " ", ""]]

    assert read(survey=survey).survey.find("why")


def test_a_cell_below_no_heading_is_not_passed_over() -> None:
    [problem] = refused(survey=[["type", "name", EN], ["text", "why", "Why?", "a note"]])

    assert (problem.place, problem.code) == ("survey!D2", "xlsform-column")


def test_lists_of_our_own_columns_are_checked_like_those_of_a_survey_file() -> None:
    [problem] = refused(
        survey=[[*HEAD, "heard::competency"], ["select_one yn", "good", "Good?", "kindness"]], choices=YES_NO
    )

    assert (problem.place, problem.code) == ("survey!D2", "not-one-of")


def test_a_choice_without_a_label_is_told_once_however_many_questions_offer_it() -> None:
    found = refused(
        survey=[HEAD, *(["select_one yn", f"q{number}", "Good?"] for number in range(5))],
        choices=[*YES_NO, ["yn", "maybe", ""]],
    )

    assert [(problem.place, problem.code) for problem in found] == [("choices!4", "xlsform-label-missing")]


def test_a_condition_of_a_group_is_told_once_however_many_questions_stand_in_it() -> None:
    questions = [["text", f"q{number}", "Why?", ""] for number in range(5)]

    [problem] = refused(survey=[[*HEAD, "relevant"], ["begin group", "g", "", "now() > 3"], *questions, ["end group"]])

    assert (problem.place, problem.code) == ("survey!D2", "xlsform-condition")


def test_more_than_any_survey_has_is_told_instead_of_gone_through() -> None:
    rows: Rows = [["text", f"q{number}", "Why?"] for number in range(limits.MOST_FORM_ROWS + 1)]
    [problem] = refused(survey=[HEAD, *rows])
    assert (problem.code, problem.facts["what"]) == ("too-many", "rows")

    tags = [f"label::X ({first}{second})" for first in "abc" for second in "abcdefghijklmnopqrstuvwxyz"]
    assert len(tags) > limits.MOST_LANGUAGES
    [problem] = refused(survey=[[*HEAD, *tags], ["text", "q", "Why?"]])
    assert (problem.code, problem.facts["what"]) == ("too-many", "languages")

    options: Rows = [["yn", f"o{number}", f"O {number}"] for number in range(limits.MOST_OPTIONS + 1)]
    [problem] = refused(survey=[HEAD, ["select_one yn", "q", "Which?"]], choices=[YES_NO[0], *options])
    assert (problem.code, problem.facts["what"]) == ("too-many", "options")

    again: Rows = [["yn", "o", "O"]] * (limits.MOST_LIST_ROWS + 1)
    found = refused(survey=[HEAD, ["select_one yn", "q", "Which?"]], choices=[YES_NO[0], *again])
    assert ("too-many", "rows of a list") in [(problem.code, problem.facts.get("what")) for problem in found]
