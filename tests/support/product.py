"""The whole product on a database of a test's own, as `heard` wires it together."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Product, product
from bot.config import Settings, read_settings
from feedback.records import Place

SECRET = "made-up-secret-for-tests-and-nothing-else"
WARD = Place("ward-7", "trust", "Ward 7", "team")


def settings(folder: Path, **more: str) -> Settings:
    environment: Mapping[str, str] = {"HEARD_DATA_DIR": str(folder), "HEARD_SECRET_KEY": SECRET, **more}
    read = read_settings(environment)
    assert isinstance(read, Settings), read
    return read


@asynccontextmanager
async def opened_product(folder: Path, database_url: str, **more: str) -> AsyncIterator[Product]:
    async with product(settings(folder, HEARD_DATABASE_URL=database_url, **more)) as whole:
        if await whole.places.find(WARD.code) is None:
            await whole.places.add_all([WARD])
        yield whole
