"""The last page: thank you, or you have stopped. It shows the receipt for as long as the browser stays open."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.refusals import expired, not_begun
from bot.channels.web.trail import DELETE, DONE, STOPPED, Trail
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.channels.web.visitor import give_token
from bot.web.clearing import clear_when_left
from bot.web.frame import frame_of
from bot.web.idling import SECONDS_TO_NOTE_THE_CODE
from bot.web.rendering import go_to, render
from feedback.receipts import receipt_from


@dataclass(frozen=True, slots=True)
class EndView:
    """`receipt` is None where somebody stopped before saying anything: there is nothing to come back for. `public` is
    the address that is printed beside it."""

    stopped: bool
    receipt: str | None
    home: str
    here: str
    delete: str
    public: str


@for_visitors
async def show_done(request: web.Request, visit: Visit) -> web.Response:
    if visit.standing is Standing.UNUSED:
        return expired(request, visit)
    return _end(request, visit, stopped=False)


@for_visitors
async def show_stopped(request: web.Request, visit: Visit) -> web.Response:
    return _end(request, visit, stopped=True)


def _end(request: web.Request, visit: Visit, stopped: bool) -> web.Response:
    match visit.standing:
        case Standing.NEW:
            return not_begun(visit)
        case Standing.OPEN:
            return go_to(visit.trail.standing(visit.session))
    over = visit.standing is Standing.OVER
    page = end_page(request, visit.trail, stopped, receipt_from(visit.token) if over else None)
    give_token(request, page, visit.trail, visit.token, over=True)
    return page


def end_page(request: web.Request, trail: Trail, stopped: bool, receipt: str | None) -> web.Response:
    address = trail.page(STOPPED if stopped else DONE)
    frame, public = frame_of(request, trail.language, address), request.app[PAGES].public.url
    view = EndView(stopped, receipt, frame.home, address, trail.page(DELETE), public)
    page = render(request, "end.html", frame, view)
    clear_when_left(page, frame, SECONDS_TO_NOTE_THE_CODE)
    return page
