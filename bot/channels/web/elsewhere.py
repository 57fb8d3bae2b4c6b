"""The address names one place and the open answers are about another: the person says which of them it is to be."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.trail import AGAIN
from bot.channels.web.visit import Visit
from bot.web.frame import frame_of
from bot.web.rendering import render
from feedback.records import Conversation

Handler = Callable[[web.Request, Visit], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """The names of the two places, and where each of the two ways leads."""

    first: str
    other: str
    carry_on: str
    again: str


def about_one_place(handle: Handler) -> Handler:
    """Neither lost nor mixed: nothing that is asked for or sent in about another place touches the open answers."""

    async def handler(request: web.Request, visit: Visit) -> web.Response:
        if visit.conversation is not None and visit.elsewhere:
            return await _which(request, visit, visit.conversation)
        return await handle(request, visit)

    return handler


async def _which(request: web.Request, visit: Visit, open_one: Conversation) -> web.Response:
    first, trail = await request.app[PAGES].places.find(open_one.place), visit.trail
    view = ElsewhereView(
        first=first.name if first else open_one.place,
        other=visit.place.name if visit.place else "",
        carry_on=replace(trail, place=open_one.place).standing(open_one.session),
        again=trail.page(AGAIN),
    )
    frame = frame_of(request, trail.language, trail.start())
    return render(request, "elsewhere.html", frame, view, 409 if request.method == "POST" else 200)
