"""The store, opened on a fresh database: on SQLite and on PostgreSQL, the same tests for both."""

from collections.abc import AsyncIterator

import pytest

from feedback.store.conversations import Conversations
from feedback.store.counts import Counts
from feedback.store.database import Database, open_database
from feedback.store.editions import Editions
from feedback.store.outbox import Outbox
from feedback.store.places import Places
from feedback.store.responses import Responses
from tests.contract.examples import KEYS, today


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database, KEYS, today)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, KEYS)


@pytest.fixture
def responses(database: Database) -> Responses:
    return Responses(database, KEYS)


@pytest.fixture
def counts(database: Database) -> Counts:
    return Counts(database)


@pytest.fixture
def places(database: Database) -> Places:
    return Places(database)


@pytest.fixture
def editions(database: Database) -> Editions:
    return Editions(database)
