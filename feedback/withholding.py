"""Which further counts must be withheld so that the small ones cannot be worked out from those that are shown.

Pure, over all sums of one table. Two halves, in turn until neither asks for more:
- the rule: of a sum that is shown, never withhold one part alone, nor parts that come to less than the threshold
  together;
- the audit: what somebody finds who puts the roundings of all sums together. A count that can be narrowed to a range
  of `k` or less was not withheld at all.

It is a first line and not the whole defence: it narrows one sum at a time, and knows nothing of percentages, of other
tables and of earlier releases. Attacks across those need an exact solver before a release.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from feedback.aggregate import Cell

Range: TypeAlias = tuple[int, int]

_MANY = 10**9  # above any count there is
UNKNOWN: Range = (1, _MANY)  # all that is known of a withheld count beforehand: it is not nought


@dataclass(frozen=True, slots=True)
class Line:
    """A sum that everybody knows to hold. `whole_first`: withhold the whole rather than a further part.

    So with the answers of one group: `all` is of little use beside `base`, and `base` carries the percentages.
    Between groups it is the other way round: one more small group goes before the broad group they belong to.
    """

    whole: Cell
    parts: tuple[Cell, ...]
    whole_first: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True)
class Sums:
    """`counts` are true; `shown` is what is read back from each as it would be shown.

    `unpublished` stand in no table and can be reckoned all the same: how many people of a group answered at all.
    `prized` carry percentages, so anything else is withheld before them.
    """

    lines: tuple[Line, ...]
    counts: Mapping[Cell, int]
    shown: Mapping[Cell, Range]
    unpublished: frozenset[Cell]
    prized: frozenset[Cell]
    threshold: int
    k: int
    _of: Mapping[Cell, tuple[Line, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of: dict[Cell, list[Line]] = {}
        for line in self.lines:
            for cell in line.cells:
                of.setdefault(cell, []).append(line)
        object.__setattr__(self, "_of", {cell: tuple(lines) for cell, lines in of.items()})

    def lines_of(self, cell: Cell) -> tuple[Line, ...]:
        return self._of.get(cell, ())

    def cost(self, cell: Cell) -> tuple[bool, int, Cell]:
        return cell in self.prized, self.counts[cell], cell


def withheld_with(sums: Sums, primary: Iterable[Cell]) -> frozenset[Cell]:
    """The primary ones and all that must go with them. Every round withholds more, so it ends."""
    hidden = sums.unpublished.union(primary)
    while further := _by_rule(sums, hidden) or _by_audit(sums, hidden):
        hidden |= further
    return hidden - sums.unpublished


def against(sums: Sums, hidden: frozenset[Cell], found: Iterable[Cell]) -> frozenset[Cell]:
    """What to withhold so that these may no longer be found: the cheapest count in a sum with each, or near it.

    Nothing is left near one that everything is withheld around: then whatever else its question shows goes.
    """
    victims: set[Cell] = set()
    for cell in found:
        near = _nearby(sums, hidden, cell)
        victims |= {near} if near else set(_of_question(sums, cell.question))
    return frozenset(victims)


def _of_question(sums: Sums, question: str) -> Iterator[Cell]:
    """Never a nought: whatever is withheld is taken to be there."""
    return (cell for cell, count in sums.counts.items() if count and cell.question == question)


def _nearby(sums: Sums, hidden: frozenset[Cell], cell: Cell) -> Cell | None:
    seen, ring = {cell}, {cell}
    while ring:
        lines = [line for one in sorted(ring) for line in sums.lines_of(one)]
        victim = _cheapest(sums, hidden, lines)
        if victim is not None:
            return victim
        ring = {other for line in lines for other in line.cells} - seen - sums.unpublished
        seen |= ring
    return None


def ranges(sums: Sums, hidden: frozenset[Cell]) -> dict[Cell, Range]:
    """What an outsider can know of every count: one sum after another, until nothing gets narrower."""
    known = {cell: UNKNOWN if cell in hidden else sums.shown[cell] for cell in sums.counts}
    waiting = deque(sums.lines)
    queued = set(map(id, waiting))
    while waiting:
        line = waiting.popleft()
        queued.discard(id(line))
        for cell in _narrow(line, known):
            fresh = [other for other in sums.lines_of(cell) if other is not line and id(other) not in queued]
            waiting.extend(fresh)
            queued.update(map(id, fresh))
    return known


def _narrow(line: Line, known: dict[Cell, Range]) -> list[Cell]:
    """Narrows every count of one sum by all the others, and says which it could."""
    low, high = sum(known[part][0] for part in line.parts), sum(known[part][1] for part in line.parts)
    narrowed = [line.whole] if _meet(line.whole, (low, high), known) else []
    whole = known[line.whole]
    for part in line.parts:
        own = known[part]
        if _meet(part, (whole[0] - high + own[1], whole[1] - low + own[0]), known):
            low, high = low + known[part][0] - own[0], high + known[part][1] - own[1]
            narrowed.append(part)
    return narrowed


def _meet(cell: Cell, implied: Range, known: dict[Cell, Range]) -> bool:
    low, high = known[cell]
    if implied[0] <= low and implied[1] >= high:
        return False
    known[cell] = max(low, implied[0]), min(high, implied[1])
    return True


def _by_rule(sums: Sums, hidden: frozenset[Cell]) -> frozenset[Cell]:
    broken = [line for line in sums.lines if line.whole not in hidden and _is_broken(sums, line, hidden)]
    return frozenset(victim for line in broken if (victim := _next(sums, line, hidden)) is not None)


def _is_broken(sums: Sums, line: Line, hidden: frozenset[Cell]) -> bool:
    parts = [part for part in line.parts if part in hidden]
    together = sum(sums.counts[part] for part in parts)
    return len(parts) == 1 or 0 < together < sums.threshold


def _by_audit(sums: Sums, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """One more a question and round: what is narrow in one question is mostly narrow for one and the same reason."""
    known = ranges(sums, hidden)
    found = sorted((_width(known[cell]), cell) for cell in hidden if _is_found(sums, cell, known[cell]))
    first = {cell.question: cell for _, cell in reversed(found)}
    victims = (_against(sums, hidden, known, cell) for cell in first.values())
    return frozenset(victim for victim in victims if victim is not None)


def _is_found(sums: Sums, cell: Cell, known: Range) -> bool:
    large = cell in sums.unpublished and sums.counts[cell] >= sums.threshold
    return _width(known) <= sums.k and not large


def _against(sums: Sums, hidden: frozenset[Cell], known: Mapping[Cell, Range], cell: Cell) -> Cell | None:
    """The cheapest count that helped to narrow this one: in a sum with it, else in a sum with one of those, and on.

    By way of what is unpublished last: every question tells that over again, and one of them less changes little.
    """
    seen, ring = {cell}, {cell}
    while ring:
        near = [line for one in sorted(ring - sums.unpublished) for line in _tight(sums, known, one)]
        far = [line for one in sorted(ring & sums.unpublished) for line in _tight(sums, known, one)]
        victim = _cheapest(sums, hidden, near) or _cheapest(sums, hidden, far)
        if victim is not None:
            return victim
        ring = {other for line in (*near, *far) for other in line.cells} - seen
        seen |= ring
    return None


def _cheapest(sums: Sums, hidden: frozenset[Cell], lines: Iterable[Line]) -> Cell | None:
    victims = {victim for line in lines if (victim := _next(sums, line, hidden)) is not None}
    return min(victims, key=sums.cost, default=None)


def _tight(sums: Sums, known: Mapping[Cell, Range], cell: Cell) -> Iterator[Line]:
    """The sums that by themselves narrow a count as far as it was narrowed, from one side or the other."""
    low, high = known[cell]
    for line in sums.lines_of(cell):
        implied_low, implied_high = _implied(line, known, cell)
        if implied_high <= high or 1 < implied_low >= low:
            yield line


def _next(sums: Sums, line: Line, hidden: frozenset[Cell]) -> Cell | None:
    """What to withhold next of a sum. Never a nought: it says no more than that nobody is there."""
    open_cells = [cell for cell in line.cells if cell not in hidden and sums.counts[cell]]
    parts = [cell for cell in open_cells if cell != line.whole]
    if line.whole in open_cells and (line.whole_first or not parts):
        return line.whole
    return min(parts, key=sums.cost, default=None)


def _implied(line: Line, known: Mapping[Cell, Range], cell: Cell) -> Range:
    low = sum(known[part][0] for part in line.parts if part != cell)
    high = sum(known[part][1] for part in line.parts if part != cell)
    whole = known[line.whole]
    return (low, high) if cell == line.whole else (whole[0] - high, whole[1] - low)


def _width(known: Range) -> int:
    return known[1] - known[0]
