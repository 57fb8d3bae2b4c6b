"""Places side by side, without a ranking. No published figures with their data were found for the dispersion of shares
(Spiegelhalter 2005 prints charts), so it is held to his definitions, worked out once more by numpy and scipy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from feedback.statistics import Sample
from feedback.statistics.funnel import ALARM, WARNING, Funnel, Standing, funnel, winsorised

ALIKE = {f"team {at}": Sample(0.8, n) for at, n in enumerate((30, 60, 90, 150, 400))}


def test_the_limits_hold_95_and_998_in_a_thousand() -> None:
    """0.8 ± 1.96 and ± 3.09 times 0.04, for a hundred people."""
    chart = Funnel(centre=0.8, phi=1.0)
    assert chart.limits(100, WARNING).low == pytest.approx(0.8 - 1.959964 * 0.04, abs=1e-7)
    assert chart.limits(100, ALARM).low == pytest.approx(0.8 - 3.090232 * 0.04, abs=1e-7)
    assert chart.limits(10, ALARM).high == 1.0


def test_a_place_stands_within_or_beyond_either_limit() -> None:
    chart = Funnel(centre=0.5, phi=1.0)
    shares = (0.30, 0.38, 0.50, 0.62, 0.70)
    assert [chart.standing(Sample(share, 100)) for share in shares] == [
        Standing.BELOW_998,
        Standing.BELOW_95,
        Standing.WITHIN,
        Standing.ABOVE_95,
        Standing.ABOVE_998,
    ]


def test_places_more_alike_than_chance_do_not_narrow_the_funnel() -> None:
    chart = funnel(ALIKE)
    assert chart is not None
    assert chart.phi == pytest.approx(0)
    assert not chart.widened
    assert chart.limits(100, WARNING) == Funnel(chart.centre, 1.0).limits(100, WARNING)


def test_places_that_differ_widen_it() -> None:
    spread = {f"team {at}": Sample(share, 200) for at, share in enumerate((0.6, 0.65, 0.7, 0.8, 0.85, 0.9, 0.95))}
    chart = funnel(spread)
    assert chart is not None
    assert chart.widened
    assert chart.limits(200, WARNING).low < Funnel(chart.centre, 1.0).limits(200, WARNING).low
    assert chart.limits(200, WARNING).high - chart.centre == pytest.approx(
        1.959964 * math.sqrt(chart.phi * chart.centre * (1 - chart.centre) / 200), abs=1e-6
    )


def test_one_outlier_does_not_hide_itself() -> None:
    """Twenty places alike and one far below: without drawing in its score, it would widen the funnel past itself."""
    places = {f"team {at}": Sample(0.8 + (at % 5 - 2) / 100, 100) for at in range(20)}
    odd = Sample(0.55, 100)
    chart = funnel({**places, "odd": odd})
    assert chart is not None
    assert not chart.widened
    assert chart.standing(odd) is Standing.BELOW_998


def test_nobody_anywhere_has_no_funnel() -> None:
    assert funnel({}) is None


def test_everybody_everywhere_has_one_without_width() -> None:
    chart = funnel({"a": Sample(1.0, 40), "b": Sample(1.0, 50)})
    assert chart == Funnel(1.0, 0.0)


@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(10, 900)), min_size=1, max_size=40))
def test_phi_is_the_mean_square_of_scores_whose_outer_tenths_are_drawn_in(places: list[tuple[float, float]]) -> None:
    chart = funnel({str(at): Sample(*place) for at, place in enumerate(places)})
    assert chart is not None
    shares, sizes = np.array(places).T
    centre = np.average(shares, weights=sizes)
    scores = (shares - centre) / np.sqrt(centre * (1 - centre) / sizes)
    drawn_in = np.clip(scores, *np.quantile(scores, [0.1, 0.9]))
    assert chart.phi == pytest.approx(np.mean(drawn_in**2), rel=1e-9, abs=1e-12)


def test_drawing_in_keeps_every_score_as_scipy_does() -> None:
    """Ten scores and a tenth: scipy takes the neighbour, where the quantile lies a tenth of the way to it."""
    scores = [float(score) for score in (-9, -2, -1, -1, 0, 0, 1, 1, 2, 30)]
    assert winsorised(scores, 0.1) == pytest.approx([-2.7, -2, -1, -1, 0, 0, 1, 1, 2, 4.8])
    eleven = [*scores, 0.5]
    assert sorted(winsorised(eleven, 0.1)) == sorted(stats.mstats.winsorize(np.array(eleven), limits=(0.1, 0.1)))
