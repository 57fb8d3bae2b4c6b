"""The rows of the survey sheet -> the questions to be read from them, each with the groups round it taken away.

A group has no meaning of its own here: its condition goes to each question in it, and its label, which people would
have seen before them, becomes a statement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveys.definition import MEASURED, WITH_OPTIONS, Kind
from surveys.fields import Notebook, listed
from surveys.limits import DEEPEST_GROUPS
from surveys.tree import Scalar
from surveys.xlsform.headers import OWN, Row
from surveys.xlsform.types import BEGIN, END, SUPPORTED, Type, read_type

_APPEARANCES = {Kind.DAY: ("month-year",), Kind.TEXT: ("multiline",)}
_ROUND = {BEGIN: ("type", "name", "label", "hint", "media::image", "relevant"), END: ("type", "name", "label")}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that asks or says something, and the conditions of the groups that it stands in."""

    row: Row
    type: Type
    kind: Kind
    conditions: tuple[Scalar, ...]


def lines(rows: Iterable[Row], notebook: Notebook) -> Iterator[Line | Row]:
    """A row of which nothing can be read is handed on as it is: others may name it."""
    groups: list[Row] = []
    for row in rows:
        type = read_type(row.text("type"))
        if type is None:
            known = listed(SUPPORTED)
            notebook.note(row.line("type"), "xlsform-type", type=row.text("type") or "(none)", known=known)
            yield row
            continue
        _fits(row, type, notebook)
        if type.word == END:
            _end(row, groups, notebook)
            continue
        groups += [row] if type.word == BEGIN else []
        if len(groups) > DEEPEST_GROUPS:
            notebook.note(row.line("type"), "xlsform-deep", most=DEEPEST_GROUPS)
            return
        if type.kind is not None or _labelled(row):
            yield _line(row, type, groups, notebook)
    for group in groups:
        notebook.note(group.line("type"), "xlsform-group", type=BEGIN)


def _end(row: Row, groups: list[Row], notebook: Notebook) -> None:
    if not groups:
        notebook.note(row.line("type"), "xlsform-group", type=END)
        return
    groups.pop()


def _labelled(row: Row) -> bool:
    return any(heading.column in ("label", "hint", "media::image") for heading in row.cells)


def _line(row: Row, type: Type, groups: list[Row], notebook: Notebook) -> Line:
    own = () if type.word == BEGIN else (row,)
    conditions = (each.get("relevant") for each in (*groups, *own))
    kept = tuple(condition for condition in conditions if condition is not None)
    return Line(row, type, _kind(row, type, notebook), kept)


def _kind(row: Row, type: Type, notebook: Notebook) -> Kind:
    if type.kind is None:
        return Kind.STATEMENT
    appearance, own = row.text("appearance"), row.text(f"{OWN}kind")
    if appearance and appearance not in _APPEARANCES.get(type.kind, ()):
        known = "a date may be `month-year`, a text `multiline`"
        notebook.note(row.line("appearance"), "xlsform-appearance", appearance=appearance, known=known)
    if own and (own not in (Kind.SCALE, Kind.CONSENT) or type.kind is not Kind.CHOICE):
        notebook.note(row.line(f"{OWN}kind"), "xlsform-kind", value=own)
    elif own:
        return Kind(own)
    return Kind.MONTH if appearance == "month-year" and type.kind is Kind.DAY else type.kind


def _fits(row: Row, type: Type, notebook: Notebook) -> None:
    """Columns of XLSForm that mean nothing for this type; our own are looked at where surveys are parsed."""
    unfit = [] if type.kind in MEASURED else ["constraint"]
    unfit += [] if type.kind in WITH_OPTIONS else ["choice_filter"]
    unfit += [] if type.kind is not Kind.STATEMENT else ["required", "required_message"]
    for heading, cell in row.cells.items():
        if heading.column in unfit or heading.column not in _ROUND.get(type.word, (heading.column,)):
            notebook.note(cell.line, "xlsform-column-unfit", column=str(heading), type=type.word)
