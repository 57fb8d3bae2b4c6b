"""The product's Telegram channel, running against a stand-in for Telegram, and people who talk to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import CollectorRegistry

from bot.app import Product
from bot.channels.telegram.channel import TelegramChannel
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.telegram import telegram_channel
from feedback.records import Channel as Records
from feedback.records import Response

LONGEST = 60.0  # seconds: a bound on waiting for what is sure to come, and never waited out


@dataclass(slots=True)
class Channel:
    """One running channel. `ended` stops it, as a signal stops the service."""

    channel: TelegramChannel
    running: asyncio.Task[None]
    registry: CollectorRegistry
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def ended(self) -> None:
        self.stop.set()
        async with asyncio.timeout(LONGEST):
            await self.running


@asynccontextmanager
async def channel_of(product: Product) -> AsyncIterator[Channel]:
    """Stopped at the end. What broke it is raised there: nothing that comes in may do that."""
    registry = CollectorRegistry()
    made = telegram_channel(product, registry)
    assert made is not None, "the settings name a bot"
    stop = asyncio.Event()
    channel = Channel(made, asyncio.create_task(made.run(stop)), registry, stop)
    try:
        yield channel
    finally:
        await channel.ended()


@dataclass(frozen=True, slots=True)
class Chat:
    """Product, stand-in and channel together."""

    product: Product
    sandbox: Sandbox
    channel: Channel

    def person(self, language: str | None = "en") -> "Talker":
        return Talker(self.sandbox.person(language_code=language))

    async def responses(self) -> list[Response]:
        return [response async for response in self.product.responses.read()]


class Talker:
    """A person who reads each message before they answer."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.seen: list[Message] = []

    @property
    def last(self) -> Message:
        return self.seen[-1]

    async def hears(self) -> Message:
        message = await self.person.next_message(LONGEST)
        self.seen.append(message)
        return message

    async def starts(self, payload: str = "p-ward-7") -> Message:
        self.person.starts(payload)
        return await self.hears()

    async def says(self, text: str) -> Message:
        self.person.says(text)
        return await self.hears()

    async def taps(self, label: str, message: Message | None = None) -> Message:
        """The button on the newest message, or on an older one; gives what the bot sends next."""
        self.person.taps(message or self.last, label)
        return await self.hears()

    async def ticks(self, label: str) -> Message:
        """A button that changes the message which it stands under. Gives that message as it is then."""
        before = self.person.chat.messages[self.last.id]
        button = next(one for one in before.labels if one.endswith(label))
        self.person.taps(before, button)
        self.seen[-1] = await self.now(lambda now: now.keyboard != before.keyboard)
        return self.last

    async def now(self, like: Callable[[Message], bool], id: int | None = None) -> Message:
        """The last message, or that one, once it looks so."""
        wanted = id or self.last.id

        def found(person: Person) -> Message | None:
            shown = person.chat.messages.get(wanted)
            return shown if shown is not None and like(shown) else None

        return await self.person.until(found, LONGEST)

    async def chooses(self, survey: str = "I use this service, or I have used it") -> Message:
        return await self.taps(survey)

    def texts(self) -> list[str]:
        return [message.text for message in self.seen]


async def emptied(chat: Chat) -> None:
    """Once nothing waits to be said to anybody."""
    await until(lambda: _nothing_waits(chat))


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(LONGEST):
        while not await true():  # noqa: ASYNC110 - what is asked has no event to wait for: a database tells nobody
            await asyncio.sleep(0.01)


async def _nothing_waits(chat: Chat) -> bool:
    return await chat.product.outbox.waiting(Records.TELEGRAM) == 0


def update(number: int, **content: Any) -> dict[str, Any]:
    return {"update_id": number, **content}
