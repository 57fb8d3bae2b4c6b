"""Updates by webhook: posted until they are taken, and nothing is lost on the way from one manner to the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.sandbox.bell import Bell
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from tests.integration.sandbox.conftest import NewBot


@dataclass
class Receiver:
    """A bot's own server: keeps what it took, and answers as it is told to."""

    url: str = ""
    taken: list[Any] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)  # for what comes next; then 200
    hold: bool = False
    at_once: int = 0
    most_at_once: int = 0
    bell: Bell = field(default_factory=Bell)

    async def hear(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.bell.ring()
        while self.hold:
            await self.bell.rung()
        self.at_once -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.append(await request.json())
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.bell.ring()
        return web.Response(status=status)

    async def until_taken(self, count: int) -> list[str]:
        async with asyncio.timeout(30):
            while len(self.taken) < count:
                await self.bell.rung()
        return [update["message"]["text"] for update in self.taken if "message" in update]

    async def until_at_once(self, count: int) -> None:
        async with asyncio.timeout(30):
            while self.at_once < count:
                await self.bell.rung()

    def let_go(self) -> None:
        self.hold = False
        self.bell.ring()


@asynccontextmanager
async def _listening() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.hear)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook"))
        yield receiver


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with _listening() as listening:
        yield listening


async def test_what_waits_and_what_comes_is_posted_with_the_secret(bot: Bot, amina: Person, receiver: Receiver) -> None:
    assert await bot.set_webhook(receiver.url, secret_token="a-b_C9")
    assert await receiver.until_taken(1) == ["/start"]
    amina.says("hello")
    assert await receiver.until_taken(2) == ["/start", "hello"]
    assert receiver.secrets == ["a-b_C9", "a-b_C9"]
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_what_is_not_taken_is_posted_again_and_told(
    bot: Bot, amina: Person, receiver: Receiver, sandbox: Sandbox
) -> None:
    receiver.statuses = [500, 403, 302]
    await bot.set_webhook(receiver.url)
    amina.says("second")
    assert await receiver.until_taken(2) == ["/start", "second"]
    await sandbox.until_confirmed()
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"
    assert info.last_error_date is not None
    assert info.pending_update_count == 0


async def test_a_server_that_is_away_gets_everything_when_it_is_back(bot: Bot, amina: Person, sandbox: Sandbox) -> None:
    async with _listening() as gone:
        pass
    await bot.set_webhook(gone.url)
    amina.says("while you were away")
    assert "Connection failed" in await sandbox.webhook.until_failed(within=30)
    assert (await bot.get_webhook_info()).pending_update_count == 2
    async with _listening() as back:
        await bot.set_webhook(back.url)
        assert await back.until_taken(2) == ["/start", "while you were away"]


async def test_chats_side_by_side_but_never_one_chats_updates(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    receiver.hold = True
    people = [sandbox.person() for _ in range(5)]
    for person in people:
        person.says("first")
        person.says("second")
    await bot.set_webhook(receiver.url, max_connections=3)
    await receiver.until_at_once(3)
    assert (await bot.get_webhook_info()).pending_update_count == 10
    receiver.let_go()
    await receiver.until_taken(10)
    assert receiver.most_at_once == 3
    for person in people:
        said = [one["message"]["text"] for one in receiver.taken if one["message"]["from"]["id"] == person.id]
        assert said == ["first", "second"]


async def test_with_more_connections_than_chats_one_chat_still_waits_its_turn(
    bot: Bot, amina: Person, receiver: Receiver
) -> None:
    amina.says("second")
    receiver.hold = True
    await bot.set_webhook(receiver.url, max_connections=10)
    await receiver.until_at_once(1)
    assert len(receiver.taken) == 0
    receiver.let_go()
    await receiver.until_taken(2)
    assert receiver.most_at_once == 1


async def test_polling_is_refused_meanwhile_and_loses_nothing_afterwards(
    bot: Bot, amina: Person, receiver: Receiver
) -> None:
    receiver.hold = True
    await bot.set_webhook(receiver.url)
    await receiver.until_at_once(1)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    amina.says("later")
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["/start", "later"]


async def test_who_waits_for_updates_is_told_that_a_webhook_was_set(
    new_bot: NewBot, sandbox: Sandbox, receiver: Receiver
) -> None:
    polls, sets = await new_bot(), await new_bot()
    waiting = asyncio.create_task(polls.get_updates(timeout=50))
    await sandbox.until_called("getUpdates")
    await sets.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await waiting


async def test_what_waits_can_be_dropped(bot: Bot, amina: Person, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    amina.says("after")
    assert await receiver.until_taken(1) == ["after"]


async def test_what_was_taken_may_be_posted_once_more(
    bot: Bot, amina: Person, receiver: Receiver, sandbox: Sandbox
) -> None:
    sandbox.faults.deliver_twice(Random(7))
    for number in range(20):
        amina.says(str(number))
    await bot.set_webhook(receiver.url)
    await sandbox.until_confirmed()
    posted = [update["update_id"] for update in receiver.taken]
    assert posted == sorted(posted)
    assert len(set(posted)) == 21 < len(posted) < 42


async def test_nothing_is_posted_while_the_way_is_cut(
    bot: Bot, amina: Person, receiver: Receiver, sandbox: Sandbox
) -> None:
    await bot.set_webhook(receiver.url)
    await receiver.until_taken(1)
    sandbox.faults.unreachable()
    amina.says("hello?")
    async with ClientSession() as session:
        for _ in range(5):
            await session.get(receiver.url)
    assert len(receiver.taken) == 1
    sandbox.faults.reachable()
    assert await receiver.until_taken(2) == ["/start", "hello?"]


async def test_what_it_tells_of_itself(bot: Bot, receiver: Receiver) -> None:
    none = await bot.get_webhook_info()
    assert (none.url, none.pending_update_count, none.max_connections) == ("", 0, None)
    await bot.set_webhook(receiver.url, max_connections=7, allowed_updates=["message"])
    told = await bot.get_webhook_info()
    assert (told.url, told.max_connections, told.allowed_updates) == (receiver.url, 7, ("message",))
    await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        ("ftp://127.0.0.1/hook", "", "an https url must be provided"),
        ("https://bot.trust.example/hook", "", "to this machine alone"),
        ("http://127.0.0.1:x/hook", "", "invalid url"),
        ("http://127.0.0.1/hook", "not allowed!", "unallowed characters"),
        ("http://127.0.0.1/hook", "x" * 257, "unallowed characters"),
    ],
)
async def test_what_is_no_webhook_is_refused(bot: Bot, url: str, secret: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""
