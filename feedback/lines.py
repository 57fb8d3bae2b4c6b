"""True counts on their way to a table, and the sums that everybody knows to hold between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedback.aggregate import ALL, BASE, NOTHINGS, Cell, Exact, Shape
from feedback.layout import answered, rows, stands_for
from feedback.policy import Policy
from feedback.reading import read_back
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY
from feedback.withholding import Line, Sums

_PEOPLE = "~people"  # no question, and in no table: how many people answered at all


@dataclass(frozen=True, slots=True)
class Truth:
    """True counts, on their way to being safe."""

    exact: Exact
    grouping: Grouping
    policy: Policy

    @property
    def groups(self) -> tuple[str, ...]:
        return in_order(self.grouping.tree)

    def cells(self) -> Iterator[Cell]:
        """Every count that is shown, unless it is withheld."""
        for shape in self.exact.shapes:
            if not self.closed(shape):
                for group in rows(shape, self.grouping):
                    yield from (Cell(shape.question, group, option) for option in _columns(shape, group))

    def closed(self, shape: Shape) -> bool:
        """Asked because of an answer that hardly anybody gave: a nought would say that nobody did."""
        asked = self.exact.count(Cell(shape.question, EVERYBODY, ALL))
        return shape.asked_of_some and bool(self.exact.cells) and asked < self.policy.threshold

    def count(self, cell: Cell) -> int:
        return self.exact.count(cell)

    def carries_shares(self, cell: Cell) -> bool:
        """Whether percentages stand beside a count, so that one sees which thresholds it reached."""
        return cell.option == BASE and any(
            shape.shared for shape in self.exact.shapes if shape.question == cell.question
        )


def sums(truth: Truth) -> Sums:
    people = _people(truth)
    counts = {cell: truth.count(cell) for cell in truth.cells()} | people
    carries = {cell for cell in counts if truth.carries_shares(cell)}
    return Sums(
        lines=(*_by_group(truth), *_by_option(truth), *_by_person(truth, people)),
        counts=counts,
        shown={cell: read_back(count, cell in carries, truth.policy) for cell, count in counts.items()},
        unpublished=frozenset(cell for cell, count in people.items() if count),
        prized=frozenset(cell for cell in carries if counts[cell] >= truth.policy.share_from),
        threshold=truth.policy.threshold,
        k=truth.policy.k,
    )


def _columns(shape: Shape, group: str) -> tuple[str, ...]:
    if group != EVERYBODY:
        return (answered(shape),)
    return tuple(option for option in shape.counted if option == answered(shape) or option != ALL or shape.outside)


def _by_group(truth: Truth) -> Iterator[Line]:
    for shape in truth.exact.shapes:
        if not shape.asked_of_some:
            row = {group: Cell(shape.question, group, answered(shape)) for group in truth.groups}
            for parent, children in truth.grouping.tree.items():
                yield Line(row[parent], tuple(row[child] for child in children))


def _by_option(truth: Truth) -> Iterator[Line]:
    for shape in truth.exact.shapes:
        if shape.outside and not truth.closed(shape):
            whole = Cell(shape.question, EVERYBODY, ALL)
            yield Line(whole, tuple(whole._replace(option=one) for one in (BASE, *shape.outside)), whole_first=True)


def _by_person(truth: Truth, people: Mapping[Cell, int]) -> Iterator[Line]:
    """Everybody answered each question or left it: so one question's total is the next one's, published or not.

    Where a question was not in every version, or records came in with questions missing, it is not, and no sum.
    """
    for shape in truth.exact.shapes:
        for whole, count in people.items() if not truth.closed(shape) else ():
            parts = _everybody_in(shape)
            if sum(map(truth.count, parts)) == count:
                yield Line(whole, parts)


def _people(truth: Truth) -> dict[Cell, int]:
    first = truth.exact.shapes[:1]
    return {Cell(_PEOPLE, EVERYBODY, ALL): sum(map(truth.count, _everybody_in(shape))) for shape in first}


def _everybody_in(shape: Shape) -> tuple[Cell, ...]:
    whole = stands_for(shape, Cell(shape.question, EVERYBODY, ALL))
    return (whole, *(whole._replace(option=nothing) for nothing in NOTHINGS))
