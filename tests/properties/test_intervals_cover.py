"""How often an interval made from shown figures covers the truth: as often as it says, however many people answered.

Groups are drawn from a fixed seed, shown as `disclosure` shows them and read as `report` reads them. What is printed is
rounded outward and so covers more than the 95 % it promises; what is worked out before that is tried as well, away from
the ends, where a share that is cut off stands for all that lies beyond. `pytest -rP` prints the figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import pytest

from feedback.aggregate import BASE, POSITIVE, Cell, Shape
from feedback.comparator import everyone_else
from feedback.disclosure import shown_count, shown_share
from feedback.report import Points, _difference, _interval, _outward
from feedback.safe_table import SEAL, Mark, Percent, SafeTable
from feedback.scheme import plain_grouping
from feedback.statistics import Interval
from feedback.tally import EVERYBODY
from tests.support.crowds import SUBJECT, policy

Band: TypeAlias = tuple[int, int]
BANDS: tuple[Band, ...] = ((30, 49), (50, 99), (100, 199), (200, 499), (500, 1999))
BEYOND: Band = (2000, 9999)  # whole per cents are coarse beside what so many people tell
SHARES, GAPS, ALIKE = 4000, 800, 1000  # drawn for each band
OUR_OWN, OTHERS = "ours", ("theirs", "still-others")
GROUPING = plain_grouping("sex", (OUR_OWN, *OTHERS))


@dataclass(frozen=True, slots=True)
class Group:
    """`share`: of all whom its people stand for; `chose`: how many of these people."""

    share: float
    people: int
    chose: int

    @property
    def n(self) -> int:
        return _shown_people(self.people)

    @property
    def percent(self) -> Percent:
        return _shown_share(self.chose, self.people)


@cache
def _shown_people(people: int) -> int:
    count = shown_count(people, policy())
    assert not isinstance(count, Mark)
    return count


@cache
def _shown_share(chose: int, people: int) -> Percent:
    return shown_share(chose, people, policy())


@cache
def _around(percent: Percent, n: int) -> tuple[Interval, Points]:
    worked_out = _interval(percent, n)
    return worked_out, _outward(worked_out)


@dataclass(frozen=True, slots=True)
class Covered:
    """How many intervals there were, and what part of them covers the truth: as worked out, and as printed."""

    cells: int
    worked_out: float
    printed: float

    def __str__(self) -> str:
        if not self.cells:
            return "  none        "
        return f"{self.cells:5} {100 * self.worked_out:5.1f} {100 * self.printed:5.1f}"


def covered(trials: Iterable[tuple[float, Interval, Points]]) -> Covered:
    """Of each the truth, and the interval before and after it is rounded to whole per cents."""
    hits = [
        (inner.low <= truth <= inner.high, outer.low <= 100 * truth <= outer.high) for truth, inner, outer in trials
    ]
    return Covered(len(hits), *(sum(one) / len(hits) for one in zip(*hits, strict=True))) if hits else Covered(0, 0, 0)


def groups(band: Band, low: float, high: float, count: int) -> list[Group]:
    """So many groups with shares spread evenly between two ends."""
    chance = np.random.Generator(np.random.PCG64(band[0]))
    people = chance.integers(*band, count, endpoint=True)
    shares = chance.uniform(low, high, count)
    chose = chance.binomial(people, shares)
    return [Group(*one) for one in zip(shares.tolist(), people.tolist(), chose.tolist(), strict=True)]


def shares_covered(drawn: Iterable[Group]) -> Covered:
    return covered((group.share, *_around(group.percent, group.n)) for group in drawn)


def gaps_covered(drawn: Iterable[Group]) -> Covered:
    return covered(_gaps([(group, *groups((300 + place, 1500), 0.1, 0.9, 2)) for place, group in enumerate(drawn)]))


def _gaps(rows: list[tuple[Group, ...]]) -> Iterator[tuple[float, Interval, Points]]:
    table = shown(rows)
    for place, (own, *others) in enumerate(rows):
        theirs = everyone_else(table, f"q{place}", OUR_OWN)
        assert theirs is not None
        truth = own.share - sum(o.share * o.people for o in others) / sum(o.people for o in others)
        worked_out = _difference(own.percent, own.n, theirs)
        yield truth, worked_out, _outward(worked_out)


def shown(rows: list[tuple[Group, ...]]) -> SafeTable:
    """A question for each row of groups."""
    held: dict[Cell, Group] = {}
    for place, row in enumerate(rows):
        everybody = Group(0, sum(group.people for group in row), sum(group.chose for group in row))
        names = (EVERYBODY, OUR_OWN, *OTHERS)
        held |= {Cell(f"q{place}", name, BASE): group for name, group in zip(names, (everybody, *row), strict=True)}
    nobody = {
        Cell(f"q{place}", group, BASE): 0
        for place in range(len(rows))
        for group in GROUPING.tree[EVERYBODY]
        if group not in (OUR_OWN, *OTHERS)
    }
    return SafeTable(
        subject=SUBJECT,
        policy=policy(),
        grouping=GROUPING,
        shapes=tuple(Shape(f"q{place}", (BASE,), (POSITIVE,), {}) for place in range(len(rows))),
        changed=(),
        counts={cell: group.n for cell, group in held.items()} | nobody,
        shares={cell._replace(option=POSITIVE): group.percent for cell, group in held.items()}
        | {cell._replace(option=POSITIVE): Mark.WITHHELD for cell in nobody},
        repeats=0,
        asked_all=frozenset(),
        seal=SEAL,
    )


def told(what: str, found: Covered, band: Band) -> Covered:
    print(f"n {band[0]:4} to {band[1]:4} {found}  {what}")  # noqa: T201 - the figures are what the test is for
    return found


@pytest.mark.parametrize("band", BANDS)
def test_the_interval_of_a_share_covers_it_nineteen_times_in_twenty(band: Band) -> None:
    found = told("share between 10 and 90 %", shares_covered(groups(band, 0.1, 0.9, SHARES)), band)
    assert 0.93 <= found.worked_out <= 0.97
    assert found.printed >= found.worked_out


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("ends", [(0.0, 0.1), (0.9, 1.0)])
def test_near_the_ends_it_covers_no_less(band: Band, ends: tuple[float, float]) -> None:
    what = f"share between {100 * ends[0]:.0f} and {100 * ends[1]:.0f} %"
    found = told(what, shares_covered(groups(band, *ends, SHARES)), band)
    assert found.worked_out >= 0.93
    assert found.printed >= 0.93


@pytest.mark.parametrize("band", BANDS)
def test_the_interval_of_a_gap_to_everyone_else_covers_it_as_often(band: Band) -> None:
    found = told("gap, share between 10 and 90 %", gaps_covered(groups(band, 0.1, 0.9, GAPS)), band)
    assert 0.93 <= found.worked_out <= 0.97
    assert found.printed >= 0.93


def test_of_thousands_only_what_is_printed_covers_so_often() -> None:
    """Half a point of rounding is then as much as chance itself. The rounding outward makes up for it."""
    share = told("share between 10 and 90 %", shares_covered(groups(BEYOND, 0.1, 0.9, SHARES)), BEYOND)
    gap = told("gap, share between 10 and 90 %", gaps_covered(groups(BEYOND, 0.1, 0.9, GAPS)), BEYOND)
    assert share.printed >= 0.93
    assert gap.printed >= 0.93


@pytest.mark.parametrize("band", BANDS)
def test_of_groups_that_think_alike_it_covers_as_many(band: Band) -> None:
    """Nothing is left out for what was said. Were it, of small groups that nearly all think alike only the unlikely
    draws would be left, and few of their intervals would cover the truth."""
    for low in range(0, 100, 5):
        alike = groups(band, low / 100, (low + 5) / 100, ALIKE)
        found = told(f"share from {low} to {low + 5} %", shares_covered(alike), band)
        assert found.worked_out >= 0.92
        assert found.printed >= 0.93
