"""What stands in a chat, as frozen values, and as the JSON that Telegram makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        said = {"username": self.username, "language_code": self.language_code}
        named = {name: value for name, value in said.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **named}


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    callback_data: str | None = None
    url: str | None = None

    def as_json(self) -> Json:
        action = {"url": self.url} if self.url else {"callback_data": self.callback_data}
        return {"text": self.text, **action}


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]
Content: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """As it was when somebody looked. `content` is what it carries besides text: a voice, who came, or marks in it."""

    id: int
    chat: int
    sender: User
    date: int
    text: str = ""
    keyboard: Keyboard = ()
    edited: int | None = None
    content: Content = field(default_factory=dict)

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.keyboard for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.text for button in self.buttons)

    def button(self, wanted: str) -> Button | None:
        """By its label or by its callback data."""
        return next((one for one in self.buttons if wanted in (one.text, one.callback_data)), None)

    def as_json(self, chat: Json) -> Json:
        text = {"text": self.text} if self.text else {}
        return {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": chat,
            "date": self.date,
            **({"edit_date": self.edited} if self.edited else {}),
            **self.content,
            **text,
            **_entities(self.text),
            **({"reply_markup": keyboard_json(self.keyboard)} if self.keyboard else {}),
        }


def keyboard_json(keyboard: Keyboard) -> Json:
    return {"inline_keyboard": [[button.as_json() for button in row] for row in keyboard]}


def utf16_length(text: str) -> int:
    """Telegram measures texts as UTF-16 does: what lies beyond the first plane, such as an emoji, counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _entities(text: str) -> Json:
    """A command is marked as one: client libraries go by the mark, not by the slash."""
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    if len(command) < 2:
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": utf16_length(command)}]}


class Happened(StrEnum):
    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"
    ANSWERED = "answered"  # a tap: its button stops waiting, and a notice may show


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a chat showed. `number` rises over the whole sandbox; `notice` goes with an answered tap."""

    number: int
    what: Happened
    message: Message
    notice: str = ""
