"""Workbooks on disk -> sheets of text, and back. Nothing in a workbook is worked out, followed or run.

Reading looks before it opens (`workbooks_guard`), and refuses formulas cell by cell: what they would come to is known
only to the program that worked them out last. Writing makes every cell text: nothing in a survey can become a formula.
"""

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from bot.workbooks_guard import MOST_COLUMNS, MOST_ROWS, unwelcome
from surveys.errors import Problem
from surveys.xlsform.sheets import READ, REFUSED, Sheet, letters

Held = TypeVar("Held", str, tuple[str, ...])
LONGEST_CELL = 10_000  # characters: the longest text of a survey has 500, the longest condition some thousands
_ESCAPED = re.compile("_x(00[01][0-9A-F])_")  # how a workbook writes what XML cannot; openpyxl leaves it so
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MOST_PROBLEMS = 100  # whoever has a hundred formulas is told of a hundred
# openpyxl reads what it expects, and breaks in these ways where a file is damaged or made to mislead.
_BROKEN = (
    BadZipFile,
    zlib.error,
    InvalidFileException,
    AttributeError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    SyntaxError,
)


def read_workbook(path: Path) -> tuple[Sheet, ...] | tuple[Problem, ...]:
    """The sheets of an XLSForm; others are left unread."""
    problem = unwelcome(path)
    if problem is not None:
        return (problem,)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that it does not know
            return _read(path)
    except _BROKEN as error:
        return (Problem(path.name, 0, "workbook-unreadable", {"why": f"{type(error).__name__}: {error}"}),)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for row, cells in enumerate(sheet.rows):
                for column, text in enumerate(cells):
                    if text:
                        page.write_string(row, column, text, bold if row == 0 else None)
    return held.getvalue()


def _read(path: Path) -> tuple[Sheet, ...] | tuple[Problem, ...]:
    problems: list[Problem] = []
    book = load_workbook(path, read_only=True, keep_links=False)
    try:
        sheets = tuple(_sheet(path.name, name, book, problems) for name in _wanted(book))
    finally:
        book.close()
    return tuple(problems) or sheets


def _wanted(book: Workbook) -> Iterator[str]:
    return (sheet.title for sheet in book.worksheets if sheet.title.strip().lower() in (*READ, *REFUSED))


def _sheet(file: str, name: str, book: Workbook, problems: list[Problem]) -> Sheet:
    rows: list[tuple[str, ...]] = []
    cells = book[name].iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=MOST_COLUMNS)
    for row, held in enumerate(cells, start=1):
        filled = any(cell.value is not None for cell in held)  # a sheet may be empty as far as its limits
        texts = [_written(cell.value) for cell in held] if filled else []
        for column, (cell, text) in enumerate(zip(held, texts, strict=False), start=1):
            wrong = _wrong(cell.data_type, text)
            if wrong is not None:
                problems.append(Problem(file, row, *wrong, place=f"{name}!{letters(column)}{row}"))
        rows.append(_without_tail(texts))
        if len(problems) >= _MOST_PROBLEMS:
            break
    return Sheet(name, _without_tail(rows))


def _without_tail(held: list[Held]) -> tuple[Held, ...]:
    while held and not held[-1]:
        held.pop()
    return tuple(held)


def _wrong(data_type: str, text: str) -> tuple[str, dict[str, str | int]] | None:
    if data_type == "f":
        return "cell-formula", {}
    if data_type == "e":
        return "cell-error", {"value": text}
    if len(text) > LONGEST_CELL:
        return "cell-long", {"length": len(text), "most": LONGEST_CELL}
    if _CONTROL.search(text):
        return "cell-control", {}
    return None


def _written(value: object) -> str:
    """As somebody who types into a form means it: 1 for 1.0, a day as a day."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case bool():
            return str(value).upper()
        case _:
            return str(value)
