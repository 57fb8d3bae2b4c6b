"""Servers that are certainly gone when a test is over, however it ends, and a stand-in for Telegram beside them."""

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.app import now
from bot.sandbox.flood import UNLIMITED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from tests.support.lives import Server


@pytest.fixture
async def servers() -> AsyncIterator[list[Server]]:
    """Whatever is put in here is killed in the end, if it still lives."""
    running: list[Server] = []
    yield running
    for server in running:
        if server.runs:
            await server.is_killed()


@pytest.fixture(autouse=True)
def _times_to_wait_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the client warns whenever it is told to wait, and a warning is an error here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(now, limits=UNLIMITED, retry=0.1)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Mapping[str, str]]:
    """Settings that lead to the stand-in."""
    async with serving(sandbox) as address:
        yield {"HEARD_TELEGRAM_TOKEN": sandbox.token, "HEARD_TELEGRAM_API": address}
