"""Setting a password with a one-time link. Opening the link uses nothing up: mail programs open links by themselves."""

from dataclasses import dataclass, replace

from aiohttp import web

from bot.portal.entering import LARGEST_FORM, begun, inside, turned_away
from bot.portal.frame import show, show_problem
from bot.portal.policies import LONGEST_PASSWORD, SHORTEST_PASSWORD, link_live, may_have_access, password_fault
from bot.portal.ports import PORTAL
from bot.portal.visit import SIGN_IN, on_this_machine
from bot.web.errors import Problem, Way
from bot.web.forms import field, read_form
from bot.web.headers import name_no_address
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
    return _over(request) if link is None else _page(request, BeginView(link.person.email, None))


async def hear_begin(request: web.Request) -> web.Response:
    password, again = await _typed(request)
    link = await _live(request)
    if link is None:
        return _over(request)
    fault = password_fault(password, again, link.person.email)
    if fault is not None:
        return _page(request, BeginView(link.person.email, f"password.{fault.value}"), 422)
    with request.app[PORTAL].passwords.queued() as in_queue:
        return await _set(request, link, password) if in_queue else _away(request)


def _away(request: web.Request) -> web.Response:
    return name_no_address(request, turned_away(request, "begin.title"))


async def _typed(request: web.Request) -> tuple[str, str]:
    form = await read_form(request, LARGEST_FORM)
    return field(form, "password"), field(form, "again")


async def _set(request: web.Request, link: Link, password: str) -> web.Response:
    """Whoever may set the password may come in with it at once, however often somebody else tried their address."""
    portal, email = request.app[PORTAL], link.person.email
    hashed, event = await portal.passwords.hash(password), portal.event(email, "password-set")
    if not await portal.links.use(request.match_info["token"], hashed, portal.now(), event):
        return _over(request)
    await portal.attempts.clear(email)
    token = await begun(request, replace(link.person, password_hash=hashed))
    return inside(request, token) if token else go_to(f"{SIGN_IN}?after=password-set")


async def _live(request: web.Request) -> Link | None:
    portal = request.app[PORTAL]
    link = await portal.links.find(request.match_info["token"])
    fits = link is not None and link_live(link, portal.now()) and may_have_access(link.person, on_this_machine(request))
    return link if fits else None


def _page(request: web.Request, view: BeginView, status: int = 200) -> web.Response:
    return name_no_address(request, show(request, "begin.html", None, view, status))


def _over(request: web.Request) -> web.Response:
    return name_no_address(request, show_problem(request, _LINK_OVER))
