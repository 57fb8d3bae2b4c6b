"""A `SafeTable` into a report: for each group its share, how sure that is, and how it compares with everyone else.

Everything here is a function of the table alone. Two sets of answers that are shown alike are reported alike, so an
interval or a verdict tells nobody what the table did not. What was rounded is rounded outward, never inward.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from feedback.aggregate import BASE, POSITIVE, Cell
from feedback.comparator import EveryoneElse, everyone_else
from feedback.layout import rows
from feedback.safe_table import Bound, Count, Mark, Percent, SafeTable
from feedback.statistics import Estimate, Interval, benjamini_hochberg, newcombe, score_test, wilson
from feedback.tally import EVERYBODY

FALSE_FINDINGS = 0.05  # Benjamini and Hochberg's rate, over every comparison of one report
_HALF_A_POINT = 0.005  # what rounding to a whole per cent does to any share, and intervals bear well
_EXACT = 1e-9  # floating point must not push a whole per cent over to the next one


class Verdict(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NO_CLEAR_DIFFERENCE = "no-clear-difference"
    TOO_FEW = "too-few-to-tell"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Points:
    """A range in whole per cents, or in points for a difference."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A group's share minus everyone else's."""

    others_n: int
    others_share: int
    difference: int
    range: Points


@dataclass(frozen=True, slots=True)
class Measure:
    """`low_number`: enough people for a share, too few to lean on it."""

    question: str
    group: str
    n: Count
    share: Percent | None
    range: Points | None
    gap: Gap | None
    verdict: Verdict
    low_number: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure whose verdict is that there is a difference."""

    measure: Measure
    share: Percent
    gap: Gap


@dataclass(frozen=True, slots=True)
class Stamp:
    """The release that a table stands in."""

    number: int
    received_to: date
    hash: str


@dataclass(frozen=True, slots=True)
class Report:
    """`stamp`: none on a draft, of which the figures can still change."""

    table: SafeTable
    stamp: Stamp | None
    measures: tuple[Measure, ...]

    @property
    def empty(self) -> bool:
        """Nobody answered, skipped or was asked anything: not one response lies in the period."""
        return not any(count != 0 for cell, count in self.table.counts.items() if cell.group == EVERYBODY)

    def measures_of(self, question: str) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if measure.question == question)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(measure, measure.share, measure.gap)
            for measure in self.measures
            if measure.verdict in (Verdict.HIGHER, Verdict.LOWER) and measure.share and measure.gap
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """A measure before the verdict: `p` is the chance of a gap this large or larger if there were none."""

    measure: Measure
    p: float


def make_report(table: SafeTable, stamp: Stamp | None = None) -> Report:
    measured = [shape for shape in table.shapes if shape.measured]
    drawn = [_draw(table, shape.question, group) for shape in measured for group in rows(shape, table.grouping)]
    tested = [one.p for one in drawn if one.measure.gap is not None]
    found = iter(benjamini_hochberg(tested, FALSE_FINDINGS))
    return Report(table, stamp, tuple(_judged(one.measure, found) for one in drawn))


def _draw(table: SafeTable, question: str, group: str) -> _Compared:
    n = table.counts[Cell(question, group, BASE)]
    percent = table.shares[Cell(question, group, POSITIVE)]
    bare = Measure(question, group, n, None, None, None, Verdict.TOO_FEW, low_number=False)
    if isinstance(n, Mark):
        return _Compared(replace(bare, verdict=Verdict.WITHHELD), 1.0)
    if isinstance(percent, Mark):
        return _Compared(replace(bare, verdict=_without_share(n, table)), 1.0)
    low_number = n < table.policy.low_number_below
    shown = replace(bare, share=percent, range=_outward(_interval(percent, n)), low_number=low_number)
    return _compare(shown, n, percent, table)


def _without_share(n: int, table: SafeTable) -> Verdict:
    """Enough people, and no share: it would have told how few of them said something."""
    return Verdict.WITHHELD if n > table.policy.share_from else Verdict.TOO_FEW


def _compare(shown: Measure, n: int, percent: Percent, table: SafeTable) -> _Compared:
    """Everybody has no one else beside them, and so is never compared."""
    if shown.group == EVERYBODY:
        return _Compared(shown, 1.0)
    others = everyone_else(table, shown.question, shown.group)
    if others is None:
        return _Compared(replace(shown, verdict=Verdict.WITHHELD), 1.0)
    if others.n < table.policy.share_from:
        return _Compared(shown, 1.0)
    return _Compared(replace(shown, gap=_gap(percent, n, others)), _p_value(percent, n, others))


def _judged(measure: Measure, found: Iterator[bool]) -> Measure:
    """Both must agree: the test over all comparisons together, and the interval that is printed."""
    if measure.gap is None:
        return measure
    sure, range = next(found), measure.gap.range
    if sure and range.low > 0:
        return replace(measure, verdict=Verdict.HIGHER)
    if sure and range.high < 0:
        return replace(measure, verdict=Verdict.LOWER)
    return replace(measure, verdict=Verdict.NO_CLEAR_DIFFERENCE)


def _gap(percent: Percent, n: int, others: EveryoneElse) -> Gap:
    share = _whole(others.share)
    return Gap(others.n, share, percent.value - share, _outward(_difference(percent, n, others)))


def _difference(percent: Percent, n: int, others: EveryoneElse) -> Interval:
    ranges = [newcombe(wilson(end, n), _widened(others)) for end in _ends(percent)]
    return Interval(min(one.low for one in ranges), max(one.high for one in ranges))


def _p_value(percent: Percent, n: int, others: EveryoneElse) -> float:
    """By the score test, for the smallest gap that fits what is shown: both shares moved as near as they can be."""
    nearest_own = min(max(others.share, _ends(percent)[0]), _ends(percent)[-1])
    slack = min(_slack(others), abs(nearest_own - others.share))
    nearest = others.share + math.copysign(slack, nearest_own - others.share)
    return score_test(nearest_own, n, nearest, others.n)


def _interval(percent: Percent, n: int) -> Interval:
    estimates = [wilson(end, n) for end in _ends(percent)]
    return Interval(min(one.low for one in estimates), max(one.high for one in estimates))


def _ends(percent: Percent) -> Sequence[float]:
    """A share that stands at an end may be anything from there on: whatever is worked out holds for all of it."""
    match percent.bound:
        case Bound.AT_MOST:
            return 0.0, percent.value / 100
        case Bound.AT_LEAST:
            return percent.value / 100, 1.0
        case None:
            return (percent.value / 100,)


def _widened(others: EveryoneElse) -> Estimate:
    estimate, slack = wilson(others.share, others.n), _slack(others)
    return Estimate(estimate.share, max(0.0, estimate.low - slack), min(1.0, estimate.high + slack))


def _slack(others: EveryoneElse) -> float:
    return max(0.0, others.off_by - _HALF_A_POINT)


def _outward(interval: Interval) -> Points:
    return Points(math.floor(100 * interval.low + _EXACT), math.ceil(100 * interval.high - _EXACT))


def _whole(share: float) -> int:
    return math.floor(100 * share + 0.5 + _EXACT)
