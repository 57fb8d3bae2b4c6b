"""A tablet that many people share: it begins anew for each, clears itself, and leaves nothing to go back to."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.visitor import drop_tablet_token
from bot.channels.web.welcome import Offer, offers
from bot.web.frame import Frame, frame_of, wanted_language
from bot.web.rendering import render
from feedback.records import Place

SECONDS_UNTOUCHED = 600  # nobody writes for longer without pressing a button; the next person may be waiting
SECONDS_TO_NOTE_THE_CODE = 60  # and a link on the page asks for as much again


@dataclass(frozen=True, slots=True)
class TabletView:
    place: Place
    offers: tuple[Offer, ...]


async def show_tablet(request: web.Request) -> web.Response:
    place = await request.app[PAGES].places.find(request.match_info["place"])
    if place is None:
        raise web.HTTPNotFound
    language = wanted_language(request)
    view = TabletView(place, await offers(request, language, place.code, kiosk=True))
    page = render(request, "tablet.html", frame_of(request, language), view)
    drop_tablet_token(page)
    return page


def cleared_when_left(page: web.Response, frame: Frame, seconds: int = SECONDS_UNTOUCHED) -> web.Response:
    """By a header, so that it needs no script. On somebody's own device nothing is cleared under their hands."""
    if frame.kiosk:
        page.headers["Refresh"] = f"{seconds}; url={frame.home}"
    return page
