"""A table as an outsider sees it: figures, some of them withheld, and what each that is shown can have been."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedback.aggregate import Cell, Shape
from feedback.attack.knowledge import Range
from feedback.layout import answered
from feedback.policy import Policy
from feedback.safe_table import Count, Mark, Share
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY


@dataclass(frozen=True, slots=True)
class Seen:
    """`ranges` of the counts that are shown. `asked_all`: the questions that everybody answered or left; not so where
    some versions do not have one."""

    counts: Mapping[Cell, Count]
    shares: Mapping[Cell, Share]
    ranges: Mapping[Cell, Range]
    shapes: tuple[Shape, ...]
    asked_all: frozenset[str]
    grouping: Grouping
    policy: Policy

    @property
    def groups(self) -> tuple[str, ...]:
        return in_order(self.grouping.tree)

    def hides(self, cell: Cell) -> bool:
        return isinstance(self.counts[cell], Mark)

    def range(self, shape: Shape, cell: Cell, most: int) -> Range:
        """What is withheld is not nought: a nought is shown, unless it would say that nobody gave the answer that the
        question follows."""
        if self.hides(cell):
            return 0 if shape.asked_of_some and all(map(self.hides, attacked(self, shape))) else 1, most
        low, high = self.ranges[cell]
        return low, min(high, most)


def attacked(seen: Seen, shape: Shape) -> Iterator[Cell]:
    """The counts that a table shows, where they are safe: everybody's in full, a group's answers alone."""
    yield from (Cell(shape.question, EVERYBODY, column) for column in shape.counted)
    if not shape.asked_of_some:
        groups = (group for group in seen.groups if group != EVERYBODY)
        yield from (Cell(shape.question, group, answered(shape)) for group in groups)
