"""The audit trail: who took what out of Heard, or changed who may, when and why. Only ever added to."""

import json
from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Event
from feedback.store.database import Database
from feedback.store.tables import audit


async def record_with(connection: AsyncConnection, event: Event) -> None:
    """In the transaction of what it is about: neither stands without the other."""
    row = {
        "at": event.at,
        "actor": event.actor,
        "action": event.action,
        "reason": event.reason,
        "facts": json.dumps(dict(event.facts), ensure_ascii=False, sort_keys=True),
    }
    await connection.execute(insert(audit), row)


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, event: Event) -> None:
        """Committed when this returns: what it is about may happen only after that."""
        async with self._database.writing() as connection:
            await record_with(connection, event)

    async def of(self, action: str) -> Sequence[Event]:
        return [event for event in await self.all() if event.action == action]

    async def all(self) -> Sequence[Event]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(audit).order_by(audit.c.entry))
            return [Event(row.at, row.actor, row.action, row.reason, json.loads(row.facts)) for row in rows]
