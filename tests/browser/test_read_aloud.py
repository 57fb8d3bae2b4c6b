"""Read aloud by the device's own voices: offered where one speaks the page's language, and by nobody else's server."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from bot.channels.web.app import make_app
from tests.browser.conftest import Visit
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.stay import publish_stay
from tests.support.web import pages_over

# A device with voices: the one that tests run on has none. What is spoken is noted, and goes on until it is let end.
DEVICE = """
const speech = new EventTarget(), spoken = [];
let voices = %s;
Object.assign(speech, {
  getVoices: () => voices,
  speak: (words) => spoken.push(words),
  cancel: () => { const ended = spoken.splice(0); window.cancelled = (window.cancelled ?? 0) + 1;
                  ended.forEach((words) => words.onerror?.()); },
});
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.heard = () => spoken.map(({ text, lang }) => [lang, text]);
window.finish = () => spoken.splice(0).forEach((words) => words.onend?.());
window.install = (more) => { voices = more; speech.dispatchEvent(new Event("voiceschanged")); };
"""
BUTTON = "[data-aloud]"


@pytest_asyncio.fixture(loop_scope="session")
async def server(sqlite_template: SqliteTemplate, tmp_path: Path) -> AsyncIterator[str]:
    with sqlite_template.fresh(tmp_path) as url:
        async with opened_product(tmp_path, url) as whole:
            await publish_stay(whole, tmp_path)
            async with TestServer(make_app(pages_over(whole))) as running:
                yield str(running.make_url("/")).rstrip("/")


def voice(lang: str, *, local: bool = True) -> dict[str, object]:
    return {"lang": lang, "localService": local}


async def device(visit: Visit, server: str, *voices: dict[str, object]) -> Page:
    page = await visit(server)
    await page.add_init_script(DEVICE % json.dumps(voices))
    return page


async def test_the_question_its_hint_and_its_answers_are_read_in_order(visit: Visit, server: str) -> None:
    page = await device(visit, server, voice("en-US"), voice("en-GB"))
    await page.goto("/s/fft?lang=en")
    await page.click(BUTTON)
    heard = await page.evaluate("heard()")
    assert {lang for lang, _ in heard} == {"en-GB"}
    texts = [text for _, text in heard]
    assert texts[0].startswith("Thinking about our service.")
    assert texts[1:] == ["Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know"]


async def test_pressing_again_stops_and_the_end_is_the_end(visit: Visit, server: str) -> None:
    page = await device(visit, server, voice("en-GB"))
    await page.goto("/s/fft?lang=en")
    assert await page.inner_text(BUTTON) == "Read aloud"
    await page.click(BUTTON)
    assert await page.inner_text(BUTTON) == "Stop reading"
    await page.click(BUTTON)
    assert (await page.evaluate("heard()"), await page.inner_text(BUTTON)) == ([], "Read aloud")
    await page.click(BUTTON)
    await page.evaluate("finish()")
    assert await page.inner_text(BUTTON) == "Read aloud"


async def test_it_stops_when_the_page_is_left(visit: Visit, server: str) -> None:
    page = await device(visit, server, voice("en-GB"))
    await page.goto("/s/fft?lang=en")
    await page.click(BUTTON)
    assert await page.evaluate("window.dispatchEvent(new Event('pagehide')), heard()") == []


@pytest.mark.parametrize(
    ("language", "voices", "offered"),
    [
        ("en", [], False),
        ("en", [voice("en-GB", local=False)], False),
        ("en", [voice("pl-PL")], False),
        ("en-easyread", [voice("en_GB")], True),
        ("ur", [voice("ur-PK")], True),
        ("ur", [voice("en-GB")], False),
        ("zh-Hant", [voice("zh-CN")], False),
        ("zh-Hant", [voice("zh-TW")], True),
        ("zh-Hant", [voice("yue-HK")], True),
        ("zh-Hans", [voice("cmn-Hans-CN")], True),
        ("zh-Hans", [voice("zh-HK")], False),
    ],
)
async def test_it_is_offered_where_a_voice_of_the_device_fits(
    visit: Visit, server: str, language: str, voices: list[dict[str, object]], offered: bool
) -> None:
    page = await device(visit, server, *voices)
    await page.goto(f"/s/fft?lang={language}")
    assert await page.is_visible(BUTTON) is offered


async def test_it_appears_when_the_voices_come_later(visit: Visit, server: str) -> None:
    page = await device(visit, server)
    await page.goto("/s/fft?lang=en")
    assert not await page.is_visible(BUTTON)
    await page.evaluate("install([{lang: 'en-GB', localService: true}])")
    assert await page.is_visible(BUTTON)


async def test_what_is_in_another_language_is_read_in_that_one(visit: Visit, server: str) -> None:
    """A survey that is not in Polish yet: its words are English, and ours round them Polish."""
    page = await device(visit, server, voice("pl-PL"), voice("en-GB"))
    await page.goto("/s/stay/welcome?lang=pl")
    await page.click(BUTTON)
    heard = await page.evaluate("heard()")
    assert ["en-GB", "Some questions about your stay"] in heard
    without = await device(visit, server, voice("pl-PL"))
    await without.goto("/s/stay/welcome?lang=pl")
    assert not await without.is_visible(BUTTON), "half a page read aloud would mislead"
