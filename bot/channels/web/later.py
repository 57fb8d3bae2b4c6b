"""Carrying on later or on another device: the code that leads back, shown to whoever asks for it here. Reads only."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.refusals import not_begun
from bot.channels.web.visit import Standing, Visit, for_visitors
from bot.channels.web.visitor import code_of
from bot.conversation.reminders import DAYS_TO_COME_BACK
from bot.web.errors import Problem, problem_page
from bot.web.frame import Frame, frame_of
from bot.web.rendering import render
from surveys.session import Session

RESUME = "/resume"


@dataclass(frozen=True, slots=True)
class LaterView:
    """`address` is the link to keep; `carry_on` leads back to the questions on this device."""

    code: str
    address: str
    days: int
    carry_on: str


def way_to_come_back(frame: Frame, visit: Visit, session: Session) -> str | None:
    """Offered once there is something to come back to; not on a tablet, where a code would be for the next person."""
    offered = bool(session.answers) and not frame.shared and code_of(visit.token) is not None
    return visit.trail.later() if offered else None


@for_visitors
async def show_later(request: web.Request, visit: Visit) -> web.Response:
    code, frame = code_of(visit.token), frame_of(request, visit.trail.language)
    if frame.shared:
        return problem_page(request, Problem(403, "tablet"), visit.trail.language)
    if visit.standing is not Standing.OPEN or code is None:
        return not_begun(visit)
    address = f"{request.app[PAGES].public.url}{RESUME}/{code}"
    view = LaterView(code, address, DAYS_TO_COME_BACK, visit.trail.standing(visit.session))
    return render(request, "later.html", frame, view)
