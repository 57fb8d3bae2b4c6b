"""One database, opened for writing and for reading. A transaction is the only way in.

SQLite has one writer: many would collapse under each other's locks. It takes the lock at BEGIN, because a
transaction that reads first and locks later lost half of all increments between two processes, in silence.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from feedback.errors import Away

# FULL: what was committed is on the disk before anything is acknowledged.
# secure_delete: what was deleted is overwritten, not left in free pages until something else needs them. Until the
# next checkpoint the log beside the database may still hold it, sealed.
# busy_timeout: milliseconds that one process waits for another's transaction.
SQLITE_WRITER = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
_SQLITE_READER = ("busy_timeout=30000", "query_only=ON")
# Busy, locked, out of memory, input or output failed, full, cannot be opened, locking protocol.
_SQLITE_AWAY = frozenset({5, 6, 7, 10, 13, 14, 15})
# Connection, rolled back to be tried again, out of resources, object in use, operator's intervention, system error.
_POSTGRESQL_AWAY = frozenset({"08", "40", "53", "55", "57", "58"})
_SQLITE_LOG = ("busy_timeout=0", "synchronous=FULL", "secure_delete=ON")


@dataclass(frozen=True, slots=True)
class Database:
    _writer: AsyncEngine
    _reader: AsyncEngine
    _log: AsyncEngine | None  # SQLite's: a connection that begins no transaction

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Everything in the block is committed when it ends, or nothing where it raises."""
        with _telling_absence():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One view of the database for the whole block, whatever is written meanwhile."""
        with _telling_absence():
            async with self._reader.begin() as connection:
                yield connection

    async def empty_log(self) -> None:
        """Deleted rows stand in SQLite's write-ahead log until it is emptied: not weeks later on a quiet day, but now.

        Where a reader still looks at an older state it stays for this time; the next call empties it.
        """
        if self._log is not None:
            with _telling_absence():
                async with self._log.connect() as connection:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        for engine in filter(None, (self._log, self._reader, self._writer)):
            await engine.dispose()


@contextmanager
def _telling_absence() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if isinstance(error, PoolTimeout) or _is_away(error):
            raise Away(type(error).__name__) from error
        raise


def _is_away(error: DBAPIError) -> bool:
    """By what the driver tells: a statement that is wrong is no absence, and would be tried for ever."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_AWAY
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state)[:2] in _POSTGRESQL_AWAY
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


async def open_database(url: str, pool_size: int = 5) -> Database:
    """Reaches the database once, so that a wrong address stops the start and not the first answer.

    SQLite would make a missing file, and an empty one is worse than none: making it is for `upgrade`.
    """
    target = target_of(url)
    database = (_embedded if target.get_backend_name() == "sqlite" else _server)(target, pool_size)
    try:
        async with database.writing() as connection:
            await connection.execute(text("SELECT 1"))
    except BaseException:
        await database.close()
        raise
    return database


def target_of(url: str) -> URL:
    """`sqlite:///path`, `postgresql://…` or `postgres://…`, with the driver that is used here."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case _:
            raise ValueError("a database's address begins with sqlite:///PATH or postgresql://")


def prepare_sqlite(engine: Engine, settings: Sequence[str], begin: str) -> None:
    """The driver's own transactions begin too late; it is told to begin none, and SQLAlchemy says `begin` itself."""

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    _prepare_connections(engine, settings)
    event.listen(engine, "begin", begun)


def _prepare_connections(engine: Engine, settings: Sequence[str]) -> None:
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    event.listen(engine, "connect", connected)


class NoDatabase(Exception):
    """The embedded database's file is not where the address says."""

    def __init__(self, file: str | None) -> None:
        super().__init__(f"there is no database at {file}")


def _embedded(target: URL, readers: int) -> Database:
    if not Path(target.database or "").is_file():
        raise NoDatabase(target.database)
    url = target.set(drivername="sqlite+aiosqlite")
    writer = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    reader = create_async_engine(url, pool_size=readers, max_overflow=0, hide_parameters=True)
    prepare_sqlite(writer.sync_engine, SQLITE_WRITER, "BEGIN IMMEDIATE")
    prepare_sqlite(reader.sync_engine, _SQLITE_READER, "BEGIN")
    log = create_async_engine(url, poolclass=NullPool, hide_parameters=True)
    _prepare_connections(log.sync_engine, _SQLITE_LOG)
    return Database(writer, reader, log)


def _server(target: URL, pool_size: int) -> Database:
    """Two pools: whoever looks something up in the middle of writing must not wait for others who do the same."""
    writer, reader = (
        create_async_engine(target, pool_size=pool_size, max_overflow=0, hide_parameters=True) for _ in range(2)
    )
    whole_view = reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(writer, whole_view, None)
