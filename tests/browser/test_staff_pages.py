"""Staff pages in a real browser: accessible at every width, and gone when one has signed out."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from bot.app import Product
from bot.app import product as opened
from bot.commands.demo import fill
from feedback.staff import Newcomer, Role
from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.databases import SqliteTemplate
from tests.support.product import settings
from tests.support.staff import EMAILS, NOON, PASSWORD, Clock, event, site_over, with_access

WIDTHS = (1280, 320)
LINK = "/staff/begin/made-up-token-of-a-link"


@pytest_asyncio.fixture(loop_scope="session")
async def product(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[Product]:
    with sqlite_template.fresh(tmp_path) as url:
        async with opened(settings(tmp_path, HEARD_DATABASE_URL=url)) as whole:
            yield whole


@pytest_asyncio.fixture(loop_scope="session")
async def server(product: Product) -> AsyncIterator[str]:
    running = TestServer(site_over(product, Clock()))
    async with running:
        yield str(running.make_url("/")).rstrip("/")


async def sign_in(page: Page, role: Role, password: str = PASSWORD) -> None:
    await page.goto("/staff/")
    await page.fill("#email", EMAILS[role])
    await page.fill("#password", password)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def sign_out(page: Page) -> None:
    async with page.expect_navigation():
        await page.click("header button")


async def every_staff_page(page: Page) -> AsyncIterator[str]:
    await page.goto("/staff/")
    yield "sign in"
    await sign_in(page, Role.BOARD, "wrong")
    yield "sign in, wrong"
    await page.goto(LINK)
    yield "begin"
    await page.click("main button")
    yield "begin, too short"
    await page.goto("/staff/begin/used-up")
    yield "link over"
    await sign_in(page, Role.BOARD)
    yield "results"
    await page.select_option("#survey", "fft")
    await page.click("main form button")
    yield "results, another survey"
    for address in ("/staff/people", "/staff/results?survey=nothing", "/staff/nothing-here"):
        await page.goto(address)
        yield address
    await page.goto("/staff/results")
    await sign_out(page)
    yield "signed out"
    await sign_in(page, Role.ADMINISTRATOR)
    yield "people"
    await page.click("main dd a >> nth=0")
    yield "end access"
    await page.goto("/staff/people")
    await sign_out(page)


async def test_every_staff_page_is_accessible_at_every_width(
    visit: Visit, server: str, product: Product, tmp_path: Path
) -> None:
    """The pictures stay behind for somebody to look at."""
    await fill(product, 3000, seed=1)
    for role in (Role.BOARD, Role.ADMINISTRATOR):
        await with_access(product, role)
    await product.staff.add(Newcomer("invited@trust.example", Role.BOARD), NOON.date(), event())
    invited = await product.staff.find("invited@trust.example")
    assert invited is not None
    token, expires = LINK.split("/")[-1], NOON.replace(day=9)
    await product.staff_links.give(invited.id, token, expires, event("staff-link-made"))
    page = await visit(server, java_script_enabled=True)
    faults = []
    async for kind in every_staff_page(page):
        faults += [f"{kind}: {fault}" for fault in await violations(page)]
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 800})
            await page.screenshot(path=tmp_path / f"{width}-{kind.replace('/', '-').replace(' ', '-')}.png")
            if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{kind}: wider than {width} pixels")
    assert faults == []


async def test_going_back_after_signing_out_shows_nothing(visit: Visit, server: str, product: Product) -> None:
    await with_access(product, Role.BOARD)
    page = await visit(server, java_script_enabled=False)
    await sign_in(page, Role.BOARD)
    assert page.url.endswith("/staff/results")
    await sign_out(page)
    for _ in range(2):
        await page.go_back()
        assert EMAILS[Role.BOARD] not in await page.content()
        assert await page.locator(".heard-staff-bar").count() == 0


async def test_an_error_takes_the_focus_and_leads_to_its_field(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/staff/sign-in")
    await page.click("main button")
    await expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#email")).to_be_focused()
