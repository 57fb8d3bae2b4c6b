"""Whose answers a shared tablet sends, and when: a stay in use with its own presses, one that is over by itself, and
none that its clock or a crowd at the server could make it lose."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from bot.app import Product
from surveys.answers import Chosen, Words
from tests.browser.kiosk.tablets import (
    HOME,
    SECRET,
    Line,
    answer,
    at_home,
    back,
    begin,
    begin_offline,
    clear,
    holds,
    is_at_home,
    known,
    lost,
    nothing_waits,
    press,
    responses,
    sends,
    stay_of,
    stopped,
    write,
)

DROPPED, WAITING = "[data-kept=dropped]", "[data-kept=waiting]"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SENDING_WAITS = """async () => {
    const { pending } = await navigator.locks.query();
    return pending.some(({ name }) => name === "heard-kiosk-stays");
}"""

NOTHING_IS_SENT_YET = """() => new Promise(held => {
    navigator.locks.request("heard-kiosk-sending", () => new Promise(again => {
        window.sendAgain = again;
        held();
    }));
})"""

AS_BEFORE_DAYS_WERE_COUNTED = """() => new Promise(done => {
    indexedDB.open("heard-kiosk").onsuccess = ({ target }) => {
        const transaction = target.result.transaction("stays", "readwrite");
        const stays = transaction.objectStore("stays");
        stays.getAll().onsuccess = ({ target }) => target.result.forEach(({ since, ...record }) => stays.put(record));
        transaction.oncomplete = done;
    };
})"""


async def left_unsent(page: Page) -> None:
    await at_home(page)
    await holds(page)
    await lost(page)
    await begin_offline(page)
    await answer(page, "poor", then="overall-why")
    await stopped(page)
    await clear(page)


async def test_a_press_on_its_way_is_not_overtaken(tablet: Page, product: Product, line: Line) -> None:
    """Nothing was chosen: who pressed is told so, and puts it right. Sent a second time beside the form, it would have
    been passed over as an answer that cannot be read."""
    await begin(tablet)
    await holds(tablet)
    line.passes.clear()
    await press(tablet, "continue")
    await tablet.evaluate("dispatchEvent(new Event('online'))")
    await tablet.wait_for_function(SENDING_WAITS)
    line.passes.set()
    await expect(tablet.locator(".nhsuk-error-summary")).to_contain_text("Choose an answer")
    await answer(tablet, "poor", then="overall-why")
    await stopped(tablet)
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("poor")


async def test_a_stay_in_use_is_sent_with_its_own_press_or_when_it_is_over(tablet: Page, product: Product) -> None:
    await at_home(tablet)
    await holds(tablet)
    await lost(tablet)
    await begin_offline(tablet)
    await answer(tablet, "poor", then="overall-why")
    token = await stay_of(tablet)
    await sends(tablet)  # what the press itself has set going comes first, and is over
    await back(tablet)
    await sends(tablet)
    assert await known(product, token) is None, "its person is still there"
    await write(tablet, SECRET, then="quote")
    await nothing_waits(tablet)
    conversation = await known(product, token)
    assert conversation is not None
    assert conversation.session.answers["overall-why"] == Words(SECRET)


async def test_a_tablet_that_was_killed_in_the_middle_has_nobody_at_it(tablet: Page, product: Product) -> None:
    """Browsers that were killed bring their windows and the cookies of these back."""
    await begin(tablet)
    await holds(tablet)
    await tablet.evaluate("navigator.serviceWorker.ready")
    await answer(tablet, "poor", then="overall-why")
    await lost(tablet)
    await write(tablet, SECRET, then="quote")
    token = await stay_of(tablet)
    await tablet.context.clear_cookies(name="kiosk-here")
    await tablet.goto(f"{HOME}/fft/overall-why?lang=en")
    await is_at_home(tablet)
    assert SECRET not in await tablet.content()
    await expect(tablet.locator(WAITING)).to_contain_text("1")
    await back(tablet)
    await sends(tablet)
    conversation = await known(product, token)
    assert conversation is not None
    assert conversation.session.answers["overall-why"] == Words(SECRET)


async def test_what_a_killed_tablet_had_not_said_yet_is_sent_in_the_newest_version(
    tablet: Page, product: Product, line: Line
) -> None:
    """Its first answer was on the way, and never arrived: nobody had told the tablet which version that was."""
    await begin(tablet)
    await holds(tablet)
    await tablet.route("**/fft/overall?*", lambda route: None if route.request.method == "POST" else route.continue_())
    await tablet.check("input[value=poor]")
    async with tablet.expect_request("**/fft/overall?*"):
        await press(tablet, "continue")
    token = await stay_of(tablet)
    await tablet.context.clear_cookies()
    await tablet.close()
    again = await tablet.context.new_page()
    await at_home(again)
    await nothing_waits(again)
    conversation = await known(product, token)
    assert conversation is not None
    assert conversation.session.answers["overall"] == Chosen("poor")


async def test_a_second_window_that_begins_anew_ends_the_stay_of_the_first(tablet: Page, product: Product) -> None:
    await begin(tablet)
    await holds(tablet)
    await answer(tablet, "poor", then="overall-why")
    other = await tablet.context.new_page()
    await at_home(other)
    await tablet.fill("textarea", SECRET)
    await press(tablet, "continue")
    await is_at_home(tablet)
    assert SECRET not in await tablet.content()
    assert not [cookie for cookie in await tablet.context.cookies() if cookie.get("name") == "kiosk-stay"]


async def test_a_clock_that_is_set_forward_loses_nothing(tablet: Page, product: Product) -> None:
    await tablet.clock.install(time=NOW)
    await left_unsent(tablet)
    await tablet.clock.set_system_time(NOW + timedelta(days=400))
    await sends(tablet)
    await at_home_is_told(tablet, waiting=1, dropped=0)
    await back(tablet)
    await sends(tablet)
    assert len(await responses(product)) == 1


async def test_what_could_not_be_sent_on_a_fortnight_of_days_is_counted(tablet: Page, product: Product) -> None:
    await tablet.clock.install(time=NOW)
    await left_unsent(tablet)
    for day in range(1, 15):
        await tablet.clock.set_system_time(NOW + timedelta(days=day))
        await sends(tablet)
    await at_home_is_told(tablet, waiting=1, dropped=0)
    await tablet.clock.set_system_time(NOW + timedelta(days=15))
    await sends(tablet)
    await at_home_is_told(tablet, waiting=0, dropped=1)
    await back(tablet)
    await sends(tablet)
    assert await responses(product) == []


async def test_on_the_first_day_with_a_connection_what_is_old_is_sent_and_not_dropped(
    tablet: Page, product: Product
) -> None:
    await tablet.clock.install(time=NOW)
    await left_unsent(tablet)
    for day in range(1, 15):
        await tablet.clock.set_system_time(NOW + timedelta(days=day))
        await sends(tablet)
    await tablet.evaluate(NOTHING_IS_SENT_YET)
    await tablet.clock.set_system_time(NOW + timedelta(days=15))
    await back(tablet)
    await tablet.evaluate("sendAgain()")
    await sends(tablet)
    await at_home_is_told(tablet, waiting=0, dropped=0)
    assert len(await responses(product)) == 1


async def test_what_was_kept_before_days_were_counted_counts_from_today(tablet: Page, product: Product) -> None:
    await tablet.clock.install(time=NOW)
    await left_unsent(tablet)
    await tablet.evaluate(AS_BEFORE_DAYS_WERE_COUNTED)
    for day in range(15):
        await tablet.clock.set_system_time(NOW + timedelta(days=day))
        await sends(tablet)
    await at_home_is_told(tablet, waiting=1, dropped=0)
    await tablet.clock.set_system_time(NOW + timedelta(days=15))
    await sends(tablet)
    await at_home_is_told(tablet, waiting=0, dropped=1)


async def test_a_tablet_that_is_told_to_come_later_keeps_its_answers_and_does(
    tablet: Page, product: Product, line: Line
) -> None:
    await tablet.clock.install(time=NOW)
    await left_unsent(tablet)
    line.too_many = 1
    await back(tablet)
    await sends(tablet)
    await sends(tablet)
    await at_home_is_told(tablet, waiting=1, dropped=0)
    assert (line.too_many, await responses(product)) == (0, []), "it is asked once, and not again before it is time"
    await tablet.clock.run_for(2_000)
    await sends(tablet)
    await at_home_is_told(tablet, waiting=0, dropped=0)
    assert len(await responses(product)) == 1


async def at_home_is_told(page: Page, waiting: int, dropped: int) -> None:
    for line, count in ((WAITING, waiting), (DROPPED, dropped)):
        if count:
            await expect(page.locator(line)).to_contain_text(str(count))
        else:
            await expect(page.locator(line)).to_be_hidden()
