"""Two windows of one tablet on which no script runs: they have one cookie, and still are two people's."""

import pytest

from bot.app import Product
from surveys.answers import Chosen, Words
from tests.support.web_person import Page, WebPerson

HOME = "/kiosk/ward-7"
TABLET = f"{HOME}?lang=en"
SECRET = "Nobody came when I called"
KIND = "Kind and patient"


async def begun(person: WebPerson) -> Page:
    return await person.open((await person.open(TABLET)).link("I only have a minute"))


async def answering(person: WebPerson, option: str) -> Page:
    return await person.press(await begun(person), "continue", option)


def is_over(page: Page) -> bool:
    return page.status == 410 and page.one("main a").attributes["href"] == HOME and page.question is None


async def test_words_left_in_a_window_never_become_those_of_whoever_began_in_another(
    person: WebPerson, product: Product
) -> None:
    left, other = await answering(person, "poor"), await answering(person, "very-good")
    pressed = await person.press(left, "continue", SECRET)
    assert is_over(pressed)
    assert SECRET not in pressed.text
    await person.press(await person.press(other, "continue", KIND), "stop")
    [kept] = [response async for response in product.responses.read()]
    assert kept.answers["overall"] == Chosen("very-good")
    assert kept.answers["overall-why"] == Words(KIND)


async def test_a_first_answer_that_comes_late_is_not_put_in_front_of_somebody_elses(person: WebPerson) -> None:
    late, other = await begun(person), await answering(person, "very-good")
    assert is_over(await person.press(late, "continue", "poor"))
    assert (await person.open(other.address)).question == "overall-why"


@pytest.mark.parametrize("button", ["continue", "skip", "back", "stop"])
async def test_no_button_of_a_window_that_was_left_moves_the_other(person: WebPerson, button: str) -> None:
    left, other = await answering(person, "poor"), await answering(person, "very-good")
    assert is_over(await person.press(left, button))
    assert (await person.press(other, "continue", KIND)).question == "quote"


async def test_sending_what_was_left_does_not_send_what_another_has_begun(person: WebPerson, product: Product) -> None:
    left = await person.answer(await begun(person), {"overall": "poor"})
    assert left.checking
    await answering(person, "very-good")
    assert is_over(await person.press(left, "continue"))
    assert [response async for response in product.responses.read()] == []


async def test_the_way_back_from_help_leads_to_nobody_elses_answers(person: WebPerson) -> None:
    left = await answering(person, "poor")
    help_now = await person.open(left.link("Get help now"))
    await answering(person, "very-good")
    assert is_over(await person.open(help_now.one("main a[data-back]").attributes["href"] or ""))


async def test_a_link_to_change_an_answer_shows_nobody_elses(person: WebPerson) -> None:
    left = await person.answer(await begun(person), {"overall": "poor"})
    await person.answer(await begun(person), {"overall": "very-good"})
    assert is_over(await person.open(left.link("Change")))


async def test_a_code_that_was_left_on_the_screen_deletes_nobody_elses_answers(
    person: WebPerson, product: Product
) -> None:
    left = await person.press(await answering(person, "poor"), "stop")
    asked = await person.open(left.one("[data-delete] a").attributes["href"] or "")
    await person.press(await answering(person, "very-good"), "stop")
    assert is_over(await person.press(asked, "delete"))
    assert len([response async for response in product.responses.read()]) == 2


async def test_the_mark_outlives_another_language_and_other_letters(person: WebPerson) -> None:
    page = await answering(person, "poor")
    page = await person.open(page.one("a[hreflang=ur], a[lang=ur]").attributes["href"] or "")
    letters = await person.open(page.one("a[href^='/display?']").attributes["href"] or "")
    back = await person.press(letters, "continue", size="large")
    assert (back.question, back.language) == ("overall-why", ("ur", "rtl"))
    await answering(person, "very-good")
    assert is_over(await person.open(back.address))


async def test_an_address_without_a_mark_is_the_stays_own(person: WebPerson) -> None:
    await answering(person, "poor")
    assert (await person.open("/kiosk/ward-7/fft/overall-why?lang=en")).question == "overall-why"
