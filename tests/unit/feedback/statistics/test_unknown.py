"""How far those who did not state their group could move a gap. No published figures were found for this bound on a
difference of shares, so it is held to going through every way to share people out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.statistics import Sample
from feedback.statistics.unknown import worst_case


def test_with_nobody_unknown_the_gap_is_what_it_is() -> None:
    found = worst_case(Sample(0.7, 30), Sample(0.8, 300), Sample(0.0, 0))
    assert found.low == found.high == pytest.approx(-0.1)


def test_a_gap_of_ten_points_that_forty_people_could_turn() -> None:
    """40 of whom half were content: all content in the group, or all discontent."""
    found = worst_case(Sample(0.7, 100), Sample(0.8, 300), Sample(0.5, 40))
    assert found.low == pytest.approx(70 / 120 - 260 / 320)
    assert found.high == pytest.approx(90 / 120 - 240 / 320)


counts = st.integers(1, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts, st.integers(0, 6), st.integers(0, 6))
def test_no_way_to_share_them_out_goes_further(
    group: tuple[int, int], others: tuple[int, int], content: int, discontent: int
) -> None:
    gaps = [
        (group[0] + yes) / (group[1] + yes + no)
        - (others[0] + content - yes) / (others[1] + content - yes + discontent - no)
        for yes, no in product(range(content + 1), range(discontent + 1))
    ]
    unknown = content + discontent
    found = worst_case(
        Sample(group[0] / group[1], group[1]),
        Sample(others[0] / others[1], others[1]),
        Sample(content / unknown if unknown else 0.0, unknown),
    )
    assert found.low == pytest.approx(min(gaps))
    assert found.high == pytest.approx(max(gaps))
