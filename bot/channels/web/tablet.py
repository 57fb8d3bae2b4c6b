"""A tablet that many people share: it begins anew for each and leaves nothing to go back to."""

from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.displaying import CHOSEN
from bot.channels.web.pages import PAGES
from bot.channels.web.visitor import drop_tablet_token
from bot.channels.web.welcome import Offer, offers
from bot.web.display import Display, drop_display
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
    if CHOSEN in request.query:  # somebody comes straight from having chosen how it looks, and begins here
        page = render(request, "tablet.html", frame, view)
    else:
        page = render(request, "tablet.html", replace(frame, display=Display()), view)
        drop_display(page)
    drop_tablet_token(page)
    return page
