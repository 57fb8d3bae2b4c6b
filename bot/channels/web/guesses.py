"""Codes that nobody has, tried one after another from one place: after a few, misses there are no longer answered.

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
    """Whoever has a true code is served, however many others have guessed: only a miss is counted, and then refused."""
    found = await look()
    wait = 0 if found else request.app[GUESSES].count(request.app[SENDERS].of(request))
    if wait:
        raise too_often(wait)
    return found
