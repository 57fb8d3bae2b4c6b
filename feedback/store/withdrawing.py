"""Taking answers back by the code that they were given: in the transaction of whoever asks for it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.store import clearing, response_rows
from feedback.store.counts import Changes, change_counts
from feedback.store.dialects import alone_with, alone_with_tallies
from feedback.store.keys import Keys
from feedback.store.names import open_receipt_hashes, receipt_hashes
from feedback.store.tables import conversations, receipts, responses
from surveys.session import Stage


async def withdrawn(connection: AsyncConnection, keys: Keys, receipt: str) -> bool:
    """Takes back what was given under this receipt, out of the counts too: also what was sent by somebody who is still
    being asked about themselves, with whatever waits to be said to them. False where there is nothing. The log is the
    caller's to empty afterwards."""
    hashes = receipt_hashes(keys, receipt)
    # Deleted first: of two that withdraw at once, the second waits here and then finds nothing.
    claimed = delete(receipts).where(receipts.c.receipt_hash.in_(hashes)).returning(receipts.c.response)
    cut_short = await _cut_short(connection, keys, receipt)
    ids = (await connection.scalars(claimed)).all()
    if ids:
        await _take_back(connection, ids)
    return cut_short or bool(ids)


def sent_under(keys: Keys, receipt: str) -> ColumnElement[bool]:
    """The code was shown when the answers were sent: from then on it must work. Conversations that an older version
    saved hold the hash that their response will have."""
    hashes = (*open_receipt_hashes(keys, receipt), *receipt_hashes(keys, receipt))
    return and_(conversations.c.stage == Stage.SENT.value, conversations.c.receipt_hash.in_(hashes))


async def senders(connection: AsyncConnection, keys: Keys, receipt: str) -> Sequence[bytes]:
    """Whose answers were sent under it and are open still."""
    under = select(conversations.c.respondent_hash).where(sent_under(keys, receipt))
    return (await connection.scalars(under)).all()


async def _cut_short(connection: AsyncConnection, keys: Keys, receipt: str) -> bool:
    """Deletes a conversation of which the answers were sent. One that comes to its end while we wait for our turn has
    become a response, and is found as that."""
    await alone_with(connection, *await senders(connection, keys, receipt))
    deleting = delete(conversations).where(sent_under(keys, receipt)).returning(conversations.c.respondent_hash)
    cut = (await connection.scalars(deleting)).all()
    if cut:
        await clearing.fall_silent(connection, cut)
        await clearing.forget_aside(connection, cut)
    return bool(cut)


async def _take_back(connection: AsyncConnection, ids: Sequence[str]) -> None:
    await alone_with_tallies(connection)
    # Words need not be opened to be deleted: a lost key must not keep them here.
    chosen = responses.c.id.in_(ids)
    changes = Changes()
    changes.add([response async for response in response_rows.stored(connection, chosen, keys=None)])
    await change_counts(connection, changes, -1)
    await connection.execute(delete(responses).where(chosen))
