"""Somebody's own open conversation cannot be opened: they are told what they can do, given help, and can delete it."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import Product, today
from bot.conversation.asides import Aside, Delete, Greet, Page, Show
from bot.conversation.bodies import read_message
from bot.conversation.messages import Incoming
from bot.i18n import upright
from feedback.records import Channel, Respondent
from surveys.replies import Picked, Reply, Send, Skip, Stop, Typed
from tests.integration.test_code_when_sent import CODE
from tests.integration.test_reminders import NUMBERS

AMINA = Respondent(Channel.TELEGRAM, "4477001122")
DAMAGED = "UPDATE conversations SET answers = :cut"
SURVEY_GONE = "UPDATE conversations SET version = 99"
UNOPENED = pytest.mark.parametrize("fault", [DAMAGED, SURVEY_GONE])


async def says(product: Product, *things: Reply | Aside | str) -> list[str]:
    """And what they hear in answer. Their phone speaks Polish, and they go on in Urdu."""
    for thing in things:
        said = Typed(thing, whole=False) if isinstance(thing, str) else thing
        one = Incoming(AMINA, str(next(NUMBERS)), said, "pl", receipt=None, language_chosen=False)
        await product.service.receive([one])
        await product.service.catch_up(AMINA)
    heard = []
    async for parcel in product.outbox.waiting_for(AMINA):
        heard.append(read_message(parcel.body).text)
        await product.outbox.delivered(parcel.id)
    return heard


async def happens(product: Product, fault: str) -> None:
    await says(product, Greet("ward-7"), Picked(("fft",)), Picked(("good",)))
    async with product.database.writing() as connection:
        given = {"cut": b"damaged"} if ":cut" in fault else {}
        await connection.execute(text(fault), given)
        await connection.execute(text("UPDATE conversations SET language = 'ur'"))


async def left(product: Product) -> int:
    async with product.database.reading() as connection:
        counts = [
            await connection.scalar(text("SELECT count(*) FROM conversations")),
            await connection.scalar(text("SELECT count(*) FROM outbox")),
            await connection.scalar(text("SELECT count(*) FROM inbox WHERE letter IS NOT NULL")),
        ]
    return sum(count or 0 for count in counts)


@UNOPENED
@pytest.mark.parametrize("asked", ["/help", "help", "Pomoc", Show(Page.HELP)])
async def test_help_is_given_by_word_command_and_button(product: Product, fault: str, asked: Aside | str) -> None:
    await happens(product, fault)
    urdu = product.catalogues.phrases("ur")
    [help] = await says(product, asked)
    assert help.startswith(upright(urdu.text("chat.help"), urdu.language))
    assert await product.conversations.aside() == []


@UNOPENED
async def test_anything_else_is_answered_with_what_is_true_and_with_the_numbers(product: Product, fault: str) -> None:
    await happens(product, fault)
    urdu = product.catalogues.phrases("ur")
    true = upright(f"{urdu.text('chat.not-opened')}\n\n{urdu.text('chat.help')}", urdu.language)
    for thing in (Greet(), "very good", Stop(), Show(Page.LANGUAGES)):
        assert await says(product, thing) == [true]
    assert "116 123" in true
    assert "/delete" in true


@UNOPENED
@pytest.mark.parametrize("asked", ["/delete", Delete()])
async def test_delete_deletes_it_and_all_that_waits_and_then_they_can_begin_again(
    product: Product, fault: str, asked: Aside | str
) -> None:
    await happens(product, fault)
    await says(product, "something that is set aside")
    assert await left(product) == 2
    urdu = product.catalogues.phrases("ur")
    [deleted] = await says(product, asked)
    assert deleted.startswith(upright(urdu.text("chat.deleted"), urdu.language))
    assert await left(product) == 0
    [begun] = await says(product, "/start")
    assert product.catalogues.phrases("pl").text("start.who-title") in begun


async def test_a_word_that_may_be_an_answer_deletes_nothing(product: Product) -> None:
    await happens(product, DAMAGED)
    [told] = await says(product, "usuń moje odpowiedzi")
    assert product.catalogues.phrases("ur").text("chat.not-opened")[:20] in told
    async with product.database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM conversations")) == 1


@UNOPENED
async def test_a_code_deletes_what_it_stands_for_and_leaves_what_is_open(product: Product, fault: str) -> None:
    start = Greet("ward-7"), Picked(("fft",)), Picked(("good",)), Skip(), Skip()
    [code] = set(CODE.findall("\n".join(await says(product, *start, Send(), Stop()))))
    assert await product.responses.known(code)
    await happens(product, fault)
    [gone] = await says(product, Delete(code))
    urdu = product.catalogues.phrases("ur")
    assert upright(urdu.text("withdraw.done-title"), urdu.language) in gone
    assert not await product.responses.known(code)
    assert await left(product) == 1


async def test_the_operator_is_told_and_of_no_words(product: Product) -> None:
    await happens(product, DAMAGED)
    with capture_logs() as lines:
        await says(product, "/help")
    [line] = [line for line in lines if line["log_level"] == "error"]
    assert line == {"event": "conversation-unread", "error": "Unreadable", "log_level": "error"}


@UNOPENED
@pytest.mark.parametrize(("stage", "stays"), [("giving", False), ("sent", True)])
async def test_it_ends_by_age_unread_but_what_was_sent_waits_to_be_read(
    product: Product, fault: str, stage: str, stays: bool
) -> None:
    await happens(product, fault)
    async with product.database.writing() as connection:
        await connection.execute(text("UPDATE conversations SET stage = :stage"), {"stage": stage})
    with capture_logs() as told:
        assert await product.service.expire(before=today() + timedelta(days=1)) == (0 if stays else 1)
    assert [line["event"] for line in told] == ["conversation-unread"]
    async with product.database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM conversations")) == (1 if stays else 0)
    assert [response async for response in product.responses.read()] == []
