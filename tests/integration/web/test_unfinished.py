"""Somebody who never comes back: what they answered counts only if they had said that it may."""

from datetime import timedelta

import pytest

from bot.app import Product, today
from bot.commands.responses import purged
from feedback.records import Response, State
from surveys.answers import Chosen
from tests.support.web_person import WebPerson

START = "/s/fft?place=ward-7&lang=en"
MAY_COUNT = "you can still count my answers"


async def kept(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


async def test_unfinished_answers_are_deleted_where_nothing_else_was_said(product: Product, person: WebPerson) -> None:
    await person.press(await person.open(START), "continue", "good")
    await purged(product, today() + timedelta(days=15))
    assert await kept(product) == []


@pytest.mark.parametrize("language", ["en", "ur"])
async def test_they_count_where_that_was_agreed_whatever_the_language_then(
    product: Product, person: WebPerson, language: str
) -> None:
    agreed = await person.open((await person.open(START)).link(MAY_COUNT))
    assert "✓" in agreed.text
    switched = await person.open(f"{agreed.one('form[data-question]').attributes['action']}&lang={language}")
    await person.press(switched, "continue", "good")
    await purged(product, today() + timedelta(days=15))

    [response] = await kept(product)
    assert (response.state, response.place) == (State.UNFINISHED, "ward-7")
    assert response.answers["overall"] == Chosen("good")


async def test_it_can_be_taken_back_before_the_first_answer(product: Product, person: WebPerson) -> None:
    agreed = await person.open((await person.open(START)).link(MAY_COUNT))
    await person.press(await person.open(agreed.link("Change")), "continue", "good")
    await purged(product, today() + timedelta(days=15))
    assert await kept(product) == []


async def test_it_is_asked_once_and_never_on_a_shared_tablet(person: WebPerson) -> None:
    second = await person.press(await person.open(START), "continue", "good")
    assert MAY_COUNT not in second.text
    assert MAY_COUNT not in (await person.open("/kiosk/ward-7/fft?lang=en&unfinished=yes")).text
