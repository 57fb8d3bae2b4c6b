"""The style sheets, scripts and pictures: read once, sent compressed, named by their content so that browsers
may keep them."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    compressed: bytes
    type: str
    digest: str


ASSETS = web.AppKey("assets", Mapping[str, Asset])


def load_assets() -> Mapping[str, Asset]:
    return dict(_assets(files("bot.web") / "static", ""))


def address(assets: Mapping[str, Asset], name: str) -> str:
    return f"/static/{name}?v={assets[name].digest}"


def _assets(folder: Traversable, path: str) -> Iterator[tuple[str, Asset]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _assets(entry, f"{path}{entry.name}/")
        for suffix, type in TYPES.items():
            if entry.name.endswith(suffix):
                yield path + entry.name, _asset(entry.read_bytes(), type)


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
