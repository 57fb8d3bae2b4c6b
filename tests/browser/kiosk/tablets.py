"""What several tests of the shared tablet do: begin on it, and wait for its pages, which change in place."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler, Middleware
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from bot.app import Product
from bot.channels.web.app import make_app
from feedback.records import Channel, Conversation, Respondent, Response
from tests.support.browser import ARGUMENTS, installed_chromium
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.web import pages_over

HOME = "/kiosk/ward-7"
SECRET = "The night nurse shouted at me"


@asynccontextmanager
async def opened_ward(template: SqliteTemplate, folder: Path) -> AsyncIterator[Product]:
    with template.fresh(folder) as url:
        async with opened_product(folder, url) as whole:
            yield whole


@asynccontextmanager
async def tablet_server(product: Product, line: "Line | None" = None) -> AsyncIterator[str]:
    app = make_app(pages_over(product))
    if line is not None:
        app.middlewares.append(line.carrying())
    running = TestServer(app)
    async with running:
        yield str(running.make_url("/")).rstrip("/")


class Line:
    """Between a tablet and the server. Where it loses answers, requests arrive and are worked on all the same.
    `passes`: forms wait until it is set; `too_many`: so many stays are told that too many have begun."""

    def __init__(self) -> None:
        self.loses_answers = False
        self.passes = asyncio.Event()
        self.passes.set()
        self.too_many = 0

    def carrying(self) -> Middleware:
        @web.middleware
        async def carry(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.method == "POST":
                await self.passes.wait()
            if "Heard-Stay" in request.headers and self.too_many > 0:
                self.too_many -= 1
                return web.json_response({"later": 1}, status=429)
            response = await handler(request)
            if self.loses_answers and request.transport is not None:
                request.transport.abort()
            return response

        return carry


@asynccontextmanager
async def browser_profile(folder: Path, server: str) -> AsyncIterator[BrowserContext]:
    """A tablet's browser, which keeps what it holds when it is closed. On the same folder it is the same one."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder, executable_path=installed_chromium(), headless=True, args=ARGUMENTS, base_url=server
        )
        yield context
        await context.close()


async def at_home(page: Page, language: str = "en") -> None:
    await page.goto(f"{HOME}?lang={language}")
    await expect(page.locator("html[data-running]")).to_be_attached()


async def begin(page: Page, survey: str = "fft", language: str = "en") -> None:
    await at_home(page, language)
    await page.click(f"main a[href*='/{survey}?']")
    await asked(page, "overall")


async def holds(page: Page) -> None:
    """Has all that it needs to go on without a connection from this page."""
    await expect(page.locator("html[data-holds]")).to_be_attached()


async def asked(page: Page, question: str) -> None:
    await expect(page.locator(f"form[data-question={question}]")).to_be_visible()


async def press(page: Page, button: str) -> None:
    await page.click(f"main button[name=do][value={button}]")


async def answer(page: Page, option: str, then: str) -> None:
    await page.check(f"input[name=answer][value={option}]")
    await press(page, "continue")
    await asked(page, then)


async def write(page: Page, words: str, then: str) -> None:
    await page.fill("textarea", words)
    await press(page, "continue")
    await asked(page, then)


async def stopped(page: Page) -> str:
    """Stops, and takes the code."""
    await press(page, "stop")
    return await page.inner_text("[data-receipt]")


async def is_at_home(page: Page) -> None:
    await page.wait_for_url(lambda url: url.endswith(HOME))
    await expect(page.locator("main a.nhsuk-action-link").first).to_be_visible()


async def sent(page: Page) -> str:
    """Sends from the check page, and takes the code that is shown with that."""
    await expect(page.locator("form[data-check]")).to_be_visible()
    await press(page, "continue")
    await asked(page, "equality-opt-in")
    return await page.inner_text("[data-sent-receipt]")


async def done(page: Page) -> str:
    """Sends from the check page, answers no equality questions, and takes the code."""
    await sent(page)
    await page.check("input[value=no]")
    await press(page, "continue")
    return await page.inner_text("[data-receipt]")


async def clear(page: Page) -> None:
    await page.click("footer a[href$='/kiosk/ward-7']")
    await is_at_home(page)


async def nothing_waits(page: Page) -> None:
    """Everything that was kept has been sent, and the tablet knows it."""
    await page.evaluate(
        """async () => {
            const { waitingStays } = await import(
                new URL("keeping.js", document.querySelector("[type=module]").src));
            for (;;) {
                const sent = new Promise(told => document.addEventListener("heard:sent", told, { once: true }));
                if ((await waitingStays()).length === 0) {
                    return;
                }
                await sent;
            }
        }"""
    )


async def sends(page: Page) -> None:
    """As it does every few seconds, and until it has tried; whatever is sending already comes first."""
    await page.evaluate(
        """async () => {
            const { send } = await import(new URL("sending.js", document.querySelector("[type=module]").src));
            await navigator.locks.request("heard-kiosk-sending", async () => {});
            await send();
        }"""
    )


async def lost(page: Page) -> None:
    await page.context.set_offline(True)


async def back(page: Page) -> None:
    await page.context.set_offline(False)


async def responses(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def begin_offline(page: Page) -> None:
    await page.click("main a[href*='/fft?']")
    await asked(page, "overall")


async def stay_of(page: Page) -> str:
    [token] = [cookie["value"] for cookie in await page.context.cookies() if cookie.get("name") == "kiosk-stay"]
    return token


async def known(product: Product, token: str) -> Conversation | None:
    return await product.service.look(Respondent(Channel.KIOSK, token))
