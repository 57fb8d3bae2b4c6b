"""How many times as large one share is as another, with Koopman's score interval.

To be asked of the adverse answer, and to stand second to the gap: from 80 to 70 % of good answers is a ratio of 0.9,
and the same people's bad answers went from 20 to 30 %, half as many again.

Koopman 1984, Biometrics 40:513-517; the likeliest shares in closed form as in Gart and Nam 1988, Biometrics 44:323-338.
"""

import math
from dataclasses import dataclass

from feedback.statistics.distributions import normal_bound
from feedback.statistics.shares import Sample

_HALVINGS = 100


@dataclass(frozen=True, slots=True)
class Ratio:
    """`value` is infinite where only the first has any, and none where neither has; `high` may be infinite."""

    value: float | None
    low: float
    high: float


def koopman(first: Sample, second: Sample, level: float = 0.95) -> Ratio:
    """First share over second. Neither size need be whole; both must be above nought."""
    limit = normal_bound(level) ** 2
    highest_inverse = _lowest(second, first, limit)
    return Ratio(
        value=_over(first.share, second.share),
        low=_lowest(first, second, limit),
        high=1 / highest_inverse if highest_inverse > 0 else math.inf,
    )


def _over(first: float, second: float) -> float | None:
    if second > 0:
        return first / second
    return math.inf if first > 0 else None


def _lowest(first: Sample, second: Sample, limit: float) -> float:
    """The smallest ratio that the score does not refuse: it grows without end from the estimate down to nought."""
    if first.share <= 0:
        return 0.0
    held = first.share / second.share if second.share > 0 else 1.0
    while _score(held, first, second) > limit:
        held *= 2
    refused = held
    while _score(refused, first, second) <= limit:
        refused /= 2
    for _ in range(_HALVINGS):
        middle = math.sqrt(refused * held)
        refused, held = (middle, held) if _score(middle, first, second) > limit else (refused, middle)
    return held


def _score(ratio: float, first: Sample, second: Sample) -> float:
    """How far the shares are from this ratio, squared, in variances at the likeliest shares that have it."""
    distance = first.share - ratio * second.share
    likely = _likeliest_second(ratio, first, second)
    likely_first = min(1.0, ratio * likely)
    variance = likely_first * (1 - likely_first) / first.n + ratio**2 * likely * (1 - likely) / second.n
    if distance == 0:
        return 0.0
    return distance**2 / variance if variance > 0 else math.inf


def _likeliest_second(ratio: float, first: Sample, second: Sample) -> float:
    yes_1, yes_2 = first.share * first.n, second.share * second.n
    b = ratio * (first.n + yes_2) + yes_1 + second.n
    root = math.sqrt(max(0.0, b * b - 4 * ratio * (first.n + second.n) * (yes_1 + yes_2)))
    return min(1.0, 2 * (yes_1 + yes_2) / (b + root))
