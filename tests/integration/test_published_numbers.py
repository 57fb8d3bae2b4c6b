"""What is published of a quarter, as files and in the register: no number but those of the table that was frozen, and
none that comes anew once it was published."""

import asyncio
import json
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.report import READABLE, sources_of
from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from feedback.attack.audit import audit
from feedback.export.report_html import report_html
from feedback.export.report_json import report_json
from feedback.frozen import thawed
from feedback.periods import Period
from feedback.publish import BoardTable, board_table, known, shipped_policy
from feedback.records import Channel, Place, Response, State
from feedback.release import Release
from feedback.request import Format, Request
from surveys.answers import Answer, Chosen, Nothing
from surveys.definition import FEEDBACK, Survey
from tests.support import figures
from tests.support.product import SECRET, opened_product
from tests.support.sightings import in_frozen, in_json, in_page

Given: TypeAlias = Iterator[tuple[Response, str | None]]
SPRING = Period(date(2024, 4, 1), date(2024, 6, 30))
DAY = date(2024, 5, 3)
WARDS = ("ward-1", "ward-2", "ward-3")
RECEIPT = "8QCM-58BG-YAX6-VEAY"
# Of each group, how many were always treated with respect, and how many never.
PEOPLE = {"british": (157, 46), "caribbean": (31, 36), "indian": (29, 12), "irish": (14, 3), "roma": (4, 3)}


@dataclass(frozen=True, slots=True, repr=False)  # a failing test would spell the whole table out
class Published:
    """Read back in the program, beside what was written for everybody."""

    release: Release
    board: BoardTable
    listed: str
    folder: Path


def heard(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env={"HEARD_DATA_DIR": str(folder), "HEARD_SECRET_KEY": SECRET})
    assert done.exit_code == 0, done.output
    return done.stdout


def written(folder: Path, *more: str) -> Mapping[str, bytes]:
    out = folder / "out"
    for format in ("json", "html"):
        quarter = ("--from", str(SPRING.first), "--to", str(SPRING.last))
        heard(folder, "report", "board", *quarter, "--format", format, "--out", str(out / f"spring.{format}"), *more)
    return {file.name: file.read_bytes() for file in out.iterdir()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("trust")
    (folder / "out").mkdir()
    asyncio.run(_answered(folder, _everybody))
    written(folder, "--publish")
    release, board = asyncio.run(_read_back(folder))
    return Published(release, board, heard(folder, "releases", "--json"), folder)


def test_files_hold_the_table_and_nothing_else(published: Published) -> None:
    report, words = published.board.report, published.board.words
    told = figures.known(report, words)
    out = [*(published.folder / "out").iterdir()]
    files = {file.name: file.read_text(encoding="utf-8") for file in out}
    assert {stat.S_IMODE(file.stat().st_mode) for file in out} == {READABLE}
    assert files == {"spring.json": report_json(report, words), "spring.html": report_html(report, words)}
    assert told.unexplained(in_json(files["spring.json"]), decimals=True) == []
    assert told.unexplained(in_page(files["spring.html"], report, words)) == []


def test_what_the_register_keeps_is_the_tables(published: Published) -> None:
    told = figures.known(published.board.report, published.board.words)
    assert told.unexplained(in_frozen(published.release.draft.tables)) == []


def test_the_list_of_releases_says_what_was_attacked(published: Published) -> None:
    draft = published.release.draft
    assert json.loads(published.listed) == [
        {
            "number": 1,
            "survey": "patient",
            "period": {"from": "2024-04-01", "to": "2024-06-30"},
            "received_to": str(draft.received_to),
            "asked_by": draft.asked_by,
            "policy": shipped_policy().hash,
            "attacked": sum(audit(table).attacked for table in thawed(draft.tables)),
            "previous": "0" * 64,
            "hash": published.release.hash,
        }
    ]


def test_what_was_published_is_never_made_anew(published: Published) -> None:
    """Thirty come late, and of 68 people one takes her answers back: of 67 another number would be shown."""
    folder = published.folder
    before = {file.name: file.read_bytes() for file in (folder / "out").iterdir()}
    asyncio.run(_answered(folder, _late_ones, withdrawn=RECEIPT))
    assert written(folder, "--publish") == before
    assert heard(folder, "releases", "--json") == published.listed


async def _answered(folder: Path, given: Callable[[Survey], Given], withdrawn: str | None = None) -> None:
    async with opened_product(folder, _url(folder)) as product:
        if await product.places.find(WARDS[0]) is None:
            await product.places.add_all(Place(ward, "trust", ward, "team") for ward in WARDS)
        edition = await product.editions.edition("patient", None, None)
        assert edition is not None
        await product.responses.add_all(given(edition.survey))
        assert withdrawn is None or await product.responses.withdraw(withdrawn)


async def _read_back(folder: Path) -> tuple[Release, BoardTable]:
    async with opened_product(folder, _url(folder)) as product:
        release = await product.releases.numbered(1)
        sources = sources_of(product)
        request = Request("patient", SPRING, "ethnicity", Format.JSON, (await known(sources)).root)
        board = await board_table(sources, request, shipped_policy(), report_speech(load_catalogues(), "en"))
    assert release is not None
    assert isinstance(board, BoardTable)
    return release, board


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'heard.db'}"


def _everybody(survey: Survey) -> Given:
    for ethnicity, (always, never) in PEOPLE.items():
        for number in range(always + never):
            respect = "always" if number < always else "never"
            yield _response(survey, f"{ethnicity}-{number}", ethnicity, respect), None
    yield _response(survey, "hers", "caribbean", "never"), RECEIPT


def _late_ones(survey: Survey) -> Given:
    for number in range(30):
        yield _response(survey, f"late-{number}", "caribbean", "always"), None


def _response(survey: Survey, id: str, ethnicity: str, respect: str) -> Response:
    skipped: dict[str, Answer] = {question.id: Nothing.SKIPPED for question in survey.section(FEEDBACK)}
    return Response(
        id=id,
        survey=survey.id,
        version=survey.version,
        place=WARDS[sum(map(ord, id)) % len(WARDS)],
        channel=Channel.WEB,
        language="en",
        day=DAY,
        state=State.FINISHED,
        repeat=False,
        answers={**skipped, "respect": Chosen(respect)},
        equality={"ethnicity": Chosen(ethnicity)},
    )
