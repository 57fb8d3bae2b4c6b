"""`heard staff`: who may sign in. Nobody is told a password: a link that works once lets them set their own."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.app import Product, now, today
from bot.commands.operator import operator
from bot.commands.outcomes import refuse, with_product
from bot.i18n import english_day
from bot.portal.policies import LINK_LASTS
from feedback.records import Event
from feedback.staff import Newcomer, Person, Role, normal_email

app = typer.Typer(no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="Their e-mail address at work.")]
_TOKEN_BYTES = 32
_ROLES = ", ".join(Role)
_COLUMNS = ("email", "role", "place", "added", "state")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What to hand over, and until when it works."""

    address: str
    expires: datetime


@app.command()
def add(
    email: Email,
    role: Annotated[str | None, typer.Option("--role", help=f"One of: {_ROLES}.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="The code of the place that they work for.")] = None,
) -> None:
    """Give somebody access, and print the link with which they set their password."""

    async def work(product: Product) -> Invitation:
        problems = [*_of_arguments(email, role), *await _of_database(product, email, place)]
        if problems:
            refuse(problems)
        newcomer = Newcomer(normal_email(email) or "", Role(role or ""), place)
        facts = {"email": newcomer.email, "role": newcomer.role.value, "place": place}
        if not await product.staff.add(newcomer, today(), _event("staff-added", **facts)):
            refuse([_already_there(newcomer.email)])
        return await _invited(product, await _known(product, newcomer.email))

    _tell(with_product(work))


@app.command()
def link(email: Email) -> None:
    """Print a new link for somebody who lost theirs, or forgot their password. Earlier links stop working."""

    async def work(product: Product) -> Invitation:
        person = await _known(product, email)
        if person.demonstration:
            says = "The demonstration's passwords follow from the secret key."
            refuse([f"EMAIL: demonstration: {says} `heard serve` prints them where they can be used."])
        return await _invited(product, person)

    _tell(with_product(work))


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """Everybody who may sign in, or once could."""
    rows = [_row(person) for person in with_product(_everybody)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table(*_COLUMNS)
    for row in rows:
        table.add_row(*(str(row[column] or "") for column in _COLUMNS))
    Console().print(table)


@app.command()
def remove(email: Email) -> None:
    """End somebody's access at once, wherever they are signed in."""

    async def work(product: Product) -> str:
        person = await _known(product, email)
        await product.staff.close(person.id, today(), _event("staff-removed", email=person.email))
        return person.email

    typer.echo(f"{with_product(work)} can no longer sign in.")


def _of_arguments(email: str, role: str | None) -> Iterator[str]:
    if normal_email(email) is None:
        yield f"EMAIL: not-an-address: `{email}` is no e-mail address. Write it like name@trust.example."
    if role is None:
        yield f"--role: missing: It is not said what they may do. Use one of: {_ROLES}."
    elif role not in tuple(Role):
        yield f"--role: unknown-role: There is no role `{role}`. Use one of: {_ROLES}."


async def _of_database(product: Product, email: str, place: str | None) -> list[str]:
    problems = []
    person = await product.staff.find(normal_email(email) or "")
    if person is not None and person.closed is None:
        problems.append(_already_there(person.email))
    if place is not None and await product.places.find(place) is None:
        problems.append(f"--place: unknown-place: There is no place `{place}`. See the codes on the posters.")
    return problems


def _already_there(email: str) -> str:
    remedy = f"For a new link use `heard staff link {email}`; for another role, `heard staff remove {email}` first."
    return f"EMAIL: already-there: `{email}` has access already. {remedy}"


async def _known(product: Product, email: str) -> Person:
    person = await product.staff.find(normal_email(email) or "")
    if person is None or person.closed is not None:
        refuse([f"EMAIL: unknown: Nobody has access as `{email}`. See `heard staff list`."])
    return person


async def _invited(product: Product, person: Person) -> Invitation:
    token, expires = secrets.token_urlsafe(_TOKEN_BYTES), now() + LINK_LASTS
    await product.staff_links.give(person.id, token, expires, _event("staff-link-made", email=person.email))
    return Invitation(f"{product.settings.public_url}/staff/begin/{token}", expires)


def _tell(invitation: Invitation) -> None:
    typer.echo(f"Give them this link, and nobody else. It works once, until {english_day(invitation.expires.date())}.")
    typer.echo(invitation.address)


async def _everybody(product: Product) -> list[Person]:
    return list(await product.staff.all())


def _row(person: Person) -> dict[str, Any]:
    return {
        "email": person.email,
        "role": person.role.value,
        "place": person.place,
        "added": str(person.added),
        "state": _state(person),
        "demonstration": person.demonstration,
    }


def _state(person: Person) -> str:
    if person.closed is not None:
        return "ended"
    return "can-sign-in" if person.password_hash else "invited"


def _event(action: str, **facts: str | None) -> Event:
    return Event(now(), operator(), action, "", facts)
