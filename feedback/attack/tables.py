"""One table as an outsider knows it: what is shown, rounded as the policy says, and the sums that everybody knows.

Questions are tied together by people alone: who is not there cannot have answered. So each question is a problem of
its own, once it is said how many people of each group there are; `people` are those numbers, true or possible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from feedback.aggregate import ALL, BASE, NOTHINGS, POSITIVE, Cell, Exact, Shape
from feedback.attack.knowledge import Knowledge, Name, Range, Sum, adds_up, at_most
from feedback.layout import answered, rows
from feedback.policy import Policy
from feedback.reading import half_points, read_back
from feedback.safe_table import Count, Mark, Percent, Share
from feedback.scheme import Grouping, in_order
from feedback.tally import EVERYBODY

People: TypeAlias = Mapping[str, int]


class Rest(NamedTuple):
    """Those of a group who answered and did not choose this option."""

    of: Cell


class Crowd(NamedTuple):
    """How many people of a group there are at all."""

    group: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an outsider sees of one table. `exact` is what they do not see, for a search to begin with."""

    counts: Mapping[Cell, Count]
    shares: Mapping[Cell, Share]
    exact: Exact
    grouping: Grouping
    policy: Policy

    @property
    def groups(self) -> tuple[str, ...]:
        return in_order(self.grouping.tree)

    def count(self, cell: Cell) -> int:
        return self.exact.count(cell)


def people(shown: Shown) -> dict[str, int]:
    """How many of each group there truly are, as far as the question tells that most of them were led past."""
    tree = shown.grouping.tree
    held = {group: _most_of(shown, group) for group in shown.groups if group not in tree}
    for group in reversed(shown.groups):
        if group in tree:
            held[group] = sum(held[child] for child in tree[group])
    return held


def _most_of(shown: Shown, group: str) -> int:
    shapes = shown.exact.shapes
    return max((_passed(shown, shape, group) for shape in shapes), default=0)


def _passed(shown: Shown, shape: Shape, group: str) -> int:
    columns = (ALL if ALL in shape.counted else BASE, *NOTHINGS)
    return sum(shown.count(Cell(shape.question, group, column)) for column in columns)


def _asked_all(shown: Shown, shape: Shape, truly: People) -> bool:
    """Whether everybody answered a question or left it. Not so where some versions do not have it."""
    return sum(map(shown.count, _everybody_of(shape))) == truly[EVERYBODY]


def _everybody_of(shape: Shape) -> tuple[Cell, ...]:
    whole = Cell(shape.question, EVERYBODY, ALL if ALL in shape.counted else BASE)
    return (whole, *(whole._replace(option=nothing) for nothing in NOTHINGS))


def _within_everybody(shape: Shape) -> Iterator[Sum]:
    """Everybody's row alone shows what was said outside the percentages."""
    whole = Cell(shape.question, EVERYBODY, ALL)
    if ALL in shape.counted and BASE in shape.counted:
        yield adds_up(whole, (whole._replace(option=option) for option in (BASE, *shape.outside)))


def seen(shown: Shown, shape: Shape) -> Iterator[Cell]:
    """The counts that a table shows, where they are safe: everybody's in full, a group's answers alone."""
    yield from (Cell(shape.question, EVERYBODY, column) for column in shape.counted)
    if not shape.asked_of_some:
        groups = (group for group in shown.groups if group != EVERYBODY)
        yield from (Cell(shape.question, group, answered(shape)) for group in groups)


def _bounds(shown: Shown, cell: Cell, most: int) -> Range:
    """What is withheld is not nought: a nought would be shown, where anything is."""
    if isinstance(shown.counts[cell], Mark):
        return min(1, shown.count(cell)), most
    low, high = read_back(shown.count(cell), _carries(shown, cell), shown.policy)
    return low, min(high, most)


def _carries(shown: Shown, cell: Cell) -> bool:
    """Whether percentages stand beside a count, so that one sees which thresholds it reached."""
    return cell.option == BASE and any(shape.shared for shape in shown.exact.shapes if shape.question == cell.question)


def _over_groups(shown: Shown, shape: Shape, column: str) -> list[Sum]:
    if shape.asked_of_some:
        return []
    at = {group: Cell(shape.question, group, column) for group in shown.groups}
    return [adds_up(at[whole], (at[part] for part in parts)) for whole, parts in shown.grouping.tree.items()]


def question(shown: Shown, shape: Shape, crowd: People) -> Knowledge:
    """All that is known of one question by somebody who knows how many people of each group there are."""
    groups = rows(shape, shown.grouping)
    columns, column = _columns(shown, shape), answered(shape)
    bounds: dict[Name, Range] = {cell: _bounds(shown, cell, crowd[cell.group]) for cell in seen(shown, shape)}
    everybody = crowd[EVERYBODY]
    passed = Sum(
        dict.fromkeys(_everybody_of(shape), 1), everybody if _asked_all(shown, shape, crowd) else None, everybody
    )
    sums = [passed, *_within_everybody(shape)]
    for group in groups:
        base = Cell(shape.question, group, column)
        for option in columns:
            cell = base._replace(option=option)
            bounds |= {cell: (0, crowd[group]), Rest(cell): (0, crowd[group])}
            sums += [adds_up(base, (cell, Rest(cell))), *_percentage(shown.shares[cell], cell, base)]
        sums += _over_options(shape, base, columns)
    for one in (column, *columns):
        sums += _over_groups(shown, shape, one)
    return Knowledge(bounds, tuple(sums), {name: _truly(shown, shape, name) for name in bounds})


def _truly(shown: Shown, shape: Shape, name: Name) -> int:
    match name:
        case Rest(of):
            return shown.count(of._replace(option=answered(shape))) - shown.count(of)
        case Cell():
            return shown.count(name)
        case _:
            raise TypeError(f"not a count of a question: {name}")


def _columns(shown: Shown, shape: Shape) -> tuple[str, ...]:
    """The options behind a percentage that is shown somewhere; all of them, where single ones are."""
    row = [Cell(shape.question, group, answered(shape)) for group in rows(shape, shown.grouping)]
    cells = [base._replace(option=option) for base in row for option in shape.shared]
    told = {cell.option for cell in cells if not isinstance(shown.shares[cell], Mark)}
    return shape.shared if told - {POSITIVE} else tuple(option for option in shape.shared if option in told)


def _over_options(shape: Shape, base: Cell, columns: tuple[str, ...]) -> Iterator[Sum]:
    single = [option for option in columns if option != POSITIVE]
    if not single:
        return
    if BASE not in shape.tree:
        # Several could be chosen, and everybody who is counted chose at least one.
        yield Sum({**{base._replace(option=option): 1 for option in single}, base: -1}, 0, None)
        return
    yield adds_up(base, (base._replace(option=option) for option in single))
    if POSITIVE in shape.tree:
        positive = base._replace(option=POSITIVE)
        yield adds_up(positive, (base._replace(option=option) for option in shape.tree[POSITIVE]))


def _percentage(share: Share, cell: Cell, base: Cell) -> Iterator[Sum]:
    """Two hundred times the part, beside the whole times either end of what is rounded to this percentage."""
    if not isinstance(share, Percent):
        return
    low, high = half_points(share)
    if low is not None:
        yield Sum({cell: 200, base: -low}, 0, None)
    if high is not None:
        yield Sum({cell: 200, base: -high}, None, -1)


def withheld(shown: Shown, crowd: People) -> Knowledge:
    """All questions at once, for somebody who does not know how many people there are, but every count that is shown.

    Whatever they told of single options fits any numbers that add up to the same, so it need not be looked at.
    """
    bounds: dict[Name, Range] = {}
    sums: list[Sum] = []
    for shape in shown.exact.shapes:
        cells = tuple(seen(shown, shape))
        bounds |= {cell: _known_or_not(shown, cell, crowd[EVERYBODY]) for cell in cells}
        sums += _within_everybody(shape)
        passed: dict[Name, int] = {**dict.fromkeys(_everybody_of(shape), 1), Crowd(EVERYBODY): -1}
        sums.append(Sum(passed, 0 if _asked_all(shown, shape, crowd) else None, 0))
        sums += _over_groups(shown, shape, answered(shape))
        sums += [at_most(cell, Crowd(cell.group)) for cell in cells if cell.option == answered(shape)]
    sums += [adds_up(Crowd(whole), map(Crowd, parts)) for whole, parts in shown.grouping.tree.items()]
    truth: dict[Name, int] = {cell: shown.count(cell) for cell in bounds if isinstance(cell, Cell)}
    crowds: dict[Name, Range] = {Crowd(group): (0, 2 * crowd[EVERYBODY]) for group in crowd}
    return Knowledge(bounds | crowds, tuple(sums), truth | {Crowd(group): count for group, count in crowd.items()})


def _known_or_not(shown: Shown, cell: Cell, most: int) -> Range:
    count = shown.count(cell)
    return (min(1, count), most) if isinstance(shown.counts[cell], Mark) else (count, count)
