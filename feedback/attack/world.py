"""One way in which things can be: the true one, or any other that fits all that is shown.

A search for what an outsider can narrow down needs such a way to begin with. Before a table is shown that is the truth;
long afterwards, when answers may have been taken back, it is whatever fits the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from feedback.aggregate import ALL, BASE, NOTHINGS, Cell, Exact, Shape
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY

People: TypeAlias = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class World:
    """`people`: how many of each group there are at all. `asked_all`: the questions that everybody answered or left;
    not so where some versions do not have one."""

    counts: Mapping[Cell, int]
    people: People
    asked_all: frozenset[str]

    def count(self, cell: Cell) -> int:
        return self.counts.get(cell, 0)


def true_world(exact: Exact, grouping: Grouping) -> World:
    counts = {cell: exact.count(cell) for cell in exact.cells}
    leaves = [group for group in in_order(grouping.tree) if group not in grouping.tree]
    people = in_groups({leaf: _most_of(counts, exact.shapes, leaf) for leaf in leaves}, grouping)
    asked_all = {shape.question for shape in exact.shapes if _passed(counts, shape, EVERYBODY) == people[EVERYBODY]}
    return World(counts, people, frozenset(asked_all))


def in_groups(leaves: People, grouping: Grouping) -> dict[str, int]:
    """With every group that the leaves belong to."""
    held = dict(leaves)
    for group in reversed(in_order(grouping.tree)):
        if group in grouping.tree:
            held[group] = sum(held[child] for child in grouping.tree[group])
    return held


def everybody_of(shape: Shape) -> tuple[Cell, ...]:
    """All that can have come of asking somebody a question."""
    return _columns(shape, EVERYBODY)


def _most_of(counts: Mapping[Cell, int], shapes: tuple[Shape, ...], group: str) -> int:
    """As far as the question tells that most of them were led past."""
    return max((_passed(counts, shape, group) for shape in shapes), default=0)


def _passed(counts: Mapping[Cell, int], shape: Shape, group: str) -> int:
    return sum(counts.get(cell, 0) for cell in _columns(shape, group))


def _columns(shape: Shape, group: str) -> tuple[Cell, ...]:
    whole = Cell(shape.question, group, ALL if ALL in shape.counted else BASE)
    return (whole, *(whole._replace(option=nothing) for nothing in NOTHINGS))
