"""Whole surveys by keyboard alone, on a narrow phone and at 400 %: the focus is seen wherever it is, never caught."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from bot.app import Product
from bot.channels.web.app import make_app
from feedback.records import State
from surveys.answers import Chosen, Words
from tests.browser.conftest import Visit
from tests.browser.walks import answer_by_keyboard, question, tab_to
from tests.support.accessibility import violations
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.web import pages_over

PHONE = {"viewport": {"width": 320, "height": 640}}
# What WCAG 1.4.10 asks for: 1280 by 1024 at 400 % leaves 320 by 256, drawn four times as large.
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
MOST_STOPS = 100
ANSWERS = {
    "overall": ("poor",),
    "overall-why": ("Long wait.",),
    "ethnicity-group": ("asian",),
    "ethnicity": ("pakistani",),
}
# Where the focus is, in the order of the document, and what can be seen of it.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.matches("input[type=radio], input[type=checkbox]") ? one.nextElementSibling : one;
  const style = getComputedStyle(box, box === one ? null : "::before");
  const clear = (colour) => /rgba\\(.*, 0\\)/.test(colour);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !clear(style.outlineColor);
  const place = box.getBoundingClientRect();
  const last = [...document.querySelectorAll("a[href], button, input, textarea, summary")]
    .filter((other) => other.tabIndex >= 0 && other.checkVisibility()).at(-1);
  return {
    order: [...document.querySelectorAll("*")].indexOf(one),
    name: one.outerHTML.slice(0, 120),
    drawn: outlined || style.boxShadow !== "none",
    seen: place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
    last: one === last,
  };
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def product(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[Product]:
    with sqlite_template.fresh(tmp_path) as url:
        async with opened_product(tmp_path, url) as whole:
            yield whole


@pytest_asyncio.fixture(loop_scope="session")
async def server(product: Product) -> AsyncIterator[str]:
    async with TestServer(make_app(pages_over(product))) as running:
        yield str(running.make_url("/")).rstrip("/")


async def faults_on_the_way_through(page: Page) -> list[str]:
    """With the Tab key once through the page: each stop is drawn and in sight, and the last one is reached."""
    faults: list[str] = []
    before = -1
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        stop = await page.evaluate(FOCUS)
        if stop is None or stop["order"] <= before:
            return [*faults, f"the focus is caught after element {before} of {page.url}"]
        before = stop["order"]
        faults += [f"{fault}: {stop['name']}" for fault in ("drawn", "seen") if not stop[fault]]
        if stop["last"]:
            return faults
    return [*faults, f"no end of stops on {page.url}"]


@pytest.mark.parametrize(("shape", "about_you"), [(PHONE, "yes"), (ZOOMED, "no")], ids=["phone", "zoomed"])
@pytest.mark.parametrize("language", ["en", "ar", "en-easyread"])
async def test_a_whole_survey_by_keyboard(
    visit: Visit, server: str, product: Product, language: str, shape: dict[str, Any], about_you: str
) -> None:
    page, answers = await visit(server, **shape), {**ANSWERS, "equality-opt-in": (about_you,)}
    await page.goto(f"/s/fft?lang={language}")
    faults: list[str] = []
    while not await page.locator("[data-receipt]").count():
        faults += await faults_on_the_way_through(page)
        if shape is PHONE:  # the same page to axe, whatever it is drawn with
            faults += await violations(page)
        asked = await question(page)
        if asked is not None:
            await answer_by_keyboard(page, answers.get(asked, ()))
        else:
            await tab_to(page, "button[value=continue]")
            async with page.expect_navigation():
                await page.keyboard.press("Enter")
        if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"wider than the screen: {page.url}")
    assert faults == []
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.language) == (State.FINISHED, language)
    assert (kept.answers["overall"], kept.answers["overall-why"]) == (Chosen("poor"), Words("Long wait."))
    assert kept.equality.get("ethnicity") == (Chosen("pakistani") if about_you == "yes" else None)
