"""`heard counts rebuild`."""

import typer

from bot.app import Product, now
from bot.commands.operator import operator
from bot.commands.outcomes import with_product
from feedback.records import Event

app = typer.Typer(no_args_is_help=True)


@app.callback()
def counts() -> None:
    """Keeps `rebuild` a word of its own: a group with one command would otherwise swallow it."""


@app.command()
def rebuild() -> None:
    """Count all responses anew. Whoever finishes meanwhile waits: choose a quiet hour. Releases stay as they are."""

    async def work(product: Product) -> int:
        return await product.counts.rebuild(Event(now(), operator(), "counts-rebuild", "", {}))

    wrong = with_product(work)
    typer.echo(f"Counted anew: {wrong} count sheets were wrong." if wrong else "Counted anew: nothing was wrong.")
