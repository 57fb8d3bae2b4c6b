"""Limits from how many people each point stands on, for where that varies twofold: p ± 3 standard deviations.

With the same limits for forty people and for four hundred, the smaller quarters would always look like exceptions.
"""

import math
from collections.abc import Sequence

from feedback.statistics.shares import Sample, put_together
from feedback.statistics.trend.limits import Limits

_TWOFOLD = 2
_DEVIATIONS = 3


def sizes_vary(sizes: Sequence[float]) -> bool:
    """The largest at least twice the smallest."""
    return max(sizes) >= _TWOFOLD * min(sizes)


def p_limits(samples: Sequence[Sample]) -> tuple[Limits, ...]:
    """For each point its own, round the share of all together. Nobody's size may be nought; none need be whole."""
    together = put_together(samples)
    if together is None:
        return ()
    spread = math.sqrt(together.share * (1 - together.share))
    return tuple(Limits(together.share, _DEVIATIONS * spread / math.sqrt(sample.n)) for sample in samples)
