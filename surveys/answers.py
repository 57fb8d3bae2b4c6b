"""What a person can have said to one question. Nothing said has kinds of its own, never merged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple, TypeAlias


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


class YearMonth(NamedTuple):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal

    def __str__(self) -> str:
        return f"{self.value:f}"


@dataclass(frozen=True, slots=True)
class Day:
    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True, slots=True)
class Month:
    value: YearMonth

    def __str__(self) -> str:
        return str(self.value)


class Nothing(Enum):
    """No answer, and why. "Prefer not to say" and "don't know" are options that a person chose, not nothing."""

    SKIPPED = "~skipped"
    NOT_ASKED = "~not-asked"
    NOT_REACHED = "~not-reached"


Measured: TypeAlias = Number | Day | Month
Given: TypeAlias = Chosen | Several | Words | Measured
Answer: TypeAlias = Given | Nothing
