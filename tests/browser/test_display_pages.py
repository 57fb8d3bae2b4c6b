"""Larger letters, other colours, what a system asks for by itself, and the page that is printed, in a real browser."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from bot.channels.web.app import make_app
from tests.browser.conftest import Visit
from tests.browser.walks import choose, follow, press
from tests.support.accessibility import violations
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.web import pages_over

WIDTHS = (1280, 320)
LOOKS = (
    ("en", "normal", "standard"),
    ("ar", "normal", "standard"),
    ("en-easyread", "normal", "standard"),
    ("ar", "very-large", "dark"),
    ("en", "very-large", "yellow"),
)


@dataclass(frozen=True, slots=True)
class Look:
    size: float
    colour: str
    ground: str


@pytest_asyncio.fixture(loop_scope="session")
async def server(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[str]:
    with sqlite_template.fresh(tmp_path) as url:
        async with opened_product(tmp_path, url) as whole, TestServer(make_app(pages_over(whole))) as running:
            yield str(running.make_url("/")).rstrip("/")


async def new_pages(page: Page, language: str) -> AsyncIterator[str]:
    """The pages of coming back, and one of each sort that colours have to be right on."""
    await page.goto(f"/s/patient?lang={language}")
    await press(page, "continue")
    yield "choice with an error"
    await choose(page, "good")
    await press(page, "continue")
    yield "words"
    await follow(page, "a[href^='/later/']")
    yield "later"
    code = await page.inner_text("[data-resume]")
    await page.goto(f"/resume/{code}?lang={language}")
    yield "resume by link"
    await page.goto(f"/resume?lang={language}")
    await press(page, "continue")
    yield "resume with an error"
    await page.context.clear_cookies(name="heard-patient")
    await page.goto(f"/s/patient?lang={language}")
    await choose(page, "poor")
    await press(page, "continue")
    await page.goto(f"/resume/{code}?lang={language}")
    await press(page, "continue")
    yield "resume, other answers"
    await press(page, "replace")
    await press(page, "stop")
    yield "stopped"
    await page.goto(f"/resume/{code}?lang={language}")
    await press(page, "continue")
    yield "resume, finished"
    await page.goto(f"/display?lang={language}&back=/withdraw")
    yield "display"


@pytest.mark.parametrize(("language", "size", "colours"), LOOKS)
async def test_new_pages_are_accessible_however_they_are_shown(
    visit: Visit, server: str, tmp_path: Path, language: str, size: str, colours: str
) -> None:
    """The pictures stay behind for somebody to look at."""
    page = await visit(server)
    await page.goto(f"/display?lang={language}")
    await page.check(f"#size-{size}")
    await page.check(f"#colours-{colours}")
    await press(page, "continue")
    faults = []
    async for kind in new_pages(page, language):
        faults += [f"{kind}: {fault}" for fault in await violations(page)]
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 800})
            await page.screenshot(path=tmp_path / f"{language}-{colours}-{width}-{kind}.png", full_page=True)
            if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{kind}: wider than {width} pixels")
    assert faults == []


async def test_what_is_chosen_is_what_is_seen(visit: Visit, server: str) -> None:
    page = await visit(server, java_script_enabled=False)
    await page.goto("/display?lang=en&back=/withdraw")
    usual = await _look(page, "h1")
    await page.check("#size-very-large")
    await page.check("#colours-dark")
    await press(page, "continue")
    assert page.url.endswith("/withdraw")
    large = await _look(page, "h1")
    assert large.size == pytest.approx(usual.size * 1.5)
    assert (large.ground, large.colour) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


async def test_a_system_that_chooses_the_colours_still_shows_what_is_chosen(visit: Visit, server: str) -> None:
    page = await visit(server, forced_colors="active")
    await page.goto("/s/fft?lang=en-easyread")
    await choose(page, "good")
    dots = await page.eval_on_selector_all(
        ".nhsuk-radios__label", "labels => labels.map(label => getComputedStyle(label, '::after').opacity)"
    )
    assert dots.count("1") == 1
    button = await page.evaluate("getComputedStyle(document.querySelector('.nhsuk-button')).borderTopStyle")
    assert button == "solid"
    assert await violations(page) == []


async def test_a_system_that_asks_for_contrast_gets_black_hints(visit: Visit, server: str) -> None:
    page = await visit(server, contrast="more")
    await page.goto("/withdraw?lang=en")
    assert (await _look(page, ".nhsuk-hint")).colour == "rgb(33, 43, 50)"


async def test_the_code_is_printed_and_nothing_else(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/s/fft?lang=en")
    await choose(page, "good")
    await press(page, "continue")
    await press(page, "stop")
    receipt = await page.inner_text("[data-receipt]")
    await page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    await page.click("[data-print]")
    assert await page.get_attribute("body", "data-printed") == "yes"
    await page.emulate_media(media="print")
    printed = (await page.inner_text("body")).split("\n")
    assert [line for line in printed if line] == [
        "Heard – Your code",
        receipt,
        "To delete your answers, go to this address and type in your code:",
        "http://127.0.0.1/withdraw",
        "See what has changed because of feedback",
        "http://127.0.0.1/updates",
    ]


async def test_without_a_script_no_button_promises_what_it_cannot_do(visit: Visit, server: str) -> None:
    page = await visit(server, java_script_enabled=False)
    await page.goto("/s/fft?lang=en")
    assert not await page.is_visible("[data-aloud]")
    await choose(page, "good")
    await press(page, "continue")
    await press(page, "stop")
    assert not await page.is_visible("[data-print]")
    assert await page.is_visible("[data-receipt]")


async def _look(page: Page, selector: str) -> Look:
    style = "one => (({fontSize, color, backgroundColor}) => [fontSize, color, backgroundColor])(getComputedStyle(one))"
    size, colour, ground = await page.eval_on_selector(selector, style)
    return Look(float(size.removesuffix("px")), colour, ground)


async def test_the_language_that_is_shown_stands_out_from_its_ground(visit: Visit, server: str) -> None:
    page = await visit(server)
    await page.goto("/?lang=en")
    assert (await _look(page, ".heard-languages__here")).colour == "rgb(33, 43, 50)"
