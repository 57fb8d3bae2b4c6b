"""A questionnaire that asks what we cannot ask is refused once, with everything in it: where, what, and the way out."""

from typing import Any

import pytest

from surveys.errors import CATALOGUE, Problem
from surveys.fhir.questionnaire import read_questionnaire
from surveys.fhir.reading import MOST_PROBLEMS
from surveys.text import Edition
from tests.support.fhir import Held
from tests.unit.surveys.fhir_cases import (
    ELSEWHERE,
    EVERY_CODE,
    GOOD,
    HL7,
    IS_YES,
    ITEM,
    OWN,
    WHY,
    YES_NO,
    N,
    form,
    marked,
    row,
    translated,
    when,
)


def refused(resource: object) -> tuple[Problem, ...]:
    found = read_questionnaire("day.json", resource)
    assert not isinstance(found, Edition), "nothing was found wrong"
    return found


def told(resource: object) -> list[tuple[str, str]]:
    return [(problem.place, problem.code) for problem in refused(resource)]


@pytest.mark.parametrize("code", sorted(EVERY_CODE))
def test_every_mistake_is_found_at_its_place_and_nothing_else_is_said(code: str) -> None:
    resource, place = EVERY_CODE[code]

    found = refused(resource)

    assert {(problem.place[: len(place)], problem.code) for problem in found} == {(place, code)}
    assert all(problem.says and problem.remedy for problem in found)


def test_every_code_of_questionnaires_has_a_case() -> None:
    assert {code for code in CATALOGUE if code.startswith("fhir-")} == EVERY_CODE.keys() | ELSEWHERE.keys()


def test_all_is_told_at_once_each_with_its_path() -> None:
    found = refused(
        form(
            GOOD,
            {"linkId": "where", "text": "Where?", "type": "attachment"},
            {**WHY, "maxLength": 5, "enableWhen": [row("good", "=", answerCoding={"code": "perhaps"})]},
            {**N, "linkId": "not", "repeats": True},
            version="2024-01",
            contained=[{"resourceType": "ValueSet"}],
        )
    )

    assert {(problem.place, problem.code) for problem in found} == {
        ("Questionnaire.contained", "fhir-element"),
        ("Questionnaire.item[1].type", "fhir-type"),
        ("Questionnaire.item[2].maxLength", "fhir-element"),
        ("Questionnaire.item[2].enableWhen", "condition-option"),
        ("Questionnaire.item[3].repeats", "fhir-element"),
        ("Questionnaire.item[3].linkId", "reserved-id"),
        ("Questionnaire.version", "not-a-number"),
    }
    assert any(
        str(problem).startswith(
            "day.json:Questionnaire.item[1].type: fhir-type: The type `attachment` is not supported."
        )
        for problem in found
    )


def test_conditions_that_go_round_in_a_circle_look_forward_somewhere() -> None:
    circle = form(
        {**GOOD, "enableWhen": [row("better", "=", answerCoding={"code": "yes"})]},
        {**GOOD, "linkId": "better", "enableWhen": [IS_YES]},
        {**GOOD, "linkId": "self", "enableWhen": [row("self", "=", answerCoding={"code": "yes"})]},
    )

    assert told(circle) == [
        (f"{ITEM}[0].enableWhen", "condition-forward"),
        (f"{ITEM}[2].enableWhen", "condition-forward"),
    ]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"answerDate": "2026-03-27 or good = yes"}, "fhir-shape"),
        ({"answerDate": "2026-02-31"}, "condition-kind"),
        ({"answerInteger": 10**400}, "fhir-shape"),
        ({"answerDecimal": float("nan")}, "fhir-shape"),
        ({"answerInteger": True}, "fhir-shape"),
        ({"answerCoding": "yes"}, "fhir-shape"),
        ({"answerCoding": {"code": "or"}}, "condition-unreadable"),
        ({"answerInteger": 1, "answerDecimal": 1.0}, "fhir-answer"),
        ({}, "fhir-answer"),
    ],
)
def test_an_answer_cannot_carry_a_condition_of_its_own(answer: Held, code: str) -> None:
    assert [code for _, code in told(when(row("n", "=", **answer)))] == [code]


def test_an_id_that_is_too_long_is_told_once() -> None:
    assert told(form({**WHY, "linkId": "why" * 20})) == [(f"{ITEM}[0].linkId", "bad-id")]


def test_what_a_group_says_is_not_passed_over() -> None:
    group = {"linkId": "g", "type": "group", "item": [WHY, N], "required": True, **marked("urn:x", valueCode="y")}

    assert told(form({**group, "enableWhen": [row("n", "=", answerInteger=1)]})) == [
        (f"{ITEM}[0].required", "fhir-element"),
        (f"{ITEM}[0].extension[0]", "fhir-extension"),
        (f"{ITEM}[0].enableWhen", "condition-forward"),
    ]


def test_options_and_their_marks_are_checked_like_those_of_a_survey_file() -> None:
    exclusive = {**YES_NO[0], **marked(f"{HL7}questionnaire-optionExclusive", valueBoolean=True)}

    assert [code for _, code in told(form({**GOOD, "answerOption": [exclusive, YES_NO[1]]}))] == ["only-for-several"]
    assert [code for _, code in told(form({**GOOD, "answerOption": [YES_NO[0], YES_NO[0]]}))] == ["duplicate-option"]


def test_what_a_language_lacks_is_told_for_each_text() -> None:
    urdu = form({**GOOD, "_text": translated(("ur", "اچھا؟"))}, _title=translated(("ur", "دن")))

    assert told(urdu) == [
        (f"{ITEM}[0].answerOption[0].valueCoding.display", "fhir-words"),
        (f"{ITEM}[0].answerOption[1].valueCoding.display", "fhir-words"),
    ]


@pytest.mark.parametrize("resource", [None, 3, "Questionnaire", [], {}, {"resourceType": ["Questionnaire"]}])
def test_what_is_no_questionnaire_is_refused_by_what_it_is(resource: object) -> None:
    assert told(resource) == [("Questionnaire", "fhir-resource")]


def test_bottomless_nesting_is_refused_before_anything_is_read() -> None:
    deep: Any = WHY
    for level in range(100_000):
        deep = {"linkId": f"g{level}", "type": "group", "item": [deep]}

    [problem] = refused(form(deep))

    assert (problem.code, problem.facts["most"]) == ("fhir-size", 32)


def test_a_few_groups_in_each_other_are_no_problem() -> None:
    inside: Held = WHY
    for level in range(5):
        inside = {"linkId": f"g{level}", "type": "group", "item": [inside]}

    assert isinstance(read_questionnaire("day.json", form(inside)), Edition)


def test_thousands_of_questions_are_refused_as_too_many() -> None:
    many = form(*({**WHY, "linkId": f"q{number}"} for number in range(5_000)))

    assert told(many) == [("Questionnaire.item", "fhir-size")]


def test_no_more_problems_are_told_than_somebody_reads() -> None:
    found = refused(form(WHY, **{f"x{number}": 1 for number in range(50_000)}))

    assert len(found) == MOST_PROBLEMS + 1
    assert "fhir-many" in {problem.code for problem in found}


def test_a_hundred_languages_are_refused() -> None:
    tongues = translated(*((f"x{chr(97 + n // 26)}{chr(97 + n % 26)}", "?") for n in range(101)))

    assert told(form(WHY, _title=tongues)) == [("Questionnaire", "fhir-size")]


def test_a_condition_grown_out_of_bounds_is_refused() -> None:
    options = [{"valueCoding": {"code": f"option-number-{number}", "display": f"{number}"}} for number in range(90)]
    rows = [row("many", "exists", answerBoolean=True)] * 100
    resource = form(
        {**GOOD, "linkId": "many", "answerOption": options}, {**WHY, "enableWhen": rows, "enableBehavior": "all"}
    )

    assert told(resource) == [(f"{ITEM}[1].enableWhen", "fhir-long")]


def test_a_key_that_is_no_text_or_a_value_that_is_no_json_is_refused() -> None:
    assert told(form({**WHY, 3: "x"}))[0][1] == "fhir-shape"  # type: ignore[dict-item]  # what a hostile caller could do
    assert told(form({**WHY, "text": b"x"}))[0][1] == "fhir-shape"


def test_our_own_extensions_are_held_to_their_values() -> None:
    assert told(form({**WHY, **marked(f"{OWN}competency", valueCode="kindness")})) == [
        (f"{ITEM}[0].extension[0].valueCode", "not-one-of")
    ]
    assert told(form({**WHY, **marked(f"{OWN}same-as", valueInteger=9)}))[0][1] == "same-as-later"
