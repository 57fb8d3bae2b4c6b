"""A series into a chart's numbers: for each stretch its limits and signals, and the icons of the newest.

Under twelve points a stretch has trial limits, which the next point moves, and no icon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.statistics.shares import Sample
from feedback.statistics.trend.icons import Assurance, Better, Variation, assurance, variation
from feedback.statistics.trend.limits import Limits
from feedback.statistics.trend.pchart import p_limits, sizes_vary
from feedback.statistics.trend.rules import MAKING_DATA_COUNT, Measured, RuleSet, Signal, signals
from feedback.statistics.trend.series import Point, Rebase, Stretch, stretches
from feedback.statistics.trend.xmr import xmr_limits

FEWEST_FOR_LIMITS = 12


class Method(StrEnum):
    XMR = "xmr"
    P_CHART = "p-chart"


@dataclass(frozen=True, slots=True)
class Drawn:
    """`limits` and `signal` are none where a stretch has but one point."""

    point: Point
    limits: Limits | None
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class DrawnStretch:
    points: tuple[Drawn, ...]
    began: Rebase | None

    @property
    def trial(self) -> bool:
        return len(self.points) < FEWEST_FOR_LIMITS


@dataclass(frozen=True, slots=True)
class Chart:
    """The icons are none while the newest stretch has trial limits; `assurance` also without a target."""

    method: Method
    rules: RuleSet
    stretches: tuple[DrawnStretch, ...]
    variation: Variation | None
    assurance: Assurance | None


def draw(
    points: Sequence[Point],
    better: Better,
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
    rules: RuleSet = MAKING_DATA_COUNT,
) -> Chart:
    """At least one point; each stretch by the same method, which their sizes decide, where all have one."""
    method = _method(points)
    drawn = tuple(_draw(stretch, method, rules) for stretch in stretches(points, rebases))
    newest, last = drawn[-1], drawn[-1].points[-1]
    if newest.trial or last.limits is None:
        return Chart(method, rules, drawn, None, None)
    held = None if target is None else assurance(last.limits, target, better)
    return Chart(method, rules, drawn, variation(last.signal, better), held)


def _method(points: Sequence[Point]) -> Method:
    sizes = [point.n for point in points if point.n is not None]
    return Method.P_CHART if len(sizes) == len(points) and sizes_vary(sizes) else Method.XMR


def _draw(stretch: Stretch, method: Method, rules: RuleSet) -> DrawnStretch:
    limits = _limits(stretch.points, method)
    if limits is None:
        return DrawnStretch(tuple(Drawn(point, None, None) for point in stretch.points), stretch.began)
    measured = [Measured(point.value, each) for point, each in zip(stretch.points, limits, strict=True)]
    found = zip(stretch.points, limits, signals(measured, rules), strict=True)
    return DrawnStretch(tuple(Drawn(*each) for each in found), stretch.began)


def _limits(points: Sequence[Point], method: Method) -> Sequence[Limits] | None:
    if len(points) == 1:
        return None
    if method is Method.P_CHART:
        return p_limits([Sample(point.value, point.n) for point in points if point.n is not None])
    limits = xmr_limits([point.value for point in points])
    return None if limits is None else [limits] * len(points)
