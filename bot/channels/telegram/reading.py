"""One of Telegram's updates as what somebody said, or nothing for us. Pure: it knows neither chat nor conversation."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.channels.telegram.buttons import meaning_of
from bot.conversation.asides import Aside, Delete, Do, Gone, Greet, Matter, Tapped, Unusable
from surveys.replies import Reply, Typed

PLACE = "p-"
COMMANDS = ("start", "language", "back", "skip", "stop", "delete", "help", "privacy")
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
_COMMAND = re.compile(r"/([A-Za-z_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_MATTERS = {
    "voice": Matter.VOICE,
    "video_note": Matter.VOICE,
    "photo": Matter.PICTURE,
    "video": Matter.PICTURE,
    "animation": Matter.PICTURE,
    "sticker": Matter.STICKER,
    "location": Matter.PLACE,
    "venue": Matter.PLACE,
    "contact": Matter.CONTACT,
    "document": Matter.FILE,
    "audio": Matter.FILE,
}
# What Telegram says about a chat by itself: nobody said anything.
_ABOUT_THE_CHAT = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "chat_background_set",
    "write_access_allowed",
    "proximity_alert_triggered",
)
_MEANS_NOTHING = Tapped("", Do.CHANGE)  # no conversation has that tag: the button belongs to questions that are over
_Said: TypeAlias = Reply | Aside


@dataclass(frozen=True, slots=True)
class Said:
    """`chat` is where it was said and where to answer; `on`, our message that was tapped; `query`, the tap, which
    Telegram wants to hear of."""

    chat: str
    said: _Said
    language: str | None
    on: str | None = None
    query: str | None = None


def said_in(update: Update, address: str) -> Said | None:
    """`address`: where the bot can be written to in private."""
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, address)
    if update.edited_message is not None:
        return _message(update.edited_message, address, edited=True)
    return _message(update.message, address, edited=False) if update.message is not None else None


def _tap(query: CallbackQuery) -> Said | None:
    message = query.message
    if message is None or message.chat.type != Chat.PRIVATE:
        return None
    means = meaning_of(query.data or "") or _MEANS_NOTHING
    return Said(str(message.chat.id), means, query.from_user.language_code, str(message.message_id), query.id)


def _standing(change: ChatMemberUpdated, address: str) -> Said | None:
    """Whether the bot may write: blocked and unblocked in a private chat, added to a group."""
    chat, now = change.chat, change.new_chat_member.status
    here = now in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
    if chat.type == Chat.PRIVATE:
        return None if here else Said(str(chat.id), Gone(), change.from_user.language_code)
    was = change.old_chat_member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
    return _in_group(chat, change.from_user, address) if here and not was and chat.type != Chat.CHANNEL else None


def _message(message: Message, address: str, *, edited: bool) -> Said | None:
    sender = message.from_user
    if sender is None or sender.is_bot:
        return None
    if message.chat.type != Chat.PRIVATE:
        asked = not edited and (message.text or "").startswith("/")
        return _in_group(message.chat, sender, address) if asked else None
    said = _content(message, edited=edited)
    return Said(str(message.chat.id), said, sender.language_code) if said is not None else None


def _in_group(chat: Chat, sender: User, address: str) -> Said:
    return Said(str(chat.id), Unusable(Matter.GROUP, address), sender.language_code)


def _content(message: Message, *, edited: bool) -> _Said | None:
    """Of what changes by itself, such as a place that is shared for an hour, people are not told again and again."""
    if edited:
        return Unusable(Matter.EDITED) if message.text is not None else None
    if message.forward_origin is not None:
        return Unusable(Matter.FORWARDED)
    if message.text is not None:
        return _text(message.text)
    if any(getattr(message, name, None) for name in _ABOUT_THE_CHAT):
        return None
    return Unusable(next((matter for name, matter in _MATTERS.items() if getattr(message, name)), Matter.OTHER))


def _text(text: str) -> _Said:
    """Two commands take something with them; the others are words like any other."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Typed(text, whole=False)
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start":
        return Greet(rest.removeprefix(PLACE) if rest.startswith(PLACE) else None)
    if name == "delete" and rest:
        return Delete(rest)
    return Typed(f"/{name}" if name in COMMANDS else text, whole=False)
