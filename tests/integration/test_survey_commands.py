"""`heard survey …` as an author types it: from a workbook to a published survey, and back out of it."""

import json
import re
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from bot.survey_files import SurveyFile, load_survey
from bot.workbooks import read_workbook
from surveys.xlsform.sheets import Sheet
from tests.integration.test_commands import Shell
from tests.unit.surveys.builders import WARD, WARD_EN, WARD_UR, written
from tests.unit.surveys.forms import YES_NO, written_form

SURVEY = [["type", "name", "label::English (en)"], ["select_one yn", "good", "Was it good?"], ["text", "why", "Why?"]]
SAME = "    competency: staff-knowledge\n    same-as: 1\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_form_becomes_a_survey_that_can_be_answered(shell: Shell, tmp_path: Path) -> None:
    form = written_form(tmp_path / "Day_Centre.xlsx", survey=SURVEY, choices=YES_NO)
    out = tmp_path / "day.yaml"

    assert "day.yaml" in shell.heard("survey", "import", str(form), "--out", str(out)).stderr
    assert files(tmp_path) == {"Day_Centre.xlsx", "day.yaml", "day.en.yaml"}
    assert "no problem" in shell.heard("survey", "check", str(out)).stdout
    assert "Published day-centre version 1" in shell.heard("survey", "publish", str(out)).stdout
    assert "Was it good?" in shell.heard("chat", "--survey", "day-centre", typed="").stdout


def test_without_a_name_the_survey_file_goes_to_standard_output(shell: Shell, tmp_path: Path) -> None:
    form = written_form(tmp_path / "day.xlsx", survey=SURVEY, choices=YES_NO)

    text = shell.heard("survey", "import", str(form)).stdout

    loaded = load_survey(written(tmp_path, whole=text))
    assert isinstance(loaded, SurveyFile)
    assert [question.id for question in loaded.edition.survey] == ["good", "why"]


def test_a_form_that_cannot_be_asked_is_refused_with_every_problem_and_leaves_no_file(
    shell: Shell, tmp_path: Path
) -> None:
    rows = [[*SURVEY[0], "calculation"], ["geopoint", "where", "Where?", ""], ["text", "why", "Why?", "1 + 1"]]
    form = written_form(tmp_path / "day.xlsx", survey=rows)

    told = shell.heard("survey", "import", str(form), "--out", str(tmp_path / "day.yaml"), code=2).stderr.splitlines()

    assert [line.split(": ")[:2] for line in told] == [
        ["day.xlsx:survey!A2", "xlsform-type"],
        ["day.xlsx:survey!D3", "xlsform-column"],
    ]
    assert all(re.search(r": .+\. .+\.$", line) for line in told)
    assert files(tmp_path) == {"day.xlsx"}


def test_a_file_that_is_no_workbook_is_refused(shell: Shell, tmp_path: Path) -> None:
    text = tmp_path / "day.xlsx"
    text.write_text("type,name\n", encoding="utf-8")

    assert "workbook-unreadable" in shell.heard("survey", "import", str(text), code=2).stderr
    assert "no-file" in shell.heard("survey", "import", str(tmp_path / "nowhere.xlsx"), code=2).stderr


def test_a_published_survey_goes_out_as_a_form_and_as_files_and_is_the_same(shell: Shell, tmp_path: Path) -> None:
    form, out = tmp_path / "fft.xlsx", tmp_path / "fft.yaml"

    shell.heard("survey", "export", "fft", "--format", "xlsform", "--out", str(form))
    assert convert(str(form), validate=False).warnings == []
    [settings] = [each for each in read_workbook(form) if isinstance(each, Sheet) and each.name == "settings"]
    assert "English (en)" in settings.rows[1]

    shell.heard("survey", "import", str(form), "--out", str(out))
    assert "Nothing changed" in shell.heard("survey", "publish", str(out)).stdout
    again = tmp_path / "again" / "fft.yaml"
    again.parent.mkdir()
    shell.heard("survey", "export", "fft", "--format", "yaml", "--out", str(again))
    assert "Nothing changed" in shell.heard("survey", "publish", str(again)).stdout
    assert {path.name: path.read_bytes() for path in tmp_path.glob("fft.*yaml")} == {
        path.name: path.read_bytes() for path in again.parent.iterdir()
    }


def test_what_is_not_published_cannot_go_out(shell: Shell, tmp_path: Path) -> None:
    out = str(tmp_path / "out.yaml")

    assert "carer, equality, fft, patient" in shell.heard("survey", "export", "nothing", "--out", out, code=2).stderr
    assert "Choose one of: 1" in shell.heard("survey", "export", "fft", "--version", "7", "--out", out, code=2).stderr
    assert files(tmp_path) == set()


def test_a_name_that_does_not_fit_the_format_or_a_folder_that_is_not_there_is_refused(
    shell: Shell, tmp_path: Path
) -> None:
    for out, code in ((tmp_path / "fft.xlsx", "wrong-ending"), (tmp_path / "no" / "fft.yaml", "no-folder")):
        assert code in shell.heard("survey", "export", "fft", "--out", str(out), code=2).stderr
    assert files(tmp_path) == set()


def test_a_language_that_lies_there_already_is_not_taken_into_the_survey(shell: Shell, tmp_path: Path) -> None:
    form = written_form(tmp_path / "day.xlsx", survey=SURVEY, choices=YES_NO)
    (tmp_path / "day.fr.yaml").write_text("language: fr\n", encoding="utf-8")

    told = shell.heard("survey", "import", str(form), "--out", str(tmp_path / "day.yaml"), code=2).stderr

    assert "language-beside" in told
    assert "day.fr.yaml" in told
    assert files(tmp_path) == {"day.xlsx", "day.fr.yaml"}


def test_a_version_that_claims_to_mean_the_same_is_held_against_what_was_published(
    shell: Shell, tmp_path: Path
) -> None:
    first = str(written(tmp_path, ward=WARD, ward_en=WARD_EN, ward_ur=WARD_UR))
    shell.heard("survey", "publish", first)
    second = WARD.replace("version: 1", "version: 2").replace("    competency: staff-knowledge\n", SAME)

    written(tmp_path, ward=second.replace("[always, never, dont-know]", "[never, always, dont-know]"))
    told = shell.heard("survey", "publish", first, code=2).stderr
    assert "ward.yaml: lineage-differs: `respect`" in told
    assert "ward version 1" in told

    written(tmp_path, ward=second)
    assert "Published ward version 2" in shell.heard("survey", "publish", first).stdout
    rows = [row for row in json.loads(shell.heard("survey", "list", "--json").stdout) if row["survey"] == "ward"]
    assert [(row["version"], row["languages"]) for row in rows] == [(n, {"en": "draft", "ur": "draft"}) for n in (2, 1)]
    assert re.search(
        r"ward\tversion 2\t\d{4}-\d\d-\d\d\t6 questions\ten \(draft\)", shell.heard("survey", "list").stdout
    )


def test_what_stands_is_told_with_the_next_free_version(shell: Shell, tmp_path: Path) -> None:
    file = str(written(tmp_path, ward=WARD, ward_en=WARD_EN))
    shell.heard("survey", "publish", file)
    written(tmp_path, ward=WARD.replace("version: 1", "version: 2"))
    shell.heard("survey", "publish", file)
    written(tmp_path, ward=WARD.replace("audience: patient", "audience: carer"))

    told = shell.heard("survey", "publish", file, code=2).stderr

    assert "ward.yaml: version-frozen: ward version 1 was published with other content." in told
    assert "`version: 3`" in told


def test_comments_and_layout_are_no_change(shell: Shell, tmp_path: Path) -> None:
    file = str(written(tmp_path, ward=WARD, ward_en=WARD_EN))
    shell.heard("survey", "publish", file)
    written(
        tmp_path,
        ward="# A remark\n" + WARD.replace("    options: often\n", "    options: [always, never, dont-know]\n"),
    )

    assert "Nothing changed" in shell.heard("survey", "publish", file).stdout


def test_checking_proves_that_paths_end_and_tells_what_nobody_can_reach(shell: Shell, tmp_path: Path) -> None:
    file = str(written(tmp_path, ward=WARD, ward_en=WARD_EN))
    assert "Every path ends, after 6 questions at most." in shell.heard("survey", "check", file).stdout

    written(tmp_path, ward=WARD.replace("if: unfair = yes or unfair = not-sure", "if: unfair = yes and unfair = no"))
    assert "ward.yaml: unreachable: " in shell.heard("survey", "check", file, code=2).stderr
    [problem] = json.loads(shell.heard("survey", "check", file, "--json", code=2).stdout)
    assert (problem["code"], problem["facts"]["question"]) == ("unreachable", "unfair-who")
