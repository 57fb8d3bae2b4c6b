"""A count sheet as a row of `tallies`, and back. Pure but for the shape of the statements."""

import json
from collections import Counter
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Row, bindparam

from feedback.store.tables import tallies
from feedback.tally import Mark, Sheet, TallyKey

Head: TypeAlias = tuple[str, int, str, str]
_HEAD_NAMES = ("survey", "version", "place", "month")
_KEY_NAMES = (*_HEAD_NAMES, "characteristic", "value")
_key_values = attrgetter(*_KEY_NAMES)

head_of = attrgetter(*_HEAD_NAMES)
in_order = _key_values  # as `TallyKey` itself is ordered, and much faster than its own comparison
HEAD = tuple(tallies.c[name] for name in _HEAD_NAMES)
KEY = tuple(tallies.c[name] for name in _KEY_NAMES)
THIS_ROW = tuple(column == bindparam(f"this_{column.name}") for column in KEY)


def row_of(key: TallyKey, sheet: Sheet) -> dict[str, Any]:
    return {**dict(zip(_KEY_NAMES, _key_values(key), strict=True)), "sheet": text_of(sheet)}


def named(key: TallyKey) -> dict[str, Any]:
    """What `THIS_ROW` asks for."""
    return {f"this_{name}": value for name, value in zip(_KEY_NAMES, _key_values(key), strict=True)}


def key_of(row: Row[Any]) -> TallyKey:
    return TallyKey(*_key_values(row))


def text_of(sheet: Sheet) -> str:
    by_question: dict[str, dict[str, int]] = {}
    for (question, option), number in sheet.items():
        by_question.setdefault(question, {})[option] = number
    return json.dumps(by_question, separators=(",", ":"))


def sheet_of(row: Row[Any]) -> Counter[Mark]:
    by_question: Mapping[str, Mapping[str, int]] = json.loads(row.sheet)
    return Counter(
        {(question, option): n for question, options in by_question.items() for option, n in options.items()}
    )


def moved(sheet: Counter[Mark], change: Counter[Mark], sign: int) -> Counter[Mark]:
    """Without marks at zero. A count that was too low already is for rebuilding to put right; it stops nobody."""
    marks = sheet.keys() | change.keys()
    numbers = ((mark, sheet[mark] + sign * change[mark]) for mark in marks)
    return Counter({mark: number for mark, number in numbers if number > 0})
