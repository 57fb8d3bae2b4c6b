"""What a button means, in the 64 bytes that Telegram carries with it, and back. Pure.

Questions and options go by their places in the survey, so that no name is too long. Whatever else comes back as a
button's data was made by somebody else, or by a version that is gone: it means nothing.
"""

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


def data_of(means: Aside) -> str:
    match means:
        case Tapped(tag, do, question, option):
            return ".".join(("t", tag, do, _digits(question), _digits(option)))
        case Greet(place):
            return f"g.{place or ''}"
        case Anew(place, tag):
            tagged = f"b.{tag}.{place}"
            # Beside the longest codes of places there is no room for a tag: such a button leaves nothing that is open.
            return tagged if tag and len(tagged.encode()) <= _MOST_BYTES else f"n.{place}"
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
