"""One-time links with which somebody sets their password. Looking at one uses nothing up."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from feedback.records import Event
from feedback.staff import Link
from feedback.store.audit import record_with
from feedback.store.database import Database
from feedback.store.keys import Keys
from feedback.store.staff import drop_keys_of, person_of
from feedback.store.tables import staff, staff_links


class StaffLinks:
    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    async def give(self, person: int, token: str, expires: datetime, event: Event) -> None:
        """Instead of any link that they had: the newest alone leads in."""
        row = {"token_hash": self._hashes(token)[0], "staff": person, "expires": expires}
        async with self._database.writing() as connection:
            await connection.execute(delete(staff_links).where(staff_links.c.staff == person))
            await connection.execute(insert(staff_links), row)
            await record_with(connection, event)

    async def find(self, token: str) -> Link | None:
        theirs = select(staff, staff_links.c.expires).join(staff_links, staff_links.c.staff == staff.c.id)
        async with self._database.reading() as connection:
            found = await connection.execute(theirs.where(staff_links.c.token_hash.in_(self._hashes(token))))
            row = found.mappings().first()
        return Link(person_of(row), row["expires"]) if row else None

    async def use(self, token: str, password_hash: str, now: datetime, event: Event) -> bool:
        """Sets the password and ends whatever the person held before. False where the link is used or over."""
        live = staff_links.c.token_hash.in_(self._hashes(token)) & (staff_links.c.expires > now)
        # Deleted first: of two that use it at once, the second waits here and then finds nothing.
        used = delete(staff_links).where(live).returning(staff_links.c.staff)
        async with self._database.writing() as connection:
            person = await connection.scalar(used)
            if person is None:
                return False
            await connection.execute(update(staff).where(staff.c.id == person).values(password_hash=password_hash))
            await drop_keys_of(connection, person)
            await record_with(connection, event)
        return True

    async def forget(self, now: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(staff_links).where(staff_links.c.expires <= now))

    def _hashes(self, token: str) -> tuple[bytes, ...]:
        return self._keys.hashes("staff-link", token)
