"""Days and months as people type them: 27 3 2026, 27/03/2026, 2026-03-27, ٢٧/٣/٢٠٢٦, 27 March 2026, 2026年3月27日.

The day comes before the month, as in Britain, unless the year comes first. A year has four digits: `26` could be
anything.
"""

import re
from collections.abc import Mapping

from surveys.answers import Day, Month
from surveys.folding import folded
from surveys.measures import day_of, month_of
from surveys.numerals import numbers

_EARLIEST = 1000
_BETWEEN = re.compile(r"[\d\s/\-年月日]+")


def typed_day(text: str, months: Mapping[str, int]) -> Day | None:
    match (*numbers(text), *_named(text, months)):
        case (year, month, day) if year >= _EARLIEST:
            return day_of(year, month, day)
        case (day, month, year) if year >= _EARLIEST and not _named(text, months):
            return day_of(year, month, day)
        case (day, year, month) if year >= _EARLIEST:
            return day_of(year, month, day)
        case _:
            return None


def typed_month(text: str, months: Mapping[str, int]) -> Month | None:
    match (*numbers(text), *_named(text, months)):
        case (year, month) if year >= _EARLIEST:
            return month_of(year, month)
        case (month, year) if year >= _EARLIEST:
            return month_of(year, month)
        case _:
            return None


def _named(text: str, months: Mapping[str, int]) -> tuple[int, ...]:
    """A month by its name, in any language."""
    pieces = (piece.strip() for piece in _BETWEEN.split(folded(text)))
    return tuple(months[piece] for piece in pieces if piece in months)
