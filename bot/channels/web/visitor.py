"""The cookie that lets somebody come back to their answers: a random token, of which the server keeps a hash alone.

The token is a code that can be written down, so that it leads back on another device as well. Tokens of browsers that
began before it was one are longer, and lead back where they are.
"""

from dataclasses import replace
from hashlib import blake2s

from aiohttp import web

from bot.channels.web.pages import PAGES
from bot.channels.web.trail import STAY, Trail
from bot.conversation.reminders import DAYS_TO_COME_BACK
from bot.web.frame import asked_language, wanted_language
from feedback.receipts import new_code, normal

_SECONDS = DAYS_TO_COME_BACK * 24 * 60 * 60
_LONGEST_TOKEN = 64
_PREFIX = "heard-"
_TABLET, _TABLET_PATH = f"{_PREFIX}kiosk", "/kiosk"
_STAY, _KEPT_STAY = "kiosk-stay", "Heard-Stay"  # a tablet's script makes its own token: its cookie, and its header
_HERE = "kiosk-here"  # the script's as well: it ends by itself where nobody is at the tablet any more


def new_token() -> str:
    return new_code()


def code_of(token: str) -> str | None:
    """To be written down. None for a token that is no code."""
    return token if normal(token) == token else None


def token_of(request: web.Request, trail: Trail) -> str | None:
    token = _stay(request) if trail.kiosk else None
    token = token or request.cookies.get(_name(trail))
    return token if token and len(token) <= _LONGEST_TOKEN and token.isascii() else None


def give_token(request: web.Request, page: web.Response, trail: Trail, token: str, over: bool = False) -> None:
    """Kept for two weeks while there is something to come back to. Once it is over, only until the browser closes."""
    if trail.kiosk and _stay(request):
        return  # the script takes its own away when the person leaves, whether or not it can reach us
    page.set_cookie(
        _name(trail),
        token,
        max_age=None if over or trail.kiosk else _SECONDS,
        path=_TABLET_PATH if trail.kiosk else "/",
        httponly=True,
        samesite="Lax",
        secure=request.app[PAGES].public.secure,
    )


def drop_tablet_token(page: web.Response) -> None:
    page.del_cookie(_TABLET, path=_TABLET_PATH)
    page.del_cookie(_STAY, path="/")
    page.del_cookie(_HERE, path="/")


def of_this_stay(request: web.Request, trail: Trail, token: str) -> Trail:
    """Two windows of one tablet have one cookie, so that each page says in its addresses whose it is."""
    return replace(trail, stay=_mark(token)) if _is_told_by_address(request, trail) else trail


def is_of_another_stay(request: web.Request, trail: Trail, token: str) -> bool:
    """An address without a mark is taken as it is: somebody typed it, or it was made before there was one."""
    asked = request.query.get(STAY)
    return asked is not None and _is_told_by_address(request, trail) and asked != _mark(token)


def _is_told_by_address(request: web.Request, trail: Trail) -> bool:
    """The script keeps its windows apart by itself: its pages may have been made for nobody."""
    return trail.kiosk and not _stay(request)


def _mark(token: str) -> str:
    """Tells stays apart and leads to none: nothing that is stored is derived in this way."""
    return blake2s(token.encode(), digest_size=6, person=b"stay").hexdigest()


def _stay(request: web.Request) -> str | None:
    """A browser that was killed brings back the first cookie without the second: whoever it names has left."""
    here = request.cookies.get(_STAY) if _HERE in request.cookies else None
    return request.headers.get(_KEPT_STAY) or here


def language_of_page(request: web.Request) -> str:
    """Of a page that is no survey's. Whoever has been answering here keeps the language that their links name: with a
    cookie of ours there may be a conversation, and help in it must not wait for the database to say so."""
    answering = any(name.startswith(_PREFIX) for name in request.cookies)
    return wanted_language(request, asked_language(request) if answering else None)


def _name(trail: Trail) -> str:
    """One cookie a survey, so that answering one never loses the open answers of another; on a tablet one for all."""
    return _TABLET if trail.kiosk else f"{_PREFIX}{trail.survey}"
