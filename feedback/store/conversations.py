"""Open conversations. Here the promise is kept that nothing acknowledged is lost, doubled or out of turn.

What comes in is committed before anybody says that it was received (`receive`). It is worked on in one
transaction (`open`) in which the respondent is locked, and which ends with the update marked as heard, or with
nothing done at all. So a crash leaves each update either heard or waiting (`unheard`), never half done.

A respondent is known by a keyed hash alone. Whatever could lead back to a person is sealed while it is needed, and
goes in the very transaction in which it no longer is: the letter when it is heard, the link when it closes.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Channel, Conversation, Respondent, Response
from feedback.store import conversation_rows, response_rows
from feedback.store.counts import raise_counts
from feedback.store.database import Database
from feedback.store.dialects import alone_with, insert_missing, insert_or_renew
from feedback.store.keys import HASH_BYTES, Cell, Keys
from feedback.store.names import receipt_hashes, respondent_hashes, update_hashes
from feedback.store.outbox import post
from feedback.store.tables import conversations, inbox


@dataclass(frozen=True, slots=True)
class Unheard:
    """An update that was received and not yet worked on."""

    respondent: Respondent
    update: str
    body: str


class Opened:
    """One respondent, locked, in one transaction: all that is done here comes about together, or not at all."""

    def __init__(
        self,
        connection: AsyncConnection,
        keys: Keys,
        today: date,
        filed_under: bytes,
        respondent: Respondent | None,
        row: Row[Any] | None,
        repeated: bool,
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._today = today
        self._filed_under = filed_under
        self._respondent = respondent
        self._receipt_hash = row.receipt_hash if row else None
        self.conversation = conversation_rows.conversation(keys, row) if row else None
        self.touched = row.day if row else today
        self.repeated = repeated
        self.closed = False

    async def save(self, conversation: Conversation, receipt: str) -> None:
        """With the receipt's hash: should nobody come back, what was sent can still be withdrawn by its holder."""
        self._refuse_if_repeated()
        row = conversation_rows.values(self._keys, self._filed_under, self._today, conversation)
        row["receipt_hash"] = receipt_hashes(self._keys, receipt)[0]
        await self._connection.execute(insert_or_renew(self._connection, conversations), row)

    async def close(self, response: Response | None, receipt: str | None = None) -> None:
        """What linked a respondent to answers goes as the answers become a response, or become nothing.

        Without a receipt in hand, the one that was saved with the conversation goes with the response.
        """
        self._refuse_if_repeated()
        link = conversations.c.respondent_hash == self._filed_under
        await self._connection.execute(delete(conversations).where(link))
        self.closed = True
        if response is not None:
            held = receipt_hashes(self._keys, receipt)[0] if receipt else self._receipt_hash
            await response_rows.write(self._connection, self._keys, [(response, None)])
            await response_rows.write_receipt(self._connection, response, held)
            await raise_counts(self._connection, response)

    async def say(self, body: str) -> None:
        self._refuse_if_repeated()
        if self._respondent is None:
            raise NobodyToTell
        await post(self._connection, self._keys, self._respondent, body)

    def _refuse_if_repeated(self) -> None:
        if self.repeated:
            raise HeardBefore


class Conversations:
    def __init__(self, database: Database, keys: Keys, today: Callable[[], date]) -> None:
        self._database = database
        self._keys = keys
        self._today = today

    async def receive(self, respondent: Respondent, update: str, body: str) -> None:
        """Once this returns, the update is safe and may be acknowledged. A second one of its name does nothing."""
        hashes = update_hashes(self._keys, respondent.channel, update)
        letter = json.dumps([respondent.channel.value, respondent.address, update, body])
        row = {
            "update_hash": hashes[0],
            "day": self._today(),
            "respondent_hash": respondent_hashes(self._keys, respondent)[0],
            "letter": self._keys.seal(letter, _letter_cell(hashes[0])),
        }
        async with self._database.writing() as connection:
            if await _received(connection, hashes) is None:
                await connection.execute(insert_missing(connection, inbox), row)

    async def unheard(self, respondent: Respondent | None = None) -> Sequence[Unheard]:
        """In order of arrival: everybody's after a crash, or one respondent's before their next word."""
        waiting = select(inbox).where(inbox.c.respondent_hash.is_not(None)).order_by(inbox.c.arrival)
        if respondent is not None:
            waiting = waiting.where(inbox.c.respondent_hash.in_(respondent_hashes(self._keys, respondent)))
        async with self._database.reading() as connection:
            return [self._unsealed(row) for row in await connection.execute(waiting)]

    async def look(self, respondent: Respondent) -> Conversation | None:
        async with self._database.reading() as connection:
            row = await conversation_rows.standing(connection, respondent_hashes(self._keys, respondent))
        return conversation_rows.conversation(self._keys, row) if row else None

    @asynccontextmanager
    async def open(self, respondent: Respondent, update: str) -> AsyncIterator[Opened]:
        """Works on one received update. Leaving the block in peace marks it as heard and commits all of it."""
        hashes = respondent_hashes(self._keys, respondent)
        async with self._database.writing() as connection:
            await alone_with(connection, hashes[0])
            received = await _received(connection, update_hashes(self._keys, respondent.channel, update))
            if received is None:
                raise NeverReceived
            row = await conversation_rows.standing(connection, hashes)
            filed_under = row.respondent_hash if row else hashes[0]
            opened = self._opened(connection, filed_under, respondent, row, repeated=received.letter is None)
            yield opened
            await _mark_heard(connection, received.arrival)
        if opened.closed:
            await self._database.empty_log()

    @asynccontextmanager
    async def open_quietly(self, respondent: Respondent) -> AsyncIterator[Opened]:
        """Without an update: somebody else takes over the device, say."""
        hashes = respondent_hashes(self._keys, respondent)
        async with self._database.writing() as connection:
            await alone_with(connection, hashes[0])
            row = await conversation_rows.standing(connection, hashes)
            filed_under = row.respondent_hash if row else hashes[0]
            yield self._opened(connection, filed_under, respondent, row, repeated=False)
        await self._database.empty_log()

    async def stale(self, before: date) -> Sequence[bytes]:
        """Keys to conversations last touched before that day. A key opens nothing once its person came back."""
        old = select(conversations.c.respondent_hash, conversations.c.day).where(conversations.c.day < before)
        async with self._database.reading() as connection:
            rows = await connection.execute(old)
            return [row.respondent_hash + row.day.isoformat().encode() for row in rows]

    @asynccontextmanager
    async def open_stale(self, key: bytes) -> AsyncIterator[Opened]:
        """Without an update and without an address: whoever this was, there is nobody to tell."""
        filed_under, day = key[:HASH_BYTES], date.fromisoformat(key[HASH_BYTES:].decode())
        async with self._database.writing() as connection:
            await alone_with(connection, filed_under)
            row = await conversation_rows.standing(connection, [filed_under])
            untouched = row if row and row.day == day else None
            yield self._opened(connection, filed_under, None, untouched, repeated=False)

    async def set_aside(self, respondent: Respondent, update: str) -> None:
        """An update that cannot be worked on stops waiting, so that it keeps nobody from being heard."""
        hashes = update_hashes(self._keys, respondent.channel, update)
        async with self._database.writing() as connection:
            await connection.execute(change(inbox).where(inbox.c.update_hash.in_(hashes)).values(respondent_hash=None))

    async def count_aside(self) -> int:
        aside = inbox.c.respondent_hash.is_(None) & inbox.c.letter.is_not(None)
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(inbox).where(aside)) or 0

    async def forget(self, before: date) -> int:
        """Drops updates of before that day that wait no more. One delivered yet again after that is heard again."""
        old = delete(inbox).where(inbox.c.respondent_hash.is_(None), inbox.c.day < before)
        async with self._database.writing() as connection:
            return (await connection.execute(old)).rowcount

    def _opened(
        self,
        connection: AsyncConnection,
        filed_under: bytes,
        respondent: Respondent | None,
        row: Row[Any] | None,
        repeated: bool,
    ) -> Opened:
        return Opened(connection, self._keys, self._today(), filed_under, respondent, row, repeated)

    def _unsealed(self, row: Row[Any]) -> Unheard:
        letter = self._keys.unseal(row.letter, _letter_cell(row.update_hash))
        channel, address, update, body = json.loads(letter)
        return Unheard(Respondent(Channel(channel), address), update, body)


class NeverReceived(Exception):
    """An update is worked on that was not received first: a crash would lose it."""


class HeardBefore(Exception):
    """An update that comes in twice counts once, even where a caller forgets to ask whether it is repeated."""


class NobodyToTell(Exception):
    """The address went with the conversation's last update: none is kept for saying that it expired."""


async def _received(connection: AsyncConnection, hashes: Sequence[bytes]) -> Row[Any] | None:
    return (await connection.execute(select(inbox).where(inbox.c.update_hash.in_(hashes)))).first()


async def _mark_heard(connection: AsyncConnection, arrival: int) -> None:
    heard = change(inbox).where(inbox.c.arrival == arrival).values(respondent_hash=None, letter=None)
    await connection.execute(heard)


def _letter_cell(update_hash: bytes) -> Cell:
    return Cell(inbox.name, "letter", update_hash.hex())
