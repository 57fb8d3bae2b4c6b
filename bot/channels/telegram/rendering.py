"""A message of ours as what the Bot API is to show: text, codes to copy, an inline keyboard of one column. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityType

from bot.channels.telegram.buttons import data_of
from bot.conversation.asides import Do, Tapped
from bot.conversation.messages import Choice, Message
from feedback.receipts import normal

TICKED, UNTICKED = "☑", "☐"
_ALONE = re.compile(
    "^[\u2066-\u2069]*(?P<code>[0-9A-Z-]+)[\u2066-\u2069]*$", re.MULTILINE
)  # between marks of direction


@dataclass(frozen=True, slots=True)
class Shown:
    """`codes`: what is copied with one tap. `on`: the message that it takes the place of."""

    text: str
    codes: tuple[MessageEntity, ...]
    keyboard: InlineKeyboardMarkup | None
    on: int | None


def shown(message: Message) -> Shown:
    rows = [*_choices(message), *_ways(message)]
    on = int(message.on) if message.on is not None else None
    return Shown(message.text, _codes(message.text), InlineKeyboardMarkup(rows) if rows else None, on)


def _codes(text: str) -> tuple[MessageEntity, ...]:
    """A code stands on a line of its own. Telegram counts in UTF-16, in which some letters are two."""
    alone = (found for found in _ALONE.finditer(text) if normal(found["code"]) == found["code"])
    codes = [MessageEntity(MessageEntityType.CODE, found.start("code"), len(found["code"])) for found in alone]
    return tuple(MessageEntity.adjust_message_entities_to_utf_16(text, codes))


def _choices(message: Message) -> Iterator[list[InlineKeyboardButton]]:
    """One below another: side by side, a long answer would be cut off."""
    do = Do.TICK if message.several else Do.PICK
    for choice in message.choices:
        means = Tapped(message.tag, do, message.question, choice.place)
        yield [InlineKeyboardButton(_label(choice, message), callback_data=data_of(means))]


def _label(choice: Choice, message: Message) -> str:
    if not message.several:
        return choice.label
    return f"{TICKED if choice.ticked else UNTICKED} {choice.label}"


def _ways(message: Message) -> Iterator[list[InlineKeyboardButton]]:
    for row in message.ways:
        yield [InlineKeyboardButton(way.label, callback_data=data_of(way.means)) for way in row]
