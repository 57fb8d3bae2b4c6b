"""What only one process may do at a time: whoever holds it, holds it alone, until they are gone."""

import asyncio

import psycopg
import pytest

from feedback.store import solo
from feedback.store.solo import Solo
from tests.support.databases import PostgresTemplate, close_connections

NAME = "telegram"


async def test_one_holds_it_and_the_next_takes_over_as_soon_as_they_let_go(database_url: str) -> None:
    stop, waiting, over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def second() -> None:
        async with Solo(database_url, NAME).held(stop, waiting) as lost:
            assert lost is not None
            over.set()

    async with Solo(database_url, NAME).held(stop, asyncio.Event()) as lost:
        assert lost is not None
        trying = asyncio.create_task(second())
        await waiting.wait()
        assert not over.is_set()
        assert not lost.is_set()
    await trying
    assert over.is_set()
    assert not waiting.is_set()


async def test_whoever_waits_can_be_told_to_stop(database_url: str) -> None:
    stop, waiting = asyncio.Event(), asyncio.Event()
    async with Solo(database_url, NAME).held(stop, asyncio.Event()):
        trying = Solo(database_url, NAME).held(stop, waiting)
        entering = asyncio.create_task(trying.__aenter__())
        await waiting.wait()
        stop.set()
        assert await entering is None
        await trying.__aexit__(None, None, None)


async def test_two_names_do_not_keep_each_other_out(database_url: str) -> None:
    stop = asyncio.Event()
    one, other = (Solo(database_url, name).held(stop, asyncio.Event()) for name in (NAME, "another"))
    async with one as first, other as second:
        assert first is not None
        assert second is not None


async def test_it_is_lost_to_whoever_was_faster(
    postgres_template: PostgresTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection that held it was closed, and another process asked first."""
    look = asyncio.Event()

    async def when_told(event: asyncio.Event, _: float) -> bool:
        await look.wait()
        return event.is_set()

    stop = asyncio.Event()
    with postgres_template.fresh() as url:
        monkeypatch.setattr(solo, "told_within", when_told)
        async with Solo(url, NAME).held(stop, asyncio.Event()) as lost:
            assert lost is not None
            close_connections(url)
            async with Solo(url, NAME).held(stop, asyncio.Event()) as faster:
                assert faster is not None
                look.set()
                await lost.wait()


async def test_it_is_kept_where_nobody_was_faster(
    postgres_template: PostgresTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solo, "_HEARTBEAT", 0.0)
    stop, waiting = asyncio.Event(), asyncio.Event()
    with postgres_template.fresh() as url:
        async with Solo(url, NAME).held(stop, asyncio.Event()) as lost:
            assert lost is not None
            close_connections(url)
            await _held_again(url)
            trying = Solo(url, NAME).held(stop, waiting)
            entering = asyncio.create_task(trying.__aenter__())
            await waiting.wait()
            assert not lost.is_set()
            stop.set()
            assert await entering is None
            await trying.__aexit__(None, None, None)


async def _held_again(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while True:
            found = await connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
            row = await found.fetchone()
            if row is not None and row[0] == 1:
                return
