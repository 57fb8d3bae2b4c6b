"""What a report says of each group, how sure it is, and when it says nothing."""

import pytest

from feedback.report import Gap, Measure, Points, Report, Verdict, make_report
from feedback.safe_table import WITHHELD, Bound, Percent
from feedback.scheme import in_order
from feedback.statistics import newcombe, wilson
from tests.support.crowds import Crowd, census, respect, table


def measure(report: Report, group: str) -> Measure:
    return next(one for one in report.measures_of("respect") if one.group == group)


def reported(*crowds: list[Crowd]) -> Report:
    return make_report(table(crowd for some in crowds for crowd in some))


def test_the_example_of_the_contract() -> None:
    """Fifty people, 80 %: between 66 and 89 %, by Wilson from the shown figures, rounded outward."""
    report = reported(respect("indian", yes=40, no=10), respect("british", yes=840, no=160))
    assert measure(report, "indian") == Measure(
        question="respect",
        group="indian",
        n=50,
        share=Percent(80),
        range=Points(66, 89),
        gap=Gap(others_n=1000, others_share=84, difference=-4, range=Points(-18, 6)),
        verdict=Verdict.NO_CLEAR_DIFFERENCE,
        low_number=False,
    )


def test_a_large_gap_is_found_and_told_from_both_sides() -> None:
    report = reported(respect("caribbean", yes=50, no=50), respect("british", yes=800, no=200))
    assert measure(report, "black").verdict is Verdict.LOWER
    assert measure(report, "white").verdict is Verdict.HIGHER
    assert [found.measure.group for found in report.findings] == ["black", "caribbean", "white", "british"]


def test_equal_shares_are_no_clear_difference() -> None:
    report = reported(respect("indian", yes=80, no=20), respect("british", yes=800, no=200))
    gap = measure(report, "indian").gap
    assert gap is not None
    assert gap.range.low < 0 < gap.range.high
    assert measure(report, "indian").verdict is Verdict.NO_CLEAR_DIFFERENCE


@pytest.mark.parametrize(
    ("n", "verdict", "low_number"),
    [
        (0, Verdict.TOO_FEW, False),
        (9, Verdict.WITHHELD, False),
        (10, Verdict.TOO_FEW, False),
        (29, Verdict.TOO_FEW, False),
        (30, Verdict.NO_CLEAR_DIFFERENCE, True),
        (47, Verdict.NO_CLEAR_DIFFERENCE, True),
        (48, Verdict.NO_CLEAR_DIFFERENCE, False),
    ],
)
def test_how_many_answers_a_verdict_needs(n: int, verdict: Verdict, low_number: bool) -> None:
    """48 is shown as 50, and whoever reads the report knows no better."""
    report = reported(
        respect("indian", yes=n - n // 3, no=n // 3),
        respect("british", yes=800, no=200),
        respect("caribbean", yes=80, no=20),
    )
    told = measure(report, "asian")
    assert (told.verdict, told.low_number) == (verdict, low_number)
    assert (told.share is None) == (n < 30)


def test_everyone_else_must_be_enough_too() -> None:
    report = reported(respect("british", yes=300, no=100), respect("indian", yes=10, no=14))
    assert measure(report, "white").verdict is Verdict.TOO_FEW


def test_everybody_is_compared_with_nobody() -> None:
    told = measure(reported(respect("british", yes=300, no=100)), "all")
    assert (told.share, told.gap, told.verdict) == (Percent(75), None, Verdict.TOO_FEW)


def test_a_withheld_group_is_withheld_in_every_respect() -> None:
    told = measure(reported(respect("british", yes=300, no=100), respect("roma", yes=5)), "roma")
    assert (told.n, told.share, told.range, told.gap, told.verdict) == (WITHHELD, None, None, None, Verdict.WITHHELD)


def test_a_share_at_an_end_has_the_range_of_all_it_may_be() -> None:
    report = reported(respect("indian", yes=200), respect("british", yes=500, no=500))
    told = measure(report, "indian")
    assert told.share == Percent(95, Bound.AT_LEAST)
    assert told.range == Points(91, 100)
    assert told.gap is not None
    assert told.gap.difference == 45
    assert told.gap.range.high >= 50
    assert told.verdict is Verdict.HIGHER


def test_what_is_not_known_of_everyone_else_widens_the_gap() -> None:
    """Of twenty others no share is shown. Had all of them answered well, or none, the gap would be another."""
    report = reported(respect("british", yes=300, no=100), respect("indian", yes=50, no=50), respect("african", yes=20))
    gap = measure(report, "white").gap
    assert gap is not None
    as_if_known = newcombe(wilson(0.75, 400), wilson(gap.others_share / 100, gap.others_n))
    assert gap.range.low < 100 * as_if_known.low - 2
    assert gap.range.high > 100 * as_if_known.high + 2


def test_two_groups_at_the_same_end_cannot_be_told_apart() -> None:
    report = reported(respect("indian", yes=200), respect("british", yes=965, no=35))
    assert measure(report, "indian").verdict is Verdict.NO_CLEAR_DIFFERENCE


def test_many_comparisons_ask_for_more_than_one_would() -> None:
    """A gap whose own range leaves out zero is not told where so many were looked at that one was to be expected."""
    alike = [respect(group, yes=80, no=20) for group in ("pakistani", "irish", "african", "caribbean", "arab", "roma")]
    report = reported(respect("indian", yes=70, no=30), respect("british", yes=800, no=200), *alike)
    told = measure(report, "indian")
    assert told.gap is not None
    assert told.gap.range.high < 0
    assert told.verdict is Verdict.NO_CLEAR_DIFFERENCE


def test_what_is_shown_alike_is_reported_alike() -> None:
    """Forty-eight of whom 38 were content, or fifty-two of whom 41 were: 50 and 79 %, and so in everything after."""
    one = reported(respect("indian", yes=38, no=10), respect("british", yes=801, no=201))
    other = reported(respect("indian", yes=41, no=11), respect("british", yes=799, no=200))
    assert one.table == other.table
    assert one.measures == other.measures


def test_whatever_is_worked_out_is_in_whole_per_cents() -> None:
    """A decimal more of any of these would narrow the counts down that they come from."""
    crowds = [respect("indian", yes=37, no=24), respect("british", yes=801, no=206), respect("african", yes=53, no=18)]
    gaps = [one.gap for one in reported(*crowds).measures if one.gap]
    told = [(gap.others_n, gap.others_share, gap.difference, gap.range.low, gap.range.high) for gap in gaps]
    ranges = [(one.range.low, one.range.high) for one in reported(*crowds).measures if one.range]
    assert len(gaps) == 6
    assert {type(figure) for figures in (*told, *ranges) for figure in figures} == {int}


def test_every_group_of_every_measured_question_has_a_measure() -> None:
    report = reported(respect("indian", yes=38, no=10))
    groups = in_order(census().tree)
    assert [(m.question, m.group) for m in report.measures] == [(q, g) for q in ("overall", "respect") for g in groups]


def test_a_period_without_a_response_is_empty() -> None:
    assert reported().empty
    assert not reported([Crowd("roma", 1)]).empty
