"""Asking Telegram for updates. What was given is confirmed by asking for what comes after it: never before it is safe.

Telegram tells a bot that is asked for by two programs: the one that was not disturbed before goes on at once, and the
one that has only just come says so and waits. Until it knows that it is alone it takes nothing: what people said to the
service must not end in the database of somebody who tries something out with its token.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import monotonic
from typing import Any

import structlog

from bot.channels.telegram.api import LONG_POLL, Api, Patience, Refused, Rival, TokenRefused
from feedback.errors import Away
from feedback.waiting import told_within

ESTABLISHED = 45.0  # seconds undisturbed, after which the bot is ours: less than whoever gives way waits
LISTEN = 3.0  # seconds to look on at first: a program that is at work asks again within them
_MOST = 100  # updates that Telegram hands out at a time
_AT_ONCE, _A_MOMENT, _GIVE_WAY = 1.0, 0.5, 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
log = structlog.get_logger()


class Polling:
    def __init__(self, api: Api, take: Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]) -> None:
        self._api = api
        self._take = take
        self._offset: int | None = None
        self._since: float | None = None  # when undisturbed asking began
        self._first_seen: int | None = None  # the oldest update that nobody had confirmed
        self._pause = _FIRST_PAUSE

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            pause = await self._ask(stop)
            if pause:
                await told_within(stop, pause)

    async def _ask(self, stop: asyncio.Event) -> float:
        """Seconds to wait before asking again."""
        self._since = monotonic() if self._since is None else self._since
        asking = asyncio.create_task(self._api.updates(self._offset, LONG_POLL))
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({asking, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if not asking.done():
            asking.cancel()  # nothing was confirmed: it comes again
            await asyncio.wait({asking})
            return 0
        return await self._answered(asking.result())

    async def _answered(self, found: Any) -> float:
        match found:
            case list():
                return await self._keep(found)
            case Rival():
                return self._give_way()
            case Patience(seconds):
                return float(seconds)
            case TokenRefused():
                log.error("telegram-refused", why="the token", remedy="check HEARD_TELEGRAM_TOKEN")
                return _LONGEST_PAUSE
            case Refused(why):
                log.error("telegram-refused", why=why, remedy="check HEARD_TELEGRAM_API")
                return _LONGEST_PAUSE
            case _:
                log.warning("telegram-unreachable", pause=self._pause)
                return self._longer()

    async def _keep(self, updates: Sequence[Mapping[str, Any]]) -> float:
        if not updates:
            return 0
        if self._offset is None and (pause := self._look_on(min(int(update["update_id"]) for update in updates))):
            return pause
        try:
            await self._take(updates)
        except Away:
            log.warning("store-away", pause=self._pause)
            if len(updates) >= _MOST:  # whatever follows can be seen only by confirming these, and is then lost to us
                says = (
                    "nothing can be saved, and whoever writes from now on is not seen, not even when they ask for help"
                )
                log.error("telegram-hidden", why=says, remedy="bring the database back")  # noqa: TRY400 - no trace
            return self._longer()
        self._offset = max(int(update["update_id"]) for update in updates) + 1
        self._pause = _FIRST_PAUSE
        return 0

    def _look_on(self, first: int) -> float:
        """What another program takes is not there any more when it is asked for again."""
        if self._first_seen is not None and first > self._first_seen:
            return self._give_way()
        self._first_seen = first
        return _A_MOMENT if self._undisturbed() < LISTEN else 0

    def _undisturbed(self) -> float:
        return monotonic() - self._since if self._since is not None else 0

    def _give_way(self) -> float:
        if self._offset is not None and self._undisturbed() > ESTABLISHED:
            log.warning("telegram-disturbed", why="another program asks for the same bot's updates")
            return _AT_ONCE
        self._since = self._first_seen = self._offset = None
        says = "another program asks for the same bot's updates; waiting until it no longer does"
        log.warning("telegram-taken", why=says, remedy="stop it, or give this one a bot of its own")
        return _GIVE_WAY

    def _longer(self) -> float:
        pause, self._pause = self._pause, min(2 * self._pause, _LONGEST_PAUSE)
        return pause
