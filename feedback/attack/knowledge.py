"""What somebody outside knows: counts that are whole numbers between bounds, and sums of them that must hold."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Name: TypeAlias = Hashable
Range: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """`low` <= the counts, each times its weight and added up, <= `high`. None: no bound on that side."""

    weights: Mapping[Name, int]
    low: int | None = 0
    high: int | None = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    bounds: Mapping[Name, Range]
    sums: tuple[Sum, ...]


class Untrue(ValueError):
    """What an outsider is said to know is not so: the attack, or what was published, is wrong."""


def adds_up(whole: Name, parts: Iterable[Name]) -> Sum:
    return Sum({whole: 1, **dict.fromkeys(parts, -1)})


def at_most(part: Name, whole: Name) -> Sum:
    return Sum({part: 1, whole: -1}, None, 0)
