"""Requests that come too fast are refused before anything is looked up for them, so that others can go on answering."""

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.web.floods import Counts, Limit
from bot.web.loopback import by_this_machine_alone
from bot.web.senders import Senders

SENDERS = web.AppKey("senders", Senders)
# A hospital can have one address for all who are in it: three hundred people who each send a page every eight seconds,
# and are shown the next one, ask for 75 a second.
FROM_ONE_ADDRESS = Limit(most=6_000, seconds=60)
# Nobody reads ten pages a second. A device that does is stopped without using up what its neighbours may ask for.
FROM_ONE_DEVICE = Limit(most=600, seconds=60)
# They cost no more than saying no would, and nobody may be kept from help. What Telegram brings shows a secret.
_FREE = ("/static/", "/help-now", "/healthz", "/telegram/")
_COOKIES = "heard-"


def refusing_floods(public_url: str) -> Middleware:
    """Each process counts for itself, and forgets when it ends."""
    addresses, devices = Counts(FROM_ONE_ADDRESS), Counts(FROM_ONE_DEVICE)

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not (request.path.startswith(_FREE) or by_this_machine_alone(request, public_url)):
            device = _device(request)
            wait = (devices.count(device) if device else 0) or addresses.count(request.app[SENDERS].of(request))
            if wait:
                raise too_often(wait)
        return await handler(request)

    return refuse


def too_often(seconds: int) -> web.HTTPTooManyRequests:
    return web.HTTPTooManyRequests(headers={"Retry-After": str(seconds)})


def _device(request: web.Request) -> str | None:
    """By what we gave it. A device that hides it has its address's share."""
    held = sorted(f"{name}={value}" for name, value in request.cookies.items() if name.startswith(_COOKIES))
    return "; ".join(held) or None
