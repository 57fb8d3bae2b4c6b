"""The stand-in's page in a real browser, with a bot that says back what it hears."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.sandbox.cast import play
from bot.sandbox.flood import UNLIMITED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.echo_bot import ANSWERS, echoing

WIDTHS = (1000, 320)
expect.set_options(timeout=30_000)  # milliseconds: a bound for what never comes, on a machine that is busy
WORDS = {"en": "The nurse was kind.\nThank you", "ur": "نرس مہربان تھی۔\nشکریہ"}
PEOPLE = {"en": "Daniel (en)", "ur": "Amina (ur)"}


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> Sandbox:
    made = Sandbox(lambda: datetime.now(UTC), limits=UNLIMITED)
    play(made)
    return made


@pytest_asyncio.fixture(loop_scope="session")
async def server(sandbox: Sandbox) -> AsyncIterator[str]:
    async with serving(sandbox) as address, echoing(sandbox.token, address):
        yield address


async def _opened(page: Page, language: str) -> None:
    await page.goto("/")
    await expect(page.locator("#person option")).to_have_count(13)
    await page.select_option("#person", label=PEOPLE[language])
    await expect(page.locator("#chat")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", ["en", "ur"])
async def test_a_chat_is_played_and_stays_accessible_at_every_width(
    visit: Visit, server: str, language: str, tmp_path: Path
) -> None:
    """The pictures stay behind for somebody to look at."""
    page = await visit(server)
    await _opened(page, language)
    faults = await _looked_at(page, tmp_path, f"{language}-new")
    await page.click("#welcome button")
    bot_said = page.locator(".bubble:not(.bubble--mine)")
    await expect(bot_said.locator(".bubble__text")).to_have_text(["/start"])
    await page.fill("#text", WORDS[language])
    await page.keyboard.press("Enter")
    await expect(bot_said.last.locator(".bubble__text")).to_have_text(WORDS[language])
    await page.click("#kinds button[value=voice]")
    await expect(bot_said).to_have_count(3)
    await bot_said.nth(1).get_by_role("button", name=ANSWERS[language][1], exact=True).click()
    await expect(bot_said.nth(1).locator(".bubble__text")).to_have_text(f"{WORDS[language]} ✓")
    await expect(bot_said.nth(1).get_by_role("button", name=f"✓ {ANSWERS[language][1]}", exact=True)).to_be_visible()
    await expect(page.locator("#notice")).to_have_text("You chose 1")
    faults += await _looked_at(page, tmp_path, f"{language}-chat")
    await page.click("#block")
    await expect(page.locator("#welcome")).to_contain_text("You blocked the bot.")
    await expect(page.locator("#text")).to_be_disabled()
    faults += await _looked_at(page, tmp_path, f"{language}-blocked")
    assert faults == []


async def test_urdu_runs_from_right_to_left_and_the_page_does_not(visit: Visit, server: str) -> None:
    page = await visit(server)
    await _opened(page, "ur")
    await page.click("#welcome button")
    await page.fill("#text", WORDS["ur"])
    await page.click("#composer button")
    key = page.locator(".key", has_text=ANSWERS["ur"][0]).first
    await expect(key).to_have_css("direction", "rtl")
    await expect(page.locator(".bubble--mine .bubble__text").last).to_have_css("direction", "rtl")
    await expect(page.locator(".bubble--mine .bubble__text").first).to_have_css("direction", "ltr")
    await expect(page.locator("#commands button").first).to_contain_text("ابھی مدد حاصل کریں")


async def test_a_link_the_menu_and_somebody_new(visit: Visit, server: str, sandbox: Sandbox) -> None:
    page = await visit(server)
    await _opened(page, "en")
    await page.fill("#payload", "p-ward-7")
    await page.click("#link button")
    mine = page.locator(".bubble--mine .bubble__text")
    await expect(mine).to_have_text(["/start p-ward-7"])
    await page.click("#commands button >> text=Get help now")
    await expect(mine).to_have_text(["/start p-ward-7", "/help"])
    await page.fill("#name", "Ewa")
    await page.fill("#language", "pl")
    await page.click("#newcomer button")
    await expect(page.locator("#person option:checked")).to_have_text("Ewa (pl)")
    await expect(page.locator(".bubble")).to_have_count(0)
    assert [person.user.first_name for person in sandbox.people.values()][-1] == "Ewa"


async def test_by_keyboard_a_pressed_button_keeps_the_focus_in_its_message(visit: Visit, server: str) -> None:
    page = await visit(server)
    await _opened(page, "en")
    await page.click("#welcome button")
    await page.locator(".key").nth(1).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".key").nth(1)).to_have_text("✓ Good")
    await expect(page.locator(".key").nth(1)).to_be_focused()


async def test_a_sandbox_that_has_stopped_says_so(visit: Visit, sandbox: Sandbox) -> None:
    async with serving(sandbox) as address:
        page = await visit(address)
        await _opened(page, "en")
    await expect(page.locator("#notice")).to_contain_text("does not answer")


async def _looked_at(page: Page, folder: Path, name: str) -> list[str]:
    faults = [f"{name}: {fault}" for fault in await violations(page)]
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{name}: wider than {width} pixels")
    return faults
