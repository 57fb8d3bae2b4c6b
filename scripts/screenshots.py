"""The pictures in the README, taken of the real product: `make screenshots`.

Serves the demonstration from a folder of its own, answers as a patient would, and writes to docs/pictures.
"""

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, ViewportSize

from bot.app import Product, product
from bot.channels.web.app import make_app
from bot.commands.demo import fill
from bot.config import Settings, read_settings
from tests.support.browser import MISSING, guarded_page, installed_chromium, running_browser
from tests.support.web import pages_over

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1100, height=1400)
RESPONSES = 12_000


async def main() -> None:
    program = installed_chromium()
    if program is None:
        sys.exit(f"screenshots: {MISSING}")
    with TemporaryDirectory() as folder:
        settings = read_settings({"HEARD_DATA_DIR": folder})
        assert isinstance(settings, Settings), settings
        async with product(settings) as whole, running_browser(program) as browser:
            await fill(whole, RESPONSES, seed=1)
            await _chat(whole, browser)
            await _report(browser, Path(folder))


async def _chat(whole: Product, browser: Browser) -> None:
    async with TestServer(make_app(pages_over(whole))) as server:
        address = str(server.make_url("/")).rstrip("/")
        for language in ("en", "ur"):
            async with guarded_page(browser, address, viewport=PHONE, device_scale_factor=2) as page:
                await page.goto(f"/s/patient?place=ward-7&lang={language}")
                await _picture(page, f"first-question-{language}")
                await _answered_up_to(page, "respect")
                await page.locator("input[value=mostly]").check()
                await _picture(page, f"question-{language}")


async def _answered_up_to(page: Page, question: str) -> None:
    while await page.locator(f"form[data-question={question}]").count() == 0:
        await page.locator("button[value=skip]").click()


async def _report(browser: Browser, folder: Path) -> None:
    file = folder / "board.html"
    command = (sys.executable, "-m", "bot", "report", "board", "--format", "html", "--out", str(file))
    environment = {**os.environ, "HEARD_DATA_DIR": str(folder)}
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    assert await process.wait() == 0
    page = await browser.new_page(viewport=DESK)
    await page.goto(file.as_uri())
    await _picture(page, "board-report")
    await page.get_by_role("heading", name="The main questions").evaluate("heading => heading.scrollIntoView()")
    await _picture(page, "board-table")


async def _picture(page: Page, name: str) -> None:
    await page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


asyncio.run(main())
