"""How many stays may begin in an hour, so that made-up ones do not fill the database with what nobody finishes.

No real ward comes near. Counted by the hour, because a hospital can have one address for all who are in it: whoever
floods from there keeps its tablets waiting for as long and no longer. A tablet that is refused keeps its answers, and
sends them later; what has begun goes on.

People with a place's link on their own devices have the same bounds, and counts of their own: neither uses up what the
others may begin. Those who name no place are held by what stops every flood.
"""

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

from bot.channels.web.pages import PAGES
from bot.channels.web.visit import Standing, Visit, channel_of
from bot.web.floods import Counts, Limit
from bot.web.loopback import by_this_machine_alone
from bot.web.refusing import SENDERS
from feedback.records import Channel

_HOUR = 3_600
# Five tablets that come back from a fortnight without a connection bring a thousand stays: an afternoon's worth.
AT_ONE_PLACE_FROM_ONE_ADDRESS = Limit(most=250, seconds=_HOUR)
FROM_ONE_ADDRESS = Limit(most=1_250, seconds=_HOUR)  # a hospital can have one address for all its wards
AT_ONE_PLACE = Limit(most=1_250, seconds=_HOUR)
log = structlog.get_logger(__name__)


class Beginnings:
    """Whoever is refused counts for nothing further on: one address alone cannot use up what a place may begin."""

    def __init__(self, channel: Channel, refused: Counter) -> None:
        self._there_from_here = Counts(AT_ONE_PLACE_FROM_ONE_ADDRESS)
        self._from_here = Counts(FROM_ONE_ADDRESS)
        self._there = Counts(AT_ONE_PLACE)
        self._told = Counts(Limit(most=1, seconds=_HOUR))
        self._channel = channel
        self._refused = refused

    def count(self, place: str, sender: str) -> int:
        """One more. How many seconds it has to wait: none while it is welcome."""
        for bound, counts, who in (
            ("place-from-address", self._there_from_here, f"{sender} {place}"),
            ("address", self._from_here, sender),
            ("place", self._there, place),
        ):
            if wait := counts.count(who):
                self._tell(bound, place)
                return wait
        return 0

    def _tell(self, bound: str, place: str) -> None:
        """Once an hour for each place, in the log. Whose address it is stands nowhere."""
        self._refused.labels(self._channel.value, bound).inc()
        if not self._told.count(f"{bound} {place}"):
            log.warning("beginnings-refused", channel=self._channel.value, place=place, bound=bound)


BEGINNINGS = web.AppKey("beginnings", dict[Channel, Beginnings])


def set_up_beginnings(app: web.Application, registry: CollectorRegistry) -> None:
    names = ("channel", "bound")
    refused = Counter("heard_beginnings_refused", "Beginnings that had to wait, by bound.", names, registry=registry)
    app[BEGINNINGS] = {channel: Beginnings(channel, refused) for channel in (Channel.KIOSK, Channel.WEB)}


def wait_to_begin(request: web.Request, visit: Visit) -> int:
    """Asked where something would begin at a place, and nowhere else: what has begun goes on."""
    place = visit.trail.place
    if visit.standing is not Standing.UNUSED or place is None:
        return 0
    if by_this_machine_alone(request, request.app[PAGES].public.url):
        return 0
    return request.app[BEGINNINGS][channel_of(visit.trail)].count(place, request.app[SENDERS].of(request))
