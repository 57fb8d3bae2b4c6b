"""How many people each place looks after, by ethnicity. An import replaces a place's caseload as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.places.caseload import Caseload
from feedback.store.database import Database
from feedback.store.tables import caseloads


class Caseloads:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Mapping[str, Caseload]:
        """By place, then by group."""
        async with self._database.reading() as connection:
            return await held(connection)

    async def days(self) -> Mapping[str, date]:
        """By place: on which day its caseload was taken in."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(caseloads.c.place, caseloads.c.day).distinct())
            return {row.place: row.day for row in rows}


async def held(connection: AsyncConnection) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for place, group, people in await connection.execute(
        select(caseloads.c.place, caseloads.c.group, caseloads.c.people)
    ):
        found.setdefault(place, {})[group] = people
    return found


async def replace_all(connection: AsyncConnection, given: Mapping[str, Caseload], day: date) -> None:
    """Those of these places; every other place keeps its own."""
    if not given:
        return
    theirs = delete(caseloads).where(caseloads.c.place == bindparam("of_place"))
    await connection.execute(theirs, [{"of_place": place} for place in given])
    rows: list[dict[str, Any]] = [
        {"place": place, "group": group, "people": people, "day": day}
        for place, caseload in given.items()
        for group, people in caseload.items()
    ]
    await connection.execute(insert(caseloads), rows)
