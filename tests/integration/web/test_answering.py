"""Answering in a browser without JavaScript: one question a page, and nothing that was given is lost."""

from datetime import timedelta

from aiohttp import ClientSession
from sqlalchemy import func, select

from bot.app import Product, today
from feedback.records import Channel, Response, State
from feedback.store.tables import metadata
from surveys.answers import Chosen, Nothing, Several, Words
from tests.integration.web.conftest import Newcomer
from tests.support.product import WARD
from tests.support.web_person import Page, WebPerson

START = f"/s/patient?place={WARD.code}&lang=en"


async def rows(product: Product) -> dict[str, int]:
    async with product.database.reading() as connection:
        counted = {table.name: select(func.count()).select_from(table) for table in metadata.sorted_tables}
        return {name: (await connection.execute(count)).scalar_one() for name, count in counted.items()}


async def responses(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def at(person: WebPerson, question: str, **answers: str) -> Page:
    """The page of a question, reached by answering what comes before it."""
    page = await person.open(START)
    while page.question != question:
        assert page.question is not None, f"the survey ended before {question}"
        given = answers.get(page.question)
        page = await (person.press(page, "skip") if given is None else person.press(page, "continue", given))
    return page


async def test_the_address_leads_straight_to_the_first_question(person: WebPerson) -> None:
    page = await person.open(START)
    assert (page.status, page.question) == (200, "overall")
    assert page.words("h1") == "Thinking about our service. Overall, how was your experience of our service?"
    assert page.options == ["very-good", "good", "neither", "poor", "very-poor", "dont-know"]
    assert page.buttons == ["continue", "skip", "stop"]
    assert "Ward 7" in page.words("#intro + p")
    assert page.link("Get help now").startswith("/help-now?lang=en")


async def test_looking_around_writes_nothing(person: WebPerson, product: Product) -> None:
    before = await rows(product)
    for address in (START, "/", "/s/patient/overall", "/s/patient/safe", "/s/carer/check", "/kiosk/ward-7/fft"):
        await person.open(address)
    assert await rows(product) == before


async def test_everything_that_was_answered_is_kept(person: WebPerson, product: Product) -> None:
    answers = {"overall": "good", "better": "More time.\r\nLess noise.", "quote": "no"}
    page = await person.answer(await person.open(START), answers)
    page = await person.press(page, "continue")
    assert page.question == "equality-opt-in"
    assert page.words("[data-sent] p").startswith("Your answers have been sent.")
    shown = page.words("[data-sent-receipt]")
    page = await person.press(page, "continue", "no")

    [kept] = await responses(product)
    assert (kept.survey, kept.place, kept.channel, kept.language) == ("patient", "ward-7", Channel.WEB, "en")
    assert (kept.state, kept.equality) == (State.FINISHED, {})
    assert kept.answers["overall"] == Chosen("good")
    assert kept.answers["better"] == Words("More time.\nLess noise.")
    assert kept.answers["access"] is Nothing.SKIPPED
    assert kept.answers["unfair-who"] is Nothing.NOT_ASKED
    assert page.receipt == shown
    assert await product.responses.known(shown)


async def test_nothing_chosen_is_told_beside_the_question_and_above_it(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue")
    assert page.status == 422
    assert page.words("title").startswith("Error: Thinking about our service.")
    assert page.words(".nhsuk-error-summary h2") == "There is a problem"
    assert page.words(".nhsuk-error-summary a") == "Choose an answer, or press “\u2068Skip this question\u2069”"
    assert page.one(".nhsuk-error-summary a").attributes["href"] == "#answer"
    assert page.one("#answer").attributes["value"] == "very-good"
    assert page.words("#answer-error") == "Error: Choose an answer, or press “\u2068Skip this question\u2069”"
    assert "answer-error" in (page.one("fieldset").attributes["aria-describedby"] or "")


async def test_what_was_ticked_stays_ticked_beside_the_error(person: WebPerson) -> None:
    page = await at(person, "needs-unmet")
    page = await person.press(page, "continue", "food", "none")
    assert (page.status, page.chosen) == (422, ["food", "none"])
    assert "“\u2068None of these\u2069” cannot be chosen together" in page.words("#answer-error")
    page = await person.press(page, "continue", "food", "prayer")
    assert page.question == "involved"


async def test_several_answers_and_their_order(person: WebPerson, product: Product) -> None:
    page = await person.press(await at(person, "needs-unmet"), "continue", "prayer", "food")
    await person.press(page, "stop")
    [kept] = await responses(product)
    assert kept.answers["needs-unmet"] == Several(("food", "prayer"))


async def test_made_up_answers_are_refused(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue", "excellent")
    assert page.words("#answer-error").startswith("Error: That answer is not on the list.")
    page = await person.press(page, "continue", "good", "poor")
    assert page.words("#answer-error") == "Error: Choose only one answer"


async def test_an_empty_text_box_is_a_skipped_question(person: WebPerson, product: Product) -> None:
    page = await person.press(await at(person, "overall-why"), "continue", "  \r\n ")
    assert page.question == "access"
    await person.press(await person.press(page, "continue", "easy"), "stop")
    [kept] = await responses(product)
    assert kept.answers["overall-why"] is Nothing.SKIPPED


async def test_back_shows_what_was_answered(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    page = await person.press(page, "continue", "They listened & stayed <calm>.")
    page = await person.press(page, "back")
    assert page.question == "overall-why"
    assert page.one("textarea").text().strip() == "They listened & stayed <calm>."
    page = await person.press(page, "back")
    assert (page.question, page.chosen) == ("overall", ["good"])


async def test_an_answer_is_changed_from_the_check_page(person: WebPerson, product: Product) -> None:
    page = await person.answer(await person.open(START), {"overall": "good", "unfair": "yes", "unfair-who": "staff"})
    assert page.checking
    assert "You have answered \u20683\u2069 questions." in page.text
    changing = await person.open(page.link("your answer to: \u2068Were you treated unfairly"))
    assert (changing.question, changing.chosen) == ("unfair", ["yes"])
    page = await person.press(changing, "continue", "no")
    assert page.checking
    assert page.words("[role=status]") == "Because you changed an answer, \u20681\u2069 later answer no longer counts."
    assert "Who treated you unfairly?" not in page.text
    page = await person.press(changing, "continue", "yes")
    assert page.words("[role=status]") == "Because you changed an answer back, \u20681\u2069 later answer counts again."
    page = await person.press(changing, "continue", "no")
    await person.press(await person.press(page, "continue"), "continue", "no")
    [kept] = await responses(product)
    assert (kept.answers["unfair"], kept.answers["unfair-who"]) == (Chosen("no"), Nothing.NOT_ASKED)


async def test_only_a_number_is_read_from_an_address(person: WebPerson) -> None:
    await person.press(await person.open(START), "continue", "good")
    for forged in ("0", "100", "-1", "²", "<b>", ""):
        page = await person.open(f"/s/patient/overall-why?lang=en&withdrawn={forged}&restored={forged}")
        assert page.tree.css("[role=status]") == []


async def test_the_browsers_own_back_button_and_a_second_thought(person: WebPerson, product: Product) -> None:
    first = await person.open(START)
    second = await person.press(first, "continue", "good")
    await person.press(second, "continue", "Because.")
    page = await person.press(first, "continue", "poor")
    assert page.question == "access"
    await person.press(page, "stop")
    [kept] = await responses(product)
    assert (kept.answers["overall"], kept.answers["overall-why"]) == (Chosen("poor"), Words("Because."))


async def test_a_form_sent_twice_counts_once(person: WebPerson, product: Product) -> None:
    first = await person.open(START)
    await person.press(first, "continue", "good")
    page = await person.press(first, "continue", "good")
    assert page.question == "overall-why"
    page = await person.answer(page, {})
    await person.press(page, "continue")
    again = await person.press(page, "continue")
    assert again.question == "equality-opt-in"
    await person.press(again, "stop")
    assert (await person.press(again, "stop")).receipt is not None
    assert len(await responses(product)) == 1


async def test_a_question_that_does_not_stand_leads_to_the_one_that_does(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    assert (await person.open("/s/patient/unfair-who?lang=en")).question == page.question
    assert (await person.open("/s/patient/check?lang=en")).question == page.question
    assert (await person.open("/s/patient/done?lang=en")).question == page.question
    assert (await person.open("/s/patient/no-such-question")).status == 404


async def test_somebody_who_comes_back_stands_where_they_were(person: WebPerson) -> None:
    await person.press(await person.open(START), "continue", "good")
    assert (await person.open(START)).question == "overall-why"
    start = await person.open("/?lang=en")
    assert (await person.open(start.link("Carry on with my answers"))).question == "overall-why"


async def test_two_surveys_in_one_browser_do_not_disturb_each_other(person: WebPerson, product: Product) -> None:
    patient = await person.press(await person.open(START), "continue", "good")
    carer = await person.press(await person.open("/s/carer?lang=en"), "continue", "poor")
    await person.press(patient, "stop")
    await person.press(carer, "stop")
    kept = {response.survey: response.answers["overall"] for response in await responses(product)}
    assert kept == {"patient": Chosen("good"), "carer": Chosen("poor")}


async def test_two_people_never_see_each_others_answers(newcomer: Newcomer) -> None:
    one, other = newcomer(), newcomer()
    await one.press(await one.open(START), "continue", "good")
    assert (await other.open("/s/patient/overall-why?lang=en")).question == "overall"
    assert (await other.open(START)).chosen == []
    assert (await other.open("/s/patient/overall-why?lang=en")).words("h1") == "You need to start again"


async def test_a_browser_without_cookies_is_told_so(person: WebPerson, browser: ClientSession) -> None:
    page = await person.open(START)
    browser.cookie_jar.clear()
    refused = await person.press(page, "continue", "good")
    assert (refused.status, refused.words("h1")) == (400, "Your browser has blocked cookies")
    assert (await person.open(refused.link("Start again"))).question == "overall"


async def test_answers_that_are_gone_are_not_half_begun_again(person: WebPerson, product: Product) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    await product.service.expire(before=today() + timedelta(days=1))
    gone = await person.press(page, "continue", "Too late")
    assert (gone.status, gone.words("h1")) == (410, "You need to start again")
    assert await responses(product) == []


async def test_what_was_sent_in_cannot_be_changed_by_going_back(person: WebPerson, product: Product) -> None:
    first = await person.open(START)
    await person.press(await person.press(first, "continue", "good"), "stop")
    closed = await person.open("/s/patient/overall?lang=en")
    assert (closed.status, closed.words("h1")) == (410, "You have already finished")
    assert (await person.open(closed.link("Your code"))).receipt is not None
    assert (await person.press(first, "continue", "poor")).receipt is not None
    [kept] = await responses(product)
    assert kept.answers["overall"] == Chosen("good")


async def test_a_place_or_a_survey_that_does_not_exist(person: WebPerson) -> None:
    page = await person.open("/s/patient?place=ward-99&lang=en")
    assert (page.status, page.words("h1")) == (404, "We do not know this ward or service")
    assert (await person.open(page.link("Go on without"))).question == "overall"
    assert (await person.open("/s/no-such?lang=en")).words("h1") == "These questions are not here"
    assert (await person.open("/s/equality?lang=en")).status == 404
