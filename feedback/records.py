"""The values that cross the store's edge. A response carries no name, address, chat or clock time: a day only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveys.answers import Answer
from surveys.session import Session

TRUST = "trust"  # the root of the places: every database has it from its first migration


class Channel(StrEnum):
    TELEGRAM = "telegram"
    WEB = "web"
    KIOSK = "kiosk"
    TERMINAL = "terminal"
    PAPER = "paper"
    IMPORT = "import"


class State(StrEnum):
    """`unfinished`: somebody who never came back had agreed beforehand that what they answered counts."""

    FINISHED = "finished"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"


class Agreement(StrEnum):
    """What a respondent said yes to at the start."""

    REMINDERS = "reminders"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Response:
    """What one person said in one go. `answers` and `equality` are kept apart in the store, too."""

    id: str
    survey: str
    version: int
    place: str
    channel: Channel
    language: str
    day: date
    state: State
    repeat: bool
    answers: Mapping[str, Answer]
    equality: Mapping[str, Answer]
    counted_in: str | None = None  # a later month than the day's, where that was in a release before the answer came


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the trust's tree. `level` is trust, directorate, service or team."""

    code: str
    parent: str | None
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody at the other end: `address` is a chat id, a browser's token, a terminal's run. Never kept in clear."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An update that was received and not yet worked on. Its name is unique in its channel; only the channel and the
    conversation know what its body means."""

    respondent: Respondent
    update: str
    body: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """An open conversation: the versions it began with, so that a survey published later does not touch it.

    `tag` is random: it tells its buttons from those of an earlier conversation in the same chat.
    """

    channel: Channel
    survey: str
    version: int
    section_version: int | None
    place: str
    language: str
    session: Session
    tag: str = ""
    agreed: frozenset[Agreement] = frozenset()
    reminders: int = 0  # how many were sent


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail. `facts` say what was asked for; never what was in it."""

    at: datetime
    actor: str
    action: str
    reason: str
    facts: Mapping[str, str | None]
