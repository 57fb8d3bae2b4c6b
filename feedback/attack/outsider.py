"""What somebody who sees a whole table could work out: counts that were withheld, and the few behind a percentage.

Each question is attacked as if they knew how many people of each group there are. Nobody quite knows that, and where
few are, too much would follow from it. So a count that falls to such an attacker has further trials: all questions
together, for one who knows every shown count exactly and no number of people; and numbers of people that are a little
other than the true ones and fit every question as well. Each of these knows more than the table tells, so a count that
has room with any of them is safe. What is not proven safe is found. Percentages have one trial, and are told by
themselves: they are the first to go, and what is left then is another table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from feedback.aggregate import Cell, Shape
from feedback.attack.knowledge import Name, Range, together
from feedback.attack.search import Spreads, problem, spread_out, truthful
from feedback.attack.tables import People, Rest, Shown, people, question, seen, withheld
from feedback.layout import answered, rows
from feedback.safe_table import Count, Mark, Share
from feedback.tally import EVERYBODY

Look: TypeAlias = tuple[tuple[Cell, Count | Share], ...]
Narrow: TypeAlias = Mapping[Name, Range]
_LARGEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """`counts` were withheld and can be narrowed down; `parts` stand behind a percentage, and so can be."""

    counts: Mapping[Cell, Range]
    parts: Mapping[Cell, Range]

    def __bool__(self) -> bool:
        return bool(self.counts or self.parts)


class Outsider:
    """Remembers what each question gave away as it was shown: what is shown again alike need not be attacked again."""

    def __init__(self) -> None:
        self._seen: dict[Look, Narrow] = {}

    def finds(self, shown: Shown) -> Found:
        truly = people(shown)
        if truly[EVERYBODY] < shown.policy.threshold:
            return Found({}, {})  # noughts alone are shown
        narrow: dict[Name, Range] = {}
        for shape in shown.exact.shapes:
            narrow |= self._alone(shown, shape, truly)
        at_once = _found(shown, narrow)
        if at_once.parts or not at_once.counts:
            return at_once
        spreads = Spreads(at_once.counts, shown.policy.k)
        _with_any_number_of_people(shown, truly, spreads)
        for crowd in _nearby(shown, truly):
            if spreads.narrow:
                _with_as_many(shown, crowd, spreads)
        return _found(shown, {name: spreads.range(name) for name in spreads.narrow})

    def _alone(self, shown: Shown, shape: Shape, truly: People) -> Narrow:
        seen = look(shown, shape)
        if seen not in self._seen:
            held, spreads = problem(question(shown, shape, truly)), Spreads(_watched(shown, shape), shown.policy.k)
            spreads.take(held, truthful(held))
            spread_out(spreads, held)
            self._seen[seen] = {name: spreads.range(name) for name in spreads.narrow}
        return self._seen[seen]


def look(shown: Shown, shape: Shape) -> Look:
    """All that is shown of one question."""
    cells: tuple[tuple[Cell, Count | Share], ...] = (*shown.counts.items(), *shown.shares.items())
    return tuple((cell, figure) for cell, figure in cells if cell.question == shape.question)


def _with_any_number_of_people(shown: Shown, truly: People, spreads: Spreads) -> None:
    """Whoever is there is there for every question, so the counts of a group go up and down together."""
    everything = problem(withheld(shown, truly))
    spreads.take(everything, truthful(everything))
    spread_out(spreads, everything, lambda name: name.group if isinstance(name, Cell) else name)


def _nearby(shown: Shown, truly: People) -> Iterator[People]:
    """A few more or fewer people in one of the largest groups, where nobody could tell."""
    tree = shown.grouping.tree
    leaves = sorted((group for group in shown.groups if group not in tree), key=lambda group: -truly[group])
    for leaf in leaves[:_LARGEST]:
        line = shown.grouping.upward(leaf)
        for more in (-2, 2, -1, 1):
            yield {**truly, **{group: truly[group] + more for group in line}}


def _with_as_many(shown: Shown, crowd: People, spreads: Spreads) -> None:
    """Such a number of people counts only where every question fits it. Then the questions are one problem."""
    parts = [question(shown, shape, crowd) for shape in shown.exact.shapes]
    if all(problem(part).any() is not None for part in parts):
        spread_out(spreads, problem(together(parts)))


def _watched(shown: Shown, shape: Shape) -> Iterator[Name]:
    yield from (cell for cell in seen(shown, shape) if isinstance(shown.counts[cell], Mark) and shown.count(cell))
    near = shown.policy.threshold + shown.policy.k
    for group in rows(shape, shown.grouping):
        base = Cell(shape.question, group, answered(shape))
        for cell in (base._replace(option=option) for option in shape.shared):
            if not isinstance(shown.shares[cell], Mark):
                sides = {cell: shown.count(cell), Rest(cell): shown.count(base) - shown.count(cell)}
                yield from (side for side, count in sides.items() if count < near)


def _found(shown: Shown, narrow: Narrow) -> Found:
    counts = {name: range for name, range in narrow.items() if isinstance(name, Cell) and name in shown.counts}
    parts = {name.of if isinstance(name, Rest) else name: range for name, range in narrow.items() if name not in counts}
    small = {name: range for name, range in parts.items() if range[0] < shown.policy.threshold}
    return Found(counts, {name: range for name, range in small.items() if isinstance(name, Cell)})
