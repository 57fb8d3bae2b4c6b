"""Fisher's exact test for any number of groups: published, agreed, and honest about what it did not go through."""

from itertools import product
from math import comb, prod
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics.fisher import Exact, TooMany, fisher, sampled


# Fisher RA. The Design of Experiments, 1935, chapter II: a lady who tells all eight cups apart does so by chance once
# in seventy, and both ways round twice; three of four on either side: 0.4857 (R's own example, TeaTasting).
@pytest.mark.parametrize(("rows", "p"), [([(4, 0), (0, 4)], 2 / 70), ([(3, 1), (1, 3)], 34 / 70)])
def test_the_lady_tasting_tea(rows: list[tuple[int, int]], p: float) -> None:
    assert fisher(rows) == Exact(p)


# R package contingencytables (companion to Fagerland, Lydersen and Laake 2017), test of the exact Fisher-Freeman-Halton
# test on three groups of 199, 408 and 301: P = 0.1100976.
def test_three_groups_as_freeman_and_halton() -> None:
    found = fisher([(196, 3), (398, 10), (287, 14)])
    assert isinstance(found, Exact)
    assert round(found.p, 7) == 0.1100976


def test_groups_alike_differ_in_nothing() -> None:
    assert fisher([(2, 8), (2, 8), (2, 8)]) == Exact(1.0)
    assert fisher([(0, 8), (0, 0), (0, 30)]) == Exact(1.0)
    assert fisher([]) == Exact(1.0)


def test_past_its_bound_it_gives_no_p_value() -> None:
    rows = [(3, 7), (1, 9), (4, 6), (0, 11)]
    assert isinstance(fisher(rows), Exact)
    assert fisher(rows, most_steps=100) == TooMany()


def test_five_large_groups_with_an_answer_that_few_gave_are_gone_through() -> None:
    assert isinstance(fisher([(9, 291), (2, 58), (0, 40), (1, 30), (6, 75)]), Exact)


def test_nineteen_groups_are_too_many_and_tables_can_be_drawn_with_a_generator_of_the_callers() -> None:
    sizes = [300, 12, 40, 25, 9, 33, 18, 7, 52, 61, 14, 11, 28, 5, 90, 22, 16, 8, 45]
    few = [9, 0, 1, 1, 0, 2, 0, 0, 3, 1, 0, 1, 0, 0, 2, 1, 0, 1, 0]
    rows = [(yes, n - yes) for yes, n in zip(few, sizes, strict=True)]
    assert fisher(rows) == TooMany()
    drawn = sampled(rows, 2000, Random(1).randrange)
    assert drawn == sampled(rows, 2000, Random(1).randrange)
    assert drawn.p == pytest.approx(0.6926, abs=0.05)  # gone through in three million steps: 0.69264


def test_drawn_tables_come_near_the_exact_chance() -> None:
    rows = [(3, 7), (1, 9), (4, 6), (0, 11)]
    exact = fisher(rows)
    assert isinstance(exact, Exact)
    assert sampled(rows, 4000, Random(2).randrange).p == pytest.approx(exact.p, abs=0.02)


def test_a_drawn_chance_is_never_nought() -> None:
    assert sampled([(20, 0), (0, 20)], 100, Random(3).randrange).p == 0.01


tables = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=4)


@given(tables)
def test_it_agrees_with_going_through_every_table(rows: list[tuple[int, int]]) -> None:
    sizes, total = [yes + no for yes, no in rows], sum(yes for yes, _ in rows)
    weights = [
        prod(comb(n, yes) for n, yes in zip(sizes, one, strict=True))
        for one in product(*[range(n + 1) for n in sizes])
        if sum(one) == total
    ]
    own = prod(comb(yes + no, yes) for yes, no in rows)
    assert fisher(rows) == Exact(sum(weight for weight in weights if weight <= own) / sum(weights))


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_it_agrees_with_scipy_for_two_groups(cells: list[int]) -> None:
    rows = [(cells[0], cells[1]), (cells[2], cells[3])]
    assume(all(sum(row) for row in rows) and cells[0] + cells[2] and cells[1] + cells[3])
    found = fisher(rows)
    assert isinstance(found, Exact)
    assert found.p == pytest.approx(stats.fisher_exact(rows).pvalue, rel=1e-6)
