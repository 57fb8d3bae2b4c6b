"""The ways into the database, and the ways that are closed."""

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from feedback.errors import Away
from feedback.store.database import Database, NoDatabase, open_database
from feedback.store.places import Places
from feedback.store.tables import places
from tests.contract.examples import TREE


async def test_reading_writes_nothing(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with database.reading() as connection:
            await connection.execute(insert(places).values(code="x", parent="trust", name="X", level="team"))


async def test_a_block_that_raises_writes_nothing(database: Database) -> None:
    async def block() -> None:
        async with database.writing() as connection:
            await connection.execute(insert(places).values(code="x", parent="trust", name="X", level="team"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await block()
    assert await Places(database).find("x") is None


async def test_something_can_be_looked_up_in_the_middle_of_writing(database_url: str) -> None:
    narrow = await open_database(database_url, pool_size=1)
    async with narrow.writing() as connection:
        await connection.execute(insert(places).values(code="x", parent="trust", name="X", level="team"))
        assert await Places(narrow).find("x") is None
    assert await Places(narrow).find("x") is not None
    await narrow.close()


async def test_what_went_wrong_is_told_without_the_values(database: Database) -> None:
    """Errors end up in logs; what people wrote does not."""
    with pytest.raises(DBAPIError) as refused:
        async with database.writing() as connection:
            await connection.execute(insert(places), [{"code": "trust", "name": "planted", "level": "team"}])
    assert "planted" not in str(refused.value)


async def test_the_short_name_of_postgresql_is_as_good_as_the_long(database_url: str) -> None:
    opened = await open_database(database_url.replace("postgresql://", "postgres://"))
    await Places(opened).add_all(TREE)
    await opened.close()


async def test_a_server_that_cannot_be_reached_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Away):
        await open_database(f"postgresql://nobody@/none?host={tmp_path}")


def embedded_files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase, match=r"heard\.db"):
        await open_database(f"sqlite:///{tmp_path / 'heard.db'}")
    assert embedded_files(tmp_path) == []


@pytest.mark.parametrize("url", ["mysql://root@localhost/heard", "sqlite://", "sqlite:///:memory:"])
async def test_an_address_that_is_none_of_ours_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///PATH or postgresql://"):
        await open_database(url)
