"""What a person can have said to one question. Nothing said has kinds of its own, never merged."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Chosen:
    option: str


@dataclass(frozen=True, slots=True)
class Several:
    """Options in the survey's order, whatever the order of the taps."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    text: str


class Nothing(Enum):
    """No answer, and why. "Prefer not to say" and "don't know" are options that a person chose, not nothing."""

    SKIPPED = "~skipped"
    NOT_ASKED = "~not-asked"
    NOT_REACHED = "~not-reached"


Given: TypeAlias = Chosen | Several | Words
Answer: TypeAlias = Given | Nothing
