"""Numbers, dates, statements and questions that must be answered, in a browser without JavaScript."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import Product
from surveys.answers import Chosen, Day, Month, Number, Words, YearMonth
from tests.support.stay import publish_stay
from tests.support.web_person import Page, WebPerson

START = "/s/stay?place=ward-7&lang=en"


@pytest.fixture(autouse=True)
async def _stay(product: Product, tmp_path: Path) -> None:
    await publish_stay(product, tmp_path)


async def at(person: WebPerson, question: str) -> Page:
    page = await person.open(START)
    answers = {"agree": ("yes",), "nights": ("3",)}
    while page.question != question:
        assert page.question is not None, f"the survey ended before {question}"
        given = answers.get(page.question)
        statement = page.question == "welcome"
        page = await (
            person.press(page, "continue", *given or ()) if given or statement else person.press(page, "skip")
        )
    return page


async def test_a_statement_has_one_way_on_and_no_field(person: WebPerson) -> None:
    page = await person.open(START)
    assert page.words("h1") == "Some questions about your stay"
    assert page.buttons == ["continue", "stop"]
    assert page.options == []
    assert (await person.press(page, "continue")).question == "agree"


async def test_a_question_that_must_be_answered_says_why_and_cannot_be_skipped(person: WebPerson) -> None:
    page = await at(person, "agree")
    assert "skip" not in page.buttons
    assert "Without a yes we may not ask anything else." in page.text

    refused = await person.press(page, "skip")
    assert (refused.status, refused.question) == (422, "agree")
    assert "We need an answer to this question. \u2068Without a yes" in refused.words(".nhsuk-error-summary")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("lots", "Enter a whole number, such as \u2068365\u2069"),
        ("2.5", "Enter a whole number, such as \u2068365\u2069"),
        ("", "Enter a whole number, such as \u2068365\u2069"),
        ("366", "Enter a number from \u20680\u2069 to \u2068365\u2069"),
    ],
)
async def test_a_number_that_cannot_be_is_told_and_stays_in_the_field(
    person: WebPerson, typed: str, message: str
) -> None:
    page = await person.press(await at(person, "nights"), "continue", typed)

    assert (page.status, page.question) == (422, "nights")
    assert message in page.words(".nhsuk-error-summary")
    assert page.one("input#answer").attributes["value"] == typed


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (("30", "2", "2026"), "Enter a real date"),
        (("27", "", "2026"), "Enter a real date"),
        (("", "", ""), "Enter a real date"),
        (("28", "3", "2026"), "from \u20681 January 2020\u2069 to \u206827 March 2026\u2069"),
    ],
)
async def test_a_date_that_cannot_be_is_told_and_stays_in_its_three_fields(
    person: WebPerson, day: tuple[str, str, str], message: str
) -> None:
    page = await person.press(await at(person, "moved"), "continue", *day)

    assert (page.status, page.question) == (422, "moved")
    assert message in page.words(".nhsuk-error-summary")
    assert page.options == list(day)


async def test_what_was_given_is_shown_again_checked_and_kept(person: WebPerson, product: Product) -> None:
    page = await person.press(await at(person, "nights"), "continue", "٣")
    page = await person.press(page, "continue", "2.5")
    page = await person.press(page, "continue", "27", "3", "2026")
    page = await person.press(page, "continue", "3", "2026")
    again = await person.press(page, "back")
    assert again.options == ["3", "2026"]
    page = await person.press(await person.press(again, "continue", "3", "2026"), "continue", "I waited.")

    rows = [node.text(strip=True) for node in page.tree.css("dd.nhsuk-summary-list__value")]
    assert rows == ["Yes", "3", "2.5", "27 March 2026", "March 2026", "I waited."]

    page = await person.press(page, "continue")
    while page.receipt is None:
        page = await person.press(page, "continue" if page.question == "equality-opt-in" else "skip", "no")
    (response,) = [one async for one in product.responses.read()]
    assert response.answers == {
        "agree": Chosen("yes"),
        "nights": Number(Decimal(3)),
        "hours": Number(Decimal("2.5")),
        "moved": Day(date(2026, 3, 27)),
        "since": Month(YearMonth(2026, 3)),
        "story": Words("I waited."),
    }


async def test_a_night_less_takes_the_date_out_of_the_count_and_says_so_and_back_again(person: WebPerson) -> None:
    moved = await person.press(await at(person, "moved"), "continue", "27", "3", "2026")
    assert moved.question == "since"
    nights = await person.open("/s/stay/nights?place=ward-7&lang=en")
    less = await person.press(nights, "continue", "1")
    assert "\u20681\u2069 later answer no longer counts" in less.text
    nights = await person.open("/s/stay/nights?place=ward-7&lang=en")
    more = await person.press(nights, "continue", "2")
    assert "\u20681\u2069 later answer counts again" in more.text


async def test_in_urdu_the_same_pages_read_from_right_to_left_with_dates_in_urdu(person: WebPerson) -> None:
    page = await at(person, "moved")
    urdu = await person.open(page.address.replace("lang=en", "lang=ur"))
    assert urdu.language == ("ur", "rtl")
    late = await person.press(urdu, "continue", "28", "3", "2026")
    assert "27 مارچ، 2026" in late.words(".nhsuk-error-summary")
