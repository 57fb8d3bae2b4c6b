"""How a public report is written in a language: its phrases, and days, numbers and lists by the CLDR."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from bot.i18n import (
    LEFT_TO_RIGHT_ISOLATE,
    POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    Catalogues,
    Phrases,
    load_report_phrases,
)
from feedback.export.speech import Speech
from surveys.text import Status


@dataclass(frozen=True, slots=True)
class _KeptWhole:
    """An English sentence that stands in for one that is not translated yet: its figures must not turn round with the
    page that it stands on."""

    phrases: Phrases

    def text(self, phrase: str, /, **values: str | int) -> str:
        return self._kept(phrase, self.phrases.text(phrase, **values))

    def plural(self, phrase: str, count: int, /, **values: str | int) -> str:
        return self._kept(phrase, self.phrases.plural(phrase, count, **values))

    def _kept(self, phrase: str, said: str) -> str:
        if self.phrases.language.direction == "ltr" or self.phrases.knows(phrase):
            return said
        return f"{LEFT_TO_RIGHT_ISOLATE}{said}{POP_ISOLATE}"


def report_speech(catalogues: Catalogues, tag: str, folder: Path | None = None) -> Speech:
    """In Western digits in every language. Each thing in a list stands by itself, in the direction of the page: the
    first letter of a quoted answer lies inside an isolate of its own and cannot tell it."""
    phrases = load_report_phrases(catalogues, tag, folder)
    language, locale = phrases.language, phrases.language.locale

    def day(value: date) -> str:
        return format_date(value, "long", locale=locale)

    def number(value: int) -> str:
        return str(format_decimal(value, locale=locale, numbering_system="latn"))

    def percent(value: int) -> str:
        return str(format_percent(value / 100, locale=locale, numbering_system="latn"))

    def each(items: Sequence[str]) -> list[str]:
        start = RIGHT_TO_LEFT_ISOLATE if language.direction == "rtl" else LEFT_TO_RIGHT_ISOLATE
        return [f"{start}{item}{POP_ISOLATE}" for item in items]

    def either(items: Sequence[str]) -> str:
        return format_list(each(items), style="or", locale=locale)

    def both(items: Sequence[str]) -> str:
        return format_list(each(items), locale=locale)

    def apart(items: Sequence[str]) -> str:
        return language.between.join(each(items))

    return Speech(
        tag=language.tag,
        direction=language.direction,
        draft=phrases.status is Status.DRAFT,
        phrases=_KeptWhole(phrases),
        day=day,
        number=number,
        percent=percent,
        either=either,
        both=both,
        apart=apart,
    )
