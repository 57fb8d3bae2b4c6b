"""Updates that Telegram brings to our own server. It is told that they came once they are safe; whoever else comes is
told that there is nothing here."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from hmac import compare_digest
from typing import Any

from aiohttp import web

from feedback.errors import Away

PATH = "/telegram/updates"
LARGEST_UPDATE = 300_000  # bytes: a long message with everything round it, and room to spare
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
_SOON = "5"  # seconds


def webhook(secret: str, take: Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]) -> web.RouteDef:
    async def hear(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            raise web.HTTPNotFound
        update = await _update(request)
        try:
            await take([update])
        except Away:
            return web.Response(status=503, headers={"Retry-After": _SOON})
        return web.Response()

    return web.post(PATH, hear)


async def _update(request: web.Request) -> Mapping[str, Any]:
    body = await request.clone(client_max_size=LARGEST_UPDATE).read()
    try:
        update = json.loads(body)
        int(update["update_id"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise web.HTTPBadRequest from error
    return dict(update)
