"""What comes in from a person and what goes out to one, whatever the channel."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.asides import Aside
from feedback.records import Respondent
from surveys.events import Event
from surveys.replies import Reply
from surveys.session import Session


@dataclass(frozen=True, slots=True)
class Start:
    """Which survey to begin and where, should the respondent have no open conversation: the newest, unless a version is
    named, because the answers were given on it. `unfinished`: their answers may count though they never finish."""

    survey: str
    place: str
    version: int | None = None
    section_version: int | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did. `update` is unique in its channel: a second one with it counts for nothing.

    `receipt` is the code that this conversation will be known by once it is over, where the channel can make it from a
    secret that the person holds; else it follows from the conversation. The store keeps its keyed hash only.
    `language` is the person's choice, or else the channel's guess for somebody who has made none.
    `on` names the message of ours that was tapped.
    """

    respondent: Respondent
    update: str
    reply: Reply | Aside | None
    language: str
    receipt: str | None
    start: Start | None = None
    language_chosen: bool = True
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it: where the session now stands, and what happened on the way there.

    `receipt` is there when the answers have just been sent, and once the conversation is over and something was kept
    of it.
    """

    session: Session
    language: str
    place: str
    events: tuple[Event, ...]
    receipt: str | None = None
    tag: str = ""
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """This update had been heard before; nothing was done again."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An aside: nothing was replied to the question that stands."""


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """A reply to a conversation that does not exist (any more), with nothing to start."""


Outcome: TypeAlias = Heard | Answered | Repeated | NobodyThere


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as it is offered: a button, or a numbered line. `place` is its place in the survey's question."""

    place: int
    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Another button: what it means, and its words."""

    means: Aside
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a chat shows at one time.

    `ways` are rows of buttons under the choices. `several`: more than one choice can be ticked. `on`: the message that
    this one takes the place of, where the channel can do that. `bare`: it needs no way to help.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    ways: tuple[tuple[Way, ...], ...] = ()
    tag: str = ""
    question: int | None = None
    several: bool = False
    on: str | None = None
    bare: bool = False
