"""Telegram cannot be reached for a while, or takes messages without saying so: the web goes on as if nothing were, and
chats go on by themselves."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel
from tests.support.answering import WITHIN, BrowserPerson, ChatPerson, Somebody, channels_of
from tests.support.calls import further_calls
from tests.support.lives import Server
from tests.support.product import opened_product
from tests.support.script import Script, faults, offer

LOST = 3


async def test_what_is_said_meanwhile_is_heard_and_answered_afterwards(
    tmp_path: Path, database_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    async with opened_product(tmp_path, database_url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, database_url, bot)
    servers.append(server)
    await server.starts()
    chats = [ChatPerson(Script(f"chat {n}", fft, Random(n)), sandbox.person(name=f"Person {n}")) for n in range(2)]
    browser = BrowserPerson(Script("browser", fft, Random(9)), server, "")
    chats[0].begins()
    message = await chats[0].person.next_message(WITHIN)
    sandbox.faults.unreachable()
    chats[0].hears(message)  # one who is in the middle,
    chats[1].begins()  # and one who only comes now
    await server.says("telegram-unreachable", times=3)
    await browser.answers()
    sandbox.faults.reachable()
    for chat in chats:
        await chat.goes_on()
    assert sum(chat.repeats for chat in chats) <= 1, "the one that was on its way when the connection broke"
    await stopped_in_order(tmp_path, database_url, server, chats, browser)


async def test_it_can_be_stopped_while_telegram_is_away(
    tmp_path: Path, sqlite_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    async with opened_product(tmp_path, sqlite_url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, sqlite_url, bot)
    servers.append(server)
    await server.starts()
    chat = ChatPerson(Script("chat", fft, Random(1)), sandbox.person())
    chat.begins()
    message = await chat.person.next_message(WITHIN)
    sandbox.faults.fail(1, method="sendMessage")
    chat.hears(message)
    await further_calls(sandbox, 1, "sendMessage")
    sandbox.faults.unreachable()
    await server.says("telegram-unreachable")
    assert await server.stops() == 0
    sandbox.faults.reachable()
    await server.starts()
    await chat.goes_on()
    assert chat.repeats == 0


async def test_a_message_of_which_nobody_knows_whether_it_came_may_come_twice(
    tmp_path: Path, sqlite_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    async with opened_product(tmp_path, sqlite_url) as product:
        fft = await offer(product, "fft", "en")
    server = Server(tmp_path, sqlite_url, bot)
    servers.append(server)
    await server.starts()
    chat = ChatPerson(Script("chat", fft, Random(3)), sandbox.person())
    browser = BrowserPerson(Script("browser", fft, Random(4)), server, "")
    sandbox.faults.lose_answers(LOST)
    chat.begins()
    await chat.goes_on()
    await browser.answers()
    assert chat.repeats <= LOST
    await stopped_in_order(tmp_path, sqlite_url, server, [chat], browser)


async def stopped_in_order(
    folder: Path, url: str, server: Server, chats: list[ChatPerson], browser: BrowserPerson
) -> None:
    assert await server.stops() == 0
    assert "Traceback" not in server.log
    people: list[Somebody] = [*chats, browser]
    async with opened_product(folder, url) as product:
        responses = [response async for response in product.responses.read()]
        assert faults([one.script for one in people], responses, channels_of(people)) == []
        assert await product.counts.differences() == []
        assert await product.outbox.waiting(Channel.TELEGRAM) == 0
