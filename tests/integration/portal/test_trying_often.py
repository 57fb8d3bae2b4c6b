"""Whoever tries often, sends much or does not wait: it costs the others little, and gets nobody in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Literal

import pytest
from aiohttp import ClientError, ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from argon2 import PasswordHasher

from bot.app import Product
from bot.portal.passwords import Passwords
from bot.portal.policies import ATTEMPTS_WITHIN
from feedback.staff import Role
from tests.support.staff import EMAILS, PASSWORD, QUICK, Clock, StaffMember, site_over, with_access

BOARD = EMAILS[Role.BOARD]
NOBODY = "nobody@trust.example"


@pytest.mark.parametrize(
    "spelt",
    [
        [BOARD, BOARD.upper(), f"  {BOARD}", f"{BOARD}\t\n", f"\u2003{BOARD.title()}\u00a0", BOARD + " " * 300],
        [f"{BOARD}{' ' * padding}x" for padding in (214, 230, 240, 250, 300, 2000)],
        [f"{' ' * padding}{BOARD}{' ' * 254}x" for padding in (0, 1, 100, 254, 255)],
    ],
)
async def test_no_spelling_of_an_address_has_attempts_of_its_own(
    person: StaffMember, product: Product, clock: Clock, spelt: list[str]
) -> None:
    """Whatever finds somebody is counted as theirs, and what is not counted as theirs finds nobody."""
    member = await with_access(product, Role.BOARD)
    for typed in spelt:
        before = await product.sign_in_attempts.count(member.email, clock(), clock() - ATTEMPTS_WITHIN)
        page = await person.sign_in(typed, PASSWORD)
        after = await product.sign_in_attempts.count(member.email, clock(), clock() - ATTEMPTS_WITHIN)
        assert (page.status, after) in ((200, 1), (422, before + 1)), "cleared when found, else as it was"
        await product.sign_in_attempts.clear(member.email)


async def test_an_address_that_is_too_long_is_an_unknown_one(person: StaffMember, product: Product) -> None:
    await with_access(product, Role.BOARD)
    long = [await person.sign_in(f"{BOARD}{' ' * 300}x", "wrong") for _ in range(6)]
    unknown = [await person.sign_in(NOBODY, "wrong") for _ in range(6)]
    for one, other in zip(long, unknown, strict=True):
        assert (one.status, one.words(".nhsuk-error-summary")) == (other.status, other.words(".nhsuk-error-summary"))


async def test_where_too_many_wait_one_is_asked_to_come_back_and_no_attempt_is_counted(
    product: Product, clock: Clock
) -> None:
    await with_access(product, Role.BOARD)
    passwords = Passwords(QUICK)
    running = TestServer(site_over(product, clock, passwords=passwords))
    async with running, ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        person = StaffMember(browser, str(running.make_url("/")).rstrip("/"))
        with ExitStack() as others:
            while others.enter_context(passwords.queued()):
                pass
            for _ in range(6):
                page = await person.sign_in(BOARD)
                assert (page.status, page.words("h1")) == (503, "Please try again in a moment")
                assert int(page.headers["Retry-After"]) > 0
                assert page.link("Sign in") == "/staff/sign-in"
        assert (await person.sign_in(BOARD)).status == 200


async def test_nothing_is_hashed_for_a_browser_that_has_gone(product: Product, clock: Clock) -> None:
    looked_at: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            looked_at.append(str(password))
            return super().verify(hash, password)

    @web.middleware
    async def cutting_off(request: web.Request, handler: Handler) -> web.StreamResponse:
        await request.content.wait_eof()
        if request.headers.get("X-Leaves") and request.transport is not None:
            request.transport.abort()
        try:
            return await handler(request)
        finally:
            answered.set()

    await with_access(product, Role.BOARD)
    answered = asyncio.Event()
    site = site_over(product, clock, passwords=Passwords(Watched(time_cost=1, memory_cost=8, parallelism=1)))
    site.middlewares.insert(0, cutting_off)
    fields = {"email": BOARD, "password": PASSWORD}
    async with served_as_shipped(site) as server, ClientSession() as browser:
        address = f"{server}/staff/sign-in"
        with pytest.raises(ClientError):
            await browser.post(address, data=fields, headers={"X-Leaves": "1"})
        await answered.wait()
        assert looked_at == []
        async with browser.post(address, data=fields, allow_redirects=False) as page:
            assert (page.status, looked_at) == (303, [PASSWORD])


@asynccontextmanager
async def served_as_shipped(site: web.Application) -> AsyncIterator[str]:
    """A test's usual server stops working for a sender who has gone; the one that `heard serve` runs does not."""
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/begin/x"])
async def test_a_form_that_no_password_fills_is_not_read(person: StaffMember, path: str) -> None:
    longest = "\u1112\u1161\u11ab" * 200  # the longest password, in the pieces that take most room
    fits = await person.send(path, email=BOARD, password=longest, again=longest)
    assert fits.status in (422, 410)
    page = await person.send(path, email=BOARD, password="x" * 12_001)
    assert (page.status, page.words("h1")) == (413, "Too long to send")
    async with person.browser.post(
        f"{person.server}{path}", data=_in_pieces(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    ) as cut_off:
        assert cut_off.status == 413


async def _in_pieces() -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    yield b"password="
    for _ in range(13):
        yield b"x" * 1_000


async def test_however_often_somebody_tries_the_trail_has_two_lines_of_it(
    person: StaffMember, product: Product, clock: Clock
) -> None:
    await with_access(product, Role.BOARD)
    for _ in range(2):
        for _ in range(8):
            await person.sign_in(BOARD, "wrong")
        clock.move(minutes=15)
    told = [line.action for line in await product.audit.all()]
    assert told[1:] == ["sign-in-failed", "sign-in-held-off"] * 2
