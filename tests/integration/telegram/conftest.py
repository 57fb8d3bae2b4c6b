"""The whole product on SQLite with its Telegram channel, a stand-in for Telegram, and people in front of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Product, now
from bot.channels.telegram import pace, polling
from bot.sandbox.flood import UNLIMITED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from tests.support.product import opened_product
from tests.support.telegram import Chat, Talker, channel_of


@pytest.fixture(autouse=True)
def _times_to_wait_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the client warns whenever it is told to wait, and a warning is an error here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Telegram that takes messages as fast as they come, and no other program with the same token: how fast the bot
    may speak, and how it finds out that it is alone, have tests of their own."""
    monkeypatch.setattr(pace, "IN_A_CHAT", 0.0)
    monkeypatch.setattr(pace, "WINDOW", 0.0)
    monkeypatch.setattr(polling, "LISTEN", 0.0)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(now, limits=UNLIMITED, retry=0.0)


@pytest.fixture
async def address(sandbox: Sandbox) -> AsyncIterator[str]:
    async with serving(sandbox) as served:
        yield served


@pytest.fixture
def bot(sandbox: Sandbox, address: str) -> dict[str, str]:
    """Settings that lead to the stand-in."""
    return {"HEARD_TELEGRAM_TOKEN": sandbox.token, "HEARD_TELEGRAM_API": address}


@pytest.fixture
async def product(tmp_path: Path, sqlite_url: str, bot: dict[str, str]) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, sqlite_url, **bot) as whole:
        yield whole


@pytest.fixture
async def chat(product: Product, sandbox: Sandbox, unhurried: None) -> AsyncIterator[Chat]:
    async with channel_of(product) as channel:
        yield Chat(product, sandbox, channel)


@pytest.fixture
def amina(chat: Chat) -> Talker:
    return chat.person()
