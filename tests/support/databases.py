"""Fresh databases for tests: migrated once a run, then copied, which takes milliseconds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from feedback.store.upgrade import upgrade


@dataclass(frozen=True, slots=True)
class SqliteTemplate:
    file: Path

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        copy = folder / "heard.db"
        shutil.copyfile(self.file, copy)
        yield f"sqlite:///{copy}"


@dataclass(frozen=True, slots=True)
class PostgresTemplate:
    server: str
    name: str

    @contextmanager
    def fresh(self) -> Iterator[str]:
        with empty_postgres(self.server, template=self.name) as url:
            yield url


def migrated_sqlite(folder: Path) -> SqliteTemplate:
    file = folder / "template.db"
    upgrade(f"sqlite:///{file}")
    leftover = file.with_name(file.name + "-wal")
    if leftover.exists():
        raise AssertionError("upgrade() left a connection open: what it wrote is not yet in the file that is copied")
    return SqliteTemplate(file)


@contextmanager
def migrated_postgres(server: str) -> Iterator[PostgresTemplate]:
    with empty_postgres(server) as url:
        upgrade(url)
        yield PostgresTemplate(server, urlsplit(url).path.removeprefix("/"))


@contextmanager
def empty_postgres(server: str, *, template: str = "template1") -> Iterator[str]:
    name = f"heard_test_{uuid4().hex}"
    _command(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _command(server, "DROP DATABASE {} WITH (FORCE)", name)


def _command(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def away(url: str) -> Iterator[None]:
    """A PostgreSQL database that takes no connection and has closed all, until the end of the block."""
    name, server = urlsplit(url).path.removeprefix("/"), urlsplit(url)._replace(path="/postgres").geturl()
    _command(server, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    try:
        close_connections(url)
        yield
    finally:
        _command(server, "ALTER DATABASE {} ALLOW_CONNECTIONS true", name)


def close_connections(url: str) -> None:
    """All that anybody has to this PostgreSQL database, as when it restarts."""
    name, server = urlsplit(url).path.removeprefix("/"), urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
