"""`heard report board` as somebody types it, over responses that came in through the store."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.survey_files import load_library
from tests.support.planted_gap import SPRING_QUARTER, fill
from tests.support.product import SECRET, opened_product


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trust where 120 White British and 60 Caribbean people answered in spring, and a few in summer."""
    folder = tmp_path_factory.mktemp("trust")
    asyncio.run(_filled(folder))
    return folder


async def _filled(folder: Path) -> None:
    async with opened_product(folder, f"sqlite:///{folder / 'heard.db'}") as product:
        await fill(product)


def board(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    environment = {**kept, "HEARD_DATA_DIR": str(folder), "HEARD_SECRET_KEY": SECRET, "COLUMNS": "200"}
    command = [sys.executable, "-m", "bot", "report", "board", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def reported(folder: Path, *arguments: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(board(folder, *arguments, "--format", "json").stdout)
    return held


def measure(held: dict[str, Any], group: str) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = (one for one in held["measures"] if (one["question"], one["group"]) == ("respect", group))
    return found


def test_the_planted_gap_is_found(folder: Path) -> None:
    held = reported(folder, *SPRING_QUARTER)
    told = measure(held, "caribbean")
    assert (told["n"], told["share"], told["others_share"], told["verdict"]) == (60, 0.5, 0.9, "lower")
    assert measure(held, "british")["verdict"] == "higher"


def test_only_the_period_counts_and_repeats_are_told_apart(folder: Path) -> None:
    held = reported(folder, *SPRING_QUARTER)
    assert (measure(held, "all")["n"], measure(held, "roma")["n"], held["repeats"]) == (180, 0, 10)
    summer = reported(folder, "--from", "2024-07-01", "--to", "2024-09-30")
    assert (measure(summer, "roma")["n"], summer["repeats"]) == (40, 0)


def test_tables_that_could_be_subtracted_from_each_other_are_refused(folder: Path) -> None:
    year = board(folder, "--from", "2024-04-01", "--to", "2025-03-31", code=2)
    assert "not-a-period" in year.stderr
    assert "characteristic-not-yet" in board(folder, *SPRING_QUARTER, "--by", "sex", code=2).stderr


def test_a_follow_up_does_not_tell_how_many_gave_the_answer_that_it_follows(folder: Path) -> None:
    """Nobody here said that they were treated unfairly: a nought beside `unfair-who` would say so of every group."""
    cells = [one for one in reported(folder, *SPRING_QUARTER)["cells"] if one["question"] == "unfair-who"]
    assert {one["group"] for one in cells} == {"all"}
    assert {one.get("count", one.get("share")) for one in cells} == {None}


def test_a_file_is_written_whole(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    assert board(folder, *SPRING_QUARTER, "--out", str(out)).stdout == ""
    assert out.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["board.html"]


def test_a_page_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    """Its questions, answers and groups as people were asked them; its direction; and that it is a draft."""
    page = LexborHTMLParser(board(folder, *SPRING_QUARTER, "--language", "ur").stdout)
    (html,) = page.css("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("ur", "rtl")
    wording, asked = (load_library()[survey].edition.wordings["ur"] for survey in ("patient", "equality"))
    assert wording.ask("respect") in {heading.text() for heading in page.css("h3")}
    assert asked.label("ethnicity", "caribbean") in {row.text() for row in page.css("tbody th")}
    assert len(page.css(".notice")) == 1


def test_a_page_is_english_where_no_language_is_asked_for(folder: Path) -> None:
    (html,) = LexborHTMLParser(board(folder, *SPRING_QUARTER).stdout).css("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == ("en", "ltr")


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(folder: Path) -> None:
    done = board(folder, *SPRING_QUARTER, "--language", "tlh", code=2)
    assert done.stderr.startswith("--language: unknown-language: There is no language `tlh`. Use one of: en, ")
    assert "ur" in done.stderr
    assert done.stdout == ""


def test_json_is_the_same_in_every_language_and_so_takes_none(folder: Path) -> None:
    done = board(folder, *SPRING_QUARTER, "--format", "json", "--language", "ur", code=2)
    assert done.stderr.startswith("--language: no-language-in-json:")


def test_nobody_answered_is_said_and_is_no_error(folder: Path) -> None:
    assert "No response came in" in board(folder, "--from", "2023-04-01", "--to", "2023-06-30").stdout


def test_what_is_not_safe_yet_is_refused_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.json"
    wrong = ("--audience", "team", "--places", "ward-1", "--from", "2024-04-01", "--to", "2024-05-31")
    done = board(folder, *wrong, "--out", str(out), code=2)
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["--audience", "audience-not-yet"],
        ["--places", "places-not-yet"],
        ["--from, --to", "not-a-period"],
    ]
    assert "2024-04-01 to 2024-06-30" in done.stderr
    assert done.stdout == ""
    assert not out.exists()


def test_a_folder_that_is_not_there_is_told_with_the_rest(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "board.json"
    done = board(folder, "--by", "shoe-size", "--out", str(out), code=2)
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["--out", "no-such-folder"],
        ["--by", "unknown-characteristic"],
    ]
    assert "is-a-folder" in board(folder, "--out", str(tmp_path), code=2).stderr


def test_a_file_that_cannot_be_written_is_told_by_name(folder: Path, tmp_path: Path) -> None:
    done = board(folder, *SPRING_QUARTER, "--out", str(tmp_path / ("x" * 250)), code=2)
    assert done.stderr.startswith("--out: cannot-be-written: ")
    assert "too long" in done.stderr
