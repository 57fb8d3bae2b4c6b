"""A shared tablet that loses its connection: it goes on asking, and what was said arrives once, when it is back."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.app import Product
from feedback.records import Channel, State
from surveys.answers import Chosen, Nothing, Several, Words
from tests.browser.kiosk.tablets import (
    SECRET,
    answer,
    asked,
    at_home,
    back,
    begin,
    clear,
    done,
    holds,
    lost,
    nothing_waits,
    press,
    responses,
    sent,
    stopped,
    write,
)
from tests.support.accessibility import violations

NOTICE = ".heard-kiosk-notice"


async def whole_patient(page: Page, lost_at: str | None = None) -> str:
    """One way through a long survey: answers, words, several, a change of mind, and who somebody is."""
    await begin(page, "patient")
    await holds(page)
    said = {"access": "hard", "respect": "mostly", "needs-unmet": "food", "unfair": "yes", "quote": "yes"}
    await answer(page, "poor", then="overall-why")
    await write(page, SECRET, then="access")
    while await page.locator("form[data-question]").count():
        question = str(await page.get_attribute("form[data-question]", "data-question"))
        if question == lost_at:
            await lost(page)
        if question in said:
            await page.check(f"input[value={said[question]}]")
        await press(page, "continue" if question in said else "skip")
        await expect(page.locator(f"form[data-question={question}]")).to_have_count(0)
    await page.click("[href*='/unfair?']")
    await asked(page, "unfair")
    await page.check("input[value=no]")
    await press(page, "continue")
    await expect(page.locator("form[data-check]")).to_be_visible()
    await expect(page.locator("main")).not_to_contain_text("Who treated you unfairly?")
    shown = await sent(page)
    await expect(page.locator(NOTICE)).to_have_count(0)  # where there is no connection, it is said beside the code
    await answer(page, "yes", then="ethnicity-group")
    await answer(page, "asian", then="ethnicity")
    assert await page.locator("input[value=caribbean]").count() == 0
    await answer(page, "pakistani", then="age")
    await press(page, "stop")
    await expect(page.locator("[data-receipt]")).to_have_text(shown)
    return shown


async def test_a_survey_that_loses_its_connection_is_the_record_that_it_would_have_been(
    tablet: Page, product: Product
) -> None:
    await whole_patient(tablet)
    await clear(tablet)
    receipt = await whole_patient(tablet, lost_at="helped")
    assert not await product.responses.known(receipt)
    await back(tablet)
    await nothing_waits(tablet)

    online, offline = await responses(product)
    assert (offline.answers, offline.equality) == (online.answers, online.equality)
    assert (offline.state, offline.version, offline.place) == (State.FINISHED, online.version, "ward-7")
    assert (offline.channel, offline.language) == (Channel.KIOSK, "en")
    assert offline.answers["unfair"] == Chosen("no")
    assert offline.answers["unfair-who"] is Nothing.NOT_ASKED
    assert offline.answers["needs-unmet"] == Several(("food",))
    assert offline.equality["ethnicity"] == Chosen("pakistani")
    assert await product.counts.differences() == []

    await tablet.goto("/withdraw?lang=en")
    await tablet.fill("#receipt", receipt)
    await tablet.click("button[value=continue]")
    await tablet.click("button[value=delete]")
    await expect(tablet.locator("h1")).to_have_text("Your answers have been deleted")
    assert len(await responses(product)) == 1


async def test_mistakes_and_the_way_back_are_as_ever(tablet: Page, product: Product) -> None:
    await begin(tablet, "patient")
    await holds(tablet)
    await lost(tablet)
    await press(tablet, "continue")
    await expect(tablet.locator(".nhsuk-error-summary")).to_contain_text("Choose an answer")
    assert (await tablet.title()).startswith("Error: ")
    await answer(tablet, "poor", then="overall-why")
    await press(tablet, "back")
    await asked(tablet, "overall")
    assert await tablet.is_checked("input[value=poor]")
    await answer(tablet, "good", then="overall-why")
    await stopped(tablet)
    await back(tablet)
    await nothing_waits(tablet)
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("good")


async def test_a_connection_that_comes_back_in_the_middle_goes_on(tablet: Page, product: Product) -> None:
    await begin(tablet)
    await holds(tablet)
    await answer(tablet, "poor", then="overall-why")
    await lost(tablet)
    await write(tablet, SECRET, then="quote")
    await back(tablet)
    await press(tablet, "back")
    await asked(tablet, "overall-why")
    await nothing_waits(tablet)
    await press(tablet, "continue")
    await asked(tablet, "quote")
    await expect(tablet.locator(NOTICE)).to_have_count(0)
    await press(tablet, "back")
    await asked(tablet, "overall-why")
    assert await tablet.input_value("textarea") == SECRET, "the server knows it by now"
    await press(tablet, "continue")
    await asked(tablet, "quote")
    await press(tablet, "skip")
    await done(tablet)
    [kept] = await responses(product)
    assert (kept.state, kept.answers["overall-why"]) == (State.FINISHED, Words(SECRET))


async def test_another_language_and_help_are_there_without_a_connection(tablet: Page, product: Product) -> None:
    await at_home(tablet, "ur")
    await holds(tablet)
    await begin(tablet)
    await holds(tablet)
    await lost(tablet)
    await answer(tablet, "poor", then="overall-why")
    await tablet.click(".heard-languages__summary")
    await tablet.click(".heard-languages__link[lang=ur]")
    await expect(tablet.locator("html[dir=rtl] textarea")).to_be_visible()
    await tablet.click(".heard-header__help")
    await expect(tablet.locator("main")).to_contain_text("116 123")
    await tablet.click("main a[data-back]")
    await write(tablet, SECRET, then="quote")
    await tablet.click(".heard-languages__summary")
    await tablet.click(".heard-languages__link[lang=so]")
    await expect(tablet.locator(NOTICE).first).to_contain_text("یہ صفحہ ٹیبلٹ پر موجود نہیں ہے")
    await stopped(tablet)
    await back(tablet)
    await nothing_waits(tablet)
    [kept] = await responses(product)
    assert (kept.language, kept.answers["overall-why"]) == ("ur", Words(SECRET))


async def test_a_page_is_loaded_anew_without_a_connection(tablet: Page, product: Product) -> None:
    await begin(tablet)
    await holds(tablet)
    await tablet.evaluate("navigator.serviceWorker.ready")
    await answer(tablet, "poor", then="overall-why")
    await lost(tablet)
    await write(tablet, SECRET, then="quote")
    await tablet.reload()
    await asked(tablet, "quote")
    await press(tablet, "back")
    await asked(tablet, "overall-why")
    assert await tablet.input_value("textarea") == SECRET
    await press(tablet, "continue")
    await asked(tablet, "quote")
    receipt = await stopped(tablet)
    await tablet.reload()
    await expect(tablet.locator("[data-receipt]")).to_have_text(receipt)
    await back(tablet)
    await nothing_waits(tablet)
    [kept] = await responses(product)
    assert kept.answers["overall-why"] == Words(SECRET)


@pytest.mark.parametrize("language", ["en", "ar", "ur", "en-easyread"])
async def test_pages_without_a_connection_are_accessible(tablet: Page, language: str, tmp_path: Path) -> None:
    await begin(tablet, "patient", language)
    await holds(tablet)
    await lost(tablet)
    faults: list[str] = []

    async def look(name: str) -> None:
        await tablet.screenshot(path=tmp_path / f"offline-{language}-{name}.png", full_page=True)
        faults.extend(f"{name}: {fault}" for fault in await violations(tablet))

    await press(tablet, "continue")
    await expect(tablet.locator(".nhsuk-error-summary")).to_be_visible()
    await look("mistake")
    await answer(tablet, "poor", then="overall-why")
    await look("question")
    await write(tablet, SECRET, then="access")
    while await tablet.locator("form[data-question]").count():
        question = await tablet.get_attribute("form[data-question]", "data-question")
        await press(tablet, "skip")
        await expect(tablet.locator(f"form[data-question={question}]")).to_have_count(0)
    await look("check")
    await tablet.click(".heard-header__help")
    await expect(tablet.locator("main a[data-back]")).to_be_visible()
    await look("help")
    await tablet.click("main a[data-back]")
    await expect(tablet.locator("form[data-check]")).to_be_visible()
    await stopped(tablet)
    await look("end")
    await clear(tablet)
    await look("home")
    assert faults == []
