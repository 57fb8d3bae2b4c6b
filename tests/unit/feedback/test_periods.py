"""Which stretches of time a table can be about, whatever day it is."""

from datetime import date

import pytest

from feedback.periods import Period, nearest, newest_over, period_of
from feedback.policy import PeriodKind

QUARTER, YEAR = PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR
BOTH = (QUARTER, YEAR)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        ("2026-04-01", days("2026-04-01", "2026-06-30"), days("2026-04-01", "2027-03-31")),
        ("2026-03-31", days("2026-01-01", "2026-03-31"), days("2025-04-01", "2026-03-31")),
        ("2026-12-31", days("2026-10-01", "2026-12-31"), days("2026-04-01", "2027-03-31")),
        ("2024-02-29", days("2024-01-01", "2024-03-31"), days("2023-04-01", "2024-03-31")),
    ],
)
def test_a_day_lies_in_one_quarter_and_one_year_from_april(day: str, quarter: Period, year: Period) -> None:
    assert period_of(QUARTER, date.fromisoformat(day)) == quarter
    assert period_of(YEAR, date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        ("2026-06-30", days("2026-01-01", "2026-03-31")),
        ("2026-07-01", days("2026-04-01", "2026-06-30")),
        ("2026-01-01", days("2025-10-01", "2025-12-31")),
    ],
)
def test_a_quarter_is_over_the_day_after_its_last(today: str, newest: Period) -> None:
    assert newest_over(QUARTER, date.fromisoformat(today)) == newest


def test_a_period_knows_its_months_across_new_year() -> None:
    assert days("2025-10-01", "2026-03-31").months == (
        *("2025-10", "2025-11", "2025-12"),
        *("2026-01", "2026-02", "2026-03"),
    )


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        (days("2026-04-01", "2026-06-30"), days("2026-04-01", "2026-06-30")),
        (days("2026-04-02", "2026-07-02"), days("2026-04-01", "2026-06-30")),
        (days("2026-05-20", "2026-08-20"), days("2026-07-01", "2026-09-30")),
        (days("2026-06-30", "2026-04-01"), days("2026-04-01", "2026-06-30")),
        (days("2027-01-01", "2027-03-31"), days("2026-07-01", "2026-09-30")),
    ],
)
def test_the_nearest_quarter_that_is_over_is_named(wanted: Period, near: Period) -> None:
    assert nearest(BOTH, wanted, date(2026, 11, 21))[0] == near


@pytest.mark.parametrize("end", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_no_trouble(end: date) -> None:
    for period in nearest(BOTH, Period(end, end), date(2026, 11, 21)):
        assert period.last < date(2026, 11, 21)
