"""A stand-in on a port of this machine with a clock moved by hand, and bots that talk to it over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from telegram import Bot

from bot.sandbox.flood import UNLIMITED
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from tests.support.clock import Clock

NewBot = Callable[[], Awaitable[Bot]]


@pytest.fixture(autouse=True)
def _times_to_wait_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the client warns whenever it is told to wait, and a warning is an error here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(clock, limits=UNLIMITED, retry=0.0)


@pytest.fixture
async def address(sandbox: Sandbox) -> AsyncIterator[str]:
    async with serving(sandbox) as served:
        yield served


@pytest.fixture
async def new_bot(sandbox: Sandbox, address: str) -> AsyncIterator[NewBot]:
    """One client after another with the same token: as if the bot were started twice."""
    async with AsyncExitStack() as bots:

        async def made() -> Bot:
            bot = Bot(sandbox.token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot")
            return await bots.enter_async_context(bot)

        yield made


@pytest.fixture
async def bot(new_bot: NewBot) -> Bot:
    return await new_bot()


@pytest.fixture
def amina(sandbox: Sandbox) -> Person:
    """Has pressed Start; the bot has not asked for its updates yet."""
    person = sandbox.person(language_code="ur", name="Amina")
    person.starts()
    return person
