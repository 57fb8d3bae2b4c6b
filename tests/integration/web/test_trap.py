"""The field that nobody sees: programs fall into it, and a person whose browser filled it in gets out again."""

import pytest

from bot.app import Product
from feedback.records import Channel, Respondent
from surveys.answers import Chosen
from tests.support.web_person import WebPerson

START = "/s/patient?lang=en"
FILLED = {"leave-empty": "https://spam.example"}


async def test_nobody_is_led_to_it(person: WebPerson) -> None:
    page = await person.open(START)
    field = page.one("input[name=leave-empty]")
    assert (field.attributes["tabindex"], field.attributes["autocomplete"]) == ("-1", "off")
    assert field.parent is not None
    assert field.parent.attributes["aria-hidden"] == "true"
    assert field.parent.attributes["class"] == "nhsuk-u-visually-hidden"
    assert page.words("label[for=leave-empty]") == "Leave this field empty"


@pytest.mark.parametrize("start", [START, "/kiosk/ward-7/fft?lang=en"])
async def test_what_a_program_sends_is_not_kept(person: WebPerson, product: Product, start: str) -> None:
    page = await person.press(await person.open(start), "continue", "very-poor", **FILLED)
    assert page.status == 422
    channel = Channel.KIOSK if "kiosk" in start else Channel.WEB
    token = str(page.headers.get("Set-Cookie"))
    assert await product.service.look(Respondent(channel, token)) is None
    assert (await person.open(start)).question == "overall"


async def test_a_person_whose_browser_filled_it_in_loses_nothing(person: WebPerson, product: Product) -> None:
    page = await person.press(await person.open(START), "continue", "good", **FILLED)
    assert (page.question, page.chosen) == ("overall", ["good"])
    assert page.words(".nhsuk-error-summary a").startswith("Empty the field “\u2068Leave this field empty\u2069”")
    assert page.one(".nhsuk-error-summary a").attributes["href"] == "#leave-empty"
    field = page.one("input[name=leave-empty]")
    assert "tabindex" not in field.attributes
    assert field.attributes["value"] == FILLED["leave-empty"]
    page = await person.press(await person.press(page, "continue", *page.chosen), "stop")
    assert page.receipt is not None
    assert [response.answers["overall"] async for response in product.responses.read()] == [Chosen("good")]


async def test_it_is_only_where_a_conversation_begins(person: WebPerson) -> None:
    page = await person.press(await person.open(START), "continue", "good")
    assert page.tree.css("[name=leave-empty]") == []
    page = await person.press(page, "continue", "Because.", **FILLED)
    assert page.question == "access", "answers under way are nobody's to refuse"
