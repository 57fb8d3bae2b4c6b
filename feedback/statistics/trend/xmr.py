"""Limits from how much neighbours differ: mean ± 2.66 mean moving ranges.

A moving range of 3.267 means or more comes from a jump and not from the ordinary; it is left out once, as NHS
England's reference code (NHSRplotthedots) does after Nelson 1982, Journal of Quality Technology 14:172-173. Where that
would leave nothing but noughts (a flat line with one step in it) nothing is left out: limits without any width would
call every point an exception.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from feedback.statistics.trend.limits import Limits

REACH = 2.66
SCREEN = 3.267


def xmr_limits(values: Sequence[float]) -> Limits | None:
    """None for fewer than two: a single point has no neighbour. A constant series has limits on its mean."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return Limits(fmean(values), REACH * fmean(_screened(ranges))) if ranges else None


def _screened(ranges: Sequence[float]) -> Sequence[float]:
    jump = SCREEN * fmean(ranges)
    ordinary = [one for one in ranges if one < jump]
    return ordinary if any(ordinary) else ranges
