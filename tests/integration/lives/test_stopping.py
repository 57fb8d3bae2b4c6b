"""The service is told to stop while people answer: it ends in peace, and the next life goes on where this one was, with
nothing lost and nothing said twice."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel
from tests.support.answering import WITHIN, BrowserPerson, ChatPerson, Somebody, channels_of
from tests.support.calls import further_calls
from tests.support.lives import Server
from tests.support.product import opened_product
from tests.support.script import Script, faults, offer

CHATS, BROWSERS, STOPS = 6, 2, 3


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_told_to_stop_in_the_middle(
    tmp_path: Path,
    database_url: str,
    sandbox: Sandbox,
    bot: Mapping[str, str],
    servers: list[Server],
    mode: str,
) -> None:
    async with opened_product(tmp_path, database_url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, database_url, {**bot, "HEARD_TELEGRAM_MODE": mode})
    servers.append(server)
    await server.starts()
    chats = [ChatPerson(Script(f"chat {n}", fft, Random(n)), sandbox.person(name=f"Person {n}")) for n in range(CHATS)]
    browsers = [BrowserPerson(Script(f"browser {n}", fft, Random(n)), server, "") for n in range(BROWSERS)]
    people: list[Somebody] = [*chats, *browsers]
    async with asyncio.TaskGroup() as group:
        for one in people:
            group.create_task(one.answers())
        for _ in range(STOPS):
            await further_calls(sandbox, 15, "sendMessage")
            assert await server.stops() == 0, server.log
            await server.starts()
    await sandbox.until_confirmed(WITHIN)
    assert await server.stops() == 0, server.log
    assert sum(one.repeats for one in chats) == 0, "what was sent is not sent again"
    assert "Traceback" not in server.log
    assert "never retrieved" not in server.log
    async with opened_product(tmp_path, database_url) as product:
        responses = [response async for response in product.responses.read()]
        assert faults([one.script for one in people], responses, channels_of(people)) == []
        assert await product.counts.differences() == []
        assert await product.outbox.waiting(Channel.TELEGRAM) == 0
