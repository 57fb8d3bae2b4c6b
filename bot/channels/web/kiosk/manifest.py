"""A shared tablet as an app of its own, which fills the screen and begins at its place's first page."""

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.web.assets import ASSETS, address
from bot.web.frame import frame_of, wanted_language

_BLUE, _WHITE = "#005eb8", "#ffffff"


async def show_manifest(request: web.Request) -> web.Response:
    place = await request.app[PAGES].places.find(request.match_info["place"])
    if place is None:
        raise web.HTTPNotFound
    language = frame_of(request, wanted_language(request)).language
    home = request.path.replace("/kiosk-manifest/", "/kiosk/", 1)
    manifest = {
        "id": home,
        "name": f"Heard: {place.name}",
        "short_name": "Heard",
        "lang": language.tag,
        "dir": language.direction,
        "start_url": home,
        "scope": "/",  # help and privacy are beside it
        "display": "fullscreen",
        "theme_color": _BLUE,
        "background_color": _WHITE,
        "icons": [{"src": address(request.app[ASSETS], "heard.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return web.json_response(manifest, content_type="application/manifest+json")
