"""All pages on one server: the respondents' and, below `/staff`, those for staff. Neither knows the other."""

from aiohttp import web

from bot.channels.web.app import make_app
from bot.channels.web.pages import WebPages
from bot.portal.app import make_portal
from bot.portal.ports import Portal
from bot.web.rendering import go_to


def make_site(pages: WebPages, portal: Portal) -> web.Application:
    site = make_app(pages)
    site.router.add_get("/staff", _with_slash)
    site.add_subapp("/staff", make_portal(portal))
    return site


async def _with_slash(_: web.Request) -> web.Response:
    return go_to("/staff/")
