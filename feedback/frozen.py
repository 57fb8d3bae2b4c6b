"""A `SafeTable` as text that is kept for good, and back. What was published is read again and never made again.

Besides `disclosure` this is the only maker of a table: of what `disclosure` made, and a release has kept.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeAlias

from feedback.aggregate import Cell, Shape
from feedback.periods import Period
from feedback.policy import policy_text, read_policy
from feedback.safe_table import SEAL, WITHHELD, Bound, Count, Mark, Percent, SafeTable, Share, Subject
from feedback.scheme import Grouping

_Data: TypeAlias = dict[str, Any]
_FORMAT = "heard-release/1"


class UnknownFormat(ValueError):
    """A release that a newer version of Heard made."""


def frozen(tables: Iterable[SafeTable]) -> str:
    """In the order that the tables have: that of their groups and options is part of what was published."""
    held = {"format": _FORMAT, "tables": [_data(table) for table in tables]}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def thawed(text: str) -> tuple[SafeTable, ...]:
    held = json.loads(text)
    if held["format"] != _FORMAT:
        raise UnknownFormat(held["format"])
    return tuple(map(_table, held["tables"]))


def _data(table: SafeTable) -> _Data:
    subject = table.subject
    return {
        "subject": {**asdict(subject), "period": [str(subject.period.first), str(subject.period.last)]},
        "policy": json.loads(policy_text(table.policy)),
        "grouping": asdict(table.grouping),
        "shapes": [asdict(shape) for shape in table.shapes],
        "changed": table.changed,
        "counts": [[*cell, None if isinstance(count, Mark) else count] for cell, count in table.counts.items()],
        "shares": [[*cell, *_share(share)] for cell, share in table.shares.items()],
        "asked_all": sorted(table.asked_all),
        "repeats": None if isinstance(table.repeats, Mark) else table.repeats,
    }


def _share(share: Share) -> tuple[int | None, str | None]:
    if isinstance(share, Mark):
        return None, None
    return share.value, share.bound.value if share.bound else None


def _table(data: _Data) -> SafeTable:
    subject = data["subject"]
    first, last = map(date.fromisoformat, subject["period"])
    return SafeTable(
        subject=Subject(**{**subject, "period": Period(first, last), "versions": tuple(subject["versions"])}),
        policy=read_policy(json.dumps(data["policy"])),
        grouping=Grouping(**{field.name: _tuples(data["grouping"][field.name]) for field in fields(Grouping)}),
        shapes=tuple(_shape(shape) for shape in data["shapes"]),
        changed=tuple(data["changed"]),
        counts={Cell(*cell): _count(count) for *cell, count in data["counts"]},
        shares={Cell(*cell): _percent(value, bound) for *cell, value, bound in data["shares"]},
        repeats=_count(data["repeats"]),
        asked_all=frozenset(data["asked_all"]),
        seal=SEAL,
    )


def _shape(data: _Data) -> Shape:
    return Shape(**{name: _tuples(value) for name, value in data.items()})


def _tuples(value: Any) -> Any:
    """JSON knows lists alone; the tables' own values do not change."""
    if isinstance(value, Mapping):
        return {name: _tuples(one) for name, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _count(count: int | None) -> Count:
    return WITHHELD if count is None else count


def _percent(value: int | None, bound: str | None) -> Share:
    return WITHHELD if value is None else Percent(value, Bound(bound) if bound else None)
