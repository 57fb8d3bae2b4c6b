"""Who may sign in. A change of this is written together with its line in the audit trail, or not at all."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Event
from feedback.staff import Newcomer, Person, Role
from feedback.store.audit import record_with
from feedback.store.database import Database
from feedback.store.dialects import insert_missing
from feedback.store.tables import staff, staff_links, staff_sessions


class Staff:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, newcomer: Newcomer, day: date, event: Event) -> bool:
        """False, and nothing done, where that address has access already. Who had it once begins anew."""
        values = _values(newcomer, day)
        had_once = (staff.c.email == newcomer.email) & staff.c.closed.is_not(None)
        async with self._database.writing() as connection:
            new = insert_missing(connection, staff).values(values).returning(staff.c.id)
            again = update(staff).where(had_once).values(values).returning(staff.c.id)
            if await connection.scalar(new) is None and await connection.scalar(again) is None:
                return False
            await record_with(connection, event)
        return True

    async def find(self, email: str) -> Person | None:
        return await self._person(staff.c.email == email)

    async def by_id(self, id: int) -> Person | None:
        return await self._person(staff.c.id == id)

    async def all(self) -> Sequence[Person]:
        """By their addresses, those whose access has ended among them."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(staff).order_by(staff.c.email))
            return [person_of(row) for row in rows.mappings()]

    async def close(self, id: int, day: date, event: Event) -> bool:
        """Ends somebody's access at once, wherever they are signed in. False where there is none to end."""
        still_open = (staff.c.id == id) & staff.c.closed.is_(None)
        ended = update(staff).where(still_open).values(closed=day, password_hash=None).returning(staff.c.id)
        async with self._database.writing() as connection:
            if await connection.scalar(ended) is None:
                return False
            await drop_keys_of(connection, id)
            await record_with(connection, event)
        return True

    async def _person(self, condition: ColumnElement[bool]) -> Person | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(staff).where(condition))).mappings().first()
        return person_of(row) if row else None


async def drop_keys_of(connection: AsyncConnection, person: int) -> None:
    """Every session and every link that is theirs."""
    for table in (staff_sessions, staff_links):
        await connection.execute(delete(table).where(table.c.staff == person))


def person_of(row: RowMapping) -> Person:
    return Person(
        id=row["id"],
        email=row["email"],
        role=Role(row["role"]),
        place=row["place"],
        password_hash=row["password_hash"],
        demonstration=row["demonstration"],
        added=row["added"],
        closed=row["closed"],
    )


def _values(newcomer: Newcomer, day: date) -> dict[str, Any]:
    return {
        "email": newcomer.email,
        "role": newcomer.role.value,
        "place": newcomer.place,
        "password_hash": newcomer.password_hash,
        "demonstration": newcomer.demonstration,
        "added": day,
        "closed": None,
    }
