"""Taking in a whole file of places: the tree, what moved in it and when, the caseloads and the line of the trail,
together or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.places.plan import Known, Move, Outcome, Plan
from feedback.records import Event
from feedback.store.audit import record_with
from feedback.store.caseloads import held, replace_all
from feedback.store.database import Database
from feedback.store.dialects import alone_with_places
from feedback.store.places import held as held_places
from feedback.store.places import write
from feedback.store.tables import place_moves


class PlaceImports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def take_in(self, plan: Callable[[Known], Outcome], event: Event) -> Outcome:
        """`plan` sees what is there, and nobody changes it until what it says is done. A plan that changes nothing
        leaves no line."""
        async with self._database.writing() as connection:
            await alone_with_places(connection)
            outcome = plan(Known(await held_places(connection), await held(connection)))
            if isinstance(outcome, Plan) and outcome.changes:
                await _carry_out(connection, outcome)
                await record_with(connection, replace(event, facts={**event.facts, **outcome.facts}))
        return outcome

    async def moves(self) -> Sequence[Move]:
        """In the order in which they were told."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(place_moves).order_by(place_moves.c.entry))
            return [Move(row.code, row.from_parent, row.to_parent, row.day) for row in rows]


async def _carry_out(connection: AsyncConnection, plan: Plan) -> None:
    await write(connection, plan.put)
    if plan.moves:
        rows = [
            {"code": move.code, "from_parent": move.from_parent, "to_parent": move.to_parent, "day": move.day}
            for move in plan.moves
        ]
        await connection.execute(insert(place_moves), rows)
    await replace_all(connection, plan.caseloads, plan.day)
