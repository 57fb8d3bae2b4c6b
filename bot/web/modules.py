"""The tablet's scripts, which import each other by name. All of one edition lie under one address, which may be kept
for ever; none of an older page's is ever mixed with those of a newer one."""

from collections.abc import Mapping
from hashlib import sha256

from aiohttp import web

from bot.web.assets import ASSETS, Asset, send_asset

_FOLDER = "kiosk/"
ROUTE = "/kiosk-scripts/{edition}/{module:[a-z]+\\.js}"


def module_address(assets: Mapping[str, Asset], name: str) -> str:
    return f"/kiosk-scripts/{edition(assets)}/{name}"


def module_addresses(assets: Mapping[str, Asset]) -> tuple[str, ...]:
    return tuple(module_address(assets, name.removeprefix(_FOLDER)) for name in sorted(_modules(assets)))


def edition(assets: Mapping[str, Asset]) -> str:
    modules = _modules(assets)
    return sha256("".join(modules[name].digest for name in sorted(modules)).encode()).hexdigest()[:12]


async def send_module(request: web.Request) -> web.Response:
    """The worker looks after pages of the whole tablet: help lies outside its own address."""
    if request.match_info["edition"] != edition(request.app[ASSETS]):
        raise web.HTTPNotFound
    request.match_info["name"] = _FOLDER + request.match_info["module"]
    response = await send_asset(request)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


def _modules(assets: Mapping[str, Asset]) -> dict[str, Asset]:
    return {name: asset for name, asset in assets.items() if name.startswith(_FOLDER) and name.endswith(".js")}
