"""All pages on one server: the respondents' and, below `/staff`, those for staff; neither knows the other. Beside them
the address that a chat service brings its updates to."""

from aiohttp import web

from bot.channels.web.app import make_app
from bot.channels.web.pages import WebPages
from bot.portal.app import make_portal
from bot.portal.ports import Portal
from bot.web.rendering import go_to


def make_site(pages: WebPages, portal: Portal, webhook: web.RouteDef | None = None) -> web.Application:
    site = make_app(pages)
    if webhook is not None:
        site.add_routes([webhook])
    site.router.add_get("/staff", _with_slash)
    site.add_subapp("/staff", make_portal(portal))
    return site


async def _with_slash(_: web.Request) -> web.Response:
    return go_to("/staff/")
