"""The audit trail: who took what out of Heard, when and why. Only ever added to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from feedback.store.database import Database
from feedback.store.tables import audit


@dataclass(frozen=True, slots=True)
class Event:
    """`facts` say what was asked for; never what was in it."""

    at: datetime
    actor: str
    action: str
    reason: str
    facts: Mapping[str, str | None]


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, event: Event) -> None:
        """Committed when this returns: what it is about may happen only after that."""
        row = {
            "at": event.at,
            "actor": event.actor,
            "action": event.action,
            "reason": event.reason,
            "facts": json.dumps(dict(event.facts), ensure_ascii=False, sort_keys=True),
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(audit), row)

    async def all(self) -> Sequence[Event]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(audit).order_by(audit.c.entry))
            return [Event(row.at, row.actor, row.action, row.reason, json.loads(row.facts)) for row in rows]
