"""What cannot be worked on or read holds nobody up: whoever sent it is told so once, and `heard doctor` names it."""

from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import Product, today
from bot.commands import doctor
from bot.conversation.asides import Aside, Gone, Matter, Unusable
from bot.conversation.bodies import message_body, read_message
from bot.conversation.messages import Incoming, Message
from bot.i18n import upright
from feedback.records import Channel, Letter, Respondent
from feedback.store.conversations import Conversations
from feedback.store.keys import Keys
from feedback.store.outbox import post
from surveys.replies import Typed
from tests.integration.telegram.test_answering import FFT, at_writing, sent_off
from tests.support.product import opened_product
from tests.support.telegram import Chat, Talker, channel_of, emptied, until

NOT_OF_THIS_VERSION = '{"reply": {"kind": "dance", "fields": {}}}'
SOMEBODY = Respondent(Channel.TELEGRAM, "5")


def address_of(talker: Talker) -> Respondent:
    return Respondent(Channel.TELEGRAM, str(talker.person.id))


async def damaged(product: Product, statement: str) -> None:
    async with product.database.writing() as connection:
        await connection.execute(text(statement), {"cut": b"damaged"})


async def told(product: Product, who: Respondent = SOMEBODY) -> list[str]:
    return [read_message(parcel.body).text async for parcel in product.outbox.waiting_for(who)]


async def test_whoever_sent_it_is_told_once_in_their_language_and_goes_on(chat: Chat, amina: Talker) -> None:
    phrases = chat.product.catalogues.phrases("ur")
    await amina.starts()
    await amina.says("/language")
    await amina.taps(phrases.language.name)
    await amina.taps(phrases.text("start.fft"))
    await amina.says("2")
    await chat.product.conversations.receive(Letter(address_of(amina), "strange", NOT_OF_THIS_VERSION))
    with capture_logs() as lines:
        amina.person.says("/start")
        sorry = (await amina.hears()).text
        assert sorry == upright(f"{phrases.text('chat.not-taken')}\n\n{phrases.text('chat.help')}", phrases.language)
        assert "116 123" in sorry, "it may have been a call for help"
    assert [line["log_level"] for line in lines if line["event"] == "update-set-aside"] == ["error"]
    assert phrases.text("start.resume-text") in (await amina.hears()).text
    for _ in range(2):
        await amina.says("/privacy")
    assert amina.texts().count(sorry) == 1
    assert len(await chat.product.conversations.aside()) == 1


async def test_with_nothing_open_too_delete_takes_what_was_set_aside(chat: Chat, amina: Talker) -> None:
    await chat.product.conversations.receive(Letter(address_of(amina), "strange", NOT_OF_THIS_VERSION))
    await amina.says("/privacy")
    await amina.hears()
    await amina.says("/delete")
    async with chat.product.database.reading() as connection:
        kept = await connection.scalar(text("SELECT count(*) FROM inbox WHERE letter IS NOT NULL"))
    assert kept == 0


async def test_so_does_a_chat_that_cannot_be_written_to_any_more(chat: Chat, amina: Talker) -> None:
    await chat.product.conversations.receive(Letter(address_of(amina), "strange", NOT_OF_THIS_VERSION))
    await amina.says("/privacy")
    await amina.hears()
    amina.person.blocks()

    async def forgotten() -> bool:
        async with chat.product.database.reading() as connection:
            kept = await connection.scalar(text("SELECT count(*) FROM inbox WHERE letter IS NOT NULL"))
        return not kept

    await until(forgotten)


@pytest.mark.parametrize("said", [Gone(), Unusable(Matter.GROUP, "t.me/heard")])
async def test_where_nobody_is_there_nothing_is_said(product: Product, said: Aside) -> None:
    """A chat that is gone would be found gone again by the reply, and so on for ever."""
    await heard(product, Typed("/start", whole=False))
    before = await told(product)
    await damaged(product, "UPDATE conversations SET answers = :cut")
    await heard(product, said, update="2")
    assert await told(product) == before
    assert len(await product.conversations.aside()) == 1


async def heard(product: Product, said: Typed | Aside, update: str = "1") -> None:
    incoming = Incoming(SOMEBODY, update, said, "en", None, language_chosen=False)
    await product.service.receive([incoming])
    await product.service.catch_up(SOMEBODY)


async def test_messages_that_cannot_be_read_hold_nobody_up(
    product: Product, sandbox: object, unhurried: None, tmp_path: Path
) -> None:
    """One is damaged, another of a version that we do not know; the bot goes on for the same chat and for others."""
    chat = Chat(product, sandbox, None)  # type: ignore[arg-type]  # the channel comes later
    amina = chat.person()
    async with product.database.writing() as connection:
        await post(connection, product.keys, address_of(amina), "damaged", today())
        await connection.execute(text("UPDATE outbox SET letter = :cut"), {"cut": b"damaged"})
        await post(connection, product.keys, address_of(amina), '{"text": 5}', today())
        await post(connection, product.keys, address_of(amina), message_body(Message("still said")), today())
    amina.person.starts("")
    with capture_logs() as lines:
        async with channel_of(product):
            assert (await amina.hears()).text == "still said"
            assert FFT in (await amina.hears()).labels
            assert FFT in (await chat.person().starts()).labels
    rows = await product.outbox.aside()
    unread = [line for line in lines if line["event"] == "outbox-unread"]
    assert sorted(line["row"] for line in unread) == sorted(rows)
    assert len(rows) == 2
    assert not [line for line in lines if line["event"] == "telegram-failed"]


async def test_the_doctor_counts_and_names_what_was_set_aside(product: Product) -> None:
    assert await doctor._problems(product) == ()
    await product.conversations.receive(Letter(SOMEBODY, "strange", NOT_OF_THIS_VERSION))
    await product.service.recover()
    async with product.database.writing() as connection:
        await post(connection, product.keys, SOMEBODY, "damaged", today())
        await connection.execute(text("UPDATE outbox SET letter = :cut"), {"cut": b"damaged"})
    assert [parcel async for parcel in product.outbox.waiting_for(SOMEBODY)] == []
    [update], messages = await product.conversations.aside(), await product.outbox.aside()
    inbox, outbox = await doctor._problems(product)
    assert inbox.startswith("inbox: updates-aside: 1 ")
    assert f"(rows {update})" in inbox
    assert outbox.startswith("outbox: messages-aside: 2 ")
    assert ", ".join(map(str, messages)) in outbox


async def test_the_doctor_says_what_waits_for_a_key_and_how_it_goes_on(product: Product) -> None:
    elsewhere = Keys.from_secret(b"a made-up secret that somebody lost, 2")
    await Conversations(product.database, elsewhere, today).receive(Letter(SOMEBODY, "1", "what they said"))
    async with product.database.writing() as connection:
        await post(connection, elsewhere, SOMEBODY, "what they are told", today())
    inbox, outbox = await doctor._problems(product)
    assert inbox.startswith("inbox: updates-shut: 1 things that people said ")
    assert outbox.startswith("outbox: messages-shut: 1 messages to people ")
    for problem in (inbox, outbox):
        assert "Bring back the HEARD_SECRET_KEY" in problem


async def test_the_doctor_tells_of_messages_that_wait_for_a_bot(
    product: Product, tmp_path: Path, sqlite_url: str
) -> None:
    await heard(product, Typed("/start", whole=False))
    assert await doctor._problems(product) == (), "they were said today"
    async with opened_product(tmp_path, sqlite_url) as without_a_bot:
        [problem] = await doctor._problems(without_a_bot)
        assert problem.startswith("outbox: messages-waiting: 1 ")
        assert "HEARD_TELEGRAM_TOKEN" in problem
    await damaged(product, "UPDATE outbox SET day = '2026-01-01'")
    [problem] = await doctor._problems(product)
    assert "since yesterday or longer" in problem


async def test_an_answer_in_the_middle_of_it_all_is_kept(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    await chat.product.conversations.receive(Letter(address_of(amina), "strange", NOT_OF_THIS_VERSION))
    await amina.says("First.")
    await amina.hears()
    await amina.taps("Done", amina.last)
    await sent_off(amina)
    await emptied(chat)
    [kept] = await chat.responses()
    assert "First." in str(kept.answers["overall-why"])
