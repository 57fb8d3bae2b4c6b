"""A tablet that many people share: it begins anew for each and leaves nothing to go back to."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.visitor import drop_tablet_token
from bot.channels.web.welcome import Offer, offers
from bot.web.frame import frame_of, wanted_language
from bot.web.rendering import render
from feedback.records import Place


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
    frame = frame_of(request, language, draft=any(offer.draft for offer in view.offers))
    page = render(request, "tablet.html", frame, view)
    drop_tablet_token(page)
    return page
