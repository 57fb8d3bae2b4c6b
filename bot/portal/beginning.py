"""Setting a password with a one-time link. Opening the link uses nothing up: mail programs open links by themselves."""

from dataclasses import dataclass

from aiohttp import web

from bot.portal.frame import show, show_problem
from bot.portal.policies import LONGEST_PASSWORD, SHORTEST_PASSWORD, link_live, may_have_access, password_fault
from bot.portal.ports import PORTAL
from bot.portal.visit import SIGN_IN
from bot.web.errors import Problem, Way
from bot.web.forms import field, read_form
from bot.web.rendering import go_to
from feedback.staff import Link

_LINK_OVER = Problem(410, "link-over", (Way(SIGN_IN, "sign-in.title"),))


@dataclass(frozen=True, slots=True)
class BeginView:
    email: str
    error: str | None
    shortest: int = SHORTEST_PASSWORD
    longest: int = LONGEST_PASSWORD


async def show_begin(request: web.Request) -> web.Response:
    link = await _live(request)
    if link is None:
        return show_problem(request, _LINK_OVER)
    return show(request, "begin.html", None, BeginView(link.person.email, None))


async def hear_begin(request: web.Request) -> web.Response:
    form, portal = await read_form(request), request.app[PORTAL]
    link = await _live(request)
    if link is None:
        return show_problem(request, _LINK_OVER)
    password, email = field(form, "password"), link.person.email
    fault = password_fault(password, field(form, "again"), email)
    if fault is not None:
        return show(request, "begin.html", None, BeginView(email, f"password.{fault.value}"), 422)
    hashed, event = await portal.passwords.hash(password), portal.event(email, "password-set")
    if not await portal.links.use(request.match_info["token"], hashed, portal.now(), event):
        return show_problem(request, _LINK_OVER)
    await portal.attempts.clear(email)
    return go_to(f"{SIGN_IN}?after=password-set")


async def _live(request: web.Request) -> Link | None:
    portal = request.app[PORTAL]
    link = await portal.links.find(request.match_info["token"])
    fits = link is not None and link_live(link, portal.now()) and may_have_access(link.person, portal.this_machine)
    return link if fits else None
