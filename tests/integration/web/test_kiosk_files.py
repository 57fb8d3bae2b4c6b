"""What a tablet asks for beside its pages: itself as an app, its scripts, and what it needs without a connection."""

import asyncio
import re
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import text

from bot.app import Product
from bot.channels.web.app import make_app
from bot.channels.web.kiosk import pack
from bot.channels.web.kiosk.held_packs import HeldPacks, MadeOf
from bot.channels.web.visit import NO_RECEIPT
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

PACK = "/kiosk-pack/ward-7/patient?lang=ur&back=/kiosk/ward-7"


async def test_the_tablet_is_an_app_of_its_own(browser: ClientSession, server: str) -> None:
    page = await WebPerson(browser, server).open("/kiosk/ward-7?lang=ur")
    address = page.one("link[rel=manifest]").attributes["href"]
    assert address == "/kiosk-manifest/ward-7"
    async with browser.get(f"{server}{address}") as response:
        assert response.content_type == "application/manifest+json"
        manifest = await response.json(content_type=None)
    assert (manifest["start_url"], manifest["display"], manifest["name"]) == (
        "/kiosk/ward-7",
        "fullscreen",
        "Heard: Ward 7",
    )
    async with browser.get(f"{server}{manifest['icons'][0]['src']}") as icon:
        assert (icon.status, icon.content_type) == (200, "image/svg+xml")
    async with browser.get(f"{server}/kiosk-manifest/ward-99") as nowhere:
        assert nowhere.status == 404


async def test_scripts_are_sent_by_edition(browser: ClientSession, server: str) -> None:
    page = await WebPerson(browser, server).open("/kiosk/ward-7")
    main = page.one("script[type=module]").attributes["src"] or ""
    async with browser.get(f"{server}{main}") as response:
        assert response.content_type == "text/javascript"
        assert "immutable" in response.headers["Cache-Control"]
        asked_for = re.findall(r'from "\./([a-z]+\.js)"', await response.text())
    assert asked_for
    for name in (*asked_for, "worker.js"):
        async with browser.get(f"{server}{main.replace('main.js', name)}") as response:
            assert (response.status, response.headers["Service-Worker-Allowed"]) == (200, "/")
    async with browser.get(f"{server}/kiosk-scripts/0123456789ab/main.js") as older:
        assert older.status == 404


async def test_pages_on_ones_own_device_have_none_of_it(person: WebPerson) -> None:
    page = await person.open("/s/fft?lang=en")
    for selector in ("script[src*=kiosk]", "link[rel=manifest]", "#kiosk-idle", "html[data-kiosk]"):
        assert page.tree.css_first(selector) is None


async def test_a_pack_has_every_page_and_nobodys_answers(
    person: WebPerson, browser: ClientSession, server: str, product: Product
) -> None:
    page = await person.open("/kiosk/ward-7/patient?lang=ur")
    page = await person.press(await person.press(page, "continue", "poor"), "continue", "My own words")
    async with browser.get(f"{server}{PACK}") as response:
        assert response.status == 200
        pack = await response.json()
    edition = await product.service.edition("patient", None, None)
    assert edition is not None
    pages = {where: LexborHTMLParser(html) for where, html in pack["pages"].items()}
    for question in edition.survey:
        tree = pages[f"/kiosk/ward-7/patient/{question.id}?lang=ur"]
        form = tree.css_first(f"form[data-question={question.id}]")
        assert form is not None
        values = [node.attributes["value"] for node in form.css("input[type=radio], input[type=checkbox]")]
        assert values == list(question.options), f"{question.id} offers everything that it ever can"
    for name in ("check", "done", "stopped"):
        assert f"/kiosk/ward-7/patient/{name}?lang=ur" in pages
    for where in ("/kiosk/ward-7?lang=ur", "/help-now?lang=ur", "/privacy?lang=ur"):
        assert where in pages
    whole = " ".join(pack["pages"].values())
    assert "My own words" not in whole
    assert "checked" not in [name for tree in pages.values() for node in tree.css("input") for name in node.attributes]
    assert set(re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", whole)) == {NO_RECEIPT}


async def test_every_asset_of_a_pack_is_there(browser: ClientSession, server: str) -> None:
    async with browser.get(f"{server}{PACK}") as response:
        assets = (await response.json())["assets"]
    assert any("heard.rtl.css" in asset for asset in assets)
    for asset in assets:
        async with browser.get(f"{server}{asset}") as response:
            assert response.status == 200, asset


@pytest.mark.parametrize(
    "address",
    [
        "/kiosk-pack/ward-99/fft?lang=en&back=/kiosk/ward-99",
        "/kiosk-pack/ward-7/nothing?lang=en&back=/kiosk/ward-7",
        "/kiosk-pack/ward-7/equality?lang=en&back=/kiosk/ward-7",
        "/kiosk-pack/ward-7/fft?lang=xx&back=/kiosk/ward-7",
        "/kiosk-pack/ward-7/fft?lang=en",
        "/kiosk-pack/ward-7/fft?lang=en&back=/kiosk/elsewhere",
    ],
)
async def test_there_is_no_pack_of_what_there_is_not(browser: ClientSession, server: str, address: str) -> None:
    async with browser.get(f"{server}{address}") as response:
        assert response.status == 404


async def test_numbers_on_a_tablet_are_no_links(person: WebPerson) -> None:
    """A tablet that is opened on the telephone is no longer ours."""
    page = await person.open((await person.open("/kiosk/ward-7?lang=ur")).link("مدد"))
    assert page.tree.css("a[href^=tel], a[href^=sms]") == []
    assert page.words("span.heard-call[dir=ltr]")
    assert (await person.open("/help-now?lang=ur")).tree.css("a[href^=tel]")


async def test_a_trust_says_how_long_its_tablets_wait(product: Product, browser: ClientSession) -> None:
    """Without a script nobody is asked: what the trust says can only lengthen the wait."""
    pages = pages_over(product)
    for untouched, refresh in ((20, 600), (700, 730)):
        public = replace(pages.public, kiosk_untouched=untouched)
        async with TestServer(make_app(replace(pages, public=public, registry=CollectorRegistry()))) as running:
            person = WebPerson(browser, str(running.make_url("/")).rstrip("/"))
            page = await person.open("/kiosk/ward-7?lang=en")
            assert page.headers["Refresh"] == f"{refresh}; url=/kiosk/ward-7"
            assert page.one("#kiosk-idle").attributes["data-untouched"] == str(untouched)
            page = await person.press(await person.open("/kiosk/ward-7/fft?lang=en"), "stop")
            assert int(page.one("#kiosk-idle").attributes["data-untouched"] or "") == min(untouched, 30)
            assert page.headers["Refresh"] == "60; url=/kiosk/ward-7"


async def test_where_the_tablets_script_runs_no_header_clears_the_page(
    person: WebPerson, browser: ClientSession, server: str
) -> None:
    page = await person.open("/kiosk/ward-7?lang=ur")
    assert page.headers["Refresh"] == "600; url=/kiosk/ward-7"
    assert page.tree.css_first("#kiosk-idle[data-refresh]") is not None
    browser.cookie_jar.update_cookies({"kiosk-watched": "1"})
    for address in ("/kiosk/ward-7", "/kiosk/ward-7/fft", "/help-now?back=/kiosk/ward-7", "/kiosk/ward-7/no/such/page"):
        page = await person.open(address)
        assert "Refresh" not in page.headers
        assert page.tree.css_first("#kiosk-idle[data-refresh]") is None


async def test_a_pack_is_made_once_and_of_nothing_that_came_with_who_asked(
    browser: ClientSession, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(packing: Any) -> Any:
        made.append(packing.trail.language)
        return whole(packing)

    whole = pack._pack
    monkeypatch.setattr(pack, "_pack", counted)
    person = {"Cookie": "heard_display=large.dark; kiosk-watched=1", "Accept-Language": "so"}
    async with browser.get(f"{server}{PACK}&withdrawn=7&unfinished=yes&from=somebody", headers=person) as response:
        first = await response.json()
    async with browser.get(f"{server}{PACK}", headers={"Accept-Encoding": "identity"}) as response:
        assert "Content-Encoding" not in response.headers
        second = await response.json()
    assert first == second
    async with browser.get(f"{server}{PACK.replace('lang=ur', 'lang=en')}") as response:
        assert (await response.json())["language"] == "en"
    assert made == ["ur", "en"]
    everything = " ".join(first["pages"].values())
    for trace in ("data-size", "data-colours", "withdrawn=7", "somebody"):
        assert trace not in everything
    assert "data-refresh" in everything, "made for somebody of whom nothing is known"


async def test_a_new_edition_or_name_is_a_new_pack(product: Product, browser: ClientSession, server: str) -> None:
    async def name_on(html: str) -> bool:
        async with browser.get(f"{server}{PACK}") as response:
            return html in (await response.json())["pages"]["/kiosk/ward-7?lang=ur"]

    assert await name_on("Ward 7")
    async with product.database.writing() as connection:
        await connection.execute(text("UPDATE places SET name = 'Rose Ward' WHERE code = 'ward-7'"))
    assert await name_on("Rose Ward")


async def test_no_more_packs_are_held_than_there_is_room_for() -> None:
    held, made = HeldPacks(room=2), list[str]()

    async def packed(language: str) -> bytes:
        made.append(language)
        return language.encode()

    async def of(language: str) -> bytes:
        key = MadeOf("fft", language, "ward-7", "Ward 7", ("fft/1-1",))
        return await held.of(key, lambda: packed(language))

    assert await asyncio.gather(*map(of, ("en", "en", "ur"))) == [b"en", b"en", b"ur"]
    await of("en")
    await of("pl")
    assert len(held) == 2
    await of("en")
    assert made == ["en", "ur", "pl"], "what was used longest ago went"
