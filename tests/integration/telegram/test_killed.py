"""The program that talks to Telegram is killed without warning, and another on the same database takes over."""

from contextlib import AsyncExitStack
from pathlib import Path

from bot.sandbox.sandbox import Sandbox
from surveys.answers import Words
from tests.integration.telegram.test_answering import at_writing, sent_off
from tests.integration.test_killed import free_port, server
from tests.support.product import opened_product
from tests.support.telegram import Chat, channel_of, emptied


async def test_whoever_waits_takes_over_and_nothing_is_lost_or_said_twice(
    tmp_path: Path, database_url: str, bot: dict[str, str], sandbox: Sandbox, unhurried: None
) -> None:
    async with opened_product(tmp_path, database_url, **bot) as product, AsyncExitStack() as waiting:
        async with server(tmp_path, database_url, free_port(), **bot):
            await sandbox.until_called("getUpdates")
            channel = await waiting.enter_async_context(channel_of(product))
            await channel.channel.waiting.wait()
            chat = Chat(product, sandbox, channel)
            talker = chat.person()
            await at_writing(talker)
            await talker.says("Before.")
            await emptied(chat)
            assert channel.channel.waiting.is_set()
        await talker.says("After.")
        await talker.taps("Done")
        await sent_off(talker)
        [kept] = await chat.responses()
        assert kept.answers["overall-why"] == Words("Before.\nAfter.")
        assert [message.id for message in talker.seen] == [message.id for message in talker.person.from_bot]
        assert [refusal for refusal in sandbox.refusals if refusal.code != 409] == []
