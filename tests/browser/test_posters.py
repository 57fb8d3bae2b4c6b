"""Posters as a browser draws them: what is thought to fit does fit."""

import pytest
from playwright.async_api import Page

from bot.posters.measure import width
from bot.posters.scripts import script_of
from bot.posters.sheet import Paragraph
from bot.posters.svg import svg_of
from tests.browser.conftest import Visit
from tests.unit.posters.examples import ALL, CATALOGUES, sheet

NOWHERE = "http://127.0.0.1:9"
NEARLY = 0.05  # of a millimetre
PIXEL = 25.4 / 96  # to which a browser rounds where ink begins and ends
OVERHANG = 0.13  # of a letter's size: a j and the tails of Nastaliq reach out of the room that they take
SELECTIONS = [*((tag,) for tag in ALL), ("ur", "ar"), ("zh-Hans", "pa", "so"), ("en", "ur", "ru", "pl", "zh-Hant"), ALL]
BOXES = """() => [...document.querySelectorAll("g[lang]")].map(group => {
  const box = group.getBBox();
  const longest = Math.max(...[...group.querySelectorAll("text")].map(line => line.getComputedTextLength()));
  return {left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height, longest};
})"""
WIDTHS = """([texts, fonts, weight, lang, direction]) => {
  const span = document.createElement("span");
  Object.assign(span, {lang, dir: direction});
  span.style.cssText = `font: ${weight} 100px ${fonts}; white-space: nowrap`;
  document.body.replaceChildren(span);
  return texts.map(text => { span.textContent = text; return span.getBoundingClientRect().width / 100; });
}"""


async def shown(visit: Visit, content: str) -> Page:
    page = await visit(NOWHERE)
    await page.set_content(content)
    await page.evaluate("document.fonts.ready.then(() => true)")
    return page


@pytest.mark.parametrize("tags", SELECTIONS, ids="+".join)
async def test_every_line_stays_within_its_place(visit: Visit, tags: tuple[str, ...]) -> None:
    laid = sheet(tags)
    page = await shown(visit, svg_of(laid).partition("\n")[2])
    paragraphs = [part for part in laid.parts if isinstance(part, Paragraph)]
    drawn: list[dict[str, float]] = await page.evaluate(BOXES)
    assert len(drawn) == len(paragraphs)
    for ink, part in zip(drawn, paragraphs, strict=True):
        assert ink["longest"] <= part.box.width + NEARLY, part.lines
        overhang = OVERHANG * part.size + PIXEL
        assert ink["left"] >= part.box.x - overhang, part.lines
        assert ink["right"] <= part.box.right + overhang, part.lines
        assert ink["top"] >= part.box.y - overhang, part.lines
        assert ink["bottom"] <= part.box.bottom + overhang, part.lines


@pytest.mark.parametrize("tag", ALL)
async def test_no_phrase_is_wider_than_it_is_thought(visit: Visit, tag: str) -> None:
    """Whole sentences of a language, not a poster's alone: a translator may change these."""
    phrases = CATALOGUES.phrases(tag)
    language = phrases.language
    texts = [forms[0] for name, forms in phrases._forms.items() if name and len(forms[0]) > 10]
    fonts = ", ".join(f"'{name}'" if " " in name else name for name in script_of(language).fonts)
    page = await shown(visit, "<!doctype html><title>widths</title>")
    real = await page.evaluate(WIDTHS, [texts, fonts, 700, tag, language.direction])
    assert {text: (wide, width(text)) for text, wide in zip(texts, real, strict=True) if wide > width(text)} == {}
