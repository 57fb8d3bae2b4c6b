"""A report as JSON, by the contract `heard-report/1`. Per cents become decimals here and nowhere else.

Every number stands in `cells` or `measures`; `null` is withheld. The order is fixed, so that two reports that say the
same are the same bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from feedback.aggregate import Cell
from feedback.export.words import notes
from feedback.labels import Labels
from feedback.layout import rows
from feedback.report import Gap, Measure, Points, Report, Stamp
from feedback.safe_table import Count, Mark, Percent, SafeTable, Share
from feedback.scheme import in_order

FORMAT = "heard-report/1"
_VERSUS = "all-others"
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def report_json(report: Report, labels: Labels) -> str:
    table = report.table
    document = {
        "format": FORMAT,
        "survey": table.subject.survey,
        "versions": table.subject.versions,
        "period": {"from": str(table.subject.period.first), "to": str(table.subject.period.last)},
        "by": table.grouping.by,
        "scheme": table.grouping.scheme,
        "audience": table.subject.audience,
        "policy": _policy(table),
        "release": _release(report.stamp),
        "hierarchies": _hierarchies(table),
        "cells": list(_cells(table)),
        "measures": [_measure(measure, table.subject.place) for measure in report.measures],
        "repeats": _count(table.repeats),
        "merged": table.grouping.merged,
        "codes_2001": table.grouping.codes,
        "changed": table.changed,
        "labels": _labels(table, labels),
        "notes": [_unmarked(note) for note in notes(report, labels)],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _policy(table: SafeTable) -> dict[str, Any]:
    return {field.name: getattr(table.policy, field.name) for field in fields(table.policy) if field.name != "lattice"}


def _release(stamp: Stamp | None) -> dict[str, Any] | None:
    if stamp is None:
        return None
    return {"number": stamp.number, "received_to": str(stamp.received_to), "hash": stamp.hash}


def _hierarchies(table: SafeTable) -> dict[str, Any]:
    """One place, so no hierarchy of places."""
    options = {shape.question: shape.tree for shape in table.shapes}
    return {"group": table.grouping.tree, "place": {}, "option": options}


def _cells(table: SafeTable) -> Iterator[dict[str, Any]]:
    for shape in table.shapes:
        for group in rows(shape, table.grouping):
            row = {option: Cell(shape.question, group, option) for option in (*shape.counted, *shape.shared)}
            for cell in (row[option] for option in shape.counted if row[option] in table.counts):
                yield {**_named(cell, table.subject.place), "count": _count(table.counts[cell])}
            for cell in (row[option] for option in shape.shared):
                yield {**_named(cell, table.subject.place), **_share(table.shares[cell])}


def _named(cell: Cell, place: str) -> dict[str, str]:
    return {"question": cell.question, "place": place, "group": cell.group, "option": cell.option}


def _count(count: Count) -> int | None:
    return None if isinstance(count, Mark) else count


def _share(share: Share) -> dict[str, Any]:
    if isinstance(share, Mark):
        return {"share": None}
    return {"share": _decimal(share.value)} | ({"bound": share.bound.value} if share.bound else {})


def _measure(measure: Measure, place: str) -> dict[str, Any]:
    return {
        "question": measure.question,
        "place": place,
        "group": measure.group,
        "n": _count(measure.n),
        **_own(measure.share, measure.range),
        "versus": _VERSUS,
        **_versus(measure.gap),
        "verdict": measure.verdict.value,
        "low_number": measure.low_number,
    }


def _own(share: Percent | None, range: Points | None) -> dict[str, Any]:
    if share is None or range is None:
        return dict.fromkeys(("share", "bound", "low", "high"))
    bound = share.bound.value if share.bound else None
    return {"share": _decimal(share.value), "bound": bound, "low": _decimal(range.low), "high": _decimal(range.high)}


def _versus(gap: Gap | None) -> dict[str, Any]:
    if gap is None:
        return dict.fromkeys(("others_n", "others_share", "difference", "difference_low", "difference_high"))
    return {
        "others_n": gap.others_n,
        "others_share": _decimal(gap.others_share),
        "difference": _decimal(gap.difference),
        "difference_low": _decimal(gap.range.low),
        "difference_high": _decimal(gap.range.high),
    }


def _labels(table: SafeTable, labels: Labels) -> dict[str, Any]:
    questions = [shape.question for shape in table.shapes]
    return {
        "place": {table.subject.place: labels.place},
        "group": {group: _unmarked(labels.group(group)) for group in in_order(table.grouping.tree)},
        "question": {question: labels.question(question) for question in questions},
        "option": {question: dict(labels.options[question]) for question in questions},
    }


def _unmarked(text: str) -> str:
    """Without the marks that keep an inserted value's direction: these words are compared and looked up."""
    return text.translate(_ISOLATES)


def _decimal(percent: int) -> float:
    return percent / 100
