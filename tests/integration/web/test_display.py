"""Text size and colours: chosen without a script, kept on this device, gone from a tablet with whoever chose them."""

import pytest

from bot.app import Product
from tests.support.web_person import Page, WebPerson


def looks(page: Page) -> tuple[str | None, str | None]:
    html = page.one("html").attributes
    return html.get("data-size"), html.get("data-colours")


async def chosen(person: WebPerson, page: Page, **choice: str) -> Page:
    return await person.press(await person.open(page.link("Text size and colours")), "continue", **choice)


@pytest.mark.parametrize(
    "address", ["/", "/s/patient/overall", "/withdraw", "/resume", "/help-now", "/privacy", "/nothing-here"]
)
async def test_every_page_leads_there_and_back(person: WebPerson, address: str) -> None:
    page = await person.open(f"{address}?lang=en")
    back = await chosen(person, page, size="large", colours="dark")
    assert (back.address, looks(back)) == (page.address, ("large", "dark"))


async def test_what_was_chosen_holds_on_every_page_and_in_every_language(person: WebPerson) -> None:
    await chosen(person, await person.open("/?lang=en"), size="very-large", colours="yellow")
    for address in ("/s/patient?lang=ur", "/updates?lang=pl", "/nothing-here"):
        assert looks(await person.open(address)) == ("very-large", "yellow")
    page = await person.open("/display?lang=en")
    assert [node.attributes["value"] for node in page.tree.css("input[checked]")] == ["very-large", "yellow"]
    back = await chosen(person, page, size="normal", colours="standard")
    assert looks(back) == (None, None)


async def test_the_cookie_says_what_was_chosen_and_nothing_else(person: WebPerson, product: Product) -> None:
    page = await person.open("/display?lang=en")
    assert "Set-Cookie" not in page.headers
    person_there = await chosen(person, page, size="large", colours="standard")
    assert looks(person_there) == ("large", None)
    assert (await person.open("/help-now?lang=nothing")).language[0] == "en", "it is no sign of answers on this device"


@pytest.mark.parametrize("cookie", ["", ".", "huge.pink", "large", "large.<b>", "x" * 5000])
async def test_a_cookie_that_says_something_else_is_the_usual(person: WebPerson, cookie: str) -> None:
    page = await person.open("/?lang=en", Cookie=f"heard_display={cookie}")
    assert page.status == 200
    assert looks(page) in {(None, None), ("large", None)}


async def test_a_made_up_choice_and_a_made_up_way_back(person: WebPerson) -> None:
    page = await person.open("/display?lang=en&back=//evil.example/")
    back = await person.press(page, "continue", size="huge", colours="pink")
    assert (back.address, looks(back)) == ("/?lang=en", (None, None))


async def test_on_a_tablet_it_goes_with_the_person(person: WebPerson) -> None:
    page = await person.open("/kiosk/ward-7?lang=en")
    page = await chosen(person, page, size="very-large", colours="dark")
    assert page.link("I only have a minute")
    assert looks(page) == ("very-large", "dark")
    page = await person.open(page.link("I only have a minute"))
    assert looks(page) == ("very-large", "dark")
    page = await chosen(person, page, size="large", colours="yellow")
    assert (page.question, looks(page)) == ("overall", ("large", "yellow"))
    await person.open(page.link("Clear the screen now"))
    assert looks(await person.open("/kiosk/ward-7/fft?lang=en")) == (None, None)


async def test_on_a_tablet_no_link_leads_out(person: WebPerson) -> None:
    page = await person.open("/kiosk/ward-7/fft?lang=en")
    page = await person.open(page.link("Text size and colours"))
    assert page.tree.css("a[href='/'], a[href^='/?'], a[href^='/withdraw'], a[href^='/resume']") == []
    assert "cookie" not in page.text
