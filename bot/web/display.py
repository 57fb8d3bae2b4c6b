"""How somebody wants the pages to look: larger letters, other colours. A cookie holds these two words and no more."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from aiohttp import web

# Not like the cookies of conversations, by whose names it is known whether somebody is answering here.
_COOKIE = "heard_display"
_SECONDS = 365 * 24 * 60 * 60
_BETWEEN = "."


class Size(StrEnum):
    NORMAL = "normal"
    LARGE = "large"
    VERY_LARGE = "very-large"


class Colours(StrEnum):
    STANDARD = "standard"
    DARK = "dark"
    YELLOW = "yellow"


Choice = TypeVar("Choice", Size, Colours)


@dataclass(frozen=True, slots=True)
class Display:
    size: Size = Size.NORMAL
    colours: Colours = Colours.STANDARD


USUAL = Display()


def display_from(size: str, colours: str) -> Display:
    """Anybody may have written them: what is no choice of ours is the usual."""
    return Display(_chosen(size, Size.NORMAL), _chosen(colours, Colours.STANDARD))


def display_of(request: web.Request) -> Display:
    size, _, colours = request.cookies.get(_COOKIE, "").partition(_BETWEEN)
    return display_from(size, colours)


def keep_display(page: web.Response, display: Display, *, lasting: bool, secure: bool) -> None:
    """On a tablet that people share, only until it is cleared."""
    value = f"{display.size}{_BETWEEN}{display.colours}"
    seconds = _SECONDS if lasting else None
    page.set_cookie(_COOKIE, value, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=secure)


def drop_display(page: web.Response) -> None:
    page.del_cookie(_COOKIE, path="/")


def _chosen(text: str, usual: Choice) -> Choice:
    return next((one for one in type(usual) if one.value == text), usual)
