"""What a person sees and does in a real browser, in a language of each direction."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from bot.app import Product
from bot.channels.web.app import make_app
from feedback.records import State
from surveys.answers import Chosen, Nothing, Several, Words
from tests.browser.conftest import Visit
from tests.browser.walks import choose, every_kind_of_page, follow, press, question, tab_to, whole_survey_by_keyboard
from tests.support.accessibility import violations
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.web import pages_over

LANGUAGES = ("en", "ur")
WIDTHS = (1280, 320)
ANSWERS = {
    "overall": ("poor",),
    "overall-why": ("Long wait. دیر ہوئی۔",),
    "access": ("hard",),
    "needs-unmet": ("food", "prayer"),
    "unfair": ("yes",),
    "unfair-who": ("staff",),
    "quote": ("yes",),
    "equality-opt-in": ("yes",),
    "ethnicity-group": ("asian",),
    "ethnicity": ("pakistani",),
    "age": ("25-34",),
}


@pytest_asyncio.fixture(loop_scope="session")
async def product(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[Product]:
    with sqlite_template.fresh(tmp_path) as url:
        async with opened_product(tmp_path, url) as whole:
            yield whole


@pytest_asyncio.fixture(loop_scope="session")
async def server(product: Product) -> AsyncIterator[str]:
    running = TestServer(make_app(pages_over(product)))
    async with running:
        yield str(running.make_url("/")).rstrip("/")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_whole_survey_by_keyboard_alone(visit: Visit, server: str, product: Product, language: str) -> None:
    page = await visit(server)
    await page.goto(f"/?lang={language}")
    await tab_to(page, "a.nhsuk-action-link")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await whole_survey_by_keyboard(page, ANSWERS)

    assert await product.responses.known(await page.inner_text("[data-receipt]"))
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.language) == (State.FINISHED, language)
    assert kept.answers["overall"] == Chosen("poor")
    assert kept.answers["overall-why"] == Words("Long wait. دیر ہوئی۔")
    assert kept.answers["needs-unmet"] == Several(("food", "prayer"))
    assert kept.answers["unfair-who"] == Several(("staff",))
    assert kept.answers["safe"] is Nothing.SKIPPED
    assert kept.equality["ethnicity"] == Chosen("pakistani")
    assert kept.equality["sex"] is Nothing.SKIPPED


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_is_accessible_at_every_width(
    visit: Visit, server: str, language: str, tmp_path: Path
) -> None:
    """320 pixels are a narrow phone, and a desktop at 400 %. The pictures stay behind for somebody to look at."""
    page = await visit(server)
    faults = []
    async for kind in every_kind_of_page(page, language):
        faults += [f"{kind}: {fault}" for fault in await violations(page)]
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 800})
            await page.screenshot(path=tmp_path / f"{language}-{width}-{_name(kind)}.png", full_page=True)
            if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{kind}: wider than {width} pixels")
    assert faults == []


async def test_without_javascript_everything_works(visit: Visit, server: str, product: Product) -> None:
    page = await visit(server, java_script_enabled=False)
    await page.goto("/s/fft?lang=ur")
    await choose(page, "very-good")
    await press(page, "continue")
    await page.fill("textarea", "مہربان عملہ")
    await press(page, "continue")
    await press(page, "skip")
    await press(page, "continue")
    await choose(page, "no")
    await press(page, "continue")
    await press(page, "continue")
    await press(page, "delete")
    assert [response async for response in product.responses.read()] == []
    assert page.url.endswith("/withdraw/done?lang=ur")


async def test_an_error_takes_the_focus_and_leads_to_its_field(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/s/patient?lang=en")
    await press(page, "continue")
    await expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#answer")).to_be_focused()


async def test_the_enter_key_goes_on_and_not_back(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/s/patient?lang=en")
    await choose(page, "good")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert await question(page) == "overall-why"


async def test_the_browsers_back_button_shows_what_was_answered(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/s/patient/overall?lang=en")
    await choose(page, "good")
    await press(page, "continue")
    await press(page, "skip")
    await page.go_back()
    await page.go_back()
    assert await question(page) == "overall"
    assert await page.is_checked("input[value=good]")
    await choose(page, "poor")
    await press(page, "continue")
    assert await question(page) == "access"


async def test_urdu_is_laid_out_from_right_to_left(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/s/patient?lang=ur")
    assert await _right_of(page, ".heard-header__name", ".heard-header__help")
    assert await _right_of(page, "#answer", "label[for=answer]")
    assert await _right_of(page, "button[value=continue]", "button[value=skip]")
    await page.goto("/s/patient?lang=en")
    assert await _right_of(page, "label[for=answer]", "#answer")


async def test_on_a_tablet_going_back_shows_nobodys_answers(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/kiosk/ward-7?lang=en")
    await follow(page, "text=I only have a minute")
    await choose(page, "very-poor")
    await press(page, "continue")
    await page.fill("textarea", "My secret")
    await press(page, "continue")
    await press(page, "stop")
    receipt = await page.inner_text("[data-receipt]")
    await follow(page, "main a.nhsuk-button")
    for _ in range(5):
        await page.go_back()
        shown = await page.content()
        assert "My secret" not in shown
        assert receipt not in shown
        assert await page.locator("input[checked]").count() == 0


def _name(kind: str) -> str:
    return kind.strip("/").replace(" ", "-").replace(",", "")


async def _right_of(page: Page, one: str, other: str) -> bool:
    first, second = await page.locator(one).bounding_box(), await page.locator(other).bounding_box()
    assert first is not None
    assert second is not None
    return first["x"] >= second["x"] + second["width"] - 1
