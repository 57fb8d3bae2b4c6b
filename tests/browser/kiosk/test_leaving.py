"""A shared tablet after somebody has left it: it asks, it clears itself, and nobody finds them by any way back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.kiosk.tablets import (
    HOME,
    SECRET,
    answer,
    asked,
    at_home,
    begin,
    done,
    holds,
    is_at_home,
    press,
    sent,
    stopped,
    write,
)
from tests.support.accessibility import violations

UNTOUCHED, TO_SAY_SO = 120, 30
DIALOG = "#kiosk-idle[open]"


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(visit: Visit, server: str) -> Page:
    """Its clock stands still until a test moves it."""
    page = await visit(server)
    await page.clock.install()
    return page


async def in_the_middle(page: Page, language: str = "en") -> None:
    await begin(page, language=language)
    await answer(page, "very-poor", then="overall-why")
    await write(page, SECRET, then="quote")


async def passes(page: Page, seconds: int) -> None:
    await page.clock.run_for(seconds * 1000)


async def test_it_asks_before_it_clears(tablet: Page) -> None:
    await in_the_middle(tablet)
    await passes(tablet, UNTOUCHED - 1)
    await expect(tablet.locator(DIALOG)).to_have_count(0)
    await passes(tablet, 1)
    await expect(tablet.locator(DIALOG)).to_be_visible()
    assert await tablet.inner_text("#kiosk-idle-title") == "Are you still there?"
    assert await tablet.inner_text("#kiosk-idle [data-seconds]") == "30"
    await expect(tablet.locator("#kiosk-idle [data-stay]")).to_be_focused()
    await passes(tablet, TO_SAY_SO - 10)
    assert await tablet.inner_text("#kiosk-idle [data-seconds]") == "10"
    assert await tablet.text_content("#kiosk-idle [role=status]") == "Seconds left: 10"
    await passes(tablet, 10)
    await is_at_home(tablet)


@pytest.mark.parametrize("sign", ["button", "beside the dialog", "key", "escape"])
async def test_any_touch_or_key_is_somebody(tablet: Page, sign: str) -> None:
    await in_the_middle(tablet)
    await passes(tablet, UNTOUCHED + TO_SAY_SO - 1)
    match sign:
        case "button":
            await tablet.click("#kiosk-idle [data-stay]")
        case "beside the dialog":
            await tablet.mouse.click(5, 5)
        case "key":
            await tablet.keyboard.press("Shift")
        case _:
            await tablet.keyboard.press("Escape")
    await expect(tablet.locator(DIALOG)).to_have_count(0)
    await asked(tablet, "quote")
    await passes(tablet, UNTOUCHED - 1)
    await expect(tablet.locator(DIALOG)).to_have_count(0)
    await passes(tablet, 1)
    await expect(tablet.locator(DIALOG)).to_be_visible()


async def test_a_person_who_writes_is_never_asked(tablet: Page) -> None:
    await begin(tablet)
    await answer(tablet, "poor", then="overall-why")
    await tablet.click("textarea")
    for word in SECRET.split():
        await tablet.keyboard.type(f"{word} ")
        await passes(tablet, UNTOUCHED - 1)
    await expect(tablet.locator(DIALOG)).to_have_count(0)
    assert await tablet.input_value("textarea") == f"{SECRET} "


async def test_the_page_with_the_code_asks_sooner(tablet: Page) -> None:
    await in_the_middle(tablet)
    receipt = await stopped(tablet)
    await passes(tablet, 30)
    await tablet.click("#kiosk-idle [data-stay]")
    assert await tablet.inner_text("[data-receipt]") == receipt
    await passes(tablet, 60)
    await is_at_home(tablet)


async def test_the_page_that_shows_the_code_with_sent_asks_as_soon_as_the_last_one(tablet: Page) -> None:
    await in_the_middle(tablet)
    await press(tablet, "skip")
    receipt = await sent(tablet)
    assert "this screen will be cleared for the next person" in await tablet.inner_text("[data-sent]")
    await passes(tablet, 30)
    await tablet.click("#kiosk-idle [data-stay]")
    assert await tablet.inner_text("[data-sent-receipt]") == receipt
    await passes(tablet, 60)
    await is_at_home(tablet)


async def test_whoever_goes_on_about_themselves_has_as_long_as_before(tablet: Page) -> None:
    await in_the_middle(tablet)
    await press(tablet, "skip")
    await sent(tablet)
    for _ in range(3):
        await passes(tablet, 50)
        await tablet.mouse.click(5, 5)
    await tablet.check("input[value=yes]")
    await press(tablet, "continue")
    await expect(tablet.locator("[data-sent]")).to_have_count(0)
    await passes(tablet, UNTOUCHED - 1)
    await expect(tablet.locator(DIALOG)).to_have_count(0)
    await expect(tablet.locator("form[data-question]")).to_be_visible()


async def test_a_clock_that_is_put_right_in_the_middle_takes_nobodys_words(tablet: Page) -> None:
    await begin(tablet)
    await holds(tablet)
    await answer(tablet, "poor", then="overall-why")
    await tablet.fill("textarea", SECRET)
    await tablet.clock.set_system_time(datetime.now(UTC) + timedelta(hours=1))
    await tablet.context.clear_cookies(name="kiosk-here")  # as its own clock would have ended it
    await press(tablet, "continue")
    await asked(tablet, "quote")


async def test_a_tablet_that_slept_with_its_screen_off_has_nobody_at_it(tablet: Page) -> None:
    """While it sleeps, the clock that nobody can set may stand still."""
    await in_the_middle(tablet)
    await screen(tablet, on=False)
    await tablet.clock.set_system_time(datetime.now(UTC) + timedelta(hours=1))
    await screen(tablet, on=True)
    await is_at_home(tablet)


async def screen(page: Page, *, on: bool) -> None:
    await page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        not on,
    )


async def test_an_empty_first_page_asks_nobody(tablet: Page) -> None:
    await tablet.goto(HOME)
    await expect(tablet.locator("html[data-running]")).to_be_attached()
    await passes(tablet, UNTOUCHED)
    await expect(tablet.locator(DIALOG)).to_have_count(0)


@pytest.mark.parametrize("way", ["finished", "sent", "stopped", "idle", "cleared"])
async def test_nobody_finds_the_last_person(tablet: Page, way: str) -> None:
    await in_the_middle(tablet, "ur")
    receipt = ""
    if way == "finished":
        await press(tablet, "skip")
        receipt = await done(tablet)
    if way == "sent":
        await press(tablet, "skip")
        receipt = await sent(tablet)
    if way == "stopped":
        receipt = await stopped(tablet)
    if way == "idle":
        await passes(tablet, UNTOUCHED + TO_SAY_SO)
    else:
        await tablet.click("footer a[href$='/kiosk/ward-7']")
    await is_at_home(tablet)

    await nothing_is_left(tablet, receipt)
    for address in ("overall", "overall-why", "quote", "check", "equality-opt-in", "done", "stopped", "delete"):
        await tablet.goto(f"{HOME}/fft/{address}?lang=en")
        await nothing_is_left(tablet, receipt)
    for _ in range(3):
        await tablet.go_back()
        await nothing_is_left(tablet, receipt)
    await tablet.go_forward()
    await nothing_is_left(tablet, receipt)
    await tablet.reload()
    await nothing_is_left(tablet, receipt)


async def nothing_is_left(page: Page, receipt: str) -> None:
    shown = await page.content()
    assert SECRET not in shown
    assert not receipt or receipt not in shown
    assert await page.locator("input[checked]").count() == 0
    assert await page.evaluate("sessionStorage.length") == 0


async def test_the_next_person_begins_in_the_tablets_own_language(tablet: Page) -> None:
    await in_the_middle(tablet, "ur")
    assert await tablet.get_attribute("html", "dir") == "rtl"
    await tablet.click("footer a[href$='/kiosk/ward-7']")
    await is_at_home(tablet)
    assert (await tablet.get_attribute("html", "lang"), await tablet.get_attribute("html", "dir")) == ("en", "ltr")
    sheet = await tablet.get_attribute("link[rel=stylesheet]", "href")
    assert sheet is not None
    assert "rtl" not in sheet


async def test_a_person_leaves_one_page_of_history_whatever_they_did(tablet: Page) -> None:
    await at_home(tablet)
    before = await tablet.evaluate("history.length")
    await tablet.click("main a[href*='/fft?']")
    await asked(tablet, "overall")
    await press(tablet, "continue")
    await expect(tablet.locator(".nhsuk-error-summary")).to_be_focused()
    await answer(tablet, "good", then="overall-why")
    await press(tablet, "back")
    await asked(tablet, "overall")
    await tablet.click("text=Get help now")
    await expect(tablet.locator("h1")).to_have_text("Get help now")
    assert await tablet.evaluate("history.length") == before


async def test_what_the_browser_could_remember_is_asked_not_to_be(tablet: Page) -> None:
    await begin(tablet)
    await answer(tablet, "good", then="overall-why")
    assert await tablet.get_attribute("form[data-question]", "autocomplete") == "off"
    assert await tablet.get_attribute("textarea", "autocomplete") == "off"
    assert await tablet.evaluate("history.scrollRestoration") == "manual"


@pytest.mark.parametrize("language", ["en", "ar", "ur", "en-easyread"])
async def test_the_dialog_is_accessible(tablet: Page, language: str, tmp_path: Path) -> None:
    await in_the_middle(tablet, language)
    await passes(tablet, UNTOUCHED)
    await expect(tablet.locator(DIALOG)).to_be_visible()
    await tablet.screenshot(path=tmp_path / f"idle-{language}.png")
    assert await violations(tablet) == []
