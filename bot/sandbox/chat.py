"""One chat: what it shows, what it showed, and whether the bot may write in it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.bell import Bell
from bot.sandbox.messages import Event, Happened, Json, Message, User
from bot.sandbox.refusals import bad_request, forbidden

PRIVATE, GROUP, SUPERGROUP = "private", "group", "supergroup"


class Standing(StrEnum):
    """The bot's, in a chat; the values are Telegram's where it has one."""

    STRANGER = "stranger"  # nobody there has written yet
    MEMBER = "member"
    BANNED = "kicked"  # blocked, in a private chat
    LEFT = "left"
    DEACTIVATED = "deactivated"  # the person deleted their account


@dataclass(slots=True)
class Chat:
    id: int
    kind: str
    title: str
    keep: int | None
    standing: Standing = Standing.STRANGER
    moved_to: int | None = None
    members: dict[int, User] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    changed: Bell = field(default_factory=Bell)
    last_id: int = 0  # a supergroup numbers its messages itself; elsewhere the bot's numbers run on
    events: deque[Event] = field(init=False)

    def __post_init__(self) -> None:
        self.events = deque(maxlen=self.keep)

    def as_json(self) -> Json:
        name = {"first_name": self.title} if self.kind == PRIVATE else {"title": self.title}
        return {"id": self.id, "type": self.kind, **name}

    def show(self, number: int, what: Happened, message: Message, notice: str = "") -> None:
        if what is Happened.DELETED:
            self.messages.pop(message.id, None)
        elif what is not Happened.ANSWERED:
            self.messages[message.id] = message
        while self.keep is not None and len(self.messages) > self.keep:
            self.messages.pop(next(iter(self.messages)))
        self.events.append(Event(number, what, message, notice))
        self.changed.ring()

    def after(self, number: int) -> Iterator[Event]:
        """What happened since, oldest first, without going through all that happened before."""
        recent = []
        for event in reversed(self.events):
            if event.number <= number:
                break
            recent.append(event)
        return reversed(recent)

    def writable(self) -> None:
        """Raises what Telegram says to a bot that may not write here."""
        if self.standing is Standing.STRANGER:
            raise bad_request("chat not found")
        if self.moved_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved_to)
        if self.standing is Standing.DEACTIVATED:
            raise forbidden("user is deactivated")
        if self.standing is Standing.BANNED and self.kind == PRIVATE:
            raise forbidden("bot was blocked by the user")
        if self.standing is Standing.BANNED:
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if self.standing is Standing.LEFT:
            raise forbidden(f"bot is not a member of the {self.kind} chat")
