"""Telegram brings updates to our own server: it is let in by its secret, and told that they came once they are safe."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.app import Product
from bot.channels.telegram.webhook import LARGEST_UPDATE, PATH, SECRET_HEADER
from bot.commands.serve import portal
from bot.portal.passwords import Passwords
from bot.sandbox.sandbox import Sandbox
from bot.site import make_site
from surveys.answers import Words
from tests.integration.telegram.test_answering import FFT, at_writing, sent_off
from tests.support.databases import PostgresTemplate, away
from tests.support.product import opened_product
from tests.support.telegram import LONGEST, Channel, Chat, Talker, channel_of
from tests.support.web import pages_over

STRANGE: tuple[dict[str, Any], ...] = (
    {"message": None},
    {"message": {"date": 10**30}},
    {"new": {}},
    {"message": []},
)
SECRET = "made-up_and-known-to-Telegram"
TYPED = {
    "message_id": 1,
    "date": 1,
    "chat": {"id": 5, "type": "private"},
    "from": {"id": 5, "is_bot": False, "first_name": "A"},
    "text": "/start",
}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Served:
    chat: Chat
    url: str

    async def post(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        async with ClientSession() as session, session.post(self.url + PATH, data=body, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def served(product: Product, channel: Channel, sandbox: Sandbox) -> AsyncIterator[Served]:
    """The whole site, with the address for Telegram in it."""
    site = make_site(pages_over(product), portal(product, Passwords()), channel.channel.route())
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, product.settings.host, product.settings.port).start()
    try:
        yield Served(Chat(product, sandbox, channel), product.settings.public_url)
    finally:
        await runner.cleanup()


def brought(bot: Mapping[str, str]) -> dict[str, str]:
    return {
        **bot,
        "HEARD_TELEGRAM_MODE": "webhook",
        "HEARD_TELEGRAM_SECRET": SECRET,
        "HEARD_PORT": str(free_port()),
    }


@pytest.fixture
async def hook(
    tmp_path: Path, sqlite_url: str, bot: dict[str, str], sandbox: Sandbox, unhurried: None
) -> AsyncIterator[Served]:
    async with (
        opened_product(tmp_path, sqlite_url, **brought(bot)) as product,
        channel_of(product) as channel,
        served(product, channel, sandbox) as serving,
    ):
        await sandbox.until_called("setWebhook")
        yield serving


async def test_a_conversation_by_webhook(hook: Served) -> None:
    talker = hook.chat.person()
    await at_writing(talker)
    for number in range(20):
        talker.person.says(f"line {number}")
    for _ in range(20):
        await talker.hears()
    await talker.taps("Done")
    await sent_off(talker)
    [kept] = await hook.chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(20)))
    assert hook.chat.sandbox.requests("getUpdates") == ()


async def test_many_at_once_are_each_heard_in_the_order_in_which_they_wrote(hook: Served) -> None:
    """Each chat has a connection of its own, and in it the next comes when the one before is safe."""
    talkers = [hook.chat.person() for _ in range(12)]
    await asyncio.gather(*map(at_writing, talkers))
    for number in range(15):
        for talker in talkers:
            talker.person.says(f"{talker.person.id} {number}")

    async def ends(talker: Talker) -> None:
        for _ in range(15):
            await talker.hears()
        await talker.taps("Done")
        await sent_off(talker)

    await asyncio.gather(*map(ends, talkers))
    kept = {response.answers["overall-why"] for response in await hook.chat.responses()}
    written = ("\n".join(f"{talker.person.id} {number}" for number in range(15)) for talker in talkers)
    assert kept == set(map(Words, written))


async def test_whoever_is_not_taken_hides_as_few_others_as_can_be(hook: Served) -> None:
    """Telegram holds on to the updates of twice as many chats as it has connections, and brings nobody else's."""
    assert hook.chat.sandbox.webhook.info()["max_connections"] == 100


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "é"])
async def test_without_the_secret_there_is_nothing_here(hook: Served, secret: str | None) -> None:
    body = json.dumps({"update_id": 1, "message": TYPED}).encode()
    assert await hook.post(body, secret) == 404
    async with ClientSession() as session, session.get(hook.url + PATH) as answer:
        assert answer.status in (404, 405)
    assert not await hook.chat.product.conversations.unheard()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b'{"update_id":"x"}', b'{"update_id":null}', b"\xff\xfe", b"\x80"],
)
async def test_what_is_no_update_is_refused(hook: Served, body: bytes) -> None:
    assert await hook.post(body) == 400


@pytest.mark.parametrize("body", [b'{"update_id":1e999}', b"[" * 200_000])
async def test_what_no_reader_can_take_is_refused_too(hook: Served, body: bytes) -> None:
    assert await hook.post(body) == 400


async def test_what_is_too_large_is_refused(hook: Served) -> None:
    assert await hook.post(b" " * (LARGEST_UPDATE + 1)) == 413
    talker = hook.chat.person()
    assert FFT in (await talker.starts()).labels, "everybody else is heard"


async def test_strange_updates_are_taken_and_break_nothing(hook: Served) -> None:
    for number, content in enumerate(STRANGE):
        assert await hook.post(json.dumps({"update_id": number, **content}).encode()) == 200
    assert FFT in (await hook.chat.person().starts()).labels


async def test_while_the_store_is_away_telegram_is_asked_to_come_again(
    tmp_path: Path,
    postgres_template: PostgresTemplate,
    bot: dict[str, str],
    sandbox: Sandbox,
    unhurried: None,
) -> None:
    with postgres_template.fresh() as url:
        async with (
            opened_product(tmp_path, url, **brought(bot)) as product,
            channel_of(product) as channel,
            served(product, channel, sandbox) as serving,
        ):
            await sandbox.until_called("setWebhook")
            talker = serving.chat.person()
            await talker.starts()
            await talker.chooses(FFT)
            with away(url):
                talker.person.taps(talker.last, "Good")
                assert "503" in await sandbox.webhook.until_failed(within=30)
            while "why you gave that answer" not in talker.last.text:
                await talker.hears()
            await sent_off(talker)
            assert len(await serving.chat.responses()) == 1


async def test_polling_then_webhook_then_polling_loses_nothing(
    tmp_path: Path, sqlite_url: str, bot: dict[str, str], sandbox: Sandbox, unhurried: None
) -> None:
    told: list[str] = []
    talker: Talker | None = None
    for settings in (bot, brought(bot), bot):
        async with opened_product(tmp_path, sqlite_url, **settings) as product, channel_of(product) as channel:
            chat = Chat(product, sandbox, channel)
            if talker is None:
                talker = chat.person()
                await at_writing(talker)
            if "HEARD_TELEGRAM_MODE" in settings:
                async with served(product, channel, sandbox):
                    await said(talker, told, 5)
                    await channel.ended()
            else:
                await said(talker, told, 5)
                await channel.ended()
        for _ in range(5):  # while nobody listens
            told.append(f"line {len(told)}")
            talker.person.says(told[-1])
    async with opened_product(tmp_path, sqlite_url, **bot) as product, channel_of(product) as channel:
        assert talker is not None
        await sandbox.until_confirmed()
        async with asyncio.timeout(LONGEST):
            while len(talker.person.from_bot) < 3 + len(told):
                await talker.hears()
        talker.seen.append(talker.person.from_bot[-1])
        await talker.taps("Done")
        await sent_off(talker)
        [kept] = [response async for response in product.responses.read()]
    assert kept.answers["overall-why"] == Words("\n".join(told))


async def said(talker: Talker, told: list[str], count: int) -> None:
    for _ in range(count):
        told.append(f"line {len(told)}")
        talker.person.says(told[-1])
    async with asyncio.timeout(LONGEST):
        while len(talker.person.from_bot) < 3 + len(told):
            await talker.hears()
