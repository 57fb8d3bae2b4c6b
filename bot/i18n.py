"""What Heard itself says, in each language: phrases by name from the gettext catalogues in `locales/`.

It refuses nothing silently: a name or a placeholder that does not exist is a fault of the program and raises. A phrase
that a translation lacks is said in English. Survey wording is data and lives elsewhere (`surveys.text`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from gettext import c2py
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from surveys.text import SOURCE_LANGUAGE, Status

DOMAIN, STAFF_DOMAIN, REPORT_DOMAIN = "heard", "staff", "report"
LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2068", "\u2069"
_TRADITIONAL = frozenset({"hant", "hk", "mo", "tw"})
_UPRIGHT = re.compile(r"\d+(?: \d+)+|(?<!\w)/[a-z]+")
_HEADER = re.compile(r'^"X-Heard-(Status|Checker): ?(.*)\\n"$', re.MULTILINE)  # Babel drops headers it does not know
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Language:
    tag: str
    name: str
    direction: str

    @property
    def locale(self) -> Locale:
        """How dates and numbers are written: of English, as in Britain."""
        locale = locale_of(self.tag)
        return Locale("en", "GB") if locale.language == "en" else locale

    @property
    def between(self) -> str:
        """Stands between things in a list that may hold commas themselves."""
        if self.direction == "rtl":
            return "؛ "
        return "；" if self.locale.language == "zh" else "; "


@dataclass(frozen=True, slots=True)
class Phrases:
    """One catalogue. Its status tells how far the translation has been checked, and by whom."""

    language: Language
    status: Status
    checker: str | None
    _forms: Mapping[str, tuple[str, ...]]
    _form_for: Callable[[int], int]
    _otherwise: "Phrases | None" = None

    def text(self, phrase: str, /, **values: str | int) -> str:
        if self._otherwise is not None and not self.knows(phrase):
            return self._otherwise.text(phrase, **values)
        return _filled(self._forms[phrase][0], values)

    def plural(self, phrase: str, count: int, /, **values: str | int) -> str:
        if self._otherwise is not None and not self.knows(phrase):
            return self._otherwise.plural(phrase, count, **values)
        return _filled(self._forms[phrase][self._form_for(count)], {"n": count, **values})

    def knows(self, phrase: str) -> bool:
        return phrase in self._forms


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Every language that Heard's own pages and messages come in, English first; and which of them are offered."""

    _by_tag: Mapping[str, Phrases]
    _offered: frozenset[str] | None = None  # None: all

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._by_tag)

    @property
    def offered(self) -> tuple[str, ...]:
        return tuple(tag for tag in self._by_tag if self._offered is None or tag in self._offered)

    def offering(self, tags: Iterable[str]) -> "Catalogues":
        """The others are still spoken, to those who are in the middle of a conversation, and understood when typed."""
        return replace(self, _offered=frozenset(tags))

    def phrases(self, tag: str) -> Phrases:
        return self._by_tag.get(tag) or self._by_tag[SOURCE_LANGUAGE]

    def fitting(self, wanted: Iterable[str], besides: str | None = None) -> str:
        """The first of the wish list that is offered, as it stands or without its region; else English. `besides`: a
        language that somebody speaks with us already."""
        near = (self._nearest(tag) for tag in wanted)
        return next((tag for tag in near if tag is not None and tag in (*self.offered, besides)), SOURCE_LANGUAGE)

    def _nearest(self, wanted: str) -> str | None:
        by_lower = {tag.lower(): tag for tag in self._by_tag}
        language, *others = wanted.lower().replace("_", "-").split("-")
        if language == "zh":  # written in two ways: the script decides, or else the region
            others = ["hant" if _TRADITIONAL.intersection(others[:1]) else "hans"]
        return by_lower.get("-".join([language, *others])) or by_lower.get(language)


@cache
def load_catalogues(folder: Path | None = None) -> Catalogues:
    """Read once: they do not change while the program runs."""
    folder = folder or phrases_folder()
    tags = sorted(path.parent.name for path in folder.glob(f"*/{DOMAIN}.po"))
    source = _read(folder, SOURCE_LANGUAGE, None)
    others = {tag: _read(folder, tag, source) for tag in tags if tag != SOURCE_LANGUAGE}
    return Catalogues({SOURCE_LANGUAGE: source, **others})


def load_staff_phrases(catalogues: Catalogues, folder: Path | None = None) -> Phrases:
    """What staff pages say, in English alone: those who read them work in it. What is everybody's stays as it is."""
    return _read(folder or phrases_folder(), SOURCE_LANGUAGE, catalogues.phrases(SOURCE_LANGUAGE), STAFF_DOMAIN)


def load_report_phrases(catalogues: Catalogues, tag: str, folder: Path | None = None) -> Phrases:
    """What a public report says. Where a language has no such phrases yet, English ones, as a draft of its own."""
    folder, language = folder or phrases_folder(), catalogues.phrases(tag).language
    english = catalogues.phrases(SOURCE_LANGUAGE).language
    source = _read(folder, SOURCE_LANGUAGE, None, REPORT_DOMAIN, english)
    if language == english:
        return source
    if not (folder / language.tag / f"{REPORT_DOMAIN}.po").is_file():
        return replace(source, language=language, status=Status.DRAFT, checker=None, _forms={}, _otherwise=source)
    return _read(folder, language.tag, source, REPORT_DOMAIN, language)


def english_day(value: date) -> str:
    """As staff read it, on pages and from commands."""
    return format_date(value, "long", locale=Locale("en", "GB"))


def locale_of(tag: str) -> Locale:
    """A private variant, such as Easy Read, is written like its language."""
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(tag.split("-")[0])


def direction(tag: str) -> str:
    return "rtl" if locale_of(tag).text_direction == "rtl" else "ltr"


def upright(text: str, language: Language) -> str:
    """Telephone numbers of several groups and commands keep their order in plain text: after Arabic letters they turn
    round."""
    if language.direction == "ltr":
        return text
    return _UPRIGHT.sub(lambda found: f"{LEFT_TO_RIGHT_ISOLATE}{found[0]}{POP_ISOLATE}", text)


def isolated(value: object) -> str:
    """Keeps an inserted value from turning the words round it about, whichever way either is written."""
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def phrases_folder() -> Path:
    """Inside the package where it was installed from a wheel; beside it in a checkout."""
    package = Path(__file__).parent
    return package / "locales" if (package / "locales").is_dir() else package.parent / "locales"


def _read(
    folder: Path, tag: str, source: Phrases | None, domain: str = DOMAIN, language: Language | None = None
) -> Phrases:
    """A catalogue that is not told its `language` names it itself."""
    text = (folder / tag / f"{domain}.po").read_text(encoding="utf-8")
    catalogue = read_po(StringIO(text), abort_invalid=True)
    headers = dict(_HEADER.findall(text))
    forms = {_id(message): _forms(message) for message in catalogue if _translated(message)}
    return Phrases(
        language=language or Language(tag, forms["language.name"][0], direction(tag)),
        status=Status(headers["Status"]),
        checker=headers["Checker"] or None,
        _forms=forms,
        _form_for=_plural_rule(catalogue),
        _otherwise=source,
    )


def _plural_rule(catalogue: Catalog) -> Callable[[int], int]:
    """Read from the file's own header: Babel's built-in rules lack Somali and order Arabic differently."""
    return c2py(catalogue.plural_expr)


def _translated(message: Message) -> bool:
    return bool(message.id) and not message.fuzzy and all(_forms(message))


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _filled(text: str, values: Mapping[str, str | int]) -> str:
    return _PLACEHOLDER.sub(lambda found: isolated(values[found[1]]), text)
