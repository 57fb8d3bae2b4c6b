"""A tablet on a ward: each person begins anew, and nobody finds the one before."""

from bot.app import Product
from feedback.records import Channel
from tests.support.web_person import Page, WebPerson

TABLET = "/kiosk/ward-7?lang=en"


async def begun(person: WebPerson) -> Page:
    return await person.open((await person.open(TABLET)).link("I only have a minute"))


async def test_answers_from_a_tablet_say_so(person: WebPerson, product: Product) -> None:
    page = await begun(person)
    assert page.address == "/kiosk/ward-7/fft?lang=en"
    page = await person.press(await person.press(page, "continue", "good"), "stop")
    assert page.receipt is not None
    [kept] = [response async for response in product.responses.read()]
    assert (kept.channel, kept.place) == (Channel.KIOSK, "ward-7")


async def test_the_last_page_clears_itself_and_can_be_asked_to_wait(person: WebPerson) -> None:
    page = await person.press(await person.press(await begun(person), "continue", "good"), "stop")
    assert page.headers["Refresh"] == "60; url=/kiosk/ward-7?lang=en"
    assert (await person.open(page.address)).receipt == page.receipt
    assert page.one("main a.nhsuk-button").attributes["href"] == "/kiosk/ward-7?lang=en"


async def test_the_next_person_finds_nothing_by_going_back(person: WebPerson) -> None:
    first = await begun(person)
    last = await person.press(await person.press(first, "continue", "good"), "stop")
    await person.open(last.link("Clear the screen now"))
    for address in (last.address, "/kiosk/ward-7/fft/overall-why?lang=en", "/kiosk/ward-7/fft/check?lang=en"):
        assert (await person.open(address)).address == TABLET


async def test_answers_left_in_the_middle_are_nobodys(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    assert page.headers["Refresh"] == "600; url=/kiosk/ward-7?lang=en"
    again = await begun(person)
    assert (again.question, again.chosen) == ("overall", [])
    left = await person.press(page, "back")
    assert left.address == "/kiosk/ward-7?lang=en"


async def test_one_survey_never_answers_into_another(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    other = await person.open("/kiosk/ward-7/patient/overall?lang=en")
    assert (other.question, other.chosen) == ("overall", [])
    assert (await person.press(page, "back")).address == "/kiosk/ward-7?lang=en"


async def test_no_link_leads_out_of_the_tablet(person: WebPerson) -> None:
    pages = [await person.open(TABLET), await begun(person)]
    pages.append(await person.press(pages[-1], "continue", "good"))
    pages.append(await person.open(pages[-1].link("Get help now")))
    pages.append(await person.press(pages[2], "stop"))
    for page in pages:
        links = [node.attributes["href"] or "" for node in page.tree.css("a")]
        away = [link for link in links if not link.startswith(("/kiosk/ward-7", "/help-now?", "#", "tel:", "sms:"))]
        assert away == [], f"{page.address} leads away"


async def test_a_tablet_that_is_set_up_wrongly_is_seen_to_be(person: WebPerson) -> None:
    assert (await person.open("/kiosk/ward-99")).status == 404
    assert (await person.open("/kiosk/ward-99/fft")).status == 404
