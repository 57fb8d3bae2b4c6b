"""How many stays may begin in a day, so that made-up ones do not fill the database with what nobody finishes.

No real ward comes near. A tablet that is refused all the same keeps its answers, and sends them another day.
"""

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.visit import Standing, Visit
from bot.web.floods import Counts, Limit
from bot.web.loopback import by_this_machine_alone
from bot.web.refusing import SENDERS

_DAY = 86_400
# Five tablets that come back from a fortnight without a connection bring a thousand stays; most days have a few dozen.
AT_ONE_PLACE_FROM_ONE_ADDRESS = Limit(most=1_000, seconds=_DAY)
FROM_ONE_ADDRESS = Limit(most=5_000, seconds=_DAY)  # a hospital can have one address for all its wards
AT_ONE_PLACE = Limit(most=5_000, seconds=_DAY)


class Beginnings:
    """Whoever is refused counts for nothing further on: one address alone cannot use up what a place may begin."""

    def __init__(self) -> None:
        self._there_from_here = Counts(AT_ONE_PLACE_FROM_ONE_ADDRESS)
        self._from_here = Counts(FROM_ONE_ADDRESS)
        self._there = Counts(AT_ONE_PLACE)

    def count(self, place: str, sender: str) -> int:
        """One more. How many seconds it has to wait: none while it is welcome."""
        return (
            self._there_from_here.count(f"{sender} {place}")
            or self._from_here.count(sender)
            or self._there.count(place)
        )


BEGINNINGS = web.AppKey("beginnings", Beginnings)


def wait_to_begin(request: web.Request, visit: Visit) -> int:
    """Asked where something would begin on a tablet, and nowhere else: what has begun goes on."""
    if visit.standing is not Standing.UNUSED or by_this_machine_alone(request, request.app[PAGES].public.url):
        return 0
    return request.app[BEGINNINGS].count(visit.trail.place or "", request.app[SENDERS].of(request))
