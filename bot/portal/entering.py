"""A session begun, for somebody who has shown who they are: by their password, or by having just set it."""

from aiohttp import web

from bot.portal.cookie import give_token, new_token, token_of
from bot.portal.frame import show_problem
from bot.portal.policies import session_expires
from bot.portal.ports import PORTAL
from bot.portal.visit import HOME
from bot.web.errors import Problem, Way
from bot.web.rendering import go_to
from feedback.staff import Person, StaffSession

# Bytes: the longest password twice, each letter in the pieces and the bytes that take most room in a form.
LARGEST_FORM = 12_000
_SECONDS_TO_TRY_AGAIN = "5"  # several times what the queue takes


async def begun(request: web.Request, person: Person, rehashed: str | None = None) -> str | None:
    """The token of the new session, instead of whatever the browser came with. None where the person's access or
    password changed meanwhile."""
    portal, token = request.app[PORTAL], new_token()
    now = portal.now()
    session, event = StaffSession(person, now, now, session_expires(now, now)), portal.event(person.email, "signed-in")
    kept = await portal.sessions.begin(session, token, token_of(request), rehashed, event)
    return token if kept else None


def inside(request: web.Request, token: str) -> web.Response:
    page = go_to(HOME)
    give_token(request.app[PORTAL], page, token)
    return page


def turned_away(request: web.Request, phrase: str) -> web.Response:
    """Too many wait already. `phrase` names the page to try again on."""
    page = show_problem(request, Problem(503, "busy", (Way(request.path, phrase),)))
    page.headers["Retry-After"] = _SECONDS_TO_TRY_AGAIN
    return page
