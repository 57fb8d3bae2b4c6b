"""Bringing the tables up to this version. There is no way down: an older program restores an older backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, text

import feedback
from feedback.store.database import SQLITE_WRITER, prepare_sqlite, target_of

_UPGRADE_LOCK = 0x6865617264  # any number, as long as it is the same for all
# SQLite rebuilds a table by copying and dropping it, which would take along the rows that refer to it.
_SQLITE_MIGRATOR = (*SQLITE_WRITER, "foreign_keys=OFF")


def upgrade(url: str) -> None:
    """All missing revisions in one transaction. A second process meanwhile waits, and then has nothing to do."""
    if is_current(url):
        return
    with migrating(target_of(url)) as connection:
        command.upgrade(alembic_config(connection), "head")


def is_current(url: str) -> bool:
    return not pending(url)


def pending(url: str) -> tuple[str, ...]:
    """The revisions that the database lacks, in order. Looking creates nothing."""
    revisions = _revisions()
    current = _current_revision(target_of(url))
    if current is None:
        return revisions
    if current not in revisions:
        raise NewerDatabase(current)
    return revisions[revisions.index(current) + 1 :]


@contextmanager
def migrating(target: URL) -> Iterator[Connection]:
    engine = create_engine(target, hide_parameters=True)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        prepare_sqlite(engine, _SQLITE_MIGRATOR, "BEGIN IMMEDIATE")
    try:
        with engine.begin() as connection:
            if not is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
            yield connection
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


class NewerDatabase(Exception):
    """The tables were made by a newer program: this one could lose what only that one knows."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is at revision {revision}, which this version of Heard does not know")
        self.revision = revision


def _current_revision(target: URL) -> str | None:
    if target.get_backend_name() == "sqlite" and not Path(target.database or "").exists():
        return None
    engine = create_engine(target, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _revisions() -> tuple[str, ...]:
    scripts = ScriptDirectory(str(_migrations()))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def _migrations() -> Path:
    """Beside the packages in a checkout, inside this one when installed from a wheel."""
    package = Path(feedback.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"
