"""Many groups at once: is there any difference among them, and which of many findings to believe.

The first question comes before any single group is looked at. Pearson's chi-squared where enough people are expected
in every cell, by Cochran's rule (Biometrics 1954;10:417-451: none under 1, at most a fifth under 5); Fisher's exact
test where they are not; and "too many to count through" is an answer of its own, never a guess.

Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289-300.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback.statistics.distributions import chi_squared_tail
from feedback.statistics.fisher import Exact, TooMany, fisher

_FEWEST_EXPECTED = 1.0
_ENOUGH_EXPECTED = 5.0
_SHARE_BELOW_ENOUGH = 0.2


@dataclass(frozen=True, slots=True)
class ChiSquared:
    """`enough_expected`: whether Cochran's rule allows leaning on `p`."""

    value: float
    degrees: int
    p: float
    enough_expected: bool


def any_difference(rows: Sequence[tuple[float, float]]) -> ChiSquared | Exact | TooMany:
    """For each group how many said so and how many did not. Need not be whole; Fisher's test rounds them."""
    pearson = chi_squared(rows)
    if pearson.enough_expected:
        return pearson
    return fisher([(round(yes), round(no)) for yes, no in rows])


def chi_squared(rows: Sequence[Sequence[float]]) -> ChiSquared:
    """Pearson's, uncorrected: for each group how many gave each answer. Groups and answers without anybody drop out."""
    cells = tuple(_with_expected(rows))
    groups = sum(any(row) for row in rows)
    answers = sum(any(column) for column in zip(*rows, strict=True))
    degrees = max(0, groups - 1) * max(0, answers - 1)
    if not degrees:
        return ChiSquared(0.0, 0, 1.0, enough_expected=True)
    value = math.fsum((count - expected) ** 2 / expected for count, expected in cells)
    return ChiSquared(value, degrees, chi_squared_tail(value, degrees), _enough([expected for _, expected in cells]))


def _with_expected(rows: Sequence[Sequence[float]]) -> Iterator[tuple[float, float]]:
    everybody = math.fsum(math.fsum(row) for row in rows)
    columns = [math.fsum(column) for column in zip(*rows, strict=True)]
    for row in rows:
        for count, column in zip(row, columns, strict=True):
            if any(row) and column:
                yield count, math.fsum(row) * column / everybody


def _enough(expected: Sequence[float]) -> bool:
    """In a table of two by two a fifth is less than one cell, so every cell needs five there."""
    below = sum(count < _ENOUGH_EXPECTED for count in expected)
    return min(expected) >= _FEWEST_EXPECTED and below <= _SHARE_BELOW_ENOUGH * len(expected)


def benjamini_hochberg(p_values: Sequence[float], rate: float) -> tuple[bool, ...]:
    """For each test whether it is found, so that the expected share of false ones among those found is the rate."""
    ranked = sorted(p_values)
    passing = (p for rank, p in enumerate(ranked, start=1) if p <= rate * rank / len(ranked))
    limit = max(passing, default=-1.0)
    return tuple(p <= limit for p in p_values)
