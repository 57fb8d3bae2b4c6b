"""`heard demo`: fill an empty database with an invented trust and invented answers."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bot.app import Product, now, today
from bot.commands.outcomes import refuse, with_product
from bot.demo.responses import SURVEYS, responses
from bot.demo.sign_ins import newcomer, password
from bot.demo.trust import places
from bot.portal.passwords import Passwords
from feedback.periods import newest_all_over
from feedback.policy import PeriodKind
from feedback.records import Event, Response
from feedback.staff import Role
from surveys.text import Edition

QUARTERS = 8
_AT_A_TIME = 10_000  # nearly every count sheet is touched by each lot: few large lots write each sheet few times
_console = Console(stderr=True)


def demo(
    count: Annotated[int, typer.Option("--responses", min=1, max=1_000_000, help="How many responses.")] = 12_000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same responses.")] = 1,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing where the database holds something.")
    ] = False,
) -> None:
    """Invent a trust of 40 teams and responses over the last eight quarters. Nobody in it exists."""

    async def work(product: Product) -> bool:
        return await fill(product, count, seed)

    if with_product(work):
        typer.echo(f"{count} invented responses over {QUARTERS} quarters are in the database.")
    elif not if_empty:
        refuse(
            ["demo: not-empty: The database holds something. Set HEARD_DATA_DIR to an empty folder to try the demo."]
        )


async def fill(product: Product, count: int, seed: int) -> bool:
    """False, and nothing done, where the database holds anything."""
    if not await product.responses.empty() or await product.staff.all():
        return False
    await product.places.add_all(places())
    invented = _shown(await _editions(product), count, seed)
    await product.responses.add_all(((response, None) for response in invented), chunk=_AT_A_TIME)
    await _people(product)
    return True


async def _people(product: Product) -> None:
    """One a role, with a password that follows from the secret key: nothing has to be kept to tell it again."""
    passwords = Passwords()
    for role in Role:
        invented = newcomer(role, await passwords.hash(password(product.keys, role)))
        event = Event(now(), "heard demo", "staff-added", "", {"email": invented.email, "role": role.value})
        await product.staff.add(invented, today(), event)


def _shown(editions: dict[str, Edition], count: int, seed: int) -> Iterator[Response]:
    invented = responses(editions, newest_all_over(PeriodKind.QUARTER, today(), QUARTERS), count, seed)
    yield from track(invented, "Inventing", total=count, console=_console, disable=not _console.is_terminal)


async def _editions(product: Product) -> dict[str, Edition]:
    found = {survey: await product.editions.edition(survey, None, None) for survey in SURVEYS}
    return {survey: edition for survey, edition in found.items() if edition is not None}
