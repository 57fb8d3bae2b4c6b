"""What follows from one table: what is shown, rounded as the policy says, and the sums that everybody knows.

Questions are tied together by people alone: who is not there cannot have answered. So each question is a problem of
its own, once it is said how many people of each group there are, truly or possibly.
"""

from collections.abc import Iterator
from typing import NamedTuple

from feedback.aggregate import ALL, BASE, POSITIVE, Cell, Shape
from feedback.attack.knowledge import Knowledge, Name, Range, Sum, adds_up, at_most
from feedback.attack.seen import Seen, attacked
from feedback.attack.world import People, World, everybody_of
from feedback.layout import answered, rows
from feedback.reading import half_points
from feedback.safe_table import Mark, Percent, Share
from feedback.tally import EVERYBODY


class Rest(NamedTuple):
    """Those of a group who answered and did not choose this option."""

    of: Cell


class Crowd(NamedTuple):
    """How many people of a group there are at all."""

    group: str


def question(seen: Seen, shape: Shape, crowd: People) -> Knowledge:
    """All that is known of one question by somebody who knows how many people of each group there are."""
    answers, everybody = _answers(seen, shape, crowd), crowd[EVERYBODY]
    least = everybody if shape.question in seen.asked_all else None
    return Knowledge(answers.bounds, (Sum(dict.fromkeys(everybody_of(shape), 1), least, everybody), *answers.sums))


def everything(seen: Seen, most: int) -> Knowledge:
    """All that the table tells, of all questions at once, to somebody who knows no number of people."""
    crowd = dict.fromkeys(seen.groups, most)
    bounds: dict[Name, Range] = {Crowd(group): (0, most) for group in seen.groups}
    sums = [*_people(seen)]
    for shape in seen.shapes:
        answers = _answers(seen, shape, crowd)
        bounds |= answers.bounds
        sums += [*answers.sums, *_within_people(seen, shape)]
    return Knowledge(bounds, tuple(sums))


def withheld(seen: Seen, world: World) -> Knowledge:
    """All questions at once, for somebody who does not know how many people there are, but every count that is shown.

    Whatever they told of single options fits any numbers that add up to the same, so it need not be looked at.
    """
    everybody = world.people[EVERYBODY]
    bounds: dict[Name, Range] = {Crowd(group): (0, 2 * everybody) for group in world.people}
    sums = [*_people(seen)]
    for shape in seen.shapes:
        for cell in attacked(seen, shape):
            exactly = world.count(cell), world.count(cell)
            bounds[cell] = seen.range(shape, cell, everybody) if seen.hides(cell) else exactly
        sums += [*_within_everybody(shape), *_over_groups(seen, shape, answered(shape)), *_within_people(seen, shape)]
    return Knowledge(bounds, tuple(sums))


def count_in(world: World, seen: Seen, name: Name) -> int:
    """How many there are of a name in one way in which things can be."""
    match name:
        case Rest(of):
            (column,) = (answered(shape) for shape in seen.shapes if shape.question == of.question)
            return world.count(of._replace(option=column)) - world.count(of)
        case Crowd(group):
            return world.people[group]
        case Cell():
            return world.count(name)
        case _:
            raise TypeError(f"not a count of a table: {name}")


def _answers(seen: Seen, shape: Shape, crowd: People) -> Knowledge:
    columns, column = _columns(seen, shape), answered(shape)
    bounds: dict[Name, Range] = {cell: seen.range(shape, cell, crowd[cell.group]) for cell in attacked(seen, shape)}
    sums = [*_within_everybody(shape)]
    for group in rows(shape, seen.grouping):
        base = Cell(shape.question, group, column)
        for option in columns:
            cell = base._replace(option=option)
            bounds |= {cell: (0, crowd[group]), Rest(cell): (0, crowd[group])}
            sums += [adds_up(base, (cell, Rest(cell))), *_percentage(seen.shares[cell], cell, base)]
        sums += _over_options(shape, base, columns)
    for one in (column, *columns):
        sums += _over_groups(seen, shape, one)
    return Knowledge(bounds, tuple(sums))


def _people(seen: Seen) -> Iterator[Sum]:
    return (adds_up(Crowd(whole), map(Crowd, parts)) for whole, parts in seen.grouping.tree.items())


def _within_people(seen: Seen, shape: Shape) -> Iterator[Sum]:
    """Whoever answered is there; and everybody who was asked is in everybody's row."""
    passed: dict[Name, int] = {**dict.fromkeys(everybody_of(shape), 1), Crowd(EVERYBODY): -1}
    yield Sum(passed, 0 if shape.question in seen.asked_all else None, 0)
    cells = (cell for cell in attacked(seen, shape) if cell.option == answered(shape))
    yield from (at_most(cell, Crowd(cell.group)) for cell in cells)


def _within_everybody(shape: Shape) -> Iterator[Sum]:
    """Everybody's row alone shows what was said outside the percentages."""
    whole = Cell(shape.question, EVERYBODY, ALL)
    if ALL in shape.counted and BASE in shape.counted:
        yield adds_up(whole, (whole._replace(option=option) for option in (BASE, *shape.outside)))


def _over_groups(seen: Seen, shape: Shape, column: str) -> list[Sum]:
    if shape.asked_of_some:
        return []
    at = {group: Cell(shape.question, group, column) for group in seen.groups}
    return [adds_up(at[whole], (at[part] for part in parts)) for whole, parts in seen.grouping.tree.items()]


def _columns(seen: Seen, shape: Shape) -> tuple[str, ...]:
    """The options behind a percentage that is shown somewhere; all of them, where single ones are."""
    row = [Cell(shape.question, group, answered(shape)) for group in rows(shape, seen.grouping)]
    cells = [base._replace(option=option) for base in row for option in shape.shared]
    told = {cell.option for cell in cells if not isinstance(seen.shares[cell], Mark)}
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
