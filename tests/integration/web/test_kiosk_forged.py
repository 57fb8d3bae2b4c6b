"""Made-up stays: a tablet's address is no secret, and nothing on it can be. They are bounded, and true ones go on."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.app import Product
from bot.channels.web.app import make_app
from bot.channels.web.kiosk import beginnings
from bot.channels.web.pages import PublicSettings
from bot.channels.web.visitor import new_token
from bot.web.floods import Limit
from feedback.records import Channel, Place, Respondent
from tests.integration.web.test_floods import FLOODER, PATIENT, PROXY
from tests.support.web import pages_over

FEW, MORE, MOST = 3, 5, 8
ELSEWHERE = "203.0.113.77"
FIRST = {"id": "a-first-reply-of-its-own", "page": "overall", "do": "continue", "answers": ["poor"], "language": "en"}
NEXT = {"id": "a-next-reply-of-its-own", "page": "overall-why", "do": "skip", "answers": [], "language": "en"}


@dataclass(frozen=True, slots=True)
class Tablet:
    browser: ClientSession
    server: str

    async def sends(self, token: str, place: str = "ward-7", begins: bool = True) -> tuple[int, Any]:
        replies = [{**FIRST, "begins": True}] if begins else [{**NEXT, "begins": False}]
        form, headers = {"edition": "1-1", "replies": json.dumps(replies)}, {"Heard-Stay": token}
        async with self.browser.post(f"{self.server}/kiosk/{place}/fft", data=form, headers=headers) as told:
            return told.status, await told.json()

    async def presses(self, token: str) -> int:
        form, cookies = {"answer": "poor", "do": "continue"}, {"kiosk-stay": token, "kiosk-here": "1"}
        address = f"{self.server}/kiosk/ward-7/fft/overall?lang=en"
        async with self.browser.post(address, data=form, cookies=cookies) as page:
            return page.status


At = Callable[[str], Awaitable[Tablet]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day's bounds that fit into a test."""
    monkeypatch.setattr(beginnings, "AT_ONE_PLACE_FROM_ONE_ADDRESS", Limit(FEW, 86_400))
    monkeypatch.setattr(beginnings, "FROM_ONE_ADDRESS", Limit(MORE, 86_400))
    monkeypatch.setattr(beginnings, "AT_ONE_PLACE", Limit(MOST, 86_400))


@pytest.fixture
async def at(product: Product) -> AsyncIterator[At]:
    await product.places.add_all([Place("ward-8", "trust", "Ward 8", "team")])
    pages = replace(pages_over(product), public=PublicSettings("http://127.0.0.1", proxies=PROXY))
    async with TestServer(make_app(pages)) as running, AsyncExitStack() as browsers:
        server = str(running.make_url("/")).rstrip("/")

        async def somewhere(address: str) -> Tablet:
            said = {"X-Forwarded-For": address}
            browser = ClientSession(cookie_jar=CookieJar(unsafe=True), headers=said)
            return Tablet(await browsers.enter_async_context(browser), server)

        yield somewhere


async def test_a_flood_of_stays_at_a_place_stops_nobody_elses_there(at: At, product: Product) -> None:
    forger, tablet = await at(FLOODER), await at(PATIENT)
    told = [(await forger.sends(new_token()))[0] for _ in range(FEW + 2)]
    assert told == [200] * FEW + [429] * 2
    assert (await forger.sends(new_token(), "ward-8"))[0] == 200
    token = new_token()
    assert (await tablet.sends(token))[0] == 200
    assert await product.service.look(Respondent(Channel.KIOSK, token)) is not None


async def test_who_is_refused_keeps_it_and_is_told_when_to_come_again(at: At, product: Product) -> None:
    tablet, token = await at(PATIENT), new_token()
    for _ in range(FEW):
        await tablet.sends(new_token())
    status, said = await tablet.sends(token)
    assert status == 429
    assert 0 < said["later"] <= 86_400
    assert await product.service.look(Respondent(Channel.KIOSK, token)) is None
    assert await tablet.presses(token) == 429, "a form begins as much as what was kept"


async def test_what_has_begun_goes_on_however_many_have(at: At) -> None:
    tablet, token = await at(PATIENT), new_token()
    assert (await tablet.sends(token))[0] == 200
    for _ in range(FEW):
        await tablet.sends(new_token())
    assert (await tablet.sends(new_token()))[0] == 429
    for _ in range(FEW):
        assert (await tablet.sends(token))[0] == 200, "sent once more, and counted once"
    assert (await tablet.sends(token, begins=False))[0] == 200


async def test_one_address_begins_so_many_at_all_places_together(at: At) -> None:
    forger = await at(FLOODER)
    told = [(await forger.sends(new_token(), place))[0] for place in ("ward-7", "ward-8") * FEW]
    assert told == [200] * MORE + [429] * (2 * FEW - MORE)


async def test_one_place_begins_so_many_from_all_addresses_together(at: At) -> None:
    told = [
        (await tablet.sends(new_token()))[0]
        for tablet in [await at(address) for address in (FLOODER, PATIENT, ELSEWHERE)]
        for _ in range(FEW)
    ]
    assert told == [200] * MOST + [429] * (3 * FEW - MOST)
