"""One bot, and two processes that would both be it: with one database they share the work, with two databases the one
that came second says so and waits."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from feedback.records import Channel, Respondent
from tests.support.answering import WITHIN
from tests.support.lives import Server
from tests.support.product import opened_product

UNDISTURBED = 65.0  # seconds: a little more than the minute after which a bot is the first one's for good


@pytest.fixture
def two_folders(tmp_path: Path) -> list[tuple[Path, str]]:
    """Each with a database of its own."""
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    return [(folder, f"sqlite:///{folder / 'heard.db'}") for folder in folders]


async def greeted(person: Person) -> None:
    person.starts()
    await person.next_message(WITHIN)


async def test_with_two_databases_only_one_goes_on(
    two_folders: list[tuple[Path, str]], sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    for folder, url in two_folders:
        async with opened_product(folder, url):
            servers.append(Server(folder, url, bot))
    one, other = servers
    await one.starts()
    await sandbox.until_called("getUpdates")
    await other.starts()
    await somebody_says("telegram-taken", servers)  # which of the two: neither has had the bot to itself for long
    people = [sandbox.person(name=f"Somebody {number}") for number in range(3)]
    for person in people:
        await greeted(person)
    assert [await server.stops() for server in servers] == [0, 0]
    assert sum("telegram-taken" in server.log for server in servers) == 1
    assert sorted([await conversations(folder, url, people) for folder, url in two_folders]) == [0, len(people)]


@pytest.mark.soak
async def test_the_one_that_was_there_first_goes_on(
    two_folders: list[tuple[Path, str]], sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    """A minute alone makes a bot one's own. No other test here waits for a time: this one is the promise."""
    for folder, url in two_folders:
        async with opened_product(folder, url):
            servers.append(Server(folder, url, bot))
    first, second = servers
    await first.starts()
    await sandbox.until_called("getUpdates", within=WITHIN)
    await greeted(sandbox.person(name="Before"))
    began = sandbox.requests("getUpdates")[0].at
    while (sandbox.world.now() - began).total_seconds() < UNDISTURBED:
        await sandbox.until_called("getUpdates", times=len(sandbox.requests("getUpdates")) + 1, within=WITHIN)
    await second.starts()
    await second.says("telegram-taken")
    for number in range(3):
        await greeted(sandbox.person(name=f"After {number}"))
    assert "telegram-taken" not in first.log


async def test_with_one_database_the_other_takes_over_when_the_first_is_killed(
    tmp_path: Path, database_url: str, sandbox: Sandbox, bot: Mapping[str, str], servers: list[Server]
) -> None:
    async with opened_product(tmp_path, database_url):
        servers.extend(Server(tmp_path, database_url, bot) for _ in range(2))
    first, second = servers
    await first.starts()
    await sandbox.until_called("getUpdates")
    await second.starts()
    await greeted(sandbox.person(name="Before"))
    asked = len(sandbox.requests("getUpdates"))
    await first.is_killed()
    await sandbox.until_called("getUpdates", times=asked + 1, within=WITHIN)
    await greeted(sandbox.person(name="After"))
    assert await second.stops() == 0
    assert "telegram-taken" not in first.log + second.log
    assert "telegram-disturbed" not in first.log + second.log


async def somebody_says(words: str, servers: list[Server]) -> None:
    waiting = [asyncio.create_task(server.says(words)) for server in servers]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def conversations(folder: Path, url: str, people: list[Person]) -> int:
    async with opened_product(folder, url) as product:
        found = [await product.conversations.look(Respondent(Channel.TELEGRAM, str(person.id))) for person in people]
    return sum(one is not None for one in found)
