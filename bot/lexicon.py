"""The words that mean the same in every survey, gathered from the catalogues of all languages, and from the CLDR."""

import re
from collections.abc import Iterable, Iterator

from babel import Locale

from bot.i18n import Catalogues, locale_of
from surveys.folding import folded
from surveys.lexicon import Lexicon

_BETWEEN = re.compile("[,،、，]")


def listed_words(phrase: str) -> tuple[str, ...]:
    """A phrase of command words holds several, between commas: `skip, next`."""
    return tuple(word for word in map(folded, _BETWEEN.split(phrase)) if word)


def lexicon(catalogues: Catalogues) -> Lexicon:
    return Lexicon(
        yes=_every(catalogues, "command.yes"),
        no=_every(catalogues, "command.no"),
        go_on=_every(catalogues, "command.continue"),
        months=dict(_months(map(locale_of, catalogues.languages))),
    )


def _every(catalogues: Catalogues, phrase: str) -> frozenset[str]:
    listed = (catalogues.phrases(tag).text(phrase) for tag in catalogues.languages)
    return frozenset(word for words in listed for word in listed_words(words))


def _months(locales: Iterable[Locale]) -> Iterator[tuple[str, int]]:
    """Names that stand for one month in one language and another in a second are left out: nobody could tell."""
    meant: dict[str, set[int]] = {}
    for locale in locales:
        for form in locale.months.values():
            for width in ("wide", "abbreviated"):
                for number, name in form.get(width, {}).items():
                    meant.setdefault(folded(name), set()).add(number)
    return ((name, min(numbers)) for name, numbers in meant.items() if len(numbers) == 1 and not name.isdigit())
