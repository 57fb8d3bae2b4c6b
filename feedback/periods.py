"""The stretches of time that a table can be about: calendar quarters and financial years, April to March.

Never a month, never a rolling window: two windows that overlap differ by a few people, and so show them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from feedback.policy import PeriodKind

_MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.FINANCIAL_YEAR: 12}
_FINANCIAL_YEAR_BEGINS = 4
_EARLIEST = date(2000, 4, 1)  # long before any answer, and far from the ends of what a date can be


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both within."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"

    @property
    def months(self) -> tuple[str, ...]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(_months_on(self.first, step).strftime("%Y-%m") for step in range(count))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The quarter or financial year that a day lies in."""
    months = _MONTHS[kind]
    since_april = (day.month - _FINANCIAL_YEAR_BEGINS) % 12
    first = _months_on(day.replace(day=1), -(since_april % months))
    return Period(first, _months_on(first, months) - timedelta(days=1))


def newest_over(kind: PeriodKind, today: date) -> Period:
    return period_of(kind, period_of(kind, today).first - timedelta(days=1))


def newest_all_over(kind: PeriodKind, today: date, count: int) -> tuple[Period, ...]:
    """The last few that are over, newest first."""
    found = [newest_over(kind, today)]
    while len(found) < count:
        found.append(period_of(kind, found[-1].first - timedelta(days=1)))
    return tuple(found)


def nearest(kinds: Iterable[PeriodKind], wanted: Period, today: date) -> tuple[Period, ...]:
    """For each kind, the period that is over and whose ends lie nearest to what was asked for."""
    return tuple(min(_about(kind, wanted, today), key=lambda period: _apart(period, wanted)) for kind in kinds)


def _about(kind: PeriodKind, wanted: Period, today: date) -> set[Period]:
    days = (wanted.first, wanted.last, wanted.first + (wanted.last - wanted.first) / 2)
    newest = newest_over(kind, today)
    return {min(period_of(kind, max(_EARLIEST, min(day, today))), newest) for day in days}


def _apart(one: Period, other: Period) -> tuple[timedelta, date]:
    return abs(one.first - other.first) + abs(one.last - other.last), one.first


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
