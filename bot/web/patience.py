"""A page that nobody takes is given up. Else whoever stops reading in the middle of one would hold its connection, its
handler and the page for as long as they like.

Requests that do not come in whole have limits of their own: `bot.web.forms` for a body, the server's for what stands
before it.
"""

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler

SECONDS_TO_TAKE = 60  # the largest style sheet over the poorest connection, and no more


@web.middleware
async def giving_up(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Sent here, where it can be timed; the server finds it sent already."""
    response = await handler(request)
    try:
        async with asyncio.timeout(SECONDS_TO_TAKE):
            await response.prepare(request)
            await response.write_eof()
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()
    except ConnectionError:
        return response  # they have hung up, and the server sees it when it sends again
    return response
