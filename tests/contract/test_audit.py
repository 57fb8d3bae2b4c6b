"""What left Heard, and why, stays written down."""

from datetime import UTC, datetime

from feedback.records import Event
from feedback.store.audit import Audit
from feedback.store.database import Database

NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


async def test_events_are_kept_in_order_with_their_reasons(database: Database) -> None:
    audit = Audit(database)
    first = Event(NOON, "operator", "export-words", "quarterly reading", {"survey": "patient", "from": None})
    second = Event(NOON, "operator", "export-words", "سہ ماہی جائزہ", {})

    await audit.record(first)
    await audit.record(second)

    assert await audit.all() == [first, second]
