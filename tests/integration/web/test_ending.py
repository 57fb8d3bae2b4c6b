"""The last page, the receipt, and taking it all back."""

from bot.app import Product
from feedback.records import Response, State
from tests.support.web_person import Page, WebPerson

START = "/s/fft?lang=en"


async def responses(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def finished(person: WebPerson) -> Page:
    page = await person.answer(await person.open(START), {"overall": "good"})
    return await person.press(await person.press(page, "continue"), "continue", "no")


async def stopped(person: WebPerson) -> Page:
    return await person.press(await person.press(await person.open(START), "continue", "good"), "stop")


async def test_the_receipt_can_be_shown_again_in_the_same_browser(person: WebPerson) -> None:
    page = await finished(person)
    assert page.words("h1") == "Thank you"
    assert page.receipt is not None
    assert len(page.receipt.replace("-", "")) == 16
    assert (await person.open(page.address)).receipt == page.receipt


async def test_the_code_shown_with_sent_deletes_at_once(person: WebPerson, product: Product) -> None:
    sent = await person.press(await person.answer(await person.open(START), {"overall": "good"}), "continue")
    code = sent.words("[data-sent-receipt]")
    assert (await person.open(sent.address)).words("[data-sent-receipt]") == code
    assert "Carry on later" not in sent.text, "a second code would be taken for this one"
    page = await person.press(await person.open("/withdraw?lang=en"), "continue", receipt=code)
    assert page.words("h1") == "Do you want to delete your answers?"
    page = await person.press(page, "delete")
    assert page.words("h1") == "Your answers have been deleted"
    late = await person.press(sent, "continue", "yes")
    assert late.receipt is None
    assert "There are no open answers here. If you deleted your answers, they are gone." in late.words("main")
    assert await responses(product) == []


async def test_that_the_answers_were_sent_is_said_before_anything_is_asked(person: WebPerson) -> None:
    sent = await person.press(await person.answer(await person.open(START), {"overall": "good"}), "continue")
    assert sent.words("title").startswith("Thank you – Do you want to answer the equality questions?")
    assert sent.words("main h2") == "Thank you"
    asked = await person.press(sent, "continue", "yes")
    assert asked.words("title").startswith("What is your ethnic group?")


async def test_who_shares_a_device_is_told_so_with_the_first_sight_of_the_code(person: WebPerson) -> None:
    sent = await person.press(await person.answer(await person.open(START), {"overall": "good"}), "continue")
    assert "If other people use this device, close the browser" in sent.words("[data-sent]")
    assert "Refresh" not in sent.headers


async def test_the_way_back_ends_when_the_browser_is_closed(person: WebPerson) -> None:
    assert "Max-Age=1209600" in (await person.open(START)).headers["Set-Cookie"]
    assert "Max-Age" not in (await finished(person)).headers["Set-Cookie"]


async def test_stopping_keeps_what_was_said_and_offers_to_delete_it(person: WebPerson, product: Product) -> None:
    page = await stopped(person)
    assert page.words("h1") == "You have stopped"
    assert page.receipt is not None
    [kept] = await responses(product)
    assert kept.state is State.STOPPED
    page = await person.press(page, "delete")
    assert page.words("h1") == "Your answers have been deleted"
    assert await responses(product) == []


async def test_stopping_before_saying_anything_leaves_nothing(person: WebPerson, product: Product) -> None:
    page = await person.press(await person.open(START), "stop")
    assert "we have not kept anything" in page.text
    assert page.receipt is None
    assert await responses(product) == []


async def test_a_code_is_read_however_it_is_typed(person: WebPerson, product: Product) -> None:
    receipt = (await finished(person)).receipt or ""
    page = await person.press(
        await person.open("/withdraw?lang=en"), "continue", receipt=receipt.lower().replace("-", " ")
    )
    assert page.words("h1") == "Do you want to delete your answers?"
    assert receipt in page.text
    assert len(await responses(product)) == 1, "asking is not deleting"
    page = await person.press(page, "delete")
    assert (page.address, page.words("h1")) == ("/withdraw/done?lang=en", "Your answers have been deleted")
    assert await responses(product) == []


async def test_somebody_who_thinks_again_keeps_their_answers(person: WebPerson, product: Product) -> None:
    receipt = (await finished(person)).receipt or ""
    page = await person.press(await person.open("/withdraw?lang=en"), "continue", receipt=receipt)
    page = await person.press(page, "keep")
    assert page.words("h1") == "Your answers have been kept"
    assert len(await responses(product)) == 1


async def test_a_slip_of_the_pen_is_told_apart_from_a_code_that_nobody_has(person: WebPerson) -> None:
    receipt = (await finished(person)).receipt or ""
    slip = receipt[:-1] + ("A" if receipt[-1] != "A" else "B")
    form = await person.open("/withdraw?lang=en")

    page = await person.press(form, "continue", receipt=slip)
    assert page.status == 422
    assert page.words("#receipt-error") == "Error: This code is not right. Check each letter and number, and try again"
    assert page.one("#receipt").attributes["value"] == slip

    await person.press(await person.press(form, "continue", receipt=receipt), "delete")
    page = await person.press(form, "continue", receipt=receipt)
    assert page.words("#receipt-error").startswith("Error: We cannot find any answers with this code.")

    page = await person.press(form, "continue", receipt=" ")
    assert page.words("#receipt-error") == "Error: Enter your code"
    assert page.words("title").startswith("Error: ")


async def test_a_code_never_stands_in_an_address(person: WebPerson) -> None:
    page = await finished(person)
    receipt = page.receipt or ""
    assert receipt not in page.url
    page = await person.press(await person.open("/withdraw?lang=en"), "continue", receipt=receipt)
    assert receipt not in page.url
    assert receipt not in (await person.press(page, "delete")).url
