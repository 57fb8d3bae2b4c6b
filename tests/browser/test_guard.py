"""The guard over every browser test catches a page that asks an outside host, and leaves others alone."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser import guarded_page

_GOOD = "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1><p>Nothing from elsewhere.</p></main>"
_NOSY = _GOOD + "<link rel=stylesheet href='https://fonts.example/font.css'>"
_CHATTY = _GOOD + "<script>new WebSocket('wss://chat.example/')</script>"
_UNNAMED = _GOOD + "<input>"


@pytest_asyncio.fixture(loop_scope="session")
async def pages() -> AsyncIterator[str]:
    app = web.Application()
    for path, html in {"/good": _GOOD, "/nosy": _NOSY, "/chatty": _CHATTY, "/unnamed": _UNNAMED}.items():
        app.router.add_get(path, _answering(html))
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


def _answering(html: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=html, content_type="text/html")

    return answer


async def test_a_page_of_its_own_passes(visit: Visit, pages: str) -> None:
    page = await visit(pages)
    await page.goto("/good")
    assert await page.title() == "Good"
    assert await violations(page) == []


async def test_axe_names_the_fault_and_its_place(visit: Visit, pages: str) -> None:
    page = await visit(pages)
    await page.goto("/unnamed")
    assert [line for line in await violations(page) if line.startswith("label ") and "<input>" in line]


@pytest.mark.parametrize(
    ("path", "asked"), [("/nosy", "https://fonts.example/font.css"), ("/chatty", "wss://chat.example/")]
)
async def test_a_page_that_asks_an_outside_host_fails(browser: Browser, pages: str, path: str, asked: str) -> None:
    with pytest.raises(AssertionError, match=asked):
        async with guarded_page(browser, pages) as page:
            await page.goto(path)
