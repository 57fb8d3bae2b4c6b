"""What SQLite and PostgreSQL must be told differently once a transaction is open. SQLite's writer is always alone."""

from sqlalchemy import Table, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.store.tables import places, tallies


def insert_missing(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Rows that are there already stay as they are."""
    return inserting(connection, table).on_conflict_do_nothing()


def insert_or_renew(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Rows that are there already get the new values."""
    statement = inserting(connection, table)
    key = [column.name for column in table.primary_key]
    renewed = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=key, set_=renewed)


async def alone_with(connection: AsyncConnection, *respondent_hashes: bytes) -> None:
    """Until the transaction ends nobody else hears these respondents. Whoever needs more than one must ask for all at
    once: they are locked in one order, so that no two wait for each other."""
    if _is_postgresql(connection):
        for number in sorted({int.from_bytes(each[:8], signed=True) for each in respondent_hashes}):
            await connection.execute(select(func.pg_advisory_xact_lock(number)))


async def alone_with_tallies(connection: AsyncConnection) -> None:
    """For changes that cannot keep to the order in which single responses lock their sheets, or that delete sheets."""
    if _is_postgresql(connection):
        await connection.execute(text(f"LOCK TABLE {tallies.name} IN SHARE ROW EXCLUSIVE MODE"))


async def among_those_who_count(connection: AsyncConnection) -> None:
    """Beside others that raise single sheets, and not while somebody is alone with all of them."""
    if _is_postgresql(connection):
        await connection.execute(text(f"LOCK TABLE {tallies.name} IN ROW EXCLUSIVE MODE"))


async def alone_with_places(connection: AsyncConnection) -> None:
    """Nobody else changes the tree meanwhile. Answers about a place are still taken."""
    if _is_postgresql(connection):
        await connection.execute(text(f"LOCK TABLE {places.name} IN SHARE ROW EXCLUSIVE MODE"))


def inserting(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if _is_postgresql(connection) else sqlite.insert(table)


def _is_postgresql(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "postgresql"
