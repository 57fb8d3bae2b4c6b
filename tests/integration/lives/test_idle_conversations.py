"""Ten thousand people who have begun, and went to make tea, cost the process nothing: all that is known of them is in
the database."""

import gc
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Product
from bot.channels.telegram import intake, pace
from feedback.records import Channel
from tests.support.crowd_of_chats import Crowd, crowd_of_chats
from tests.support.product import opened_product
from tests.support.telegram import channel_of, until

MOST = 60_000  # bytes by which the process may have grown, whatever the number of people


@dataclass(frozen=True, slots=True)
class Trial:
    """`known`: of how many chats the channel may remember something; at least as many come before it is measured."""

    known: int
    people: int
    step: int


SHORT = Trial(known=40, people=600, step=20)
LONG = Trial(known=1_000, people=10_000, step=200)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Telegram that takes messages as fast as they come: it is not time that is measured here."""
    monkeypatch.setattr(pace, "IN_A_CHAT", 0.0)
    monkeypatch.setattr(pace, "WINDOW", 0.0)


@pytest.mark.parametrize("trial", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)], ids=["short", "long"])
async def test_they_cost_nothing(
    tmp_path: Path, sqlite_url: str, unhurried: None, monkeypatch: pytest.MonkeyPatch, trial: Trial
) -> None:
    monkeypatch.setattr(intake, "_MOST_CHATS", trial.known)
    monkeypatch.setattr(pace, "_FORGET", trial.known)
    with crowd_of_chats() as crowd:
        async with opened_product(tmp_path, sqlite_url, **crowd.settings) as product, channel_of(product):
            few = await least(product, crowd, 2 * trial.known, trial.step)
            await held_after(product, crowd, trial.people - 4 * trial.known)
            many = await least(product, crowd, 2 * trial.known, trial.step)
            grown = many - few
            assert grown < MOST, f"{grown} bytes more after {trial.people} people, {grown // trial.people} for each"


async def least(product: Product, crowd: Crowd, people: int, step: int) -> int:
    """While those people come. What is remembered of some chats is forgotten in between: the least is without it."""
    return min([await held_after(product, crowd, step) for _ in range(0, people, step)])


async def held_after(product: Product, crowd: Crowd, people: int) -> int:
    """Bytes of all that the process still holds and that can hold something, when so many more have been answered and
    are left alone. One entry more in a table of any kind would show."""
    await crowd.comes(people)
    await until(lambda: _nothing_waits(product))
    gc.collect()
    return sum(map(sys.getsizeof, gc.get_objects()))


async def _nothing_waits(product: Product) -> bool:
    return await product.outbox.waiting(Channel.TELEGRAM) == 0
