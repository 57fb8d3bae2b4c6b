"""A tablet on a ward: each person begins anew, and nobody finds the one before."""

from bot.app import Product
from feedback.records import Channel
from tests.support.web_person import Page, WebPerson

HOME = "/kiosk/ward-7"
TABLET = f"{HOME}?lang=en"


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
    assert page.headers["Refresh"] == "60; url=/kiosk/ward-7"
    assert (await person.open(page.address)).receipt == page.receipt
    assert page.one("main a.nhsuk-button").attributes["href"] == HOME


async def test_the_next_person_finds_nothing_by_going_back(person: WebPerson) -> None:
    first = await begun(person)
    last = await person.press(await person.press(first, "continue", "good"), "stop")
    await person.open(last.link("Clear the screen now"))
    for address in (last.address, "/kiosk/ward-7/fft/overall-why?lang=en", "/kiosk/ward-7/fft/check?lang=en"):
        assert (await person.open(address)).address == HOME


async def test_answers_left_in_the_middle_are_nobodys(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    assert page.headers["Refresh"] == "600; url=/kiosk/ward-7"
    again = await begun(person)
    assert (again.question, again.chosen) == ("overall", [])
    left = await person.press(page, "back")
    assert (left.status, left.question) == (410, None)


async def test_one_survey_never_answers_into_another(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    other = await person.open("/kiosk/ward-7/patient/overall?lang=en")
    assert (other.question, other.chosen) == ("overall", [])
    assert (await person.press(page, "back")).status == 410


async def test_no_link_leads_out_of_the_tablet(person: WebPerson) -> None:
    pages = [await person.open(TABLET), await begun(person)]
    pages.append(await person.press(pages[-1], "continue", "good"))
    pages.append(await person.open(pages[-1].link("Get help now")))
    pages.append(await person.open(pages[2].link("Your privacy")))
    pages.append(await person.press(pages[2], "stop"))
    for page in pages:
        links = [node.attributes["href"] or "" for node in page.tree.css("a")]
        away = [
            link
            for link in links
            if not link.startswith(("/kiosk/ward-7", "/help-now?", "/privacy?", "/display?", "#"))
        ]
        assert away == [], f"{page.address} leads away"


async def test_privacy_can_be_read_in_the_middle(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    privacy = await person.open(page.link("Your privacy"))
    assert privacy.words("h1") == "Your privacy"
    assert (await person.open(privacy.link("Go back to where you were"))).question == page.question


async def test_every_page_clears_itself(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    for address in (
        "/kiosk/ward-7/fft/no-such",
        "/kiosk/ward-7/no-such",
        "/kiosk/ward-7/a/b/c",
        page.link("Your privacy"),
    ):
        assert (await person.open(f"{address}{'' if '?' in address else '?lang=en'}")).headers["Refresh"] == (
            "600; url=/kiosk/ward-7"
        )
    assert "Refresh" not in (await person.open("/no-such")).headers


async def test_going_back_after_the_end_leads_home_and_forgets(person: WebPerson) -> None:
    page = await person.press(await begun(person), "continue", "good")
    last = await person.press(page, "stop")
    assert last.receipt is not None
    assert (await person.open(page.address)).address == HOME
    assert (await person.open(last.address)).address == HOME


async def test_the_code_that_stands_with_sent_is_gone_with_whoever_saw_it(person: WebPerson) -> None:
    sent = await person.press(await person.answer(await begun(person), {"overall": "good"}), "continue")
    code = sent.words("[data-sent-receipt]")
    assert sent.headers["Refresh"] == "60; url=/kiosk/ward-7"
    assert "If nobody goes on, this screen will be cleared for the next person." in sent.words("[data-sent]")
    assert (await person.open(sent.link("I need more time"))).words("[data-sent-receipt]") == code
    home = await person.open(HOME)
    assert code not in home.text
    assert (await person.open(sent.address)).address == HOME
    other = await person.press(await person.answer(await begun(person), {"overall": "poor"}), "continue")
    assert other.words("[data-sent-receipt]") != code


async def test_whoever_goes_on_about_themselves_is_not_cleared_in_the_middle(person: WebPerson) -> None:
    sent = await person.press(await person.answer(await begun(person), {"overall": "good"}), "continue")
    about = await person.press(sent, "continue", "yes")
    assert about.tree.css_first("[data-sent]") is None
    assert about.headers["Refresh"] == "600; url=/kiosk/ward-7"


async def test_a_code_is_never_in_what_a_tablet_could_send_again(person: WebPerson, product: Product) -> None:
    last = await person.press(await person.press(await begun(person), "continue", "good"), "stop")
    assert last.tree.css("form") == []
    asked = await person.open(last.link("Delete my answers"))
    assert asked.address.startswith("/kiosk/ward-7/fft/delete?lang=en")
    assert asked.words("h1") == "Do you want to delete your answers?"
    assert asked.tree.css("input") == []
    assert asked.headers["Refresh"] == "60; url=/kiosk/ward-7"
    assert (await person.press(asked, "keep")).receipt == last.receipt
    gone = await person.press(asked, "delete")
    assert gone.words("h1") == "Your answers have been deleted"
    assert gone.headers["Refresh"].endswith("url=/kiosk/ward-7")
    assert [response async for response in product.responses.read()] == []
    assert (await person.open(asked.address)).address == HOME, "the tablet holds nothing any more"
    assert (await person.press(asked, "delete")).address == HOME


async def test_two_places_never_share_answers_on_a_tablet(person: WebPerson, product: Product) -> None:
    page = await person.press(await begun(person), "continue", "good")
    assert (await person.open("/kiosk/trust/fft/overall?lang=en")).chosen == []
    assert (await person.press(page, "back")).status == 410


async def test_a_tablet_that_is_set_up_wrongly_is_seen_to_be(person: WebPerson) -> None:
    assert (await person.open("/kiosk/ward-99")).status == 404
    assert (await person.open("/kiosk/ward-99/fft")).status == 404
