"""The whole product on SQLite behind its pages, and people in front of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeAlias

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.app import Product
from bot.channels.web.app import make_app
from tests.support.product import opened_product
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

Newcomer: TypeAlias = Callable[[], WebPerson]


@pytest.fixture
async def product(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, sqlite_url) as whole:
        yield whole


@pytest.fixture
async def server(product: Product) -> AsyncIterator[str]:
    """The address of the running pages."""
    running = TestServer(make_app(pages_over(product)))
    async with running:
        yield str(running.make_url("/")).rstrip("/")


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    """One browser profile. The server has an address for a name: its cookies are kept all the same."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


@pytest.fixture
def person(browser: ClientSession, server: str) -> WebPerson:
    return WebPerson(browser, server)


@pytest.fixture
async def newcomer(server: str) -> AsyncIterator[Newcomer]:
    """Makes one more person after another, each with a browser of their own."""
    async with AsyncExitStack() as browsers:
        sessions = [
            await browsers.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in range(3)
        ]
        yield lambda: WebPerson(sessions.pop(), server)
