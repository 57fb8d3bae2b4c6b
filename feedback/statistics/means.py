"""The mean of an ordered scale, with Student's t interval. To be shown beside the shares, never instead of them.

A mean takes the steps of a scale to be equally far apart, which nobody who ticked them was asked.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from feedback.statistics.distributions import student_t_bound


@dataclass(frozen=True, slots=True)
class Mean:
    value: float
    low: float
    high: float


def mean_of_scale(counts: Mapping[float, float], level: float = 0.95) -> Mean | None:
    """From how many gave each value of the scale; counts need not be whole. None for one person or fewer.

    The interval stays within the scale, whose ends are the least and the greatest value named, with nobody or not.
    """
    n = math.fsum(counts.values())
    if n <= 1:
        return None
    mean = math.fsum(value * count for value, count in counts.items()) / n
    variance = math.fsum(count * (value - mean) ** 2 for value, count in counts.items()) / (n - 1)
    half = student_t_bound(level, n - 1) * math.sqrt(variance / n)
    return Mean(mean, max(min(counts), mean - half), min(max(counts), mean + half))
