"""The register of releases. Only ever added to: a release stays as it is, whatever becomes of the answers behind it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.periods import Period
from feedback.records import Event, Response
from feedback.release import AlreadyFrozen, Draft, Frozen, Moved, Outcome, Release, counted_in, released
from feedback.store.audit import record_with
from feedback.store.counts import loaded
from feedback.store.database import Database
from feedback.store.dialects import alone_with_tallies, among_those_who_count
from feedback.store.tables import releases
from feedback.tally import Sheet, TallyKey


class Releases:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Release]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(releases).order_by(releases.c.number))
            return [_release(row) for row in rows]

    async def of(self, survey: str, period: Period) -> Release | None:
        async with self._database.reading() as connection:
            return await _of(connection, survey, period)

    async def numbered(self, number: int) -> Release | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(releases).where(releases.c.number == number))).one_or_none()
            return _release(row) if row else None

    async def freeze(self, draft: Draft, counted: Sequence[tuple[TallyKey, Sheet]], event: Event) -> Outcome:
        """`counted`: all sheets of the period that the tables were made of. They must be what is counted still; nobody
        is counted while this looks and writes."""
        async with self._database.writing() as connection:
            await alone_with_tallies(connection)
            there = await _of(connection, draft.survey, draft.period)
            if there is not None:
                return AlreadyFrozen(there)
            if await loaded(connection, draft.survey, None, draft.period.months, None) != counted:
                return Moved()
            newest = select(releases).order_by(releases.c.number.desc()).limit(1)
            row = (await connection.execute(newest)).one_or_none()
            release = released(draft, _release(row) if row else None)
            await connection.execute(insert(releases), _row(release))
            facts = {**event.facts, "release": str(release.number), "hash": release.hash}
            await record_with(connection, replace(event, facts=facts))
            return Frozen(release)


async def in_time(connection: AsyncConnection, given: Collection[Response]) -> list[Response]:
    """As they count: what comes after the release of its own period counts in the next that is open.

    From now until the transaction ends nothing is released, so what is decided here holds when they are counted."""
    await among_those_who_count(connection)
    surveys = {response.survey for response in given}
    held = select(releases.c.survey, releases.c.first, releases.c.last).where(releases.c.survey.in_(surveys))
    periods: dict[str, list[Period]] = {}
    for row in await connection.execute(held):
        periods.setdefault(row.survey, []).append(Period(row.first, row.last))
    return [replace(one, counted_in=counted_in(one.day, periods.get(one.survey, ()))) for one in given]


async def _of(connection: AsyncConnection, survey: str, period: Period) -> Release | None:
    chosen = (releases.c.survey == survey) & (releases.c.first == period.first) & (releases.c.last == period.last)
    row = (await connection.execute(select(releases).where(chosen))).one_or_none()
    return _release(row) if row else None


def _row(release: Release) -> dict[str, Any]:
    draft = release.draft
    return {
        "number": release.number,
        "survey": draft.survey,
        "first": draft.period.first,
        "last": draft.period.last,
        "received_to": draft.received_to,
        "asked_by": draft.asked_by,
        "policy": draft.policy,
        "tables": draft.tables,
        "attacked": draft.attacked,
        "previous": release.previous,
        "hash": release.hash,
    }


def _release(row: Row[Any]) -> Release:
    draft = Draft(
        survey=row.survey,
        period=Period(row.first, row.last),
        received_to=row.received_to,
        asked_by=row.asked_by,
        policy=row.policy,
        tables=row.tables,
        attacked=row.attacked,
    )
    return Release(row.number, draft, row.previous, row.hash)
