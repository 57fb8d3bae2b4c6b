"""A day, a month and a number as each language writes them: by the CLDR, in Western digits, English as in Britain."""

from datetime import date
from decimal import Decimal

import pytest

from bot.conversation.measures import spoken_measure
from bot.i18n import load_catalogues
from surveys.answers import Day, Month, Number, YearMonth
from tests.unit.locales.catalogue import LANGUAGES

pytestmark = pytest.mark.catalogue

WRITTEN = {
    "en": ("27 March 2026", "March 2026", "1,234,567.5"),
    "en-easyread": ("27 March 2026", "March 2026", "1,234,567.5"),
    "ar": ("27 مارس 2026", "مارس 2026", "1,234,567.5"),
    "bn": ("27 মার্চ, 2026", "মার্চ 2026", "12,34,567.5"),
    "gu": ("27 માર્ચ, 2026", "માર્ચ 2026", "12,34,567.5"),
    "hi": ("27 मार्च 2026", "मार्च 2026", "12,34,567.5"),
    "pa": ("27 ਮਾਰਚ 2026", "ਮਾਰਚ 2026", "12,34,567.5"),
    "pl": ("27 marca 2026", "marzec 2026", "1\u00a0234\u00a0567,5"),
    "ro": ("27 martie 2026", "martie 2026", "1.234.567,5"),
    "ru": ("27 марта 2026\u202fг.", "март 2026\u202fг.", "1\u00a0234\u00a0567,5"),
    "so": ("Maarso 27, 2026", "Maarso 2026", "1,234,567.5"),
    "ur": ("27 مارچ، 2026", "مارچ 2026", "1,234,567.5"),
    "zh-Hans": ("2026年3月27日", "2026年3月", "1,234,567.5"),
    "zh-Hant": ("2026年3月27日", "2026年3月", "1,234,567.5"),
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_day_a_month_and_a_number_are_written_as_the_language_writes_them(tag: str) -> None:
    language = load_catalogues().phrases(tag).language
    answers = (Day(date(2026, 3, 27)), Month(YearMonth(2026, 3)), Number(Decimal("1234567.5")))
    assert tuple(spoken_measure(language, answer) for answer in answers) == WRITTEN[tag]
