"""Deleting what waits to be said to a respondent, and what they said and nobody could work on."""

from collections.abc import Collection

from sqlalchemy import delete, or_
from sqlalchemy import update as change
from sqlalchemy.ext.asyncio import AsyncConnection

from feedback.store.tables import inbox, outbox


async def fall_silent(connection: AsyncConnection, names: Collection[bytes]) -> bool:
    """Whether anything waited to be said."""
    theirs = or_(outbox.c.respondent_hash.in_(names), outbox.c.reminds.in_(names))
    return bool((await connection.execute(delete(outbox).where(theirs))).rowcount)


async def forget_aside(connection: AsyncConnection, names: Collection[bytes], before: int = 0) -> None:
    """That there was something stays until its day is forgotten, and leads to nobody. `before`: with what came earlier
    than this arrival and waits still, because its key is missing."""
    said = inbox.c.respondent_hash.in_(names) & or_(inbox.c.aside, inbox.c.arrival < before)
    await connection.execute(change(inbox).where(said).values(respondent_hash=None, letter=None))
    unread = outbox.c.respondent_hash.in_(names) & outbox.c.aside
    await connection.execute(delete(outbox).where(unread))
