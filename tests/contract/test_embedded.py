"""What SQLite must be told to keep the same promises as a server, byte by byte in its own files."""

from pathlib import Path

from sqlalchemy import make_url, select, text

from feedback.store.conversations import Conversations
from feedback.store.database import open_database
from feedback.store.names import respondent_hashes
from feedback.store.outbox import Outbox
from feedback.store.responses import Responses
from feedback.store.tables import comments, conversations, equality, inbox, outbox, responses
from tests.contract.examples import KEYS, RECEIPT, a_response, today
from tests.contract.secrets_planted import OTHER, SOMEBODY, WAITING, in_clear, plant


def files(url: str) -> list[Path]:
    file = Path(make_url(url).database or "")
    return sorted(file.parent.glob(f"{file.name}*"))


async def test_no_byte_of_its_files_is_a_secret_in_clear(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    await plant(database)
    held = {file.suffix: file.read_bytes() for file in files(sqlite_url)}
    await database.close()
    assert a_response().id.encode() in b"".join(held.values())
    assert [(suffix, found) for suffix, data in held.items() if (found := in_clear(data))] == []
    closed = {file.suffix: file.read_bytes() for file in files(sqlite_url)}
    assert a_response().id.encode() in closed[".db"]
    assert [(suffix, found) for suffix, data in closed.items() if (found := in_clear(data))] == []


async def test_what_is_no_longer_needed_is_overwritten(sqlite_url: str) -> None:
    """Even what was sealed, even while the server runs: who has the key as well must not find who said what."""
    database = await open_database(sqlite_url)
    await plant(database)
    async with database.reading() as connection:
        sealed = [
            value
            for column in (inbox.c.letter, outbox.c.letter, conversations.c.answers, comments.c.words)
            for value in await connection.scalars(select(column).where(column.is_not(None)))
        ]
    assert len(sealed) == 5
    gone = [*sealed, respondent_hashes(KEYS, SOMEBODY)[0], a_response().id.encode()]
    async with Conversations(database, KEYS, today).open(SOMEBODY, WAITING) as opened:
        await opened.close(None, None)
    sender = Outbox(database, KEYS)
    for who in (SOMEBODY, OTHER):
        async for parcel in sender.waiting_for(who):
            await sender.delivered(parcel.id)
    assert await Responses(database, KEYS).withdraw(RECEIPT)
    held = b"".join(file.read_bytes() for file in files(sqlite_url))
    await database.close()
    assert [secret for secret in gone if secret in held] == []


async def test_responses_do_not_lie_in_the_order_in_which_they_came(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    given = ["r-m", "r-c", "r-x", "r-a"]
    await Responses(database, KEYS).add_all((a_response(id), f"receipt {id}") for id in given)
    async with database.reading() as connection:
        for column in (responses.c.id, comments.c.response, equality.c.response):
            assert list(await connection.scalars(select(column))) == sorted(given)
    await database.close()


async def test_what_is_committed_is_on_the_disk(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    async with database.writing() as connection:
        full = 2
        assert await connection.scalar(text("PRAGMA synchronous")) == full
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
    await database.close()
