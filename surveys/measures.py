"""Numbers, days and months: how a survey file writes them, and the range in which an answer must lie."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from surveys.answers import Day, Measured, Month, Number, YearMonth

Value: TypeAlias = Decimal | date | YearMonth
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends belong to it. `places` is how many decimal places a number may have."""

    low: Measured
    high: Measured
    places: int = 0

    def holds(self, answer: Measured) -> bool:
        return _at_most(self.low, answer) and _at_most(answer, self.high)


def number(text: str) -> Number | None:
    return Number(Decimal(text)) if _NUMBER.fullmatch(text) else None


def day(text: str) -> Day | None:
    found = _DAY.fullmatch(text)
    return day_of(*map(int, found.groups())) if found else None


def month(text: str) -> Month | None:
    found = _MONTH.fullmatch(text)
    return month_of(*map(int, found.groups())) if found else None


def day_of(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day))
    except ValueError:
        return None


def month_of(year: int, month: int) -> Month | None:
    return Month(YearMonth(year, month)) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def _at_most(one: Measured, other: Measured) -> bool:
    match one, other:
        case (Number(left), Number(right)):
            return left <= right
        case (Day(first), Day(second)):
            return first <= second
        case (Month(earlier), Month(later)):
            return earlier <= later
        case _:
            return False
