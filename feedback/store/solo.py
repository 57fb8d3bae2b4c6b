"""What only one process may do at a time, whatever database it shares: the one that holds the lock does it.

A lock, not a lease: it ends with the process that held it, at once, and no clock can be wrong about it. PostgreSQL
keeps it for a connection; beside an embedded database it is a lock on a file.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256

import psycopg

from feedback.store.database import target_of
from feedback.waiting import told_within

_TRY_AGAIN = 1.0  # seconds until whoever waits asks again
_HEARTBEAT = 5.0  # seconds between two looks at whether the connection still holds


class Solo:
    def __init__(self, database_url: str, name: str) -> None:
        self._target = target_of(database_url)
        self._name = name
        self._address = self._target.set(drivername="postgresql").render_as_string(hide_password=False)
        self._number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)

    @asynccontextmanager
    async def held(self, stop: asyncio.Event, waiting: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        """Waits until nobody else holds it, and sets `waiting` if somebody does. None where it was told to stop first.

        The event that it gives is set when the lock is lost: with the connection that held it.
        """
        held = self._file if self._target.get_backend_name() == "sqlite" else self._connection
        async with held(stop, waiting) as lost:
            yield lost

    @asynccontextmanager
    async def _file(self, stop: asyncio.Event, waiting: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        file = os.open(f"{self._target.database}.{self._name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _locked(file):
                waiting.set()
                if await told_within(stop, _TRY_AGAIN):
                    yield None
                    return
            waiting.clear()
            yield asyncio.Event()
        finally:
            os.close(file)

    @asynccontextmanager
    async def _connection(self, stop: asyncio.Event, waiting: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        connection = await self._granted(stop, waiting)
        if connection is None:
            yield None
            return
        waiting.clear()
        holding, lost = _Holding(connection, self._address, self._number), asyncio.Event()
        watching = asyncio.create_task(holding.watch(lost))
        try:
            yield lost
        finally:
            watching.cancel()
            await holding.connection.close()

    async def _granted(self, stop: asyncio.Event, waiting: asyncio.Event) -> psycopg.AsyncConnection | None:
        """A database that is away is waited for, as another holder is. None where it was told to stop first."""
        while not stop.is_set():
            with suppress(psycopg.OperationalError):
                connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
                if await _granted_in_time(connection, self._number, stop, waiting):
                    return connection
            await told_within(stop, _TRY_AGAIN)
        return None


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _granted_in_time(
    connection: psycopg.AsyncConnection, number: int, stop: asyncio.Event, waiting: asyncio.Event
) -> bool:
    """Asks until it is, or until told to stop. Unless it is, the connection is closed again, whatever happened."""
    granted = False
    try:
        while not (granted := await _granted(connection, number)):
            waiting.set()
            if await told_within(stop, _TRY_AGAIN):
                break
    finally:
        if not granted:
            await connection.close()
    return granted


async def _granted(connection: psycopg.AsyncConnection, number: int) -> bool:
    cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (number,))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


class _Holding:
    """While the database is away nobody can take the lock: whoever held it goes on, and takes it again when it can.
    It is lost once somebody else was faster."""

    def __init__(self, connection: psycopg.AsyncConnection, address: str, number: int) -> None:
        self.connection = connection
        self._address = address
        self._number = number

    async def watch(self, lost: asyncio.Event) -> None:
        never = asyncio.Event()
        while not await told_within(never, _HEARTBEAT):
            if not (await self._alive() or await self._taken_again()):
                lost.set()
                return

    async def _alive(self) -> bool:
        try:
            await self.connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    async def _taken_again(self) -> bool:
        try:
            connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
            granted = await _granted(connection, self._number)
        except psycopg.OperationalError:
            return True
        if not granted:
            await connection.close()
            return False
        await self.connection.close()
        self.connection = connection
        return True
