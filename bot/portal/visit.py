"""Who is at the door of a page, and whether it opens: every page but the way in asks here first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.portal.cookie import drop_token, token_of
from bot.portal.frame import NOT_ALLOWED, show_problem
from bot.portal.permissions import Permission, may
from bot.portal.policies import seen_anew, session_expires, session_live
from bot.portal.ports import PORTAL
from bot.web.loopback import asked_from_this_machine
from bot.web.rendering import go_to
from feedback.staff import Person

HOME, SIGN_IN = "/staff/", "/staff/sign-in"


@dataclass(frozen=True, slots=True)
class Visitor:
    person: Person
    token: str


def on_this_machine(request: web.Request) -> bool:
    return request.app[PORTAL].this_machine and asked_from_this_machine(request)


Page = Callable[[web.Request, Visitor], Awaitable[web.StreamResponse]]


def for_staff(page: Page, permission: Permission | None = None) -> Handler:
    """`permission`: none where whoever is signed in may come."""

    async def opened(request: web.Request) -> web.StreamResponse:
        visitor = await visitor_of(request)
        if visitor is None:
            return to_sign_in(request)
        if permission is not None and not may(visitor.person.role, permission):
            return show_problem(request, NOT_ALLOWED, visitor.person)
        return await page(request, visitor)

    return opened


async def visitor_of(request: web.Request) -> Visitor | None:
    portal, token = request.app[PORTAL], token_of(request)
    session = await portal.sessions.find(token) if token else None
    now = portal.now()
    if token is None or session is None or not session_live(session, now, on_this_machine(request)):
        return None
    if seen_anew(session, now):
        await portal.sessions.renew(token, now, session_expires(session.begun, now))
    return Visitor(session.person, token)


def to_sign_in(request: web.Request) -> web.Response:
    """A browser that holds a token was signed in once, and is told that it no longer is."""
    if token_of(request) is None:
        return go_to(SIGN_IN)
    page = go_to(f"{SIGN_IN}?after=signed-out-by-us")
    drop_token(request.app[PORTAL], page)
    return page
