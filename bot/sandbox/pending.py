"""Updates that a bot has not confirmed: kept in order for a day, handed out again and again until then."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.messages import Json

KEPT = timedelta(hours=24)
_FAR_AHEAD = 10  # an offset this far beyond the newest update is taken for a mistake, and for none
UNLESS_ASKED = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    line: int  # updates of one line are never delivered to a webhook side by side
    at: datetime
    body: Json


class Pending:
    def __init__(self, now: Clock) -> None:
        self._now = now
        self._waiting: dict[int, Update] = {}
        self._next = int(now().timestamp())  # higher than in an earlier sandbox: a bot takes no number twice
        self.allowed = UNLESS_ASKED
        self.came = Bell()
        self._left = Bell()

    def allow(self, kinds: Any) -> None:
        """None leaves it as it was; an empty list goes back to the kinds that come unless asked otherwise."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or UNLESS_ASKED

    def add(self, kind: str, content: Json, line: int) -> None:
        if kind not in self.allowed:
            return
        body = {"update_id": self._next, kind: content}
        self._waiting[self._next] = Update(self._next, line, self._now(), body)
        self._next += 1
        self.came.ring()

    def confirm(self, offset: int) -> None:
        """A negative offset counts from the end and forgets what lies before it."""
        self._forget_old()
        if offset < 0:
            self._forget(sorted(self._waiting)[:offset])
        elif offset <= self._next + _FAR_AHEAD:
            self._forget([number for number in self._waiting if number < offset])

    def first(self, limit: int) -> list[Update]:
        self._forget_old()
        return list(self._waiting.values())[:limit]

    def lines(self) -> Iterator[int]:
        self._forget_old()
        return iter(dict.fromkeys(update.line for update in self._waiting.values()))

    def first_of(self, line: int) -> Update | None:
        self._forget_old()
        return next((update for update in self._waiting.values() if update.line == line), None)

    def taken(self, update: Update) -> None:
        self._forget([update.id])

    def drop(self) -> None:
        self._forget(list(self._waiting))

    async def until_empty(self, within: float) -> None:
        async with asyncio.timeout(within):
            while len(self):
                await self._left.rung()

    def __len__(self) -> int:
        self._forget_old()
        return len(self._waiting)

    def _forget_old(self) -> None:
        oldest = self._now() - KEPT
        self._forget([update.id for update in takewhile(lambda one: one.at < oldest, self._waiting.values())])

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._waiting.pop(number, None)
            self._left.ring()
