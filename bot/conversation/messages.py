"""What comes in from a person and what goes out to one, whatever the channel."""

from dataclasses import dataclass
from typing import TypeAlias

from feedback.records import Respondent
from surveys.events import Event
from surveys.replies import Reply
from surveys.session import Session


@dataclass(frozen=True, slots=True)
class Start:
    """Which survey to begin and where, should the respondent have no open conversation."""

    survey: str
    place: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did. `update` is unique in its channel: a second one with it counts for nothing.

    `receipt` is the code that this conversation will be known by once it is over; the channel makes it from a
    secret that the person holds, and the store keeps its keyed hash only.
    """

    respondent: Respondent
    update: str
    reply: Reply | None
    language: str
    receipt: str
    start: Start | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it: where the session now stands, and what happened on the way there.

    `receipt` is there once the conversation is over and something was kept of it.
    """

    session: Session
    language: str
    place: str
    events: tuple[Event, ...]
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """This update had been heard before; nothing was done again."""


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """A reply to a conversation that does not exist (any more), with nothing to start."""


Outcome: TypeAlias = Heard | Repeated | NobodyThere


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as it is offered: a button, or a numbered line."""

    option: str
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a chat shows at one time."""

    text: str
    choices: tuple[Choice, ...] = ()
