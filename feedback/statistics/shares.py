"""One share and two: Wilson's interval, Newcombe's for a difference, the score test. Never Wald's.

Sources: Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857-872 (single proportions, method 3) and 17:873-890
(differences, method 10).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from feedback.statistics.distributions import normal_bound


@dataclass(frozen=True, slots=True)
class Sample:
    """What share of how many people; neither `n` nor `share * n` need be whole."""

    share: float
    n: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson(share: float, n: float, level: float = 0.95) -> Estimate:
    """Wilson's score interval, without continuity correction. `share` need not be a whole number of `n`."""
    z = normal_bound(level)
    shrunk = 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / shrunk
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / shrunk
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half))


def newcombe(first: Estimate, second: Estimate) -> Interval:
    """Newcombe's method 10 for first minus second: the two Wilson intervals, of one level, squared and added."""
    difference = first.share - second.share
    below = math.hypot(first.share - first.low, second.high - second.share)
    above = math.hypot(first.high - first.share, second.share - second.low)
    return Interval(max(-1.0, difference - below), min(1.0, difference + above))


def score_test(share_1: float, n_1: float, share_2: float, n_2: float) -> float:
    """Two-sided p-value for equal shares, by the pooled score; its square is Pearson's chi-squared uncorrected."""
    pooled = (share_1 * n_1 + share_2 * n_2) / (n_1 + n_2)
    spread = pooled * (1 - pooled) * (1 / n_1 + 1 / n_2)
    if spread <= 0:
        return 1.0
    return math.erfc(abs(share_1 - share_2) / math.sqrt(2 * spread))


def put_together(samples: Iterable[Sample]) -> Sample | None:
    """All these people as one; none where they are nobody."""
    people = tuple(samples)
    n = math.fsum(sample.n for sample in people)
    if n <= 0:
        return None
    return Sample(math.fsum(sample.share * sample.n for sample in people) / n, n)
