"""Signing in and out. What is said to whoever may not come in does not tell whether the address is anybody's."""

from dataclasses import dataclass

from aiohttp import web

from bot.portal.cookie import drop_token, give_token, new_token, token_of
from bot.portal.frame import show
from bot.portal.policies import ATTEMPTS_WITHIN, first_to_wait, may_have_access, must_wait, session_expires
from bot.portal.ports import PORTAL, Portal
from bot.portal.visit import HOME, SIGN_IN, Visitor, visitor_of
from bot.web.forms import field, read_form
from bot.web.rendering import go_to
from feedback.staff import StaffSession, normal_email

_AFTER = frozenset({"signed-out", "signed-out-by-us", "password-set"})
_LONGEST_TYPED = 254
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
    form, portal = await read_form(request), request.app[PORTAL]
    typed = field(form, "email").strip()[:_LONGEST_TYPED]
    match await _tried(portal, typed, field(form, "password"), token_of(request)):
        case SignedIn(token):
            page = go_to(HOME)
            give_token(portal, page, token)
            return page
        case Refused(status, error):
            return show(request, "sign-in.html", None, SignInView(typed, error, None), status)


async def hear_sign_out(request: web.Request, visitor: Visitor) -> web.Response:
    portal = request.app[PORTAL]
    await portal.sessions.end(visitor.token, portal.event(visitor.person.email, "signed-out"))
    page = go_to(f"{SIGN_IN}?after=signed-out")
    drop_token(portal, page)
    return page


async def _tried(portal: Portal, typed: str, password: str, instead_of: str | None) -> SignedIn | Refused:
    if not typed or not password:
        return Refused(422, "sign-in.empty")
    address, now = typed.lower(), portal.now()
    attempts = await portal.attempts.count(address, now, now - ATTEMPTS_WITHIN)
    if must_wait(attempts):
        if first_to_wait(attempts):
            await portal.trail.record(portal.event(_UNKNOWN, "sign-in-held-off", typed=portal.attempts.mark(address)))
        return Refused(429, "sign-in.wait")
    return await _matched(portal, address, password, instead_of)


async def _matched(portal: Portal, address: str, password: str, instead_of: str | None) -> SignedIn | Refused:
    email = normal_email(address)
    person = await portal.people.find(email) if email else None
    matched = await portal.passwords.match(person.password_hash if person else None, password)
    if person is not None and matched is not None and may_have_access(person, portal.this_machine):
        token, now = new_token(), portal.now()
        session = StaffSession(person, now, now, session_expires(now, now))
        event = portal.event(person.email, "signed-in")
        if await portal.sessions.begin(session, token, instead_of, matched.rehashed, event):
            await portal.attempts.clear(address)
            return SignedIn(token)
    actor = person.email if person else _UNKNOWN
    await portal.trail.record(portal.event(actor, "sign-in-failed", typed=portal.attempts.mark(address)))
    return Refused(422, "sign-in.wrong")
