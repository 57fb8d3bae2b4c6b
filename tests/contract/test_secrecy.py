"""What a thief of the database finds: no words, no address, no receipt, and no link from a response to a person."""

from collections.abc import AsyncIterator

from sqlalchemy import select

from feedback.store.database import Database
from feedback.store.names import respondent_hashes
from feedback.store.outbox import Outbox
from feedback.store.tables import metadata
from tests.contract.examples import KEYS
from tests.contract.secrets_planted import OTHER, in_clear, plant


async def every_value(database: Database) -> AsyncIterator[tuple[str, bytes]]:
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                for value in row:
                    yield table.name, value if isinstance(value, bytes) else str(value).encode()


async def test_no_column_holds_a_secret_in_clear(database: Database) -> None:
    await plant(database)
    values = [value async for value in every_value(database)]
    assert {table for table, _ in values} >= {"inbox", "outbox", "conversations", "comments", "equality", "receipts"}
    assert [(table, found) for table, value in values if (found := in_clear(value))] == []


async def test_a_finished_response_has_no_link_to_whoever_gave_it(database: Database) -> None:
    """Once the last message to them is delivered, nothing in any table is filed under their name."""
    await plant(database)
    outbox = Outbox(database, KEYS)
    (link,) = respondent_hashes(KEYS, OTHER)
    assert [table async for table, value in every_value(database) if link in value] == ["outbox"]
    async for parcel in outbox.waiting_for(OTHER):
        await outbox.delivered(parcel.id)
    assert [table async for table, value in every_value(database) if link in value] == []
