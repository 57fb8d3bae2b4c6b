"""The staff pages as one application below `/staff`: which address leads to which page, and who it is for."""

from aiohttp import web

from bot.portal.beginning import hear_begin, show_begin
from bot.portal.frame import show_problem
from bot.portal.people import hear_end, show_end, show_people
from bot.portal.permissions import Permission, may
from bot.portal.ports import PORTAL, Portal
from bot.portal.results import show_results
from bot.portal.signing_in import hear_sign_in, hear_sign_out, show_sign_in
from bot.portal.visit import Visitor, for_staff
from bot.web.errors import telling
from bot.web.rendering import go_to

_END = "/people/{person:[0-9]{1,9}}/end"


def make_portal(portal: Portal) -> web.Application:
    """Templates and style sheets are those of the site that it becomes a part of."""
    app = web.Application(middlewares=[telling(show_problem)])
    app[PORTAL] = portal
    app.add_routes([*_ways_in(), *_inside()])
    return app


def _ways_in() -> list[web.RouteDef]:
    """For whoever has no session yet. Every other page is wrapped in `for_staff`."""
    return [
        web.get("/sign-in", show_sign_in),
        web.post("/sign-in", hear_sign_in),
        web.get("/begin/{token}", show_begin),
        web.post("/begin/{token}", hear_begin),
    ]


def _inside() -> list[web.RouteDef]:
    return [
        web.get("/", for_staff(show_home)),
        web.post("/sign-out", for_staff(hear_sign_out)),
        web.get("/results", for_staff(show_results, Permission.READ_RESULTS)),
        web.get("/people", for_staff(show_people, Permission.MANAGE_SIGN_INS)),
        web.get(_END, for_staff(show_end, Permission.MANAGE_SIGN_INS)),
        web.post(_END, for_staff(hear_end, Permission.MANAGE_SIGN_INS)),
    ]


async def show_home(_: web.Request, visitor: Visitor) -> web.Response:
    """The first page of their role."""
    return go_to("/staff/results" if may(visitor.person.role, Permission.READ_RESULTS) else "/staff/people")
