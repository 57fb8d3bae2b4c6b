"""How a command ends: done, or refused with every problem on standard error and exit code 2."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from typing import NoReturn, TypeVar

import typer

from bot.app import NotMigrated, Product, Unreachable, product
from bot.config import Settings, read_settings
from feedback.store.upgrade import NewerDatabase

Done = TypeVar("Done")


def refuse(problems: Iterable[object]) -> NoReturn:
    for problem in problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(2)


def settings() -> Settings:
    read = read_settings(os.environ)
    if not isinstance(read, Settings):
        refuse(read)
    return read


def with_product(work: Callable[[Product], Awaitable[Done]]) -> Done:
    """Opens the product, does the work in it, and closes it again."""

    async def opened() -> Done:
        async with product(chosen) as whole:
            return await work(whole)

    chosen = settings()
    try:
        return asyncio.run(opened())
    except NotMigrated:
        says = "HEARD_DATABASE_URL: not-migrated: The database's tables are older than this version."
        refuse([f"{says} Run `heard db upgrade`."])
    except NewerDatabase:
        says = "HEARD_DATABASE_URL: newer-database: The database's tables are newer than this version."
        refuse([f"{says} Run the newer version of Heard."])
    except Unreachable as unreachable:
        says = f"HEARD_DATABASE_URL: unreachable: No database answers there ({unreachable.__cause__})."
        refuse([f"{says} Check the address, the password, and that the server runs."])
