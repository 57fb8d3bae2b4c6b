"""The one form in which counts leave the pure half: what may be shown, and nothing else.

Only `disclosure`, and `frozen` for what that made, hold the seal that a table is made with. Reports, pages and files
take a `SafeTable`, so they cannot show what is not in it; a mark for "withheld" is neither a zero nor an absence.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeAlias, final

from feedback.aggregate import Cell, Shape
from feedback.periods import Period
from feedback.policy import Policy
from feedback.scheme import Grouping


class Mark(Enum):
    """One mark for whatever is not shown: a second one would say "this count is 10 or more"."""

    WITHHELD = "withheld"


WITHHELD: Final = Mark.WITHHELD


class Bound(Enum):
    """A percentage at an end of the scale stands for everything between there and the end."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"


@dataclass(frozen=True, slots=True)
class Percent:
    value: int
    bound: Bound | None = None


Count: TypeAlias = int | Mark
Share: TypeAlias = Percent | Mark


@final
class Seal:
    """What a table is made with. A test of the architecture holds that only `disclosure`, which makes them, and
    `frozen`, which reads what a release kept of them, name `SEAL`."""

    __slots__ = ()


SEAL: Final = Seal()


class Unsealed(TypeError):
    """A table was made by something other than disclosure control."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a table is about; nothing in it comes from an answer but the versions that were answered."""

    survey: str
    versions: tuple[int, ...]
    period: Period
    place: str
    audience: str


@dataclass(frozen=True, slots=True)
class SafeTable:
    """`seal` is no field: `dataclasses.replace` cannot make an altered copy without it either. `asked_all`: questions
    that everybody answered or left, as an attack may take for known; not so where some versions do not have one."""

    subject: Subject
    policy: Policy
    grouping: Grouping
    shapes: tuple[Shape, ...]
    changed: tuple[str, ...]
    counts: Mapping[Cell, Count]
    shares: Mapping[Cell, Share]
    repeats: Count
    asked_all: frozenset[str]
    seal: InitVar[Seal]

    def __post_init__(self, seal: Seal) -> None:
        if seal is not SEAL:
            raise Unsealed("a SafeTable is made by feedback.disclosure, and read back by feedback.frozen, alone")
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))

    def shape(self, question: str) -> Shape:
        return next(shape for shape in self.shapes if shape.question == question)
