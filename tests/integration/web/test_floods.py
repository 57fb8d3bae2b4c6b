"""One place asks for everything at once, or tries codes: it is told to wait, and nobody else notices."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from ipaddress import ip_network

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot.app import Product
from bot.channels.web.app import make_app
from bot.channels.web.guesses import WRONG_CODES
from bot.channels.web.pages import PublicSettings
from bot.channels.web.visitor import new_token
from bot.web import refusing
from bot.web.floods import Limit
from tests.support.staff import Clock, site_over
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

FEW, FEWER = Limit(most=60, seconds=600), Limit(most=20, seconds=600)
PROXY = (ip_network("127.0.0.1"),)
FLOODER, PATIENT = "192.0.2.7", "198.51.100.1"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the internet, behind our proxy. Whoever is there has a browser of their own."""

    browser: ClientSession
    server: str
    person: WebPerson

    async def status(self, path: str, **fields: str) -> tuple[int, str | None]:
        ask = self.browser.post(self.server + path, data=fields) if fields else self.browser.get(self.server + path)
        async with ask as page:
            await page.read()
            return page.status, page.headers.get("Retry-After")


At = Callable[[str], Awaitable[Place]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood that fits into a test."""
    monkeypatch.setattr(refusing, "FROM_ONE_ADDRESS", FEW)
    monkeypatch.setattr(refusing, "FROM_ONE_DEVICE", FEWER)


@pytest.fixture
async def at(product: Product) -> AsyncIterator[At]:
    pages = replace(pages_over(product), public=PublicSettings("http://127.0.0.1", proxies=PROXY))
    async with TestServer(make_app(pages)) as running, AsyncExitStack() as browsers:
        server = str(running.make_url("/")).rstrip("/")

        async def somebody(address: str) -> Place:
            said = {"X-Forwarded-For": f"203.0.113.1, {address}"}
            browser = ClientSession(cookie_jar=CookieJar(unsafe=True), headers=said)
            await browsers.enter_async_context(browser)
            return Place(browser, server, WebPerson(browser, server))

        yield somebody


async def used_up(place: Place) -> None:
    for _ in range(FEW.most):
        assert (await place.status("/nothing-here"))[0] == 404


async def test_a_flood_from_one_place_keeps_nobody_else_from_answering(at: At, product: Product) -> None:
    flooder, patient = await at(FLOODER), await at(PATIENT)
    over, told = asyncio.Event(), list[int]()

    async def flood() -> None:
        while not over.is_set():
            told.append((await flooder.status("/s/fft/overall?lang=en", answer="very-poor", do="continue"))[0])

    floods = [asyncio.create_task(flood()) for _ in range(10)]
    person = patient.person
    page = await person.answer(await person.open("/s/fft?lang=en"), {"overall": "good"})
    page = await person.press(await person.press(page, "continue"), "continue", "no")
    over.set()
    await asyncio.gather(*floods)

    assert page.receipt is not None
    assert [response.survey async for response in product.responses.read()] == ["fft"]
    assert told.count(429) == len(told) - FEW.most


async def test_whoever_is_refused_is_told_when_to_try_again_and_in_their_language(at: At) -> None:
    place = await at(FLOODER)
    await used_up(place)
    page = await place.person.open("/s/fft?lang=ur")
    assert (page.status, page.language) == (429, ("ur", "rtl"))
    assert 0 < int(page.headers["Retry-After"]) <= FEW.seconds
    page = await place.person.open("/?lang=en")
    assert page.words("h1") == "Please wait a moment"
    assert "What you have sent so far is safe." in page.text
    for cheap in ("/help-now", "/static/heard.css", "/healthz"):
        assert (await place.status(cheap))[0] == 200, "nobody is kept from help"


async def test_whoever_is_refused_costs_the_database_nothing(at: At, product: Product) -> None:
    place = await at(FLOODER)
    await used_up(place)
    async with product.database.writing() as connection:
        await connection.execute(text("DROP TABLE conversations"))
    place.browser.cookie_jar.update_cookies({"heard-fft": new_token()})
    assert (await place.status("/s/fft?lang=en"))[0] == 429
    assert (await (await at(PATIENT)).status("/s/fft?lang=en"))[0] == 200


async def test_a_device_that_floods_does_not_use_up_what_its_neighbours_may_ask_for(at: At) -> None:
    one, neighbour = await at(FLOODER), await at(FLOODER)
    await one.person.open("/s/fft?lang=en")
    statuses = [(await one.status("/nothing-here"))[0] for _ in range(2 * FEW.most)]
    assert statuses == [404] * FEWER.most + [429] * (2 * FEW.most - FEWER.most)
    page = await neighbour.person.press(await neighbour.person.open("/s/fft?lang=en"), "continue", "good")
    assert page.question == "overall-why"


async def test_this_machine_may_ask_itself_for_as_much_as_it_likes(person: WebPerson) -> None:
    for _ in range(FEW.most + 5):
        assert (await person.open("/nothing-here")).status == 404


@pytest.mark.parametrize(("path", "name"), [("/withdraw", "receipt"), ("/resume", "code")])
async def test_codes_that_nobody_has_are_tried_a_few_times_only(at: At, path: str, name: str) -> None:
    place = await at(FLOODER)
    tried = [await place.status(path, **{name: new_token()}) for _ in range(WRONG_CODES.most + 2)]
    assert [status for status, _ in tried] == [422] * WRONG_CODES.most + [429] * 2
    assert (await place.status(path, **{name: new_token()}, do="delete"))[0] == 429
    assert (await place.status("/withdraw"))[0] == 200
    assert (await (await at(PATIENT)).status(path, **{name: new_token()}))[0] == 422


async def test_deleting_unseen_is_a_guess_as_well(at: At) -> None:
    place = await at(FLOODER)
    statuses = [
        (await place.status("/withdraw", receipt=new_token(), do="delete"))[0] for _ in range(WRONG_CODES.most + 1)
    ]
    assert statuses[-1] == 429


async def test_a_hundred_guesses_at_once_are_a_hundred(at: At) -> None:
    place = await at(FLOODER)
    told = await asyncio.gather(*(place.status("/resume", code=new_token()) for _ in range(50)))
    assert [status for status, _ in told].count(422) == WRONG_CODES.most


async def test_a_slip_of_the_pen_and_a_code_of_ones_own_are_no_guesses(at: At) -> None:
    phone, computer = await at(PATIENT), await at(PATIENT)
    page = await phone.person.press(await phone.person.open("/s/fft?lang=en"), "continue", "good")
    code = (await phone.person.open(page.link("Carry on later"))).words("[data-resume]")
    for _ in range(WRONG_CODES.most + 1):
        assert (await computer.status("/resume", code="ABCD"))[0] == 422
    for _ in range(WRONG_CODES.most):
        assert (await computer.status("/resume", code=new_token()))[0] == 422
    assert (await computer.status("/resume", code=new_token()))[0] == 429
    assert (await computer.status("/resume", code=code))[0] == 200, "whoever has a true code is served all the same"


async def test_a_code_to_carry_on_with_is_no_guess_where_one_deletes_and_opens_no_way_to_guess(at: At) -> None:
    phone, other = await at(PATIENT), await at(FLOODER)
    page = await phone.person.press(await phone.person.open("/s/fft?lang=en"), "continue", "good")
    code = (await phone.person.open(page.link("Carry on later"))).words("[data-resume]")
    for _ in range(WRONG_CODES.most):
        assert (await other.status("/withdraw", receipt=new_token()))[0] == 422
        assert (await other.status("/withdraw", receipt=code))[0] == 422
    for path, name in (("/withdraw", "receipt"), ("/resume", "code")):
        assert (await other.status(path, **{name: new_token()}))[0] == 429, "guesses at either count together"


async def test_the_staff_pages_are_behind_the_same_limit(product: Product) -> None:
    async with (
        TestServer(site_over(product, Clock(), "https://heard.trust.example")) as server,
        ClientSession() as browser,
    ):
        statuses = []
        for _ in range(FEW.most + 1):
            async with browser.get(server.make_url("/staff/sign-in")) as page:
                statuses.append(page.status)
    assert statuses == [200] * FEW.most + [429]
