"""A group of people that the bot may be added to. There it hears commands, and everything only if it may read all."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.chat import Chat, Standing
from bot.sandbox.messages import Event, Message, User
from bot.sandbox.person import Person
from bot.sandbox.screen import WITHIN, Screen
from bot.sandbox.world import World

_Seen = TypeVar("_Seen")


class Group:
    def __init__(self, world: World, chat: Chat, *, hears_all: bool) -> None:
        self.chat = chat
        self._world = world
        self._hears_all = hears_all
        self._screen = Screen(lambda: self.chat)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> tuple[Message, ...]:
        return self._screen.messages

    @property
    def history(self) -> tuple[Event, ...]:
        return self._screen.history

    async def next_message(self, within: float = WITHIN) -> Message:
        return await self._screen.next_message(within)

    async def until(self, seen: "Callable[[Group], _Seen | None]", within: float = WITHIN) -> _Seen:
        return await self._screen.until(lambda: seen(self), within)

    def adds_bot(self, by: Person) -> None:
        self._world.change_standing(self.chat, by.user, Standing.MEMBER)
        self._service(by.user, new_chat_members=[self._world.me.as_json()])

    def removes_bot(self, by: Person) -> None:
        self._world.change_standing(self.chat, by.user, Standing.BANNED)

    def says(self, by: Person, text: str) -> Message:
        message = self._world.post(self.chat, by.user, text)
        if self._is_there() and (self._hears_all or self._is_for_bot(text)):
            self._world.tell("message", self.chat, message)
        return message

    def taps(self, by: Person, message: Message, button: str) -> str:
        found = message.button(button)
        if found is None or found.callback_data is None:
            raise LookupError(f"no button {button!r} to tap among {list(message.labels)}")
        return self._world.tell_tap(self.chat, by.user, message, found.callback_data)

    def becomes_supergroup(self, by: Person) -> None:
        """Its number changes; the old one is refused from then on, with the new one in the refusal."""
        old = self.chat
        self.chat = self._world.upgraded(old)
        self._told_in(old, by.user, migrate_to_chat_id=self.chat.id)
        self._service(by.user, migrate_from_chat_id=old.id)

    def _service(self, by: User, **content: Any) -> None:
        self._told_in(self.chat, by, **content)

    def _told_in(self, chat: Chat, by: User, **content: Any) -> None:
        message = self._world.post(chat, by, content=content)
        if self._is_there():
            self._world.tell("message", chat, message)

    def _is_there(self) -> bool:
        return self.chat.standing is Standing.MEMBER

    def _is_for_bot(self, text: str) -> bool:
        command, _, named = (text.split() or [""])[0].partition("@")
        return command.startswith("/") and named.lower() in ("", (self._world.me.username or "").lower())
