"""`heard place list` and `heard place poster`, as somebody types them."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree.ElementTree import parse

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.posters.bot_name import Unanswered, ask_bot_name
from bot.posters.svg import SVG
from feedback.records import Place
from tests.integration.test_commands import Shell
from tests.support.product import opened_product

PUBLIC = "https://heard.trust.example"
TOKEN = "1:made-up"
WEB = f"{PUBLIC}/?place=ward-7"
TELEGRAM = "https://t.me/NorthTrustHeardBot?start=p-ward-7"
LONG = "w" * 63


@pytest.fixture
async def shell(tmp_path: Path) -> Shell:
    url = f"sqlite:///{tmp_path}/data/heard.db"
    async with opened_product(tmp_path / "data", url, HEARD_SECRET_KEY="") as product:
        await product.places.add_all([Place(LONG, "trust", "Ward [9]", "team"), Place("ward 8", "trust", "8", "team")])
    return Shell(tmp_path)


def led_to(file: Path) -> list[str | None]:
    groups = parse(file).getroot().iter(f"{{{SVG}}}g")  # noqa: S314 - our own
    return [group.findtext(f"{{{SVG}}}title") for group in groups if group.find(f"{{{SVG}}}path") is not None]


def codes(told: str) -> list[tuple[str, str]]:
    return [(line.split(": ")[0], line.split(": ")[1]) for line in told.splitlines()]


def test_places_are_listed_with_what_they_belong_to(shell: Shell) -> None:
    rows = json.loads(shell.heard("place", "list", "--json").stdout)
    assert {"code": "ward-7", "name": "Ward 7", "level": "team", "parent": "trust"} in rows
    assert next(row for row in rows if row["code"] == "trust")["parent"] is None
    told = shell.heard("place", "list").stdout
    assert "Ward [9]" in told
    assert "ward-7" in told


def test_a_poster_leads_to_the_web_page_and_to_the_bot(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ward.svg"
    asked = ("place", "poster", "ward-7", "--out", str(out), "--languages", "ur, en", "--bot", "@NorthTrustHeardBot")
    told = shell.heard(*asked, HEARD_PUBLIC_URL=PUBLIC)
    assert told.stderr == ""
    assert WEB in told.stdout
    assert TELEGRAM in told.stdout
    assert led_to(out) == [WEB, TELEGRAM]
    text = out.read_text(encoding="utf-8")
    assert text.index("ہمیں بتائیں") < text.index("Tell us how")
    assert "Ward 7" in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o644


def test_a_poster_is_a_pdf_too_and_speaks_all_languages_unless_some_are_named(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ward.pdf"
    shell.heard("place", "poster", "ward-7", "--out", str(out), "--languages", "en", HEARD_PUBLIC_URL=PUBLIC)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    every = tmp_path / "all.svg"
    shell.heard("place", "poster", "ward-7", "--out", str(every), HEARD_PUBLIC_URL=PUBLIC)
    assert all(f'lang="{tag}"' in every.read_text(encoding="utf-8") for tag in ("en", "so", "ur", "zh-Hant"))
    assert led_to(every) == [WEB]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "none" / "poster.png"
    asked = ("place", "poster", "ward-99", "--out", str(out), "--languages", "en,xx,en", "--bot", "north trust")
    told = shell.heard(*asked, code=2).stderr
    assert codes(told) == [
        ("CODE", "unknown-place"),
        ("--out", "wrong-ending"),
        ("--out", "no-folder"),
        ("--languages", "named-twice"),
        ("--languages", "unknown-language"),
        ("--bot", "not-a-bot"),
        ("HEARD_PUBLIC_URL", "this-machine-only"),
    ]
    assert "heard place list" in told
    assert not out.parent.exists()


def test_a_poster_to_this_machine_is_never_made(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ward.svg"
    for settings in ({}, {"HEARD_HOST": "0.0.0.0"}, {"HEARD_PUBLIC_URL": "http://localhost:8080"}):  # noqa: S104 - refused
        told = shell.heard("place", "poster", "ward-7", "--out", str(out), code=2, **settings).stderr
        assert codes(told) == [("HEARD_PUBLIC_URL", "this-machine-only")]
        assert "that patients' phones can open" in told
    assert not out.exists()


def test_languages_that_are_not_offered_are_not_put_on_a_wall(shell: Shell, tmp_path: Path) -> None:
    settings = {"HEARD_PUBLIC_URL": PUBLIC, "HEARD_DRAFT_LANGUAGES": "off"}
    asked = ("place", "poster", "ward-7", "--out", str(tmp_path / "ward.svg"))
    assert codes(shell.heard(*asked, "--languages", "en,ur", code=2, **settings).stderr) == [
        ("--languages", "not-offered")
    ]
    assert codes(shell.heard(*asked, "--languages", ",", code=2, **settings).stderr) == [("--languages", "none")]


@pytest.mark.parametrize("code", [LONG, "ward 8"])
def test_a_code_that_telegram_would_not_pass_on_gets_the_web_alone_and_a_warning(
    shell: Shell, tmp_path: Path, code: str
) -> None:
    out = tmp_path / "ward.svg"
    asked = ("place", "poster", code, "--out", str(out), "--languages", "en")
    told = shell.heard(*asked, "--bot", "NorthTrustHeardBot", HEARD_PUBLIC_URL=PUBLIC).stderr
    assert codes(told) == [("CODE", "no-telegram")]
    assert "at most 62 characters" in told
    assert led_to(out) == [f"{PUBLIC}/?place={code.replace(' ', '%20')}"]
    assert shell.heard(*asked, HEARD_PUBLIC_URL=PUBLIC).stderr == ""  # where nobody thinks of Telegram


def test_what_does_not_fit_on_the_paper_is_said(shell: Shell, tmp_path: Path) -> None:
    asked = ("place", "poster", "ward-7", "--out", str(tmp_path / "ward.svg"))
    told = shell.heard(*asked, HEARD_PUBLIC_URL=f"{PUBLIC}/{'long' * 60}", code=2).stderr
    assert codes(told) == [("CODE", "address-too-long")]
    assert list(tmp_path.glob("*.svg")) == []


@asynccontextmanager
async def telegram(name: str = "NorthTrustHeardBot") -> AsyncIterator[tuple[str, list[str]]]:
    """A Bot API that knows one token and says one name; what was asked is noted."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path != f"/bot{TOKEN}/getMe":
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        bot = {"id": 1, "is_bot": True, "first_name": "Heard", "username": name}
        return web.json_response({"ok": True, "result": bot})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/"), asked


async def heard(shell: Shell, code: int, *arguments: str, **settings: str) -> CompletedProcess[str]:
    """While this program goes on, which answers for Telegram."""
    return await asyncio.to_thread(lambda: shell.heard(*arguments, code=code, **settings))


async def test_the_bots_name_is_asked_of_telegram_and_nothing_else_is(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ward.svg"
    asking = ("place", "poster", "ward-7", "--out", str(out), "--languages", "en")
    async with telegram() as (api, asked):
        settings = {"HEARD_PUBLIC_URL": PUBLIC, "HEARD_TELEGRAM_TOKEN": TOKEN, "HEARD_TELEGRAM_API": api}
        await heard(shell, 0, *asking, **settings)
        assert led_to(out) == [WEB, TELEGRAM]
        assert asked == [f"/bot{TOKEN}/getMe"]
        await heard(shell, 0, *asking, "--bot", "OtherHeardBot", **settings)
        await heard(shell, 2, *asking, "--languages", "xx", **settings)
        assert len(asked) == 1


async def test_a_bot_whose_name_cannot_be_learnt_is_to_be_named(shell: Shell, tmp_path: Path) -> None:
    asking = ("place", "poster", "ward-7", "--out", str(tmp_path / "ward.svg"), "--languages", "en")
    async with telegram() as (api, _):
        settings = {"HEARD_PUBLIC_URL": PUBLIC, "HEARD_TELEGRAM_TOKEN": "2:other", "HEARD_TELEGRAM_API": api}
        refused = await heard(shell, 2, *asking, **settings)
    unreachable = await heard(shell, 2, *asking, **settings)
    assert codes(refused.stderr) == [("HEARD_TELEGRAM_TOKEN", "token-refused")]
    assert codes(unreachable.stderr) == [("HEARD_TELEGRAM_TOKEN", "no-answer")]
    for told in (refused.stderr, unreachable.stderr):
        assert "--bot NAME" in told
        assert "other" not in told


async def test_telegram_is_not_waited_for_without_end() -> None:
    silent = asyncio.Event()

    async def wait(_: web.Request) -> web.Response:
        await silent.wait()
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", wait)
    async with TestServer(app) as server:
        answer = await ask_bot_name(TOKEN, str(server.make_url("")).rstrip("/"), seconds=0.05)
        silent.set()
    assert isinstance(answer, Unanswered)
    assert answer.code == "no-answer"


async def test_an_answer_that_is_no_bots_name_is_not_printed_on_a_poster() -> None:
    async with telegram(name="not a name") as (api, _):
        answer = await ask_bot_name(TOKEN, api)
    assert isinstance(answer, Unanswered)
