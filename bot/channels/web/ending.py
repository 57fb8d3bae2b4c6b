"""The last page: thank you, or you have stopped. It shows the receipt for as long as the browser stays open."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.refusals import expired, not_begun
from bot.channels.web.trail import DELETE, DONE, STOPPED
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.channels.web.visitor import give_token
from bot.web.clearing import clear_when_left
from bot.web.frame import frame_of
from bot.web.rendering import go_to, render
from feedback.receipts import receipt_from

SECONDS_TO_NOTE_THE_CODE = 60  # on a tablet; a link on the page asks for as much again


@dataclass(frozen=True, slots=True)
class EndView:
    """`receipt` is None where somebody stopped before saying anything: there is nothing to come back for."""

    stopped: bool
    receipt: str | None
    home: str
    here: str
    delete: str


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
    address = visit.trail.page(STOPPED if stopped else DONE)
    frame = frame_of(request, visit.trail.language, address)
    view = EndView(stopped, receipt_from(visit.token) if over else None, frame.home, address, visit.trail.page(DELETE))
    page = render(request, "end.html", frame, view)
    give_token(request, page, visit.trail, visit.token, over=True)
    clear_when_left(page, frame, SECONDS_TO_NOTE_THE_CODE)
    return page
