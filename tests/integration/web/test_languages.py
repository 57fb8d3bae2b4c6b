"""A language is only a rendering: direction, numbers, fallbacks and the way from one language to another."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.app import Product
from bot.channels.web.app import make_app
from bot.channels.web.pages import Service
from surveys.answers import Chosen
from surveys.text import Edition
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

START = "/s/patient?lang=ur"


async def test_an_urdu_page_runs_from_right_to_left(person: WebPerson, product: Product) -> None:
    page = await person.open(START)
    assert page.language == ("ur", "rtl")
    assert "heard.rtl.css" in (page.one("link[rel=stylesheet]").attributes["href"] or "")
    assert page.one("main").css("[lang]") == [], "everything on the page is in its one language"
    assert page.words("button[value=skip]") == product.catalogues.phrases("ur").text("button.skip")


async def test_every_page_leads_to_itself_in_the_other_languages(person: WebPerson) -> None:
    page = await person.press(await person.open("/s/patient?place=ward-7&lang=ur"), "continue", "good")
    page = await person.press(page, "skip")
    english = page.one("a[hreflang=en]")
    assert (english.text(strip=True), english.attributes["lang"], english.attributes["dir"]) == ("English", "en", "ltr")
    page = await person.open(english.attributes["href"] or "")
    assert (page.question, page.language) == ("access", ("en", "ltr"))
    page = await person.press(page, "skip")
    assert page.language == ("en", "ltr")


async def test_the_record_tells_the_language_of_the_last_answer(person: WebPerson, product: Product) -> None:
    page = await person.press(await person.open("/s/fft?lang=en"), "continue", "good")
    page = await person.open(page.one("button[name=switch][value=ur]").attributes["formaction"] or "")
    await person.press(page, "stop")
    [kept] = [response async for response in product.responses.read()]
    assert (kept.language, kept.answers["overall"]) == ("ur", Chosen("good"))


async def test_an_address_without_language_goes_on_in_the_one_that_was_used(person: WebPerson) -> None:
    await person.press(await person.open(START), "continue", "good")
    assert (await person.open("/s/patient/overall-why")).language == ("ur", "rtl")


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("ur-PK,ur;q=0.9,en;q=0.5", "ur"),
        ("fr, en;q=0.2, ur;q=0.7", "ur"),
        ("fr", "en"),
        (";;q=x,ur;q=nan", "ur"),
        ("", "en"),
    ],
)
async def test_somebody_new_is_met_in_the_language_of_their_browser(
    person: WebPerson, accepts: str, language: str
) -> None:
    page = await person.open("/", **{"Accept-Language": accepts})
    assert page.language[0] == language


async def test_a_language_that_there_is_not_falls_back(person: WebPerson) -> None:
    assert (await person.open("/s/patient?lang=tlh")).language == ("en", "ltr")


async def test_telephone_numbers_can_be_called_and_keep_their_order(person: WebPerson) -> None:
    page = await person.open("/help-now?lang=ur")
    numbers = {node.attributes["href"]: node for node in page.tree.css("a.heard-call")}
    assert {"tel:999", "tel:111", "tel:116123", "sms:85258", "tel:08001111"} <= numbers.keys()
    assert {node.attributes["dir"] for node in numbers.values()} == {"ltr"}


async def test_help_leads_back_to_the_question(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    help_page = await person.open(page.one(".heard-header__help").attributes["href"] or "")
    back = await person.open(help_page.one("main a.nhsuk-button").attributes["href"] or "")
    assert (back.address, back.question) == (page.address, "overall-why")


@pytest.mark.parametrize("address", ["//evil.example", "///evil.example/kiosk/x", "//kiosk/ward-7"])
async def test_no_link_takes_our_address_for_another_site(person: WebPerson, server: str, address: str) -> None:
    page = await person.open(f"{server}{address}")
    assert page.status == 404
    for link in page.tree.css("a"):
        href = link.attributes["href"] or ""
        assert not href.startswith("//")
        assert "back=%2F%2F" not in href


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
async def test_the_way_back_never_leads_to_another_site(person: WebPerson, back: str) -> None:
    page = await person.open(f"/help-now?lang=en&back={back}")
    assert page.tree.css("main a.nhsuk-button") == []


async def test_a_draft_is_marked_as_one(person: WebPerson, product: Product) -> None:
    page = await person.open(START)
    assert page.words(".heard-notice") == product.catalogues.phrases("ur").text("notice.draft")


class OnlyEnglish:
    """Surveys before anybody has translated them."""

    def __init__(self, service: Service) -> None:
        self.hear, self.look, self.start_over = service.hear, service.look, service.start_over
        self._edition = service.edition

    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        edition = await self._edition(survey, version, section_version)
        return edition and replace(edition, wordings={"en": edition.wordings["en"]})


@pytest.fixture
async def untranslated(product: Product, browser: ClientSession) -> AsyncIterator[WebPerson]:
    pages = pages_over(product)
    app = make_app(replace(pages, service=OnlyEnglish(pages.service)))
    async with TestServer(app) as running:
        yield WebPerson(browser, str(running.make_url("/")).rstrip("/"))


async def test_wording_that_is_not_translated_yet_says_which_language_it_is_in(untranslated: WebPerson) -> None:
    page = await untranslated.open(START)
    assert page.language == ("ur", "rtl")
    for passage in (page.one("h1 span"), page.one("label[for=answer] span")):
        assert (passage.attributes["lang"], passage.attributes["dir"]) == ("en", "ltr")
