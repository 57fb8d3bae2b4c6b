"""Signing in and out. What is said to whoever may not come in does not tell whether the address is anybody's."""

from dataclasses import dataclass

from aiohttp import web

from bot.portal.cookie import drop_token
from bot.portal.entering import LARGEST_FORM, begun, inside, turned_away
from bot.portal.frame import show
from bot.portal.policies import ATTEMPTS_WITHIN, counted_as, first_of_window, first_to_wait, may_have_access, must_wait
from bot.portal.ports import PORTAL
from bot.portal.visit import HOME, SIGN_IN, Visitor, on_this_machine, visitor_of
from bot.web.forms import field, read_form
from bot.web.rendering import go_to
from feedback.staff import LONGEST_EMAIL, Person, normal_email

_AFTER = frozenset({"signed-out", "signed-out-by-us", "password-set"})
_UNKNOWN = "somebody"


@dataclass(frozen=True, slots=True)
class SignInView:
    typed: str
    error: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    status: int
    error: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    token: str


async def show_sign_in(request: web.Request) -> web.Response:
    if await visitor_of(request) is not None:
        return go_to(HOME)
    after = request.query.get("after")
    return show(request, "sign-in.html", None, SignInView("", None, after if after in _AFTER else None))


async def hear_sign_in(request: web.Request) -> web.Response:
    typed, password = await _typed(request)
    with request.app[PORTAL].passwords.queued() as in_queue:
        if not in_queue:
            return turned_away(request, "sign-in.title")
        outcome = await _tried(request, typed, password)
    match outcome:
        case SignedIn(token):
            return inside(request, token)
        case Refused(status, error):
            return show(request, "sign-in.html", None, SignInView(typed[:LONGEST_EMAIL], error, None), status)


async def hear_sign_out(request: web.Request, visitor: Visitor) -> web.Response:
    portal = request.app[PORTAL]
    await portal.sessions.end(visitor.token, portal.event(visitor.person.email, "signed-out"))
    page = go_to(f"{SIGN_IN}?after=signed-out")
    drop_token(portal, page)
    return page


async def _typed(request: web.Request) -> tuple[str, str]:
    """And not the form, which would be kept for as long as somebody waits for their turn."""
    form = await read_form(request, LARGEST_FORM)
    return field(form, "email").strip(), field(form, "password")


async def _tried(request: web.Request, typed: str, password: str) -> SignedIn | Refused:
    if not typed or not password:
        return Refused(422, "sign-in.empty")
    portal, now, counted = request.app[PORTAL], request.app[PORTAL].now(), counted_as(typed)
    attempts = await portal.attempts.count(counted, now, now - ATTEMPTS_WITHIN)
    if must_wait(attempts):
        if first_to_wait(attempts):
            await portal.trail.record(portal.event(_UNKNOWN, "sign-in-held-off", typed=portal.attempts.mark(counted)))
        return Refused(429, "sign-in.wait")
    email = normal_email(typed)
    person = await portal.people.find(email) if email else None
    token = await _matched(request, person, password)
    if token is not None:
        await portal.attempts.clear(counted)
        return SignedIn(token)
    if first_of_window(attempts):
        actor = person.email if person else _UNKNOWN
        await portal.trail.record(portal.event(actor, "sign-in-failed", typed=portal.attempts.mark(counted)))
    return Refused(422, "sign-in.wrong")


async def _matched(request: web.Request, person: Person | None, password: str) -> str | None:
    kept = person.password_hash if person else None
    matched = await request.app[PORTAL].passwords.match(kept, password, lambda: _gone(request))
    if person is None or matched is None or not may_have_access(person, on_this_machine(request)):
        return None
    return await begun(request, person, matched.rehashed)


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()
