"""The mean of an ordered scale, beside the shares."""

import math
from itertools import chain, repeat

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics.means import Mean, mean_of_scale


# Student (The Probable Error of a Mean, Biometrika 1908;6:1-25): hours of sleep gained by the second drug over the
# first, ten patients, mean 1.58. The interval is R's, t.test(sleep, paired): 0.7001142 to 2.4598858.
def test_students_own_example() -> None:
    hours = {1.2: 1, 2.4: 1, 1.3: 2, 0.0: 1, 1.0: 1, 1.8: 1, 0.8: 1, 4.6: 1, 1.4: 1}
    mean = mean_of_scale(hours)
    assert mean is not None
    assert round(mean.value, 2) == 1.58
    assert (round(mean.low, 7), round(mean.high, 7)) == (0.7001142, 2.4598858)


def test_one_person_has_no_interval() -> None:
    assert mean_of_scale({1: 0, 2: 1, 3: 0}) is None
    assert mean_of_scale({1: 0, 2: 0}) is None
    assert mean_of_scale({}) is None


def test_the_interval_stays_within_the_scale() -> None:
    mean = mean_of_scale({1: 0, 2: 0, 3: 0, 4: 1, 5: 9})
    assert mean is not None
    assert (mean.value, round(mean.low, 3), mean.high) == (4.9, 4.674, 5)


def test_everybody_alike_is_sure() -> None:
    assert mean_of_scale({1: 0, 2: 40, 3: 0}) == Mean(2, 2, 2)


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(lambda counts: sum(map(bool, counts)) > 1))
def test_it_agrees_with_scipy(counts: list[int]) -> None:
    answers = np.fromiter(chain.from_iterable(repeat(value, n) for value, n in enumerate(counts, 1)), float)
    low, high = stats.ttest_1samp(answers, 0).confidence_interval(0.95)
    mean = mean_of_scale(dict(enumerate(counts, 1)))
    assert mean is not None
    assert math.isclose(mean.low, max(1, low), abs_tol=1e-9)
    assert math.isclose(mean.high, min(5, high), abs_tol=1e-9)
