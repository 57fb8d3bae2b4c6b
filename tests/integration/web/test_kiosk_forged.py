"""Made-up stays: a tablet's address is no secret, and nothing on it can be. They are bounded, and true ones go on."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.app import Product
from bot.channels.web import beginnings
from bot.channels.web.app import make_app
from bot.channels.web.pages import PublicSettings
from bot.channels.web.visitor import new_token
from bot.web.floods import Counts, Limit
from feedback.records import Channel, Place, Respondent
from tests.integration.web.test_floods import FLOODER, PATIENT, PROXY
from tests.support.web import pages_over

FEW, MORE, MOST = 3, 5, 8
TOKEN = "a-token-for-metrics"
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

    async def begins_on_its_own(self, survey: str) -> int:
        """Not as a tablet: by a link, such as a poster's."""
        jar = {f"heard-{survey.partition('/')[0]}": new_token()}
        address = f"{self.server}/s/{survey}"
        async with self.browser.post(address, data={"answer": "poor", "do": "continue"}, cookies=jar) as page:
            return page.status

    async def metrics(self) -> str:
        async with self.browser.get(f"{self.server}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}) as told:
            return await told.text()

    async def presses(self, token: str) -> int:
        form, cookies = {"answer": "poor", "do": "continue"}, {"kiosk-stay": token, "kiosk-here": "1"}
        address = f"{self.server}/kiosk/ward-7/fft/overall?lang=en"
        async with self.browser.post(address, data=form, cookies=cookies) as page:
            return page.status


At = Callable[[str], Awaitable[Tablet]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour's bounds that fit into a test."""
    monkeypatch.setattr(beginnings, "AT_ONE_PLACE_FROM_ONE_ADDRESS", Limit(FEW, 3_600))
    monkeypatch.setattr(beginnings, "FROM_ONE_ADDRESS", Limit(MORE, 3_600))
    monkeypatch.setattr(beginnings, "AT_ONE_PLACE", Limit(MOST, 3_600))


@pytest.fixture
async def at(product: Product) -> AsyncIterator[At]:
    await product.places.add_all([Place("ward-8", "trust", "Ward 8", "team")])
    pages = replace(pages_over(product), public=PublicSettings("http://127.0.0.1", metrics_token=TOKEN, proxies=PROXY))
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
    assert 0 < said["later"] <= 3_600
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


async def test_who_is_refused_is_not_refused_for_longer_than_an_hour() -> None:
    now, an_hour = 0.0, 3_600
    counts = Counts(beginnings.AT_ONE_PLACE_FROM_ONE_ADDRESS, clock=lambda: now)
    assert [counts.count(FLOODER) for _ in range(FEW + 1)] == [0] * FEW + [an_hour]
    now += an_hour
    assert counts.count(FLOODER) == 0


async def test_it_is_told_that_beginnings_wait_and_not_whose(at: At) -> None:
    forger = await at(FLOODER)
    with capture_logs() as said:
        for _ in range(FEW + 3):
            await forger.sends(new_token())
    assert [line for line in said if line["event"] == "beginnings-refused"] == [
        {
            "event": "beginnings-refused",
            "log_level": "warning",
            "channel": "kiosk",
            "place": "ward-7",
            "bound": "place-from-address",
        }
    ]
    metrics = await forger.metrics()
    assert 'heard_beginnings_refused_total{bound="place-from-address",channel="kiosk"} 3.0' in metrics
    assert FLOODER not in f"{said} {metrics}"


async def test_a_flood_by_a_places_link_is_held_and_keeps_no_tablet_waiting(at: At) -> None:
    forger = await at(FLOODER)
    linked = "fft/overall?lang=en&place=ward-7"
    told = [await forger.begins_on_its_own(linked) for _ in range(FEW + 1)]
    assert told == [200] * FEW + [429]
    assert await forger.begins_on_its_own("fft/overall?lang=en") == 200, "nobody is kept from answering for the trust"
    assert (await forger.sends(new_token()))[0] == 200
