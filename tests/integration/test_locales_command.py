"""`heard locales` as a maintainer types it, in a checkout of their own."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner

from bot.cli import app

ROOT = Path(__file__).parents[2]
Typed: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
SAFE = "کیا آپ کو تحفظ کا احساس ہوا؟"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("bot", "feedback", "surveys", "locales"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def heard(checkout: Path) -> Typed:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}

    def typed(*arguments: object, code: int = 0, **settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "locales", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=checkout, env={**kept, **settings}, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return typed


def everything_in(folder: Path) -> dict[Path, bytes]:
    files = [*(folder / "locales").rglob("*"), *(folder / "surveys").rglob("*.yaml")]
    return {path: path.read_bytes() for path in files if path.is_file()}


def listed(*arguments: str, **settings: str) -> str:
    done = CliRunner().invoke(app, ["locales", *arguments], env=settings)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_the_list_tells_how_far_each_language_is() -> None:
    rows = {row["language"]: row for row in json.loads(listed("--json"))}
    urdu = rows["ur"]
    assert len(rows) == 14
    assert (urdu["name"], urdu["direction"], urdu["status"], urdu["checker"]) == ("اردو", "rtl", "draft", None)
    assert (urdu["complete"], urdu["offered"]) == (True, True)
    assert urdu["phrases"]["done"] == urdu["phrases"]["of"] > 100
    assert {part["what"] for part in urdu["parts"]} == {"phrases", "report", "patient", "carer", "fft", "equality"}


def test_the_list_can_be_read_on_a_terminal() -> None:
    lines = listed().splitlines()
    assert len(lines) == 14
    [urdu] = [line for line in lines if line.startswith("ur ")]
    assert "checked by nobody yet" in urdu
    assert urdu.endswith("\u2068اردو\u2069")
    off = listed(HEARD_DRAFT_LANGUAGES="off").splitlines()
    assert [line.split()[0] for line in off if "  off  " not in line] == ["en"]


def test_a_translators_file_goes_out_is_changed_and_comes_back(heard: Typed, checkout: Path) -> None:
    file = checkout / "urdu.xliff"
    heard("export", "ur", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    before = (checkout / "surveys/library/patient.ur.yaml").read_text(encoding="utf-8")
    old = next(line.partition("ask: ")[2] for line in before.split("  safe:\n")[1].splitlines())
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, SAFE), encoding="utf-8")

    told = heard("import", "ur", file, "--status", "community-checked", "--checker", "A. Name").stdout

    assert "patient.ur.yaml" in told
    after = (checkout / "surveys/library/patient.ur.yaml").read_text(encoding="utf-8")
    assert f"ask: {SAFE}" in after
    assert "wording-version: 2" in after
    assert "raise `version:` in carer.yaml, equality.yaml, fft.yaml, patient.yaml" in told
    rows = json.loads(heard("--json", HEARD_DRAFT_LANGUAGES="off").stdout)
    assert [row["language"] for row in rows if row["offered"]] == ["en", "ur"]
    assert {row["language"]: (row["status"], row["checker"]) for row in rows}["ur"] == ("community-checked", "A. Name")
    assert (
        "Nothing was changed"
        in heard("import", "ur", file, "--status", "community-checked", "--checker", "A. Name").stdout
    )


def test_with_anything_wrong_nothing_is_written(heard: Typed, checkout: Path) -> None:
    file = checkout / "urdu.po"
    heard("export", "ur", file)
    text = file.read_text(encoding="utf-8").replace("{place}", "{mahalla}").replace("جاری رکھیں", "جاري")
    file.write_text(text, encoding="utf-8")
    before = everything_in(checkout)

    told = heard("import", "ur", file, code=2).stderr

    assert everything_in(checkout) == before
    assert "english-changed: " in told
    assert "foreign-letters: " in told
    assert all(line.startswith("urdu.po:") for line in told.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "xx", "file.po"), "unknown-language"),
        (("export", "en", "file.po"), "source-language"),
        (("export", "ur", "file.txt"), "unknown-format"),
        (("export", "ur", "nowhere/file.po"), "no-such-folder"),
        (("import", "ur", "absent.po"), "no-file"),
        (("import", "ur", "absent.po", "--status", "perfect"), "not-one-of"),
        (("import", "ur", "absent.po", "--status", "community-checked"), "missing"),
        (("import", "ur", "absent.po", "--status", "draft", "--checker", "A. Name"), "without-check"),
        (("import", "ur", "absent.po", "--checker", "A. Name"), "without-check"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_remedy(arguments: tuple[str, ...], code: str) -> None:
    done = CliRunner().invoke(app, ["locales", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f": {code}: " in done.stderr


def test_a_chat_is_not_begun_in_a_language_that_is_switched_off(tmp_path: Path) -> None:
    settings = {"HEARD_DATA_DIR": str(tmp_path), "HEARD_DRAFT_LANGUAGES": "off"}
    done = CliRunner().invoke(app, ["chat", "--survey", "fft", "--language", "ur"], env=settings)
    assert done.exit_code == 2
    assert "--language: unknown-language: `fft` is not in `ur`. Use one of: en." in done.stderr
