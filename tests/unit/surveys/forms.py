"""Forms as an author would type them: a heading row and rows below, sheet by sheet."""

from pathlib import Path

import xlsxwriter

from surveys.errors import Problem
from surveys.text import Edition
from surveys.xlsform.form import read_form
from surveys.xlsform.sheets import Sheet

Rows = list[list[str]]
EN = "label::English (en)"
HEAD = ["type", "name", EN]
YES_NO: Rows = [["list_name", "name", EN], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def sheets(**named: Rows) -> tuple[Sheet, ...]:
    return tuple(Sheet(name, tuple(map(tuple, rows))) for name, rows in named.items())


def written_form(path: Path, **named: Rows) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in named.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    page.write_string(number, column, text)
    return path


def read(**named: Rows) -> Edition:
    found = read_form("ward.xlsx", sheets(**named))
    assert isinstance(found, Edition), "\n".join(map(str, found))
    return found


def refused(**named: Rows) -> tuple[Problem, ...]:
    found = read_form("ward.xlsx", sheets(**named))
    assert not isinstance(found, Edition), "nothing was found wrong"
    return found
