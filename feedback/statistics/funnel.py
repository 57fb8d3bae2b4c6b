"""Several places on one chart without a ranking: where a place of its size can be expected, by chance alone.

The limits lie round the share of all places together, and hold 95 and 99.8 % of places that are alike. Where places
differ more than chance makes them, all limits are widened by the dispersion `phi`: the mean square of the places'
z-scores, the outer tenth at either end drawn in to the tenth's edge, so that the outliers that a funnel is to show do
not hide themselves. A `phi` below one never narrows them.

Spiegelhalter 2005, Statistics in Medicine 24:1185-1202, and Quality and Safety in Health Care 14:347-351.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.statistics.distributions import normal_bound
from feedback.statistics.shares import Interval, Sample, put_together

WARNING, ALARM = 0.95, 0.998
_DRAWN_IN = 0.1


class Standing(StrEnum):
    """Where a place stands; not whether that is good, nor why."""

    WITHIN = "within"
    ABOVE_95 = "above-95"
    BELOW_95 = "below-95"
    ABOVE_998 = "above-99.8"
    BELOW_998 = "below-99.8"


@dataclass(frozen=True, slots=True)
class Funnel:
    """`phi` is the dispersion as it was found, below one too."""

    centre: float
    phi: float

    @property
    def widened(self) -> bool:
        return self.phi > 1

    def limits(self, n: float, level: float) -> Interval:
        """For a place of `n` people, whole or not."""
        half = normal_bound(level) * math.sqrt(max(1.0, self.phi) * self.centre * (1 - self.centre) / n)
        return Interval(max(0.0, self.centre - half), min(1.0, self.centre + half))

    def standing(self, place: Sample) -> Standing:
        warning, alarm = self.limits(place.n, WARNING), self.limits(place.n, ALARM)
        if place.share > alarm.high:
            return Standing.ABOVE_998
        if place.share < alarm.low:
            return Standing.BELOW_998
        if place.share > warning.high:
            return Standing.ABOVE_95
        return Standing.BELOW_95 if place.share < warning.low else Standing.WITHIN


def funnel(places: Mapping[str, Sample]) -> Funnel | None:
    """None where there is nobody. Every place must have somebody."""
    together = put_together(places.values())
    if together is None:
        return None
    scores = [_z_score(place, together.share) for place in places.values()]
    drawn_in = winsorised(scores, _DRAWN_IN)
    return Funnel(together.share, math.fsum(z**2 for z in drawn_in) / len(drawn_in))


def winsorised(scores: Sequence[float], tail: float) -> list[float]:
    """The lowest and the highest such share of the scores, put at that quantile: none is left out."""
    low, high = _quantile(scores, tail), _quantile(scores, 1 - tail)
    return [min(high, max(low, score)) for score in scores]


def _z_score(place: Sample, centre: float) -> float:
    deviation = math.sqrt(centre * (1 - centre) / place.n)
    return (place.share - centre) / deviation if deviation else 0.0


def _quantile(scores: Sequence[float], at: float) -> float:
    """Linear between the scores in order, the first at 0 and the last at 1."""
    ranked = sorted(scores)
    below, part = divmod(at * (len(ranked) - 1), 1)
    above = min(int(below) + 1, len(ranked) - 1)
    return ranked[int(below)] + part * (ranked[above] - ranked[int(below)])
