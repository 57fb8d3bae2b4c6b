"""`heard survey …` with FHIR: a published survey goes out and comes back; a bad file is refused and leaves nothing."""

import json
from pathlib import Path

import pytest

from bot.questionnaires import LARGEST_FILE, load_questionnaire
from tests.integration.test_commands import Shell
from tests.support.fhir import every_item, sound_questionnaire
from tests.unit.surveys.fhir_cases import GOOD, WHY, form


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_a_published_survey_goes_out_as_fhir_and_comes_back_the_same(shell: Shell, tmp_path: Path) -> None:
    out, back = tmp_path / "equality.json", tmp_path / "equality.yaml"

    shell.heard("survey", "export", "equality", "--format", "fhir", "--out", str(out))
    resource = sound_questionnaire(json.loads(out.read_text("utf-8")))
    [ethnicity] = [item for item in every_item(resource) if item["linkId"] == "ethnicity"]
    assert {"P", "Z"} <= {option["extension"][0]["valueCoding"]["code"] for option in ethnicity["answerOption"]}

    shell.heard("survey", "import", str(out), "--out", str(back))
    assert "Nothing changed" in shell.heard("survey", "publish", str(back)).stdout


def test_a_questionnaire_that_cannot_be_asked_is_refused_with_every_problem(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "day.json"
    bad.write_text(json.dumps(form(GOOD, {**WHY, "type": "time"}, implicitRules="urn:x")), encoding="utf-8")

    told = shell.heard("survey", "import", str(bad), "--out", str(tmp_path / "day.yaml"), code=2).stderr.splitlines()

    assert [line.split(": ")[:2] for line in told] == [
        ["day.json:Questionnaire.implicitRules", "fhir-element"],
        ["day.json:Questionnaire.item[1].type", "fhir-type"],
    ]
    assert not (tmp_path / "day.yaml").exists()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "fhir-not-json"),
        (b"[" * 200_000, "fhir-not-json"),
        (b'{"resourceType": "Questionnaire", "id": "a", "id": "b"}', "fhir-not-json"),
        (b'{"resourceType": NaN}', "fhir-not-json"),
        (b"1" * 100_000, "fhir-not-json"),
        (b"\xff\xfe", "not-text"),
        (b"<Questionnaire/>", "fhir-not-json"),
    ],
)
def test_what_is_no_json_is_refused(raw: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(raw)

    found = load_questionnaire(path)

    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == [code]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "day.json"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    found = load_questionnaire(path)

    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["too-large"]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    found = load_questionnaire(tmp_path / "nowhere.json")

    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["no-file"]
