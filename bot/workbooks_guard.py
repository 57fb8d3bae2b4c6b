"""What is looked at in a workbook before it is opened: whether it is one, how much it unpacks to, and what it carries.

Every look is bounded: sizes are read from the zip's directory, beyond which zipfile reads nothing, and the XML is gone
through piece by piece, until the first thing too many.
"""

import re
import zlib
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from surveys.errors import Problem

LARGEST_FILE = 5_000_000  # bytes: a survey of 1,000 questions in 14 languages has about 2 MB
MOST_UNPACKED = 60_000_000
MOST_PARTS = 1_000
MOST_ROWS = 20_000  # 1,000 questions with choices of their own
MOST_COLUMNS = 256  # 4 columns in each of 14 languages, four times over
_STEEPEST = 200  # spreadsheets unpack to some 10 times their size; a bomb to a thousand
_TRIFLE = 1_000_000  # below which steepness says nothing
_PIECE = 65_536
_OLD = b"\xd0\xcf\x11\xe0"  # a compound file: .xls, or an encrypted .xlsx
_MACROS = re.compile(r"(^|/)(vbaProject|vbaData|xlm|macrosheets)", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"^xl/(externalLinks/|connections\.xml|queryTables/|embeddings/|activeX/|webextensions/|model/)", re.IGNORECASE
)
_DAMAGED = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)  # what zipfile raises, for passwords too
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _Enough(Exception):
    """Ends the parser's walk at the first thing that a survey's workbook never has; never leaves this module."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def unwelcome(path: Path) -> Problem | None:
    """The first reason not to open this file."""
    try:
        _look(path)
    except _Enough as found:
        return Problem(path.name, 0, found.code, found.facts)
    except _DAMAGED as error:
        return Problem(path.name, 0, "workbook-unreadable", {"why": str(error) or "it breaks off"})
    return None


def _look(path: Path) -> None:
    if not path.is_file():
        raise _Enough("no-file")
    if path.stat().st_size > LARGEST_FILE:
        raise _Enough("too-large", most=LARGEST_FILE)
    with path.open("rb") as file:
        if file.read(len(_OLD)) == _OLD:
            raise _Enough("workbook-old")
    with ZipFile(path) as archive:
        parts = archive.infolist()
        _sizes(parts)
        for part in parts:
            _carries(part.filename)
        if "xl/workbook.xml" not in archive.namelist():
            raise _Enough("workbook-unreadable", why="it is a zip file of something else")
        for part in parts:
            _walk(archive, part)


def _sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise _Enough("workbook-size", most=MOST_PARTS, what="parts")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _Enough("workbook-bomb", what="The workbook", most=f"{MOST_UNPACKED} bytes")
    for part in parts:
        if part.file_size > max(_TRIFLE, _STEEPEST * part.compress_size):
            raise _Enough("workbook-bomb", what=part.filename, most=f"{_STEEPEST} times its size")


def _carries(name: str) -> None:
    if _MACROS.search(name):
        raise _Enough("workbook-macros", part=name)
    if _OUTSIDE.search(name):
        raise _Enough("workbook-outside", part=name)


def _walk(archive: ZipFile, part: ZipInfo) -> None:
    """Whatever it is called: a part's name does not say who reads it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _entities(part.filename)
    parser.StartElementHandler = _types if part.filename == "[Content_Types].xml" else _Counting()
    try:
        with archive.open(part) as file:
            piece = file.read(_PIECE)
            if not piece.lstrip(_BEFORE_XML).startswith(b"<"):
                return
            while piece:
                parser.Parse(piece, False)
                piece = file.read(_PIECE)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _Enough("workbook-unreadable", why=f"{part.filename} is damaged ({error})") from error


def _entities(part: str) -> None:
    raise _Enough("workbook-entities", part=part)


def _types(_: str, attributes: dict[str, str]) -> None:
    if "macroenabled" in attributes.get("ContentType", "").lower():
        raise _Enough("workbook-macros", part=attributes["ContentType"])


class _Counting:
    """Counts rows and cells; what each says of its own place is believed, as it will be by whoever reads it."""

    def __init__(self) -> None:
        self._row = 0
        self._column = 0

    def __call__(self, tag: str, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        match tag.rpartition(":")[2]:
            case "row":
                self._row = _whole(place) if place else self._row + 1
                self._column = 0
            case "c":
                said = _CELL.fullmatch(place)
                if place and said is None:
                    raise _Enough("workbook-unreadable", why=f"a cell says that it is at {place[:20]!r}")
                self._column = _number(said[1]) if said else self._column + 1
                self._row = max(self._row, int(said[2])) if said else self._row
        if self._row > MOST_ROWS:
            raise _Enough("workbook-size", most=MOST_ROWS, what="rows")
        if self._column > MOST_COLUMNS:
            raise _Enough("workbook-size", most=MOST_COLUMNS, what="columns")


def _whole(place: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", place):
        raise _Enough("workbook-unreadable", why=f"a row says that it is at {place[:20]!r}")
    return int(place)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
