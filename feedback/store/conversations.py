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
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, func, or_, select
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Channel, Conversation, Letter, Respondent
from feedback.store import clearing, conversation_rows
from feedback.store.columns import opens_here
from feedback.store.database import Database
from feedback.store.dialects import alone_with, insert_missing
from feedback.store.keys import HASH_BYTES, Cell, Keys
from feedback.store.names import respondent_hashes, update_hashes
from feedback.store.opened import Opened
from feedback.store.opening import Opening
from feedback.store.outbox import post
from feedback.store.tables import conversations, inbox, outbox
from feedback.store.withdrawing import senders
from surveys.session import Stage

_WAITS = inbox.c.respondent_hash.is_not(None) & ~inbox.c.aside


class Conversations:
    def __init__(self, database: Database, keys: Keys, today: Callable[[], date]) -> None:
        self._database = database
        self._keys = keys
        self._today = today
        self._opening = Opening("inbox")

    async def receive(self, *letters: Letter) -> None:
        """Once this returns, they are safe and may be acknowledged. A second one of the same name does nothing."""
        rows = [self._row(letter) for letter in letters]
        async with self._database.writing() as connection:
            for hashes, row in rows:
                if await _received(connection, hashes) is None:
                    await connection.execute(insert_missing(connection, inbox), row)

    async def unheard(self, respondent: Respondent | None = None) -> Sequence[Letter]:
        """In order of arrival: everybody's after a crash, or one respondent's before their next word."""
        waiting = select(inbox).where(_WAITS).order_by(inbox.c.arrival)
        if respondent is not None:
            waiting = waiting.where(inbox.c.respondent_hash.in_(respondent_hashes(self._keys, respondent)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(waiting)).all()
        letters, damaged = self._opening.each(rows, lambda row: row.arrival, self._unsealed)
        if damaged:
            async with self._database.writing() as connection:
                await connection.execute(change(inbox).where(inbox.c.arrival.in_(damaged)).values(aside=True))
        return letters

    async def look(self, respondent: Respondent) -> Conversation | None:
        async with self._database.reading() as connection:
            row = await conversation_rows.standing(connection, respondent_hashes(self._keys, respondent))
        return conversation_rows.conversation(self._keys, row)[0] if row else None

    @asynccontextmanager
    async def open(
        self, respondent: Respondent, update: str, *, sealed: bool = False, withdraws: str | None = None
    ) -> AsyncIterator[Opened]:
        """Works on one received update. Leaving the block in peace marks it as heard and commits all of it. `sealed`:
        of their conversation nothing is read, so that also one that does not open can be deleted. `withdraws`: a code
        that it is going to take something back by, perhaps another's, who is locked together with this respondent."""
        hashes = respondent_hashes(self._keys, respondent)
        async with self._database.writing() as connection:
            others = await senders(connection, self._keys, withdraws) if withdraws else ()
            await alone_with(connection, *hashes, *others)
            received = await _received(connection, update_hashes(self._keys, respondent.channel, update))
            if received is None:
                raise NeverReceived
            row = await conversation_rows.standing(connection, hashes)
            filed_under = row.respondent_hash if row else hashes[0]
            read = None if sealed else row
            repeated, arrival = received.letter is None, received.arrival
            opened = self._opened(connection, filed_under, respondent, read, repeated=repeated, arrival=arrival)
            yield opened
            await _mark_heard(connection, received.arrival)
        if opened.leaves_traces:
            await self._database.empty_log()

    @asynccontextmanager
    async def open_quietly(self, respondent: Respondent) -> AsyncIterator[Opened]:
        """Without an update: somebody else takes over the device, say."""
        hashes = respondent_hashes(self._keys, respondent)
        async with self._database.writing() as connection:
            await alone_with(connection, *hashes)
            row = await conversation_rows.standing(connection, hashes)
            filed_under = row.respondent_hash if row else hashes[0]
            yield self._opened(connection, filed_under, respondent, row, repeated=False)
        await self._database.empty_log()

    async def stale(self, before: date) -> Sequence[bytes]:
        """Keys to conversations last touched before that day. A key opens nothing once its person came back."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(conversations).where(conversations.c.day < before))
            return [_key(row) for row in rows]

    @asynccontextmanager
    async def open_stale(self, key: bytes) -> AsyncIterator[Opened]:
        """Without an update and without an address: whoever this was, there is nobody to tell."""
        async with self._database.writing() as connection:
            filed_under, row = await _unchanged(connection, key)
            yield self._opened(connection, filed_under, None, row, repeated=False)

    async def end_unread(self, key: bytes) -> bool:
        """A stale conversation that does not open, with all that waits there. What its person has sent counts, and they
        were told so: that stays, for its key or its survey to be brought back."""
        async with self._database.writing() as connection:
            filed_under, row = await _unchanged(connection, key)
            if row is None or row.stage == Stage.SENT.value:
                return False
            await connection.execute(delete(conversations).where(conversations.c.respondent_hash == filed_under))
            await clearing.fall_silent(connection, [filed_under])
            await clearing.forget_aside(connection, [filed_under])
        await self._database.empty_log()
        return True

    async def to_remind(self, sent: int, here: date, reminded: date) -> Sequence[bytes]:
        """Keys to conversations whose people asked for it, had so many, and were last here, and last reminded, on those
        days or before."""
        asked = conversations.c.address.is_not(None) & (conversations.c.reminders == sent)
        asked &= or_(conversations.c.reminded.is_(None), conversations.c.reminded <= reminded)
        async with self._database.reading() as connection:
            rows = await connection.execute(select(conversations).where(asked, conversations.c.day <= here))
            return [_key(row) for row in rows]

    @asynccontextmanager
    async def open_to_remind(self, key: bytes) -> AsyncIterator[Opened]:
        """A key opens nothing once its person came back, or was reminded by another process; nor while something that
        they said waits to be heard. Of two reminders only the later is ever sent."""
        async with self._database.writing() as connection:
            filed_under, row = await _unchanged(connection, key)
            who = None
            if row is not None and row.address is not None:
                who = Respondent(Channel(row.channel), conversation_rows.address(self._keys, row))
                who = None if await _is_heard_from(connection, respondent_hashes(self._keys, who)) else who
            opened = self._opened(connection, filed_under, who, row if who else None, repeated=False, reminding=True)
            await opened.remind_no_more()
            yield opened

    async def language_of(self, respondent: Respondent) -> str | None:
        """In which they are spoken to. Nothing sealed need be read for it."""
        known = conversations.c.respondent_hash.in_(respondent_hashes(self._keys, respondent))
        async with self._database.reading() as connection:
            return await connection.scalar(select(conversations.c.language).where(known))

    async def line(self, respondent: Respondent) -> int:
        """How many messages wait to be told to them."""
        theirs = outbox.c.respondent_hash.in_(respondent_hashes(self._keys, respondent)) & ~outbox.c.aside
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(outbox).where(theirs)) or 0

    async def shut(self) -> int:
        """How many updates wait for a key that is not here."""
        waiting = select(func.count()).select_from(inbox).where(_WAITS, ~opens_here(inbox.c.letter, self._keys.ids))
        async with self._database.reading() as connection:
            return await connection.scalar(waiting) or 0

    async def set_aside(self, respondent: Respondent, update: str, says: str | None = None) -> int | None:
        """An update that cannot be worked on stops waiting, so that it keeps nobody from being heard; and its person is
        told so, once. Gives its number, or None where somebody else has set it aside already."""
        waits = inbox.c.update_hash.in_(update_hashes(self._keys, respondent.channel, update)) & _WAITS
        hashes = respondent_hashes(self._keys, respondent)
        async with self._database.writing() as connection:
            row = await conversation_rows.standing(connection, hashes)
            # Where the conversation is filed, too: a renewed key must not keep it from going with that.
            aside = {"aside": True, "respondent_hash": row.respondent_hash if row else hashes[0]}
            putting = change(inbox).where(waits).values(aside).returning(inbox.c.arrival)
            arrival: int | None = await connection.scalar(putting)
            if arrival is not None and says is not None:
                await post(connection, self._keys, respondent, says, self._today())
        return arrival

    async def aside(self) -> Sequence[int]:
        """Numbers of the updates that could not be worked on or not be read, also of those that were deleted since."""
        async with self._database.reading() as connection:
            return (await connection.scalars(select(inbox.c.arrival).where(inbox.c.aside))).all()

    async def forget(self, before: date) -> int:
        """Drops updates of before that day that wait no more, or for a key that never came back. One delivered yet
        again after that is heard again."""
        over = inbox.c.respondent_hash.is_(None) | inbox.c.aside | ~opens_here(inbox.c.letter, self._keys.ids)
        old = delete(inbox).where(over, inbox.c.day < before)
        async with self._database.writing() as connection:
            return (await connection.execute(old)).rowcount

    def _row(self, letter: Letter) -> tuple[Sequence[bytes], dict[str, Any]]:
        """The names that it may be known by already, and what is kept of it."""
        who = letter.respondent
        hashes = update_hashes(self._keys, who.channel, letter.update)
        text = json.dumps([who.channel.value, who.address, letter.update, letter.body])
        row = {
            "update_hash": hashes[0],
            "day": self._today(),
            "respondent_hash": respondent_hashes(self._keys, who)[0],
            "letter": self._keys.seal(text, _letter_cell(hashes[0])),
        }
        return hashes, row

    def _opened(
        self,
        connection: AsyncConnection,
        filed_under: bytes,
        respondent: Respondent | None,
        row: Row[Any] | None,
        repeated: bool,
        reminding: bool = False,
        arrival: int = 0,
    ) -> Opened:
        return Opened(connection, self._keys, self._today(), filed_under, respondent, row, repeated, reminding, arrival)

    def _unsealed(self, row: Row[Any]) -> Letter:
        letter = self._keys.unseal(row.letter, _letter_cell(row.update_hash))
        channel, address, update, body = json.loads(letter)
        return Letter(Respondent(Channel(channel), address), update, body)


class NeverReceived(Exception):
    """An update is worked on that was not received first: a crash would lose it."""


async def _is_heard_from(connection: AsyncConnection, hashes: Sequence[bytes]) -> bool:
    waiting = inbox.c.respondent_hash.in_(hashes) & _WAITS
    return (await connection.scalar(select(inbox.c.arrival).where(waiting).limit(1))) is not None


async def _received(connection: AsyncConnection, hashes: Sequence[bytes]) -> Row[Any] | None:
    return (await connection.execute(select(inbox).where(inbox.c.update_hash.in_(hashes)))).first()


def _key(row: Row[Any]) -> bytes:
    """To a conversation as it stands now: once something was done in it, the key opens nothing."""
    return bytes(row.respondent_hash) + _standing(row)


def _standing(row: Row[Any]) -> bytes:
    return f"{row.day.isoformat()} {row.reminders}".encode()


async def _unchanged(connection: AsyncConnection, key: bytes) -> tuple[bytes, Row[Any] | None]:
    """Locked."""
    filed_under = key[:HASH_BYTES]
    await alone_with(connection, filed_under)
    row = await conversation_rows.standing(connection, [filed_under])
    return filed_under, row if row is not None and _standing(row) == key[HASH_BYTES:] else None


async def _mark_heard(connection: AsyncConnection, arrival: int) -> None:
    heard = change(inbox).where(inbox.c.arrival == arrival).values(respondent_hash=None, letter=None)
    await connection.execute(heard)


def _letter_cell(update_hash: bytes) -> Cell:
    return Cell(inbox.name, "letter", update_hash.hex())
