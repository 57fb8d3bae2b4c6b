"""Points in time, in order and apart, and the stretches between the days on which the limits begin afresh.

Periods that overlap are refused: a rolling average shares most of its answers with the one before, so its points
follow each other whatever happens, and every rule would cry out. There are no limits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from feedback.periods import Period


class NotASeries(ValueError):
    """The points are not one after another."""


class NotARebase(ValueError):
    """The limits cannot begin afresh there, or nobody said why."""


@dataclass(frozen=True, slots=True)
class Point:
    """`value` is in the chart's unit, a share (0 to 1) where it stands on `n` people, who need not be whole."""

    period: Period
    value: float
    n: float | None = None


@dataclass(frozen=True, slots=True)
class Rebase:
    """From this day on the limits are worked out afresh, because of a change that somebody can name."""

    day: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise NotARebase("a new start needs its reason")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points that share their limits. `began` is the new start that it follows, none for the first."""

    points: tuple[Point, ...]
    began: Rebase | None


def stretches(points: Sequence[Point], rebases: Sequence[Rebase] = ()) -> tuple[Stretch, ...]:
    """A period belongs to a new start when it begins on that day or later."""
    refuse_overlaps(points)
    starts = [None, *sorted(rebases, key=lambda rebase: rebase.day)]
    ends = [*(rebase.day for rebase in starts if rebase is not None), date.max]
    found = []
    for began, end in zip(starts, ends, strict=True):
        first = date.min if began is None else began.day
        here = tuple(point for point in points if first <= point.period.first < end)
        if not here:
            raise NotARebase(f"no period begins from {first} to {end}")
        found.append(Stretch(here, began))
    return tuple(found)


def refuse_overlaps(points: Sequence[Point]) -> None:
    for before, after in pairwise(points):
        if after.period.first <= before.period.last:
            raise NotASeries(f"{after.period} does not follow {before.period}: rolling averages have no limits")
