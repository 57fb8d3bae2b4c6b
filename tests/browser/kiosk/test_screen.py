"""A shared tablet under a finger: large targets, the whole screen, and no way out of it."""

from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.app import Product
from tests.browser.conftest import Visit
from tests.browser.kiosk.tablets import (
    HOME,
    answer,
    asked,
    at_home,
    begin,
    browser_profile,
    clear,
    done,
    is_at_home,
    press,
    sent,
    tablet_server,
    write,
)
from tests.support.accessibility import violations

TARGET, OPTION = 44, 64
TOO_SMALL = """([target, option]) => {
    const seen = element => element.getClientRects().length > 0 && !element.closest("dialog, .nhsuk-skip-link");
    const small = (selector, least, side) => [...document.querySelectorAll(selector)]
        .filter(seen)
        .filter(element => !element.matches(".nhsuk-skip-link"))
        .filter(element => element.getBoundingClientRect()[side] < least - 0.5)
        .map(element => `${side} ${element.getBoundingClientRect()[side]} of ${element.outerHTML.slice(0, 120)}`);
    return [
        ...small("a, button, summary, textarea, input[type=text]", target, "height"),
        ...small("a, button, summary, textarea", target, "width"),
        ...small(".nhsuk-radios__label, .nhsuk-checkboxes__label", option, "height"),
        ...small(".nhsuk-radios__label, .nhsuk-checkboxes__label", 200, "width"),
    ];
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(visit: Visit, server: str) -> Page:
    return await visit(server, viewport={"width": 1024, "height": 768}, has_touch=True)


@pytest.mark.parametrize("language", ["en", "ar", "ur", "en-easyread"])
async def test_every_target_takes_a_thumb(tablet: Page, language: str, tmp_path: Path) -> None:
    faults: list[str] = []

    async def look(name: str) -> None:
        await tablet.screenshot(path=tmp_path / f"tablet-{language}-{name}.png", full_page=True)
        faults.extend(f"{name}: {small}" for small in await tablet.evaluate(TOO_SMALL, [TARGET, OPTION]))
        faults.extend(f"{name}: {fault}" for fault in await violations(tablet))

    await at_home(tablet, language)
    await look("home")
    await begin(tablet, "patient", language)
    await look("first")
    await press(tablet, "continue")
    await expect(tablet.locator(".nhsuk-error-summary")).to_be_focused()
    await look("mistake")
    await answer(tablet, "poor", then="overall-why")
    await look("words")
    await write(tablet, "Words", then="access")
    while (await tablet.get_attribute("form[data-question]", "data-question")) != "needs-unmet":
        question = await tablet.get_attribute("form[data-question]", "data-question")
        await press(tablet, "skip")
        await expect(tablet.locator(f"form[data-question={question}]")).to_have_count(0)
    await look("several")
    while await tablet.locator("form[data-question]").count():
        question = await tablet.get_attribute("form[data-question]", "data-question")
        await press(tablet, "skip")
        await expect(tablet.locator(f"form[data-question={question}]")).to_have_count(0)
    await look("check")
    await done(tablet)
    await look("done")
    await tablet.click(".heard-header__help")
    await expect(tablet.locator("main a[data-back]")).to_be_visible()
    await look("help")
    assert faults == []


async def test_the_whole_screen_stays_whole_from_page_to_page(tablet: Page) -> None:
    await at_home(tablet)
    await tablet.click("[data-full-screen]")
    await expect(tablet.locator("[data-full-screen]")).to_be_hidden()
    await tablet.click("main a[href*='/fft?']")
    await asked(tablet, "overall")
    await answer(tablet, "good", then="overall-why")
    assert await tablet.evaluate("document.fullscreenElement !== null")
    await expect(tablet.locator("[data-full-screen]")).to_be_hidden()
    await tablet.evaluate("document.exitFullscreen()")
    await expect(tablet.locator("[data-full-screen]")).to_be_visible()


async def test_a_finger_that_rests_opens_no_menu(tablet: Page) -> None:
    await begin(tablet)
    assert await tablet.evaluate(
        "!document.body.dispatchEvent(new Event('contextmenu', {cancelable: true, bubbles: true}))"
    )
    assert await tablet.evaluate("getComputedStyle(document.querySelector('h1')).userSelect") == "none"


async def test_the_skip_link_moves_the_focus_and_leaves_no_trace(tablet: Page) -> None:
    await begin(tablet)
    before = await tablet.evaluate("history.length")
    await tablet.focus(".nhsuk-skip-link")
    await tablet.keyboard.press("Enter")
    await expect(tablet.locator("main")).to_be_focused()
    assert await tablet.evaluate("history.length") == before
    assert "#" not in tablet.url


async def test_a_page_says_where_one_is_to_those_who_do_not_see_it(tablet: Page) -> None:
    await begin(tablet)
    await answer(tablet, "good", then="overall-why")
    await expect(tablet.locator("h1")).to_be_focused()
    assert (await tablet.title()).startswith("Please tell us why you gave that answer.")


@pytest.mark.parametrize("language", ["en", "ur", "en-easyread"])
async def test_the_code_is_seen_as_soon_as_the_answers_are_sent(tablet: Page, language: str) -> None:
    await begin(tablet, language=language)
    await answer(tablet, "good", then="overall-why")
    await write(tablet, "Kind", then="quote")
    await press(tablet, "skip")
    await sent(tablet)
    await expect(tablet.locator("[data-sent] h2")).to_be_focused()
    await expect(tablet.locator("[data-sent-receipt]")).to_be_in_viewport(ratio=1)


async def test_no_link_shows_the_next_person_where_the_last_one_had_been(server: str, tmp_path: Path) -> None:
    async with browser_profile(tmp_path / "profile", server) as profile:
        page = await profile.new_page()
        await at_home(page)
        link = page.locator(".heard-languages__link[hreflang=pa]")
        before = await link.screenshot()
        await link.click()
        await expect(page.locator("html[lang=pa]")).to_be_attached()
        await clear(page)
        await page.mouse.move(0, 0)
        await at_home(page)
        assert await link.screenshot() == before


async def test_larger_letters_are_for_whoever_chose_them(tablet: Page) -> None:
    await begin(tablet)
    await answer(tablet, "good", then="overall-why")
    await tablet.click("a[href^='/display?']")
    await tablet.check("input[value=large]")
    await tablet.check("input[value=dark]")
    await tablet.click("main form button")
    await asked(tablet, "overall-why")
    assert await tablet.get_attribute("html", "data-size") == "large"
    assert await tablet.get_attribute("html", "data-colours") == "dark"
    await tablet.click("footer a[href$='/kiosk/ward-7']")
    await is_at_home(tablet)
    assert await tablet.get_attribute("html", "data-size") is None
    await tablet.goto(f"{HOME}/fft?lang=en")
    assert await tablet.get_attribute("html", "data-size") is None


@pytest.mark.parametrize("script", [True, False])
async def test_with_and_without_a_script_the_same_is_asked(visit: Visit, product: Product, script: bool) -> None:
    async with tablet_server(product) as server:
        page = await visit(server, java_script_enabled=script)
        await page.goto(f"{HOME}?lang=en")
        await page.click("main a[href*='/fft?']")
        await page.check("input[value=good]")
        await press(page, "continue")
        await page.fill("textarea", "Kind")
        await press(page, "continue")
        await expect(page.locator("form[data-question=quote]")).to_be_visible()
        await press(page, "skip")
        assert await done(page)
        [kept] = [response async for response in product.responses.read()]
        assert (kept.place, kept.state) == ("ward-7", "finished")
