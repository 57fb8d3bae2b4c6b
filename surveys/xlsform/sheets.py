"""A workbook as rows of text, and the place of every cell in it.

What reads a survey knows lines only. So a cell's place is written as one number that stands where a line does, in the
order in which somebody goes through the workbook, and is turned into a sheet and a cell when a problem is told.
"""

from dataclasses import dataclass, replace

from surveys.errors import Problem

SURVEY = "survey"
CHOICES = "choices"
SETTINGS = "settings"
LANGUAGES = "heard_languages"  # ours: how far each language has been checked; other programs pass it by
READ = (SURVEY, CHOICES, SETTINGS, LANGUAGES)
REFUSED = ("external_choices", "osm", "entities")
_SHEETS = 1_000_000_000
_ROWS = 1_000  # more columns than a workbook may have here


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every row from the first on, the headings among them; an empty cell is ""."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def at(sheet: str, row: int, column: int = 0) -> int:
    """Rows and columns count from 1, as people see them; column 0 is the row as a whole."""
    return (READ.index(sheet) + 1) * _SHEETS + row * _ROWS + column


def placed(problem: Problem) -> Problem:
    if problem.line < _SHEETS:
        return problem
    sheet, cell = divmod(problem.line, _SHEETS)
    row, column = divmod(cell, _ROWS)
    return replace(problem, line=row, place=f"{READ[sheet - 1]}!{letters(column)}{row}")


def letters(column: int) -> str:
    """1 is A, 27 is AA, and 0 nothing."""
    name = ""
    while column:
        column, last = divmod(column - 1, 26)
        name = chr(ord("A") + last) + name
    return name
