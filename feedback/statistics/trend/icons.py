"""Making Data Count's icons as values: what the newest point says, and whether a target is within the limits' reach.

Blue for improvement, orange for concern, grey for common cause, purple where neither way is better; never red and
green. The words and the colours are the drawer's.
"""

from dataclasses import dataclass
from enum import StrEnum

from feedback.statistics.trend.limits import Limits
from feedback.statistics.trend.rules import Direction, Signal


class Better(StrEnum):
    """Which way a figure gets better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Meaning(StrEnum):
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    COMMON_CAUSE = "common-cause"
    NEITHER = "neither"


class Assurance(StrEnum):
    """What the limits say of a target, while nothing changes."""

    PASSED = "consistently-passed"
    FAILED = "consistently-failed"
    HIT_AND_MISS = "hit-and-miss"


@dataclass(frozen=True, slots=True)
class Variation:
    """`direction` is none for common cause."""

    meaning: Meaning
    direction: Direction | None


def variation(signal: Signal | None, better: Better) -> Variation:
    if signal is None:
        return Variation(Meaning.COMMON_CAUSE, None)
    if better is Better.NEITHER:
        return Variation(Meaning.NEITHER, signal.direction)
    improved = (signal.direction is Direction.UP) == (better is Better.UP)
    return Variation(Meaning.IMPROVEMENT if improved else Meaning.CONCERN, signal.direction)


def assurance(limits: Limits, target: float, better: Better) -> Assurance | None:
    """None where neither way is better. A target on a limit is hit and missed."""
    if better is Better.NEITHER:
        return None
    if limits.low <= target <= limits.high:
        return Assurance.HIT_AND_MISS
    reached = (target < limits.low) == (better is Better.UP)
    return Assurance.PASSED if reached else Assurance.FAILED
