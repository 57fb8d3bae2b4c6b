"""Pages that ask nothing: help in a crisis, privacy, what has changed. None needs the database, so help never fails."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.web.visitor import language_of_page
from bot.web.frame import frame_of, way_back_from
from bot.web.rendering import render


def showing(template: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def show(request: web.Request) -> web.Response:
        frame = frame_of(request, language_of_page(request))
        return render(request, template, frame, way_back_from(request))

    return show
