"""Who is signed in, known to the server alone, so that it can end a session whatever the browser keeps."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Event
from feedback.staff import Person, StaffSession
from feedback.store.audit import record_with
from feedback.store.database import Database
from feedback.store.keys import Keys
from feedback.store.staff import person_of
from feedback.store.tables import staff, staff_sessions


class StaffSessions:
    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    async def begin(
        self, session: StaffSession, token: str, instead_of: str | None, rehashed: str | None, event: Event
    ) -> bool:
        """False where the person's access or password changed since it was looked at. `instead_of` is what the
        browser came with, and `rehashed` the password's hash where it was made with settings of another time."""
        row = {
            "token_hash": self._hashes(token)[0],
            "staff": session.person.id,
            "begun": session.begun,
            "seen": session.seen,
            "expires": session.expires,
        }
        # Writing their row, if only as it was, holds off a removal or a new password until this is committed.
        kept = update(staff).where(*_unchanged(session.person)).returning(staff.c.id)
        kept = kept.values(password_hash=rehashed or session.person.password_hash)
        async with self._database.writing() as connection:
            if await connection.scalar(kept) is None:
                return False
            if instead_of is not None:
                await self._replace(connection, instead_of, event)
            await connection.execute(insert(staff_sessions), row)
            await record_with(connection, event)
        return True

    async def _replace(self, connection: AsyncConnection, token: str, event: Event) -> None:
        """Somebody's session may end by this who is not the one that signs in: the trail says whose."""
        ended = (
            delete(staff_sessions).where(self._is(token)).returning(staff_sessions.c.staff, staff_sessions.c.expires)
        )
        row = (await connection.execute(ended)).mappings().first()
        if row is not None and row["expires"] > event.at:
            email = await connection.scalar(select(staff.c.email).where(staff.c.id == row["staff"]))
            await record_with(connection, replace(event, action="session-replaced", facts={"email": email}))

    async def find(self, token: str) -> StaffSession | None:
        theirs = select(staff, staff_sessions.c.begun, staff_sessions.c.seen, staff_sessions.c.expires)
        theirs = theirs.join(staff_sessions, staff_sessions.c.staff == staff.c.id).where(self._is(token))
        async with self._database.reading() as connection:
            row = (await connection.execute(theirs)).mappings().first()
        return StaffSession(person_of(row), row["begun"], row["seen"], row["expires"]) if row else None

    async def renew(self, token: str, seen: datetime, expires: datetime) -> None:
        """That somebody is still there. It changes nothing that anybody may do, so the trail has no line for it."""
        async with self._database.writing() as connection:
            renewed = update(staff_sessions).where(self._is(token)).values(seen=seen, expires=expires)
            await connection.execute(renewed)

    async def end(self, token: str, event: Event) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(staff_sessions).where(self._is(token)))
            await record_with(connection, event)

    async def forget(self, now: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(staff_sessions).where(staff_sessions.c.expires <= now))

    def _is(self, token: str) -> ColumnElement[bool]:
        return staff_sessions.c.token_hash.in_(self._hashes(token))

    def _hashes(self, token: str) -> tuple[bytes, ...]:
        return self._keys.hashes("staff-session", token)


def _unchanged(person: Person) -> tuple[ColumnElement[bool], ...]:
    return staff.c.id == person.id, staff.c.closed.is_(None), staff.c.password_hash == person.password_hash
