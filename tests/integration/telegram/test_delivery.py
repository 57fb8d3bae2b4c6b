"""What is said reaches people: at Telegram's pace, over its refusals and its silence, and over our own restarts."""

import asyncio
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot import telegram
from bot.app import Product, now, today
from bot.sandbox.flood import Limits, Rate
from bot.sandbox.messages import Happened, Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from feedback.records import Channel, Respondent
from surveys.answers import Words
from tests.integration.telegram.test_answering import FFT, sent_off
from tests.support.product import opened_product
from tests.support.telegram import Chat, Talker, channel_of, emptied, until


async def test_at_telegrams_own_limits_everybody_is_told_everything_once(tmp_path: Path, sqlite_url: str) -> None:
    """Forty people at once. On a busy machine a message may still come too near to another: then it waits, and the
    others with it."""
    sandbox = Sandbox(now, limits=Limits(chat=Rate(1, 0.95)))
    async with serving(sandbox) as address:
        bot = {"HEARD_TELEGRAM_TOKEN": sandbox.token, "HEARD_TELEGRAM_API": address}
        async with opened_product(tmp_path, sqlite_url, **bot) as product, channel_of(product) as channel:
            chat = Chat(product, sandbox, channel)

            async def answered() -> list[Message]:
                talker = chat.person()
                await talker.starts()
                await talker.chooses(FFT)
                await talker.taps("Good")
                return talker.seen

            heard = await asyncio.gather(*(answered() for _ in range(40)))
            assert [len(seen) for seen in heard] == [3] * 40
            assert len(sandbox.requests("sendMessage")) == 120 + sandbox.flood.refused


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_of_telegrams_that_fails_is_asked_again(chat: Chat, amina: Talker, status: int) -> None:
    await amina.starts()
    chat.sandbox.faults.fail(2, status=status, method="sendMessage")
    await amina.chooses(FFT)
    assert Counter(message.text for message in amina.person.from_bot).most_common(1)[0][1] == 1


async def test_a_refused_token_loses_no_message(chat: Chat, amina: Talker) -> None:
    """Somebody made a new one with @BotFather, or the address of the API was wrong for a moment."""
    await amina.starts()
    chat.sandbox.faults.fail(2, status=401, method="sendMessage")
    assert "Thinking about our service" in (await amina.chooses(FFT)).text


async def test_patience_is_kept_in_one_chat_and_others_go_on(chat: Chat, amina: Talker) -> None:
    ben = chat.person()
    await amina.starts()
    chat.sandbox.faults.throttle(1, retry_after=3, method="sendMessage")
    amina.person.taps(amina.last, FFT)
    await chat.sandbox.until_called("sendMessage", times=2)
    await ben.starts()
    await ben.chooses(FFT)
    assert len(amina.person.from_bot) == 1, "Amina's waits still"
    await amina.hears()
    refused, sent = [
        r for r in chat.sandbox.requests("sendMessage") if r.parameters["chat_id"] == str(amina.person.id)
    ][1:]
    assert (sent.at - refused.at).total_seconds() >= 3


async def test_while_the_connection_is_refused_everything_waits_and_nothing_is_lost(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    await emptied(chat)
    chat.sandbox.faults.unreachable()
    amina.person.taps(amina.last, FFT)
    with capture_logs() as told:

        async def noticed() -> bool:
            return "telegram-unreachable" in [one["event"] for one in told]

        await until(noticed)
    chat.sandbox.faults.reachable()
    await amina.hears()
    await amina.taps("Good")
    assert max(Counter(message.text for message in amina.person.from_bot).values()) == 1


async def test_an_answer_that_is_lost_repeats_one_message_at_most(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    chat.sandbox.faults.lose_answers(2)
    asked = await amina.chooses(FFT)
    await amina.hears()
    await amina.hears()
    await amina.taps("Good", asked)
    texts = Counter(message.text for message in amina.person.from_bot)
    assert texts[asked.text] <= 3
    assert sum(texts.values()) <= 3 + 3


async def test_a_lost_answer_to_a_change_shows_nothing_twice(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    chat.sandbox.faults.lose_answers(1, method="editMessageText")
    await amina.taps("Good", asked)
    edits = [event for event in amina.person.history if event.what is Happened.EDITED and event.message.id == asked.id]
    assert len(edits) == 1
    assert [r for r in chat.sandbox.refusals if "not modified" not in r.description] == []


async def test_a_message_that_cannot_be_changed_is_sent_anew(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    amina.person.deletes(asked)
    chosen = await amina.taps("Good", asked)
    assert chosen.text.endswith("✓ Good")
    assert "why you gave that answer" in (await amina.hears()).text


async def test_what_waits_in_the_outbox_is_said_after_a_restart(chat: Chat, amina: Talker, product: Product) -> None:
    await amina.starts()
    chat.sandbox.faults.fail(99, method="sendMessage")
    amina.person.taps(amina.last, FFT)
    await chat.sandbox.until_called("sendMessage", times=2)
    await chat.channel.ended()
    assert await product.outbox.waiting(Channel.TELEGRAM) == 1
    chat.sandbox.faults._planned.clear()
    async with channel_of(product):
        assert "Thinking about our service" in (await amina.hears()).text
    assert await product.outbox.waiting(Channel.TELEGRAM) == 0


async def test_stopping_does_not_wait_until_telegrams_patience_is_back(chat: Chat, amina: Talker) -> None:
    ben = chat.person()
    await amina.starts()
    await ben.starts()
    chat.sandbox.faults.throttle(2, retry_after=3000, method="sendMessage")
    for talker in (amina, ben):
        talker.person.taps(talker.last, FFT)
    await chat.sandbox.until_called("sendMessage", times=4)
    await chat.channel.ended()
    assert await chat.product.outbox.waiting(Channel.TELEGRAM) == 2


async def test_stopping_finishes_what_was_received(chat: Chat, amina: Talker, product: Product) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    await amina.taps("Good")
    for number in range(30):
        amina.person.says(f"line {number}")
    await chat.sandbox.until_confirmed()
    await chat.channel.ended()
    async with channel_of(product):
        for _ in range(30):
            await amina.hears()
        await amina.says("done")
        await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(30)))


async def test_who_has_blocked_the_bot_is_forgotten_and_nothing_waits_for_them(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    chat.sandbox.faults.hold("getUpdates")
    amina.person.taps(amina.last, "Good")
    amina.person.blocks()
    chat.sandbox.faults.release()
    await chat.sandbox.until_confirmed()
    ben = chat.person()
    await ben.starts()
    await emptied(chat)
    await amina.starts("p-ward-7")
    assert FFT in amina.last.labels, "they begin anew"
    assert await chat.responses() == []


async def test_an_account_that_was_deleted_is_found_out_and_closed(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    amina.person.taps(amina.last, "Good")
    amina.person.deletes_account()
    who = Respondent(Channel.TELEGRAM, str(amina.person.id))

    async def closed() -> bool:
        return await chat.product.service.look(who) is None

    await until(closed)
    await emptied(chat)
    assert await chat.responses() == []


async def test_nobody_is_reminded_whose_conversation_is_over_by_the_time_it_is_sent(
    product: Product, sandbox: Sandbox, unhurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = datetime.combine(today() + timedelta(days=1), time(11))
    monkeypatch.setattr(telegram, "in_england", lambda: tomorrow)  # by night nothing would be sent in any case
    async with channel_of(product) as channel:
        amina = Chat(product, sandbox, channel).person()
        await amina.starts()
        await amina.taps("Remind me if I do not finish")
    assert await product.service.remind(tomorrow) == 1
    async with product.database.writing() as connection:  # as a withdrawal by its code does, on the web
        await connection.execute(text("DELETE FROM conversations"))
    before = len(amina.person.from_bot)
    async with channel_of(product) as channel:
        await emptied(Chat(product, sandbox, channel))
    assert len(amina.person.from_bot) == before
