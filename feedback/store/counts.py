"""The counts, kept exact: raised and lowered in the transaction of the response itself, and never behind it.

A single response locks the sheets of its place and month in the order of their keys, so that no two writers can
wait for each other. Whoever withdraws, loads in bulk or counts anew takes the whole table first: they delete sheets
that others might be about to raise, or go from place to place in an order of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import bindparam, delete, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.records import Event, Response
from feedback.store.audit import record_with
from feedback.store.database import Database
from feedback.store.dialects import alone_with_tallies, insert_missing
from feedback.store.response_rows import stored
from feedback.store.sheets import (
    HEAD,
    KEY,
    THIS_ROW,
    Head,
    head_of,
    in_order,
    key_of,
    moved,
    named,
    row_of,
    sheet_of,
    text_of,
)
from feedback.store.tables import tallies
from feedback.tally import Mark, Sheet, TallyKey, marks, sheets


@dataclass(frozen=True, slots=True)
class Difference:
    """A sheet that is not what the responses add up to."""

    key: TallyKey
    kept: Sheet
    counted: Sheet


class Changes:
    """What responses add to the counts, summed up before any sheet is touched."""

    def __init__(self) -> None:
        self.by_sheet: defaultdict[TallyKey, Counter[Mark]] = defaultdict(Counter)

    def add(self, responses: Iterable[Response]) -> None:
        for response in responses:
            left = marks(response)
            for key in sheets(response):
                self.by_sheet[key].update(left)


async def raise_counts(connection: AsyncConnection, response: Response) -> None:
    """Beside others that do the same: a sheet that two want to begin is begun by one and raised by both."""
    changes = Changes()
    changes.add([response])
    blank = [row_of(key, {}) for key in sorted(changes.by_sheet, key=in_order)]
    await connection.execute(insert_missing(connection, tallies), blank)
    await change_counts(connection, changes, 1)


async def change_counts(connection: AsyncConnection, changes: Changes, sign: int) -> None:
    """The caller holds the table, or has made every sheet that is missing."""
    for head, keys in groupby(sorted(changes.by_sheet, key=in_order), key=head_of):
        await _change(connection, head, {key: changes.by_sheet[key] for key in keys}, sign)


async def loaded(
    connection: AsyncConnection,
    survey: str,
    versions: Collection[int] | None,
    months: Collection[str],
    characteristics: Collection[str] | None,
) -> Sequence[tuple[TallyKey, Sheet]]:
    chosen = select(tallies).where(
        tallies.c.survey == survey,
        tallies.c.month.in_(months),
        true() if characteristics is None else tallies.c.characteristic.in_(characteristics),
        tallies.c.version.in_(versions) if versions is not None else true(),
    )
    return [(key_of(row), sheet_of(row)) for row in await connection.execute(chosen.order_by(*KEY))]


class Counts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(
        self,
        survey: str,
        versions: Collection[int] | None,
        months: Collection[str],
        characteristics: Collection[str] | None,
    ) -> Sequence[tuple[TallyKey, Sheet]]:
        """Of one moment, in the order of their keys: the sheets of these characteristics, of which
        `feedback.tally.EVERYBODY` is one, or all."""
        async with self._database.reading() as connection:
            return await loaded(connection, survey, versions, months, characteristics)

    async def rebuild(self, event: Event) -> int:
        """All sheets anew from the responses themselves; how many were put right. Nobody is counted meanwhile."""
        async with self._database.writing() as connection:
            await alone_with_tallies(connection)
            counted = await _count_all(connection)
            wrong = len(_differences(await _kept(connection), counted))
            await connection.execute(delete(tallies))
            await change_counts(connection, counted, 1)
            await record_with(connection, replace(event, facts={**event.facts, "sheets": str(wrong)}))
        return wrong

    async def differences(self) -> Sequence[Difference]:
        """What rebuilding would put right: nothing, unless somebody wrote to the database past this program."""
        async with self._database.reading() as connection:
            return _differences(await _kept(connection), await _count_all(connection))


async def _kept(connection: AsyncConnection) -> Mapping[TallyKey, Sheet]:
    return {key_of(row): sheet_of(row) for row in await connection.execute(select(tallies))}


def _differences(kept: Mapping[TallyKey, Sheet], changes: Changes) -> Sequence[Difference]:
    counted = changes.by_sheet
    both = sorted(kept.keys() | counted.keys())
    pairs = ((key, kept.get(key, Counter()), counted.get(key, Counter())) for key in both)
    return [Difference(key, was, should_be) for key, was, should_be in pairs if was != should_be]


async def _count_all(connection: AsyncConnection) -> Changes:
    changes = Changes()
    async for response in stored(connection, true(), keys=None):
        changes.add([response])
    return changes


async def _change(connection: AsyncConnection, head: Head, changes: dict[TallyKey, Counter[Mark]], sign: int) -> None:
    held = await _held(connection, head, {key.value for key in changes})
    after = {key: moved(held.get(key, Counter()), change, sign) for key, change in changes.items()}
    begun = [row_of(key, sheet) for key, sheet in after.items() if sheet and key not in held]
    renewed = [{**named(key), "text": text_of(sheet)} for key, sheet in after.items() if sheet and key in held]
    emptied = [named(key) for key, sheet in after.items() if not sheet and key in held]
    for statement, rows in ((insert(tallies), begun), (_RENEW, renewed), (_DROP, emptied)):
        if rows:
            await connection.execute(statement, rows)


_RENEW = update(tallies).where(*THIS_ROW).values(sheet=bindparam("text"))
_DROP = delete(tallies).where(*THIS_ROW)


async def _held(connection: AsyncConnection, head: Head, values: Collection[str]) -> dict[TallyKey, Counter[Mark]]:
    """The sheets as they stand, locked until the transaction ends."""
    of_head = (column == part for column, part in zip(HEAD, head, strict=True))
    chosen = select(tallies).where(*of_head, tallies.c.value.in_(values)).order_by(*KEY).with_for_update()
    return {key_of(row): sheet_of(row) for row in await connection.execute(chosen)}
