"""Somebody with Telegram on their phone, in their private chat with the bot. What they do, the bot is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.attachments import attachment
from bot.sandbox.chat import Chat, Standing
from bot.sandbox.commands import Command, Commands
from bot.sandbox.messages import Button, Event, Happened, Message, User
from bot.sandbox.screen import WITHIN, Screen
from bot.sandbox.world import World

_Seen = TypeVar("_Seen")


class Person:
    def __init__(self, world: World, commands: Commands, user: User, chat: Chat) -> None:
        self.user = user
        self.chat = chat
        self._world = world
        self._commands = commands
        self._screen = Screen(lambda: self.chat)

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the chat shows now, edits applied: theirs and the bot's, oldest first."""
        return self._screen.messages

    @property
    def from_bot(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if message.from_bot)

    @property
    def history(self) -> tuple[Event, ...]:
        """Everything that was sent, edited, deleted or answered, in order."""
        return self._screen.history

    @property
    def commands(self) -> tuple[Command, ...]:
        """The menu of commands, as it is shown to somebody with their language."""
        return self._commands.shown_to(self.chat.id, self.user.language_code or "")

    async def next_message(self, within: float = WITHIN) -> Message:
        """The next that the bot sends, each once and in order; edits are in `history` and `messages`."""
        return await self._screen.next_message(within)

    async def until(self, seen: "Callable[[Person], _Seen | None]", within: float = WITHIN) -> _Seen:
        """What `seen` makes of this person, once it is true. Asked now and after each change in the chat."""
        return await self._screen.until(lambda: seen(self), within)

    def says(self, text: str) -> Message:
        return self._sends(text)

    def starts(self, payload: str = "") -> Message:
        """Opens the bot's link and presses Start; after blocking it, Restart."""
        if self.chat.standing is Standing.BANNED:
            self.unblocks()
        return self._sends(f"/start {payload}".strip())

    def forwards(self, text: str, sender: str = "Somebody else") -> Message:
        date = int(self._world.now().timestamp())
        origin = {"type": "hidden_user", "sender_user_name": sender, "date": date}
        return self._sends(text, forward_origin=origin)

    def sends(self, kind: str, caption: str = "") -> Message:
        """A voice, photo, sticker, location, …: see attachments.KINDS."""
        return self._sends("", **attachment(kind, caption, self._world.file))

    def replies(self, message: Message, text: str) -> Message:
        return self._sends(text, reply_to_message=message.as_json(self.chat.as_json()))

    def edits(self, message: Message, text: str) -> Message:
        before = self.chat.messages[message.id]
        edited = self._world.edit(self.chat, before, text, (), before.content)
        self._world.tell("edited_message", self.chat, edited)
        return edited

    def deletes(self, message: Message) -> None:
        """From the chat, on both sides. A bot is never told."""
        self._world.show(self.chat, Happened.DELETED, message)

    def taps(self, message: Message, button: str) -> str:
        """By label or callback data, on the message as it was when it was looked at. Gives the query's id."""
        return self._taps(message, button)

    def presses(self, button: str) -> str:
        """The same, on the newest message that shows such a button now."""
        shown = [message for message in self.messages if message.button(button)]
        if not shown:
            raise LookupError(f"no button {button!r} in {[message.labels for message in self.messages]}")
        return self._taps(shown[-1], button)

    def reacts(self, message: Message, emoji: str) -> None:
        """The bot is told only if it asked for reactions."""
        self._world.tell_reaction(self.chat, self.user, message, emoji)

    def was_answered(self, query: str) -> bool:
        return self._world.taps[query].answered

    def blocks(self) -> None:
        self._world.change_standing(self.chat, self.user, Standing.BANNED)

    def unblocks(self) -> None:
        self._world.change_standing(self.chat, self.user, Standing.MEMBER)

    def deletes_account(self) -> None:
        """A bot is not told; it learns it when it writes."""
        self.chat.standing = Standing.DEACTIVATED

    def _sends(self, text: str, **content: Any) -> Message:
        if self.chat.standing in (Standing.BANNED, Standing.DEACTIVATED):
            raise ValueError(f"{self.user.first_name} cannot write: the bot is {self.chat.standing} here")
        self.chat.standing = Standing.MEMBER
        message = self._world.post(self.chat, self.user, text, content=content)
        self._world.tell("message", self.chat, message)
        return message

    def _taps(self, message: Message, wanted: str) -> str:
        return self._world.tell_tap(self.chat, self.user, message, _data(message.button(wanted), wanted, message))


def _data(button: Button | None, wanted: str, message: Message) -> str:
    if button is None or button.callback_data is None:
        raise LookupError(f"no button {wanted!r} to tap among {list(message.labels)}")
    return button.callback_data
