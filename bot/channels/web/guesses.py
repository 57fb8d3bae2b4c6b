"""Codes that nobody has, tried one after another from one place: after a few, nobody there may try for a while.

A slip of the pen is none of them, because it never gets as far as being looked up; nor is a code that somebody has. So
a hospital behind one address is not hindered, and a code has 75 bits in any case.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from bot.web.floods import Counts, Limit
from bot.web.refusing import SENDERS, too_often

GUESSES = web.AppKey("guesses", Counts)
WRONG_CODES = Limit(most=20, seconds=600)  # people come to one or two of these: answers that were deleted before
Found = TypeVar("Found")


async def looked_up(request: web.Request, look: Callable[[], Awaitable[Found]]) -> Found:
    """Counted before it is looked up, so that a hundred at once are a hundred; what was found counts for nothing."""
    guesses, sender = request.app[GUESSES], request.app[SENDERS].of(request)
    wait = guesses.count(sender)
    if wait:
        raise too_often(wait)
    found = await look()
    if found:
        guesses.give_back(sender)
    return found
