"""The report as everybody opens it: one file, in a language that reads from the left and in one from the right."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page

from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from bot.survey_files import load_library
from feedback.export.report_html import report_html
from feedback.labels import Labels, labels
from feedback.records import Place
from feedback.report import make_report
from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.crowds import census, respect, table, words

WIDTHS = (1280, 360)
GAP = [
    *respect("british", yes=800, no=200, unsure=40),
    *respect("caribbean", yes=50, no=50),
    *respect("indian", yes=28, no=12),
    *respect("irish", yes=14, no=6),
    *respect("white-other", yes=12),
    *respect("roma", yes=7),
]


def spoken(tag: str) -> Labels:
    """The shipped wording, where the made-up survey asks what the shipped one asks."""
    library, speech = load_library(), report_speech(load_catalogues(), tag)
    trust = Place("trust", None, "Made-up Trust", "trust")
    shipped = labels([library["patient"].edition], library["equality"].edition, census(), trust, speech)
    made_up = words()
    options = {id: {**made_up.options[id], **shipped.options.get(id, {})} for id in made_up.options}
    return replace(shipped, questions={**made_up.questions, **shipped.questions}, options=options)


@pytest.mark.parametrize("tag", ["en", "ur", "ar", "zh-Hant", "en-easyread"])
async def test_a_report_is_accessible_in_every_direction_and_at_every_width(
    visit: Visit, tmp_path: Path, tag: str
) -> None:
    """The pictures stay behind for somebody to look at."""
    page = await visit("http://127.0.0.1")
    await page.set_content(report_html(make_report(table(GAP)), spoken(tag)))
    faults = await violations(page)
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 800})
        await page.screenshot(path=tmp_path / f"{tag}-{width}.png", full_page=True)
        if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"wider than {width} pixels")
    assert faults == []


async def _nearer_end(page: Page) -> str:
    """To which side of its scale the first bar's mark stands nearer."""
    scale, mark = [await page.locator(f".bar .{part}").first.bounding_box() for part in ("scale", "share")]
    assert scale is not None
    assert mark is not None
    left = mark["x"] - scale["x"]
    return "left" if left < scale["width"] / 2 else "right"


@pytest.mark.parametrize(("tag", "end"), [("en", "right"), ("ur", "left")])
async def test_a_bar_grows_the_way_that_people_read(visit: Visit, tag: str, end: str) -> None:
    """Three quarters of all answers are good: that is far from where reading begins."""
    page = await visit("http://127.0.0.1")
    await page.set_content(report_html(make_report(table(GAP)), spoken(tag)))
    assert await _nearer_end(page) == end
