"""A browser for the whole run, and pages that ask one server and nobody else.

Fixtures and tests of this folder share one event loop, because a browser belongs to the loop that started it.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.browser import MISSING, guarded_page, installed_chromium, running_browser

expect.set_options(timeout=60_000)  # a bound on waiting for what is sure to come, on however busy a machine

_HERE = Path(__file__).parent


class Visit(Protocol):
    async def __call__(self, server: str, **options: Any) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = installed_chromium()
    if program is None:
        pytest.skip(MISSING)
    async with running_browser(program) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens a page of `server`, an address without a path; `options` are Playwright's for a browser context.

    The page's addresses are then relative: `await page.goto("/s/patient")`.
    A request to another host is stopped, and fails the test.
    """
    async with AsyncExitStack() as pages:

        async def opened(server: str, **options: Any) -> Page:
            return await pages.enter_async_context(guarded_page(browser, server, **options))

        yield opened
