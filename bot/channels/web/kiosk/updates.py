"""The ids that a tablet's script gives to what it sends. Each holds within its own stay: none uses up another's."""

import re

from aiohttp import web

from bot.channels.web.visit import Visit

_HEADER = "Heard-Update"
_ID = re.compile(r"[A-Za-z0-9-]{16,64}")


def update_of(request: web.Request, visit: Visit) -> str | None:
    id = request.headers.get(_HEADER, "")
    return named_update(visit, id) if visit.trail.kiosk and is_update(id) else None


def is_update(id: str) -> bool:
    return _ID.fullmatch(id) is not None


def named_update(visit: Visit, id: str) -> str:
    return f"{visit.token}.{id}"
