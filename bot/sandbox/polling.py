"""getUpdates: one asks at a time. Who comes second ends the first, and a webhook ends both."""

import asyncio
from http import HTTPStatus

from bot.sandbox.bell import Bell
from bot.sandbox.faults import Faults
from bot.sandbox.messages import Json
from bot.sandbox.pending import Pending
from bot.sandbox.refusals import Refused, conflict

MOST = 100
LONGEST_WAIT = 50.0  # seconds
_BY_ANOTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_BY_WEBHOOK = "terminated by setWebhook request"


class Polling:
    def __init__(self, pending: Pending, faults: Faults) -> None:
        self._pending = pending
        self._faults = faults
        self._turn = 0
        self._ended_by = _BY_ANOTHER
        self._waiting = 0
        self._left = Bell()

    async def ask(self, offset: int, limit: int, wait: float) -> list[Json]:
        turn = self._begin(_BY_ANOTHER)
        self._pending.confirm(offset)
        self._waiting += 1
        try:
            found = await self._found(turn, limit, min(wait, LONGEST_WAIT))
        finally:
            self._waiting -= 1
            self._left.ring()
        return self._faults.spoilt(found)

    async def until_nobody_waits(self, within: float) -> None:
        """Until whoever waited has been answered, or has gone."""
        async with asyncio.timeout(within):
            while self._waiting:
                await self._left.rung()

    def end_for_webhook(self) -> None:
        self._begin(_BY_WEBHOOK)

    def _begin(self, why: str) -> int:
        self._turn += 1
        self._ended_by = why
        self._pending.came.ring()
        return self._turn

    async def _found(self, turn: int, limit: int, wait: float) -> list[Json]:
        try:
            async with asyncio.timeout(wait):
                while not len(self._pending):
                    await self._pending.came.rung()
                    self._still_on(turn)
        except TimeoutError:
            return []
        return [update.body for update in self._pending.first(limit)]

    def _still_on(self, turn: int) -> None:
        if self._faults.is_unreachable:
            raise Refused(HTTPStatus.BAD_GATEWAY, "Bad Gateway")
        if self._turn != turn:
            raise conflict(self._ended_by)
