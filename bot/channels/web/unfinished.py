"""Whether answers may count that are never finished: said before the first of them, in the address alone, so that it is
kept with the first answer and nowhere else. Not on a shared tablet, where nobody can come back to delete them."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.visit import Visit
from bot.web.frame import with_query

_NAME, _YES, _NO = "unfinished", "yes", "no"


@dataclass(frozen=True, slots=True)
class UnfinishedChoice:
    """`other`: where the page stands with the other choice."""

    agreed: bool
    other: str


def unfinished_choice(request: web.Request, visit: Visit) -> UnfinishedChoice | None:
    if visit.trail.kiosk:
        return None
    agreed = agrees_to_count(request, visit)
    return UnfinishedChoice(agreed, with_query(visit.trail.start(), {_NAME: _NO if agreed else _YES}))


def agrees_to_count(request: web.Request, visit: Visit) -> bool:
    """Only by our own page's link: nobody may agree for others by writing them an address."""
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return ours and not visit.trail.kiosk and request.query.get(_NAME) == _YES


def counting_unfinished(address: str) -> str:
    return with_query(address, {_NAME: _YES})
