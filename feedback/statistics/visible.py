"""The smallest gap that so many people could show: what "no clear difference" was able to see at all.

The gap is a drop from everyone else's share. It is visible when a score test at 5 %, two-sided, finds it four times
in five: with the pooled spread where there is no gap, and each side's own where there is (Fleiss, Levin and Paik 2003,
Statistical Methods for Rates and Proportions, chapter 4, without continuity correction).
"""

import math

from feedback.statistics.distributions import normal_bound

SIGNIFICANCE, POWER = 0.05, 0.8
_HALVINGS = 60


def smallest_gap(others_share: float, n: float, others_n: float) -> float | None:
    """As a share, to be rounded up to a whole point. None where not even a drop to nought could be seen.

    For gaps that go up, ask of the opposite answer. Sizes need not be whole.
    """
    if others_share <= _needed(others_share, others_share, n, others_n):
        return None
    hidden, seen = 0.0, others_share
    for _ in range(_HALVINGS):
        gap = (hidden + seen) / 2
        hidden, seen = (hidden, gap) if gap >= _needed(gap, others_share, n, others_n) else (gap, seen)
    return seen


def _needed(gap: float, others_share: float, n: float, others_n: float) -> float:
    """How large a gap must be found, where this one is, so that it is found often enough."""
    share = others_share - gap
    pooled = (n * share + others_n * others_share) / (n + others_n)
    none = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / others_n))
    there = math.sqrt(share * (1 - share) / n + others_share * (1 - others_share) / others_n)
    return normal_bound(1 - SIGNIFICANCE) * none + normal_bound(2 * POWER - 1) * there
