"""Responses that were given: added in bulk, read back, withdrawn by whoever holds the receipt."""

from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Sequence
from contextlib import aclosing
from datetime import date
from itertools import islice

from sqlalchemy import ColumnElement, and_, exists, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import TRUST, Response
from feedback.store import response_rows
from feedback.store.counts import Changes, change_counts
from feedback.store.database import Database
from feedback.store.dialects import alone_with_tallies
from feedback.store.keys import Keys
from feedback.store.names import receipt_hashes
from feedback.store.releases import in_time
from feedback.store.response_rows import Given
from feedback.store.tables import conversations, places, receipts, releases, responses
from feedback.store.withdrawing import sent_under, withdrawn

_MOST_SHEETS_IN_HAND = 60_000  # some 100 MB


class Responses:
    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    async def add_all(self, given: Iterable[Given], chunk: int = 1000) -> int:
        """All of them or none, each with its receipt where it has one. Ids that are there already are passed over."""
        added = 0
        changes = Changes()
        async with self._database.writing() as connection:
            await alone_with_tallies(connection)
            for some in _chunks(given, chunk):
                fresh = await _in_time(connection, await _fresh(connection, some))
                await response_rows.write(connection, self._keys, fresh)
                changes.add(response for response, _ in fresh)
                added += len(fresh)
                if len(changes.by_sheet) > _MOST_SHEETS_IN_HAND:
                    await change_counts(connection, changes, 1)
                    changes = Changes()
            await change_counts(connection, changes, 1)
        return added

    async def read(
        self,
        survey: str | None = None,
        first: date | None = None,
        last: date | None = None,
        places: Collection[str] | None = None,
    ) -> AsyncGenerator[Response, None]:
        """As the database stands when reading begins, in the order of the ids, which is that of no clock."""
        chosen = _chosen(survey, first, last, places)
        async with (
            self._database.reading() as connection,
            aclosing(response_rows.stored(connection, chosen, self._keys)) as stored,
        ):
            async for response in stored:
                yield response

    async def withdraw(self, receipt: str) -> bool:
        """Takes back what was given under this receipt, out of the counts too: also what was sent by somebody who is
        still being asked about themselves. False where there is nothing."""
        async with self._database.writing() as connection:
            found = await withdrawn(connection, self._keys, receipt)
        await self._database.empty_log()
        return found

    async def known(self, receipt: str) -> bool:
        hashes = receipt_hashes(self._keys, receipt)
        async with self._database.reading() as connection:
            kept = await _any(connection, receipts.c.receipt_hash.in_(hashes))
            return kept or await _any(connection, sent_under(self._keys, receipt))

    async def empty(self) -> bool:
        """Nothing of anybody's is here: no response, no open conversation, no release, no place but the root."""
        async with self._database.reading() as connection:
            people = responses.c.id.is_not(None), conversations.c.day.is_not(None)
            held = *people, releases.c.number.is_not(None), places.c.code != TRUST
            return not any([await _any(connection, condition) for condition in held])


def _chunks(given: Iterable[Given], size: int) -> Iterator[list[Given]]:
    rest = iter(given)
    while some := list(islice(rest, size)):
        yield some


async def _fresh(connection: AsyncConnection, given: Sequence[Given]) -> list[Given]:
    by_id = {response.id: (response, receipt) for response, receipt in reversed(given)}
    there = set(await connection.scalars(select(responses.c.id).where(responses.c.id.in_(by_id))))
    return [one for id, one in reversed(by_id.items()) if id not in there]


async def _in_time(connection: AsyncConnection, given: Sequence[Given]) -> list[Given]:
    counting = await in_time(connection, [response for response, _ in given])
    return [(response, receipt) for response, (_, receipt) in zip(counting, given, strict=True)]


async def _any(connection: AsyncConnection, condition: ColumnElement[bool]) -> bool:
    return bool(await connection.scalar(select(exists().where(condition))))


def _chosen(
    survey: str | None, first: date | None, last: date | None, places: Collection[str] | None
) -> ColumnElement[bool]:
    return and_(
        responses.c.survey == survey if survey is not None else true(),
        responses.c.day >= first if first is not None else true(),
        responses.c.day <= last if last is not None else true(),
        responses.c.place.in_(places) if places is not None else true(),
    )
