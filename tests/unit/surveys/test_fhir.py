"""A survey goes to FHIR and back without loss, and says there what FHIR has words for."""

from pathlib import Path
from typing import Any

import pytest

from bot.survey_files import load_library
from surveys.fhir.export import questionnaire
from surveys.fhir.questionnaire import read_questionnaire
from surveys.text import Edition, equality_items, followed_by
from tests.support.fhir import Held, as_json, sound_questionnaire
from tests.unit.surveys import builders
from tests.unit.surveys.every_kind import EVERY_KIND, EVERY_KIND_EASY, EVERY_KIND_EN, EVERY_KIND_UR

LIBRARY = load_library()
OWN = "urn:heard:fhir:"
EXPRESSION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"


def every_kind(folder: Path) -> Edition:
    texts = {"all": EVERY_KIND, "all_en": EVERY_KIND_EN, "all_ur": EVERY_KIND_UR, "all_en-easyread": EVERY_KIND_EASY}
    return builders.edition(builders.written(folder, **texts))


def item(resource: Held, link: str) -> Held:
    found: Held = next(each for each in resource["item"] if each["linkId"] == link)
    return found


def when(question: str, operator: str, **answer: Any) -> Held:
    return {"question": question, "operator": operator, **answer}


@pytest.mark.parametrize("id", sorted(LIBRARY))
def test_every_shipped_survey_goes_out_in_every_language_and_comes_back_the_same(id: str) -> None:
    edition = LIBRARY[id].edition

    resource = sound_questionnaire(questionnaire(edition))

    assert read_questionnaire(f"{id}.json", resource) == edition
    for tag in edition.languages:
        assert tag == "en" or tag in str(resource["_title"])


def test_every_kind_of_question_and_every_key_comes_back_the_same(tmp_path: Path) -> None:
    edition = every_kind(tmp_path)

    resource = sound_questionnaire(questionnaire(edition))

    assert read_questionnaire("all.json", resource) == edition
    assert [each["type"] for each in resource["item"]] == [
        "display",
        "choice",
        "choice",
        "choice",
        "integer",
        "decimal",
        "date",
        "date",
        "choice",
        "choice",
        "text",
    ]


def test_the_head_says_which_survey_this_is_and_how_far_each_language_is_checked(tmp_path: Path) -> None:
    resource = as_json(questionnaire(every_kind(tmp_path), base="https://trust.example/fhir/Questionnaire/"))

    assert (resource["url"], resource["version"], resource["name"], resource["status"], resource["language"]) == (
        "https://trust.example/fhir/Questionnaire/all-kinds",
        "3",
        "SurveyAllKinds",
        "active",
        "en",
    )
    assert {
        "url": f"{OWN}wording",
        "extension": [
            {"url": "language", "valueCode": "en"},
            {"url": "status", "valueCode": "community-checked"},
            {"url": "version", "valueInteger": 4},
            {"url": "checker", "valueString": "Heron Ward carers' group"},
        ],
    } in resource["extension"]


def test_conditions_that_fhir_can_say_are_said_in_fhir_and_no_others(tmp_path: Path) -> None:
    resource = sound_questionnaire(questionnaire(every_kind(tmp_path)))

    consented = {"system": "urn:heard:survey:all-kinds:2nd-visit", "code": "no"}
    assert item(resource, "meta")["enableWhen"] == [when("2nd-visit", "!=", answerCoding=consented)]
    assert item(resource, "dose")["enableWhen"] == [
        when("nights", ">", answerInteger=3),
        when("nights", "!=", answerInteger=1),
    ]
    assert item(resource, "dose")["enableBehavior"] == "any"
    assert item(resource, "area")["enableBehavior"] == "all"
    expression = {"language": "text/x-heard-condition", "expression": "not (nights < 3 and dose >= 0.5)"}
    assert {"url": EXPRESSION, "valueExpression": expression} in item(resource, "arrived")["extension"]
    assert "enableWhen" not in item(resource, "arrived")


def test_not_less_than_is_no_at_least_because_people_may_skip(tmp_path: Path) -> None:
    ward = builders.WARD.replace("if: selected(needs, other)", "if: not count(needs) >= 1")
    resource = as_json(questionnaire(builders.edition(builders.written(tmp_path, ward=ward, ward_en=builders.WARD_EN))))

    assert item(resource, "needs-other")["enableWhen"] == [when("needs", "exists", answerBoolean=False)]

    ward = ward.replace("if: not count(needs) >= 1", "if: not count(needs) >= 2")
    resource = as_json(questionnaire(builders.edition(builders.written(tmp_path, ward=ward, ward_en=builders.WARD_EN))))
    assert "enableWhen" not in item(resource, "needs-other")


def test_hints_are_instructions_inside_their_question(tmp_path: Path) -> None:
    resource = as_json(questionnaire(every_kind(tmp_path)))

    [hint] = item(resource, "meta")["item"]
    assert (hint["linkId"], hint["type"], hint["text"]) == ("meta.hint", "display", "=1+1")
    assert hint["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "instructions"
    [only_urdu] = item(resource, "2nd-visit")["item"]
    assert "text" not in only_urdu
    assert "سوچ لیں" in str(only_urdu["_text"])


def test_a_needed_question_is_required_and_says_why_in_every_language(tmp_path: Path) -> None:
    asked = item(as_json(questionnaire(every_kind(tmp_path))), "2nd-visit")

    assert asked["required"] is True
    whys = [each["extension"] for each in asked["extension"] if each["url"] == f"{OWN}why-needed"]
    assert {lang["valueCode"]: content["valueString"] for lang, content in whys} == {
        "en": "Without a yes we may not go on.",
        "en-easyread": "Without a yes we may not go on.",
        "ur": "اجازت چاہیے",
    }


def test_an_exclusive_option_is_marked_by_the_standard_extension() -> None:
    needs = item(as_json(questionnaire(LIBRARY["patient"].edition)), "needs-unmet")

    assert needs["repeats"] is True
    marks = {option["valueCoding"]["code"]: option.get("extension") for option in needs["answerOption"]}
    exclusive = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"
    assert marks["none"] == [{"url": exclusive, "valueBoolean": True}]
    assert marks["food"] is None


def test_ethnicities_carry_the_national_code_where_it_is_known() -> None:
    system = "https://codes.example/ethnic"
    national = {"ethnicity": {"pakistani": (system, "J")}}

    resource = sound_questionnaire(questionnaire(LIBRARY["equality"].edition, national=national))

    options = {each["valueCoding"]["code"]: each for each in item(resource, "ethnicity")["answerOption"]}
    assert options["pakistani"]["extension"] == [
        {"url": f"{OWN}national-code", "valueCoding": {"system": system, "code": "J"}}
    ]
    assert "extension" not in options["british"]
    assert read_questionnaire("equality.json", resource) == LIBRARY["equality"].edition


def test_a_survey_with_the_equality_questions_after_it_has_an_address_of_its_own_and_them_in_a_group() -> None:
    section = LIBRARY["equality"].edition
    both = followed_by(LIBRARY["fft"].edition, section, equality_items(section.survey))

    resource = sound_questionnaire(questionnaire(both))

    assert (resource["url"], resource["version"]) == ("urn:heard:survey:fft-with-equality", "1.1")
    assert [each["linkId"] for each in resource["item"]] == ["overall", "overall-why", "quote", "equality"]
    sex = item(item(resource, "equality"), "sex")
    assert sex["answerOption"][0]["valueCoding"]["system"] == "urn:heard:survey:equality:sex"
