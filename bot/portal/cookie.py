"""The cookie of somebody who is signed in: a random token, of which the server keeps a hash alone."""

import secrets

from aiohttp import web

from bot.portal.ports import PORTAL, Portal

_TOKEN_BYTES = 32
_LONGEST_TOKEN = 64


def new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_of(request: web.Request) -> str | None:
    token = request.cookies.get(_name(request.app[PORTAL]))
    return token if token and len(token) <= _LONGEST_TOKEN and token.isascii() else None


def give_token(portal: Portal, page: web.Response, token: str) -> None:
    """Until the browser closes, or the server ends it. Strict: no link on another site opens a staff page as somebody
    who is signed in. Whoever follows one from a mail sees the sign-in page first, which is the lesser harm."""
    page.set_cookie(_name(portal), token, path="/", httponly=True, samesite="Strict", secure=portal.secure)


def drop_token(portal: Portal, page: web.Response) -> None:
    page.del_cookie(_name(portal), path="/", httponly=True, samesite="Strict", secure=portal.secure)


def _name(portal: Portal) -> str:
    """With the prefix, browsers take it over https alone, and from no other server of the same domain."""
    return "__Host-heard-staff" if portal.secure else "heard-staff"
