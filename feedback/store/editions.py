"""Published surveys. A version is frozen: people's answers mean what it says, and go on meaning it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import func, select

from feedback.store.database import Database
from feedback.store.dialects import insert_missing
from feedback.store.tables import editions


@dataclass(frozen=True, slots=True)
class Published:
    """The version is now there, for good."""


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """It was published before, with the same content."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """It was published before with other content, and stays as it was. The digest is that of what stands."""

    digest: str


Outcome: TypeAlias = Published | AlreadyThere | Frozen


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    survey: str
    version: int
    section: str
    definition: str
    digest: str
    day: date


class Editions:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def publish(
        self, survey: str, version: int, section: str, definition: str, digest: str, day: date
    ) -> Outcome:
        row = {
            "survey": survey,
            "version": version,
            "section": section,
            "definition": definition,
            "digest": digest,
            "day": day,
        }
        this_version = (editions.c.survey == survey) & (editions.c.version == version)
        async with self._database.writing() as connection:
            new = insert_missing(connection, editions).values(row).returning(editions.c.digest)
            if await connection.scalar(new) is not None:
                return Published()
            standing = (await connection.execute(select(editions.c.digest).where(this_version))).scalar_one()
        return AlreadyThere() if standing == digest else Frozen(standing)

    async def load(self, survey: str, version: int) -> str | None:
        this_version = (editions.c.survey == survey) & (editions.c.version == version)
        async with self._database.reading() as connection:
            return await connection.scalar(select(editions.c.definition).where(this_version))

    async def newest(self, survey: str) -> int | None:
        highest = select(func.max(editions.c.version)).where(editions.c.survey == survey)
        async with self._database.reading() as connection:
            newest: int | None = await connection.scalar(highest)
        return newest

    async def all(self) -> Sequence[PublishedEdition]:
        """By survey, the newest version of each first."""
        listed = select(editions).order_by(editions.c.survey, editions.c.version.desc())
        async with self._database.reading() as connection:
            return [PublishedEdition(**row) for row in (await connection.execute(listed)).mappings()]
