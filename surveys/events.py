"""What a turn brought about, for a channel to put into words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from surveys.answers import Answer


class Reason(StrEnum):
    """Why a reply could not be read as an answer."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    EXCLUSIVE = "exclusive"
    ONE_ONLY = "one-only"
    TOO_LONG = "too-long"
    OUT_OF_RANGE = "out-of-range"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Began:
    pass


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer, or the wish to skip, now stands for this question."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Misread:
    """Nothing changed. `options` are the ones in question: the several that could be meant, the one that excludes.
    `again`: it is not the first miss in a row, so other ways on should be offered."""

    question: str
    reason: Reason
    options: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A message became part of an answer in own words, which goes on until the respondent says that it is done.
    `again`: it is not the first one of that answer."""

    question: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of several options was ticked, or no longer is; the answer goes on until the respondent says that it is
    done."""

    question: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Answers that no longer count, because an earlier one was changed."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """Answers that count again, because an earlier one was changed back."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reopened:
    question: str


@dataclass(frozen=True, slots=True)
class NowhereBack:
    """There is no earlier question, or it has been sent."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """The reply belongs to a question or page that is not open at this point."""


@dataclass(frozen=True, slots=True)
class Sent:
    pass


@dataclass(frozen=True, slots=True)
class Finished:
    pass


@dataclass(frozen=True, slots=True)
class Stopped:
    pass


Event: TypeAlias = (
    Began
    | Noted
    | Added
    | Ticked
    | Misread
    | Withdrawn
    | Restored
    | Reopened
    | NowhereBack
    | NotHere
    | Sent
    | Finished
    | Stopped
)
