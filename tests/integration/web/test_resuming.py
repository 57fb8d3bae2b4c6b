"""Answers begun on one device are carried on with on another: by a code, or the link that holds it."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.app import Product, today
from bot.channels.web.visitor import new_token
from feedback.receipts import normal
from feedback.records import Channel, Respondent, Response
from surveys.answers import Chosen, Words
from tests.integration.web.conftest import Newcomer
from tests.support.web_person import Page, WebPerson

START = "/s/patient?place=ward-7&lang=en"
LINK = "Carry on later or on another device"


async def responses(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def begun(person: WebPerson, answer: str = "good") -> Page:
    return await person.press(await person.open(START), "continue", answer)


async def code_of(person: WebPerson, page: Page) -> str:
    return (await person.open(page.link(LINK))).words("[data-resume]")


async def typed(person: WebPerson, code: str) -> Page:
    return await person.press(await person.open("/resume?lang=en"), "continue", code=code)


async def test_a_survey_begun_on_one_device_is_finished_on_another(newcomer: Newcomer, product: Product) -> None:
    phone, computer = newcomer(), newcomer()
    code = await code_of(phone, await begun(phone))
    page = await typed(computer, code.lower().replace("-", " "))
    assert page.question == "overall-why"
    page = await computer.press(page, "continue", "Begun on my phone.")
    assert (await phone.open(START)).question == page.question, "both lead to the same answers"
    page = await computer.press(await computer.answer(page, {}), "continue")
    await computer.press(page, "continue", "no")
    [kept] = await responses(product)
    assert (kept.place, kept.answers["overall"]) == ("ward-7", Chosen("good"))
    assert kept.answers["overall-why"] == Words("Begun on my phone.")


async def test_the_code_is_offered_once_there_is_something_to_come_back_to(person: WebPerson) -> None:
    first = await person.open(START)
    assert LINK not in first.text
    page = await begun(person)
    shown = await person.open(page.link(LINK))
    code = shown.words("[data-resume]")
    assert normal(code) == code
    assert f"http://127.0.0.1/resume/{code}" in shown.text
    assert "\u206814\u2069 days" in shown.text
    assert "not the code for deleting" in shown.text
    assert code not in shown.url
    assert (await person.open(shown.link("Go back to where you were"))).question == "overall-why"
    check = await person.answer(page, {})
    assert check.checking
    assert check.link(LINK)


async def test_asking_for_a_code_writes_nothing(person: WebPerson, product: Product) -> None:
    page = await begun(person)
    before = await product.service.look(Respondent(Channel.WEB, await code_of(person, page)))
    await person.open(page.link(LINK))
    assert await product.service.look(Respondent(Channel.WEB, await code_of(person, page))) == before


async def test_opening_the_link_changes_nothing_until_a_button_is_pressed(newcomer: Newcomer) -> None:
    phone, computer = newcomer(), newcomer()
    code = await code_of(phone, await begun(phone))
    page = await computer.open(f"/resume/{code}?lang=en", **{"Sec-Fetch-Site": "none"})
    assert "Set-Cookie" not in page.headers
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert (await computer.open(START)).question == "overall"
    assert (await computer.press(page, "continue")).question == "overall-why"


async def test_an_old_browsers_form_can_still_be_told_from_another_sites(person: WebPerson) -> None:
    page = await person.open(f"/resume/{new_token()}?lang=en")
    assert page.headers["Referrer-Policy"] == "strict-origin"


async def test_other_answers_on_the_device_are_not_lost_unasked(newcomer: Newcomer, product: Product) -> None:
    phone, computer = newcomer(), newcomer()
    code = await code_of(phone, await begun(phone))
    other = await begun(computer, "poor")
    page = await typed(computer, code)
    assert (page.status, page.words("h1")) == (409, "There are other answers on this device")
    assert (await computer.open(page.link("Go to the answers on this device"))).question == other.question
    page = await computer.press(page, "replace")
    assert page.question == "overall-why"
    await computer.press(page, "stop")
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("good")


async def test_a_code_for_deleting_that_a_device_can_still_show_is_not_lost_unasked(newcomer: Newcomer) -> None:
    phone, computer = newcomer(), newcomer()
    code = await code_of(phone, await begun(phone))
    stopped = await computer.press(await begun(computer), "stop")
    page = await typed(computer, code)
    assert page.status == 409
    assert (await computer.open(page.link("Go to the answers on this device"))).receipt == stopped.receipt


async def test_the_same_answers_are_simply_carried_on_with(person: WebPerson) -> None:
    code = await code_of(person, await begun(person))
    assert (await typed(person, code)).question == "overall-why"


async def test_finished_answers_are_not_opened_again(newcomer: Newcomer) -> None:
    phone, computer = newcomer(), newcomer()
    page = await begun(phone)
    code = await code_of(phone, page)
    stopped = await phone.press(page, "stop")
    page = await typed(computer, code)
    assert (page.status, page.words("h1")) == (410, "You have already finished")
    assert (stopped.receipt or "") not in page.text, "what deletes is for whoever finished"
    assert page.link("Delete my answers").startswith("/withdraw")


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ("", "Enter your code"),
        ("ABCD", "This code is not right."),
        ("0000-0000-0000-0000", "We cannot find open answers with this code."),
    ],
)
async def test_what_is_wrong_with_a_code_is_told(person: WebPerson, slip: str, says: str) -> None:
    page = await typed(person, slip)
    assert page.status == 422
    assert page.words("#code-error").startswith(f"Error: {says}")
    assert page.one("#code").attributes["value"] == slip


async def test_a_link_that_was_cut_off_leads_to_the_form(person: WebPerson) -> None:
    page = await person.open("/resume/ABCD-EF?lang=en")
    assert (page.status, page.one("#code").attributes["value"]) == (422, "ABCD-EF")


async def test_after_two_weeks_the_code_leads_nowhere(newcomer: Newcomer, product: Product) -> None:
    phone, computer = newcomer(), newcomer()
    code = await code_of(phone, await begun(phone))
    await product.service.expire(before=today() + timedelta(days=1))
    assert "too old" in (await typed(computer, code)).words("#code-error")


async def test_a_device_keeps_the_language_that_the_answers_were_given_in(newcomer: Newcomer) -> None:
    phone, computer = newcomer(), newcomer()
    page = await phone.press(await phone.open("/s/patient?lang=ur"), "continue", "good")
    code = (await phone.open(page.one("a[href^='/later/']").attributes["href"] or "")).words("[data-resume]")
    assert (await typed(computer, code)).language == ("ur", "rtl")


async def test_a_browser_with_a_longer_token_goes_on_and_is_offered_no_code(
    person: WebPerson, browser: ClientSession, server: str
) -> None:
    page = await person.open(START)
    browser.cookie_jar.update_cookies({"heard-patient": "x" * 43}, URL(server))
    page = await person.press(page, "continue", "good")
    assert page.question == "overall-why"
    assert LINK not in page.text
    assert (await person.open("/later/patient?lang=en")).question == "overall-why"


async def test_a_tablet_that_people_share_offers_no_code(person: WebPerson) -> None:
    page = await person.press(await person.open("/kiosk/ward-7/fft?lang=en"), "continue", "good")
    assert page.question == "overall-why"
    assert page.tree.css("a[href*='/later/'], a[href*='/resume']") == []


async def test_the_start_page_leads_to_the_form(person: WebPerson) -> None:
    page = await person.open("/?lang=en")
    assert (await person.open(page.link("I have a code to carry on"))).words("h1") == "Carry on with your answers"


@pytest.mark.parametrize("tablet", ["its page", "its script"])
async def test_a_tablet_opens_nobodys_earlier_answers(
    newcomer: Newcomer, person: WebPerson, browser: ClientSession, server: str, tablet: str
) -> None:
    phone = newcomer()
    code = await code_of(phone, await begun(phone))
    back = "&back=/kiosk/ward-7" if tablet == "its page" else ""
    if tablet == "its script":
        browser.cookie_jar.update_cookies({"kiosk-watched": "1"}, URL(server))
    for address in (f"/resume?lang=en{back}", f"/resume/{code}?lang=en{back}"):
        page = await person.open(address, **{"Sec-Fetch-Site": "none"})
        assert (page.status, page.words("h1")) == (403, "You cannot carry on with a code on this tablet")
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.tree.css("main form") == []
    form, ours = {"code": code, "do": "continue"}, {"Origin": server}
    async with browser.post(f"{server}/resume?lang=en{back}", data=form, headers=ours) as refused:
        assert (refused.status, "Set-Cookie" in refused.headers) == (403, False)
    page = await person.open(f"/?lang=en{back}")
    assert page.tree.css("a[href*='/resume']") == []
    page = await person.open(f"/withdraw?lang=en{back}")
    page = await person.press(page, "continue", receipt=code)
    assert page.tree.css("main a[href*='/resume']") == []


async def test_a_tablet_on_which_somebody_began_elsewhere_shows_no_code(
    person: WebPerson, browser: ClientSession, server: str
) -> None:
    await begun(person)
    browser.cookie_jar.update_cookies({"kiosk-watched": "1"}, URL(server))
    page = await person.open("/s/patient/overall-why?place=ward-7&lang=en")
    assert LINK not in page.text
    page = await person.open("/later/patient?place=ward-7&lang=en")
    assert (page.status, page.tree.css("[data-resume]")) == (403, [])


async def test_a_code_to_carry_on_with_that_is_typed_where_one_deletes_is_known_for_what_it_is(
    newcomer: Newcomer, product: Product
) -> None:
    phone, computer = newcomer(), newcomer()
    begun_page = await begun(phone)
    code = await code_of(phone, begun_page)
    page = await computer.press(await computer.open("/withdraw?lang=en"), "continue", receipt=code)
    assert page.status == 422
    assert page.words("#receipt-error").startswith("Error: This is a code to carry on.")
    there = await computer.open(page.link("Carry on with your answers"))
    assert (await computer.press(there, "continue", code=code)).question == begun_page.question, "nothing was deleted"

    stopped = await phone.press(begun_page, "stop")
    page = await computer.press(await computer.open("/withdraw?lang=en"), "continue", receipt=code)
    assert "use the other code" in page.words("#receipt-error")
    assert (stopped.receipt or "") not in page.text
    assert page.tree.css("main a[href*='/resume']") == []
    assert len(await responses(product)) == 1
