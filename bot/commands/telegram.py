"""`heard telegram`: the bot tried out without Telegram."""

import asyncio
from dataclasses import replace
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry

from bot.app import Product, now
from bot.commands.outcomes import refuse, with_product
from bot.commands.stopping import told_to_stop
from bot.config import Telegram
from bot.sandbox.cast import played_sandbox
from bot.sandbox.serving import serving
from bot.telegram import telegram_channel

app = typer.Typer(no_args_is_help=True)
_PORT = 8081
Port = Annotated[int, typer.Option("--port", help="Where on this machine; 0 takes any that is free.")]


@app.callback()
def about() -> None:
    """The Telegram bot."""


@app.command()
def sandbox(port: Port = _PORT) -> None:
    """Open a page that plays the chat, with the bot of this trust at the other end. What is said is stored."""

    async def work(product: Product) -> None:
        stop, stand_in = told_to_stop(), played_sandbox(now)
        try:
            async with serving(stand_in, port=port) as address:
                typer.echo(f"A stand-in for Telegram is at {address}/ until you press Ctrl-C.")
                await _bot(product, stand_in.token, address, stop)
        except OSError as error:
            remedy = "Stop what uses it, or give another number."
            refuse([f"--port: cannot-listen: Port {port} of this machine cannot be opened: {error.strerror}. {remedy}"])

    with_product(work)


async def _bot(product: Product, token: str, address: str, stop: asyncio.Event) -> None:
    settings = replace(product.settings, telegram=Telegram(token, address, webhook=False, secret=None))
    channel = telegram_channel(replace(product, settings=settings), CollectorRegistry())
    if channel is not None:
        await channel.run(stop)
