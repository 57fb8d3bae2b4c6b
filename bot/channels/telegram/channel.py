"""The Telegram channel of one process: it takes in, works on and sends, and of all processes on one database only one
asks and speaks."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, Protocol

import structlog
from aiohttp import web

from bot.channels.telegram.api import Api, Done, Outcome, Refused, TokenRefused
from bot.channels.telegram.figures import Figures
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.menu import offer_menus
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.reading import Said
from bot.channels.telegram.rendering import Shown, shown
from bot.channels.telegram.sender import Outbox, Sender
from bot.channels.telegram.trouble import Trouble
from bot.channels.telegram.webhook import PATH, webhook
from bot.conversation.asides import Gone
from bot.conversation.messages import Incoming
from bot.i18n import Catalogues
from feedback.errors import Away
from feedback.records import Channel, Respondent
from feedback.waiting import first_of, told_within

_SWEEP = 15.0  # seconds until what another process left behind is looked for again
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
log = structlog.get_logger()


class Service(Protocol):
    async def receive(self, incoming: Sequence[Incoming]) -> None: ...
    async def catch_up(self, respondent: Respondent) -> None: ...
    async def waiting(self, channel: Channel) -> Sequence[Respondent]: ...
    async def language_of(self, respondent: Respondent) -> str | None: ...


class OnlyOne(Protocol):
    def held(
        self, stop: asyncio.Event, waiting: asyncio.Event
    ) -> AbstractAsyncContextManager[asyncio.Event | None]: ...


@dataclass(frozen=True, slots=True)
class Brought:
    """Where Telegram is to bring updates, and the secret that it shows."""

    address: str
    secret: str


class TelegramChannel:
    def __init__(
        self,
        api: Api,
        service: Service,
        outbox: Outbox,
        only_one: OnlyOne,
        catalogues: Catalogues,
        brought: Brought | None,
        now: Callable[[], datetime],
        reminding: Callable[[], bool],
        figures: Figures,
    ) -> None:
        self._api = api
        self._service = service
        self._only_one = only_one
        self._catalogues = catalogues
        self._brought = brought
        self._sender = Sender(outbox, self._show, self._gone, now, reminding)
        self._lanes = Lanes(service.catch_up, self._sender.wake)
        self._trouble = Trouble(catalogues)
        self._intake = Intake(
            service,
            catalogues,
            api.bot,
            self._lanes,
            self._answer,
            self._say_trouble,
            self._say_too_much,
            self._trouble.taken,
        )
        self._asides: set[asyncio.Task[Any]] = set()
        self._figures = figures
        self._known = asyncio.Event()
        self.waiting = asyncio.Event()  # set while another process talks to Telegram

    def route(self) -> web.RouteDef | None:
        return webhook(self._brought.secret, self.take) if self._brought else None

    async def take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if not self._known.is_set():
            raise Away("who the bot is has not been told yet")  # brought too early: it is brought again
        await self._intake.take(updates)
        self._figures.updates.inc(len(updates))
        self._trouble.over()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; what is under way is finished then, and nothing that was received is lost."""
        try:
            await self._introduced(stop)
            while not stop.is_set():
                await self._lead_while_alone(stop)
        finally:
            await self._lanes.drain()
            await asyncio.gather(*self._asides)
            await self._api.close()

    async def _lead_while_alone(self, stop: asyncio.Event) -> None:
        """Whatever breaks here, the pages and tablets of this process go on, and the bot tries again."""
        try:
            async with self._only_one.held(stop, self.waiting) as lost:
                if lost is not None:
                    await self._lead(stop, lost)
        except Exception as error:  # noqa: BLE001 - told by its kind alone: its message may hold what was said
            log.warning("telegram-failed", error=_kinds(error), pause=_LONGEST_PAUSE)
            await told_within(stop, _LONGEST_PAUSE)

    async def _introduced(self, stop: asyncio.Event) -> None:
        pause = _FIRST_PAUSE
        while not stop.is_set():
            outcome = await self._api.introduce()
            if isinstance(outcome, Done):
                log.info("telegram", bot=self._api.bot.username)
                self._known.set()
                return
            match outcome:
                case TokenRefused():
                    log.error("telegram-refused", why="the token", remedy="check HEARD_TELEGRAM_TOKEN")
                case Refused(why):
                    log.error("telegram-refused", why=why, remedy="check HEARD_TELEGRAM_API")
                case _:
                    log.warning("telegram-unreachable", pause=pause)
            await told_within(stop, pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _lead(self, stop: asyncio.Event, lost: asyncio.Event) -> None:
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sender.run(ended))
            group.create_task(self._sweep(ended))
            group.create_task(self._listen(ended))
            group.create_task(offer_menus(self._api, self._catalogues, ended))
            await first_of(stop, lost)
            if lost.is_set():
                log.warning("telegram-left", why="the connection that kept other processes out is gone")
            ended.set()

    async def _listen(self, ended: asyncio.Event) -> None:
        brought = self._brought
        if brought is not None:
            await self._until_done(lambda: self._api.have_them_brought(brought.address, brought.secret), ended)
            return
        await self._until_done(self._api.ask_for_them, ended)
        await Polling(self._api, self.take).run(ended)

    async def _until_done(self, call: Callable[[], Coroutine[Any, Any, Any]], ended: asyncio.Event) -> None:
        pause = _FIRST_PAUSE
        while not ended.is_set():
            outcome = await call()
            if isinstance(outcome, Done):
                return
            why = outcome.why if isinstance(outcome, Refused) else type(outcome).__name__
            log.warning("telegram-not-switched", why=why, pause=pause)
            await told_within(ended, pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _sweep(self, ended: asyncio.Event) -> None:
        """What was received and not worked on: by this process before it was killed, or by another."""
        while not ended.is_set():
            try:
                waiting = await self._service.waiting(Channel.TELEGRAM)
            except Away:
                log.warning("store-away", channel="telegram")
                waiting = ()
            self._figures.chats.set(len(waiting))
            for respondent in waiting:
                self._lanes.wake(respondent)
            await told_within(ended, _SWEEP)

    async def _gone(self, respondent: Respondent, parcel: int) -> None:
        """It goes through the inbox like anything that a person does: in order, and once."""
        gone = Incoming(respondent, f"gone {parcel}", Gone(), "en", receipt=None, language_chosen=False)
        await self._service.receive([gone])
        self._lanes.wake(respondent)

    async def _show(self, chat: str, shown: Shown) -> Outcome:
        outcome = await self._api.show(chat, shown)
        self._figures.shown.labels(type(outcome).__name__).inc()
        return outcome

    def _answer(self, query: str) -> None:
        self._aside(self._api.tapped(query))

    def _say_trouble(self, update: str, said: Said) -> None:
        message = self._trouble.says(update, said)
        if message is not None:
            self._aside(self._api.show(said.chat, shown(message)))

    def _say_too_much(self, said: Said) -> None:
        if self._trouble.is_to_hear(said, monotonic()):
            self._aside(self._tell_too_much(said))

    async def _tell_too_much(self, said: Said) -> None:
        try:
            language = await self._service.language_of(Respondent(Channel.TELEGRAM, said.chat))
        except Away:
            language = None
        await self._api.show(said.chat, shown(self._trouble.too_much(said, language)))

    def _aside(self, call: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(call)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)


def webhook_address(public_url: str) -> str:
    return f"{public_url}{PATH}"


def _kinds(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return ", ".join(map(_kinds, error.exceptions))
    return type(error).__name__
