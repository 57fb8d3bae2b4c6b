"""Fisher's exact test for any number of groups and two answers, as Freeman and Halton extended it.

All tables with the same margins are gone through group by group, in whole numbers, so that ties are ties. A table's
chance is a product over groups; where the rest can only make it rarer, or only commoner, than the table at hand, the
rest is not gone through (Mehta and Patel 1983, Journal of the American Statistical Association 78:427-434). Work is
bounded, and past the bound there is no p-value. Five groups are gone through in almost any case, nineteen seldom:
then whoever has a generator may have tables drawn, and says so, since another seed gives another last digit.

Freeman and Halton 1951, Biometrika 38:141-149.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, prod

_MOST_STEPS = 200_000  # about half a second


@dataclass(frozen=True, slots=True)
class Exact:
    """The chance, all margins given, of a table no more likely than this one."""

    p: float


@dataclass(frozen=True, slots=True)
class TooMany:
    """There are more tables than may be gone through: it was not found out whether there is a difference."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """The same chance from `tables` drawn at random, the observed one counted among them."""

    p: float
    tables: int


Below = Callable[[int], int]
"""A whole number from 0 up to this one, each as likely: a seeded generator's `randrange`."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """The groups still to come, by how many yeses they share: people, and the least and the greatest product."""

    people: int
    least: tuple[int, ...]
    greatest: tuple[int, ...]


def fisher(rows: Sequence[tuple[int, int]], most_steps: int = _MOST_STEPS) -> Exact | TooMany:
    """For each group how many said so and how many did not: whole numbers."""
    sizes, yeses = _largest_first(rows)
    total = sum(yeses)
    if len(sizes) <= 1 or not total:
        return Exact(1.0)
    if sum((total + 1) * (min(size, total) + 1) for size in sizes) > most_steps:
        return TooMany()
    as_rare = _weight_up_to(_product(sizes, yeses), sizes, total, most_steps)
    return TooMany() if as_rare is None else Exact(as_rare / comb(sum(sizes), total))


def sampled(rows: Sequence[tuple[int, int]], tables: int, below: Below) -> Sampled:
    """By giving the yeses to other people, each as likely, so many times (less one)."""
    sizes, yeses = _largest_first(rows)
    observed, total = _product(sizes, yeses), sum(yeses)
    people = [group for group, size in enumerate(sizes) for _ in range(size)]
    as_rare = 1
    for _ in range(tables - 1):
        for at in range(total):
            other = at + below(len(people) - at)
            people[at], people[other] = people[other], people[at]
        drawn = Counter(people[:total])
        as_rare += _product(sizes, [drawn[group] for group in range(len(sizes))]) <= observed
    return Sampled(as_rare / tables, tables)


def _product(sizes: Sequence[int], yeses: Sequence[int]) -> int:
    return prod(comb(size, yes) for size, yes in zip(sizes, yeses, strict=True))


def _largest_first(rows: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Sizes and yeses of the groups that have anybody; a large group first leaves the least to go through."""
    ranked = sorted((row for row in rows if sum(row)), key=sum, reverse=True)
    sizes = [sum(row) for row in ranked]
    return sizes, _rarer([yes for yes, _ in ranked], sizes)


def _rarer(yeses: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The answer that fewer gave: the test is the same, and there is less to go through."""
    if 2 * sum(yeses) <= sum(sizes):
        return list(yeses)
    return [size - yes for size, yes in zip(sizes, yeses, strict=True)]


def _weight_up_to(observed: int, sizes: Sequence[int], total: int, most_steps: int) -> int | None:
    rests = _rests(sizes, total)
    reached: Counter[tuple[int, int]] = Counter({(total, 1): 1})  # (yeses left, product so far): tables
    as_rare = steps = 0
    for size, rest in zip(sizes, rests, strict=True):
        following: Counter[tuple[int, int]] = Counter()
        for (left, product), tables in reached.items():
            for yes in range(max(0, left - rest.people), min(size, left) + 1):
                steps += 1
                after, remaining = product * comb(size, yes), left - yes
                if after * rest.greatest[remaining] <= observed:
                    as_rare += tables * after * comb(rest.people, remaining)
                elif after * rest.least[remaining] <= observed:
                    following[remaining, after] += tables
            if steps > most_steps:
                return None
        reached = following
    return as_rare


def _rests(sizes: Sequence[int], total: int) -> list[_Rest]:
    """For each group, what comes after it. A product of nought: so many yeses do not fit."""
    rests = [_Rest(0, (1, *[0] * total), (1, *[0] * total))]
    for size in reversed(sizes[1:]):
        after = rests[-1]
        least, greatest = [], []
        for yeses in range(total + 1):
            fits = range(max(0, yeses - after.people), min(size, yeses) + 1)
            least.append(min((comb(size, yes) * after.least[yeses - yes] for yes in fits), default=0))
            greatest.append(max((comb(size, yes) * after.greatest[yeses - yes] for yes in fits), default=0))
        rests.append(_Rest(after.people + size, tuple(least), tuple(greatest)))
    return rests[::-1]
