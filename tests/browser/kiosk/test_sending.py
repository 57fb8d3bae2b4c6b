"""What a shared tablet keeps while it has no connection: sealed, sent once, and never in silence lost."""

from pathlib import Path

from playwright.async_api import Page, expect

from bot.app import Product, today
from bot.editions import freeze
from bot.survey_files import SurveyFile, load_survey
from feedback.records import State
from surveys.answers import Chosen, Words
from tests.browser.kiosk.tablets import (
    HOME,
    SECRET,
    Line,
    answer,
    asked,
    at_home,
    back,
    begin,
    begin_offline,
    browser_profile,
    clear,
    done,
    holds,
    is_at_home,
    lost,
    nothing_waits,
    press,
    responses,
    stopped,
    write,
)

NOTICE = ".heard-kiosk-notice"
DUMP = """async () => {
    const database = await new Promise(open => {
        const request = indexedDB.open("heard-kiosk");
        request.onsuccess = () => open(request.result);
    });
    const rows = await new Promise(read => {
        const request = database.transaction("stays").objectStore("stays").getAll();
        request.onsuccess = () => read(request.result);
    });
    const cache = await caches.open("heard-kiosk");
    const pages = await Promise.all((await cache.matchAll()).map(page => page.text()));
    const bytes = rows.map(row => new TextDecoder("latin1").decode(row.sealed));
    return [rows.length, JSON.stringify(rows) + bytes.join() + pages.join() + document.cookie];
}"""


async def test_two_people_one_after_the_other_without_a_connection(tablet: Page, product: Product) -> None:
    await at_home(tablet)
    await holds(tablet)
    await lost(tablet)
    await begin_offline(tablet)
    await answer(tablet, "poor", then="overall-why")
    await write(tablet, SECRET, then="quote")
    first = await stopped(tablet)
    await clear(tablet)
    await expect(tablet.locator("[data-kept=waiting]")).to_contain_text("1")
    assert SECRET not in await tablet.content()
    await begin_offline(tablet)
    assert await tablet.locator("input[checked]").count() == 0
    await answer(tablet, "good", then="overall-why")
    await press(tablet, "skip")
    await expect(tablet.locator("form[data-question=quote]")).to_be_visible()
    await press(tablet, "skip")
    second = await done(tablet)
    await clear(tablet)
    rows, dump = await tablet.evaluate(DUMP)
    assert rows == 2
    assert SECRET not in dump, "what is kept is sealed"
    assert first not in dump

    await back(tablet)
    await nothing_waits(tablet)
    one, other = sorted(await responses(product), key=lambda response: response.state)
    assert (one.state, one.answers["overall"]) == (State.FINISHED, Chosen("good"))
    assert (other.state, other.answers["overall-why"]) == (State.STOPPED, Words(SECRET))
    for receipt in (first, second):
        assert await product.responses.known(receipt)
    assert (await tablet.evaluate(DUMP))[0] == 0
    await tablet.reload()
    await expect(tablet.locator("[data-kept=waiting]")).to_be_hidden()


async def test_whoever_left_without_a_connection_is_not_found_with_one(tablet: Page) -> None:
    """The server knows what was answered before: the tablet has forgotten whose it was."""
    await begin(tablet)
    await holds(tablet)
    await answer(tablet, "poor", then="overall-why")
    await write(tablet, SECRET, then="quote")
    await lost(tablet)
    await clear(tablet)
    await back(tablet)
    for page in ("overall", "overall-why", "check", "stopped"):
        await tablet.goto(f"{HOME}/fft/{page}?lang=en")
        assert SECRET not in await tablet.content()
        assert await tablet.locator("input[checked]").count() == 0


async def test_a_browser_that_was_closed_sends_what_it_kept(server: str, product: Product, tmp_path: Path) -> None:
    async with browser_profile(tmp_path / "profile", server) as tablet:
        page = await tablet.new_page()
        await begin(page)
        await holds(page)
        await page.evaluate("navigator.serviceWorker.ready")
        await answer(page, "poor", then="overall-why")
        await lost(page)
        await write(page, SECRET, then="quote")
        receipt = await stopped(page)
    async with browser_profile(tmp_path / "profile", server) as tablet:
        page = await tablet.new_page()
        await lost(page)
        await page.goto(f"{HOME}/fft/overall-why?lang=en")
        await is_at_home(page)
        assert SECRET not in await page.content(), "whoever opens the browser is somebody else"
        await expect(page.locator("[data-kept=waiting]")).to_contain_text("1")
        await back(page)
        await nothing_waits(page)
    [kept] = await responses(product)
    assert (kept.answers["overall"], kept.answers["overall-why"]) == (Chosen("poor"), Words(SECRET))
    assert await product.responses.known(receipt)


async def test_answers_that_the_server_took_but_could_not_say_so_count_once(
    tablet: Page, product: Product, line: Line
) -> None:
    await begin(tablet)
    await holds(tablet)
    line.loses_answers = True
    await answer(tablet, "poor", then="overall-why")
    await write(tablet, SECRET, then="quote")
    receipt = await stopped(tablet)
    await expect(tablet.locator("main")).to_contain_text("will be sent when there is one")
    async with tablet.expect_event("requestfailed", lambda request: request.url.endswith("/kiosk/ward-7/fft")):
        await tablet.evaluate("dispatchEvent(new Event('online'))")
    line.loses_answers = False
    await tablet.evaluate("dispatchEvent(new Event('online'))")
    await nothing_waits(tablet)
    [kept] = await responses(product)
    assert (kept.state, kept.answers["overall-why"]) == (State.STOPPED, Words(SECRET))
    assert await product.responses.known(receipt)
    assert await product.counts.differences() == []


async def test_a_stay_is_kept_in_the_version_that_it_was_answered_on(
    tablet: Page, product: Product, tmp_path: Path
) -> None:
    await at_home(tablet)
    await holds(tablet)
    await lost(tablet)
    await begin_offline(tablet)
    await answer(tablet, "dont-know", then="overall-why")
    await stopped(tablet)
    await publish_without_dont_know(product, tmp_path)
    await back(tablet)
    await nothing_waits(tablet)
    [kept] = await responses(product)
    assert (kept.version, kept.answers["overall"]) == (1, Chosen("dont-know"))


async def publish_without_dont_know(product: Product, folder: Path) -> None:
    (folder / "fft.yaml").write_text(NEWER, encoding="utf-8")
    (folder / "fft.en.yaml").write_text(NEWER_ENGLISH, encoding="utf-8")
    loaded = load_survey(folder / "fft.yaml")
    assert isinstance(loaded, SurveyFile), loaded
    one = freeze(loaded)
    await product.published.publish(one.survey, one.version, one.section, one.definition, one.digest, today())


NEWER = """\
survey: fft
version: 2
section: feedback
audience: patient
questions:
  - {id: overall, kind: choice, options: [good, poor]}
"""
NEWER_ENGLISH = """\
language: en
status: draft
wording-version: 1
title: Shortest
options: {good: Good, poor: Poor}
questions:
  overall: {ask: "How was it?"}
"""


async def test_where_nothing_can_be_kept_the_person_is_told(tablet: Page) -> None:
    await tablet.context.add_init_script("delete window.indexedDB; window.indexedDB = undefined")
    await begin(tablet)
    await lost(tablet)
    await tablet.check("input[value=poor]")
    await press(tablet, "continue")
    await expect(tablet.locator(NOTICE)).to_contain_text("your last answer could not be kept")
    assert await tablet.is_checked("input[value=poor]")
    await back(tablet)
    await press(tablet, "continue")
    await asked(tablet, "overall-why")


async def test_a_tablet_that_is_full_says_so(tablet: Page) -> None:
    await at_home(tablet)
    await holds(tablet)
    await tablet.evaluate(
        """async () => {
            const { newToken, save, MOST_STAYS } = await import(
                new URL("keeping.js", document.querySelector("[type=module]").src));
            for (let number = 0; number < MOST_STAYS; number += 1) {
                await save({ token: newToken(), home: "/kiosk/ward-7", survey: "fft", over: true, log: [{}] });
            }
        }"""
    )
    await lost(tablet)
    await begin_offline(tablet)
    await tablet.check("input[value=poor]")
    await press(tablet, "continue")
    await expect(tablet.locator(NOTICE)).to_contain_text("cannot keep any more answers")
