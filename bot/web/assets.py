"""The style sheets and the icon: read once, sent compressed, named by their content so that browsers may keep them."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from aiohttp import web

TYPES = {".css": "text/css", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    compressed: bytes
    type: str
    digest: str


ASSETS = web.AppKey("assets", Mapping[str, Asset])


def load_assets() -> Mapping[str, Asset]:
    folder = files("bot.web") / "static"
    return {
        entry.name: _asset(entry.read_bytes(), type)
        for entry in folder.iterdir()
        for suffix, type in TYPES.items()
        if entry.name.endswith(suffix)
    }


def address(assets: Mapping[str, Asset], name: str) -> str:
    return f"/static/{name}?v={assets[name].digest}"


async def send_asset(request: web.Request) -> web.Response:
    asset = request.app[ASSETS].get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = web.Response(
        body=asset.compressed if squeezed else asset.body,
        content_type=asset.type,
        charset="utf-8",
        headers={"Cache-Control": FOREVER, "Vary": "Accept-Encoding"},
    )
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _asset(body: bytes, type: str) -> Asset:
    return Asset(body, gzip.compress(body, mtime=0), type, sha256(body).hexdigest()[:12])
