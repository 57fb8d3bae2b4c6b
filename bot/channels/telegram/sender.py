"""From the outbox to Telegram: in order in each chat, no faster than Telegram allows, and nothing twice that was
delivered. What cannot be delivered now stays in the outbox; whose chat is gone, their conversation is closed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol, assert_never

import structlog

from bot.channels.telegram.api import (
    AT_ONCE,
    ChatGone,
    Done,
    NotEditable,
    Outcome,
    Patience,
    Refused,
    Rival,
    TokenRefused,
    Unreachable,
)
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.rendering import Shown, shown
from bot.conversation.bodies import read_message
from feedback.errors import Away
from feedback.records import Channel, Respondent
from feedback.waiting import first_of, told_within

HOLD = 120  # seconds that a message is ours to deliver; longer than the slowest call and its pace together
LOOK_AGAIN = 1.0  # seconds: another process may have something to say, and cannot tell this one
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds, while Telegram or the store is away
_LONGEST_PATIENCE = 600.0  # seconds that the outbox holds a message back; after that it is held back once more
log = structlog.get_logger()


class Parcel(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def respondent(self) -> Respondent: ...
    @property
    def body(self) -> str: ...


class Outbox(Protocol):
    async def claim(
        self, channel: Channel, limit: int, *, now: datetime, seconds: int, reminding: bool
    ) -> Sequence[Parcel]: ...
    async def stands(self, id: int) -> bool: ...
    async def set_aside(self, id: int) -> None: ...
    async def delivered(self, id: int) -> None: ...
    async def postponed(self, id: int, until: datetime) -> None: ...
    async def release(self, channel: Channel) -> None: ...


class Sender:
    """`show` speaks to Telegram; `gone` is told whose chat cannot be written to any more, by which message;
    `reminding` tells whether it is a time of day for that: what was written by day may still wait at night."""

    def __init__(
        self,
        outbox: Outbox,
        show: Callable[[str, Shown], Awaitable[Outcome]],
        gone: Callable[[Respondent, int], Awaitable[None]],
        now: Callable[[], datetime],
        reminding: Callable[[], bool],
    ) -> None:
        self._outbox = outbox
        self._show = show
        self._gone = gone
        self._now = now
        self._reminding = reminding
        self._latest = now()
        self._pace = Pace()
        self._pause = _FIRST_PAUSE
        self._something = asyncio.Event()
        self._stop = asyncio.Event()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._delivered: set[int] = set()  # and not yet taken out of the outbox, because the store was away

    def wake(self) -> None:
        self._something.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; then what is under way is finished, and what only waits for its time stays in the
        outbox."""
        self._stop = stop
        await self._persist(lambda: self._outbox.release(Channel.TELEGRAM), stop)
        while not stop.is_set():
            self._something.clear()
            if not await self._take_on():
                await first_of(stop, self._something, seconds=LOOK_AGAIN)
        await asyncio.gather(*self._under_way.values())

    async def _take_on(self) -> bool:
        """Whether there may be more to take on at once."""
        room = AT_ONCE - len(self._under_way)
        if room <= 0:
            return False
        now = self._now()
        try:
            if now < self._latest:  # the clock was set back: what is held until then would wait for too long
                await self._outbox.release(Channel.TELEGRAM)
            self._latest = now
            parcels = await self._outbox.claim(
                Channel.TELEGRAM, room, now=now, seconds=HOLD, reminding=self._reminding()
            )
        except Away:
            log.warning("store-away", channel="telegram")
            return False
        for parcel in parcels:
            if parcel.id not in self._under_way:
                self._under_way[parcel.id] = asyncio.create_task(self._deliver(parcel))
        return len(parcels) == room

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            if parcel.id not in self._delivered:
                await self._speak(parcel)
            else:
                await self._take_out(parcel.id)
        except Away:
            log.warning("store-away", channel="telegram")
        finally:
            del self._under_way[parcel.id]
            self._something.set()

    async def _speak(self, parcel: Parcel) -> None:
        chat, showing = parcel.respondent.address, _readable(parcel)
        if showing is None:
            await self._persist(lambda: self._outbox.set_aside(parcel.id), self._stop)
            return
        at = self._pace.when(chat, monotonic(), new=showing.on is None)
        wait = at - monotonic()
        if wait > 0 and await told_within(self._stop, wait):
            return
        patience = self._pace.patience(chat, monotonic())
        if patience:
            await self._postpone(parcel.id, patience)
            return
        if await self._stands(parcel.id):
            await self._deliver_to(chat, parcel, showing)

    async def _stands(self, id: int) -> bool:
        """While it waited its person may have deleted. False, too, where told to stop before that is known."""
        stands = False

        async def ask() -> None:
            nonlocal stands
            stands = await self._outbox.stands(id)
            if not stands:
                await self._outbox.delivered(id)

        return await self._persist(ask, self._stop) and stands

    async def _deliver_to(self, chat: str, parcel: Parcel, showing: Shown) -> None:
        match await self._show(chat, showing):
            case Done() | NotEditable():
                self._pause = _FIRST_PAUSE
                await self._take_out(parcel.id)
            case Patience(seconds):
                log.info("telegram-patience", seconds=seconds)
                self._pace.refused(chat, monotonic() + seconds, monotonic())
                await self._postpone(parcel.id, seconds)
            case ChatGone():
                await self._gone(parcel.respondent, parcel.id)
                await self._take_out(parcel.id)
            case Unreachable() | Rival() | TokenRefused() as silence:
                await self._wait_for_telegram(parcel.id, type(silence).__name__)
            case Refused(why):
                log.error("telegram-refused", why=why)  # its own words about our call: no words of anybody's
                await self._take_out(parcel.id)
            case other:
                assert_never(other)

    async def _take_out(self, id: int) -> None:
        """As soon as the store lets us: until then everything waits that is to be said in that chat."""
        self._delivered.add(id)
        if await self._persist(lambda: self._outbox.delivered(id), self._stop):
            self._delivered.discard(id)

    async def _postpone(self, id: int, seconds: float) -> None:
        until = self._now() + timedelta(seconds=min(seconds, _LONGEST_PATIENCE))
        await self._persist(lambda: self._outbox.postponed(id, until), self._stop)

    async def _wait_for_telegram(self, id: int, why: str) -> None:
        """It is one wait for all: whoever comes next meets the same silence."""
        if not self._pace.resting(monotonic()):
            log.warning("telegram-unreachable", why=why, pause=self._pause)
            self._pace.rest(monotonic() + self._pause)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        await self._postpone(id, self._pace.resting(monotonic()))

    async def _persist(self, write: Callable[[], Awaitable[None]], stop: asyncio.Event) -> bool:
        """Whether it was written, before told to stop. At least one attempt is made."""
        while True:
            try:
                await write()
            except Away:
                log.warning("store-away", channel="telegram")
            else:
                return True
            if await told_within(stop, LOOK_AGAIN):
                return False


def _readable(parcel: Parcel) -> Shown | None:
    """None, and told by its number alone, where another version wrote it."""
    try:
        return shown(read_message(parcel.body))
    except (ValueError, LookupError, TypeError) as error:
        log.error("outbox-unread", row=parcel.id, why=type(error).__name__)  # noqa: TRY400 - it may hold what was said
        return None
