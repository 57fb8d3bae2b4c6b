"""A ward's server with a line that can be cut, and a tablet that opens its pages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from bot.app import Product
from tests.browser.conftest import Visit
from tests.browser.kiosk.tablets import Line, opened_ward, tablet_server
from tests.support.databases import SqliteTemplate


@pytest_asyncio.fixture(loop_scope="session")
async def product(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[Product]:
    async with opened_ward(sqlite_template, tmp_path) as whole:
        yield whole


@pytest.fixture
def line() -> Line:
    return Line()


@pytest_asyncio.fixture(loop_scope="session")
async def server(product: Product, line: Line) -> AsyncIterator[str]:
    async with tablet_server(product, line) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(visit: Visit, server: str) -> Page:
    return await visit(server)
