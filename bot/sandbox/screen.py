"""Somebody's eyes on one chat: what it shows, and waiting, by signal, until it shows something."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.chat import Chat
from bot.sandbox.messages import Event, Happened, Message

WITHIN = 30.0  # seconds: only a bound for what never comes
_Seen = TypeVar("_Seen")


class Screen:
    def __init__(self, chat: Callable[[], Chat]) -> None:
        """A group's chat becomes another one when it is upgraded: it is asked for each time."""
        self._chat = chat
        self._read = 0

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self._chat().messages.values())

    @property
    def history(self) -> tuple[Event, ...]:
        return tuple(self._chat().events)

    async def next_message(self, within: float) -> Message:
        """The next that the bot sent (no edit), and that no call before gave."""
        event = await self.until(self._next_sent, within)
        self._read = event.number
        return event.message

    async def until(self, seen: Callable[[], _Seen | None], within: float) -> _Seen:
        """What `seen` gives, once it gives something that is true. It is asked now, and after each change."""
        try:
            async with asyncio.timeout(within):
                while not (found := seen()):
                    await self._chat().changed.rung()
                return found
        except TimeoutError:
            raise TimeoutError(f"not within {within} s; the chat shows:\n{self._shown()}") from None

    def _next_sent(self) -> Event | None:
        new = self._chat().after(self._read)
        return next((one for one in new if one.what is Happened.SENT and one.message.from_bot), None)

    def _shown(self) -> str:
        lines = (f"{one.id} {one.sender.first_name}: {one.text!r} {list(one.labels)}" for one in self.messages)
        return "\n".join(lines) or "nothing"
