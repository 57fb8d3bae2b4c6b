"""What Heard itself says, in each language: phrases by name from the gettext catalogues in `locales/`.

It refuses nothing silently: a name or a placeholder that does not exist is a fault of the program and raises. A phrase
that a translation lacks is said in English. Survey wording is data and lives elsewhere (`surveys.text`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from gettext import c2py
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from surveys.text import SOURCE_LANGUAGE, Status

DOMAIN, STAFF_DOMAIN = "heard", "staff"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_HEADER = re.compile(r'^"X-Heard-(Status|Checker): ?(.*)\\n"$', re.MULTILINE)  # Babel drops headers it does not know
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Language:
    tag: str
    name: str
    direction: str


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
    """Every language that Heard's own pages and messages come in, English first."""

    _by_tag: Mapping[str, Phrases]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._by_tag)

    def phrases(self, tag: str) -> Phrases:
        return self._by_tag.get(tag) or self._by_tag[SOURCE_LANGUAGE]

    def fitting(self, wanted: Iterable[str]) -> str:
        """The first language of the wish list that there is, as it stands or without its region; else English."""
        for tag in wanted:
            for candidate in (tag, tag.split("-")[0]):
                if candidate in self._by_tag:
                    return candidate
        return SOURCE_LANGUAGE


def load_catalogues(folder: Path | None = None) -> Catalogues:
    folder = folder or _shipped()
    tags = sorted(path.parent.name for path in folder.glob(f"*/{DOMAIN}.po"))
    source = _read(folder, SOURCE_LANGUAGE, None)
    others = {tag: _read(folder, tag, source) for tag in tags if tag != SOURCE_LANGUAGE}
    return Catalogues({SOURCE_LANGUAGE: source, **others})


def load_staff_phrases(catalogues: Catalogues, folder: Path | None = None) -> Phrases:
    """What staff pages say, in English alone: those who read them work in it. What is everybody's stays as it is."""
    return _read(folder or _shipped(), SOURCE_LANGUAGE, catalogues.phrases(SOURCE_LANGUAGE), STAFF_DOMAIN)


def direction(tag: str) -> str:
    """A private variant, such as Easy Read, is written like its language."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse(tag.split("-")[0])
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def isolated(value: object) -> str:
    """Keeps an inserted value from turning the words round it about, whichever way either is written."""
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def _shipped() -> Path:
    """Inside the package where it was installed from a wheel; beside it in a checkout."""
    package = Path(__file__).parent
    return package / "locales" if (package / "locales").is_dir() else package.parent / "locales"


def _read(folder: Path, tag: str, source: Phrases | None, domain: str = DOMAIN) -> Phrases:
    text = (folder / tag / f"{domain}.po").read_text(encoding="utf-8")
    catalogue = read_po(StringIO(text), abort_invalid=True)
    headers = dict(_HEADER.findall(text))
    forms = {_id(message): _forms(message) for message in catalogue if _translated(message)}
    return Phrases(
        language=Language(tag, forms["language.name"][0], direction(tag)),
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
