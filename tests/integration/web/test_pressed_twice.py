"""A button that is pressed twice, or by an impatient thumb: every press leads to the same page, and nothing is lost."""

from asyncio import gather

import pytest

from bot.app import Product
from tests.support.web_person import Page, WebPerson

OWN, TABLET = "/s/fft?lang=en", "/kiosk/ward-7/fft?lang=en"
TIMES = 4


async def pressed_at_once(person: WebPerson, page: Page, do: str, *answers: str) -> list[Page]:
    return await gather(*(person.press(page, do, *answers) for _ in range(TIMES)))


async def the_one_code(person: WebPerson, product: Product, pages: list[Page]) -> str:
    [_] = [response async for response in product.responses.read()]
    [code] = {page.receipt for page in pages}
    assert code is not None
    assert await product.responses.known(code)
    assert (await person.open(pages[0].address)).receipt == code, "the browser still holds it"
    return code


@pytest.mark.parametrize("start", [OWN, TABLET])
async def test_stopping_twice_is_stopping_once(person: WebPerson, product: Product, start: str) -> None:
    page = await person.press(await person.open(start), "continue", "good")
    pages = [*await pressed_at_once(person, page, "stop"), await person.press(page, "stop")]
    assert {page.words("h1") for page in pages} == {"You have stopped"}
    await the_one_code(person, product, pages)


@pytest.mark.parametrize("start", [OWN, TABLET])
async def test_the_last_answer_sent_twice_is_one_answer(person: WebPerson, product: Product, start: str) -> None:
    check = await person.answer(await person.open(start), {"overall": "good"})
    pages = await pressed_at_once(person, check, "continue")
    assert {page.question for page in pages} == {"equality-opt-in"}
    pages = await pressed_at_once(person, pages[0], "continue", "no")
    assert {page.words("h1") for page in pages} == {"Thank you"}
    code = await the_one_code(person, product, pages)
    assert (await person.press(check, "continue")).receipt == code


async def test_stopping_twice_before_saying_anything(person: WebPerson) -> None:
    page = await person.press(await person.open(OWN), "skip")
    for stopped in [*await pressed_at_once(person, page, "stop"), await person.press(page, "stop")]:
        assert "we have not kept anything" in stopped.text


async def test_deleting_twice_is_deleting_once(person: WebPerson, product: Product) -> None:
    page = await person.press(await person.press(await person.open(OWN), "continue", "good"), "stop")
    pages = [*await pressed_at_once(person, page, "delete"), await person.press(page, "delete")]
    assert {page.words("h1") for page in pages} == {"Your answers have been deleted"}
    assert [response async for response in product.responses.read()] == []
