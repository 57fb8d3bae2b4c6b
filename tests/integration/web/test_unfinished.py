"""Somebody who never comes back: what they answered counts only if they had said that it may."""

from datetime import timedelta

import pytest

from bot.app import Product, today
from bot.commands.responses import purged
from feedback.records import Response, State
from surveys.answers import Chosen
from tests.support.web_person import WebPerson

START = "/s/fft?lang=en"


async def kept(product: Product) -> list[Response]:
    return [response async for response in product.responses.read()]


@pytest.mark.parametrize(("agrees", "state"), [("yes", State.UNFINISHED), ("", None), ("no", None)])
async def test_unfinished_answers_count_where_that_was_agreed(
    product: Product, person: WebPerson, agrees: str, state: State | None
) -> None:
    first = await person.open(START)
    box = first.tree.css_first("input[name=unfinished]")
    assert box is not None
    assert "checked" not in box.attributes

    await person.press(first, "continue", "good", unfinished=agrees)
    await purged(product, today() + timedelta(days=15))

    assert [response.state for response in await kept(product)] == ([state] if state else [])
    if state:
        assert (await kept(product))[0].answers["overall"] == Chosen("good")


async def test_it_is_asked_once_and_never_on_a_shared_tablet(person: WebPerson) -> None:
    second = await person.press(await person.open(START), "continue", "good")
    assert second.tree.css_first("input[name=unfinished]") is None
    tablet = await person.open("/kiosk/ward-7/fft?lang=en")
    assert tablet.tree.css_first("input[name=unfinished]") is None
