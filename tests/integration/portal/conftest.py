"""The whole site on SQLite, with staff pages, a clock that tests move, and people with browsers of their own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.app import Product
from tests.support.product import opened_product
from tests.support.staff import Clock, StaffMember, site_over

Newcomer: TypeAlias = Callable[[], StaffMember]


@pytest.fixture
async def product(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, sqlite_url) as whole:
        yield whole


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(product: Product, clock: Clock) -> AsyncIterator[str]:
    running = TestServer(site_over(product, clock))
    async with running:
        yield str(running.make_url("/")).rstrip("/")


@pytest.fixture
async def newcomer(server: str) -> AsyncIterator[Newcomer]:
    """Somebody at a browser that nobody used before."""
    async with AsyncExitStack() as browsers:
        sessions = [
            await browsers.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in range(4)
        ]
        yield lambda: StaffMember(sessions.pop(), server)


@pytest.fixture
def person(newcomer: Newcomer) -> StaffMember:
    return newcomer()
