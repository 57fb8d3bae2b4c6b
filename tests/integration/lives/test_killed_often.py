"""The service is killed again and again while people answer, at any moment: none of them loses an answer, and none is
counted twice. A question may come twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.app import Product, now
from bot.sandbox.flood import UNLIMITED
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import serving
from feedback.records import Channel
from tests.support.answering import WITHIN, BrowserPerson, ChatPerson, Somebody, channels_of
from tests.support.calls import further_calls
from tests.support.lives import Server
from tests.support.product import opened_product
from tests.support.script import Offer, Script, faults, offer

LANGUAGES = ("en", "ur", "zh-Hans", "so", "ar", "ro")
_FAILURES = ("Traceback", "update-set-aside", "telegram-refused", "telegram-failed", "page failed")
_PAUSE = 0.3  # seconds, at most, after the last of those calls: so that no step of the work is spared
_EARLY = 0.15  # of all kills fall into a start


@dataclass(frozen=True, slots=True)
class Trial:
    """How long, how many and how: `people` answer at once, and others after them as long as there are kills left."""

    kills: int
    chats: int
    browsers: int
    calls: int  # of the Bot API, at most, between a start and the next kill
    surveys: Sequence[str] = ("fft",)
    seed: int = 1


SHORT = Trial(kills=8, chats=6, browsers=3, calls=40)
LONG = Trial(kills=200, chats=36, browsers=14, calls=250, surveys=("fft", "patient"))


@dataclass(slots=True)
class Town:
    """Everybody who answers, and what they went through."""

    sandbox: Sandbox
    servers: Sequence[Server]
    offers: Sequence[Offer]
    chance: Random
    over: asyncio.Event = field(default_factory=asyncio.Event)
    chats: list[ChatPerson] = field(default_factory=list)
    browsers: list[BrowserPerson] = field(default_factory=list)

    @property
    def everybody(self) -> list[Somebody]:
        return [*self.chats, *self.browsers]

    async def chatting(self) -> None:
        """One after another at this place in the queue, until no more is to be tried."""
        while True:
            script = self._script("chat", len(self.chats))
            language = script.offer.phrases.language.tag.lower()
            chat = ChatPerson(script, self.sandbox.person(language_code=language, name=script.name))
            self.chats.append(chat)
            await chat.answers()
            if self.over.is_set():
                return

    async def browsing(self) -> None:
        while True:
            number = len(self.browsers)
            server, sender = self.servers[number % len(self.servers)], f"10.1.{number // 250}.{number % 250 + 1}"
            browser = BrowserPerson(self._script("browser", number), server, sender)
            self.browsers.append(browser)
            await browser.answers()
            if self.over.is_set():
                return

    def _script(self, kind: str, number: int) -> Script:
        return Script(f"{kind} {number}", self.chance.choice(self.offers), Random(self.chance.random()))


async def killing(servers: Sequence[Server], sandbox: Sandbox, trial: Trial, chance: Random) -> None:
    for _ in range(trial.kills):
        server = chance.choice(servers)
        if chance.random() > _EARLY:
            await server.is_up()
            await further_calls(sandbox, chance.randint(1, trial.calls))
        await asyncio.sleep(chance.uniform(0, _PAUSE))  # not to wait for anything: to fall anywhere
        await server.is_killed()
        await server.begins()


async def living(folder: Path, url: str, trial: Trial, servers: list[Server], count: int, mode: str) -> Town:
    """Everybody answers while the servers are killed; then everybody gets to the end, and the servers stop."""
    chance, sandbox = Random(trial.seed), Sandbox(now, limits=UNLIMITED, retry=0.1)
    sandbox.faults.deliver_twice(Random(trial.seed))
    sandbox.faults.deliver_shuffled(Random(trial.seed))
    async with opened_product(folder, url) as product:
        offers = [await offer(product, survey, tag) for survey in trial.surveys for tag in LANGUAGES]
    async with serving(sandbox) as api:
        settings = {
            "HEARD_TELEGRAM_TOKEN": sandbox.token,
            "HEARD_TELEGRAM_API": api,
            "HEARD_TELEGRAM_MODE": mode,
            "HEARD_PROXIES": "127.0.0.1",
        }
        servers.extend(Server(folder, url, settings) for _ in range(count))
        for server in servers:
            await server.begins()
        town = Town(sandbox, servers, offers, chance)
        async with asyncio.TaskGroup() as group:
            for _ in range(trial.chats):
                group.create_task(town.chatting())
            for _ in range(trial.browsers):
                group.create_task(town.browsing())
            await killing(servers, sandbox, trial, chance)
            town.over.set()
        await sandbox.until_confirmed(WITHIN)
        for server in servers:
            await server.is_up()
            assert await server.stops() == 0, server.log
    return town


async def nothing_is_lost_or_doubled(product: Product, town: Town) -> None:
    people = town.everybody
    responses = [response async for response in product.responses.read()]
    assert faults([one.script for one in people], responses, channels_of(people)) == []
    assert [one.script.name for one in people if not await product.responses.known(one.receipt)] == []
    assert await product.counts.differences() == []
    assert await product.conversations.unheard() == []
    assert len(await product.conversations.aside()) == 0
    assert await product.outbox.waiting(Channel.TELEGRAM) == 0
    lines = "".join(server.log for server in town.servers).splitlines()
    assert [line for line in lines if any(word in line for word in _FAILURES)] == []


def told(town: Town, trial: Trial) -> str:
    """The figures, for whoever looks at the run."""
    repeats, again = sum(one.repeats for one in town.chats), sum(one.again for one in town.browsers)
    acknowledged = sum(one.acknowledged for one in town.everybody)
    lives = sum(server.lives for server in town.servers)
    return (
        f"{trial.kills} kills, {lives} lives, {len(town.chats)} people in chats and {len(town.browsers)} in browsers, "
        f"{acknowledged} answers acknowledged, {repeats} questions repeated, {again} pages sent again"
    )


async def tried(folder: Path, url: str, trial: Trial, servers: list[Server], count: int, mode: str) -> None:
    town = await living(folder, url, trial, servers, count, mode)
    print(told(town, trial))  # noqa: T201 - the figures are what the run is for; pytest keeps them unless asked
    async with opened_product(folder, url) as product:
        await nothing_is_lost_or_doubled(product, town)
    lives = sum(server.lives for server in servers)
    assert lives == trial.kills + count
    assert max(one.repeats for one in town.chats) <= lives, "a life repeats at most what it had just said"


@pytest.mark.parametrize("trial", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)], ids=["short", "long"])
async def test_one_process_on_sqlite(tmp_path: Path, sqlite_url: str, servers: list[Server], trial: Trial) -> None:
    await tried(tmp_path, sqlite_url, trial, servers, 1, "polling")


@pytest.mark.parametrize("trial", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)], ids=["short", "long"])
async def test_one_process_on_postgresql(
    tmp_path: Path, postgres_url: str, servers: list[Server], trial: Trial
) -> None:
    await tried(tmp_path, postgres_url, trial, servers, 1, "webhook")


@pytest.mark.parametrize("mode", ["polling", pytest.param("webhook", marks=pytest.mark.soak)])
@pytest.mark.parametrize("trial", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)], ids=["short", "long"])
async def test_three_processes_on_postgresql(
    tmp_path: Path, postgres_url: str, servers: list[Server], trial: Trial, mode: str
) -> None:
    await tried(tmp_path, postgres_url, trial, servers, 3, mode)
