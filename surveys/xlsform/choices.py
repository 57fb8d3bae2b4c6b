"""The sheet of choices: lists by name, and the options and labels that a question takes from one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.fields import Notebook
from surveys.limits import MOST_LIST_ROWS, MOST_OPTIONS
from surveys.tree import Entry, Listing, Node, Scalar, Table
from surveys.xlsform.conditions import Known
from surveys.xlsform.headers import Heading, Row
from surveys.xlsform.names import id_of

Lists = Mapping[str, tuple[Row, ...]]
_FILTER = re.compile(r"\s*(?P<column>[\w.-]+)\s*=\s*\$\{\s*(?P<question>[^{}]+?)\s*\}\s*")


@dataclass(frozen=True, slots=True)
class Filter:
    column: str
    question: str


def read_filter(text: str) -> Filter | None:
    found = _FILTER.fullmatch(text)
    return Filter(found["column"], found["question"]) if found else None


def read_lists(rows: Iterable[Row], notebook: Notebook) -> dict[str, tuple[Row, ...]]:
    lists: dict[str, list[Row]] = {}
    for row in rows:
        lists.setdefault(row.text("list_name"), []).append(row)
    return {name: _few_enough(rows, notebook) for name, rows in lists.items()}


def _few_enough(rows: list[Row], notebook: Notebook) -> tuple[Row, ...]:
    """Every question with this list goes through it: what is too long is told here, and cut."""
    different = len({_id(row) for row in rows})
    for what, count, most in (("options", different, MOST_OPTIONS), ("rows of a list", len(rows), MOST_LIST_ROWS)):
        if count > most:
            notebook.note(rows[0].at, "too-many", what=what, count=count, most=most)
            return tuple(rows[:MOST_OPTIONS])
    return tuple(rows)


def alike(lists: Lists, notebook: Notebook) -> None:
    """A choice that stands in a list for several broader answers is one option, and is worded once."""
    for rows in lists.values():
        first: dict[str, Row] = {}
        for row in rows:
            before = first.setdefault(_id(row), row)
            if _labels(before) != _labels(row):
                notebook.note(row.line("name"), "xlsform-choice-differs", name=row.text("name"))


def options(rows: Iterable[Row]) -> Listing:
    held = tuple(_option(row) for row in rows)
    return Listing(held, held[0].line if held else 0)


def narrowed(rows: Iterable[Row], filter: Filter, always: Listing | None, notebook: Notebook) -> Table:
    """Options by the broader answer; those that are offered with every answer stand at each one's end."""
    by_answer: dict[str, list[Scalar]] = {}
    keys: dict[str, Scalar] = {}
    for row in rows:
        cell = row.get(filter.column)
        if cell is None:
            facts = {"column": filter.column, "question": filter.question}
            notebook.note(row.at, "xlsform-filter-empty", **facts)
            continue
        key = Scalar(id_of(cell.text), cell.line)
        by_answer.setdefault(keys.setdefault(key.text, key).text, []).append(_option(row))
    ends = [item.text for item in always.items if isinstance(item, Scalar)] if always else []
    entries = (Entry(keys[key], _without(held, ends)) for key, held in by_answer.items())
    return Table(tuple(entries), next(iter(keys.values())).line if keys else 0)


def labels(rows: Iterable[Row], language: str, notebook: Notebook) -> Table:
    entries: dict[str, Entry] = {}
    for row in rows:
        if _id(row) not in entries:
            label = label_of(row, language, notebook)
            entries[_id(row)] = Entry(_option(row), label)
    return Table(tuple(entries.values()), next((e.key.line for e in entries.values()), 0))


def label_of(row: Row, language: str, notebook: Notebook) -> Scalar:
    """Or, where there is none, the name, so that no second problem follows from the first."""
    label = row.get("label", language)
    if label is None:
        column = str(Heading("label", language))
        notebook.note(row.at, "xlsform-label-missing", name=row.text("name"), language=language, column=column)
        return Scalar(row.text("name"), row.at)
    return label


def ids(text: Scalar) -> Listing:
    return Listing(tuple(Scalar(id_of(name), text.line) for name in text.text.split()), text.line)


def broad(filter: Filter, known: Mapping[str, Known]) -> str:
    """The id of the question that is filtered by; parsing says if it is none."""
    asked = known.get(filter.question)
    return asked.id if asked else filter.question


def _without(held: list[Scalar], ends: list[str]) -> Node:
    own = len(held) - len(ends)
    if ends and own >= 0 and [option.text for option in held[own:]] == ends:
        held = held[:own]
    return Listing(tuple(held), held[0].line if held else 0)


def _option(row: Row) -> Scalar:
    return Scalar(_id(row), row.line("name"))


def _id(row: Row) -> str:
    return id_of(row.text("name"))


def _labels(row: Row) -> dict[str, str]:
    return {heading.language: cell.text for heading, cell in row.cells.items() if heading.column == "label"}
