"""`heard doctor`: what is wrong here, and how to mend it."""

import typer

from bot.app import Product
from bot.commands.outcomes import refuse, with_product


def doctor() -> None:
    """Check settings, key and database, and that the counts are what the responses add up to."""
    problems = with_product(_problems)
    if problems:
        refuse(problems)
    typer.echo("Nothing is wrong.")


async def _problems(product: Product) -> tuple[str, ...]:
    wrong = await product.counts.differences()
    if not wrong:
        return ()
    remedy = "Tell the developers, then rebuild the counts from the responses."
    return (f"counts: counts-differ: {len(wrong)} count sheets are not what the responses add up to. {remedy}",)
