"""Publishing a quarter: its figures are attacked, frozen and numbered, and stay, whatever comes or goes afterwards."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.app import Product
from bot.commands.report import sources_of
from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from feedback.aggregate import Cell
from feedback.attack.audit import Audit, Undecided
from feedback.attack.outsider import Found
from feedback.publish import Counted, Sources, board_report, known, shipped_policy
from feedback.records import Event
from feedback.release import Release
from feedback.releasing import publish
from feedback.request import Asked, Refusal, Request, understand
from feedback.safe_table import SafeTable
from feedback.store.tables import releases
from tests.support.planted_gap import SPRING, SPRING_QUARTER, fill, patient_survey, response
from tests.support.product import SECRET, opened_product

DAY = date(2024, 7, 8)
EVENT = Event(datetime(2024, 7, 8, 12, 0, tzinfo=UTC), "operator", "release", "", {})
RECEIPT = "8QCM-58BG-YAX6-VEAY"
SPEECH = report_speech(load_catalogues(), "en")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'heard.db'}"


@pytest.fixture
async def product(tmp_path: Path, url: str) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, url) as whole:
        await fill(whole)
        survey = await patient_survey(whole)
        await whole.responses.add_all([(response(survey, "mine", "caribbean", "never", SPRING), RECEIPT)])
        yield whole


async def spring(sources: Sources, by: str = "ethnicity") -> Request:
    asked = Asked("patient", SPRING_QUARTER[1], SPRING_QUARTER[3], by, "public", "json", None)
    made = understand(asked, await known(sources), shipped_policy(), DAY)
    assert isinstance(made, Request)
    return made


async def released(sources: Sources) -> Release:
    made = await publish(sources, await spring(sources), shipped_policy(), DAY, EVENT)
    assert isinstance(made, Release)
    return made


async def report(sources: Sources) -> str:
    made = await board_report(sources, await spring(sources), shipped_policy(), SPEECH)
    assert isinstance(made, str)
    return made


async def test_a_released_quarter_is_never_restated(product: Product) -> None:
    """Neither by answers that come late nor by answers that are taken back; and it says what it is."""
    sources = sources_of(product)
    draft = json.loads(await report(sources))
    release = await released(sources)
    first = await report(sources)
    held = json.loads(first)
    assert held["release"] == {"number": 1, "received_to": "2024-07-08", "hash": release.hash}
    assert draft["release"] is None
    assert draft["cells"] == held["cells"]
    assert any("release 1" in note and "8 July 2024" in note for note in held["notes"])

    survey = await patient_survey(product)
    late = [(response(survey, f"late-{n}", "caribbean", "always", SPRING), None) for n in range(50)]
    await product.responses.add_all(late)
    assert await product.responses.withdraw(RECEIPT)
    assert await report(sources) == first
    assert await released(sources) == release

    summer = Asked("patient", "2024-07-01", "2024-09-30", "ethnicity", "public", "json", None)
    asked = understand(summer, await known(sources), shipped_policy(), date(2024, 11, 1))
    assert isinstance(asked, Request)
    made = await board_report(sources, asked, shipped_policy(), SPEECH)
    assert isinstance(made, str)
    counts = {(c["question"], c["group"], c["option"]): c.get("count") for c in json.loads(made)["cells"]}
    assert counts["respect", "caribbean", "base"] == 50


async def test_what_a_release_does_not_hold_is_refused_and_not_made_up_for(product: Product) -> None:
    sources = sources_of(product)
    await released(sources)
    wanted = await spring(sources)
    other = Request(wanted.survey, wanted.period, "sex", wanted.format, wanted.root)
    refused = await board_report(sources, other, shipped_policy(), SPEECH)
    assert isinstance(refused, Refusal)
    assert (refused.place, refused.code) == ("--by", "not-in-release")


async def test_a_quarter_in_which_nobody_answered_is_not_released(product: Product) -> None:
    sources = sources_of(product)
    asked = Asked("patient", "2024-01-01", "2024-03-31", "ethnicity", "public", "json", None)
    winter = understand(asked, await known(sources), shipped_policy(), DAY)
    assert isinstance(winter, Request)
    refused = await publish(sources, winter, shipped_policy(), DAY, EVENT)
    assert isinstance(refused, Refusal)
    assert refused.code == "nobody-answered"


@pytest.mark.parametrize(("fails", "code"), [(True, "attack-undecided"), (False, "attack-finds")])
async def test_what_the_second_attack_does_not_clear_is_not_released(
    product: Product, monkeypatch: pytest.MonkeyPatch, fails: bool, code: str
) -> None:
    """The first attack clears it, and the second would: so its verdict is put in its mouth."""
    cell = Cell("respect", "roma", "base")

    def attacked(_table: SafeTable) -> Audit:
        if fails:
            raise Undecided
        return Audit(1, Found({cell: (4, 5)}, {}))

    monkeypatch.setattr("feedback.releasing.audit", attacked)
    sources = sources_of(product)
    refused = await publish(sources, await spring(sources), shipped_policy(), DAY, EVENT)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert await product.releases.all() == []


async def test_a_release_that_somebody_altered_is_shown_to_nobody(product: Product) -> None:
    sources = sources_of(product)
    release = await released(sources)
    altered = release.draft.tables.replace('"base",180', '"base",185')
    assert altered != release.draft.tables
    async with product.database.writing() as connection:
        await connection.execute(update(releases).values(tables=altered))
    made = await board_report(sources, await spring(sources), shipped_policy(), SPEECH)
    again = await publish(sources, await spring(sources), shipped_policy(), DAY, EVENT)
    assert [one.code for one in (made, again) if isinstance(one, Refusal)] == ["release-altered"] * 2


class _RestlessCounts:
    """Somebody answers between any two looks at the counts."""

    def __init__(self, product: Product, times: int) -> None:
        self._product = product
        self._times = times

    async def load(
        self,
        survey: str,
        versions: Sequence[int] | None,
        months: Sequence[str],
        characteristics: Collection[str] | None,
    ) -> Counted:
        sheets = await self._product.counts.load(survey, versions, months, characteristics)
        if self._times:
            self._times -= 1
            one = response(await patient_survey(self._product), f"restless-{self._times}", "british", "always", SPRING)
            await self._product.responses.add_all([(one, None)])
        return sheets


async def test_somebody_who_answers_meanwhile_is_in_the_release(product: Product) -> None:
    plain = sources_of(product)
    restless = replace(plain, counts=_RestlessCounts(product, 1))
    await released(restless)
    counts = await product.counts.load("patient", None, ["2024-05"], ["all"])
    assert sum(sheet["~responses", "finished"] for _, sheet in counts) == 182


async def test_a_quarter_that_never_rests_is_not_released(product: Product) -> None:
    plain = sources_of(product)
    restless = replace(plain, counts=_RestlessCounts(product, 99))
    refused = await publish(restless, await spring(plain), shipped_policy(), DAY, EVENT)
    assert isinstance(refused, Refusal)
    assert refused.code == "counts-move"
    assert await product.releases.all() == []


def heard(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    environment = {**kept, "HEARD_DATA_DIR": str(folder), "HEARD_SECRET_KEY": SECRET, "COLUMNS": "200"}
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done


async def test_releases_are_published_listed_attacked_and_watched_over(product: Product, tmp_path: Path) -> None:
    assert heard(tmp_path, "releases").stdout == "No releases yet.\n"
    page = heard(tmp_path, "report", "board", *SPRING_QUARTER, "--publish").stdout
    (listed,) = json.loads(heard(tmp_path, "releases", "--json").stdout)
    assert listed["hash"] in page
    assert (listed["number"], listed["period"]) == (1, {"from": "2024-04-01", "to": "2024-06-30"})
    assert listed["hash"][:12] in heard(tmp_path, "releases").stdout

    told = json.loads(heard(tmp_path, "attack", "1", "--json").stdout)
    assert [(one["by"], one["found"]) for one in told["tables"]] == [("ethnicity", [])]
    assert told["tables"][0]["attacked"] > 0
    assert "none narrowed to a range of 3 or less" in heard(tmp_path, "attack", "1").stdout
    assert "unknown-release" in heard(tmp_path, "attack", "2", code=2).stderr

    with sqlite3.connect(tmp_path / "heard.db") as past_the_program:
        past_the_program.execute("UPDATE releases SET received_to = '2024-12-31'")
    past_the_program.close()
    assert "release 1" in heard(tmp_path, "releases", code=1).stderr
    assert "release 1" in heard(tmp_path, "attack", "1", code=1).stderr
    with sqlite3.connect(tmp_path / "heard.db") as past_the_program:
        past_the_program.execute("DELETE FROM releases")
    past_the_program.close()
    assert "release 1" in heard(tmp_path, "releases", code=1).stderr
    assert "releases: altered:" in heard(tmp_path, "doctor", code=2).stderr


async def test_counts_that_somebody_changed_are_named_and_counted_anew(product: Product, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "heard.db") as past_the_program:
        past_the_program.execute("UPDATE tallies SET sheet = '{}' WHERE characteristic = 'ethnicity'")
    past_the_program.close()
    assert "heard counts rebuild" in heard(tmp_path, "doctor", code=2).stderr
    assert "count sheets were wrong" in heard(tmp_path, "counts", "rebuild").stdout
    assert heard(tmp_path, "counts", "rebuild").stdout == "Counted anew: nothing was wrong.\n"
