"""Updates that come doubled, shuffled, in floods or to two programs at once: each counts once, in order."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.app import Product
from bot.channels.telegram import polling
from surveys.answers import Chosen, Words
from tests.integration.telegram.test_answering import FFT, at_writing, sent_off
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product
from tests.support.telegram import LONGEST, Chat, Talker, channel_of


async def test_what_comes_twice_or_out_of_order_counts_once_and_in_order(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    chat.sandbox.faults.deliver_twice(Random(1))
    chat.sandbox.faults.deliver_shuffled(Random(2))
    chat.sandbox.faults.hold("getUpdates")
    for number in range(60):
        amina.person.says(f"line {number}")
    chat.sandbox.faults.release()
    for _ in range(60):
        await amina.hears()
    await amina.taps("Done")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(60)))


async def test_a_flood_from_one_chat_keeps_nobody_else_waiting(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    for number in range(500):
        amina.person.says(f"line {number}")
    ben = chat.person()
    await ben.starts()
    await ben.chooses(FFT)
    await ben.taps("Good")
    await sent_off(ben)
    [kept] = await chat.responses()
    assert kept.answers["overall"] == Chosen("good")


async def test_the_newcomer_of_two_programs_waits_and_nobodys_answers_are_split(
    chat: Chat,
    amina: Talker,
    bot: dict[str, str],
    tmp_path: Path,
    sqlite_template: SqliteTemplate,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Somebody copies the settings of the service to their own computer, and starts it there."""
    await at_writing(amina)
    monkeypatch.setattr(polling, "ESTABLISHED", 0.0)  # the service has been there for long
    monkeypatch.setattr(polling, "LISTEN", LONGEST)  # whoever comes now looks on for as long as this test takes
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with sqlite_template.fresh(elsewhere) as url:
        async with opened_product(elsewhere, url, **bot) as other, channel_of(other):
            await chat.sandbox.until_called("deleteWebhook", times=2)
            for number in range(30):
                await amina.says(f"line {number}")
            await amina.taps("Done")
            await sent_off(amina)
            assert [response async for response in other.responses.read()] == []
            assert not await other.conversations.unheard()
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(30)))
    assert "another program asks" in capsys.readouterr().out


async def test_of_two_channels_on_one_database_one_asks_and_the_other_takes_over(
    chat: Chat, amina: Talker, product: Product, bot: dict[str, str], tmp_path: Path
) -> None:
    async with (
        opened_product(tmp_path, product.settings.database_url, **bot) as other,
        channel_of(other) as second,
    ):
        async with asyncio.timeout(30):
            await second.channel.waiting.wait()
        await at_writing(amina)
        await chat.channel.ended()
        await amina.says("Somebody else is listening now.")
        await amina.taps("Done")
        await sent_off(amina)
    assert [r for r in chat.sandbox.refusals if r.code == 409] == []
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("Somebody else is listening now.")


async def test_a_pause_of_telegrams_loses_nothing(chat: Chat, amina: Talker) -> None:
    chat.sandbox.faults.throttle(1, retry_after=1, method="getUpdates")
    chat.sandbox.faults.fail(1, method="getUpdates")
    await at_writing(amina)
    assert "why you gave that answer" in amina.last.text
