"""`heard db upgrade`."""

import asyncio

import typer

from bot.app import publish_library, today
from bot.commands.outcomes import settings
from bot.config import Settings
from feedback.store.database import open_database
from feedback.store.editions import Editions
from feedback.store.upgrade import upgrade as upgrade_tables

app = typer.Typer(no_args_is_help=True)


@app.callback()
def database() -> None:
    """Keeps `upgrade` a word of its own: a group with one command would otherwise swallow it."""


@app.command()
def upgrade() -> None:
    """Bring the database's tables up to this version, and publish the shipped surveys that it does not hold yet."""
    chosen = settings()
    chosen.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade_tables(chosen.database_url)
    asyncio.run(_publish(chosen))
    typer.echo("The database is up to date.")


async def _publish(chosen: Settings) -> None:
    opened = await open_database(chosen.database_url)
    try:
        await publish_library(Editions(opened), today())
    finally:
        await opened.close()
