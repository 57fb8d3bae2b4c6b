"""`heard doctor`: what is wrong here, and how to mend it."""

import typer

from bot.app import Product
from bot.commands.outcomes import refuse, with_product
from bot.web.loopback import is_this_machine


def doctor() -> None:
    """Check settings, key and database, and that the counts are what the responses add up to."""
    problems = with_product(_problems)
    if problems:
        refuse(problems)
    typer.echo("Nothing is wrong.")


async def _problems(product: Product) -> tuple[str, ...]:
    return (*await _counts(product), *await _inbox(product), *await _invented_people(product))


async def _counts(product: Product) -> list[str]:
    wrong = await product.counts.differences()
    remedy = "Tell the developers, then rebuild the counts from the responses."
    says = f"counts: counts-differ: {len(wrong)} count sheets are not what the responses add up to."
    return [f"{says} {remedy}"] if wrong else []


async def _inbox(product: Product) -> list[str]:
    aside = await product.conversations.count_aside()
    remedy = "Look for `update-set-aside` in the log and tell the developers; they are deleted after 14 days."
    return [f"inbox: updates-aside: {aside} things that people said could not be worked on. {remedy}"] if aside else []


async def _invented_people(product: Product) -> list[str]:
    """They cannot sign in where others can come; that they are there means that invented answers are, too."""
    if is_this_machine(product.settings.public_url):
        return []
    invented = [person.email for person in await product.staff.all() if person.demonstration and not person.closed]
    return [
        f"{email}: demonstration-sign-in: This sign-in was made by `heard demo`, and others can reach this server. "
        f"Run `heard staff remove {email}`, and serve from a data folder without invented answers."
        for email in invented
    ]
