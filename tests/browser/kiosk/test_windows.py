"""Two windows on one shared tablet: what is pressed in one never becomes the words of whoever answers in the other, and
one that rests takes nobody away."""

from playwright.async_api import Page, expect

from bot.app import Product
from feedback.records import Conversation
from surveys.answers import Chosen
from tests.browser.kiosk.tablets import (
    HOME,
    SECRET,
    answer,
    asked,
    at_home,
    back,
    begin,
    begin_offline,
    holds,
    is_at_home,
    known,
    lost,
    nothing_waits,
    press,
    responses,
    stay_of,
    stopped,
    write,
)

TO_CLEAR = 150_000  # milliseconds


async def second(tablet: Page) -> Page:
    return await tablet.context.new_page()


async def is_left(window: Page) -> None:
    """For as long as it takes to clear its screen. The clocks of its neighbours stay as they are."""
    later = "(later => { const now = performance.now.bind(performance); performance.now = () => now() + later; })"
    await window.evaluate(f"{later}({TO_CLEAR})")


async def somebody_answers(page: Page, option: str) -> None:
    await begin(page)
    await holds(page)
    await answer(page, option, then="overall-why")


async def conversation_of(page: Page, product: Product) -> Conversation:
    conversation = await known(product, await stay_of(page))
    assert conversation is not None
    return conversation


async def test_words_left_in_a_window_never_become_those_of_whoever_began_in_another(
    tablet: Page, product: Product
) -> None:
    other = await second(tablet)
    await somebody_answers(tablet, "poor")
    await tablet.fill("textarea", SECRET)
    await somebody_answers(other, "very-good")
    await press(tablet, "continue")
    await is_at_home(tablet)
    assert SECRET not in await tablet.content()
    conversation = await conversation_of(other, product)
    assert conversation.session.answers == {"overall": Chosen("very-good")}
    await write(other, "Kind and patient", then="quote")


async def test_the_same_without_a_connection(tablet: Page, product: Product) -> None:
    other = await second(tablet)
    await somebody_answers(tablet, "poor")
    await tablet.fill("textarea", SECRET)
    await at_home(other)
    await holds(other)
    await lost(tablet)
    await begin_offline(other)
    await answer(other, "very-good", then="overall-why")
    await press(tablet, "continue")
    await is_at_home(tablet)
    await back(tablet)
    await stopped(other)
    await nothing_waits(other)
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("very-good")
    assert SECRET not in str(kept.answers)


async def test_a_first_answer_that_comes_late_is_not_put_in_front_of_somebody_elses(
    tablet: Page, product: Product
) -> None:
    """Both windows stood at the first question, and somebody began in one of them."""
    other = await second(tablet)
    await begin(tablet)
    await somebody_answers(other, "very-good")
    await tablet.check("input[value=poor]")
    await press(tablet, "continue")
    await is_at_home(tablet)
    assert (await conversation_of(other, product)).session.answers == {"overall": Chosen("very-good")}


async def test_links_of_a_page_that_was_left_lead_to_help_but_not_into_the_answers_of_the_next(tablet: Page) -> None:
    other = await second(tablet)
    await somebody_answers(tablet, "poor")
    await somebody_answers(other, "very-good")
    await tablet.click("text=Get help now")
    await expect(tablet.locator("h1")).to_have_text("Get help now")
    await tablet.click("main a[data-back]")
    await is_at_home(tablet)
    await write(other, "Kind and patient", then="quote")


async def test_a_window_that_rests_on_the_first_page_takes_nobody_away(tablet: Page) -> None:
    other = await second(tablet)
    await at_home(other)
    await somebody_answers(tablet, "poor")
    async with other.expect_request(lambda request: request.url.endswith(HOME)):
        await is_left(other)
    await is_at_home(other)
    await write(tablet, SECRET, then="quote")


async def test_a_window_that_was_left_clears_only_what_it_shows_itself(tablet: Page) -> None:
    other = await second(tablet)
    await somebody_answers(other, "very-poor")
    await somebody_answers(tablet, "poor")
    await is_left(other)
    await is_at_home(other)
    await write(tablet, SECRET, then="quote")


async def test_clearing_the_screen_in_a_window_that_was_left_does_not_clear_the_other(tablet: Page) -> None:
    other = await second(tablet)
    await somebody_answers(other, "very-poor")
    await somebody_answers(tablet, "poor")
    await other.click("footer a[href$='/kiosk/ward-7']")
    await is_at_home(other)
    await write(tablet, SECRET, then="quote")


async def test_a_window_that_rests_still_goes_back_to_the_tablets_own_language_and_letters(tablet: Page) -> None:
    other = await second(tablet)
    await at_home(other, language="ur")
    await is_left(other)
    await other.wait_for_url(lambda url: url.endswith(HOME))
    assert await other.get_attribute("html", "lang") == "en"
    await other.click("a[href^='/display?']")
    await other.check("input[value=large]")
    await other.click("main form button")
    await expect(other.locator("html[data-size=large]")).to_be_attached()
    await is_left(other)
    await expect(other.locator("html[data-size]")).to_have_count(0)
    await begin(tablet)
    assert await tablet.get_attribute("html", "data-size") is None
    await asked(tablet, "overall")
