"""A file of places beside those that are there: what would change, or everything that forbids it. Nothing is done here.

Places that the file does not name stay. The tree has one root, which every database has from its first migration.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback.places.caseload import Caseload
from feedback.places.problems import Problem
from feedback.places.sheet import CODE, LEVELS, PARENT, Row, Sheet, shown
from feedback.records import TRUST, Place

_SHOWN = 8  # places of a circle, in a message


@dataclass(frozen=True, slots=True)
class Known:
    """What is there before."""

    places: Sequence[Place]
    caseloads: Mapping[str, Caseload]


@dataclass(frozen=True, slots=True)
class Move:
    """From a day on a place belongs to another one: figures by service have to tell before from after."""

    code: str
    from_parent: str
    to_parent: str
    day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """`put` holds new places and those that differ; `caseloads` those that differ, each to be replaced as a whole."""

    day: date
    put: tuple[Place, ...]
    added: int
    renamed: int
    relevelled: int
    unchanged: int
    moves: tuple[Move, ...] = ()
    caseloads: Mapping[str, Caseload] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        return bool(self.put or self.caseloads)

    @property
    def facts(self) -> Mapping[str, str]:
        """For the audit trail: counts, and who moved where. No caseload."""
        counts = {
            "added": self.added,
            "renamed": self.renamed,
            "moved": len(self.moves),
            "relevelled": self.relevelled,
            "caseloads": len(self.caseloads),
        }
        moves = "; ".join(f"{move.code}: {move.from_parent} > {move.to_parent}" for move in self.moves)
        return {**{name: str(count) for name, count in counts.items()}, "moves": moves}


Outcome = Plan | tuple[Problem, ...]


def planned(sheet: Sheet, known: Known, day: date) -> Outcome:
    problems = [*sheet.problems, *_against_the_tree(sheet, known)]
    return tuple(sorted(problems)) if problems else _plan(sheet, known, day)


def _plan(sheet: Sheet, known: Known, day: date) -> Plan:
    before = {place.code: place for place in known.places}
    levels = _levels(sheet.rows, known)
    told = [Place(row.code, row.parent or None, row.name, levels[row.code]) for row in sheet.rows]
    changed = [(before[place.code], place) for place in told if place.code in before]
    put = tuple(place for place in told if before.get(place.code) != place)
    return Plan(
        day=day,
        put=put,
        added=len(told) - len(changed),
        renamed=sum(old.name != new.name for old, new in changed),
        relevelled=sum(old.level != new.level for old, new in changed),
        unchanged=len(told) - len(put),
        moves=tuple(
            Move(new.code, old.parent, new.parent, day)
            for old, new in changed
            if old.parent and new.parent and old.parent != new.parent
        ),
        caseloads={
            row.code: row.caseload
            for row in sheet.rows
            if row.caseload and known.caseloads.get(row.code) != row.caseload
        },
    )


def _levels(rows: Sequence[Row], known: Known) -> Mapping[str, str]:
    """What the file says, and else one below the parent's: the same whether a place is new or was there before."""
    parents = {row.code: row.parent for row in rows}
    levels = {place.code: place.level for place in known.places if place.code not in parents}
    levels |= {row.code: row.level for row in rows if row.level} | {TRUST: TRUST}
    for row in rows:
        line = []
        code = row.code
        while code not in levels:
            line.append(code)
            code = parents[code]
        for below in reversed(line):
            levels[below] = _one_below(levels[parents[below]])
    return levels


def _one_below(level: str) -> str:
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def _against_the_tree(sheet: Sheet, known: Known) -> Iterator[Problem]:
    """Without codes, or without parents, nothing can be said of the tree."""
    if CODE not in sheet.columns:
        return
    yield from _duplicates(sheet)
    if PARENT in sheet.columns:
        before = {place.code: place.parent or "" for place in known.places}
        codes = {TRUST, *before, *(row.code for row in sheet.rows)}
        for row in sheet.rows:
            yield from _wrong_parent(sheet.file, row, codes)
        yield from _circles(sheet, before)


def _duplicates(sheet: Sheet) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in sheet.rows:
        if row.code and first.setdefault(row.code, row.line) != row.line:
            facts: dict[str, str | int] = {"given": shown(row.code), "first": first[row.code]}
            yield Problem(sheet.file, row.line, CODE, "duplicate-code", facts)


def _wrong_parent(file: str, row: Row, codes: set[str]) -> Iterator[Problem]:
    if row.code == TRUST:
        if row.parent:
            yield Problem(file, row.line, PARENT, "root-below", {"root": TRUST})
    elif not row.parent:
        yield Problem(file, row.line, PARENT, "second-root", {"root": TRUST})
    elif row.parent not in codes:
        yield Problem(file, row.line, PARENT, "unknown-parent", {"given": shown(row.parent)})


def _circles(sheet: Sheet, before: Mapping[str, str]) -> Iterator[Problem]:
    """Each once, where the first of its places stands. Every circle passes through the file: before there is none."""
    lines = {row.code: row.line for row in reversed(sheet.rows)}
    parents = {**before, **{row.code: row.parent for row in reversed(sheet.rows)}, TRUST: ""}
    over: set[str] = set()
    for row in sheet.rows:
        line: dict[str, None] = {}
        code = row.code
        while code and code not in over and code not in line:
            line[code] = None
            code = parents.get(code, "")
        if code in line:
            walked = [*line]
            yield _circle(sheet.file, walked[walked.index(code) :], lines)
        over.update(line)


def _circle(file: str, circle: Sequence[str], lines: Mapping[str, int]) -> Problem:
    first = min((code for code in circle if code in lines), key=lambda code: lines[code])
    start = circle.index(first)
    named = [shown(code) for code in (*circle[start:], *circle[:start], first)]
    if len(named) > _SHOWN:
        named = [*named[: _SHOWN - 1], "…", named[-1]]
    return Problem(file, lines[first], PARENT, "cycle", {"line": " > ".join(named)})
