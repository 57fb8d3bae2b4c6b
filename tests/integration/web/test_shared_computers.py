"""Somebody's open answers on a computer that others use, or about another place: neither lost nor mixed unasked."""

from urllib.parse import urljoin

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.app import Product
from feedback.records import Place, Response
from surveys.answers import Chosen
from tests.support.product import WARD
from tests.support.web_person import Page, WebPerson

HERE, THERE = f"/s/patient?place={WARD.code}&lang=en", "/s/patient?place=ward-b&lang=en"


@pytest.fixture(autouse=True)
async def two_places(product: Product) -> None:
    await product.places.add_all([Place("ward-b", "trust", "Ward B", "team")])


async def responses(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def started_again(person: WebPerson, browser: ClientSession, page: Page) -> Page:
    """Presses the button of the small form under the question."""
    form = page.one("form[data-again]")
    assert [field.attributes.get("name") for field in form.css("input")] == []
    address = URL(urljoin(page.url, form.attributes["action"] or ""), encoded=True)
    async with browser.post(address, headers={"Sec-Fetch-Site": "same-origin"}, data={}) as there:
        assert [step.status for step in there.history] == [303]
        return await person.open(str(there.url.relative()))


async def test_nobody_has_to_carry_on_with_somebody_elses_answers(
    person: WebPerson, browser: ClientSession, product: Product
) -> None:
    page = await person.open(HERE)
    assert page.tree.css("form[data-again]") == [], "there is nothing to leave yet"
    page = await person.press(await person.press(page, "continue", "good"), "continue", "Not for your eyes")
    assert "Starting again deletes answers that have not been sent." in page.words("form[data-again]")
    anew = await started_again(person, browser, await person.open(HERE))
    assert (anew.question, anew.chosen, anew.tree.css("form[data-again]")) == ("overall", [], [])
    await person.press(await person.press(anew, "continue", "poor"), "stop")
    [kept] = await responses(product)
    assert (kept.place, kept.answers["overall"]) == (WARD.code, Chosen("poor"))
    assert "Not for your eyes" not in str(kept)


@pytest.mark.parametrize("start", ["/s/fft?lang=en", "/kiosk/ward-7/fft?lang=en"])
async def test_starting_again_from_the_check_page(person: WebPerson, browser: ClientSession, start: str) -> None:
    page = await person.answer(await person.open(start), {"overall": "good"})
    assert page.checking
    anew = await started_again(person, browser, page)
    assert (anew.question, anew.chosen) == ("overall", [])


async def test_what_was_sent_counts_though_somebody_starts_again(
    person: WebPerson, browser: ClientSession, product: Product
) -> None:
    check = await person.answer(await person.open("/s/fft?lang=en"), {"overall": "good"})
    anew = await started_again(person, browser, await person.press(check, "continue"))
    assert (anew.question, anew.chosen) == ("overall", [])
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("good")


async def test_a_late_wish_to_start_again_does_not_lose_the_code(person: WebPerson, browser: ClientSession) -> None:
    page = await person.press(await person.open("/s/fft?lang=en"), "continue", "good")
    stopped = await person.press(page, "stop")
    assert (await started_again(person, browser, page)).receipt == stopped.receipt


async def test_the_code_of_another_place_asks_which_it_is_to_be(person: WebPerson, product: Product) -> None:
    await person.press(await person.open(HERE), "continue", "good")
    page = await person.open(THERE)
    assert (page.status, page.words("h1")) == (200, "Which ward or service is this about?")
    assert "Set-Cookie" not in page.headers
    assert "Ward 7" in page.text
    assert "Ward B" in page.text
    page = await person.open(page.link("Carry on about"))
    assert page.question == "overall-why"
    await person.press(page, "stop")
    [kept] = await responses(product)
    assert (kept.place, kept.answers["overall"]) == (WARD.code, Chosen("good"))


async def test_starting_again_about_the_other_place(person: WebPerson, product: Product) -> None:
    await person.press(await person.open(HERE), "continue", "good")
    page = await person.press(await person.open(THERE), "again")
    assert (page.question, page.chosen) == ("overall", [])
    await person.press(await person.press(page, "continue", "poor"), "stop")
    [kept] = await responses(product)
    assert (kept.place, kept.answers["overall"]) == ("ward-b", Chosen("poor"))


async def test_a_form_about_one_place_never_answers_about_another(person: WebPerson, product: Product) -> None:
    there = await person.open(THERE)
    here = await person.press(await person.open(HERE), "continue", "good")
    page = await person.press(there, "continue", "very-poor")
    assert (page.status, page.words("h1")) == (409, "Which ward or service is this about?")
    assert (await person.open(here.address)).question == "overall-why"
    await person.press(here, "stop")
    [kept] = await responses(product)
    assert (kept.place, kept.answers["overall"]) == (WARD.code, Chosen("good"))


async def test_the_start_page_knows_what_has_been_sent(person: WebPerson) -> None:
    check = await person.answer(await person.open("/s/fft?lang=en"), {"overall": "good"})
    assert "You have answers that you have not sent yet." in (await person.open("/?lang=en")).text
    await person.press(check, "continue")
    start = await person.open("/?lang=en")
    assert "not sent" not in start.text
    assert "Your answers have been sent." in start.text
    assert (await person.open(start.link("Carry on"))).question == "equality-opt-in"
