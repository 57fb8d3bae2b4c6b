"""`heard` as somebody types it: what it prints, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.support.fhir import sound_response
from tests.support.product import opened_product
from tests.unit.surveys.builders import WARD, WARD_EN, WARD_UR, written

RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


class Shell:
    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
        self.environment = {**kept, "HEARD_DATA_DIR": str(folder / "data"), "COLUMNS": "200", "NO_COLOR": "1"}

    def heard(
        self, *arguments: str, typed: str = "", code: int = 0, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *arguments]
        environment = {**self.environment, **settings}
        done = subprocess.run(command, input=typed, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_answer_in_urdu_export_and_withdraw(shell: Shell) -> None:
    typed = "بہت اچھا\nشکریہ\nہو گیا\nہاں\nبھیجیں\nنہیں\n"
    receipt = RECEIPT.search(shell.heard("chat", "--survey", "fft", "--language", "ur", typed=typed).stdout)
    assert receipt is not None

    with_words = json.loads(shell.heard("export", "responses", "--with-words", "--reason", "a test").stdout)
    assert with_words["answers"] == {"overall": "very-good", "overall-why": "شکریہ", "quote": "yes"}
    assert (with_words["language"], with_words["channel"], with_words["state"]) == ("ur", "terminal", "finished")
    assert "شکریہ" not in shell.heard("export", "responses").stdout

    mistyped = receipt[0][:-1] + ("X" if receipt[0][-1] != "X" else "Y")
    assert "mistyped" in shell.heard("withdraw", mistyped, code=2).stderr
    assert "deleted" in shell.heard("withdraw", receipt[0].lower().replace("-", " ")).stdout
    assert "unknown" in shell.heard("withdraw", receipt[0], code=2).stderr
    assert shell.heard("export", "responses").stdout == ""
    assert "Nothing is wrong" in shell.heard("doctor").stdout


def test_responses_leave_as_a_bundle_of_questionnaire_responses(shell: Shell) -> None:
    assert "entry" not in json.loads(shell.heard("export", "responses", "--format", "fhir").stdout)
    shell.heard("demo", "--responses", "40", "--seed", "3")
    records = [json.loads(one) for one in shell.heard("export", "responses").stdout.splitlines()]

    bundle = json.loads(shell.heard("export", "responses", "--format", "fhir").stdout)

    Bundle.model_validate(bundle)
    resources = [sound_response(entry["resource"]) for entry in bundle["entry"]]
    assert [one["identifier"]["value"] for one in resources] == [record["response"] for record in records]
    with_section = [any(item["linkId"] == "equality" for item in one["item"]) for one in resources]
    assert with_section == [bool(record["equality"]) for record in records]
    assert True in with_section


async def test_words_leave_only_with_a_reason_and_leave_a_trail(shell: Shell, tmp_path: Path) -> None:
    assert "--reason" in shell.heard("export", "responses", "--with-words", code=2).stderr
    assert "--reason" in shell.heard("export", "responses", "--with-words", "--reason", " ", code=2).stderr

    shell.heard("export", "responses", "--with-words", "--reason", "quarterly reading", "--survey", "patient")

    async with opened_product(tmp_path / "data", f"sqlite:///{tmp_path}/data/heard.db") as product:
        [event] = await product.audit.all()
    assert (event.action, event.reason, event.facts["survey"]) == ("export-words", "quarterly reading", "patient")


def test_the_demonstration_refuses_a_database_that_holds_anything(shell: Shell) -> None:
    assert "20 invented responses" in shell.heard("demo", "--responses", "20", "--seed", "3").stdout
    assert "not-empty" in shell.heard("demo", "--responses", "20", "--seed", "3", code=2).stderr
    assert shell.heard("demo", "--if-empty").stdout == ""
    assert len(shell.heard("export", "responses").stdout.splitlines()) == 20


def test_an_export_is_whole_or_absent(shell: Shell, tmp_path: Path) -> None:
    shell.heard("demo", "--responses", "30", "--seed", "3")
    out = tmp_path / "out" / "responses.jsonl"
    out.parent.mkdir()

    shell.heard("export", "responses", "--out", str(out), "--place", "adult")

    kept = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert 0 < len(kept) < 30
    assert {record["place"] for record in kept} <= {f"ward-{number}" for number in range(1, 41)}
    assert "unknown-place" in shell.heard("export", "responses", "--place", "nowhere", code=2).stderr
    assert [file.name for file in out.parent.iterdir()] == [out.name]


def test_a_survey_is_checked_published_and_frozen(shell: Shell, tmp_path: Path) -> None:
    file = str(written(tmp_path, ward=WARD, ward_en=WARD_EN, ward_ur=WARD_UR))

    assert "no problem" in shell.heard("survey", "check", file).stdout
    assert "Published ward version 1" in shell.heard("survey", "publish", file).stdout
    assert "Nothing changed" in shell.heard("survey", "publish", file).stdout
    written(tmp_path, ward=WARD.replace("id: better", "id: worse"), ward_en=WARD_EN.replace("better:", "worse:"))
    Path(tmp_path / "ward.ur.yaml").unlink()
    assert "version: 2" in shell.heard("survey", "publish", file, code=2).stderr
    listed = json.loads(shell.heard("survey", "list", "--json").stdout)
    assert {(row["survey"], row["version"]) for row in listed} >= {("ward", 1), ("patient", 1), ("equality", 1)}
    assert "Did staff treat you with respect?" in shell.heard("chat", "--survey", "ward", typed="").stdout


def test_a_wrong_survey_file_is_refused_with_every_problem(shell: Shell, tmp_path: Path) -> None:
    file = str(written(tmp_path, ward=WARD.replace("version: 1", "version: x").replace("kind: several", "kind: many")))

    told = shell.heard("survey", "check", file, code=2).stderr.splitlines()

    assert len(told) >= 2
    assert all(re.match(r"ward\.yaml:\d+: [a-z-]+: .+\. .+\.$", line) for line in told)


def test_wrong_settings_are_refused_before_anything_else(shell: Shell) -> None:
    told = shell.heard("doctor", code=2, HEARD_PORT="x", HEARD_TRANSLATE="deepl").stderr

    assert "HEARD_PORT: not-a-port" in told
    assert "HEARD_TRANSLATE: not-yet" in told


def test_a_language_or_survey_that_there_is_not_is_said_with_those_that_there_are(shell: Shell) -> None:
    assert "pl, ro, ru, so, ur, zh-Hans, zh-Hant" in shell.heard("chat", "--language", "xx", code=2).stderr
    assert "carer, fft, patient" in shell.heard("chat", "--survey", "nothing", code=2).stderr


def test_a_database_that_does_not_answer_is_said_so(shell: Shell) -> None:
    told = shell.heard("doctor", code=2, HEARD_DATABASE_URL="postgresql://nobody:hidden@127.0.0.1:1/none").stderr

    assert "unreachable" in told
    assert "hidden" not in told


def test_languages_are_listed_with_their_status(shell: Shell) -> None:
    rows = json.loads(shell.heard("locales", "--json").stdout)

    assert len(rows) == 14
    assert {"en", "en-easyread", "ur", "zh-Hant"} <= {row["language"] for row in rows}
    assert {row["status"] for row in rows} == {"draft"}
