"""What somebody who sees a whole table could work out: counts that were withheld, and the few behind a percentage.

Each question is attacked as if they knew how many people of each group there are. Nobody quite knows that, and where
few are, too much would follow from it. So a count that falls to such an attacker has two more trials: all questions
together, for one who knows every shown count exactly and no number of people; and at last all that the table tells at
once, and nothing else. The first two know more than the table tells and are quick, so most of it is proven safe by
them. What is not proven safe is found. Percentages have one trial, and are told by themselves: they are the first to
go, and what is left then is another table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from feedback.aggregate import Cell, Shape
from feedback.attack.knowledge import Name, Range
from feedback.attack.search import Problem, Spreads, problem, spread_out, truthful
from feedback.attack.seen import Seen, attacked
from feedback.attack.tables import Rest, count_in, everything, question, withheld
from feedback.attack.world import World
from feedback.layout import answered, rows
from feedback.safe_table import Count, Mark, Share
from feedback.tally import EVERYBODY

Look: TypeAlias = tuple[tuple[Cell, Count | Share], ...]
Narrow: TypeAlias = Mapping[Name, Range]
_MORE_THAN_THERE_ARE = 4  # times as many people as nobody would think of


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

    def finds(self, seen: Seen, truth: World) -> Found:
        """`truth`: the way in which everything is. Percentages have one trial."""
        narrow = self._question_by_question(seen, truth)
        at_once = _found(seen, narrow)
        if at_once.parts or not at_once.counts:
            return at_once
        return _found(seen, _counts_left(seen, truth, at_once.counts))

    def finds_in_the_end(self, seen: Seen, world: World) -> Found:
        """`world`: any way in which everything fits what is seen. What falls to somebody who takes its number of people
        for known may fall to nobody, so percentages have the last trial too."""
        narrow = self._question_by_question(seen, world)
        counts = _counts_left(seen, world, (name for name in narrow if name in seen.counts))
        parts = _parts_left(seen, world, (name for name in narrow if name not in seen.counts))
        return _found(seen, {**counts, **parts})

    def _question_by_question(self, seen: Seen, world: World) -> Narrow:
        if world.people[EVERYBODY] < seen.policy.threshold:
            return {}  # noughts alone are shown
        return {name: range for shape in seen.shapes for name, range in self._alone(seen, shape, world).items()}

    def _alone(self, seen: Seen, shape: Shape, world: World) -> Narrow:
        shown = look(seen, shape)
        if shown not in self._seen:
            held = problem(question(seen, shape, world.people))
            spreads = Spreads(watched(seen, shape, world), seen.policy.k)
            _begin(spreads, held, seen, world)
            spread_out(spreads, held)
            self._seen[shown] = {name: spreads.range(name) for name in spreads.narrow}
        return self._seen[shown]


def look(seen: Seen, shape: Shape) -> Look:
    """All that is shown of one question."""
    cells: tuple[tuple[Cell, Count | Share], ...] = (*seen.counts.items(), *seen.shares.items())
    return tuple((cell, figure) for cell, figure in cells if cell.question == shape.question)


def watched(seen: Seen, shape: Shape, world: World) -> Iterator[Name]:
    """What must not be found: withheld counts, and the few on either side of a percentage."""
    yield from (cell for cell in attacked(seen, shape) if seen.hides(cell) and world.count(cell))
    near = seen.policy.threshold + seen.policy.k
    for group in rows(shape, seen.grouping):
        base = Cell(shape.question, group, answered(shape))
        for cell in (base._replace(option=option) for option in shape.shared):
            if not isinstance(seen.shares[cell], Mark):
                sides: tuple[Name, ...] = (cell, Rest(cell))
                yield from (side for side in sides if count_in(world, seen, side) < near)


def _counts_left(seen: Seen, world: World, names: Iterable[Name]) -> Narrow:
    """Of these withheld counts, what is narrow still after the further trials."""
    spreads = Spreads(names, seen.policy.k)
    if spreads.watched:
        _with_any_number_of_people(seen, world, spreads)
    if spreads.narrow:
        _with_nothing_but_the_table(seen, world, spreads)
    return {name: spreads.range(name) for name in spreads.narrow}


def _parts_left(seen: Seen, world: World, names: Iterable[Name]) -> Narrow:
    spreads = Spreads(names, seen.policy.k)
    if spreads.watched:
        _with_nothing_but_the_table(seen, world, spreads)
    return {name: spreads.range(name) for name in spreads.narrow}


def _begin(spreads: Spreads, held: Problem, seen: Seen, world: World) -> None:
    spreads.take(held, truthful(held, lambda name: count_in(world, seen, name)))


def _with_any_number_of_people(seen: Seen, world: World, spreads: Spreads) -> None:
    """Whoever is there is there for every question, so the counts of a group go up and down together."""
    held = problem(withheld(seen, world))
    _begin(spreads, held, seen, world)
    spread_out(spreads, held, lambda name: name.group if isinstance(name, Cell) else name)


def _with_nothing_but_the_table(seen: Seen, world: World, spreads: Spreads) -> None:
    """All that is told, of all questions at once: what is found now is found."""
    told = problem(everything(seen, _MORE_THAN_THERE_ARE * world.people[EVERYBODY]))
    _begin(spreads, told, seen, world)
    spread_out(spreads, told)


def _found(seen: Seen, narrow: Narrow) -> Found:
    counts = {name: range for name, range in narrow.items() if isinstance(name, Cell) and name in seen.counts}
    parts = {name.of if isinstance(name, Rest) else name: range for name, range in narrow.items() if name not in counts}
    small = {name: range for name, range in parts.items() if range[0] < seen.policy.threshold}
    return Found(counts, {name: range for name, range in small.items() if isinstance(name, Cell)})
