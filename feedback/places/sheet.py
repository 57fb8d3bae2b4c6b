"""A CSV file of places, read line by line. What can be told wrong without knowing any other place is told here.

Read as spreadsheets write it: with or without a byte order mark, any line ends, quoted values, blanks round values,
empty lines, and empty columns at the end.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.places.caseload import Caseload, groups_of_files
from feedback.places.codes import is_carried
from feedback.places.problems import Problem
from feedback.records import TRUST
from feedback.scheme import Grouping

CODE, PARENT, NAME, LEVEL = "code", "parent", "name", "level"
LEVELS = (TRUST, "directorate", "service", "team")
LARGEST_FILE = 20_000_000  # bytes: room for some 100,000 places with a caseload by every group
LONGEST_NAME = 200
_NEEDED = (CODE, PARENT, NAME)
_CASELOAD = "caseload."
_MOST_DIGITS = 9  # what a whole number of the database holds
_MARKS = {";": "semicolons", "\t": "tabs"}
_SHOWN = 40  # characters of what was given, in a message


@dataclass(frozen=True, slots=True)
class Row:
    """One place as it stands in the file. An empty `parent` is none; an empty `level` is to be derived."""

    line: int
    code: str
    parent: str
    name: str
    level: str
    caseload: Caseload


@dataclass(frozen=True, slots=True)
class Sheet:
    file: str
    columns: frozenset[str]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Its values without what stands round them. What a short line leaves out is empty."""

    number: int
    values: tuple[str, ...]

    def at(self, index: int | None) -> str:
        return self.values[index] if index is not None and index < len(self.values) else ""


def read_sheet(file: str, raw: bytes, grouping: Grouping) -> Sheet:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _nothing(Problem(file, raw[: error.start].count(b"\n") + 1, "", "not-text"))
    lines, broken = _lines(file, text)
    if broken:
        return _nothing(broken)
    if not lines:
        return _nothing(Problem(file, 0, "", "empty"))
    heading, *rest = lines
    mark = next((mark for mark in _MARKS if len(heading.values) == 1 and mark in heading.values[0]), None)
    if mark:
        return _nothing(Problem(file, heading.number, "", "not-commas", {"mark": _MARKS[mark]}))
    columns, problems = _columns(file, heading, grouping)
    if not rest:
        problems.append(Problem(file, 0, "", "empty"))
    for line in rest:
        problems.extend(_wrong(file, line, heading, columns))
    rows = tuple(_row(line, columns) for line in rest)
    return Sheet(file, frozenset(columns), rows, tuple(problems))


def shown(given: str) -> str:
    """For a message: short, and nothing in it that a terminal would obey."""
    seen = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in given)
    return seen if len(seen) <= _SHOWN else f"{seen[:_SHOWN]}…"


def _nothing(problem: Problem) -> Sheet:
    return Sheet(problem.file, frozenset(), (), (problem,))


def _lines(file: str, text: str) -> tuple[list[_Line], Problem | None]:
    """Without the empty ones. A mark that is never closed would swallow the rest of the file: it ends the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    lines: list[_Line] = []
    while True:
        number = reader.line_num + 1
        try:
            values = tuple(" ".join(value.split()) for value in next(reader))
        except StopIteration:
            return lines, None
        except csv.Error as error:
            return [], Problem(file, number, "", "not-csv", {"why": str(error)})
        if any(values):
            lines.append(_Line(number, values))


def _columns(file: str, heading: _Line, grouping: Grouping) -> tuple[dict[str, int], list[Problem]]:
    """Where each column stands, by its name in small letters."""
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    groups = groups_of_files(grouping)
    for index, name in enumerate(value.lower() for value in heading.values):
        if name in columns:
            problems.append(Problem(file, heading.number, shown(name), "column-twice", {"name": shown(name)}))
        elif name in (*_NEEDED, LEVEL) or (name.startswith(_CASELOAD) and name.removeprefix(_CASELOAD) in groups):
            columns[name] = index
        elif name.startswith(_CASELOAD):
            group = shown(name.removeprefix(_CASELOAD))
            facts = {"group": group, "scheme": grouping.scheme or grouping.by, "known": ", ".join(groups)}
            problems.append(Problem(file, heading.number, shown(name), "unknown-ethnicity", facts))
        elif name:
            known = ", ".join((*_NEEDED, LEVEL, f"{_CASELOAD}ID"))
            facts = {"name": shown(name), "known": known}
            problems.append(Problem(file, heading.number, shown(name), "unknown-column", facts))
    missing = [name for name in _NEEDED if name not in columns]
    problems += [Problem(file, heading.number, name, "missing-column", {"name": name}) for name in missing]
    return columns, problems


def _row(line: _Line, columns: Mapping[str, int]) -> Row:
    caseload = {column.removeprefix(_CASELOAD): line.at(index) for column, index in _of_caseload(columns)}
    return Row(
        line=line.number,
        code=line.at(columns.get(CODE)),
        parent=line.at(columns.get(PARENT)),
        name=line.at(columns.get(NAME)),
        level=line.at(columns.get(LEVEL)).lower(),
        caseload={group: int(number) for group, number in caseload.items() if _is_people(number)},
    )


def _wrong(file: str, line: _Line, heading: _Line, columns: Mapping[str, int]) -> Iterator[Problem]:
    row = _row(line, columns)
    if CODE in columns and not row.code:
        yield Problem(file, line.number, CODE, "no-code")
    elif CODE in columns and not is_carried(row.code):
        yield Problem(file, line.number, CODE, "bad-code", {"given": shown(row.code)})
    if NAME in columns:
        yield from _wrong_name(file, row)
    yield from _wrong_level(file, row)
    yield from _wrong_caseload(file, line, _of_caseload(columns))
    if any(value and not heading.at(index) for index, value in enumerate(line.values)):
        yield Problem(file, line.number, "", "no-heading")


def _wrong_name(file: str, row: Row) -> Iterator[Problem]:
    if not row.name:
        yield Problem(file, row.line, NAME, "no-name", {"given": shown(row.code)})
    elif not row.name.isprintable():
        yield Problem(file, row.line, NAME, "unprintable-name")
    elif len(row.name) > LONGEST_NAME:
        yield Problem(file, row.line, NAME, "long-name", {"most": LONGEST_NAME})


def _wrong_level(file: str, row: Row) -> Iterator[Problem]:
    if row.level and row.level not in LEVELS:
        yield Problem(file, row.line, LEVEL, "unknown-level", {"given": shown(row.level), "known": ", ".join(LEVELS)})
    elif row.level and (row.level == TRUST) is not (row.code == TRUST):
        yield Problem(file, row.line, LEVEL, "level-of-root", {"root": TRUST})


def _wrong_caseload(file: str, line: _Line, columns: Sequence[tuple[str, int]]) -> Iterator[Problem]:
    given = {column: line.at(index) for column, index in columns}
    if not any(given.values()):
        return
    for column, number in given.items():
        if not number:
            yield Problem(file, line.number, column, "half-a-caseload")
        elif not _is_people(number):
            yield Problem(file, line.number, column, "not-people")


def _of_caseload(columns: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(column, index) for column, index in columns.items() if column.startswith(_CASELOAD)]


def _is_people(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
