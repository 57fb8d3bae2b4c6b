"""The API's methods that change what a chat shows."""

from datetime import timedelta
from typing import Any

from bot.sandbox.chat import Chat, Standing
from bot.sandbox.checks import checked_keyboard, checked_marks, checked_text
from bot.sandbox.messages import Content, Happened, Keyboard, Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request, too_many
from bot.sandbox.server import Server

ANSWER_WITHIN = timedelta(seconds=15)
DELETABLE = timedelta(hours=48)
LONGEST_NOTICE = 200
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def send_message(server: Server, said: Parameters) -> Any:
    text, keyboard, marks = _content(said)
    chat = server.world.chat(said.text("chat_id"))
    chat.writable()
    _admit(server, "sendMessage", chat)
    sent = server.world.post(chat, server.world.me, text, keyboard, marks)
    return sent.as_json(chat.as_json())


async def edit_message_text(server: Server, said: Parameters) -> Any:
    text, keyboard, marks = _content(said)
    chat, message = _own(server, said)
    return _edited(server, "editMessageText", chat, message, (text, keyboard, marks))


async def edit_message_reply_markup(server: Server, said: Parameters) -> Any:
    keyboard = checked_keyboard(said.nested("reply_markup"))
    chat, message = _own(server, said)
    return _edited(server, "editMessageReplyMarkup", chat, message, (message.text, keyboard, message.content))


async def delete_message(server: Server, said: Parameters) -> Any:
    chat = server.world.chat(said.text("chat_id"))
    chat.writable()
    message = _found(chat, said, "message to delete not found")
    if server.world.now().timestamp() - message.date > DELETABLE.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    server.world.show(chat, Happened.DELETED, message)
    return True


async def send_chat_action(server: Server, said: Parameters) -> Any:
    if not said.text("action"):
        raise bad_request("wrong parameter action in request")
    server.world.chat(said.text("chat_id")).writable()
    return True


async def answer_callback_query(server: Server, said: Parameters) -> Any:
    tap = server.world.taps.get(said.text("callback_query_id"))
    if tap is None or tap.answered or server.world.now() - tap.at > ANSWER_WITHIN:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    notice = said.text("text")
    if len(notice) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answered = True
    server.world.show(server.world.chats[tap.chat], Happened.ANSWERED, tap.message, notice)
    return True


async def leave_chat(server: Server, said: Parameters) -> Any:
    chat = server.world.chat(said.text("chat_id"))
    chat.writable()
    if chat.id > 0:
        raise bad_request("chat member status can't be changed in private chats")
    server.world.change_standing(chat, server.world.me, Standing.LEFT)
    return True


async def get_chat(server: Server, said: Parameters) -> Any:
    chat = server.world.chat(said.text("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    shape = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    return {**chat.as_json(), **shape}


def _content(said: Parameters) -> tuple[str, Keyboard, Content]:
    if said.text("parse_mode"):
        raise bad_request("this stand-in shows plain text only: leave parse_mode out")
    text = checked_text(said.text("text"))
    return text, checked_keyboard(said.nested("reply_markup")), checked_marks(said.nested("entities"), text)


def _own(server: Server, said: Parameters) -> tuple[Chat, Message]:
    chat = server.world.chat(said.text("chat_id"))
    chat.writable()
    message = _found(chat, said, "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _found(chat: Chat, said: Parameters, otherwise: str) -> Message:
    message = chat.messages.get(said.whole("message_id", 0))
    if message is None:
        raise bad_request(otherwise)
    return message


def _edited(server: Server, method: str, chat: Chat, message: Message, now: tuple[str, Keyboard, Content]) -> Any:
    if now == (message.text, message.keyboard, message.content):
        raise bad_request(_SAME)
    _admit(server, method, chat)
    return server.world.edit(chat, message, *now).as_json(chat.as_json())


def _admit(server: Server, method: str, chat: Chat) -> None:
    if not server.flood.counts(method):
        return
    wait = server.flood.admit(chat.id, server.world.now().timestamp())
    if wait is not None:
        raise too_many(wait)
