"""The machine's own Chromium, and pages that may ask nobody but the server under test for anything."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Request, WebSocketRoute, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "there is no Chromium on this machine. On Debian: sudo apt install chromium fonts-noto-core; "
    "on Ubuntu: sudo snap install chromium; on macOS: brew install --cask chromium"
)


def installed_chromium() -> str | None:
    return next((found for found in map(shutil.which, _NAMES) if found), None)


@asynccontextmanager
async def running_browser(program: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, headless=True, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def guarded_page(browser: Browser, server: str, **options: Any) -> AsyncIterator[Page]:
    """A page in a browser profile of its own. `options` are Playwright's for a context: locale, viewport, …

    Whatever asks another host than `server`'s is stopped, and fails the test when the page is closed.
    """
    outside: list[str] = []
    context = await browser.new_context(base_url=server, **options)
    await _watch(context, urlsplit(server).netloc, outside)
    yield await context.new_page()
    await context.close()
    if outside:
        raise AssertionError("The page asked other hosts: " + ", ".join(sorted(set(outside))))


async def _watch(context: BrowserContext, allowed: str, outside: list[str]) -> None:
    def leaves(address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme not in ("data", "blob", "about") and parts.netloc != allowed

    def note(request: Request) -> None:
        if leaves(request.url):
            outside.append(request.url)

    async def refuse(socket: WebSocketRoute) -> None:
        outside.append(socket.url)
        await socket.close()

    context.on("request", note)
    await context.route(leaves, lambda route: route.abort())
    await context.route_web_socket(leaves, refuse)
