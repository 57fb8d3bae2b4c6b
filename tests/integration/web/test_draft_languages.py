"""A trust that switches drafts off: nobody is offered one, and whoever is in the middle of one finishes it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.app import Product
from bot.channels.web.app import make_app
from bot.channels.web.pages import Service
from bot.conversation.messages import Heard
from bot.conversation.wording import Spoken
from bot.i18n import Catalogues
from surveys.engine import begin
from surveys.text import Edition, Status, Wording
from tests.support.product import opened_product
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

URDU = "/s/fft?lang=ur"


@pytest.fixture
async def strict(tmp_path: Path, sqlite_url: str, product: Product) -> AsyncIterator[Product]:
    """The same trust, on the same database, after it switched drafts off."""
    async with opened_product(tmp_path, sqlite_url, HEARD_DRAFT_LANGUAGES="off") as whole:
        yield whole


@pytest.fixture
async def later(strict: Product, browser: ClientSession) -> AsyncIterator[WebPerson]:
    """The person with the same browser, served by the trust that has switched them off."""
    async with TestServer(make_app(pages_over(strict))) as running:
        yield WebPerson(browser, str(running.make_url("/")).rstrip("/"))


@pytest.mark.parametrize("address", ["/", "/s/fft", URDU, "/help-now?lang=ur", "/kiosk/ward-7?lang=ur", "/?lang=zh"])
async def test_nobody_new_is_offered_a_draft(later: WebPerson, address: str) -> None:
    page = await later.open(address, **{"Accept-Language": "ur, ar;q=0.9"})
    assert page.language == ("en", "ltr")
    assert page.tree.css(".heard-languages") != []
    assert page.tree.css(".heard-languages [hreflang], .heard-languages option") == []


async def test_somebody_in_the_middle_finishes_in_their_language(
    person: WebPerson, later: WebPerson, strict: Product
) -> None:
    begun = await person.press(await person.open(URDU), "continue", "good")
    page = await later.open(begun.address)
    assert (page.question, page.language) == ("overall-why", ("ur", "rtl"))
    help_page = await later.open(page.one(".heard-header__help").attributes["href"] or "")
    assert help_page.language == ("ur", "rtl")

    ended = await later.press(page, "stop")

    assert ended.language == ("ur", "rtl")
    assert ended.tree.css_first("[data-receipt]") is not None
    [kept] = [response async for response in strict.responses.read()]
    assert kept.language == "ur"


async def test_whoever_comes_back_is_led_on_in_the_language_that_they_began_in(
    person: WebPerson, later: WebPerson
) -> None:
    await person.press(await person.open(URDU), "continue", "good")
    start = await later.open("/")
    resumed = await later.open(start.one(".nhsuk-inset-text a").attributes["href"] or "")
    assert (resumed.question, resumed.language) == ("overall-why", ("ur", "rtl"))


async def test_what_was_typed_in_a_language_that_is_off_is_understood_all_the_same(strict: Product) -> None:
    assert strict.catalogues.offered == ("en",)
    assert "ur" in strict.catalogues.languages
    assert strict.catalogues.phrases("ur").language.name == "اردو"


class CheckedWording:
    """Surveys after somebody has checked their wording in every language."""

    def __init__(self, service: Service) -> None:
        self.hear, self.look, self.start_over = service.hear, service.look, service.start_over
        self._edition = service.edition

    async def edition(self, survey: str, version: int | None, section_version: int | None) -> Edition | None:
        edition = await self._edition(survey, version, section_version)
        return edition and replace(edition, wordings={tag: _checked(one) for tag, one in edition.wordings.items()})


def _checked(wording: Wording) -> Wording:
    return replace(wording, status=Status.PROFESSIONALLY_CHECKED, checker="A. Name")


def _with_checked_phrases(catalogues: Catalogues) -> Catalogues:
    every = {tag: catalogues.phrases(tag) for tag in catalogues.languages}
    return Catalogues({tag: replace(one, status=Status.COMMUNITY_CHECKED) for tag, one in every.items()})


@pytest.mark.parametrize("address", ["/", "/s/fft", "/kiosk/ward-7"])
@pytest.mark.parametrize(
    ("phrases", "wording", "notices"), [(False, True, 1), (True, False, 1), (False, False, 1), (True, True, 0)]
)
async def test_a_page_says_so_when_either_the_phrases_or_the_wording_is_a_draft(
    product: Product, browser: ClientSession, address: str, phrases: bool, wording: bool, notices: int
) -> None:
    pages = pages_over(product)
    pages = replace(pages, catalogues=_with_checked_phrases(pages.catalogues)) if phrases else pages
    pages = replace(pages, service=CheckedWording(pages.service)) if wording else pages
    async with TestServer(make_app(pages)) as running:
        page = await WebPerson(browser, str(running.make_url("/")).rstrip("/")).open(f"{address}?lang=ur")
        assert len(page.tree.css(".heard-notice")) == notices


@pytest.mark.parametrize("phrases_checked", [True, False])
@pytest.mark.parametrize("wording_checked", [True, False])
async def test_a_chat_says_so_in_its_first_message(
    product: Product, phrases_checked: bool, wording_checked: bool
) -> None:
    service = CheckedWording(product.service) if wording_checked else product.service
    edition = await service.edition("fft", None, None)
    assert edition is not None
    catalogues = _with_checked_phrases(product.catalogues) if phrases_checked else product.catalogues
    phrases, turn = catalogues.phrases("ur"), begin(edition.survey)
    heard = Heard(turn.session, "ur", "trust", turn.events, None)
    said = [message.text for message in Spoken(edition, phrases, buttons=False).messages(heard)]
    assert (phrases.text("notice.draft") in said) is not (phrases_checked and wording_checked)
