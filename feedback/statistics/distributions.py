"""The normal, the chi-squared and Student's t: as much of each as a report needs, to about ten figures.

Chi-squared has whole degrees of freedom and so a closed form. Student's t goes by the incomplete beta function's
continued fraction (Abramowitz and Stegun 26.5.8, evaluated by Lentz's method), for any degrees of freedom above nought.
"""

import math
from statistics import NormalDist

_SMALL = 1e-300  # stands for a nought that would be divided by
_ENOUGH = 1e-15
_MOST_STEPS = 100_000  # the fraction takes about the root of the larger parameter
_HALVINGS = 200


def normal_bound(level: float) -> float:
    """How many standard deviations either side hold so much of a normal distribution: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def chi_squared_tail(value: float, degrees: int) -> float:
    """The chance of so much or more."""
    half = value / 2
    if half <= 0:
        return 1.0
    odd = degrees % 2
    start = math.erfc(math.sqrt(half)) if odd else 0.0
    terms = (_term(half, step + odd / 2) for step in range(degrees // 2))
    return min(1.0, math.fsum((start, *terms)))


def _term(half: float, power: float) -> float:
    return math.exp(power * math.log(half) - half - math.lgamma(power + 1))


def student_t_below(t: float, degrees: float) -> float:
    """The chance of less than `t`."""
    whole = degrees + t * t
    tail = _incomplete_beta(degrees / 2, 0.5, degrees / whole, t * t / whole) / 2
    return tail if t < 0 else 1 - tail


def student_t_bound(level: float, degrees: float) -> float:
    """How many standard errors either side hold so much of Student's distribution."""
    tail = (1 - level) / 2
    low, high = 0.0, 1.0
    while student_t_below(-high, degrees) > tail:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if student_t_below(-middle, degrees) > tail else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float, rest: float) -> float:
    """`rest` is 1 - x, given apart because close to 1 the difference has no figures left."""
    if not x or not rest:
        return x
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    if x < (a + 1) / (a + b + 2):  # there the fraction converges fast; elsewhere that of the other tail does
        return math.exp(log_front) * _fraction(a, b, x) / a
    return 1 - math.exp(log_front) * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away_from_nought(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_nought(1 + term * d)
            c = _away_from_nought(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _away_from_nought(value: float) -> float:
    return value if abs(value) > _SMALL else _SMALL
