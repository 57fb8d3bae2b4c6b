"""Messages on their way out. A row is deleted as it is delivered: of what was said to whom, nothing is kept.

A respondent's messages go out in the order in which they were said: only the first that waits is handed out, and
whoever takes it holds it for a while. Nobody else can claim it meanwhile; if the holder dies, it waits again. What
cannot be read or said is set aside, told by its id alone, and the rest goes on.
"""

import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Channel, Respondent
from feedback.store.columns import opens_here
from feedback.store.database import Database
from feedback.store.keys import Cell, Keys
from feedback.store.names import respondent_hashes
from feedback.store.opening import Opening
from feedback.store.tables import conversations, outbox

LONGEST_HOLD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Parcel:
    id: int
    respondent: Respondent
    body: str


async def post(
    connection: AsyncConnection,
    keys: Keys,
    respondent: Respondent,
    body: str,
    day: date,
    reminds: bytes | None = None,
    filed_under: bytes | None = None,
) -> None:
    """Into the line, in the transaction of the turn that says it. `reminds`: the conversation that it reminds of.
    `filed_under`: where the conversation that says it is filed, so that it is found when that is withdrawn."""
    id = secrets.randbits(62)
    letter = json.dumps([respondent.address, body])
    row = {
        "id": id,
        "channel": respondent.channel.value,
        "respondent_hash": filed_under or respondent_hashes(keys, respondent)[0],
        "letter": keys.seal(letter, _letter_cell(id)),
        "day": day,
        "reminds": reminds,
    }
    await connection.execute(insert(outbox), row)


class Outbox:
    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys
        self._opening = Opening("outbox")

    async def claim(
        self, channel: Channel, limit: int, *, now: datetime, seconds: int, reminding: bool = True
    ) -> Sequence[Parcel]:
        """At most one message a respondent, for this caller alone until the seconds have passed. Unless it is a time
        for `reminding`, reminders stay where they are, and hold nothing back."""
        # What another sender is just taking is passed over: neither waits for the other, nor takes the same.
        opens = partial(opens_here, ids=self._keys.ids)
        first = _first_in_line(channel, now, reminding, opens).limit(limit).with_for_update(skip_locked=True)
        taken = (
            update(outbox)
            .where(outbox.c.turn.in_(first))
            .values(held_until=now + timedelta(seconds=seconds))
            .returning(outbox)
        )
        async with self._database.writing() as connection:
            rows = (await connection.execute(taken)).all()
            parcels, damaged = self._opened(sorted(rows, key=lambda row: row.turn))
            await _put_aside(connection, damaged)
        return parcels

    async def waiting_for(self, respondent: Respondent) -> AsyncIterator[Parcel]:
        """All that waits for somebody who is here to take it, in order: for channels without a sender of their own."""
        line = select(outbox).where(outbox.c.respondent_hash.in_(respondent_hashes(self._keys, respondent)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(line.where(~outbox.c.aside).order_by(outbox.c.turn))).all()
        parcels, damaged = self._opened(rows)
        if damaged:
            async with self._database.writing() as connection:
                await _put_aside(connection, damaged)
        for parcel in parcels:
            yield parcel

    async def stands(self, id: int) -> bool:
        """Whether it is still to be said: whoever deletes while it waits for its turn is told no more, and nobody is
        reminded of what is over."""
        open_still = exists().where(conversations.c.respondent_hash == outbox.c.reminds)
        wanted = (outbox.c.id == id) & or_(outbox.c.reminds.is_(None), open_still)
        async with self._database.reading() as connection:
            return (await connection.scalar(select(outbox.c.id).where(wanted))) is not None

    async def delivered(self, id: int) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(outbox).where(outbox.c.id == id))

    async def release(self, channel: Channel) -> None:
        """For a sender that is the only one: whatever somebody who is gone held is free again. What none of its claims
        would come by, because it does not open here, is looked at now."""
        held = (outbox.c.channel == channel.value) & outbox.c.held_until.is_not(None)
        async with self._database.writing() as connection:
            await connection.execute(update(outbox).where(held).values(held_until=None))
            shut = select(outbox).where(_line(channel), self._is_shut()).order_by(outbox.c.turn)
            _, damaged = self._opened((await connection.execute(shut)).all())
            await _put_aside(connection, damaged)

    async def waiting(self, channel: Channel, said_before: date | None = None) -> int:
        """How many there are, for those who watch over the service."""
        line = _line(channel)
        if said_before is not None:
            line &= outbox.c.day < said_before
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(outbox).where(line)) or 0

    async def shut(self) -> int:
        """How many wait for a key that is not here."""
        async with self._database.reading() as connection:
            waiting = select(func.count()).select_from(outbox).where(~outbox.c.aside, self._is_shut())
            return await connection.scalar(waiting) or 0

    async def set_aside(self, id: int) -> None:
        """What cannot be said holds back neither what waits behind it nor anybody else."""
        async with self._database.writing() as connection:
            await _put_aside(connection, [id])

    async def aside(self) -> Sequence[int]:
        async with self._database.reading() as connection:
            return (await connection.scalars(select(outbox.c.id).where(outbox.c.aside).order_by(outbox.c.turn))).all()

    async def forget(self, before: date) -> int:
        """Whoever could not be told since then is not told any more: what waits leads from a chat to what was said."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(outbox).where(outbox.c.day < before))).rowcount

    async def postponed(self, id: int, until: datetime) -> None:
        """The channel asked for patience. What waits behind this message waits with it."""
        async with self._database.writing() as connection:
            await connection.execute(update(outbox).where(outbox.c.id == id).values(held_until=until))

    def _opened(self, rows: Iterable[Row[Any]]) -> tuple[list[Parcel], list[int]]:
        return self._opening.each(rows, lambda row: row.id, self._parcel)

    def _is_shut(self) -> ColumnElement[bool]:
        return ~opens_here(outbox.c.letter, self._keys.ids)

    def _parcel(self, row: Row[Any]) -> Parcel:
        address, body = json.loads(self._keys.unseal(row.letter, _letter_cell(row.id)))
        return Parcel(row.id, Respondent(Channel(row.channel), address), body)


def _line(channel: Channel) -> ColumnElement[bool]:
    return (outbox.c.channel == channel.value) & ~outbox.c.aside


def _first_in_line(
    channel: Channel, now: datetime, reminding: bool, opens: Callable[[ColumnElement[bytes]], ColumnElement[bool]]
) -> Select[int]:
    """Of what opens here: what has to wait for its key keeps nobody from being told the rest."""
    earlier = outbox.alias()
    left = () if reminding else (outbox.c.reminds.is_(None),)
    left_earlier = () if reminding else (earlier.c.reminds.is_(None),)
    before_it = (earlier.c.respondent_hash == outbox.c.respondent_hash) & (earlier.c.turn < outbox.c.turn)
    first = select(outbox.c.turn).where(
        outbox.c.channel == channel.value,
        ~outbox.c.aside,
        opens(outbox.c.letter),
        *left,
        or_(
            outbox.c.held_until.is_(None),
            outbox.c.held_until <= now,
            outbox.c.held_until > now + LONGEST_HOLD,  # nobody holds that long: the clock was set back
        ),
        ~exists().where(before_it, ~earlier.c.aside, opens(earlier.c.letter), *left_earlier),
    )
    return first.order_by(outbox.c.turn)


async def _put_aside(connection: AsyncConnection, ids: Sequence[int]) -> None:
    if ids:
        await connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(aside=True, held_until=None))


def _letter_cell(id: int) -> Cell:
    return Cell(outbox.name, "letter", str(id))
