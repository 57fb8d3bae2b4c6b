"""The range of a number, a day or a month: written as a list of the smallest and the largest."""

import re

from surveys.answers import Number
from surveys.definition import MEASURED, Kind
from surveys.fields import Fields
from surveys.measures import Range
from surveys.parse_condition import read_measured

_EXAMPLES = {
    Kind.NUMBER: "[0, 100]",
    Kind.DAY: "[2020-01-01, 2030-12-31]",
    Kind.MONTH: "[2020-01, 2030-12]",
}
_PLACES = re.compile("[0-6]")


def range_of(fields: Fields, kind: Kind) -> Range | None:
    if kind not in MEASURED:
        return None
    if fields.needed("range", _EXAMPLES[kind]) is None:
        return None
    ends = [read_measured(kind, end.text) for end in fields.texts("range")]
    low, high = ends if len(ends) == 2 else (None, None)
    places = _places(fields, kind)
    if low is None or high is None:
        fields.notebook.note(fields.table.line, "range-unreadable", example=_EXAMPLES[kind])
        return None
    range = Range(low, high, places)
    if not range.holds(low):
        fields.notebook.note(fields.table.line, "range-upside-down")
    if any(isinstance(end, Number) and end.value != round(end.value, places) for end in (low, high)):
        fields.notebook.note(fields.table.line, "range-too-fine", places=places)
    return range


def _places(fields: Fields, kind: Kind) -> int:
    places = fields.text("places")
    if places is None:
        return 0
    if kind is not Kind.NUMBER or not _PLACES.fullmatch(places.text):
        fields.notebook.note(places.line, "places-unfit")
        return 0
    return int(places.text)
