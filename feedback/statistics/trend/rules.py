"""Which points are more than the ordinary ups and downs: Making Data Count's four rules, as a value to be printed.

As in NHS England's reference code, each point carries the first of outside, trend, near a limit and shift that holds
for it, and every point of a trend or a shift carries it, not only the seventh.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

from feedback.statistics.trend.limits import Limits

_SAME = 1e-9  # of the larger of the two: a mean of equal numbers can be off by less


class Rule(StrEnum):
    """In the order in which they are asked."""

    OUTSIDE = "outside-limits"
    TREND = "trend"
    NEAR = "near-limit"
    SHIFT = "shift"


class Direction(IntEnum):
    DOWN = -1
    UP = 1


@dataclass(frozen=True, slots=True)
class RuleSet:
    """`near` of the way to a limit counts as near it; of `near_window` points in a row on one side, `near_points`."""

    name: str
    shift: int
    trend: int
    near: float
    near_points: int
    near_window: int


MAKING_DATA_COUNT = RuleSet("Making Data Count", shift=7, trend=7, near=2 / 3, near_points=2, near_window=3)


@dataclass(frozen=True, slots=True)
class Signal:
    rule: Rule
    direction: Direction


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and the limits at that point."""

    value: float
    limits: Limits

    @property
    def side(self) -> int:
        return _compared(self.value, self.limits.mean)

    @property
    def outside(self) -> bool:
        return self.side != 0 and _compared(abs(self.value - self.limits.mean), self.limits.reach) > 0

    def near(self, share: float) -> bool:
        """Past that share of the way to a limit, and not past the limit."""
        distance = abs(self.value - self.limits.mean)
        return self.side != 0 and not self.outside and _compared(distance, share * self.limits.reach) > 0


def signals(points: Sequence[Measured], rules: RuleSet) -> tuple[Signal | None, ...]:
    """For each point of one stretch its signal, or none: common cause."""
    found = (
        (Rule.OUTSIDE, [point.side if point.outside else 0 for point in points]),
        (Rule.TREND, _trends([point.value for point in points], rules.trend)),
        (Rule.NEAR, _near_a_limit(points, rules)),
        (Rule.SHIFT, _shifts([point.side for point in points], rules.shift)),
    )
    return tuple(_first(found, at) for at in range(len(points)))


def _first(found: Sequence[tuple[Rule, Sequence[int]]], at: int) -> Signal | None:
    held = (Signal(rule, Direction(ways[at])) for rule, ways in found if ways[at])
    return next(held, None)


def _trends(values: Sequence[float], length: int) -> list[int]:
    """A point that ends one trend and begins another carries the later one."""
    steps = [_compared(after, before) for before, after in pairwise(values)]
    ways = [0] * len(values)
    for start, way in _unbroken(steps, length - 1):
        ways[start : start + length] = [way] * length
    return ways


def _shifts(sides: Sequence[int], length: int) -> list[int]:
    ways = [0] * len(sides)
    for start, side in _unbroken(sides, length):
        ways[start : start + length] = [side] * length
    return ways


def _near_a_limit(points: Sequence[Measured], rules: RuleSet) -> list[int]:
    near = [point.near(rules.near) for point in points]
    ways = [0] * len(points)
    for start, side in _unbroken([point.side for point in points], rules.near_window):
        window = range(start, start + rules.near_window)
        if sum(near[at] for at in window) >= rules.near_points:
            for at in window:
                ways[at] = side if near[at] else ways[at]
    return ways


def _unbroken(ways: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """Where so many in a row go the same way, and which."""
    for start in range(len(ways) - length + 1):
        way = ways[start]
        if way and all(each == way for each in ways[start : start + length]):
            yield start, way


def _compared(one: float, other: float) -> int:
    if abs(one - other) <= _SAME * max(abs(one), abs(other)):
        return 0
    return 1 if one > other else -1
