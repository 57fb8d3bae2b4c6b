"""Words that are typed and not sent come along to another language, and are kept nowhere on the way."""

from urllib.parse import urljoin

from aiohttp import ClientSession
from selectolax.lexbor import LexborHTMLParser
from yarl import URL

from bot.app import Product
from feedback.records import Channel, Respondent
from surveys.answers import Words
from tests.support.web_person import Page, WebPerson

TYPED = "They listened.\r\nنرس مہربان تھی۔ <b>"


async def switched(browser: ClientSession, page: Page, tag: str, words: str) -> Page:
    """Presses a language with words in the field."""
    button = page.one(f"button[name=switch][value={tag}]").attributes
    assert button["form"] == page.main_form.attributes["id"]
    address, sent = urljoin(page.url, button["formaction"] or ""), {"answer": words, "switch": tag}
    async with browser.post(address, data=sent, headers={"Sec-Fetch-Site": "same-origin"}) as there:
        return Page(str(there.url), there.status, LexborHTMLParser(await there.text()), there.headers)


async def test_words_come_along_to_another_language(
    person: WebPerson, browser: ClientSession, product: Product
) -> None:
    page = await person.press(await person.open("/s/patient?place=ward-7&lang=en"), "continue", "good")
    token = browser.cookie_jar.filter_cookies(URL(page.url))["heard-patient"].value
    before = await product.service.look(Respondent(Channel.WEB, token))
    urdu = await switched(browser, page, "ur", TYPED)
    assert (urdu.status, urdu.language, urdu.question) == (200, ("ur", "rtl"), "overall-why")
    assert urdu.one("textarea").text().strip() == TYPED.replace("\r\n", "\n")
    assert await product.service.look(Respondent(Channel.WEB, token)) == before, "nothing is kept on the way"

    polish = await switched(browser, urdu, "pl", TYPED)
    page = await person.press(polish, "continue", TYPED)
    assert page.language[0] == "pl"
    await person.press(page, "stop")
    [kept] = [response async for response in product.responses.read()]
    assert (kept.language, kept.place) == ("pl", "ward-7")
    assert kept.answers["overall-why"] == Words(TYPED.replace("\r\n", "\n"))


async def test_a_question_that_the_enter_key_answers_has_plain_links(person: WebPerson) -> None:
    page = await person.open("/s/patient?lang=en")
    assert page.tree.css("button[name=switch]") == []
    assert page.link("اردو")


async def test_switching_to_a_question_that_does_not_stand_leads_to_the_one_that_does(
    person: WebPerson, browser: ClientSession
) -> None:
    page = await person.press(await person.open("/s/patient?lang=en"), "continue", "good")
    await person.press(page, "skip")
    late = await person.open("/s/patient/overall-why?lang=en")
    stopped = await person.press(late, "stop")
    there = await switched(browser, late, "ur", "Too late")
    assert there.receipt == stopped.receipt
