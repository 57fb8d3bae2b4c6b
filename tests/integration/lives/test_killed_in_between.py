"""The service is killed just when it could not say something: that is still to be said."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel
from tests.support.answering import WITHIN, ChatPerson
from tests.support.calls import further_calls
from tests.support.lives import Server
from tests.support.product import opened_product
from tests.support.script import Script, faults, offer


@pytest.mark.parametrize("doing", ["sendMessage", "answerCallbackQuery"])
async def test_the_next_life_says_what_this_one_could_not(
    tmp_path: Path, sqlite_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server], doing: str
) -> None:
    async with opened_product(tmp_path, sqlite_url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, sqlite_url, bot)
    servers.append(server)
    await server.starts()
    chat = ChatPerson(Script("chat", fft, Random(1)), sandbox.person())
    chat.begins()
    message = await chat.person.next_message(WITHIN)
    sandbox.faults.fail(1, method=doing)
    chat.hears(message)
    await further_calls(sandbox, 1, doing)
    await server.is_killed()
    await server.starts()
    await chat.goes_on()
    assert await server.stops() == 0
    assert chat.repeats <= 1
    async with opened_product(tmp_path, sqlite_url) as product:
        responses = [response async for response in product.responses.read()]
        assert faults([chat.script], responses, {"chat": Channel.TELEGRAM}) == []
        assert await product.counts.differences() == []
