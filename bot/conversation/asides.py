"""What a person can do in a chat beside replying to the question that stands, and taps, which only the survey can tell
apart. Values only: they travel through the inbox."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from feedback.records import Agreement


class Page(StrEnum):
    HELP = "help"
    PRIVACY = "privacy"
    LANGUAGES = "languages"


class Matter(StrEnum):
    """What was sent that is no answer."""

    VOICE = "voice"
    PICTURE = "picture"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    FILE = "file"
    EDITED = "edited"
    FORWARDED = "forwarded"
    GROUP = "group"
    OTHER = "other"


class Do(StrEnum):
    """What a button means. All but `stop`, `send` and `agree` belong to the question above them."""

    PICK = "pick"
    TICK = "tick"
    DONE = "done"
    SKIP = "skip"
    CHANGE = "change"
    BACK = "back"
    STOP = "stop"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button under one of our messages. Question and option by their place in the survey; `tag` names the
    conversation, so that a button of one that is over means nothing in the next."""

    tag: str
    do: Do
    question: int | None = None
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Greet:
    """Somebody opens the chat, perhaps by the code of a place."""

    place: str | None = None


@dataclass(frozen=True, slots=True)
class Anew:
    """Leaves what is open and begins about this place. `tag` names the conversation that it leaves: pressed in a later
    one, it leaves nothing."""

    place: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class CarryOn:
    pass


@dataclass(frozen=True, slots=True)
class Show:
    page: Page


@dataclass(frozen=True, slots=True)
class Speak:
    language: str


@dataclass(frozen=True, slots=True)
class Agree:
    to: Agreement


@dataclass(frozen=True, slots=True)
class Delete:
    """What is open here; with a code, what it stands for as well."""

    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """`address`: where to write instead."""

    matter: Matter
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat can no longer be written to."""


Aside: TypeAlias = Tapped | Greet | Anew | CarryOn | Show | Speak | Agree | Delete | Unusable | Gone
