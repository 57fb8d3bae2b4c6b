"""A lane a chat: while something waits there, one worker takes it on, in order; when nothing does, nothing is left of
the lane. What waits is in the database: here is only who works where."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from feedback.errors import Away
from feedback.records import Respondent
from feedback.waiting import told_within

AT_ONCE = 16  # chats worked on side by side: more would only wait for each other's commits
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0  # seconds, while the store is away
log = structlog.get_logger()


class Lanes:
    def __init__(self, catch_up: Callable[[Respondent], Awaitable[None]], after: Callable[[], None]) -> None:
        self._catch_up = catch_up
        self._after = after
        self._free = asyncio.Semaphore(AT_ONCE)
        self._working: dict[Respondent, asyncio.Task[None]] = {}
        self._again: set[Respondent] = set()
        self._stopping = asyncio.Event()

    def wake(self, respondent: Respondent) -> None:
        """Something was received from them. Whoever works there looks once more before they leave."""
        if respondent in self._working:
            self._again.add(respondent)
        elif not self._stopping.is_set():
            self._working[respondent] = asyncio.create_task(self._work(respondent))

    def busy(self, respondent: Respondent) -> bool:
        return respondent in self._working

    async def drain(self) -> None:
        """Finishes what is under way. What is still waiting then is worked on at the next start."""
        self._stopping.set()
        await asyncio.gather(*self._working.values())

    async def _work(self, respondent: Respondent) -> None:
        try:
            more = True
            while more and not self._stopping.is_set():
                self._again.discard(respondent)
                await self._until_done(respondent)
                more = respondent in self._again
        finally:
            self._again.discard(respondent)
            del self._working[respondent]

    async def _until_done(self, respondent: Respondent) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                async with self._free:
                    await self._catch_up(respondent)
            except Away:
                log.warning("store-away", pause=pause)
            else:
                self._after()
                return
            await told_within(self._stopping, pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
