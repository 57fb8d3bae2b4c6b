"""What a button means, in the 64 bytes that Telegram carries with it, and back. Pure.

Questions and options go by their places in the survey, so that no name is too long. The code of a place can be as long
as Telegram carries one here; then it goes as a number, with the conversation's mark. Whatever else comes back as a
button's data was made by somebody else, or by a version that is gone: it means nothing.
"""

import re
import string
from typing import assert_never

from bot.conversation.asides import (
    Agree,
    Anew,
    Aside,
    CarryOn,
    Delete,
    Do,
    Gone,
    Greet,
    Page,
    Show,
    Speak,
    Tapped,
    Unusable,
)
from feedback.records import Agreement

_MOST_BYTES = 64
_PACKED = "~"  # before what goes as a number
_DIGITS = "".join(sign for sign in map(chr, range(ord("!"), ord("~"))) if sign not in '"\\.')
_SIGNS = "-_" + string.ascii_letters + string.digits  # of which Telegram lets the code in a link consist
_MARKED = re.compile(r"[0-9a-f]{8}")
_MARKS = 1 << 32


def data_of(means: Aside) -> str:
    match means:
        case Tapped(tag, do, question, option):
            return ".".join(("t", tag, do, _digits(question), _digits(option)))
        case Greet(place):
            return f"g.{place or ''}"
        case Anew(place, tag):
            tagged = f"b.{tag}.{place}"
            if not tag:
                return f"n.{place}"
            return tagged if len(tagged.encode()) <= _MOST_BYTES else _packed(place, tag)
        case CarryOn():
            return "o."
        case Show(page):
            return f"s.{page}"
        case Speak(language):
            return f"l.{language}"
        case Agree(to):
            return f"a.{to}"
        case Delete() | Unusable() | Gone():
            raise ValueError(f"no button stands for {type(means).__name__}")
        case _:
            assert_never(means)


def meaning_of(data: str) -> Aside | None:
    if data.startswith(_PACKED):
        return _unpacked(data.removeprefix(_PACKED))
    kind, _, rest = data.partition(".")
    try:
        return _meaning(kind, rest)
    except ValueError:  # a word or a number that is none of ours
        return None


def _meaning(kind: str, rest: str) -> Aside | None:
    match kind:
        case "t":
            tag, do, question, option = rest.split(".")
            return Tapped(tag, Do(do), _place(question), _place(option))
        case "g":
            return Greet(rest or None)
        case "n" if rest:
            return Anew(rest)
        case "b":
            tag, place = rest.split(".", 1)
            return Anew(place, tag) if tag and place else None
        case "o":
            return CarryOn()
        case "s":
            return Show(Page(rest))
        case "l":
            return Speak(rest)
        case "a":
            return Agree(Agreement(rest))
        case _:
            return None


def _digits(place: int | None) -> str:
    return "" if place is None else str(place)


def _place(digits: str) -> int | None:
    return int(digits) if digits else None


def _packed(place: str, tag: str) -> str:
    """What no link of Telegram's can have brought goes without its tag: such a button leaves nothing that is open."""
    if not _MARKED.fullmatch(tag) or not set(place) <= set(_SIGNS):
        return f"n.{place}"
    number = 1  # stands before the first sign, which may be a nought
    for sign in place:
        number = number * len(_SIGNS) + _SIGNS.index(sign)
    number = number * _MARKS + int(tag, 16)
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return _PACKED + digits


def _unpacked(digits: str) -> Anew | None:
    if not digits or not set(digits) <= set(_DIGITS):
        return None
    number = 0
    for digit in digits:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    number, mark = divmod(number, _MARKS)
    place = ""
    while number > 1:
        number, sign = divmod(number, len(_SIGNS))
        place = _SIGNS[sign] + place
    return Anew(place, f"{mark:08x}") if number == 1 and place else None
