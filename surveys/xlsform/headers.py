"""The headings of a sheet, in any of the ways in which people write them -> what each column holds, in which language.

A column that is not understood is refused by its name as soon as anything stands in it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from surveys.fields import Notebook, listed
from surveys.text import SOURCE_LANGUAGE
from surveys.tree import Scalar
from surveys.xlsform.sheets import CHOICES, LANGUAGES, SETTINGS, SURVEY, Sheet, at, letters

OWN = "heard::"
LISTS = ("exclusive", "positive", "outside-base", "off-scale", "always")
WORDS = ("competency", "default", "same-as", "places")
_PLAIN = {
    SURVEY: ("type", "name", "relevant", "constraint", "required", "appearance", "choice_filter"),
    CHOICES: ("list_name", "name"),
    SETTINGS: ("form_title", "form_id", "version", "default_language", "allow_choice_duplicates", "name"),
    LANGUAGES: ("language", "status", "wording_version", "checker", "form_title"),
}
_OWN = {SURVEY: ("kind", *WORDS, *LISTS), SETTINGS: ("section", "audience", "same-as")}
WORDED = {SURVEY: ("label", "hint", "required_message", "media::image"), CHOICES: ("label",)}
COLUMNS = {
    sheet: (*plain, *WORDED.get(sheet, ()), *(f"{OWN}{name}" for name in _OWN.get(sheet, ())))
    for sheet, plain in _PLAIN.items()
}
_NEEDED = {SURVEY: ("type",), CHOICES: ("list_name", "name"), LANGUAGES: ("language",)}
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "requiredmsg": "required_message",
    "image": "media::image",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_NAMED = re.compile(r"(?P<name>.*?)\s*\((?P<tag>[^()]*)\)")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4,8})?(-[A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Heading:
    column: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.column}::… ({self.language})" if self.language else self.column


@dataclass(frozen=True, slots=True)
class Row:
    at: int
    cells: Mapping[Heading, Scalar]

    def get(self, column: str, language: str = "") -> Scalar | None:
        return self.cells.get(Heading(column, language))

    def text(self, column: str) -> str:
        """Without the blanks round it: names, types and conditions never begin or end with any."""
        cell = self.get(column)
        return cell.text.strip() if cell else ""

    def line(self, column: str, language: str = "") -> int:
        cell = self.get(column, language)
        return cell.line if cell else self.at


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a sheet in which anything stands, and the languages of its headings."""

    rows: tuple[Row, ...]
    languages: tuple[str, ...] = ()


def read_rows(sheet: Sheet, notebook: Notebook, default_language: str, extra: Collection[str] = ()) -> Rows:
    """`extra` are columns of the choices that a choice filter looks at."""
    headings = _headings(sheet, notebook, default_language, extra)
    rows = (_row(sheet.name, number, cells, headings) for number, cells in enumerate(sheet.rows[1:], start=2))
    languages = dict.fromkeys(heading.language for heading in headings.values() if heading.column == "label")
    return Rows(tuple(row for row in rows if row.cells), tuple(languages))


def language_of(text: str) -> str | None:
    """The tag in `Urdu (ur)`, `ur`, or `Chinese zh-Hans (zh)`: the last is for programs that know short tags only."""
    text = text.strip()
    if text.lower() == "english":
        return SOURCE_LANGUAGE
    named = _NAMED.fullmatch(text)
    if named is None:
        return _cased(text) if _TAG.fullmatch(text) else None
    last = named["name"].split(" ")[-1]
    longer = last.lower().startswith(f"{named['tag'].lower()}-") and _TAG.fullmatch(last)
    tag = last if longer else named["tag"].strip()
    return _cased(tag) if _TAG.fullmatch(tag) else None


def _cased(tag: str) -> str:
    first, *others = tag.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(other), str.lower)(other) for other in others)])


def _headings(sheet: Sheet, notebook: Notebook, default_language: str, extra: Collection[str]) -> dict[int, Heading]:
    """By the number of the column, from 0 on."""
    found: dict[int, Heading] = {}
    first = sheet.rows[0] if sheet.rows else ()
    for index in range(max(map(len, sheet.rows), default=0)):
        text = first[index].strip() if index < len(first) else ""
        used = _first_used(sheet, index)
        heading = _heading(sheet.name, text, default_language, extra)
        place = at(sheet.name, 1, index + 1)
        if heading is not None and heading in found.values():
            notebook.note(place, "xlsform-column-twice", column=text)
        elif heading is not None:
            found[index] = heading
        elif used is not None:
            _refuse(sheet.name, text, index, at(sheet.name, used, index + 1), notebook)
    for column in _NEEDED.get(sheet.name, ()):
        if Heading(column) not in found.values() and len(sheet.rows) > 1:
            notebook.note(at(sheet.name, 1), "xlsform-column-missing", column=column)
    return found


def _heading(sheet: str, text: str, default_language: str, extra: Collection[str]) -> Heading | None:
    if text in extra:
        return Heading(text)
    column, language = _split(text)
    if column in WORDED.get(sheet, ()):
        tag = language_of(language) if language else default_language
        return Heading(column, tag) if tag else None
    return Heading(column) if column in COLUMNS[sheet] and not language else None


def _split(text: str) -> tuple[str, str]:
    """The column, and the language behind it or ""."""
    parts = [part.strip() for part in text.split("::" if "::" in text else ":")]
    head = "_".join(parts[0].split()).lower()
    if head in ("media", OWN.rstrip(":")) and len(parts) > 1:
        head, parts = f"{head}::{parts[1].lower()}", parts[1:]
    return _ALIASES.get(head, head), "::".join(parts[1:])


def _first_used(sheet: Sheet, index: int) -> int | None:
    """The number of the first row below the headings in which anything stands in this column."""
    return next((n for n, row in enumerate(sheet.rows[1:], start=2) if index < len(row) and row[index].strip()), None)


def _refuse(sheet: str, text: str, index: int, place: int, notebook: Notebook) -> None:
    column, language = _split(text)
    if column in WORDED.get(sheet, ()):
        notebook.note(at(sheet, 1, index + 1), "xlsform-language", language=language)
        return
    named = text or f"{letters(index + 1)}, which has no heading"
    notebook.note(place, "xlsform-column", column=named, known=listed(COLUMNS[sheet]))


def _row(sheet: str, number: int, cells: tuple[str, ...], headings: Mapping[int, Heading]) -> Row:
    held = {
        heading: Scalar(cells[index], at(sheet, number, index + 1))
        for index, heading in headings.items()
        if index < len(cells) and cells[index].strip()
    }
    return Row(at(sheet, number), held)
