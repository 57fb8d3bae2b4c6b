"""The trust's places: a tree whose root every database has from its first migration."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Place
from feedback.store.database import Database
from feedback.store.dialects import insert_or_renew
from feedback.store.tables import places


class Places:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_all(self, added: Iterable[Place]) -> None:
        """In any order, all or none. A code that is there already gets the new name, parent and level."""
        async with self._database.writing() as connection:
            await write(connection, added)

    async def find(self, code: str) -> Place | None:
        """Codes come from printed addresses that anybody may have mangled: what no code can be is simply not there."""
        if not code.isprintable():
            return None
        async with self._database.reading() as connection:
            found = await connection.execute(select(places).where(places.c.code == code))
            row = found.mappings().first()
        return Place(**row) if row else None

    async def all(self) -> Sequence[Place]:
        """In the order of their codes."""
        async with self._database.reading() as connection:
            return await held(connection)


async def held(connection: AsyncConnection) -> list[Place]:
    rows = await connection.execute(select(places).order_by(places.c.code))
    return [Place(**row) for row in rows.mappings()]


async def write(connection: AsyncConnection, written: Iterable[Place]) -> None:
    rows = [{"code": place.code, "parent": place.parent, "name": place.name, "level": place.level} for place in written]
    if rows:
        await connection.execute(insert_or_renew(connection, places), rows)
