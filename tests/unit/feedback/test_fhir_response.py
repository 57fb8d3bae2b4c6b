"""A response goes out as FHIR: who answered nowhere in it, and each kind of nothing still its own."""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.survey_files import load_library
from feedback.export.fhir import UnknownQuestion, national_ethnicity, questionnaire_response
from feedback.records import Channel, Response, State
from feedback.scheme import read_scheme
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words, YearMonth
from surveys.fhir.export import questionnaire
from surveys.text import Edition, equality_items, followed_by
from tests.support.fhir import Held, as_json, every_item, sound_questionnaire, sound_response
from tests.unit.surveys.test_fhir import every_kind

LIBRARY = {id: file.edition for id, file in load_library().items()}
SECTION = LIBRARY["equality"]
PATIENT = followed_by(LIBRARY["patient"], SECTION, equality_items(SECTION.survey))
NATIONAL = national_ethnicity(read_scheme((files("feedback") / "schemes" / "census-2021.json").read_text("utf-8")))
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ENGLAND = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"


def response(
    answers: dict[str, Answer], equality: dict[str, Answer] | None = None, state: State = State.FINISHED
) -> Response:
    return Response(
        id="r-000001",
        survey="patient",
        version=1,
        place="ward-7",
        channel=Channel.KIOSK,
        language="ur",
        day=date(2026, 5, 3),
        state=state,
        repeat=False,
        answers=answers,
        equality=equality or {},
    )


def sent(answers: dict[str, Answer], about_me: dict[str, Answer] | None = None, **more: Any) -> Held:
    return sound_response(questionnaire_response(response(answers, about_me), PATIENT, **more))


def said(resource: Held) -> dict[str, object]:
    """By linkId: codes, values, or the reason why there are none."""
    found: dict[str, object] = {}
    for item in every_item(resource):
        for extension in item.get("extension", ()):
            found[item["linkId"]] = extension["valueCode"]
        values = [
            value["code"] if isinstance(value, dict) else value
            for answer in item.get("answer", ())
            for key, value in answer.items()
            if key.startswith("value")
        ]
        found |= {item["linkId"]: values} if values else {}
    return found


def test_a_response_says_what_was_answered_where_and_on_which_day_and_not_by_whom() -> None:
    resource = sent(
        {"overall": Chosen("good"), "overall-why": Words("~ kind\nstaff"), "needs-unmet": Several(("food",))}
    )

    assert (resource["questionnaire"], resource["status"], resource["authored"]) == (
        "urn:heard:survey:patient|1",
        "completed",
        "2026-05-03",
    )
    assert said(resource) == {"overall": ["good"], "overall-why": ["~ kind\nstaff"], "needs-unmet": ["food"]}
    assert not resource.keys() & {"subject", "author", "source", "encounter", "meta"}
    about = {each["url"].removeprefix("urn:heard:fhir:"): each for each in resource["extension"]}
    assert (about["place"]["valueString"], about["channel"]["valueCode"]) == ("ward-7", "kiosk")
    assert (about["answered-in"]["valueCode"], about["repeat"]["valueBoolean"]) == ("ur", False)


def test_codes_are_those_of_the_questionnaire() -> None:
    asked = {item["linkId"]: item for item in every_item(sound_questionnaire(questionnaire(PATIENT)))}
    resource = sent({"overall": Chosen("good")}, {"ethnicity": Chosen("roma"), "age": Chosen("25-34")}, equality=True)

    for item in every_item(resource):
        for answer in item.get("answer", ()):
            coded = {key: answer["valueCoding"][key] for key in ("system", "code", "display")}
            options = [option["valueCoding"] for option in asked[item["linkId"]]["answerOption"]]
            assert coded in [{key: option[key] for key in coded} for option in options]


def test_stopping_is_no_finishing() -> None:
    stopped = sound_response(questionnaire_response(response({}, state=State.STOPPED), PATIENT))

    assert stopped["status"] == "stopped"
    assert "item" not in stopped


def test_five_kinds_of_nothing_stay_five() -> None:
    resource = sent(
        {
            "overall": Chosen("dont-know"),
            "unfair": Chosen("prefer-not-to-say"),
            "safe": Nothing.SKIPPED,
            "unfair-who": Nothing.NOT_ASKED,
            "helped": Nothing.NOT_REACHED,
        }
    )

    assert said(resource) == {
        "overall": ["dont-know"],
        "unfair": ["prefer-not-to-say"],
        "safe": "asked-declined",
        "unfair-who": "not-asked",
        "helped": "unknown",
    }
    for item in every_item(resource):
        assert ("answer" in item) != any(each["url"] == ABSENT for each in item.get("extension", ()))


def test_equality_answers_stay_behind_unless_they_are_asked_for() -> None:
    equality: dict[str, Answer] = {"ethnicity": Chosen("pakistani"), "sex": Nothing.SKIPPED}

    without = sent({"overall": Chosen("good")}, equality)
    assert "pakistani" not in str(without)
    assert said(without) == {"overall": ["good"]}

    together = sent({"overall": Chosen("good")}, equality, equality=True, national=NATIONAL)
    assert together["questionnaire"] == "urn:heard:survey:patient-with-equality|1.1"
    assert [item["linkId"] for item in together["item"]] == ["overall", "equality"]
    found = said(together)
    assert (found["ethnicity-group"], found["ethnicity"]) == (["asian"], ["pakistani"])
    assert (found["sex"], found["age"]) == ("asked-declined", "not-asked")
    assert "equality-opt-in" not in found
    assert "ethnicity-words" not in found
    assert {"system": ENGLAND, "code": "J"} in national_codes(together)


def national_codes(resource: Held) -> list[Held]:
    return [
        extension["valueCoding"]
        for item in every_item(resource)
        for answer in item.get("answer", ())
        for extension in answer.get("extension", ())
    ]


@pytest.mark.parametrize(
    ("kept", "broad", "fine"),
    [
        (Chosen("other"), ["other"], None),
        (Chosen("arab"), ["other"], ["arab"]),
        (Chosen("prefer-not-to-say"), ["prefer-not-to-say"], "not-asked"),
        (Nothing.SKIPPED, "asked-declined", "not-asked"),
        (Nothing.NOT_REACHED, "unknown", "unknown"),
    ],
)
def test_two_steps_that_are_kept_as_one_answer_go_out_as_two(kept: Answer, broad: object, fine: object) -> None:
    found = said(sent({}, {"ethnicity": kept}, equality=True))

    assert (found["ethnicity-group"], found.get("ethnicity")) == (broad, fine)


def test_the_national_code_of_declining_is_z_and_broad_groups_have_none() -> None:
    declined = sent({}, {"ethnicity": Chosen("prefer-not-to-say")}, equality=True, national=NATIONAL)
    broad = sent({}, {"ethnicity": Chosen("asian")}, equality=True, national=NATIONAL)

    assert national_codes(declined) == [{"system": ENGLAND, "code": "Z"}]
    assert national_codes(broad) == []


def test_an_answer_to_what_was_never_asked_stops_the_export() -> None:
    with pytest.raises(UnknownQuestion, match="r-000001: parking"):
        sent({"parking": Chosen("good")})


def feedback_answers(edition: Edition) -> st.SearchStrategy[dict[str, Answer]]:
    def of(id: str) -> st.SearchStrategy[Answer]:
        options = edition.survey.question(id).options
        given: st.SearchStrategy[Answer] = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(Words)
        if id in ("needs-unmet", "unfair-who"):
            given = st.lists(st.sampled_from(options), min_size=1, unique=True).map(tuple).map(Several)
        elif options:
            given = st.sampled_from(options).map(Chosen)
        return given | st.sampled_from(Nothing)

    return st.fixed_dictionaries({}, optional={q.id: of(q.id) for q in LIBRARY["patient"].survey})


@given(feedback_answers(PATIENT))
def test_no_two_different_records_go_out_alike(answers: dict[str, Answer]) -> None:
    found = said(as_json(questionnaire_response(response(answers), PATIENT)))

    assert found == {id: as_said(answer) for id, answer in answers.items()}


def as_said(answer: Answer) -> object:
    match answer:
        case Chosen(option):
            return [option]
        case Several(options):
            return [*options]
        case Words(text):
            return [text]
        case Nothing():
            return {"~skipped": "asked-declined", "~not-asked": "not-asked", "~not-reached": "unknown"}[answer.value]
        case _:
            raise AssertionError(answer)


def test_numbers_days_and_months_go_out_as_what_they_are(tmp_path: Path) -> None:
    edition = every_kind(tmp_path)
    answers: dict[str, Answer] = {
        "nights": Number(Decimal(3)),
        "dose": Number(Decimal("2.5")),
        "arrived": Day(date(2026, 3, 27)),
        "since": Month(YearMonth(2026, 3)),
    }

    resource = sound_response(questionnaire_response(response(answers), edition))

    assert [item["answer"] for item in resource["item"]] == [
        [{"valueInteger": 3}],
        [{"valueDecimal": 2.5}],
        [{"valueDate": "2026-03-27"}],
        [{"valueDate": "2026-03"}],
    ]
