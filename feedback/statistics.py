"""Intervals, differences and tests. Pure arithmetic on whatever figures it is given: a report gives it shown ones only.

Sources: Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857-872 (single proportions, method 3) and 17:873-890
(differences, method 10); Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289-300.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson(share: float, n: float) -> Estimate:
    """Wilson's score interval, without continuity correction. `share` need not be a whole number of `n`."""
    shrunk = 1 + _Z**2 / n
    centre = (share + _Z**2 / (2 * n)) / shrunk
    half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / shrunk
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half))


def newcombe(first: Estimate, second: Estimate) -> Interval:
    """Newcombe's method 10 for first minus second: the two Wilson intervals squared and added."""
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


def benjamini_hochberg(p_values: Sequence[float], rate: float) -> tuple[bool, ...]:
    """For each test whether it is found, so that the expected share of false ones among those found is the rate."""
    ranked = sorted(p_values)
    passing = (p for rank, p in enumerate(ranked, start=1) if p <= rate * rank / len(ranked))
    limit = max(passing, default=-1.0)
    return tuple(p <= limit for p in p_values)
