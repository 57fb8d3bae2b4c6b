"""What a person can do at any step. `question` names the one they were looking at; None is the one that stands."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Typed:
    """Free text, to be read as an answer in whatever language it is in.

    In a chat an answer in own words may take several messages; then each is not `whole`, and `Done` ends the answer.
    """

    text: str
    question: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Picked:
    """Options tapped or ticked, by id."""

    options: tuple[str, ...]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """One of several options tapped in a chat: now it is ticked, or no longer. `Done` ends the answer."""

    option: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """No more messages and no more ticks: what was given so far is the answer."""

    question: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Back:
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Look at a question again to change it: from the check page, or by an old button."""

    question: str


@dataclass(frozen=True, slots=True)
class Send:
    """What the check page asks for."""


@dataclass(frozen=True, slots=True)
class Stop:
    pass


Reply: TypeAlias = Typed | Picked | Tick | Done | Skip | Back | Open | Send | Stop
