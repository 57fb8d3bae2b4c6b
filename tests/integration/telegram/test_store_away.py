"""The database goes away in the middle of a conversation, and comes back: nobody's answer is lost, and nothing ends."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from structlog.testing import capture_logs

from bot.app import Product
from feedback.store import solo
from surveys.answers import Chosen
from tests.integration.telegram.test_answering import FFT, sent_off
from tests.support.databases import PostgresTemplate, away, close_connections
from tests.support.product import opened_product
from tests.support.telegram import Chat, Talker, until


@pytest.fixture
def postgres_url(postgres_template: PostgresTemplate) -> Iterator[str]:
    with postgres_template.fresh() as url:
        yield url


@pytest.fixture
async def product(tmp_path: Path, postgres_url: str, bot: dict[str, str]) -> AsyncIterator[Product]:
    async with opened_product(tmp_path, postgres_url, **bot) as whole:
        yield whole


async def test_a_tap_while_the_store_is_away_counts_when_it_is_back(
    chat: Chat, amina: Talker, postgres_url: str
) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    with away(postgres_url):
        told = await amina.taps("Good")
        assert "cannot save" in told.text
        assert chat.sandbox.unconfirmed == 1
    assert "why you gave that answer" in (await amina.hears()).text
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall"] == Chosen("good")
    assert [message.text for message in amina.person.from_bot].count(told.text) == 1


async def test_help_is_given_though_nothing_can_be_stored(chat: Chat, amina: Talker, postgres_url: str) -> None:
    await amina.starts()
    with away(postgres_url):
        first = await amina.taps("Get help now")
        assert "116" in first.text
        # It comes again and again until it is safe.
        await chat.sandbox.until_called("getUpdates", times=len(chat.sandbox.requests("getUpdates")) + 2)
        assert len(amina.person.from_bot) == 2, "told once, however often the update comes"


async def test_the_lock_is_taken_again_when_its_connection_was_closed(
    chat: Chat, amina: Talker, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solo, "_HEARTBEAT", 0.0)
    await amina.starts()
    close_connections(postgres_url)
    await until(lambda: is_held(postgres_url))
    await amina.chooses(FFT)
    await amina.taps("Good")
    await sent_off(amina)
    assert len(await chat.responses()) == 1


async def test_a_long_absence_ends_nothing_and_everybody_is_told(
    chat: Chat, amina: Talker, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long enough for the loss of the lock to be noticed."""
    monkeypatch.setattr(solo, "_HEARTBEAT", 0.0)
    ben = chat.person()
    await amina.starts()
    with away(postgres_url):
        await until(lambda: is_held(postgres_url, by=0))
        assert "cannot save" in (await amina.chooses(FFT)).text
        assert "cannot save" in (await ben.starts()).text
    await amina.hears()
    await until(lambda: is_held(postgres_url))
    await amina.taps("Good")
    await sent_off(amina)
    assert len(await chat.responses()) == 1


async def test_that_people_may_be_hidden_behind_a_hundred_updates_is_said_loudly(
    chat: Chat, amina: Talker, postgres_url: str
) -> None:
    """To look at them would be to confirm these, and lose them. Everybody who is seen is told the numbers to call."""
    ben = chat.person()
    await ben.starts()
    with capture_logs() as lines, away(postgres_url):
        for number in range(100):
            ben.person.says(f"line {number}")
        amina.person.says("/help")
        told = await ben.hears()
        assert "cannot save" in told.text
        assert "116 123" in told.text

        async def noticed() -> bool:
            return "telegram-hidden" in [line["event"] for line in lines if line["log_level"] == "error"]

        await until(noticed)
        assert amina.person.from_bot == ()
        assert chat.sandbox.unconfirmed == 101
    assert "116 123" in (await amina.hears()).text


async def is_held(url: str, by: int = 1) -> bool:
    """By how many connections; seen from a database beside it, which is not away."""
    server = urlsplit(url)._replace(path="/postgres").geturl()
    async with await psycopg.AsyncConnection.connect(server) as connection:
        name = urlsplit(url).path.removeprefix("/")
        held = await connection.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE locktype = 'advisory' AND granted AND datname = %s",
            (name,),
        )
        row = await held.fetchone()
    return row is not None and row[0] == by
