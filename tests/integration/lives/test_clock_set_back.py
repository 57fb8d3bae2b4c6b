"""The server's clock is set back, by an hour or by some minutes: nobody waits until it is as late again."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import Product, now
from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel
from tests.support.answering import WITHIN, ChatPerson
from tests.support.calls import further_calls
from tests.support.product import opened_product
from tests.support.script import Script, faults, offer
from tests.support.telegram import channel_of

FAR, NEAR = timedelta(hours=1), timedelta(minutes=10)


class SetBack:
    """The machine's clock, and how far it was set back."""

    def __init__(self) -> None:
        self._by = timedelta()

    def by(self, more: timedelta) -> None:
        self._by += more

    def now(self) -> datetime:
        return now() - self._by

    def today(self) -> date:
        return self.now().date()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetBack:
    """In place of the clock at the composition root, where alone it is read."""
    clock = SetBack()
    monkeypatch.setattr("bot.telegram.now", clock.now)
    monkeypatch.setattr("bot.app.today", clock.today)
    return clock


@asynccontextmanager
async def a_life(folder: Path, url: str, bot: Mapping[str, str]) -> AsyncIterator[Product]:
    async with opened_product(folder, url, **bot) as product, channel_of(product):
        yield product


async def test_during_a_life(
    tmp_path: Path, database_url: str, sandbox: Sandbox, bot: Mapping[str, str], clock: SetBack
) -> None:
    async with a_life(tmp_path, database_url, bot) as product:
        chat = ChatPerson(Script("chat", await offer(product, "fft", "en"), Random(1)), sandbox.person())
        chat.begins()
        for by in (FAR, NEAR):
            message = await chat.person.next_message(WITHIN)
            sandbox.faults.throttle(1, retry_after=1, method="sendMessage")
            chat.hears(message)
            await further_calls(sandbox, 1, "sendMessage")  # refused, and put off until a time by the clock as it was
            clock.by(by)
        assert [one.code for one in sandbox.refusals] == [429, 429]
        await chat.goes_on()
        await all_is_well(product, chat)


async def test_between_two_lives(
    tmp_path: Path, database_url: str, sandbox: Sandbox, bot: Mapping[str, str], clock: SetBack
) -> None:
    async with a_life(tmp_path, database_url, bot) as product:
        chat = ChatPerson(Script("chat", await offer(product, "fft", "en"), Random(1)), sandbox.person())
        chat.begins()
        message = await chat.person.next_message(WITHIN)
        sandbox.faults.fail(1, method="sendMessage")
        chat.hears(message)
        await further_calls(sandbox, 1, "sendMessage")
    clock.by(NEAR)
    async with a_life(tmp_path, database_url, bot) as product:
        await chat.goes_on()
        await all_is_well(product, chat)


async def all_is_well(product: Product, chat: ChatPerson) -> None:
    responses = [response async for response in product.responses.read()]
    assert faults([chat.script], responses, {"chat": Channel.TELEGRAM}) == []
    assert await product.counts.differences() == []
    assert chat.repeats == 0
