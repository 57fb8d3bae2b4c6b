"""Numbers, days and months as people of a language write them, and as they can be typed."""

from datetime import date
from typing import assert_never

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from bot.i18n import Language
from surveys.answers import Day, Measured, Month, Number
from surveys.measures import Range


def spoken_measure(language: Language, answer: Measured) -> str:
    """In Western digits in every language, as on British phones and letters."""
    locale = language.locale
    match answer:
        case Number(value):
            return str(format_decimal(value, locale=locale, numbering_system="latn"))
        case Day(value):
            return format_date(value, "long", locale=locale)
        case Month((year, month)):
            return format_skeleton("yMMMM", date(year, month, 1), locale=locale)
        case _:
            assert_never(answer)


def typed_measure(answer: Measured) -> str:
    """In a form that is read back as the same answer."""
    match answer:
        case Number():
            return str(answer)
        case Day(value):
            return f"{value.day} {value.month} {value.year}"
        case Month((year, month)):
            return f"{month} {year}"
        case _:
            assert_never(answer)


def example_of(range: Range) -> str:
    """Its end: an example that is itself a possible answer."""
    return typed_measure(range.high)
