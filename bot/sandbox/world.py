"""All that Telegram's servers would know: the bot, the people, their chats, taps, and what the bot was not told yet."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.sandbox.bell import Bell
from bot.sandbox.chat import SUPERGROUP, Chat, Standing
from bot.sandbox.messages import Content, Happened, Json, Keyboard, Message, User
from bot.sandbox.pending import Clock, Pending
from bot.sandbox.refusals import bad_request

_SUPERGROUPS = -1_001_000_000_000


@dataclass(slots=True)
class Tap:
    """A button that was pressed and waits for its answer."""

    chat: int
    message: Message
    at: datetime
    answered: bool = False


class World:
    def __init__(self, me: User, now: Clock, keep: int | None) -> None:
        self.me = me
        self.now = now
        self.pending = Pending(now)
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, str] = {}  # by file_id, the path that it can be had by
        self.changed = Bell()  # anything, anywhere
        self._keep = keep
        self._messages = 0
        self._events = 0
        self._queries = 0

    @property
    def events(self) -> int:
        """How many things have been shown so far: each has a number, and this is the newest."""
        return self._events

    def chat(self, said: str) -> Chat:
        """By what a bot calls it. One that it has never met does not exist for it."""
        if not said:
            raise bad_request("chat_id is empty")
        number = int(said) if said.removeprefix("-").isdecimal() else 0
        if number not in self.chats or self.chats[number].standing is Standing.STRANGER:
            raise bad_request("chat not found")
        return self.chats[number]

    def open_chat(self, id: int, kind: str, title: str, *members: User) -> Chat:
        chat = Chat(id, kind, title, self._keep, members={member.id: member for member in members})
        self.chats[id] = chat
        return chat

    def upgraded(self, old: Chat) -> Chat:
        new = self.open_chat(_SUPERGROUPS + old.id, SUPERGROUP, old.title, *old.members.values())
        new.standing, old.moved_to = old.standing, new.id
        return new

    def post(
        self,
        chat: Chat,
        sender: User,
        text: str = "",
        keyboard: Keyboard = (),
        content: Content | None = None,
    ) -> Message:
        """Shown in the chat; the bot is not told of it by this."""
        sent_at = int(self.now().timestamp())
        message = Message(self._message_id(chat), chat.id, sender, sent_at, text, keyboard, content=content or {})
        self.show(chat, Happened.SENT, message)
        return message

    def edit(self, chat: Chat, message: Message, text: str, keyboard: Keyboard, content: Content) -> Message:
        edited_at = int(self.now().timestamp())
        edited = replace(message, text=text, keyboard=keyboard, content=content, edited=edited_at)
        self.show(chat, Happened.EDITED, edited)
        return edited

    def show(self, chat: Chat, what: Happened, message: Message, notice: str = "") -> None:
        self._events += 1
        chat.show(self._events, what, message, notice)
        self.changed.ring()

    def tell(self, kind: str, chat: Chat, message: Message) -> None:
        self.pending.add(kind, message.as_json(chat.as_json()), chat.id)

    def tell_tap(self, chat: Chat, by: User, message: Message, data: str) -> str:
        """The update carries the message as it stands now, even if another was shown when the button was pressed."""
        self._queries += 1
        query = str(self.me.id * 1_000_000 + self._queries)
        self.taps[query] = Tap(chat.id, message, self.now())
        now = chat.messages.get(message.id)
        gone = {"chat": chat.as_json(), "message_id": message.id, "date": 0}
        body: Json = {"id": query, "from": by.as_json(), "chat_instance": str(chat.id), "data": data}
        body["message"] = now.as_json(chat.as_json()) if now else gone
        self.pending.add("callback_query", body, chat.id)
        return query

    def tell_reaction(self, chat: Chat, by: User, message: Message, emoji: str) -> None:
        body = {"chat": chat.as_json(), "message_id": message.id, "user": by.as_json()}
        now = [{"type": "emoji", "emoji": emoji}]
        date = int(self.now().timestamp())
        self.pending.add("message_reaction", {**body, "date": date, "old_reaction": [], "new_reaction": now}, chat.id)

    def change_standing(self, chat: Chat, by: User, standing: Standing) -> None:
        """Nothing to tell where the bot's standing stays as it was."""
        old, chat.standing = chat.standing, standing
        self.changed.ring()
        if old is standing:
            return
        body = {"chat": chat.as_json(), "from": by.as_json(), "date": int(self.now().timestamp())}
        before, after = self._member(old), self._member(standing)
        self.pending.add("my_chat_member", {**body, "old_chat_member": before, "new_chat_member": after}, chat.id)

    def file(self, kind: str) -> Json:
        number = len(self.files) + 1
        unique = hashlib.sha256(f"{self.me.id} {number}".encode()).hexdigest()[:16]
        self.files[f"sandbox-{unique}"] = f"{kind}s/file_{number}"
        return {"file_id": f"sandbox-{unique}", "file_unique_id": unique, "file_size": 1024}

    def _member(self, standing: Standing) -> Json:
        status = Standing.LEFT if standing is Standing.STRANGER else standing
        until = {"until_date": 0} if status is Standing.BANNED else {}
        return {"user": self.me.as_json(), "status": status.value, **until}

    def _message_id(self, chat: Chat) -> int:
        if chat.kind == SUPERGROUP:
            chat.last_id += 1
            return chat.last_id
        self._messages += 1
        return self._messages
