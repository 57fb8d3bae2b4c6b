"""A message of ours as what the Bot API is to show: text and an inline keyboard of one column. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.buttons import data_of
from bot.conversation.asides import Do, Tapped
from bot.conversation.messages import Choice, Message

TICKED, UNTICKED = "☑", "☐"


@dataclass(frozen=True, slots=True)
class Shown:
    """`on`: the message that it takes the place of."""

    text: str
    keyboard: InlineKeyboardMarkup | None
    on: int | None


def shown(message: Message) -> Shown:
    rows = [*_choices(message), *_ways(message)]
    on = int(message.on) if message.on is not None else None
    return Shown(message.text, InlineKeyboardMarkup(rows) if rows else None, on)


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
